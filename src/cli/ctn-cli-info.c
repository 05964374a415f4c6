#include <glib/gi18n.h>

#include "ctn-cli.h"

typedef struct {
  const char *name;
  const char *label; /* N_() */
  const char *sql;
} Figure;

static const Figure figures[] = {
  { "organisations", N_ ("Organisations"), "SELECT count(*) FROM organisation" },
  { "people", N_ ("People"), "SELECT count(*) FROM person" },
  { "assessments", N_ ("Assessments"), "SELECT count(*) FROM assessment" },
  { "chains", N_ ("Value chains"), "SELECT count(*) FROM chain" },
  { "partnerships", N_ ("Partnerships"), "SELECT count(*) FROM partnership" },
  { "operations", N_ ("Operations in the history"),
    "SELECT count(*) FROM operation WHERE state = 'done'" },
  { "schema", N_ ("Format"), "PRAGMA user_version" },
};

int
ctn_cli_info (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary", _ ("Tells what is in a project."), 1,
                      1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    gint64 value = 0;

    ctn_connection_get_int (ctn_project_get_reader (project), &value, NULL, figures[i].sql, "");
    ctn_cli_add_int (builder, figures[i].name, value);
    if (!json)
      g_print ("%-28s %" G_GINT64_FORMAT "\n", _ (figures[i].label), value);
  }
  json_builder_end_object (builder);
  if (json)
    ctn_cli_print_json (builder);
  return ctn_cli_close (project, CTN_EXIT_OK);
}
