/* Any bytes as a CSV file. The first byte chooses how it is read, the others are the file.
 *
 * What must hold: no crash, every cell is valid UTF-8 that ends with NUL, the rows are the same
 * however the bytes come in, and what the writer makes of them reads back the same. */
#include "csv-support.h"
#include "ctn-column-match.h"
#include "ctn-csv-writer.h"
#include "ctn-date.h"
#include "ctn-identifier.h"
#include "ctn-number.h"
#include "ctn-text.h"

#include <string.h>

#define MAX_COLUMNS 40
#define MAX_SAMPLES 4

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

static void
try_values (char **cells)
{
  for (char **cell = cells; *cell != NULL && cell - cells < MAX_COLUMNS; cell++) {
    g_autofree char *folded = ctn_text_fold (*cell);
    g_autofree char *german = ctn_text_fold_german (*cell);
    g_autofree char *name = ctn_text_normalise_name (*cell);
    g_autofree char *domain = ctn_text_web_domain (*cell);
    double similarity = ctn_text_similarity (*cell, folded), number;
    CtnDate date;

    g_assert_true (similarity >= 0 && similarity <= 1);
    g_assert_true (g_utf8_validate (folded, -1, NULL) && g_utf8_validate (german, -1, NULL) &&
                   g_utf8_validate (name, -1, NULL));
    if (ctn_date_parse (*cell, &date))
      g_assert_true (ctn_date_is_valid (&date));
    if (ctn_number_parse (*cell, &number)) {
      g_autofree char *text = ctn_number_to_text (number);
      g_autofree char *shown = ctn_number_format (number, 3);
    }
    for (int i = CTN_IDENTIFIER_VAT; i <= CTN_IDENTIFIER_PIC; i++) {
      g_autofree char *value = ctn_identifier_normalise ((CtnIdentifierScheme) i, *cell);

      if (value != NULL)
        g_assert_true (ctn_identifier_is_valid ((CtnIdentifierScheme) i, value));
    }
  }
}

static void
try_match (GPtrArray *rows)
{
  gsize n_fields, n_columns, n_samples = MIN (rows->len - 1, MAX_SAMPLES);
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);
  const char *values[MAX_COLUMNS][MAX_SAMPLES] = { { NULL } };
  const char *const *samples[MAX_COLUMNS];
  CtnColumnMatch matches[MAX_COLUMNS];
  char **header = g_ptr_array_index (rows, 0);

  n_columns = MIN (g_strv_length (header), MAX_COLUMNS);
  for (gsize j = 0; j < n_samples; j++) {
    char **cells = g_ptr_array_index (rows, j + 1);

    for (gsize i = 0; i < n_columns && cells[i] != NULL; i++)
      values[i][j] = cells[i];
  }
  for (gsize i = 0; i < n_columns; i++)
    samples[i] = values[i];
  ctn_column_match ((const char *const *) header, samples, n_columns, n_samples, fields, n_fields,
                    matches);
  for (gsize i = 0; i < n_columns; i++) {
    g_assert_true (matches[i].field >= -1 && matches[i].field < (int) n_fields);
    g_assert_true (matches[i].score >= 0 && matches[i].score <= 1);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char delimiters[] = { '\0', ',', ';', '\t' };
  CtnCsvFormat format = { 0 };
  g_autofree char *message = NULL;

  if (size == 0)
    return 0;
  /* 1 of 4 finds all out; the others leave the encoding (of 6) or the delimiter open. */
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
  /* What follows is slow and sees little of the bytes: for some inputs only. */
  if (size % 32 != 0)
    return 0;
  for (guint i = 0; i < MIN (rows->len, 8); i++)
    try_values (g_ptr_array_index (rows, i));
  if (rows->len > 0)
    try_match (rows);
  return 0;
}
