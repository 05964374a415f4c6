/* Files that no one here wrote, where they are at hand: csv-spectrum and csv-test-data with the rows
 * that their authors expect, frictionless without, and two lists of organisations. */
#include "csv-support.h"
#include "ctn-column-match.h"
#include "ctn-interchange-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

static char *
shared_path (const char *relative)
{
  const char *folder = g_getenv ("CTN_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "/nonexistent", relative, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* All rows, each a GPtrArray of texts. NULL on an error. */
static GPtrArray *
read_rows (const char *path, const CtnCsvFormat *format, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, format, NULL, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GError *own_error = NULL;
  CtnCsvRow row;

  if (reader == NULL)
    return NULL;
  while (ctn_csv_reader_next (reader, &row, NULL, &own_error)) {
    GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

    for (gsize i = 0; i < row.n_cells; i++)
      g_ptr_array_add (cells, g_strdup (row.cells[i].text));
    g_ptr_array_add (rows, cells);
  }
  if (own_error != NULL) {
    g_propagate_error (error, own_error);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

static const char *
cell_at (GPtrArray *rows, guint row, guint column)
{
  GPtrArray *cells = g_ptr_array_index (rows, row);

  return column < cells->len ? g_ptr_array_index (cells, column) : "";
}

/* A checkout may have changed the line ends of the CSV file, but not those in the JSON text. */
static void
assert_same (const char *found, const char *expected)
{
  g_autoptr (GString) first = g_string_new (found), second = g_string_new (expected);

  g_string_replace (first, "\r\n", "\n", 0);
  g_string_replace (second, "\r\n", "\n", 0);
  g_assert_cmpstr (first->str, ==, second->str);
}

static void
compare_record (JsonNode *node, GPtrArray *rows, guint row, gboolean header)
{
  GPtrArray *cells = g_ptr_array_index (rows, row);

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_assert_cmpuint (json_array_get_length (array), ==, cells->len);
    for (guint i = 0; i < cells->len; i++)
      assert_same (cell_at (rows, row, i), json_array_get_string_element (array, i));
    return;
  }
  JsonObject *object = json_node_get_object (node);

  g_assert_true (header);
  for (guint i = 0; i < cells->len; i++)
    assert_same (cell_at (rows, row, i),
                 json_object_get_string_member (object, cell_at (rows, 0, i)));
}

/* Compares all CSV files of @folder with the JSON files beside them; returns how many there were. */
static guint
compare_folder (const char *csv_folder, const char *json_folder)
{
  g_autoptr (GDir) dir = g_dir_open (csv_folder, 0, NULL);
  CtnCsvFormat format = { CTN_ENCODING_UNKNOWN, ',', CTN_CSV_HEADER_UNKNOWN };
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *csv = g_build_filename (csv_folder, name, NULL);
    g_autofree char *stem = g_strndup (name, strlen (name) - 4);
    g_autofree char *json_name = g_strconcat (stem, ".json", NULL);
    g_autofree char *json = g_build_filename (json_folder, json_name, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = read_rows (csv, &format, &error);
    g_autoptr (JsonParser) parser = json_parser_new ();

    /* Two files consist of blank lines, which we skip on purpose; one JSON file is not UTF-8. */
    if (!json_parser_load_from_file (parser, json, NULL) || strcmp (stem, "all-empty") == 0 ||
        strcmp (stem, "empty-one-column") == 0)
      continue;
    g_assert_no_error (error);

    JsonNode *root = json_parser_get_root (parser);
    if (!JSON_NODE_HOLDS_ARRAY (root))
      continue;

    JsonArray *records = json_node_get_array (root);
    guint n_records = json_array_get_length (records);
    gboolean header =
        n_records == 0 || JSON_NODE_HOLDS_OBJECT (json_array_get_element (records, 0));

    g_assert_cmpuint (rows->len, ==, n_records + (header ? 1 : 0));
    for (guint i = 0; i < n_records; i++)
      compare_record (json_array_get_element (records, i), rows, i + (header ? 1 : 0), header);
    n++;
  }
  return n;
}

static void
test_spectrum (void)
{
  g_autofree char *csv = shared_path ("csv/csv-spectrum/csvs");
  g_autofree char *json = shared_path ("csv/csv-spectrum/json");

  if (csv == NULL)
    g_test_skip ("no shared data");
  else
    g_assert_cmpuint (compare_folder (csv, json), >=, 11);
}

static void
test_test_data (void)
{
  g_autofree char *csv = shared_path ("csv/csv-test-data/csv");
  g_autofree char *json = shared_path ("csv/csv-test-data/json");

  if (csv == NULL)
    g_test_skip ("no shared data");
  else
    g_assert_cmpuint (compare_folder (csv, json), >=, 15);
}

static void
test_frictionless (void)
{
  g_autofree char *folder = shared_path ("csv/frictionless");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL) {
    g_test_skip ("no shared data");
    return;
  }
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = read_rows (path, NULL, &error);

    if (rows == NULL)
      g_test_message ("%s: %s", name, error->message);
    else
      g_test_message ("%s: %u rows", name, rows->len);
    g_assert_true (rows != NULL || error->domain == CTN_INTERCHANGE_ERROR ||
                   error->domain == G_IO_ERROR);
  }
}

static void
assert_list (const char *relative,
             char delimiter,
             guint n_rows,
             const char *const *expected,
             guint n_columns)
{
  enum { N_SAMPLES = 200 };
  g_autofree char *path = shared_path (relative);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (CtnCsvReader) reader = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree CtnColumnMatch *matches = g_new (CtnColumnMatch, n_columns);
  g_autofree const char **values = NULL;
  g_autofree const char *const **samples = g_new (const char *const *, n_columns);
  gsize n_fields;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  if (path == NULL) {
    g_test_skip ("no shared data");
    return;
  }
  reader = ctn_csv_reader_new (file, NULL, NULL, NULL);
  g_assert_cmpint (ctn_csv_reader_get_format (reader)->encoding, ==, CTN_ENCODING_UTF8);
  g_assert_cmpint (ctn_csv_reader_get_format (reader)->delimiter, ==, delimiter);
  g_assert_cmpint (ctn_csv_reader_get_format (reader)->header, ==, CTN_CSV_HEADER_YES);
  rows = read_rows (path, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, n_rows + 1);

  values = g_new (const char *, n_columns *N_SAMPLES);
  for (guint i = 0; i < n_columns; i++) {
    for (guint j = 0; j < N_SAMPLES; j++)
      values[i * N_SAMPLES + j] = cell_at (rows, 1 + j * (n_rows / N_SAMPLES), i);
    samples[i] = &values[i * N_SAMPLES];
  }
  GPtrArray *headers = g_ptr_array_index (rows, 0);
  g_assert_cmpuint (headers->len, ==, n_columns);
  ctn_column_match ((const char *const *) headers->pdata, samples, n_columns, N_SAMPLES, fields,
                    n_fields, matches);
  for (guint i = 0; i < n_columns; i++)
    g_assert_cmpstr (matches[i].field >= 0 ? fields[matches[i].field].name : "-", ==, expected[i]);
}

static void
test_h2020 (void)
{
  static const char *const expected[] = { "pic",    "name",     "short-name", "type",
                                          "street", "postcode", "city",       "country",
                                          "web",    "-",        "-" };

  assert_list ("orgs/h2020-participants-2017.csv", ';', 16592, expected, G_N_ELEMENTS (expected));
}

static void
test_ror (void)
{
  static const char *const expected[] = {
    "ror",  "name",     "other-names", "short-name", "type", "-", "founded", "country",
    "city", "latitude", "longitude",   "web",        "-",    "-", "-"
  };

  assert_list ("orgs/ror-twelve-countries.csv", ',', 12139, expected, G_N_ELEMENTS (expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-shared/spectrum", test_spectrum);
  g_test_add_func ("/csv-shared/test-data", test_test_data);
  g_test_add_func ("/csv-shared/frictionless", test_frictionless);
  g_test_add_func ("/csv-shared/h2020", test_h2020);
  g_test_add_func ("/csv-shared/ror", test_ror);
  return g_test_run ();
}
