/* Any bytes as a spreadsheet. A zip or OLE file is taken as it is; else the first byte chooses which part of an
 * otherwise good file the others are, since a fuzzer does not find its way through a compressed one.
 *
 * What must hold: no crash, no hang, every cell is valid UTF-8, rows go up, limits are kept. */
#include <string.h>

#include "ctn-sheet-number.h"
#include "sheet-support.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

#define RELATIONS                                                                                  \
  "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/>"             \
  "</Relationships>"

static GBytes *
wrap (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data + 1, size - 1);
  const char *workbook = "<workbook xmlns:r='x/relationships'><sheets><sheet name='L' r:id='a'/>"
                         "</sheets></workbook>";
  const char *sheet = "<worksheet><sheetData><row><c t='s'><v>0</v></c><c s='0'><v>1.5</v></c>"
                      "</row></sheetData></worksheet>";
  const char *strings = "<sst><si><t>a</t></si></sst>", *styles = "<styleSheet/>";
  const char *relations = RELATIONS;

  switch (data[0] % 8) {
  case 0:
    return sheet_support_zip ("content.xml", text, NULL);
  case 1:
    return sheet_support_ods (text);
  case 2:
    return sheet_support_xlsx (text, "<si><t>a</t></si>", NULL);
  case 3:
    sheet = text;
    break;
  case 4:
    strings = text;
    break;
  case 5:
    styles = text;
    break;
  case 6:
    workbook = text;
    break;
  default:
    relations = text;
    break;
  }
  return sheet_support_zip ("xl/workbook.xml", workbook, "xl/_rels/workbook.xml.rels", relations,
                            "xl/worksheets/s.xml", sheet, "xl/sharedStrings.xml", strings,
                            "xl/styles.xml", styles, NULL);
}

static void
check_table (CtnTable *table)
{
  gboolean is_header;
  guint line = 0;

  for (guint row = 0; row < ctn_table_get_n_rows (table); row++) {
    g_assert_cmpuint (ctn_table_get_line (table, row), >=, line);
    line = ctn_table_get_line (table, row);
    g_assert_cmpuint (ctn_table_get_row_width (table, row), <=, 16384);
    for (guint column = 0; column < ctn_table_get_row_width (table, row); column++)
      g_assert_true (g_utf8_validate (ctn_table_get_cell (table, row, column), -1, NULL));
  }
  g_assert_cmpuint (ctn_sheet_find_header (table, &is_header), <=, ctn_table_get_n_rows (table));
}

static void
try_book (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open_bytes (bytes, NULL, &error);

  g_assert_true ((book == NULL) == (error != NULL));
  for (guint i = 0; book != NULL && i < MIN (ctn_sheet_book_get_n_sheets (book), 4); i++) {
    g_autoptr (GError) sheet_error = NULL;
    g_autoptr (CtnTable) table = ctn_sheet_book_read (book, i, NULL, &sheet_error);

    g_assert_true (g_utf8_validate (ctn_sheet_book_get_name (book, i), -1, NULL));
    g_assert_true ((table == NULL) == (sheet_error != NULL));
    if (table != NULL)
      check_table (table);
  }
}

static void
try_format (const guint8 *data, size_t size)
{
  g_autofree char *code = g_strndup ((const char *) data, size);
  CtnSheetFormat format = ctn_sheet_format_parse (code);
  char buffer[CTN_SHEET_NUMBER_SIZE];
  double value = 0;

  memcpy (&value, data, MIN (size, sizeof value));
  if (value > -1e308 && value < 1e308)
    g_assert_true (strlen (ctn_sheet_number_format (value, format, size % 2, buffer)) <
                   CTN_SHEET_NUMBER_SIZE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = NULL;

  if (size < 2)
    return 0;
  if (memcmp (data, "PK", 2) == 0 || data[0] == 0xD0)
    bytes = g_bytes_new (data, size);
  else
    bytes = wrap (data, size);
  try_book (bytes);
  try_format (data, size);
  return 0;
}
