/* Exported organisations: what a spreadsheet may do with them, and that importing them again changes
 * nothing. */
#include <ctn-chain.h>
#include <ctn-custom-field.h>
#include <ctn-organisation.h>
#include <ctn-record-export.h>
#include <registry-support.h>
#include <string.h>

#include "import-support.h"

static gboolean
write_csv (CtnConnection *reader,
           GArray *ids,
           GFile *file,
           char delimiter,
           GCancellable *cancellable,
           GError **error)
{
  const CtnRecordExport export = { ctn_organisation_kind (), NULL, ids };

  return ctn_record_export_csv (reader, &export, file, delimiter, cancellable, error);
}

static GArray *
list_ids (Import *import)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (ctn_project_get_reader (import->project), NULL,
                            "SELECT id FROM organisation ORDER BY id", "");

  while (ctn_statement_next (rows, NULL)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  return ids;
}

/* The file without its byte order mark. (transfer full) */
static char *export (Import *import, char delimiter)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "export.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) ids = list_ids (import);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  write_csv (ctn_project_get_reader (import->project), ids, file, delimiter, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  return g_strdup (text + 3);
}

static void
add_samples (Import *import)
{
  support_add (import->project, "Müller; \"Söhne\", GmbH", "country", "DE", "region", "DE212",
               "helix", "industry", "type", "company", "tags", "solar; wind", "headcount", "640",
               "turnover", "1234567.89", "latitude", "48.137", "longitude", "-11.5", "vat",
               "DE136695976", "pic", "999854661", "nace2", "01.11; 62.01", "languages", "de; en",
               "founded", "1949-05", "postcode", "00123", "web", "https://a.example", "notes",
               "two\nlines", NULL);
  support_add (import->project, "=HYPERLINK(\"http://x\")", "notes", "+49 is a prefix", "city",
               "@home", "street", "-", "headcount", "1.25", NULL);
  support_add (import->project, "'=already", "headcount", "0.001", "balance", "0", NULL);
  support_add (import->project, "Łódź", "other-names", "Lodz; L.", NULL);
}

static void
test_numbers (Import *import, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_samples (import);
  text = export (import, ',');
  g_assert_nonnull (strstr (text, ",640,1234567.89,"));
  g_assert_nonnull (strstr (text, ",48.137,-11.5,"));
  g_assert_null (strstr (text, "640.0"));
}

/* A program that takes the first sign for a formula finds none. */
static void
test_formulas (Import *import, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_samples (import);
  text = export (import, ',');
  g_assert_nonnull (strstr (text, "\"'=HYPERLINK(\"\"http://x\"\")\""));
  g_assert_nonnull (strstr (text, ",'+49 is a prefix,"));
  g_assert_nonnull (strstr (text, ",'@home,"));
  g_assert_nonnull (strstr (text, "\n''=already,"));
  for (const char *p = text; *p != '\0'; p++)
    if ((*p == ',' || *p == '\n' || *p == '"') && strchr ("=+@", p[1]) != NULL && p[1] != '\0')
      g_assert_true (*p == '"' && p[-1] == '"');
}

/* Export and import again: nothing new, nothing changed, whatever separates the columns. */
static void
test_round_trip (Import *import, gconstpointer data)
{
  static const char delimiters[] = ",;\t";

  add_samples (import);
  for (const char *d = delimiters; *d != '\0'; d++) {
    g_autofree char *before = support_dump (import->project);
    g_autofree char *text = export (import, *d);
    g_autofree char *again = NULL;
    g_autofree char *problems = NULL;

    import_plan (import, text);
    problems = import_join_problems (import);
    g_assert_cmpstr (problems, ==, "");
    import_assert_fates (import, "update id|update name|update name|update name");
    ctn_import_plan_set_overwrite (import->plan, TRUE);
    import_apply (import);
    g_assert_cmpuint (import->run.n_updated, ==, 0);
    g_assert_cmpuint (import->run.n_added, ==, 0);
    again = export (import, *d);
    g_assert_cmpstr (again, ==, text);
    /* All that is new is the mapping that was remembered. */
    while (ctn_project_can_undo (import->project) &&
           g_str_has_prefix (ctn_project_get_undo_label (import->project), "Import"))
      ctn_project_undo (import->project, NULL);
    g_clear_pointer (&again, g_free);
    again = support_dump (import->project);
    g_assert_cmpstr (again, ==, before);
  }
}

/* Into an empty project: the same table comes out again. */
static void
test_move (Import *import, gconstpointer data)
{
  Import other = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;

  add_samples (import);
  text = export (import, ';');
  import_set_up (&other, NULL);
  import_all (&other, text);
  import_assert_fates (&other, "new|new|new|new");
  moved = export (&other, ';');
  g_assert_cmpstr (moved, ==, text);
  import_tear_down (&other, NULL);
}

static void
test_empty (Import *import, gconstpointer data)
{
  g_autofree char *text = export (import, ',');

  g_assert_true (g_str_has_prefix (text, "Name,Short Name,"));
  g_assert_cmpuint (strcspn (text, "\n"), ==, strlen (text) - 1);
}

static void
add_custom_field (Import *import, const char *label, CtnFieldType type, const char *choices)
{
  g_autoptr (GError) error = NULL;

  ctn_custom_field_add (import->project, ctn_organisation_kind (), label, type, choices, &error);
  g_assert_no_error (error);
}

/* The project's own fields are columns like the others: found by their label, checked, and written. */
static void
test_custom_fields (Import *import, gconstpointer data)
{
  g_autofree char *problems = NULL;
  g_autofree char *text = NULL;

  add_custom_field (import, "Hydrogen Ready", CTN_FIELD_BOOLEAN, NULL);
  add_custom_field (import, "Interest", CTN_FIELD_CHOICE, "low\nhigh");
  add_custom_field (import, "Test Benches", CTN_FIELD_NUMBER, NULL);
  import_all (import, "Name,hydrogen ready,Interest,Test Benches\nA,yes,high,3\nB,,medium,1.5\n");
  problems = import_join_problems (import);
  g_assert_nonnull (strstr (problems, "2.2: "));
  text = export (import, ',');
  g_assert_nonnull (strstr (text, ",Hydrogen Ready,Interest,Test Benches\r\n"));
  g_assert_nonnull (strstr (text, ",1,high,3\r\n"));
  g_assert_nonnull (strstr (text, ",,,1.5\r\n"));
  import_plan (import, text);
  import_assert_fates (import, "update name|update name");
  ctn_import_plan_set_overwrite (import->plan, TRUE);
  import_apply (import);
  g_assert_cmpuint (import->run.n_updated, ==, 0);
}

/* One that was deleted meanwhile is left out. */
static void
test_gone (Import *import, gconstpointer data)
{
  const gint64 ids[] = { 1, support_add (import->project, "A", NULL) };
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "export.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  g_array_append_vals (array, ids, 2);
  g_assert_true (
      write_csv (ctn_project_get_reader (import->project), array, file, ',', NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\nA,"));
}

/* A target that cannot be written, and cancelling: an error, and the old file stays. */
static void
test_failures (Import *import, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "kept.csv", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/no/such/folder/export.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CtnConnection *reader = ctn_project_get_reader (import->project);

  g_assert_false (write_csv (reader, ids, nowhere, ',', NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_file_set_contents (path, "old", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (write_csv (reader, ids, file, ',', cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

static gboolean
add_chain (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const statements[] = {
    "INSERT INTO organisation (id, name) VALUES (1, 'Cells')",
    "INSERT INTO chain (id, name) VALUES (2, 'Batteries')",
    "INSERT INTO chain_stage (id, chain, name, position) VALUES (3, 2, 'Make', 1)",
    "INSERT INTO chain_actor (id, chain, stage, organisation, name, kind) "
    "VALUES (4, 2, 3, 1, NULL, 'actor'), (5, 2, 3, NULL, 'Users', 'market')",
    "INSERT INTO chain_link (id, chain, source, target, kind, product) "
    "VALUES (6, 2, 4, 5, 'knowledge', 'Data')",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!ctn_connection_run (connection, error, statements[i], ""))
      return FALSE;
  return TRUE;
}

/* Records of another kind: what they are part of comes first by its name, choices are in words, other records by
 * their names; an actor that has no name goes by its organisation. */
static void
test_parents (Import *import, gconstpointer data)
{
  CtnConnection *reader = ctn_project_get_reader (import->project);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "links.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (CtnRecordParent));
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const CtnRecordParent list[] = { { ctn_chain_kind (), (char *) "chain", "Chain" },
                                   { ctn_chain_actor_kind (), (char *) "source", "From" },
                                   { ctn_chain_actor_kind (), (char *) "target", "To" } };
  CtnRecordExport export = { ctn_chain_link_kind (), parents, NULL };
  const CtnOperation operation = { "Add", NULL, NULL };

  g_assert_true (ctn_project_transact (import->project, &operation, add_chain, NULL, &error));
  g_assert_no_error (error);
  g_array_append_vals (parents, list, G_N_ELEMENTS (list));
  ids = ctn_record_list_all (reader, ctn_chain_link_kind (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  export.ids = ids;
  g_assert_true (ctn_record_export (reader, &export, file, NULL, &error));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Chain;From;To;Kind;State;"));
  g_assert_nonnull (strstr (text, "\nBatteries;Cells;Users;Knowledge;Existing;Data;"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/export/" name, Import, NULL, import_set_up, function, import_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("numbers", test_numbers);
  ADD ("formulas", test_formulas);
  ADD ("round-trip", test_round_trip);
  ADD ("move", test_move);
  ADD ("empty", test_empty);
  ADD ("custom-fields", test_custom_fields);
  ADD ("gone", test_gone);
  ADD ("parents", test_parents);
  ADD ("failures", test_failures);
  return g_test_run ();
}
