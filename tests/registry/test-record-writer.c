/* Many records at once: what is logged without triggers is what the triggers log. */
#include "ctn-organisation.h"

#include <ctn-record-writer.h>
#include <ctn-record.h>

#define N_MANY 6000 /* more than are logged at once */

static const char *const field_names[] = { "name", "nace2", "tags", "helix" };
static const CtnOperation operation = { "Write", NULL, NULL };

typedef struct {
  guint n;
  gboolean fail; /* before the writer has finished */
} Job;

static gboolean
write_many (CtnConnection *connection, gpointer data, GError **error)
{
  const Job *job = data;
  const CtnField *fields[G_N_ELEMENTS (field_names)];
  g_autoptr (CtnRecordWriter) writer = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    fields[i] = ctn_record_kind_find_field (ctn_organisation_kind (), field_names[i]);
  writer = ctn_record_writer_new (connection, ctn_organisation_kind (), fields,
                                  G_N_ELEMENTS (fields), error);
  g_assert_nonnull (writer);
  for (guint i = 0; i < job->n; i++) {
    g_autofree char *name = g_strdup_printf ("Beispiel %u", i);
    /* Two codes each, so that their table is full before that of the organisations. */
    const char *const values[] = { name, "29.10; 29.20", i % 2 == 0 ? "even" : "odd", "industry" };

    g_assert_cmpint (ctn_record_writer_insert (writer, values, error), !=, 0);
  }
  if (job->fail)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no");
  return !job->fail && ctn_record_writer_finish (writer, error);
}

static CtnProject *
new_project (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (NULL, &error);

  g_assert_no_error (error);
  return project;
}

static void
close_project (CtnProject *project)
{
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
}

static gint64
count (CtnProject *project, const char *sql)
{
  gint64 n = -1;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (project), &n, NULL, sql, ""));
  return n;
}

/* Everything that was written, in an order of its own. */
static char *
dump (CtnProject *project)
{
  return ctn_connection_get_text (
      ctn_project_get_reader (project), NULL,
      "SELECT group_concat(line, char(10)) FROM (SELECT o.id || '|' || o.name || '|' || o.helix || "
      "'|' || (SELECT group_concat(n.id || n.code || n.revision) FROM organisation_nace n "
      "WHERE n.organisation = o.id) || '|' || (SELECT group_concat(t.id || x.name) "
      "FROM organisation_tag t JOIN tag x ON x.id = t.tag WHERE t.organisation = o.id) AS line "
      "FROM organisation o ORDER BY o.id)",
      "");
}

/* Rows of @table that are logged behind the row of @owner that they refer to. */
static gint64
count_in_order (CtnProject *project, const char *table, const char *column, const char *owner)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH own AS MATERIALIZED (SELECT row, position FROM change WHERE record = '%1$s'), "
      "other AS MATERIALIZED (SELECT row, position FROM change WHERE record = '%3$s') "
      "SELECT count(*) FROM \"%1$s\" t JOIN own ON own.row = t.id JOIN other ON other.row = "
      "t.\"%2$s\" "
      "WHERE other.position < own.position",
      table, column, owner);

  return count (project, sql);
}

/* One insert is logged for each row of the four tables, behind the rows that it refers to. */
static void
test_log (void)
{
  CtnProject *project = new_project ();
  Job job = { .n = N_MANY };
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_project_transact (project, &operation, write_many, &job, &error));
  g_assert_cmpint (count (project, "SELECT count(*) FROM organisation"), ==, N_MANY);
  g_assert_cmpint (count (project, "SELECT count(*) FROM organisation_nace"), ==, 2 * N_MANY);
  g_assert_cmpint (count (project, "SELECT count(*) FROM tag"), ==, 2);
  g_assert_cmpint (count (project, "SELECT count(*) FROM change"), ==, 4 * N_MANY + 2);
  g_assert_cmpint (
      count (project, "SELECT count(*) FROM change WHERE kind <> 'insert' OR before IS NOT NULL "
                      "OR after IS NOT NULL"),
      ==, 0);
  g_assert_cmpint (count_in_order (project, "organisation_nace", "organisation", "organisation"),
                   ==, 2 * N_MANY);
  g_assert_cmpint (count_in_order (project, "organisation_tag", "tag", "tag"), ==, N_MANY);
  close_project (project);
}

static void
test_undo (void)
{
  CtnProject *project = new_project ();
  Job job = { .n = 300 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_project_transact (project, &operation, write_many, &job, &error));
  before = dump (project);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (
      count (project, "SELECT (SELECT count(*) FROM organisation) + (SELECT count(*) FROM tag) + "
                      "(SELECT count(*) FROM organisation_nace)"),
      ==, 0);
  g_assert_true (ctn_project_redo (project, &error));
  after = dump (project);
  g_assert_cmpstr (before, ==, after);
  close_project (project);
}

/* After a writer, and after one whose operation failed, the next insert is logged as ever. */
static void
test_triggers_return (void)
{
  CtnProject *project = new_project ();
  Job failing = { .n = 3, .fail = TRUE };
  Job job = { .n = 3 };
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_project_transact (project, &operation, write_many, &failing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count (project, "SELECT count(*) FROM organisation"), ==, 0);
  g_assert_cmpint (ctn_organisation_add (project, "Aalto", &error), !=, 0);
  g_assert_cmpint (
      count (project,
             "SELECT count(*) FROM change WHERE record = 'organisation' AND kind = 'insert'"),
      ==, 1);
  g_assert_true (ctn_project_transact (project, &operation, write_many, &job, &error));
  g_assert_cmpint (ctn_organisation_add (project, "Oulu", &error), !=, 0);
  g_assert_cmpint (
      count (project,
             "SELECT count(*) FROM change WHERE record = 'organisation' AND kind = 'insert'"),
      ==, 5);
  close_project (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/record-writer/log", test_log);
  g_test_add_func ("/record-writer/undo", test_undo);
  g_test_add_func ("/record-writer/triggers-return", test_triggers_return);
  return g_test_run ();
}
