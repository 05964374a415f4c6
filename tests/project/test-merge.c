/* Two files into one, case by case. Expected values are what a person merging by hand would write. */
#include <ctn-id.h>
#include <glib/gstdio.h>
#include <string.h>

#include "merge-support.h"

/* Two projects that have nothing to do with one another. */
static void
set_up_strangers (Sides *sides)
{
  sides->ours = support_new_project ("ours.catenary");
  sides->theirs = support_new_project ("theirs.catenary");
  ctn_project_set_author (sides->theirs, "Berta");
}

#define ORGANISATION "INSERT INTO organisation (id, name, city) VALUES (1, 'Aalto', 'Espoo')"

static void
test_fields (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  const CtnMergeAuthor *author;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.ours, "UPDATE organisation SET city = 'Helsinki', modified = 5");
  sides_run (sides.theirs, "UPDATE organisation SET web = 'aalto.fi', modified = 7");
  sides_run (sides.theirs, "INSERT INTO organisation (id, name) VALUES (2, 'Kone')");
  merge = sides_compare (&sides);
  g_assert_true (ctn_merge_has_base (merge));
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 0);
  g_assert_cmpuint (ctn_merge_get_authors (merge)->len, ==, 1);
  author = g_ptr_array_index (ctn_merge_get_authors (merge), 0);
  g_assert_cmpstr (author->author, ==, "Berta");
  g_assert_cmpuint (author->n_operations, ==, 2);
  sides_apply (&sides, merge);
  support_assert_text (
      sides.ours, "SELECT city || ' ' || web || ' ' || modified FROM organisation WHERE id = 1",
      "Helsinki aalto.fi 7");
  g_assert_cmpint (support_count (sides.ours, "SELECT count(*) FROM organisation"), ==, 2);
  /* Their operations stand in the history under their author, as part of the merge. */
  g_assert_cmpint (support_count (sides.ours,
                                  "SELECT count(*) FROM operation WHERE author = 'Berta' "
                                  "AND merge = (SELECT id FROM operation WHERE label = "
                                  "'Merge File')"),
                   ==, 2);
  g_assert_cmpstr (ctn_project_get_undo_label (sides.ours), ==, "Merge File: theirs.catenary");
  g_assert_true (ctn_project_undo (sides.ours, NULL));
  support_assert_text (sides.ours, "SELECT city || ' ' || ifnull(web, '-') FROM organisation",
                       "Helsinki -");
  g_assert_cmpstr (ctn_project_get_undo_label (sides.ours), ==, "Edit");
  sides_tear_down (&sides);
}

static void
test_conflict (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  CtnMergeConflict *conflict;
  const CtnMergeField *field;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.ours, "UPDATE organisation SET city = 'Helsinki', phone = '1'");
  sides_run (sides.theirs,
             "UPDATE organisation SET city = 'Otaniemi', phone = '1', web = 'aalto.fi'");
  merge = sides_compare (&sides);
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 1);
  conflict = g_ptr_array_index (ctn_merge_get_conflicts (merge), 0);
  g_assert_cmpint (conflict->kind, ==, CTN_MERGE_BOTH_CHANGED);
  g_assert_cmpstr (conflict->title, ==, "Aalto");
  /* Both wrote the same phone number: that is none. */
  g_assert_cmpuint (conflict->fields->len, ==, 1);
  field = g_ptr_array_index (conflict->fields, 0);
  g_assert_cmpstr (field->column, ==, "city");
  g_assert_cmpstr (field->base, ==, "Espoo");
  g_assert_cmpstr (field->ours, ==, "Helsinki");
  g_assert_cmpstr (field->theirs, ==, "Otaniemi");
  g_assert_false (ctn_merge_apply (merge, sides.ours, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  conflict->choice = CTN_MERGE_OURS;
  sides_apply (&sides, merge);
  support_assert_text (sides.ours, "SELECT city || ' ' || web FROM organisation",
                       "Helsinki aalto.fi");
  g_clear_pointer (&merge, ctn_merge_unref);
  /* What was decided is not asked again. */
  merge = sides_compare (&sides);
  g_assert_true (ctn_merge_is_empty (merge));
  sides_tear_down (&sides);
}

/* "Ours" deletes an organisation with its identifier while "theirs" writes in it and adds to it. */
static void
test_deleted_here (void)
{
  for (int choice = CTN_MERGE_OURS; choice <= CTN_MERGE_THEIRS; choice++) {
    Sides sides;
    g_autoptr (CtnMerge) merge = NULL;
    CtnMergeConflict *conflict;

    sides_set_up (&sides, ORGANISATION);
    sides_run (sides.ours, "INSERT INTO chain (id, name) VALUES (8, 'Chain')");
    sides_run (sides.theirs, "UPDATE organisation SET web = 'aalto.fi'");
    sides_run (sides.theirs,
               "INSERT INTO organisation_identifier VALUES (3, 1, 'VAT', 'FI2228357')");
    sides_run (sides.ours, "DELETE FROM organisation");
    merge = sides_compare (&sides);
    g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 1);
    conflict = g_ptr_array_index (ctn_merge_get_conflicts (merge), 0);
    g_assert_cmpint (conflict->kind, ==, CTN_MERGE_DELETED_HERE);
    g_assert_cmpstr (conflict->title, ==, "Aalto");
    g_assert_cmpuint (conflict->n_rows, ==, 1);
    conflict->choice = (CtnMergeChoice) choice;
    sides_apply (&sides, merge);
    g_assert_cmpint (support_count (sides.ours, "SELECT (SELECT count(*) FROM organisation) * 10 + "
                                                "(SELECT count(*) FROM organisation_identifier)"),
                     ==, choice == CTN_MERGE_OURS ? 0 : 11);
    if (choice == CTN_MERGE_THEIRS)
      support_assert_text (sides.ours, "SELECT web FROM organisation", "aalto.fi");
    sides_tear_down (&sides);
  }
}

static void
test_deleted_there (void)
{
  for (int choice = CTN_MERGE_OURS; choice <= CTN_MERGE_THEIRS; choice++) {
    Sides sides;

    sides_set_up (&sides, ORGANISATION);
    sides_run (sides.theirs, "DELETE FROM organisation");
    /* A new member, and a link to the row: neither is a change of the row itself. */
    sides_run (sides.ours, "INSERT INTO partnership (id, name) VALUES (4, 'Alliance')");
    sides_run (sides.ours,
               "INSERT INTO membership (id, partnership, organisation) VALUES (5, 4, 1)");
    sides_merge_all (&sides, 1, (CtnMergeChoice) choice);
    g_assert_cmpint (support_count (sides.ours, "SELECT (SELECT count(*) FROM organisation) * 10 + "
                                                "(SELECT count(*) FROM membership)"),
                     ==, choice == CTN_MERGE_OURS ? 11 : 0);
    sides_tear_down (&sides);
  }
}

/* What was only moved here to something that goes stays where it is there, with what they did to it. */
static void
test_deleted_around (void)
{
  Sides sides;

  sides.ours = support_new_project ("ours.catenary");
  sides_run (sides.ours,
             "INSERT INTO partnership (id, name) VALUES (4, 'Alliance'), (5, 'League')");
  sides_run (sides.ours, "INSERT INTO organisation (id, name) VALUES (1, 'Aalto'), (2, 'Kone')");
  sides_run (sides.ours, "INSERT INTO membership (id, partnership, organisation) VALUES (6, 4, 1)");
  sides_part (&sides);
  sides_run (sides.theirs, "UPDATE membership SET role = 'leader'");
  sides_run (sides.theirs, "DELETE FROM partnership WHERE id = 5");
  sides_run (sides.ours, "UPDATE membership SET partnership = 5");
  sides_run (sides.ours, "INSERT INTO membership (id, partnership, organisation) VALUES (7, 5, 2)");
  sides_merge_all (&sides, 1, CTN_MERGE_THEIRS);
  support_assert_text (
      sides.ours, "SELECT group_concat (id || ' ' || partnership || ' ' || role) FROM membership",
      "6 4 leader");
  sides_tear_down (&sides);
}

/* Deleting what nobody else touched needs no question; nor does deleting the same. */
static void
test_deleted_quietly (void)
{
  Sides sides;

  sides_set_up (&sides, ORGANISATION ", (2, 'Kone', NULL), (3, 'Nokia', NULL)");
  sides_run (sides.theirs, "DELETE FROM organisation WHERE id IN (1, 2)");
  sides_run (sides.ours, "DELETE FROM organisation WHERE id = 2");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, "SELECT group_concat(name) FROM organisation", "Nokia");
  sides_tear_down (&sides);
}

/* Dates, names and "(erased)" as ctn-person-erase.c writes them; "-" stands for an empty field. */
#define PERSON                                                                                     \
  "INSERT INTO person (id, family_name, email) VALUES (1, 'Aho', 'aho@example.org'), "             \
  "(2, 'Berg', 'berg@example.org'), (3, 'Colin', 'colin@example.org')"
#define ERASE(person, date)                                                                        \
  "UPDATE person SET family_name = '(erased)', email = NULL, informed_on = NULL, "                 \
  "erased_on = '" date "' WHERE id = " #person
#define PERSONS                                                                                    \
  "SELECT group_concat (family_name || ' ' || ifnull (email, '-') || ' ' || "                      \
  "ifnull (informed_on, '-') || ' ' || erased_on, ', ' ORDER BY id) FROM person"

/* Who was erased in one file is erased in both, whatever the other wrote since, and without a question. */
static void
test_erased (void)
{
  static const char result[] = "(erased) - - 2025-03-01, (erased) - - 2025-03-02, "
                               "(erased) - - 2025-03-03";
  Sides sides;
  g_autoptr (GFile) file = NULL;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, PERSON);
  sides_run (sides.ours, "UPDATE person SET informed_on = '2025-01-01', email = 'new@example.org'");
  sides_run (sides.theirs, "UPDATE person SET informed_on = '2025-02-02' WHERE id = 2");
  sides_run (sides.theirs, ERASE (1, "2025-03-01"));
  sides_run (sides.ours, ERASE (2, "2025-03-02"));
  /* Both erase the third: the first time counts, whichever side merges. */
  sides_run (sides.theirs, ERASE (3, "2025-03-03"));
  sides_run (sides.ours, ERASE (3, "2025-03-04"));
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, PERSONS, result);

  support_publish (sides.ours);
  file = support_file ("ours.catenary");
  merge = ctn_merge_new (sides.theirs, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 0);
  ctn_merge_apply (merge, sides.theirs, NULL, &error);
  g_assert_no_error (error);
  support_assert_text (sides.theirs, PERSONS, result);
  sides_tear_down (&sides);
}

/* A title that was being typed while the file was published and copied: no conflict with oneself. */
static void
test_joined (void)
{
  Sides sides;
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, ORGANISATION);
  support_run (sides.ours, "Edit Organisation", "name:1", "UPDATE organisation SET name = 'Aa'");
  support_publish (sides.ours);
  ctn_project_close (sides.theirs, TRUE, &error);
  g_assert_no_error (error);
  g_object_unref (sides.theirs);
  support_copy ("ours.catenary", "theirs.catenary");
  sides.theirs = support_open ("theirs.catenary");
  support_run (sides.ours, "Edit Organisation", "name:1", "UPDATE organisation SET name = 'Aal'");
  support_run (sides.ours, "Edit Organisation", "name:1",
               "UPDATE organisation SET name = 'Aalto U'");
  sides_run (sides.theirs, "UPDATE organisation SET web = 'aalto.fi'");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, "SELECT name || ' ' || web FROM organisation",
                       "Aalto U aalto.fi");
  sides_tear_down (&sides);
}

/* What people would recognise as the same, in files that have nothing in common. */
static void
fill_strangers (Sides *sides)
{
  sides_run (sides->ours,
             "INSERT INTO organisation (id, name, city, web) VALUES "
             "(11, 'Beispiel Separatoren GmbH', 'Ulm', NULL), (12, 'Muster Institut', NULL, NULL), "
             "(13, 'Example Research', NULL, 'https://www.example.org/en'), "
             "(14, 'Müller & Söhne KG', 'Köln', NULL)");
  sides_run (sides->ours,
             "INSERT INTO organisation_identifier VALUES (21, 11, 'VAT', 'DE136695976'), "
             "(22, 12, 'ROR', 'https://ror.org/00example0')");
  sides_run (
      sides->ours,
      "INSERT INTO person (id, family_name, email) VALUES (31, 'Beispiel', 'a@example.org')");
  sides_run (sides->ours, "INSERT INTO chain (id, name) VALUES (41, 'Batteries')");
  sides_run (sides->theirs,
             "INSERT INTO organisation (id, name, city, web) VALUES "
             "(91, 'Beispiel Separatoren', NULL, 'separatoren.example'), "
             "(92, 'Muster-Institut e. V.', NULL, NULL), "
             "(93, 'Example Research Centre', NULL, 'example.org'), "
             "(94, 'MUELLER UND SOEHNE', 'Köln', NULL), (95, 'Only There', NULL, NULL)");
  sides_run (sides->theirs,
             "INSERT INTO organisation_identifier VALUES (81, 91, 'VAT', 'DE136695976'), "
             "(82, 92, 'ROR', 'https://ror.org/00example0')");
  sides_run (
      sides->theirs,
      "INSERT INTO person (id, family_name, email) VALUES (71, 'Beispiel', 'A@Example.org')");
  sides_run (sides->theirs, "INSERT INTO position (id, person, organisation) VALUES (72, 71, 95)");
  sides_run (sides->theirs, "INSERT INTO chain (id, name) VALUES (73, 'Batteries')");
  sides_run (
      sides->theirs,
      "INSERT INTO chain_actor (id, chain, organisation) VALUES (7300000000000000074, 73, 91)");
  sides_run (sides->theirs, "INSERT INTO tag (id, name) VALUES (75, 'new')");
}

static void
test_strangers (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;

  set_up_strangers (&sides);
  fill_strangers (&sides);
  merge = sides_compare (&sides);
  g_assert_false (ctn_merge_has_base (merge));
  /* Four names and one address are written differently. */
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 5);
  ctn_merge_choose_all (merge, CTN_MERGE_OURS);
  sides_apply (&sides, merge);
  support_assert_text (sides.ours, "SELECT group_concat(id || ' ' || name, '; ') FROM organisation",
                       "11 Beispiel Separatoren GmbH; 12 Muster Institut; 13 Example Research; "
                       "14 Müller & Söhne KG; 95 Only There");
  support_assert_text (sides.ours, "SELECT web FROM organisation WHERE id = 11",
                       "separatoren.example");
  support_assert_text (sides.ours,
                       "SELECT group_concat(person || ' ' || organisation) FROM position", "31 95");
  support_assert_text (
      sides.ours, "SELECT group_concat(chain || ' ' || organisation) FROM chain_actor", "41 11");
  g_assert_cmpint (support_count (sides.ours, "SELECT count(*) FROM organisation_identifier"), ==,
                   2);
  g_clear_pointer (&merge, ctn_merge_unref);
  /* From now on they have a common history: what is changed there next comes without a question. */
  sides_run (sides.theirs, "UPDATE organisation SET phone = '0221 1' WHERE id = 94");
  sides_run (sides.theirs, "UPDATE chain_actor SET role = 'maker'");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, "SELECT phone FROM organisation WHERE id = 14", "0221 1");
  support_assert_text (sides.ours, "SELECT role FROM chain_actor", "maker");
  sides_tear_down (&sides);
}

/* Ids also stand in texts. */
static void
test_texts (void)
{
  Sides sides;

  set_up_strangers (&sides);
  sides_run (sides.ours, "INSERT INTO chain (id, name) VALUES (7300000000000000001, 'Batteries')");
  sides_run (sides.ours, "INSERT INTO chain_stage (id, chain, position, name) VALUES "
                         "(7300000000000000002, 7300000000000000001, 1, 'Cells')");
  sides_run (sides.theirs,
             "INSERT INTO chain (id, name) VALUES (7400000000000000001, 'Batteries')");
  sides_run (sides.theirs, "INSERT INTO chain_stage (id, chain, position, name) VALUES "
                           "(7400000000000000002, 7400000000000000001, 5, 'Cells')");
  sides_run (sides.theirs,
             "INSERT INTO chain_finding (id, chain, finding) VALUES "
             "(7400000000000000003, 7400000000000000001, 'gap:stage:7400000000000000002')");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (sides.ours, "SELECT chain || ' ' || finding FROM chain_finding",
                       "7300000000000000001 gap:stage:7300000000000000002");
  support_assert_text (sides.ours, "SELECT group_concat(position) FROM chain_stage", "1.0");
  sides_tear_down (&sides);
}

static gboolean
attach (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO attachment_content VALUES (61, 'abc', 3, x'414243')",
                             "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, title, hash) VALUES "
                             "(62, 'organisation', 1, 'Letter', 'abc')",
                             "");
}

static void
test_attachments (void)
{
  const CtnOperation operation = { "Attach", NULL, NULL };
  Sides sides;
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, ORGANISATION);
  ctn_project_transact (sides.theirs, &operation, attach, NULL, &error);
  g_assert_no_error (error);
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  support_assert_text (
      sides.ours,
      "SELECT title || ' ' || hex(data) FROM attachment JOIN attachment_content USING (hash)",
      "Letter 414243");
  sides_tear_down (&sides);
}

/* A file attached to what stays deleted here does not come in; no byte of it does. */
static void
test_attachments_refused (void)
{
  const CtnOperation operation = { "Attach", NULL, NULL };
  Sides sides;
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.ours, "DELETE FROM organisation");
  ctn_project_transact (sides.theirs, &operation, attach, NULL, &error);
  g_assert_no_error (error);
  sides_run (sides.theirs, "INSERT INTO tag VALUES (3, 'x')");
  sides_merge_all (&sides, 1, CTN_MERGE_OURS);
  support_assert_text (sides.ours,
                       "SELECT (SELECT count(*) FROM attachment) || ' ' || "
                       "(SELECT count(*) FROM attachment_content) || ' ' || name FROM tag",
                       "0 0 x");
  sides_tear_down (&sides);
}

/* Whoever undoes a merge may do it again, and then gets the same. */
static void
test_again (void)
{
  Sides sides;
  g_autofree char *merged = NULL;
  g_autofree char *again = NULL;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.ours, "UPDATE organisation SET city = 'Helsinki'");
  sides_run (sides.theirs, "INSERT INTO organisation (id, name) VALUES (2, 'Kone')");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  merged = support_dump (ctn_project_get_reader (sides.ours));
  g_assert_true (ctn_project_undo (sides.ours, NULL));
  sides_run (sides.ours, "INSERT INTO tag VALUES (3, 'x')");
  sides_run (sides.ours, "DELETE FROM tag");
  sides_merge_all (&sides, 0, CTN_MERGE_UNDECIDED);
  again = support_dump (ctn_project_get_reader (sides.ours));
  g_assert_cmpstr (again, ==, merged);
  sides_tear_down (&sides);
}

/* The copy of theirs breaks while its changes are listed: that is an error, not a shorter list. */
static void
test_list_fails (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.theirs, "INSERT INTO organisation (id, name) VALUES (2, 'Kone')");
  merge = sides_compare (&sides);
  changes = ctn_merge_list_changes (merge, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  g_clear_pointer (&changes, g_ptr_array_unref);
  dir = g_dir_open (ctn_project_get_session_folder (sides.ours), 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path =
        g_build_filename (ctn_project_get_session_folder (sides.ours), name, NULL);

    if (g_str_has_suffix (name, "theirs.db"))
      support_tamper (path, "PRAGMA foreign_keys = OFF; DROP TABLE organisation");
  }
  changes = ctn_merge_list_changes (merge, 10, &error);
  g_assert_null (changes);
  g_assert_nonnull (error);
  sides_tear_down (&sides);
}

/* Between comparing and applying, somebody went on working. */
static void
test_busy (void)
{
  Sides sides;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, ORGANISATION);
  sides_run (sides.theirs, "UPDATE organisation SET city = 'Otaniemi'");
  merge = sides_compare (&sides);
  sides_run (sides.ours, "UPDATE organisation SET city = 'Helsinki'");
  g_assert_false (ctn_merge_apply (merge, sides.ours, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY);
  support_assert_text (sides.ours, "SELECT city FROM organisation", "Helsinki");
  sides_tear_down (&sides);
}

static void
test_cancelled (void)
{
  Sides sides;
  g_autoptr (GFile) file = support_file ("theirs.catenary");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  sides_set_up (&sides, ORGANISATION);
  g_cancellable_cancel (cancellable);
  g_assert_null (ctn_merge_new (sides.ours, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sides_tear_down (&sides);
}

static void
test_not_a_project (void)
{
  CtnProject *project = support_new_project ("ours.catenary");
  g_autofree char *path = support_path ("list.catenary");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  support_write (path, "Name;City\n", 10);
  g_assert_null (ctn_merge_new (project, file, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_NOT_A_PROJECT);
  support_close (project);
}

/* A file of the first version merges like any other. */
static void
test_old_version (void)
{
  CtnProject *project = support_new_project ("ours.catenary");
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "versions", "v001.catenary", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) before = support_read (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMerge) merge = ctn_merge_new (project, file, NULL, &error);

  g_assert_no_error (error);
  ctn_merge_apply (merge, project, NULL, &error);
  g_assert_no_error (error);
  /* As in test-versions.c. */
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==, 32);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM answer"), ==, 71);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain_link"), ==, 27);
  support_assert_bytes (path, before);
  support_close (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/merge/fields", test_fields);
  g_test_add_func ("/project/merge/conflict", test_conflict);
  g_test_add_func ("/project/merge/deleted-here", test_deleted_here);
  g_test_add_func ("/project/merge/deleted-there", test_deleted_there);
  g_test_add_func ("/project/merge/deleted-around", test_deleted_around);
  g_test_add_func ("/project/merge/deleted-quietly", test_deleted_quietly);
  g_test_add_func ("/project/merge/erased", test_erased);
  g_test_add_func ("/project/merge/joined", test_joined);
  g_test_add_func ("/project/merge/strangers", test_strangers);
  g_test_add_func ("/project/merge/texts", test_texts);
  g_test_add_func ("/project/merge/list-fails", test_list_fails);
  g_test_add_func ("/project/merge/attachments", test_attachments);
  g_test_add_func ("/project/merge/attachments-refused", test_attachments_refused);
  g_test_add_func ("/project/merge/again", test_again);
  g_test_add_func ("/project/merge/busy", test_busy);
  g_test_add_func ("/project/merge/cancelled", test_cancelled);
  g_test_add_func ("/project/merge/not-a-project", test_not_a_project);
  g_test_add_func ("/project/merge/old-version", test_old_version);
  return g_test_run ();
}
