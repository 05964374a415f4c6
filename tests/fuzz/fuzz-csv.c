/* Any bytes as a CSV file. The first byte chooses how it is read, the others are the file.
 *
 * What must hold: no crash, every cell is valid UTF-8 that ends with NUL, the rows are the same
 * however the bytes come in, and what the writer makes of them reads back the same. */
#include "csv-support.h"
#include "ctn-csv-writer.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static GPtrArray *
read_rows (CtnCsvReader *reader, char **message)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) error = NULL;
  guint64 line = 0;
  CtnCsvRow row;

  while (ctn_csv_reader_next (reader, &row, NULL, &error)) {
    char **cells = g_new0 (char *, row.n_cells + 1);

    g_assert_cmpuint (row.n_cells, >, 0);
    g_assert_cmpuint (row.line, >, line);
    g_assert_cmpuint (row.number, ==, rows->len + 1);
    line = row.line;
    for (gsize i = 0; i < row.n_cells; i++) {
      g_assert_cmpuint (strlen (row.cells[i].text), ==, row.cells[i].length);
      g_assert_true (g_utf8_validate (row.cells[i].text, -1, NULL));
      cells[i] = g_strdup (row.cells[i].text);
    }
    g_ptr_array_add (rows, cells);
  }
  *message = g_strdup (error != NULL ? error->message : "");
  return rows;
}

static void
assert_same_rows (GPtrArray *first, GPtrArray *second)
{
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    g_assert_true (g_strv_equal (g_ptr_array_index (first, i), g_ptr_array_index (second, i)));
}

static void
try_slow_stream (GBytes *bytes,
                 const CtnCsvFormat *format,
                 gsize step,
                 GPtrArray *rows,
                 const char *message)
{
  g_autoptr (GInputStream) stream = csv_support_new_slow_stream (bytes, step);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_stream (stream, format, NULL, NULL);
  g_autofree char *other_message = NULL;
  g_autoptr (GPtrArray) other = read_rows (reader, &other_message);

  assert_same_rows (rows, other);
  g_assert_cmpstr (message, ==, other_message);
}

static void
try_round_trip (const CtnCsvFormat *format, GPtrArray *rows)
{
  CtnCsvWriterOptions options = { .delimiter = format->delimiter };
  CtnCsvFormat own = { CTN_ENCODING_UTF8, format->delimiter, CTN_CSV_HEADER_NO };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  g_autofree char *message = NULL;

  for (guint i = 0; i < rows->len; i++) {
    const char *const *cells = g_ptr_array_index (rows, i);

    g_assert_true (
        ctn_csv_writer_write_row (writer, cells, g_strv_length ((char **) cells), NULL, NULL));
  }
  g_assert_true (ctn_csv_writer_flush (writer, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  g_autoptr (GBytes) bytes =
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, &own, NULL);
  g_autoptr (GPtrArray) other = read_rows (reader, &message);

  g_assert_cmpstr (message, ==, "");
  assert_same_rows (rows, other);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char delimiters[] = { '\0', ',', ';', '\t' };
  CtnCsvFormat format = { 0 };
  g_autofree char *message = NULL;

  if (size == 0)
    return 0;
  /* The delimiter and the encoding, each of which may have to be found out. */
  format.delimiter = delimiters[data[0] % 4];
  format.encoding = (CtnEncoding) (data[0] / 4 % CTN_N_ENCODINGS);

  g_autoptr (GBytes) bytes = g_bytes_new (data + 1, size - 1);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, &format, NULL);
  const CtnCsvFormat *found = ctn_csv_reader_get_format (reader);
  g_autoptr (GPtrArray) rows = read_rows (reader, &message);

  g_assert_true (found->encoding != CTN_ENCODING_UNKNOWN && found->delimiter != '\0' &&
                 found->header != CTN_CSV_HEADER_UNKNOWN);
  try_slow_stream (bytes, &format, MAX (1 + data[0] / 24u, size / 64), rows, message);
  try_round_trip (found, rows);
  return 0;
}
