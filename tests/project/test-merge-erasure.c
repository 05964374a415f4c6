/* Merging with a file in which a person was erased (GDPR Art. 17). Expected values are what a person merging
 * by hand would write, and that no byte of her name is left. */
#include <ctn-erasure.h>
#include <string.h>

#include "merge-support.h"

/* All that there is of Ms Aho, with texts that only one side knows of: her name is in them all. */
#define AHO                                                                                        \
  "INSERT INTO person (id, given_name, family_name, email) VALUES (1, 'Eva', 'Aho', "              \
  "'aho@example.org')"

static const char *const of_aho[] = {
  "INSERT INTO organisation (id, name, description) VALUES (1, 'Kone', 'Ask Eva Aho first'), "
  "(2, 'Nokia', NULL)",
  "INSERT INTO position (id, person, organisation, function) VALUES (1, 1, 1, 'Aho leads')",
  "INSERT INTO consent (id, person, text) VALUES (1, 1, 'Aho agrees')",
  "INSERT INTO activity (id, name) VALUES (1, 'Meeting')",
  "INSERT INTO participant (id, activity, organisation, person, comment) "
  "VALUES (1, 1, 1, 1, 'Aho liked it')",
  "INSERT INTO task (id, activity, text, person) VALUES (1, 1, 'Write to aho@example.org', 1)",
  NULL,
};

/* What both, or only one of them, did about her since. */
static const char *const later[] = {
  "UPDATE person SET email = 'eva@example.net', notes = 'Aho moved'",
  "UPDATE organisation SET description = 'Ask Eva Aho (eva@example.net) twice', city = 'Espoo' "
  "WHERE id = 1",
  "UPDATE position SET function = 'Aho leads all' WHERE id = 1",
  "INSERT INTO position (id, person, organisation, function) VALUES (2, 1, 2, 'Aho advises')",
  "UPDATE consent SET date = '2025-01-01', proof = 'in the drawer of Aho'",
  "UPDATE participant SET comment = 'Aho liked it a lot', role = 'speaker'",
  "UPDATE task SET due = '2025-05-05'",
  "INSERT INTO attachment (id, record, row, title) VALUES (4, 'consent', 1, 'Aho, again')",
  "DELETE FROM attachment WHERE id = 3",
  NULL,
};

static gboolean
run_statement (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

static void
run_all (CtnProject *project, const char *const *statements)
{
  const CtnOperation operation = { "Edit Person", "Eva Aho", NULL };
  g_autoptr (GError) error = NULL;

  for (const char *const *sql = statements; *sql != NULL; sql++) {
    ctn_project_transact (project, &operation, run_statement, (gpointer) *sql, &error);
    g_assert_no_error (error);
  }
}

static gboolean
attach_files (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, title, hash) VALUES "
                             "(1, 'person', 1, 'CV', 'a'), (2, 'consent', 1, 'Signed', 'b'), "
                             "(3, 'activity', 1, 'List', 'c')",
                             "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO attachment_content (id, hash, size, data) VALUES "
                             "(1, 'a', 7, CAST('CV: Aho' AS BLOB)), (2, 'b', 3, CAST('Aho' AS "
                             "BLOB)), (3, 'c', 7, CAST('Eva Aho' AS BLOB))",
                             "");
}

/* A project that @person fills, and all of her, and a copy of it. */
static void
set_up (Sides *self, const char *person)
{
  const CtnOperation operation = { "Attach", NULL, NULL };
  g_autoptr (GError) error = NULL;

  self->ours = support_new_project ("ours.catenary");
  sides_run (self->ours, person);
  run_all (self->ours, of_aho);
  ctn_project_transact (self->ours, &operation, attach_files, NULL, &error);
  g_assert_no_error (error);
  sides_part (self);
}

static gboolean
write_erased (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO person (id, family_name, erased_on) VALUES (1, "
                             "'(erased)', '2025-03-01') ON CONFLICT (id) DO UPDATE SET "
                             "given_name = NULL, family_name = '(erased)', email = NULL, "
                             "notes = NULL, erased_on = '2025-03-01'",
                             "") &&
         ctn_connection_run (connection, error,
                             "UPDATE participant SET comment = NULL WHERE person = 1", "");
}

static void
erase (CtnProject *project)
{
  static const char *const texts[] = { "Eva Aho", "aho@example.org", NULL };
  const CtnErasure erasure = {
    .table = "person", .row = 1, .texts = texts, .remove_files = TRUE, .function = write_erased
  };
  g_autoptr (GError) error = NULL;

  ctn_project_erase (project, "Erase Person", &erasure, &error);
  g_assert_no_error (error);
}

static const char *const traces[] = { "Aho", "eva@example.net", "aho@example.org", NULL };

static gboolean
mentions (const void *data, gsize size, const char *const *texts)
{
  for (const char *const *text = texts; *text != NULL; text++)
    if (memmem (data, size, *text, strlen (*text)) != NULL) {
      g_test_message ("“%s” is left", *text);
      return TRUE;
    }
  return FALSE;
}

/* Neither the file that others get nor the working copy holds a text, also not where SQLite has done with
 * it. */
static void
assert_no_trace (CtnProject *project, const char *const *texts)
{
  static const char *const names[] = { "work.db", "work.db-wal" };
  g_autofree char *path = g_file_get_path (ctn_project_get_file (project));
  g_autoptr (GBytes) published = NULL;

  support_publish (project);
  published = support_read (path);
  g_assert_false (
      mentions (g_bytes_get_data (published, NULL), g_bytes_get_size (published), texts));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *work =
        g_build_filename (ctn_project_get_session_folder (project), names[i], NULL);
    g_autoptr (GBytes) bytes = support_read (work);

    g_assert_false (mentions (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), texts));
  }
}

static void
assert_shows_nothing (const char *text)
{
  g_assert_false (text != NULL && mentions (text, strlen (text), traces));
}

static void
assert_fields_show_nothing (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++) {
    const CtnMergeField *field = g_ptr_array_index (fields, i);

    assert_shows_nothing (field->base);
    assert_shows_nothing (field->ours);
    assert_shows_nothing (field->theirs);
  }
}

/* Nor is it shown on the way. Returns the number of conflicts. */
static guint
assert_hidden (CtnMerge *merge)
{
  GPtrArray *conflicts = ctn_merge_get_conflicts (merge);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = ctn_merge_list_changes (merge, G_MAXUINT, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++) {
    const CtnMergeRowChange *change = g_ptr_array_index (changes, i);

    assert_shows_nothing (change->title);
    assert_shows_nothing (change->owner);
    assert_fields_show_nothing (change->fields);
  }
  for (guint i = 0; i < conflicts->len; i++) {
    const CtnMergeConflict *conflict = g_ptr_array_index (conflicts, i);

    assert_shows_nothing (conflict->title);
    assert_shows_nothing (conflict->owner);
    assert_fields_show_nothing (conflict->fields);
  }
  return conflicts->len;
}

#define LEFT_OF_AHO                                                                                \
  "SELECT (SELECT count(*) FROM position) || ' ' || (SELECT count(*) FROM consent) || ' ' || "     \
  "(SELECT count(*) FROM attachment) || ' ' || (SELECT count(*) FROM attachment_content) || ' ' "  \
  "|| (SELECT group_concat(ifnull(given_name, '-') || ' ' || family_name) FROM person)"

/* Erased there, before or after she was changed or deleted here: gone from rows, history and free pages
 * here, and no undo brings her back. Only the description of a firm, which mentions her and which both
 * changed, is asked about. */
static void
test_erasure (gconstpointer data)
{
  gboolean deleted = GPOINTER_TO_INT (data);
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  g_autofree char *city = NULL;

  set_up (&sides, AHO);
  run_all (sides.ours, later);
  if (deleted)
    sides_run (sides.ours, "DELETE FROM person WHERE id = 1");
  erase (sides.theirs);
  merge = sides_compare (&sides);
  g_assert_true (ctn_merge_erases (merge));
  g_assert_cmpuint (assert_hidden (merge), ==, 1);
  ctn_merge_choose_all (merge, CTN_MERGE_OURS);
  sides_apply (&sides, merge);
  g_clear_pointer (&merge, ctn_merge_unref);

  assert_no_trace (sides.ours, traces);
  support_assert_text (sides.ours, LEFT_OF_AHO, "0 0 0 0 - (erased)");
  support_assert_text (sides.ours,
                       "SELECT city || ': ' || description FROM organisation WHERE id = 1",
                       "Espoo: Ask … (…) twice");
  support_assert_text (sides.ours,
                       "SELECT role || ' ' || ifnull(comment, '-') || ' ' || ifnull(person, '-') "
                       "FROM participant",
                       "speaker - -");
  support_assert_text (sides.ours, "SELECT text || ' ' || due FROM task", "Write to … 2025-05-05");
  g_assert_false (ctn_project_can_undo (sides.ours));
  g_assert_false (ctn_project_undo (sides.ours, NULL));
  /* The merge says what it was; what was done to her says no more to whom. */
  support_assert_text (
      sides.ours,
      "SELECT group_concat(DISTINCT label || ': ' || ifnull(subject, '-')) FROM operation "
      "WHERE merge IS NULL AND label = 'Merge File'",
      "Merge File: theirs.catenary");
  sides_tear_down (&sides);
}

/* Erased here, and the other file still has her: nothing of her comes back. */
static void
test_erasure_here (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;

  set_up (&sides, AHO);
  run_all (sides.theirs, later);
  erase (sides.ours);
  /* Somebody whom an address is left to: no trace of her. */
  sides_run (sides.ours,
             "INSERT INTO person (id, family_name, email) VALUES (9, 'E.', 'aho@example.org')");
  merge = sides_compare (&sides);
  g_assert_cmpuint (assert_hidden (merge), ==, 1);
  ctn_merge_choose_all (merge, CTN_MERGE_THEIRS);
  sides_apply (&sides, merge);
  g_clear_pointer (&merge, ctn_merge_unref);
  support_assert_text (sides.ours, "SELECT email FROM person WHERE id = 9", "aho@example.org");
  support_assert_text (sides.ours, LEFT_OF_AHO, "0 0 0 0 - (erased),- E.");
  assert_no_trace (sides.ours, (const char *const[]) { "Aho", "eva@example.net", NULL });
  sides_tear_down (&sides);
}

static gboolean
write_erased_berg (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE person SET given_name = NULL, family_name = '(erased)', "
                             "erased_on = '2025-03-02' WHERE id = 2",
                             "");
}

/* Each side has erased somebody whom the other still has: nothing of the two is left or asked about. */
static void
test_erasure_both (void)
{
  static const char *const texts[] = { "Ilmari Berg", NULL };
  static const char *const left[] = { "Aho", "Berg", "aho@example.org", "eva@example.net", NULL };
  const CtnErasure erasure = {
    .table = "person", .row = 2, .texts = texts, .function = write_erased_berg
  };
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&sides, AHO ", (2, 'Ilmari', 'Berg', NULL)");
  sides_run (sides.theirs, "INSERT INTO consent (id, person, text) VALUES (2, 2, 'Berg agrees')");
  sides_run (sides.theirs, "UPDATE organisation SET notes = 'Ilmari Berg knows' WHERE id = 2");
  erase (sides.theirs);
  sides_run (sides.theirs, "UPDATE consent SET proof = 'Berg has it' WHERE id = 2");
  sides_run (sides.ours, "UPDATE position SET function = 'Aho leads all' WHERE id = 1");
  g_assert_true (ctn_project_erase (sides.ours, "Erase Person", &erasure, &error));
  merge = sides_compare (&sides);
  g_assert_cmpuint (assert_hidden (merge), ==, 0);
  sides_apply (&sides, merge);
  g_clear_pointer (&merge, ctn_merge_unref);
  assert_no_trace (sides.ours, left);
  support_assert_text (sides.ours, LEFT_OF_AHO, "0 0 0 0 - (erased),- (erased)");
  g_assert_false (ctn_project_can_undo (sides.ours));
  sides_tear_down (&sides);
}

/* As long as the other file brings nothing of somebody who was erased here, merging it can be undone. */
static void
test_erasure_elsewhere (void)
{
  Sides sides;

  set_up (&sides, AHO);
  sides_run (sides.theirs, "UPDATE organisation SET web = 'kone.com' WHERE id = 1");
  erase (sides.ours);
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, "SELECT web FROM organisation WHERE id = 1", "kone.com");
  g_assert_true (ctn_project_undo (sides.ours, NULL));
  support_assert_text (sides.ours, "SELECT ifnull(web, '-') FROM organisation WHERE id = 1", "-");
  sides_tear_down (&sides);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/project/merge/erasure", GINT_TO_POINTER (FALSE), test_erasure);
  g_test_add_data_func ("/project/merge/erasure-deleted", GINT_TO_POINTER (TRUE), test_erasure);
  g_test_add_func ("/project/merge/erasure-here", test_erasure_here);
  g_test_add_func ("/project/merge/erasure-both", test_erasure_both);
  g_test_add_func ("/project/merge/erasure-elsewhere", test_erasure_elsewhere);
  return g_test_run ();
}
