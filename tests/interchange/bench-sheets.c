/* Reading 100,000 organisations from XLSX: the target of the design is 1 s and 150 MB. Usage: bench-sheets,
 * or bench-sheets FILE for another one. */
#include <ctn-sheet-book.h>
#include <ctn-xlsx-writer.h>
#include <sys/resource.h>

#define N_ROWS 100000
#define N_COLUMNS 12

static void
write_list (GFile *file)
{
  static const CtnXlsxColumn columns[N_COLUMNS] = {
    { "Name", CTN_XLSX_TEXT, 40 },      { "Country", CTN_XLSX_TEXT, 8 },
    { "City", CTN_XLSX_TEXT, 20 },      { "Postcode", CTN_XLSX_TEXT, 10 },
    { "Web", CTN_XLSX_TEXT, 20 },       { "Founded", CTN_XLSX_DATE, 10 },
    { "Staff", CTN_XLSX_NUMBER, 10 },   { "Turnover", CTN_XLSX_NUMBER, 10 },
    { "Latitude", CTN_XLSX_NUMBER, 8 }, { "Longitude", CTN_XLSX_NUMBER, 8 },
    { "NACE", CTN_XLSX_TEXT, 8 },       { "Notes", CTN_XLSX_TEXT, 40 },
  };
  g_autoptr (CtnXlsxWriter) writer = ctn_xlsx_writer_new ("List", columns, N_COLUMNS, NULL);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);

  for (guint i = 0; i < N_ROWS; i++) {
    char name[64], postcode[16], web[64], staff[16], turnover[24], latitude[16], longitude[16];
    const char *const cells[N_COLUMNS] = { name,
                                           i % 3 ? "DE" : "FI",
                                           "Neustadt an der Donau",
                                           postcode,
                                           web,
                                           "2001-02-03",
                                           staff,
                                           turnover,
                                           latitude,
                                           longitude,
                                           "26.51",
                                           "Wafer & Zellen, \"Sensorik\"" };

    g_snprintf (name, sizeof name, "Müller & Söhne %u GmbH", i);
    g_snprintf (postcode, sizeof postcode, "%05u", i * 7919 % 100000);
    g_snprintf (web, sizeof web, "https://www.firm%u.example", i);
    g_snprintf (staff, sizeof staff, "%u", i % 5000);
    g_snprintf (turnover, sizeof turnover, "%u.%02u", i * 37, i % 100);
    g_snprintf (latitude, sizeof latitude, "48.%05u", i);
    g_snprintf (longitude, sizeof longitude, "11.%05u", i);
    g_assert_true (ctn_xlsx_writer_write_row (writer, cells, NULL));
  }
  g_assert_true (ctn_xlsx_writer_finish (writer, G_OUTPUT_STREAM (stream), NULL, NULL));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL));
}

static void
read_list (GFile *file)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, NULL, &error);
  g_autoptr (CtnTable) table = book != NULL ? ctn_sheet_book_read (book, 0, NULL, &error) : NULL;
  struct rusage usage;

  g_assert_no_error (error);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%u rows of %u columns: %.2f s, %ld MB at most\n", ctn_table_get_n_rows (table),
           ctn_table_get_n_columns (table), (double) (g_get_monotonic_time () - start) / 1e6,
           usage.ru_maxrss / 1024);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-sheets.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (argc > 1 ? argv[1] : path);
  const char *const again[] = { argv[0], path, NULL };

  if (argc > 1) {
    read_list (file);
    return 0;
  }
  /* In a process of its own, so that memory for writing does not count. */
  write_list (file);
  g_assert_true (g_spawn_sync (NULL, (char **) again, NULL, G_SPAWN_CHILD_INHERITS_STDOUT, NULL,
                               NULL, NULL, NULL, NULL, NULL));
  g_file_delete (file, NULL, NULL);
  return 0;
}
