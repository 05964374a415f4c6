/* Spreadsheets in. Expected values: what Excel and LibreOffice show, by ECMA-376 part 1 (18.3.1.4 cells,
 * 18.8.30 formats, 18.17.4 dates) and OpenDocument 1.3 part 3; serial dates checked by hand: 1 January 2000
 * is 36526 in the 1900 system and 35064 in that of 1904. */
#include "ctn-sheet-number.h"
#include "sheet-support.h"

#include <string.h>

#define STYLES                                                                                     \
  "<numFmts><numFmt numFmtId='164' formatCode='dd\\/mm\\/yyyy;@'/>"                                \
  "<numFmt numFmtId='165' formatCode='00000'/></numFmts>"                                          \
  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                               \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/><xf numFmtId='164'/>"           \
  "<xf numFmtId='165'/><xf numFmtId='22'/></cellXfs>"

static void
check_xlsx (const char *rows, const char *strings, const char *expected)
{
  g_autoptr (GBytes) bytes = sheet_support_xlsx (rows, strings, STYLES);

  sheet_support_assert (bytes, expected);
}

static void
test_types (void)
{
  check_xlsx ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
              "<row r='3'><c r='A3'><v>12</v></c><c r='C3' t='b'><v>1</v></c>"
              "<c r='D3' t='e'><v>#N/A</v></c><c r='E3' t='str'><f>A1</f><v>so</v></c></row>"
              "<row r='4'><c r='A4' t='inlineStr'><is><t>in &amp; line</t></is></c>"
              "<c r='B4' t='d'><v>2024-05-31T00:00:00Z</v></c><c r='C4' t='s'><v>99</v></c>"
              "<c t='s'><v>99999999999999999999999</v></c></row>",
              "<si><t>0013</t></si>"
              "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>aloud</t></rPh></si>",
              "1: 0013|rich text\n3: 12||TRUE|#N/A|so\n4: in & line|2024-05-31\n");
}

static void
test_numbers (void)
{
  check_xlsx (
      "<row><c><v>1.1000000000000001</v></c><c><v>1.5E-5</v></c><c><v>123456789012345</v></c>"
      "<c><v>1.23456789012345E+17</v></c><c><v>-3</v></c><c><v>4915112345678</v></c></row>"
      "<row><c s='2'><v>0.125</v></c><c s='4'><v>1067</v></c><c s='4'><v>123456</v></c>"
      "<c s='99'><v>7</v></c><c><v>1e999</v></c></row>",
      NULL,
      "1: 1.1|0.000015|123456789012345|123456789012345000|-3|4915112345678\n"
      "2: 12.5%|01067|123456|7|1e999\n");
}

static void
test_dates (void)
{
  char buffer[CTN_SHEET_NUMBER_SIZE];
  const CtnSheetFormat date = ctn_sheet_format_builtin (14);

  check_xlsx (
      "<row><c s='1'><v>36526</v></c><c s='3'><v>36526.75</v></c><c s='5'><v>1</v></c>"
      "<c s='1'><v>59</v></c><c s='1'><v>61</v></c><c s='1'><v>-1</v></c>"
      "<c s='1'><v>99999999</v></c></row>",
      NULL,
      "1: 2000-01-01|2000-01-01 18:00:00|1900-01-01|1900-02-28|1900-03-01|1899-12-29|99999999\n");
  g_assert_cmpstr (ctn_sheet_number_format (35064, date, TRUE, buffer), ==, "2000-01-01");
}

static void
test_formats (void)
{
  static const struct {
    const char *code;
    int kind;
  } cases[] = {
    { "General", CTN_SHEET_FORMAT_NUMBER },
    { "[Red]#,##0.00", CTN_SHEET_FORMAT_NUMBER },
    { "0.0 \"days\"", CTN_SHEET_FORMAT_NUMBER },
    { "#,##0\\ \\d", CTN_SHEET_FORMAT_NUMBER },
    { "_-* #,##0.00_-;d", CTN_SHEET_FORMAT_NUMBER },
    { "[$-407]d. mmmm yyyy", CTN_SHEET_FORMAT_DATE },
    { "mmm yy", CTN_SHEET_FORMAT_DATE },
    { "yyyy", CTN_SHEET_FORMAT_YEAR },
    { "h:mm AM/PM", CTN_SHEET_FORMAT_TIME },
    { "[h]:mm:ss", CTN_SHEET_FORMAT_DURATION },
    { "0.00%", CTN_SHEET_FORMAT_PERCENT },
    { "000", CTN_SHEET_FORMAT_CODE },
    { "\"open", CTN_SHEET_FORMAT_NUMBER },
    { "[h", CTN_SHEET_FORMAT_NUMBER },
    { "\\", CTN_SHEET_FORMAT_NUMBER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].code);
    g_assert_cmpint (ctn_sheet_format_parse (cases[i].code).kind, ==, cases[i].kind);
  }
}

/* Without places, out of order, twice, with prefixes and foreign elements. */
static void
test_order (void)
{
  check_xlsx ("<row r='2'><c r='C2'><v>3</v></c><c r='A2'><v>1</v></c><c r='A2'><v>4</v></c></row>"
              "<row r='1'><c><v>9</v></c></row><row/><row><c/><c><v>8</v></c></row>",
              NULL, "1: 9\n2: 4||3\n3: |8\n");
  check_xlsx ("<row><x:c xmlns:x='urn:x'><x:v>1</x:v></x:c><c><v>2</v></c></row>", NULL, "1: 2\n");
}

static void
test_escapes (void)
{
  check_xlsx ("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>",
              "<si><t>a_x000D_&#10;b</t></si><si><t>_x005F_x0041_</t></si>"
              "<si><t>_xD83D__xDE00_ _x0000_ _xD83D_</t></si>",
              "1: a\nb|_x0041_|😀 _x0000_ \357\277\275\n");
}

static void
test_limits (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *far_row = g_strdup ("<row r='1048577'><c><v>1</v></c></row>");

  check_xlsx (far_row, NULL, "error: The sheet has a row 1048577; a table may have 1048576.");
  check_xlsx ("<row><c r='XFE1'><v>1</v></c></row>", NULL,
              "error: Cell XFE1: the sheet has too many columns.");
  for (guint i = 1; i <= 3000; i++)
    g_string_append_printf (many, "<row r='%u'><c r='XFD%u'><v>1</v></c></row>", i, i);
  check_xlsx (many->str, NULL, "error: Cell XFD1832: the sheet has too many cells; divide it.");
}

static void
test_refused (void)
{
  g_autoptr (GBytes) no_zip = g_bytes_new_static ("PK\3\4nonsense", 12);
  g_autoptr (GBytes) empty = sheet_support_zip ("a.txt", "", NULL);
  g_autoptr (GBytes) entities = sheet_support_zip (
      "content.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>", NULL);
  g_autoptr (GBytes) broken = sheet_support_zip ("content.xml", "<x>\n<y></x>", NULL);
  g_autoptr (GBytes) enciphered =
      sheet_support_zip ("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>",
                         "content.xml", "??", NULL);

  sheet_support_assert (enciphered,
                        "error: The file is protected by a password. Save it without one first.");
  sheet_support_assert (no_zip,
                        "error: The file is damaged or not a spreadsheet. Open it in the program "
                        "that wrote it and save it again.");
  sheet_support_assert (empty,
                        "error: The file is not a whole spreadsheet: it has no workbook. Open it "
                        "in the program that wrote it and save it again.");
  sheet_support_assert (entities,
                        "error: The file has a document type of its own, which spreadsheets "
                        "never do; it is not read.");
  sheet_support_assert (broken,
                        "error: The file is damaged: line 2 of its part “content.xml” cannot be "
                        "read. Open it in the program that wrote it and save it again.");
}

/* 300 MiB of nothing in 300 KiB. */
static void
test_bomb (void)
{
  g_autofree char *spaces = g_strnfill (300 * 1024 * 1024, ' ');
  g_autoptr (GBytes) bytes = NULL;

  memcpy (spaces, "<x>", 3);
  bytes = sheet_support_zip ("../../content.xml", spaces, "content.xml", spaces, NULL);
  sheet_support_assert (bytes,
                        "error: The part “content.xml” of the file expands to more than can be a "
                        "table; it is not read.");
}

static void
test_ods (void)
{
  g_autoptr (GBytes) bytes = sheet_support_ods (
      "<office:body><office:spreadsheet><table:table table:name='One'>"
      "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>"
      "<table:table-row table:number-rows-repeated='2'>"
      "<table:table-cell office:value-type='string' table:number-columns-repeated='2'>"
      "<office:annotation><text:p>note</text:p></office:annotation>"
      "<text:p>a<text:s text:c='2'/>b <text:span>c</text:span></text:p><text:p>d</text:p>"
      "</table:table-cell><table:covered-table-cell/>"
      "<table:table-cell office:value-type='percentage' office:value='0.12'><text:p>12%</text:p>"
      "</table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type='float' office:value='1067'>"
      "<text:p>01067</text:p></table:table-cell>"
      "<table:table-cell office:value-type='float' office:value='1.5'><text:p>2</text:p>"
      "</table:table-cell>"
      "<table:table-cell office:value-type='date' office:date-value='2024-05-31T00:00:00'/>"
      "<table:table-cell office:value-type='time' office:time-value='PT26H30M05S'/>"
      "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
      "</table:table-row>"
      "<table:table-row table:number-rows-repeated='1048000'>"
      "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
      "</table:table></office:spreadsheet></office:body>");

  sheet_support_assert (bytes, "3: a  b c\nd|a  b c\nd||12%\n4: a  b c\nd|a  b c\nd||12%\n"
                               "5: 01067|1.5|2024-05-31|26:30:05|TRUE\n");
}

static void
test_ods_repeated (void)
{
  g_autoptr (GBytes) bytes =
      sheet_support_ods ("<table:table><table:table-row table:number-rows-repeated='4000000000'>"
                         "<table:table-cell office:value-type='float' "
                         "office:value='1'/></table:table-row></table:table>");
  g_autofree char *found = sheet_support_dump (bytes, 0);

  g_assert_cmpstr (found, ==, "error: Cell A1048577: the sheet has too many rows.");
}

static void
test_header (void)
{
  g_autoptr (GBytes) bytes = sheet_support_xlsx (
      "<row><c t='str'><v>Partners, as of May</v></c></row>"
      "<row r='3'><c r='B3' t='str'><v>Name</v></c><c t='str'><v>Country</v></c>"
      "<c t='str'><v>Web</v></c></row>"
      "<row><c r='B4' t='str'><v>Aalto</v></c><c t='str'><v>FI</v></c></row>",
      NULL, NULL);
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open_bytes (bytes, NULL, NULL);
  g_autoptr (CtnTable) table = ctn_sheet_book_read (book, 0, NULL, NULL);
  gboolean is_header = FALSE;

  g_assert_cmpuint (ctn_sheet_find_header (table, &is_header), ==, 1);
  g_assert_true (is_header);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/types", test_types);
  g_test_add_func ("/sheets/numbers", test_numbers);
  g_test_add_func ("/sheets/dates", test_dates);
  g_test_add_func ("/sheets/formats", test_formats);
  g_test_add_func ("/sheets/order", test_order);
  g_test_add_func ("/sheets/escapes", test_escapes);
  g_test_add_func ("/sheets/limits", test_limits);
  g_test_add_func ("/sheets/refused", test_refused);
  g_test_add_func ("/sheets/bomb", test_bomb);
  g_test_add_func ("/sheets/ods", test_ods);
  g_test_add_func ("/sheets/ods-repeated", test_ods_repeated);
  g_test_add_func ("/sheets/header", test_header);
  return g_test_run ();
}
