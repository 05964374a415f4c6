/* Spreadsheets that other programs wrote, against what these read in them (data/sheets/README.md), and
 * those of CTN_SHARED_DATA, which must be read or refused. */
#include <ctn-csv-reader.h>
#include <ctn-sheet-book.h>
#include <string.h>

static char *
get_cell (CtnSheetBook *book, GHashTable *tables, const char *sheet, guint row, guint column)
{
  CtnTable *table = g_hash_table_lookup (tables, sheet);

  if (table == NULL) {
    int index = ctn_sheet_book_find (book, sheet);

    g_assert_cmpint (index, >=, 0);
    table = ctn_sheet_book_read (book, (guint) index, NULL, NULL);
    g_hash_table_insert (tables, g_strdup (sheet), table);
  }
  for (guint i = 0; i < ctn_table_get_n_rows (table); i++)
    if (ctn_table_get_line (table, i) == row)
      return g_strdup (ctn_table_get_cell (table, i, column - 1));
  return g_strdup ("");
}

static guint
count_cells (CtnSheetBook *book)
{
  guint n = 0;

  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (book); i++) {
    g_autoptr (CtnTable) table = ctn_sheet_book_read (book, i, NULL, NULL);

    for (guint row = 0; table != NULL && row < ctn_table_get_n_rows (table); row++)
      for (guint column = 0; column < ctn_table_get_row_width (table, row); column++)
        n += *ctn_table_get_cell (table, row, column) != '\0';
  }
  return n;
}

/* "12.5%" is the number 0.125. */
static void
assert_alike (const char *found, const char *expected)
{
  if (g_str_has_suffix (found, "%"))
    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (found, NULL) / 100,
                                    g_ascii_strtod (expected, NULL), 1e-12);
  else if (g_ascii_strtod (expected, NULL) > 1e15 || g_str_equal (expected, "1e-05"))
    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (found, NULL) / g_ascii_strtod (expected, NULL),
                                    1, 1e-14);
  else
    g_assert_cmpstr (found, ==, expected);
}

static void
test_file (gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "interchange", "data", "sheets", data, NULL);
  g_autofree char *list = g_strconcat (path, ".csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) csv = g_file_new_for_path (list);
  const CtnCsvFormat format = { CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_YES };
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (csv, &format, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, NULL, &error);
  g_autoptr (GHashTable) tables =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ctn_table_unref);
  guint n = 0;
  CtnCsvRow row;

  g_assert_no_error (error);
  g_assert_true (ctn_csv_reader_next (reader, &row, NULL, NULL));
  for (; ctn_csv_reader_next (reader, &row, NULL, &error); n++) {
    g_autofree char *found =
        get_cell (book, tables, row.cells[0].text, (guint) atoi (row.cells[1].text),
                  (guint) atoi (row.cells[2].text));

    assert_alike (found, row.cells[3].text);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (count_cells (book), ==, n);
}

static void
read_folder (const char *path, guint *n_read)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (child);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, NULL, &error);

    g_assert_true ((book == NULL) == (error != NULL));
    if (book != NULL) {
      (*n_read)++;
      count_cells (book);
    }
  }
}

static void
test_shared (void)
{
  static const char *const folders[] = { "calamine", "openpyxl", "sheetjs" };
  const char *shared = g_getenv ("CTN_SHARED_DATA");
  guint n_read = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (shared != NULL ? shared : "/nonexistent",
                                              "spreadsheets", folders[i], NULL);

    read_folder (path, &n_read);
  }
  if (n_read == 0)
    g_test_skip ("CTN_SHARED_DATA is not here");
  else
    g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sheet-files/types-1900", "types-1900.xlsx", test_file);
  g_test_add_data_func ("/sheet-files/types-1904", "types-1904.xlsx", test_file);
  g_test_add_data_func ("/sheet-files/ods", "liste.ods", test_file);
  g_test_add_data_func ("/sheet-files/xls", "liste.xls", test_file);
  g_test_add_func ("/sheet-files/shared", test_shared);
  return g_test_run ();
}
