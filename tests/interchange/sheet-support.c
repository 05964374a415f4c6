#include "sheet-support.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static la_ssize_t
write_cb (struct archive *archive, void *data, const void *bytes, size_t length)
{
  g_byte_array_append (data, bytes, (guint) length);
  return (la_ssize_t) length;
}

static void
add_part (struct archive *archive, const char *name, const char *text)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) strlen (text));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, strlen (text)), ==, (int) strlen (text));
  archive_entry_free (entry);
}

GBytes *
sheet_support_zip (const char *name, ...)
{
  struct archive *archive = archive_write_new ();
  GByteArray *bytes = g_byte_array_new ();
  va_list arguments;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open (archive, bytes, NULL, write_cb, NULL), ==, ARCHIVE_OK);
  va_start (arguments, name);
  for (; name != NULL; name = va_arg (arguments, const char *))
    add_part (archive, name, va_arg (arguments, const char *));
  va_end (arguments);
  g_assert_cmpint (archive_write_free (archive), ==, ARCHIVE_OK);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
sheet_support_xlsx (const char *rows, const char *strings, const char *styles)
{
  g_autofree char *sheet =
      g_strdup_printf ("<worksheet " SHEET_MAIN "><sheetData>%s</sheetData></worksheet>", rows);
  g_autofree char *sst =
      g_strdup_printf ("<sst " SHEET_MAIN ">%s</sst>", strings != NULL ? strings : "");
  g_autofree char *style =
      g_strdup_printf ("<styleSheet " SHEET_MAIN ">%s</styleSheet>", styles != NULL ? styles : "");

  return sheet_support_zip (
      "xl/workbook.xml",
      "<workbook " SHEET_MAIN
      " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
      "<sheets><sheet name='List' sheetId='1' r:id='a'/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/>"
      "</Relationships>",
      "xl/worksheets/s.xml", sheet, "xl/sharedStrings.xml", sst, "xl/styles.xml", style, NULL);
}

GBytes *
sheet_support_ods (const char *tables)
{
  g_autofree char *content =
      g_strdup_printf ("<office:document-content "
                       "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                       "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
                       "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
                       "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>%s"
                       "</office:document-content>",
                       tables);

  return sheet_support_zip ("content.xml", content, NULL);
}

char *
sheet_support_dump (GBytes *bytes, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open_bytes (bytes, NULL, &error);
  g_autoptr (CtnTable) table =
      book != NULL ? ctn_sheet_book_read (book, index, NULL, &error) : NULL;
  GString *text = g_string_new (NULL);

  if (table == NULL)
    g_string_append_printf (text, "error: %s", error->message);
  for (guint row = 0; table != NULL && row < ctn_table_get_n_rows (table); row++) {
    g_string_append_printf (text, "%u: ", ctn_table_get_line (table, row));
    for (guint column = 0; column < ctn_table_get_row_width (table, row); column++)
      g_string_append_printf (text, "%s%s", column > 0 ? "|" : "",
                              ctn_table_get_cell (table, row, column));
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

void
sheet_support_assert (GBytes *bytes, const char *expected)
{
  g_autofree char *found = sheet_support_dump (bytes, 0);

  g_assert_cmpstr (found, ==, expected);
}
