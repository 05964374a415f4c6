#include <ctn-encoding.h>
#include <ctn-i18n.h>
#include <ctn-import-plan.h>
#include <ctn-import-source.h>
#include <string.h>

#include "ctn-cli.h"

typedef struct {
  gboolean overwrite;
  gboolean dry_run;
  gboolean json;
  char *encoding;
  char *delimiter;
  char *sheet;
  char **maps; /* "COLUMN=field" */
} Options;

static gboolean
read_format (const Options *options, CtnCsvFormat *format)
{
  if (options->encoding != NULL) {
    format->encoding = ctn_encoding_from_name (options->encoding);
    if (format->encoding == CTN_ENCODING_UNKNOWN) {
      g_printerr (_ ("catenary-cli: unknown encoding “%s”\n"), options->encoding);
      return FALSE;
    }
  }
  if (options->delimiter == NULL)
    return TRUE;
  format->delimiter = g_str_equal (options->delimiter, "tab") ? '\t' : options->delimiter[0];
  if (format->delimiter == '\t' ||
      (strlen (options->delimiter) == 1 && g_ascii_isprint (format->delimiter) &&
       !g_ascii_isalnum (format->delimiter) && format->delimiter != '"'))
    return TRUE;
  g_printerr (_ ("catenary-cli: a delimiter is one sign such as ; or the word “tab”, not “%s”\n"),
              options->delimiter);
  return FALSE;
}

/* --map "Spalte=field" overrides what was found by itself; an empty field leaves the column out. */
static gboolean
apply_maps (const Options *options, CtnImportSource *source)
{
  for (char **map = options->maps; map != NULL && *map != NULL; map++) {
    char *equals = strrchr (*map, '=');
    const CtnField *field = NULL;
    gboolean found = FALSE;

    if (equals != NULL) {
      *equals = '\0';
      field = ctn_field_set_find (source->fields, equals + 1);
      if (field == NULL)
        field = ctn_field_set_find_label (source->fields, equals + 1);
    }
    for (guint column = 0; equals != NULL && column < source->n_columns; column++) {
      g_autofree char *name = ctn_import_source_dup_column_name (source, column);

      if (g_str_equal (name, *map)) {
        source->mapping[column] = field;
        found = TRUE;
      }
    }
    if (!found || (field == NULL && equals[1] != '\0')) {
      g_printerr (_ ("catenary-cli: --map wants COLUMN=FIELD with a column of the file and a known "
                     "field; “%s” is not\n"),
                  *map);
      return FALSE;
    }
  }
  return TRUE;
}

static void
print_mapping (CtnImportSource *source)
{
  if (source->sheets != NULL)
    g_printerr (_ ("sheet %s\n"), source->sheets[source->sheet]);
  for (guint column = 0; column < source->n_columns; column++) {
    g_autofree char *name = ctn_import_source_dup_column_name (source, column);

    g_printerr ("%s → %s\n", name,
                source->mapping[column] != NULL ? source->mapping[column]->name : _ ("(left out)"));
  }
}

static void
print_problems (CtnImportSource *source, CtnImportPlan *plan)
{
  GPtrArray *problems = ctn_import_plan_get_problems (plan);

  for (guint i = 0; i < problems->len; i++) {
    const CtnImportProblem *problem = g_ptr_array_index (problems, i);
    g_autofree char *column = ctn_import_source_dup_column_name (source, problem->column);

    g_printerr (_ ("line %u, %s: %s\n"), ctn_table_get_line (source->table, problem->row), column,
                problem->message);
  }
}

static void
print_result (const Options *options, CtnImportPlan *plan, const CtnImportRun *run)
{
  guint n_new = options->dry_run ? ctn_import_plan_count (plan, CTN_IMPORT_NEW) : run->n_added;
  guint n_update =
      options->dry_run ? ctn_import_plan_count (plan, CTN_IMPORT_UPDATE) : run->n_updated;
  guint n_skip = ctn_import_plan_count (plan, CTN_IMPORT_SKIP);
  guint n_problems = ctn_import_plan_count_problem_rows (plan);

  if (options->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "new", n_new);
    ctn_cli_add_int (builder, "updated", n_update);
    ctn_cli_add_int (builder, "skipped", n_skip);
    ctn_cli_add_int (builder, "rows-with-problems", n_problems);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  } else {
    g_print (_ ("new %u, updated %u, skipped %u, rows with a problem %u\n"), n_new, n_update,
             n_skip, n_problems);
  }
}

typedef struct {
  CtnImportSource *source;
  CtnImportRun run;
} Work;

static gboolean
work (CtnConnection *connection, gpointer data, GError **error)
{
  Work *w = data;

  return ctn_import_plan_apply (connection, &w->run, error) &&
         ctn_import_source_remember (w->source, connection, error);
}

static int
run_import (CtnProject *project, const char *path, const Options *options, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *name = g_file_get_basename (file);
  CtnCsvFormat format = { 0 };
  CtnOperation operation = { N_ ("Import Organisations"), name, NULL };
  g_autoptr (CtnImportSource) source = NULL;
  g_autoptr (CtnImportPlan) plan = NULL;
  Work w = { 0 };

  if (!read_format (options, &format))
    return CTN_EXIT_USAGE;
  source = ctn_import_source_load (file, &format, options->sheet, reader, NULL, error);
  if (source == NULL)
    return CTN_EXIT_FAILED;
  if (!apply_maps (options, source))
    return CTN_EXIT_USAGE;
  if (options->dry_run)
    print_mapping (source);
  plan = ctn_import_plan_new (source->table, ctn_import_source_get_first_row (source),
                              source->mapping, source->n_columns, reader, NULL, NULL, NULL, error);
  if (plan == NULL)
    return CTN_EXIT_FAILED;
  ctn_import_plan_set_overwrite (plan, options->overwrite);
  print_problems (source, plan);
  w.source = source;
  w.run.plan = plan;
  w.run.source = name;
  if (!options->dry_run && !ctn_project_transact (project, &operation, work, &w, error))
    return CTN_EXIT_FAILED;
  print_result (options, plan, &w.run);
  return ctn_import_plan_count_problem_rows (plan) > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

int
ctn_cli_import (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &options.overwrite,
      N_ ("Also replace values that are there, not only fill empty ones"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_ ("Only tell what would happen, and which column goes where"), NULL },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding,
      N_ ("UTF-8, UTF-16LE, Windows-1252 … (default: found by itself)"), N_ ("NAME") },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &options.delimiter,
      N_ ("Separator of columns (default: found by itself)"), N_ ("CHAR") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet,
      N_ ("Sheet of a spreadsheet (default: the one taken before, or the first)"), N_ ("NAME") },
    { "map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options.maps,
      N_ ("Where a column goes; may be given several times"), N_ ("COLUMN=FIELD") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary TABLE",
          _ ("Takes organisations in from a list (CSV, XLSX, ODS, XLS), as one operation."), 2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = run_import (project, argv[2], &options, &error);
  if (error != NULL)
    ctn_cli_fail (error);
  code = ctn_cli_close (project, code);
  g_free (options.encoding);
  g_free (options.delimiter);
  g_free (options.sheet);
  g_strfreev (options.maps);
  return code;
}
