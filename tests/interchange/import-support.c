#include "import-support.h"

#include <registry-support.h>

void
import_set_up (Import *import, gconstpointer data)
{
  import->project = support_project_new ();
}

static void
let_go (Import *import)
{
  g_clear_pointer (&import->plan, ctn_import_plan_free);
  g_clear_pointer (&import->source, ctn_import_source_free);
}

void
import_tear_down (Import *import, gconstpointer data)
{
  let_go (import);
  support_project_free (import->project);
}

GFile *
import_write_file (const char *bytes, gssize length)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "import.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

void
import_plan_again (Import *import)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&import->plan, ctn_import_plan_free);
  import->plan =
      ctn_import_plan_new (import->source->table, ctn_import_source_get_first_row (import->source),
                           import->source->mapping, import->source->n_columns,
                           ctn_project_get_reader (import->project), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
import_plan_bytes (Import *import, const char *bytes, gssize length)
{
  const CtnCsvFormat format = { 0 };
  g_autoptr (GFile) file = import_write_file (bytes, length);
  g_autoptr (GError) error = NULL;

  let_go (import);
  import->source = ctn_import_source_load (file, &format, NULL,
                                           ctn_project_get_reader (import->project), NULL, &error);
  g_assert_no_error (error);
  import_plan_again (import);
}

void
import_plan (Import *import, const char *csv)
{
  import_plan_bytes (import, csv, -1);
}

static gboolean
work (CtnConnection *connection, gpointer data, GError **error)
{
  Import *import = data;

  return ctn_import_plan_apply (connection, &import->run, error) &&
         ctn_import_source_remember (import->source, connection, error);
}

gboolean
import_try_apply (Import *import, GError **error)
{
  const CtnOperation operation = { "Import Organisations", "import.csv", NULL };

  import->run.plan = import->plan;
  return ctn_project_transact (import->project, &operation, work, import, error);
}

void
import_apply (Import *import)
{
  g_autoptr (GError) error = NULL;

  import_try_apply (import, &error);
  g_assert_no_error (error);
}

void
import_all (Import *import, const char *csv)
{
  import_plan (import, csv);
  import_apply (import);
}

char *
import_join_mapping (Import *import)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < import->source->n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            import->source->mapping[i] != NULL ? import->source->mapping[i]->name
                                                               : "-");
  return g_string_free (text, FALSE);
}

char *
import_join_fates (Import *import)
{
  static const char *const decisions[] = { "new", "update", "skip" };
  static const char *const reasons[] = { "", " id", " name", " domain", " domain-only", " empty" };
  guint first = ctn_import_plan_get_first_row (import->plan);
  guint n = ctn_table_get_n_rows (ctn_import_plan_get_table (import->plan));
  GString *text = g_string_new (NULL);

  for (guint row = first; row < n; row++) {
    const CtnImportRow *fate = ctn_import_plan_get_row (import->plan, row);

    g_string_append_printf (text, "%s%s%s%s", row > first ? "|" : "", decisions[fate->decision],
                            reasons[fate->reason], fate->has_problem ? "!" : "");
  }
  return g_string_free (text, FALSE);
}

char *
import_join_problems (Import *import)
{
  GPtrArray *problems = ctn_import_plan_get_problems (import->plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++) {
    const CtnImportProblem *problem = g_ptr_array_index (problems, i);

    g_string_append_printf (text, "%u.%u: %s\n", problem->row, problem->column, problem->message);
  }
  return g_string_free (text, FALSE);
}

char *
import_join_values (Import *import, const char *field)
{
  GString *text = g_string_new (NULL);
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (ctn_project_get_reader (import->project), NULL,
                            "SELECT id FROM organisation ORDER BY id", "");
  const char *separator = "";

  while (ctn_statement_next (rows, NULL)) {
    g_autofree char *value = support_get (import->project, ctn_statement_get_int (rows, 0), field);

    g_string_append_printf (text, "%s%s", separator, value);
    separator = "|";
  }
  return g_string_free (text, FALSE);
}

void
import_assert_values (Import *import, const char *field, const char *expected)
{
  g_autofree char *values = import_join_values (import, field);

  g_assert_cmpstr (values, ==, expected);
}

void
import_assert_fates (Import *import, const char *expected)
{
  g_autofree char *fates = import_join_fates (import);

  g_assert_cmpstr (fates, ==, expected);
}
