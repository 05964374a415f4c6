#include <ctn-i18n.h>
#include <ctn-sectors.h>

#include "ctn-cli.h"

int
ctn_cli_new (int argc, char **argv)
{
  gboolean force = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a file that is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary", _ ("Makes an empty project."), 1, 1))
    return CTN_EXIT_USAGE;
  file = g_file_new_for_commandline_arg (argv[1]);
  if (!force && g_file_query_exists (file, NULL)) {
    g_printerr (_ ("catenary-cli: “%s” is there already; --force replaces it\n"), argv[1]);
    return CTN_EXIT_FAILED;
  }
  project = ctn_project_new (file, &error);
  if (project == NULL)
    return ctn_cli_fail (error);
  if (!ctn_sectors_start (project, &error) || !ctn_project_publish (project, TRUE, NULL, &error)) {
    ctn_project_close (project, TRUE, NULL);
    g_object_unref (project);
    return ctn_cli_fail (error);
  }
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "file", argv[1]);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return ctn_cli_close (project, CTN_EXIT_OK);
}
