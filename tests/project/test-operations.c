/* Operations, undo, history: what a person does and takes back. */
#include <ctn-change-log.h>
#include <ctn-history.h>

#include "project-support.h"

#define N_TYPED 20

static gboolean
fail_after_change (CtnConnection *connection, gpointer data, GError **error)
{
  ctn_connection_run (connection, NULL, "INSERT INTO tag VALUES (1, 'x')", "");
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, "no");
  return FALSE;
}

static gboolean
do_nothing (CtnConnection *connection, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
nest (CtnConnection *connection, gpointer data, GError **error)
{
  const CtnOperation operation = { "Inner", NULL, NULL };

  return ctn_project_transact (data, &operation, do_nothing, NULL, error);
}

static void
test_transact (void)
{
  const CtnOperation operation = { "Try", NULL, NULL };
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");

  g_assert_false (ctn_project_can_undo (project));
  support_add_organisation (project, "O’Brien & \"Söhne\" 'x'");
  g_assert_true (ctn_project_can_undo (project));
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Add Organisation");

  g_assert_false (ctn_project_transact (project, &operation, fail_after_change, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 0);

  g_assert_true (ctn_project_transact (project, &operation, do_nothing, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 1);

  g_assert_false (ctn_project_transact (project, &operation, nest, project, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY);
  g_clear_error (&error);
  support_close (project);
}

static void
test_undo_redo (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");

  g_assert_false (ctn_project_undo (project, &error));
  g_assert_no_error (error);
  support_run (project, "One", NULL, "INSERT INTO tag VALUES (1, 'one')");
  support_run (project, "Two", NULL, "UPDATE tag SET name = 'two'");
  support_run (project, "Three", NULL, "DELETE FROM tag");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT name = 'two' FROM tag"), ==, 1);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT name = 'one' FROM tag"), ==, 1);
  g_assert_cmpstr (ctn_project_get_redo_label (project), ==, "Two");
  g_assert_true (ctn_project_redo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT name = 'two' FROM tag"), ==, 1);

  /* Something new: what was undone is gone, but the history still mentions it. */
  support_run (project, "Four", NULL, "UPDATE tag SET name = 'four'");
  g_assert_false (ctn_project_can_redo (project));
  g_assert_false (ctn_project_redo (project, &error));
  g_assert_cmpint (
      support_count (project, "SELECT count(*) FROM operation WHERE state = 'discarded'"), ==, 1);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT name = 'two' FROM tag"), ==, 1);
  g_assert_no_error (error);
  support_close (project);
}

static void
test_undo_after_reopen (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");

  support_run (project, "One", NULL, "INSERT INTO tag VALUES (1, 'one')");
  support_run (project, "Two", NULL, "UPDATE tag SET name = 'two'");
  support_run (project, "Three", NULL, "UPDATE tag SET name = 'three'");
  g_assert_true (ctn_project_undo (project, &error));
  support_close (project);

  project = support_open ("a.catenary");
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Two");
  g_assert_cmpstr (ctn_project_get_redo_label (project), ==, "Three");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT name = 'one' FROM tag"), ==, 1);
  g_assert_true (ctn_project_redo (project, &error));
  g_assert_true (ctn_project_redo (project, &error));
  g_assert_false (ctn_project_redo (project, &error));
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT name = 'three' FROM tag"), ==, 1);
  support_close (project);
}

static void
test_go_to (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");
  g_autofree gint64 *ids = g_new0 (gint64, 6);

  for (int i = 1; i <= 5; i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT INTO tag VALUES (%d, 'tag %d')", i, i);

    support_run (project, "Add", NULL, sql);
    ids[i] = support_count (project, "SELECT max(id) FROM operation");
  }
  ctn_project_go_to (project, ids[2], &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 2);
  ctn_project_go_to (project, ids[4], &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 4);
  ctn_project_go_to (project, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 0);
  ctn_project_go_to (project, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 5);
  support_close (project);
}

/* Typing letter by letter is one operation, and logs the text once, not once per letter. */
static void
test_merge (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");

  support_run (project, "Add", NULL, "INSERT INTO organisation (id, name) VALUES (1, 'start')");
  for (int i = 1; i <= N_TYPED; i++) {
    g_autofree char *sql =
        g_strdup_printf ("UPDATE organisation SET name = name || 'x', modified = %d", i);

    support_run (project, "Edit", "organisation/1/name", sql);
  }
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 2);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM change"), ==, 2);
  support_run (project, "Edit", "organisation/1/city", "UPDATE organisation SET city = 'Graz'");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 3);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (
      support_count (project, "SELECT name = 'start' AND modified = 0 FROM organisation"), ==, 1);
  g_assert_true (ctn_project_redo (project, &error));
  g_assert_cmpint (
      support_count (project, "SELECT length(name) = 25 AND modified = 20 FROM organisation"), ==,
      1);

  /* After undo and redo, typing starts a new operation. */
  support_run (project, "Edit", "organisation/1/name", "UPDATE organisation SET name = 'new'");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT length(name) FROM organisation"), ==, 25);
  support_close (project);
}

static void
test_merge_limits (void)
{
  CtnProject *project = support_new_project ("a.catenary");
  g_autofree char *work =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);

  support_run (project, "Add", NULL, "INSERT INTO tag VALUES (1, 'a')");
  support_run (project, "Edit", "tag/1", "UPDATE tag SET name = 'b'");
  ctn_project_set_author (project, "Someone Else");
  support_run (project, "Edit", "tag/1", "UPDATE tag SET name = 'c'");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 3);

  /* An operation more than a minute away does not take further edits: neither an old one, nor one
   * that a clock set wrong put into the future. */
  support_tamper (work, "UPDATE operation SET time = time - 61000");
  support_run (project, "Edit", "tag/1", "UPDATE tag SET name = 'd'");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 4);
  support_tamper (work, "UPDATE operation SET time = time + 90000");
  support_run (project, "Edit", "tag/1", "UPDATE tag SET name = 'e'");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM operation"), ==, 5);
  support_close (project);
}

static void
collect_row (const char *table, gint64 row, gpointer data)
{
  g_string_append_printf (data, "%s %" G_GINT64_FORMAT ";", table, row);
}

static void
changed_cb (CtnProject *project, CtnChangeSet *changes, gpointer data)
{
  ctn_change_set_foreach (changes, collect_row, data);
  g_string_append_c (data, '\n');
}

static void
test_notification (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  CtnProject *project = support_new_project ("a.catenary");
  gulong handler = g_signal_connect (project, "changed", G_CALLBACK (changed_cb), told);

  support_run (project, "Add", NULL, "INSERT INTO tag VALUES (7, 'a')");
  support_run (project, "Same", NULL, "UPDATE tag SET name = 'a'");
  support_run (project, "Edit", NULL, "UPDATE tag SET name = 'b'");
  ctn_project_undo (project, &error);
  ctn_project_undo (project, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "tag 7;\ntag 7;\ntag 7;\ntag 7;\n");
  g_signal_handler_disconnect (project, handler);
  support_close (project);
}

static void
wholesale_cb (CtnProject *project, CtnChangeSet *changes, gpointer data)
{
  gboolean *seen = data;

  g_assert_true (ctn_change_set_is_wholesale (changes));
  g_assert_true (ctn_change_set_has_row (changes, "tag", 1));
  g_assert_false (ctn_change_set_has_table (changes, "sector"));
  *seen = TRUE;
}

static void
test_notification_wholesale (void)
{
  CtnProject *project = support_new_project ("a.catenary");
  gboolean seen = FALSE;

  g_signal_connect (project, "changed", G_CALLBACK (wholesale_cb), &seen);
  support_run (project, "Add", NULL,
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2001) "
               "INSERT INTO tag SELECT i, 'x' FROM n");
  g_assert_true (seen);
  support_close (project);
}

/* REPLACE deletes a row without saying so; the log must not miss it. */
static void
test_replace (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  support_run (project, "Set", NULL, "INSERT INTO setting VALUES (1, 'a', 'x'), (2, 'b', 'y')");
  before = support_dump (ctn_project_get_reader (project));
  support_run (project, "Replace", NULL, "INSERT OR REPLACE INTO setting VALUES (3, 'a', 'z')");
  support_run (project, "Replace", NULL, "UPDATE OR REPLACE setting SET name = 'b' WHERE id = 3");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_no_error (error);
  after = support_dump (ctn_project_get_reader (project));
  g_assert_cmpstr (before, ==, after);
  support_close (project);
}

static void
test_history (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");
  const CtnOperation operation = { "Rename", "Ü & Co", NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  CtnHistoryEntry *entry;
  CtnHistoryChange *change;

  support_run (project, "Add", NULL, "INSERT INTO tag VALUES (1, 'a')");
  ctn_project_transact (project, &operation, do_nothing, NULL, &error);
  support_run (project, "Edit", NULL, "UPDATE tag SET name = 'b'");
  ctn_project_undo (project, &error);
  entries = ctn_history_list (ctn_project_get_reader (project), 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->label, ==, "Edit");
  g_assert_cmpstr (entry->author, ==, "Tester");
  g_assert_cmpint (entry->state, ==, CTN_HISTORY_UNDONE);
  changes = ctn_history_list_changes (ctn_project_get_reader (project), entry->id, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpstr (change->field, ==, "name");
  g_assert_cmpstr (change->before, ==, "a");
  g_assert_cmpstr (change->after, ==, "b");
  support_close (project);
}

static gint64
newest_operation (CtnProject *project)
{
  return support_count (project, "SELECT max(id) FROM operation");
}

static void
assert_change (GPtrArray *changes, guint index, const char *field, const char *after)
{
  const CtnHistoryChange *change = g_ptr_array_index (changes, index);

  g_assert_cmpstr (change->field, ==, field);
  g_assert_null (change->before);
  g_assert_cmpstr (change->after, ==, after);
}

/* An inserted row is told as it was right after it, whatever happened to it since, and how many others
 * came in with it. */
static void
test_history_inserted (void)
{
  CtnProject *project = support_new_project ("a.catenary");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) many = NULL;
  g_autoptr (GTimer) timer = NULL;
  gint64 inserted;

  support_run (project, "Add", NULL,
               "INSERT INTO organisation (id, name, city) VALUES (1, 'A', NULL), (2, 'B', 'Bonn')");
  inserted = newest_operation (project);
  support_run (project, "Edit", NULL,
               "UPDATE organisation SET name = 'A2', city = 'Aachen' WHERE id = 1");
  support_run (project, "Edit", NULL, "UPDATE organisation SET name = 'A3' WHERE id = 1");
  support_run (project, "Edit", NULL, "UPDATE organisation SET city = 'Berlin' WHERE id = 2");
  support_run (project, "Delete", NULL, "DELETE FROM organisation WHERE id = 2");
  changes = ctn_history_list_changes (ctn_project_get_reader (project), inserted, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 5);
  assert_change (changes, 0, "name", "A");
  assert_change (changes, 1, "modified", "0");
  assert_change (changes, 2, "name", "B");
  assert_change (changes, 3, "city", "Bonn");
  assert_change (changes, 4, "modified", "0");

  support_run (project, "Import", NULL,
               "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
               "INSERT INTO organisation (id, name) SELECT i, 'Organisation ' || i FROM n");
  timer = g_timer_new ();
  many = ctn_history_list_changes (ctn_project_get_reader (project), newest_operation (project),
                                   300, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (many->len, ==, 300);
  /* A few milliseconds; when each field looks for itself, seconds. */
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 1);
  support_close (project);
}

/* The log is bounded: the oldest changes go, the newest operation can always be undone. */
static void
test_trim (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = support_path ("log.db");
  CtnProject *project = support_new_project ("a.catenary");
  g_autoptr (CtnConnection) writer = NULL;
  CtnChangeLog *log;

  support_run (project, "Add", NULL, "INSERT INTO organisation (id, name) VALUES (1, 'a')");
  for (int i = 0; i < 10; i++)
    support_run (project, "Edit", NULL,
                 "UPDATE organisation SET notes = hex(randomblob(5000)) || ''");
  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
  support_close (project);

  g_free (path);
  path = support_path ("a.catenary");
  writer = ctn_connection_open (path, CTN_CONNECTION_WORK, &error);
  log = ctn_change_log_new (writer, &error);
  g_assert_no_error (error);
  ctn_change_log_trim (log, 50000, &error);
  g_assert_no_error (error);
  /* Each edit but the first weighs some 20,040 bytes: two fit into 50,000. */
  g_assert_cmpint (support_count_in (path, "SELECT count(*) FROM change"), ==, 2);
  g_assert_cmpint (support_count_in (path, "SELECT count(*) FROM operation"), ==, 11);
  ctn_change_log_trim (log, 10, &error);
  g_assert_cmpint (support_count_in (path, "SELECT count(*) FROM change"), ==, 1);
  ctn_change_log_free (log);
}

typedef struct {
  gboolean done;
  GError *error;
} Waiting;

static gboolean
is_done (gpointer data)
{
  return ((Waiting *) data)->done;
}

static void
transacted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  ctn_project_transact_finish (CTN_PROJECT (source), result, &waiting->error);
  waiting->done = TRUE;
}

static gboolean
work_long (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < 3000000) INSERT INTO tag SELECT 1 + max(i), 'x' FROM n",
                             "");
}

static void
test_async (void)
{
  const CtnOperation operation = { "Long", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CtnProject *project = support_new_project ("a.catenary");
  Waiting waiting = { 0 };

  ctn_project_transact_async (project, &operation, work_long, NULL, NULL, transacted_cb, &waiting);
  g_assert_true (ctn_project_is_busy (project));
  g_assert_false (ctn_project_transact (project, &operation, do_nothing, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY);
  g_clear_error (&error);
  /* A busy project cannot be closed: its connection is in use. */
  g_assert_false (ctn_project_close (project, FALSE, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY);
  g_clear_error (&error);
  support_wait (is_done, &waiting, 60);
  g_assert_no_error (waiting.error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 1);

  waiting.done = FALSE;
  ctn_project_transact_async (project, &operation, work_long, NULL, cancellable, transacted_cb,
                              &waiting);
  g_cancellable_cancel (cancellable);
  support_wait (is_done, &waiting, 60);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 1);
  g_assert_true (ctn_project_undo (project, &error));
  support_close (project);
}

static void
replayed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  ctn_project_replay_finish (CTN_PROJECT (source), result, &waiting->error);
  waiting->done = TRUE;
}

typedef struct {
  double last;
  int n; /* (atomic) */
  GCancellable *cancellable;
} Steps;

/* On the worker thread. */
static void
step_cb (double fraction, gpointer data)
{
  Steps *steps = data;

  steps->last = fraction;
  if (g_atomic_int_add (&steps->n, 1) == 1)
    g_cancellable_cancel (steps->cancellable);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Going back four operations: one change for whoever listens, and none when it is cancelled on the way. */
static void
test_go_to_async (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CtnProject *project = support_new_project ("a.catenary");
  Waiting waiting = { 0 };
  Steps steps = { .cancellable = cancellable };
  guint n_changed = 0;
  gint64 first;

  support_run (project, "Add", NULL, "INSERT INTO tag VALUES (1, 'one')");
  first = support_count (project, "SELECT max(id) FROM operation");
  for (int i = 2; i <= 5; i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT INTO tag VALUES (%d, 'tag %d')", i, i);

    support_run (project, "Add", NULL, sql);
  }
  g_signal_connect_swapped (project, "changed", G_CALLBACK (count_cb), &n_changed);
  ctn_project_go_to_async (project, first, step_cb, &steps, cancellable, replayed_cb, &waiting);
  g_assert_true (ctn_project_is_busy (project));
  support_wait (is_done, &waiting, 60);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 5);
  g_assert_cmpuint (n_changed, ==, 0);
  g_assert_true (ctn_project_can_undo (project));
  g_assert_false (ctn_project_can_redo (project));

  waiting.done = FALSE;
  steps.n = 0;
  ctn_project_go_to_async (project, first, step_cb, &steps, NULL, replayed_cb, &waiting);
  support_wait (is_done, &waiting, 60);
  g_assert_no_error (waiting.error);
  g_assert_cmpint (steps.n, ==, 4);
  g_assert_cmpfloat_with_epsilon (steps.last, 0.75, 1e-9);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);

  waiting.done = FALSE;
  ctn_project_replay_async (project, TRUE, NULL, replayed_cb, &waiting);
  support_wait (is_done, &waiting, 60);
  g_assert_no_error (waiting.error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 2);
  support_close (project);
}

static void
test_long_replay (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = support_new_project ("a.catenary");

  g_assert_false (ctn_project_is_replay_long (project, FALSE));
  support_run (project, "Few", NULL,
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499) "
               "INSERT INTO tag SELECT i, 'tag ' || i FROM n");
  g_assert_false (ctn_project_is_replay_long (project, FALSE));
  support_run (project, "Many", NULL,
               "WITH RECURSIVE n(i) AS (SELECT 500 UNION ALL SELECT i + 1 FROM n WHERE i < 999) "
               "INSERT INTO tag SELECT i, 'tag ' || i FROM n");
  g_assert_true (ctn_project_is_replay_long (project, FALSE));
  g_assert_false (ctn_project_is_replay_long (project, TRUE));
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_true (ctn_project_is_replay_long (project, TRUE));
  support_close (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/operations/transact", test_transact);
  g_test_add_func ("/project/operations/undo-redo", test_undo_redo);
  g_test_add_func ("/project/operations/undo-after-reopen", test_undo_after_reopen);
  g_test_add_func ("/project/operations/go-to", test_go_to);
  g_test_add_func ("/project/operations/merge", test_merge);
  g_test_add_func ("/project/operations/merge-limits", test_merge_limits);
  g_test_add_func ("/project/operations/notification", test_notification);
  g_test_add_func ("/project/operations/notification-wholesale", test_notification_wholesale);
  g_test_add_func ("/project/operations/replace", test_replace);
  g_test_add_func ("/project/operations/history", test_history);
  g_test_add_func ("/project/operations/history-inserted", test_history_inserted);
  g_test_add_func ("/project/operations/trim", test_trim);
  g_test_add_func ("/project/operations/async", test_async);
  g_test_add_func ("/project/operations/go-to-async", test_go_to_async);
  g_test_add_func ("/project/operations/long-replay", test_long_replay);
  return g_test_run ();
}
