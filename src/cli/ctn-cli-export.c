#include <ctn-kinds.h>
#include <ctn-left-out.h>
#include <ctn-organisation-export.h>
#include <ctn-sort-order.h>
#include <glib/gi18n.h>

#include "ctn-cli.h"

static GArray *
list_all (CtnConnection *reader, GError **error)
{
  g_autoptr (CtnSortOrder) order = ctn_sort_order_new (
      reader, ctn_record_kind_find_field (ctn_organisation_kind (), "name"), NULL, error);
  GArray *ids;

  if (order == NULL)
    return NULL;
  ids = ctn_statement_take_ids (
      ctn_connection_query (reader, error, "SELECT id FROM organisation ORDER BY id", ""), error);
  if (ids != NULL)
    ctn_sort_order_sort (order, ids, FALSE);
  return ids;
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
  const GOptionEntry entries[] = {
    { "without-persons", 0, 0, G_OPTION_ARG_NONE, &without_persons,
      N_ ("Write a copy of the project without personal data and history instead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GFile) file = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary TABLE|COPY.catenary",
                      _ ("Writes all organisations to a CSV or XLSX file, by name."), 2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (without_persons)
    return export_copy (project, argv[2], json);
  ids = list_all (ctn_project_get_reader (project), &error);
  file = g_file_new_for_commandline_arg (argv[2]);
  if (ids == NULL ||
      !ctn_organisation_export (ctn_project_get_reader (project), ids, file, NULL, &error))
    return ctn_cli_close (project, ctn_cli_fail (error));
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "exported", ids->len);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return ctn_cli_close (project, CTN_EXIT_OK);
}
