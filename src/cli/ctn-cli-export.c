#include <ctn-i18n.h>
#include <ctn-kinds.h>
#include <ctn-left-out.h>

#include "ctn-cli.h"

static void
print_kinds (void)
{
  for (const CtnRecordKind *const *kind = ctn_kinds (); *kind != NULL; kind++)
    g_printerr ("  %-18s %s\n", (*kind)->table, _ ((*kind)->plural));
}

static int
export_list (CtnProject *project, const CtnRecordKind *kind, const char *path, gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  guint n = 0;

  if (!ctn_kinds_export (reader, kind, file, &n, NULL, &error))
    return ctn_cli_fail (error);
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "exported", n);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return CTN_EXIT_OK;
}

static int
export_copy (CtnProject *project, const char *path, gboolean json)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!ctn_project_save_without_persons (project, file, ctn_kinds (), NULL, &error))
    return ctn_cli_close (project, ctn_cli_fail (error));
  if (json) {
    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "written", path);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return ctn_cli_close (project, CTN_EXIT_OK);
}

int
ctn_cli_export (int argc, char **argv)
{
  gboolean json = FALSE;
  gboolean without_persons = FALSE;
  g_autofree char *list = NULL;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_STRING, &list,
      N_ ("Which records (default organisation); an unknown one names those there are"),
      N_ ("KIND") },
    { "without-persons", 0, 0, G_OPTION_ARG_NONE, &without_persons,
      N_ ("Write a copy of the project without personal data and history instead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  const CtnRecordKind *kind;
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary TABLE|COPY.catenary",
          _ ("Writes all organisations, or the records of another list, to a CSV or XLSX "
             "file."),
          2, 2))
    return CTN_EXIT_USAGE;
  kind = ctn_kinds_find (list != NULL ? list : "organisation");
  if (kind == NULL) {
    g_printerr (_ ("catenary-cli: there is no list “%s”. There are:\n"), list);
    print_kinds ();
    return CTN_EXIT_USAGE;
  }
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (without_persons)
    return export_copy (project, argv[2], json);
  return ctn_cli_close (project, export_list (project, kind, argv[2], json));
}
