/* All cells of a spreadsheet, one a line: sheet, row, column (from 1) and text, divided by tabs, with
 * \ before what is special. For comparing with other programs: tests/interchange/compare-sheets.py */
#include <ctn-sheet-book.h>

static void
dump_sheet (CtnSheetBook *book, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnTable) table = ctn_sheet_book_read (book, index, NULL, &error);
  g_autofree char *name = g_strescape (ctn_sheet_book_get_name (book, index), NULL);

  if (table == NULL) {
    g_printerr ("%s: %s\n", name, error->message);
    return;
  }
  g_print ("%s\t0\t%d\t\n", name, ctn_sheet_book_is_hidden (book, index));
  for (guint row = 0; row < ctn_table_get_n_rows (table); row++)
    for (guint column = 0; column < ctn_table_get_row_width (table, row); column++) {
      g_autofree char *text = g_strescape (ctn_table_get_cell (table, row, column), NULL);

      if (*text != '\0')
        g_print ("%s\t%u\t%u\t%s\n", name, ctn_table_get_line (table, row), column + 1, text);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (CtnSheetBook) book = NULL;

  if (argc != 2)
    return 2;
  file = g_file_new_for_commandline_arg (argv[1]);
  book = ctn_sheet_book_open (file, NULL, &error);
  if (book == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (book); i++)
    dump_sheet (book, i);
  return 0;
}
