/* The CSV reader. Expected rows by hand from RFC 4180. */
#include "csv-support.h"
#include "ctn-interchange-error.h"

#include <glib/gstdio.h>
#include <string.h>

static const CtnCsvFormat comma = { CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_NO };

typedef struct {
  const char *text;
  const char *rows;
} Case;

static const Case grammar[] = {
  { "a,b\n1,2\n", "1:a¦b¦\n2:1¦2¦\n" },
  { "a,b\r\n1,2\r\n", "1:a¦b¦\n2:1¦2¦\n" },
  { "a,b\r1,2\r", "1:a¦b¦\n2:1¦2¦\n" },
  { "a,b\n1,2", "1:a¦b¦\n2:1¦2¦\n" },
  { "a,\n,b\n,\n", "1:a¦¦\n2:¦b¦\n3:¦¦\n" },
  { "a\n\n\r\nb\n", "1:a¦\n4:b¦\n" },
  { "\"a,b\",c\n", "1:a,b¦c¦\n" },
  { "\"a\"\"b\",\"\"\n", "1:a\"b¦¦\n" },
  { "\"\"\"\",\"\"\"\"\n", "1:\"¦\"¦\n" },
  { "\"\"\n", "1:¦\n" },
  { "1,\"a\nb\",2\n3,4,5\n", "1:1¦a\nb¦2¦\n3:3¦4¦5¦\n" },
  { "1,\"a\r\nb\r\rc\",2\r\n3\r\n", "1:1¦a\r\nb\r\rc¦2¦\n5:3¦\n" },
  { "  a , b\n", "1:  a ¦ b¦\n" },
  { "\"x\",  a , b\n", "1:x¦  a ¦ b¦\n" },
  { "\"a\" ,b\n", "1:a¦b¦\n" },
  { "5\" pipe,b\"c\n", "1:5\" pipe¦b\"c¦\n" },
  { "a,5\"\nb,c\n", "1:a¦5\"¦\n2:b¦c¦\n" },
  { "a,b,c\n1\n1,2,3,4\n", "1:a¦b¦c¦\n2:1¦\n3:1¦2¦3¦4¦\n" },
  { "\xef\xbb\xbf\"a\",b\n", "1:a¦b¦\n" },
  { "'=1,'x,''+2,'-3\n", "1:=1¦'x¦'+2¦-3¦\n" },
  { "\"'=1\",\"'\ta\"\n", "1:=1¦\ta¦\n" },
  { "sep=,\na,b\n", "2:a¦b¦\n" },
  { "", "" },
  { "\n\n", "" },
  { "\r", "" },
  { ",", "1:¦¦\n" },
};

static void
test_grammar (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grammar); i++) {
    g_autofree char *rows = csv_support_read (grammar[i].text, -1, &comma);

    g_assert_cmpstr (rows, ==, grammar[i].rows);
  }
}

/* However the bytes come, the rows are the same. */
static void
test_pieces (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grammar); i++)
    for (gsize step = 1; step < 6; step++) {
      g_autoptr (GBytes) bytes = g_bytes_new (grammar[i].text, strlen (grammar[i].text));
      g_autoptr (GInputStream) stream = csv_support_new_slow_stream (bytes, step);
      g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_stream (stream, &comma, NULL, NULL);
      g_autofree char *rows = csv_support_dump (reader, NULL);

      g_assert_cmpstr (rows, ==, grammar[i].rows);
    }
}

static void
assert_format (const char *text,
               gssize length,
               CtnEncoding encoding,
               char delimiter,
               CtnCsvHeader header)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, NULL, NULL);
  const CtnCsvFormat *format = ctn_csv_reader_get_format (reader);

  g_assert_cmpint (format->encoding, ==, encoding);
  g_assert_cmpint (format->delimiter, ==, delimiter);
  g_assert_cmpint (format->header, ==, header);
}

static void
test_format (void)
{
  assert_format ("Name,Ort\nA,B\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_YES);
  assert_format ("Name;Betrag;Anteil\nA, Inc.;1,5;2,5\nB;2,5;3,5\n", -1, CTN_ENCODING_UTF8, ';',
                 CTN_CSV_HEADER_YES);
  assert_format ("a\tb, c\n1\t2\n", -1, CTN_ENCODING_UTF8, '\t', CTN_CSV_HEADER_YES);
  assert_format ("a|b|c\n1|2|3\n", -1, CTN_ENCODING_UTF8, '|', CTN_CSV_HEADER_YES);
  assert_format ("\"a;b;c\",\"d;e;f\"\n\"g;h;i\",\"x\"\n", -1, CTN_ENCODING_UTF8, ',',
                 CTN_CSV_HEADER_YES);
  assert_format ("\"a\n;;;;\",x\n\"b\n;;;;\",y\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_YES);
  assert_format ("Name\nMüller\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_YES);
  assert_format ("sep=|\na,b|c,d\n", -1, CTN_ENCODING_UTF8, '|', CTN_CSV_HEADER_YES);
  assert_format ("1,2\n3,4\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_NO);
  assert_format ("A GmbH,info@example.org\nB,b@example.org\n", -1, CTN_ENCODING_UTF8, ',',
                 CTN_CSV_HEADER_NO);
  assert_format ("Region,2023,2024\nX,1,2\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_YES);
  assert_format ("a,a\n1,2\n", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_NO);
  assert_format ("", -1, CTN_ENCODING_UTF8, ',', CTN_CSV_HEADER_NO);
  assert_format ("Name;Ort\nM\xfcller;K\xf6ln\n", -1, CTN_ENCODING_WINDOWS_1252, ';',
                 CTN_CSV_HEADER_YES);
  assert_format ("\xff\xfe"
                 "a\0;\0b\0\n\0"
                 "1\0;\0"
                 "2\0",
                 16, CTN_ENCODING_UTF16_LE, ';', CTN_CSV_HEADER_YES);
}

static void
test_utf16 (void)
{
  g_autofree char *rows = csv_support_read ("\xff\xfe"
                                            "a\0;\0\xfc\0\n\0"
                                            "1\0;\0"
                                            "2\0",
                                            16, NULL);

  g_assert_cmpstr (rows, ==, "1:a¦ü¦\n2:1¦2¦\n");
}

/* Reads until an error, which must be of @code and have @message in it; returns the rows before. */
static char *
read_bad (const char *text, gsize length, CtnInterchangeError code, const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, &comma, NULL);
  char *rows = csv_support_dump (reader, &error);
  CtnCsvRow row;

  g_assert_error (error, CTN_INTERCHANGE_ERROR, (int) code);
  if (strstr (error->message, message) == NULL)
    g_error ("%s", error->message);
  g_assert_false (ctn_csv_reader_next (reader, &row, NULL, NULL));
  return rows;
}

static void
test_broken_bytes (void)
{
  g_autofree char *first = read_bad ("a,b\n1,\"x\ny\"\nc,\xe4\nd,e\n", 21,
                                     CTN_INTERCHANGE_ERROR_ENCODING, "Line 4: the byte 0xE4");
  g_autofree char *second =
      read_bad ("a,b\nc,\0\n", 8, CTN_INTERCHANGE_ERROR_ENCODING, "Line 2: there is a zero byte");

  g_assert_cmpstr (first, ==, "1:a¦b¦\n2:1¦x\ny¦\n");
  g_assert_cmpstr (second, ==, "1:a¦b¦\n");
}

static void
test_open_quote (void)
{
  static const char text[] = "a,b\nc,\"d\ne,f\n";
  g_autofree char *rows =
      read_bad (text, sizeof text - 1, CTN_INTERCHANGE_ERROR_SYNTAX, "Row 2 (line 2), column 2");

  g_assert_cmpstr (rows, ==, "1:a¦b¦\n");
}

static char *
repeat (const char *start, const char *part, gsize times, const char *end)
{
  GString *text = g_string_new (start);

  for (gsize i = 0; i < times; i++)
    g_string_append (text, part);
  g_string_append (text, end);
  return g_string_free_and_steal (text);
}

static void
test_limits (void)
{
  g_autofree char *columns = repeat ("x\n", ",", CTN_CSV_MAX_CELLS, "\ny\n");
  g_autofree char *quoted_columns = repeat ("x\n\"\"", ",", CTN_CSV_MAX_CELLS, "\ny\n");
  g_autofree char *cell = repeat ("x\na,", "0123456789abcdef", 65537, "\ny\n");
  g_autofree char *quoted_cell = repeat ("x\na,\"", "0123456789\nabcde", 65537, "\"\ny\n");
  g_autofree char *row = repeat ("x\n", "\"0123456789abcdef\",", 2000000, "\n");
  g_autofree char *a = read_bad (columns, strlen (columns), CTN_INTERCHANGE_ERROR_TOO_LARGE,
                                 "Row 2 (line 2) has more than 10000 columns");
  g_autofree char *b =
      read_bad (quoted_columns, strlen (quoted_columns), CTN_INTERCHANGE_ERROR_TOO_LARGE,
                "Row 2 (line 2) has more than 10000 columns");
  g_autofree char *c =
      read_bad (cell, strlen (cell), CTN_INTERCHANGE_ERROR_TOO_LARGE, "Row 2 (line 2), column 2");
  g_autofree char *d = read_bad (quoted_cell, strlen (quoted_cell), CTN_INTERCHANGE_ERROR_TOO_LARGE,
                                 "Row 2 (line 2), column 2");
  g_autofree char *e =
      read_bad (row, strlen (row), CTN_INTERCHANGE_ERROR_TOO_LARGE, "Row 2 (line 2)");

  g_assert_cmpstr (a, ==, "1:x¦\n");
  g_assert_cmpstr (d, ==, "1:x¦\n");
}

/* Just within the limits. */
static void
test_large (void)
{
  g_autofree char *columns = repeat ("", ",", CTN_CSV_MAX_CELLS - 1, "\n");
  g_autofree char *cell = repeat ("a,", "0123456789abcdef", 65536, "\nb\n");
  g_autofree char *quoted = repeat ("a,\"", "012345678\n\"\"abcd", 65536, "\"\nb\n");
  g_autofree char *first = csv_support_read (columns, -1, &comma);
  g_autofree char *second = csv_support_read (cell, -1, &comma);
  g_autofree char *third = csv_support_read (quoted, -1, &comma);

  /* Two bytes of "¦" for each cell, "1:" and the line feed. */
  g_assert_cmpuint (strlen (first), ==, 2 * CTN_CSV_MAX_CELLS + 3);
  g_assert_true (g_str_has_suffix (second, "cdef¦\n2:b¦\n"));
  g_assert_true (g_str_has_suffix (third, "\"abcd¦\n65538:b¦\n"));
}

static gboolean
stop_after_two (const CtnCsvRow *row, gpointer data, GError **error)
{
  guint *n = data;

  return ++*n < 2;
}

static gboolean
fail_at_once (const CtnCsvRow *row, gpointer data, GError **error)
{
  g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED, "no");
  return FALSE;
}

static void
test_for_each (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\nb\nc\n", 6);
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (ctn_csv_reader_for_each (reader, stop_after_two, &n, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (ctn_csv_reader_for_each (reader, stop_after_two, &n, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ctn_csv_reader_for_each (reader, fail_at_once, NULL, NULL, &error));
  g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED);
}

static void
test_files (void)
{
  static const struct {
    const char *name;
    CtnEncoding encoding;
    char delimiter;
  } files[] = {
    { "excel-german.csv", CTN_ENCODING_WINDOWS_1252, ';' },
    { "excel-unicode.txt", CTN_ENCODING_UTF16_LE, '\t' },
    { "utf8-bom.csv", CTN_ENCODING_UTF8, ';' },
    { "polish.csv", CTN_ENCODING_WINDOWS_1250, ',' },
    { "pipes.csv", CTN_ENCODING_UTF8, '|' },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "interchange", "data", files[i].name, NULL);
    g_autofree char *rows_path = g_strconcat (path, ".rows", NULL);
    g_autofree char *expected = NULL;
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpint (ctn_csv_reader_get_format (reader)->encoding, ==, files[i].encoding);
    g_assert_cmpint (ctn_csv_reader_get_format (reader)->delimiter, ==, files[i].delimiter);
    g_assert_cmpint (ctn_csv_reader_get_format (reader)->header, ==, CTN_CSV_HEADER_YES);
    g_autofree char *rows = csv_support_dump (reader, &error);
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (rows_path, &expected, NULL, NULL));
    g_assert_cmpstr (rows, ==, expected);
  }
}

/* The first letter above ASCII comes late: the whole file is looked at for its encoding. */
static void
test_late_letter (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "ctn-late-XXXXXX", NULL);
  int handle = g_mkstemp (path);
  g_autofree char *text = repeat ("Name;Ort\n", "Example;Place\n", 200000, "M\xfcller;K\xf6ln\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (handle, >=, 0);
  g_close (handle, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, NULL, NULL, &error);
  g_autofree char *rows = csv_support_dump (reader, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ctn_csv_reader_get_format (reader)->encoding, ==, CTN_ENCODING_WINDOWS_1252);
  g_assert_true (g_str_has_suffix (rows, "200002:Müller¦Köln¦\n"));
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_missing (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/x.csv");
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_csv_reader_new (file, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ctn_csv_reader_new (folder, NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/grammar", test_grammar);
  g_test_add_func ("/csv-reader/pieces", test_pieces);
  g_test_add_func ("/csv-reader/format", test_format);
  g_test_add_func ("/csv-reader/utf16", test_utf16);
  g_test_add_func ("/csv-reader/broken-bytes", test_broken_bytes);
  g_test_add_func ("/csv-reader/open-quote", test_open_quote);
  g_test_add_func ("/csv-reader/limits", test_limits);
  g_test_add_func ("/csv-reader/large", test_large);
  g_test_add_func ("/csv-reader/for-each", test_for_each);
  g_test_add_func ("/csv-reader/files", test_files);
  g_test_add_func ("/csv-reader/late-letter", test_late_letter);
  g_test_add_func ("/csv-reader/missing", test_missing);
  return g_test_run ();
}
