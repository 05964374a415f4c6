/* Files that are broken, empty, endless or made to harm: a clear message or a sound import, and a
 * project that stays as it was. */
#include <ctn-interchange-error.h>
#include <glib/gstdio.h>
#include <registry-support.h>
#include <string.h>
#include <unistd.h>

#include "import-support.h"

static CtnImportSource *
load (Import *import, const char *bytes, gssize length, GError **error)
{
  const CtnCsvFormat format = { 0 };
  g_autoptr (GFile) file = import_write_file (bytes, length);

  return ctn_import_source_load (file, &format, NULL, ctn_project_get_reader (import->project),
                                 NULL, error);
}

static void
test_empty (Import *import, gconstpointer data)
{
  static const char *const texts[] = { "", "\n", "\n\n\r\n", "\xef\xbb\xbf", "\xef\xbb\xbf\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnImportSource) source = load (import, texts[i], -1, &error);

    g_assert_null (source);
    g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX);
  }
}

static void
test_only_header (Import *import, gconstpointer data)
{
  import_all (import, "Name,Country,City\n");
  import_assert_fates (import, "");
  g_assert_cmpuint (import->run.n_added, ==, 0);
  g_assert_cmpint (support_count (import->project, "SELECT count(*) FROM organisation"), ==, 0);
}

/* Rows that are too short or too long. */
static void
test_ragged (Import *import, gconstpointer data)
{
  import_all (import, "Name,City,Notes\nA\nB,X,y,z,too,many\n,,,\nC,,\n");
  import_assert_values (import, "name", "A|B|C");
  import_assert_values (import, "city", "|X|");
}

static void
test_broken_bytes (Import *import, gconstpointer data)
{
  static const struct {
    const char *bytes;
    gssize length;
  } cases[] = {
    { "Name,City\nAnton,Berlin\nBerta,Hamburg\nC\0sar,Bremen\n", 50 },
    { "Name,City\nA,\"never closed\n", -1 },
    { "\xff\xfeN\0a\0m\0", 7 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnImportSource) source = load (import, cases[i].bytes, cases[i].length, &error);

    g_assert_null (source);
    g_assert_true (error->domain == CTN_INTERCHANGE_ERROR);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

/* A hundred thousand columns are refused with their row, quickly. */
static void
test_many_columns (Import *import, gconstpointer data)
{
  GString *csv = g_string_new ("Name");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (csv, ",x");
  g_assert_null (load (import, csv->str, (gssize) csv->len, &error));
  g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE);
  g_string_free (csv, TRUE);
}

static void
test_thousands_of_columns (Import *import, gconstpointer data)
{
  GString *csv = g_string_new ("Name");

  for (guint i = 0; i < 9000; i++)
    g_string_append_printf (csv, ",Column %u", i);
  g_string_append (csv, "\nA");
  for (guint i = 0; i < 9000; i++)
    g_string_append (csv, ",x");
  import_all (import, csv->str);
  import_assert_values (import, "name", "A");
  g_string_free (csv, TRUE);
}

/* A cell of 1 GB is refused before it is read, and so is one of zeros (a hole in the file). */
static void
test_huge_cell (Import *import, gconstpointer data)
{
  const CtnCsvFormat format = { .encoding = CTN_ENCODING_UTF8,
                                .delimiter = ',',
                                .header = CTN_CSV_HEADER_YES };
  const int codes[] = { CTN_INTERCHANGE_ERROR_TOO_LARGE, CTN_INTERCHANGE_ERROR_ENCODING };
  const guint lengths[] = { 4 * 1024 * 1024, 100 };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "huge.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *cell = g_strnfill (lengths[i], 'x');
    g_autofree char *text = g_strconcat ("Name,City\nA,", cell, NULL);
    g_autoptr (GError) error = NULL;
    gint64 start = g_get_monotonic_time ();

    g_assert_true (g_file_set_contents (path, text, -1, NULL));
    g_assert_cmpint (truncate (path, 1024 * 1024 * 1024), ==, 0);
    g_assert_null (ctn_import_source_load (file, &format, NULL, NULL, NULL, &error));
    g_assert_error (error, CTN_INTERCHANGE_ERROR, codes[i]);
    /* Reading it all would take many times as long, also under sanitizers. */
    g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  }
  g_unlink (path);
}

static void
test_missing_file (Import *import, gconstpointer data)
{
  const CtnCsvFormat format = { 0 };
  g_autoptr (GFile) file = g_file_new_for_path ("/no/such/file.csv");
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_import_source_load (file, &format, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Texts that would be SQL, formulas or markup are texts. */
static void
test_texts_are_texts (Import *import, gconstpointer data)
{
  import_all (import, "Name,Notes,Tags\n"
                      "\"Robert'); DROP TABLE organisation;--\",\"=cmd|' /C calc'!A0\",<b>x</b>\n"
                      "%s%n%n,\"{\"\"a\"\": 1}\",\"'; x\"\n");
  import_assert_values (import, "name", "Robert'); DROP TABLE organisation;--|%s%n%n");
  import_assert_values (import, "notes", "=cmd|' /C calc'!A0|{\"a\": 1}");
  import_assert_values (import, "tags", "<b>x</b>|'; x");
  g_assert_true (ctn_project_undo (import->project, NULL));
  g_assert_true (ctn_project_redo (import->project, NULL));
  import_assert_values (import, "name", "Robert'); DROP TABLE organisation;--|%s%n%n");
}

/* A remembered mapping is only data, and may be of another version of the program. */
static gboolean
spoil (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE import_mapping SET mapping = ?", "t", data);
}

static void
test_odd_mapping (Import *import, gconstpointer data)
{
  static const char csv[] = "Name,City\nA,X\n";
  static const char *const odd[] = { "",   "name",       "name\nno-such-field",
                                     "\n", "city\ncity", "name\ncity\nx\ny" };
  const CtnOperation operation = { "Spoil", NULL, NULL };

  import_all (import, csv);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnImportSource) source = NULL;

    ctn_project_transact (import->project, &operation, spoil, (gpointer) odd[i], &error);
    g_assert_no_error (error);
    source = load (import, csv, -1, &error);
    g_assert_no_error (error);
    g_assert_nonnull (source);
  }
}

/* Any bytes: an import or a message, never more. The same bytes on every run. */
static void
test_noise (Import *import, gconstpointer data)
{
  static const char letters[] = "Name,;\t|\"\n\r'=+-@0123456789.ä\xc3\xff";
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++) {
    char bytes[200];
    gsize n = (gsize) g_rand_int_range (random, 0, sizeof bytes);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnImportSource) source = NULL;

    for (gsize j = 0; j < n; j++)
      bytes[j] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
    source = load (import, bytes, (gssize) n, &error);
    if (source == NULL) {
      g_assert_nonnull (error);
      continue;
    }
    source->mapping[0] = support_field ("name");
    import->plan = ctn_import_plan_new (
        source->table, ctn_import_source_get_first_row (source), source->mapping, source->n_columns,
        ctn_project_get_reader (import->project), NULL, NULL, NULL, &error);
    g_assert_no_error (error);
    import->source = g_steal_pointer (&source);
    import_apply (import);
    g_clear_pointer (&import->plan, ctn_import_plan_free);
    g_clear_pointer (&import->source, ctn_import_source_free);
  }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/import-hostile/" name, Import, NULL, import_set_up, function, import_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("empty", test_empty);
  ADD ("only-header", test_only_header);
  ADD ("ragged", test_ragged);
  ADD ("broken-bytes", test_broken_bytes);
  ADD ("many-columns", test_many_columns);
  ADD ("thousands-of-columns", test_thousands_of_columns);
  ADD ("huge-cell", test_huge_cell);
  ADD ("missing-file", test_missing_file);
  ADD ("texts-are-texts", test_texts_are_texts);
  ADD ("odd-mapping", test_odd_mapping);
  ADD ("noise", test_noise);
  return g_test_run ();
}
