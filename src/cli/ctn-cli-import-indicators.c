#include <ctn-i18n.h>
#include <ctn-indicator-import.h>
#include <math.h>

#include "ctn-cli.h"

typedef struct {
  char *code;
  char *nuts_version;
  char *sheet;
  char *source;
  int year;
  gboolean dry_run;
  gboolean json;
} Options;

static void
print_problems (const CtnIndicatorImport *import)
{
  for (guint i = 0; i < import->rows->len; i++) {
    const CtnIndicatorRow *row = import->rows->pdata[i];

    if (row->state == CTN_INDICATOR_PROBLEM)
      g_printerr (_ ("line %u, column %u: %s\n"), row->line, row->column, row->message);
  }
}

static void
print_result (const CtnIndicatorImport *import, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!json) {
    g_print (_ ("new %u, updated %u, the same %u, problems %u\n"),
             import->counts[CTN_INDICATOR_NEW], import->counts[CTN_INDICATOR_UPDATE],
             import->counts[CTN_INDICATOR_SAME], import->counts[CTN_INDICATOR_PROBLEM]);
    return;
  }
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "new", import->counts[CTN_INDICATOR_NEW]);
  ctn_cli_add_int (builder, "updated", import->counts[CTN_INDICATOR_UPDATE]);
  ctn_cli_add_int (builder, "same", import->counts[CTN_INDICATOR_SAME]);
  ctn_cli_add_int (builder, "problems", import->counts[CTN_INDICATOR_PROBLEM]);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static int
run (CtnProject *project, const char *path, const Options *options, GError **error)
{
  const CtnIndicatorOptions wanted = { options->code, options->nuts_version, options->year,
                                       options->source };
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *name = g_file_get_basename (file);
  const CtnOperation operation = { N_ ("Import Indicators"), name, NULL };
  g_autoptr (CtnTable) table = ctn_indicator_import_read (file, options->sheet, NULL, error);
  g_autoptr (CtnIndicatorImport) import = NULL;

  if (table == NULL)
    return CTN_EXIT_FAILED;
  import = ctn_indicator_import_new (table, name, &wanted, ctn_project_get_reader (project), error);
  if (import == NULL)
    return CTN_EXIT_FAILED;
  print_problems (import);
  if (!options->dry_run &&
      !ctn_project_transact (project, &operation, ctn_indicator_import_apply, import, error))
    return CTN_EXIT_FAILED;
  print_result (import, options->json);
  return import->counts[CTN_INDICATOR_PROBLEM] > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

int
ctn_cli_import_indicators (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "indicator", 0, 0, G_OPTION_ARG_STRING, &options.code,
      N_ ("Code of the indicator, where the table does not name it (default: the file’s name)"),
      N_ ("CODE") },
    { "nuts-version", 0, 0, G_OPTION_ARG_STRING, &options.nuts_version,
      N_ ("Version of codes that NUTS 2024 does not have: 2016 or 2021 (default)"), N_ ("YEAR") },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, N_ ("Year of values that have none"),
      N_ ("YEAR") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet,
      N_ ("Sheet of a spreadsheet (default: the first)"), N_ ("NAME") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_ ("Where the values are from"),
      N_ ("TEXT") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only tell what would happen"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary TABLE",
          _ ("Takes values of regions in from a table (CSV, TSV, XLSX, ODS, XLS), as one "
             "operation."),
          2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = run (project, argv[2], &options, &error);
  if (error != NULL)
    ctn_cli_fail (error);
  code = ctn_cli_close (project, code);
  g_free (options.code);
  g_free (options.nuts_version);
  g_free (options.sheet);
  g_free (options.source);
  return code;
}
