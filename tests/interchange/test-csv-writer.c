/* What is written is read back unchanged, and harmless in a spreadsheet. */
#include "csv-support.h"
#include "ctn-csv-protect.h"
#include "ctn-csv-writer.h"

#include <string.h>

static GBytes *
write_rows (const CtnCsvWriterOptions *options,
            const char *const *const *rows,
            const gsize *n_cells,
            gsize n_rows)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, options);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_rows; i++)
    g_assert_true (ctn_csv_writer_write_row (writer, rows[i], n_cells[i], NULL, &error));
  g_assert_true (ctn_csv_writer_flush (writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_row (const CtnCsvWriterOptions *options,
            const char *const *cells,
            gsize n_cells,
            const char *expected)
{
  g_autoptr (GBytes) bytes = write_rows (options, &cells, &n_cells, 1);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_row (void)
{
  const char *plain[] = { "a", "b c", NULL, "Müller" };
  const char *quoted[] = { "a,b", "say \"hi\"", "two\nlines", " space", "a;b" };
  const char *empty[] = { "" };
  const char *broken[] = { "a\xff" };
  CtnCsvWriterOptions semicolon = { .delimiter = ';', .byte_order_mark = TRUE };

  assert_row (NULL, plain, 4, "a,b c,,Müller\r\n");
  assert_row (NULL, quoted, 5, "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" space\",a;b\r\n");
  assert_row (NULL, empty, 1, "\"\"\r\n");
  assert_row (NULL, broken, 1, "a\xef\xbf\xbd\r\n");
  assert_row (&semicolon, quoted, 5,
              "\xef\xbb\xbf"
              "a,b;\"say \"\"hi\"\"\";\"two\nlines\";\" space\";\"a;b\"\r\n");
}

static void
test_protection (void)
{
  static const char *const cases[][2] = {
    { "=1+1", "'=1+1" },
    { "+49 351 123456", "'+49 351 123456" },
    { "-1+1", "'-1+1" },
    { "-12 %", "'-12 %" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\tx", "\"'\tx\"" },
    { "\rx", "\"'\rx\"" },
    { "\nx", "\"'\nx\"" },
    { "=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"" },
    { "＝1", "\"'＝1\"" },
    { "'=1", "''=1" },
    { "''@", "'''@" },
    { "'plain", "'plain" },
    { "-12.5", "-12.5" },
    { "-7", "-7" },
    { "-1.", "'-1." },
    { "-.5", "'-.5" },
    { "-1,5", "\"'-1,5\"" },
    { "-1e5", "'-1e5" },
    { "-", "'-" },
    { "'-7", "''-7" },
    { "a=b", "a=b" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *cells[] = { cases[i][0], "x" };
    g_autofree char *expected = g_strconcat (cases[i][1], ",x\r\n", NULL);

    assert_row (NULL, cells, 2, expected);
  }
}

static void
test_without_protection (void)
{
  const char *cells[] = { "=1", "+49" };
  CtnCsvWriterOptions options = { .without_protection = TRUE };

  assert_row (&options, cells, 2, "=1,+49\r\n");
}

static char *
random_text (GRand *random)
{
  static const char *const parts[] = { "\"",
                                       ",",
                                       ";",
                                       "\t",
                                       "|",
                                       "\n",
                                       "\r",
                                       "\r\n",
                                       "'",
                                       "=",
                                       "+",
                                       "-",
                                       "@",
                                       " ",
                                       "a",
                                       "B",
                                       "7",
                                       ".",
                                       "ü",
                                       "Ł",
                                       "＝",
                                       "😀",
                                       "\xef\xbb\xbf",
                                       "sep=",
                                       "word",
                                       "-12.5" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 7); n > 0; n--)
    g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
  return g_string_free_and_steal (text);
}

static void
round_trip (GRand *random, const CtnCsvWriterOptions *options, gsize step)
{
  enum { ROWS = 20, CELLS = 5 };
  char *cells[ROWS][CELLS];
  const char *const *rows[ROWS];
  gsize n_cells[ROWS];
  CtnCsvFormat format = { CTN_ENCODING_UTF8, options->delimiter, CTN_CSV_HEADER_NO };
  CtnCsvRow row;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < ROWS; i++) {
    for (int j = 0; j < CELLS; j++)
      cells[i][j] = random_text (random);
    rows[i] = (const char *const *) cells[i];
    n_cells[i] = (gsize) g_rand_int_range (random, 1, CELLS + 1);
  }

  g_autoptr (GBytes) bytes = write_rows (options, rows, n_cells, ROWS);
  g_autoptr (GInputStream) stream = csv_support_new_slow_stream (bytes, step);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_stream (stream, &format, NULL, &error);

  for (int i = 0; i < ROWS; i++) {
    g_assert_true (ctn_csv_reader_next (reader, &row, NULL, &error));
    g_assert_cmpuint (row.n_cells, ==, n_cells[i]);
    for (gsize j = 0; j < n_cells[i]; j++)
      g_assert_cmpstr (row.cells[j].text, ==, cells[i][j]);
    for (gsize j = 0; j < CELLS; j++)
      g_free (cells[i][j]);
  }
  g_assert_false (ctn_csv_reader_next (reader, &row, NULL, &error));
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240531);

  for (int i = 0; i < 500; i++) {
    CtnCsvWriterOptions options = { .delimiter = ",;\t|"[i % 4], .byte_order_mark = i % 3 == 0 };

    round_trip (random, &options, (gsize) g_rand_int_range (random, 1, 200));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-writer/row", test_row);
  g_test_add_func ("/csv-writer/protection", test_protection);
  g_test_add_func ("/csv-writer/without-protection", test_without_protection);
  g_test_add_func ("/csv-writer/round-trip", test_round_trip);
  return g_test_run ();
}
