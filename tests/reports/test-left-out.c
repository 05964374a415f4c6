/* memmem() */
#define _GNU_SOURCE

/* A copy without persons: no byte of them is in the file, it says what it lacks, and merging it back
 * deletes nobody. */
#include <ctn-change-words.h>
#include <ctn-kinds.h>
#include <ctn-left-out.h>
#include <ctn-merge.h>
#include <ctn-organisation.h>
#include <ctn-person.h>
#include <glib/gstdio.h>
#include <string.h>

static GFile *
make_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  return g_file_new_for_path (path);
}

static gboolean
run_sql (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

static void
run (CtnProject *project, const char *sql)
{
  const CtnOperation operation = { "Edit Person", "Xenia Zwiebelfisch", NULL };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (project, &operation, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static gint64
count (CtnProject *project, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

static gboolean
is_in_file (GFile *file, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &size, NULL, NULL));
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

/* Everything that names the one person in the project, and texts that were there and are not any more. */
static const char *const traces[] = {
  "Zwiebelfisch", "Xenia",      "xenia.z@example.org",   "0171 5550123",
  "Former",       "Likes tea",  "consented at the fair", "Berta Bearbeiterin",
  "Rater Rudi",   "Owner Olga",
};

static CtnProject *
make_project (GFile *file)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (file, &error);
  const CtnNewPerson person = { "Xenia", "Zwiebelfisch", "Director", "xenia.z@example.org" };
  gint64 organisation;

  g_assert_no_error (error);
  ctn_project_set_author (project, "Berta Bearbeiterin");
  organisation = ctn_organisation_add (project, "Beispiel GmbH", &error);
  g_assert_no_error (error);
  ctn_person_add (project, organisation, &person, &error);
  g_assert_no_error (error);
  run (project, "UPDATE person SET notes = 'Former'");
  run (project, "UPDATE person SET notes = 'Likes tea', phone = '0171 5550123'");
  run (project,
       "INSERT INTO consent (id, person, text) SELECT 11, id, 'consented at the fair' FROM "
       "person");
  run (project, "INSERT INTO attachment (id, record, row, title) SELECT 12, 'person', id, "
                "'CV of Zwiebelfisch' FROM person");
  run (project, "INSERT INTO maturity_model VALUES (13, 'm', '1', '{}')");
  run (project, "INSERT INTO assessment (id, model, subject_kind, name, date) VALUES "
                "(14, 13, 'region', 'A', '2025')");
  run (project, "INSERT INTO answer (id, assessment, item, rater, state, value) VALUES "
                "(15, 14, 'q1', 'Rater Rudi', 'answered', 3)");
  run (project, "INSERT INTO chain (id, name) VALUES (16, 'Chain')");
  run (project, "INSERT INTO chain_finding (id, chain, finding, owner) VALUES "
                "(17, 16, 'gap', 'Owner Olga')");
  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
  return project;
}

static void
close_project (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_close (project, FALSE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
}

static void
test_traces (void)
{
  g_autoptr (GFile) file = make_file ("all.catenary");
  g_autoptr (GFile) copy = make_file ("copy.catenary");
  g_autoptr (GError) error = NULL;
  CtnProject *project = make_project (file);
  CtnProject *other;

  ctn_project_save_without_persons (project, copy, ctn_kinds (), NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++) {
    /* A search that finds nothing anywhere shows nothing. */
    g_assert_true (is_in_file (file, traces[i]));
    if (is_in_file (copy, traces[i]))
      g_error ("“%s” is in the copy", traces[i]);
  }
  g_assert_true (is_in_file (copy, "Beispiel GmbH"));
  other = ctn_project_open (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (other, "SELECT count(*) FROM organisation"), ==, 1);
  g_assert_cmpint (count (other, "SELECT count(*) FROM answer WHERE rater IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (other, "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM "
                                 "position) + (SELECT count(*) FROM consent)"),
                   ==, 0);
  close_project (other);
  /* The project itself still has all. */
  g_assert_cmpint (count (project, "SELECT count(*) FROM person"), ==, 1);
  g_assert_false (ctn_project_save_without_persons (project, file, ctn_kinds (), NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  close_project (project);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
  g_object_set_data_full (source, "result", g_object_ref (result), g_object_unref);
}

static gboolean
save (CtnProject *project, GFile *file, GError **error)
{
  gboolean done = FALSE;

  ctn_project_save_without_persons_async (project, file, ctn_kinds (), NULL, saved_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return ctn_project_save_finish (project, g_object_get_data (G_OBJECT (project), "result"), error);
}

/* The same from a worker thread. */
static void
test_thread (void)
{
  g_autoptr (GFile) file = make_file ("all.catenary");
  g_autoptr (GFile) copy = make_file ("copy.catenary");
  g_autoptr (GError) error = NULL;
  CtnProject *project = make_project (file);

  g_assert_true (save (project, copy, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_false (is_in_file (copy, traces[i]));
  g_assert_true (is_in_file (copy, "Beispiel GmbH"));
  g_assert_false (save (project, file, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (is_in_file (file, traces[0]));
  g_object_set_data (G_OBJECT (project), "result", NULL);
  close_project (project);
}

static void
test_return (void)
{
  g_autoptr (GFile) file = make_file ("all.catenary");
  g_autoptr (GFile) copy = make_file ("copy.catenary");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMerge) merge = NULL;
  CtnProject *project = make_project (file);
  CtnProject *other;

  ctn_project_save_without_persons (project, copy, ctn_kinds (), NULL, &error);
  g_assert_no_error (error);
  other = ctn_project_open (copy, NULL, &error);
  g_assert_no_error (error);
  run (other, "UPDATE organisation SET city = 'Ulm'");
  run (other, "INSERT INTO person (id, family_name) VALUES (21, 'Neumann')");
  close_project (other);
  merge = ctn_merge_new (project, copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_merge_has_base (merge));
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 0);
  ctn_merge_apply (merge, project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (project, "SELECT count(*) FROM person"), ==, 2);
  g_assert_cmpint (count (project, "SELECT count(*) FROM organisation WHERE city = 'Ulm'"), ==, 1);
  g_assert_cmpint (count (project, "SELECT (SELECT count(*) FROM position) + (SELECT count(*) FROM "
                                   "consent) + (SELECT count(*) FROM attachment)"),
                   ==, 3);
  g_assert_cmpint (count (project, "SELECT count(*) FROM answer WHERE rater = 'Rater Rudi'"), ==,
                   1);
  g_assert_cmpint (count (project, "SELECT count(*) FROM chain_finding WHERE owner = 'Owner Olga'"),
                   ==, 1);
  close_project (project);
}

/* Every table and column of a project has a name for people: whoever adds one is told here. */
static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (NULL, &error);
  g_autoptr (CtnStatement) rows = NULL;

  g_assert_no_error (error);
  rows = ctn_connection_query (
      ctn_project_get_reader (project), &error,
      "SELECT s.name, c.name FROM sqlite_schema AS s, pragma_table_info (s.name) AS c "
      "WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND s.name NOT IN "
      "('meta', 'operation', 'change', 'known_state', 'known_id', 'attachment_content') "
      "AND c.name <> 'id'",
      "");
  while (ctn_statement_next (rows, &error)) {
    const char *table = ctn_statement_get_text (rows, 0);
    const char *column = ctn_statement_get_text (rows, 1);

    if (g_str_equal (ctn_change_words_table (table), table))
      g_error ("the table “%s” has no name", table);
    if (g_str_equal (ctn_change_words_column (table, column), column))
      g_error ("the column “%s” of “%s” has no name", column, table);
  }
  g_assert_no_error (error);
  g_clear_pointer (&rows, ctn_statement_free);
  ctn_project_close (project, TRUE, &error);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/left-out/traces", test_traces);
  g_test_add_func ("/left-out/thread", test_thread);
  g_test_add_func ("/left-out/return", test_return);
  g_test_add_func ("/left-out/words", test_words);
  return g_test_run ();
}
