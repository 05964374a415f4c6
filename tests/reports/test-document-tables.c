/* What makes tables and figures readable on paper and in spreadsheets: no day and no code is parted, no column is
 * empty, nothing stands alone, and numbers are numbers that look as they do in the report. */
#include <archive.h>
#include <archive_entry.h>
#include <ctn-document-columns.h>
#include <ctn-document-flow.h>
#include <ctn-document-write.h>
#include <ctn-xlsx-writer.h>
#include <string.h>

static CtnScene *
layout_box (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  return ctn_scene_builder_end (ctn_scene_builder_new (width, height));
}

static void
add_figure (CtnDocument *document, double ratio)
{
  CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);

  figure->caption = g_strdup ("A box");
  figure->ratio = ratio;
  figure->layout = layout_box;
  ctn_document_add_figure (document, figure);
}

/* A part of an office file. (transfer full) */
static char *
read_part (CtnDocument *document,
           gboolean (*write) (CtnDocument *, GOutputStream *, GCancellable *, GError **),
           const char *name)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  write (document, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  archive_read_support_format_zip (zip);
  g_assert_cmpint (
      archive_read_open_memory (zip, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)), ==,
      ARCHIVE_OK);
  while (text->len == 0 && archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    if (g_str_equal (archive_entry_pathname (entry), name))
      for (la_ssize_t n; (n = archive_read_data (zip, buffer, sizeof buffer)) > 0;)
        g_string_append_len (text, buffer, n);
  archive_read_free (zip);
  if (text->len == 0)
    g_error ("%s is not in the file", name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* With the metrics for tests, every letter is half as wide as it is high: at 10 points, a day of ten letters takes
 * 50 points, and so does its column at least. A long compound may be parted at its hyphen. */
static void
test_whole_words (void)
{
  static const struct {
    const char *text;
    guint letters; /* of the longest part that stays whole */
  } cases[] = { { "2026-02-24", 10 },
                { "CXC-SME", 7 },
                { "03/2026", 7 },
                { "Batterie-Forschungszentrum", 17 },
                { "Wissenschaft/Bildung", 13 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Words", "en");
    g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
    CtnDocumentTable *table = ctn_document_table_new (NULL);
    g_autoptr (GPtrArray) widths = NULL;

    ctn_document_table_add_column (table, i == 0 ? "Blau-Index" : "A", CTN_COLUMN_TEXT, 0.01);
    ctn_document_table_add_column (table, "B", CTN_COLUMN_TEXT, 10);
    ctn_document_table_add_row (
        table,
        (const char *[]) { cases[i].text, "a text that is much longer than there is room for "
                                          "in this table, and so it is broken anyway" });
    ctn_document_add_table (document, table);
    widths = ctn_document_measure_columns (document, metrics, 400, 10);
    g_assert_cmpfloat_with_epsilon (((double *) widths->pdata[0])[0],
                                    cases[i].letters * 5 + 2 * CTN_CELL_PADDING + 0.5, 0.01);
  }
}

/* Three columns of 100 points each by what they ask for, 300 in all; the first needs 40 of them. Of the 60 left, the
 * second takes the 20 that its one line lacks, and the third, which breaks anyway, the rest. */
static void
test_short_columns_first (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Widths", "en");
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  CtnDocumentTable *table = ctn_document_table_new (NULL);
  g_autoptr (GPtrArray) widths = NULL;
  const double *found;
  g_autofree char *one = g_strnfill (6, 'a');
  const double around = 2 * CTN_CELL_PADDING + 0.5;

  for (guint i = 0; i < 3; i++)
    ctn_document_table_add_column (table, "A", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_row (table,
                              (const char *[]) { one, "twelve words twelve12",
                                                 "this text is longer than all that there is "
                                                 "in a line of three hundred points" });
  ctn_document_add_table (document, table);
  widths = ctn_document_measure_columns (document, metrics, 300, 10);
  found = widths->pdata[0];
  g_assert_cmpfloat_with_epsilon (found[0], 6 * 5 + around, 0.01);
  g_assert_cmpfloat_with_epsilon (found[1], 21 * 5 + around, 0.01);
  g_assert_cmpfloat_with_epsilon (found[0] + found[1] + found[2], 300, 0.01);
}

static void
add_triple (CtnDocument *document, const char *second, const char *third, const char *fourth)
{
  CtnDocumentTable *table = ctn_document_table_new (NULL);

  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "Plan", CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_column (table, "Value", CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_column (table, "Remark", CTN_COLUMN_TEXT, 1);
  table->chart = CTN_TABLE_CHART_BARS;
  table->chart_series = 2;
  ctn_document_table_add_row (table, (const char *[]) { "", second, third, fourth });
  ctn_document_add_table (document, table);
}

/* A column goes when nothing is in it in any of the tables with the same heads, and its series with it. */
static void
test_empty_columns (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Empty", "en");
  const CtnDocumentTable *first;
  const CtnDocumentTable *second;

  add_triple (document, "–", "7", "");
  add_triple (document, "", "–", "late");
  ctn_document_drop_empty_columns (document);
  first = ctn_document_get_block (document, 0)->table;
  second = ctn_document_get_block (document, 1)->table;
  g_assert_cmpuint (first->columns->len, ==, 3);
  g_assert_cmpuint (second->columns->len, ==, 3);
  g_assert_cmpstr (g_array_index (first->columns, CtnDocumentColumn, 0).title, ==, "Name");
  g_assert_cmpstr (g_array_index (first->columns, CtnDocumentColumn, 1).title, ==, "Value");
  g_assert_cmpstr (ctn_document_table_get_cell (first, 0, 1), ==, "7");
  g_assert_cmpstr (ctn_document_table_get_cell (second, 0, 2), ==, "late");
  g_assert_cmpuint (first->chart_series, ==, 1);
  g_assert_cmpint (first->chart, ==, CTN_TABLE_CHART_BARS);
}

/* Where the scene of the block is. */
static const CtnItem *
find_scene (CtnPages *pages, guint block, guint *page)
{
  for (*page = 0; *page < pages->pages->len; (*page)++) {
    const GArray *items = pages->pages->pdata[*page];

    for (guint i = 0; i < items->len; i++) {
      const CtnItem *item = &g_array_index (items, CtnItem, i);

      if (item->kind == CTN_ITEM_SCENE && item->block == block)
        return item;
    }
  }
  g_assert_not_reached ();
}

/* A figure that misses the foot of the page by little is drawn smaller, to four fifths; then it goes to the next one
 * and is whole there. What is said behind it stays with it. */
static void
test_figure_fits (void)
{
  gboolean shrunk = FALSE;
  gboolean moved = FALSE;

  for (guint n = 0; n < 40; n++) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Figures", "en");
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnPages) pages = NULL;
    const CtnItem *item;
    double full;
    guint page;
    const GArray *items;
    gboolean said = FALSE;

    for (guint i = 0; i < n; i++)
      ctn_document_add_paragraph (document, "A line");
    add_figure (document, 0.6);
    ctn_document_add_paragraph (document, "What it says");
    pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
    g_assert_no_error (error);
    full = 0.6 * (pages->paper.width - 2 * pages->paper.margin_x);
    item = find_scene (pages, n, &page);
    g_assert_cmpfloat (item->height, <=, full + 0.01);
    g_assert_cmpfloat (item->height, >=, 0.8 * full - 0.01);
    shrunk |= item->height < full - 1;
    moved |= page == 1 && n < 36;
    if (page == 1 && n < 36)
      g_assert_cmpfloat_with_epsilon (item->height, full, 0.01);
    items = pages->pages->pdata[page];
    for (guint i = 0; i < items->len; i++)
      said |= g_array_index (items, CtnItem, i).block == n + 1;
    g_assert_true (said);
  }
  g_assert_true (shrunk);
  g_assert_true (moved);
}

/* What is copied from a PDF, and looked for in it, has the letters that were written: a sign for each. */
static void
test_letters (void)
{
  static const char text[] = "first field, official";
  g_autoptr (CtnDocument) document = ctn_document_new ("Letters", "en");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPages) pages = NULL;
  guint n = 0;

  ctn_document_add_paragraph (document, text);
  pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < pages->layouts->len; i++) {
    PangoLayout *layout = pages->layouts->pdata[i];
    PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);

    if (!g_str_equal (pango_layout_get_text (layout), text))
      continue;
    for (const GSList *run = line->runs; run != NULL; run = run->next)
      n += (guint) ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;
  }
  g_assert_cmpuint (n, ==, strlen (text));
}

static CtnDocumentTable *
make_table (guint n_rows)
{
  CtnDocumentTable *table = ctn_document_table_new ("Rows");

  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 3);
  for (guint i = 0; i < n_rows; i++)
    ctn_document_table_add_row (table, (const char *[]) { "Row" });
  return table;
}

static guint
count_texts (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;
  return n;
}

/* In Word, a row stays with the next one when its paragraphs do: of thirty rows the first and the last but one, and
 * the last where something is said about the table. */
static void
test_docx_rows (void)
{
  static const char kept[] = "<w:pStyle w:val=\"TableText\"/><w:keepNext/>";

  for (guint said = 0; said < 2; said++) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Rows", "en");
    g_autofree char *body = NULL;

    ctn_document_add_paragraph (document, "Before");
    ctn_document_add_page_break (document);
    ctn_document_add_heading (document, 1, "Table");
    ctn_document_add_table (document, make_table (30));
    if (said > 0)
      ctn_document_add_note (document, "What it says");
    body = read_part (document, ctn_document_write_docx, "word/document.xml");
    g_assert_cmpuint (count_texts (body, kept), ==, 2 + said);
    g_assert_nonnull (strstr (body, "<w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/>"));
    g_assert_null (strstr (body, "<w:br w:type=\"page\"/>"));
  }
}

/* What is said about a table stays with the table, not with the figure behind it: both would leave the page before empty
 * together. */
static void
test_docx_note (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Notes", "en");
  g_autofree char *body = NULL;

  ctn_document_add_paragraph (document, "Leads to the table");
  ctn_document_add_table (document, make_table (3));
  ctn_document_add_note (document, "Said about the table");
  add_figure (document, 0.6);
  ctn_document_add_heading (document, 1, "Next");
  ctn_document_add_note (document, "Leads to the figure");
  add_figure (document, 0.6);
  body = read_part (document, ctn_document_write_docx, "word/document.xml");
  g_assert_cmpuint (count_texts (body, "<w:pStyle w:val=\"BodyText\"/><w:keepNext/>"), ==, 1);
  g_assert_cmpuint (count_texts (body, "<w:pStyle w:val=\"Note\"/><w:keepNext/>"), ==, 1);
  g_assert_nonnull (strstr (body, "<w:pStyle w:val=\"Note\"/></w:pPr><w:r><w:t "
                                  "xml:space=\"preserve\">Said about the table"));
}

/* A spreadsheet of a German report: numbers with their decimals, days as days even where one is a month only, years
 * as numbers, "–" as no cell, and the bars of the chart from above like the rows. */
static void
test_xlsx (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Anhang", "de");
  CtnDocumentTable *table = ctn_document_table_new ("Werte: nach Jahren");
  g_autofree char *styles = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *chart = NULL;
  g_autofree char *book = NULL;
  g_autofree char *core = NULL;
  g_autofree char *contents = NULL;

  ctn_document_set_author (document, "Beispiel GmbH");
  ctn_document_set_subtitle (document, "Stand: 29.11.2026");
  table->chart_max = 2000;
  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "Wert", CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_column (table, "Jahr", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "Tag", CTN_COLUMN_TEXT, 1);
  table->chart = CTN_TABLE_CHART_BARS;
  ctn_document_table_add_row (table, (const char *[]) { "a\nb",
                                                        "1\u202f"
                                                        "234,50",
                                                        "2023", "15.09.2026" });
  ctn_document_table_add_row (table, (const char *[]) { "c", "–", "2024", "09/2026" });
  ctn_document_add_table (document, table);
  styles = read_part (document, ctn_document_write_xlsx, "xl/styles.xml");
  sheet = read_part (document, ctn_document_write_xlsx, "xl/worksheets/sheet2.xml");
  chart = read_part (document, ctn_document_write_xlsx, "xl/charts/chart1.xml");
  book = read_part (document, ctn_document_write_xlsx, "xl/workbook.xml");
  core = read_part (document, ctn_document_write_xlsx, "docProps/core.xml");
  g_assert_nonnull (strstr (styles, "formatCode=\"#,##0.00\"") != NULL
                        ? styles
                        : strstr (styles, "numFmtId=\"4\"")); /* built in: the same */
  g_assert_nonnull (strstr (styles, "dd\\.mm\\.yyyy"));
  g_assert_nonnull (strstr (styles, "wrapText=\"1\""));
  g_assert_nonnull (strstr (sheet, "<v>1234.5</v>"));
  g_assert_nonnull (strstr (sheet, "<v>2023</v>"));
  g_assert_nonnull (strstr (sheet, "<v>46280</v>")); /* days since 30 December 1899 */
  g_assert_nonnull (strstr (sheet, "09/2026"));
  g_assert_null (strstr (sheet, "–"));
  g_assert_nonnull (strstr (sheet, "ht=\"30\""));
  g_assert_cmpuint (count_texts (chart, "<c:ser>"), ==, 1);
  g_assert_cmpint (strstr (chart, "<c:orientation val=\"maxMin\"/>") - chart, >,
                   strstr (chart, "<c:catAx>") - chart);
  g_assert_cmpint (strstr (chart, "<c:orientation val=\"maxMin\"/>") - chart, <,
                   strstr (chart, "</c:catAx>") - chart);
  g_assert_nonnull (strstr (chart, "<c:max val=\"2000\"/><c:min val=\"0\"/>"));
  /* The first sheet says in two lines what the annex is of. */
  contents = read_part (document, ctn_document_write_xlsx, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (contents, "Anhang\nStand: 29.11.2026"));
  g_assert_nonnull (strstr (contents, "<row r=\"1\" ht=\"30\""));
  g_assert_nonnull (strstr (book, "name=\"1 Werte nach Jahren\""));
  g_assert_nonnull (
      strstr (core, "<dc:title>Anhang</dc:title><dc:creator>Beispiel GmbH</dc:creator>"));
}

/* A browser breaks neither a day nor a state of two words, and long texts as it likes. */
static void
test_html_cells (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Cells", "en");
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *html = NULL;
  CtnDocumentTable *table = ctn_document_table_new (NULL);

  for (guint i = 0; i < 3; i++)
    ctn_document_table_add_column (table, "A", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_row (
      table, (const char *[]) { "2026-02-24", "Behind plan", "A text of several words" });
  ctn_document_add_table (document, table);
  g_assert_true (ctn_document_write_html (document, stream, NULL, NULL));
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* So wide in all tables with these heads. */
  g_assert_nonnull (strstr (html, "<colgroup><col style=\"width:"));
  g_assert_nonnull (strstr (html, "<td class=\"whole\">2026-02-24</td>"
                                  "<td class=\"whole\">Behind plan</td>"
                                  "<td>A text of several words</td>"));
}

static void
test_sheet_names (void)
{
  static const struct {
    const char *name;
    guint max;
    const char *expected;
  } cases[] = { { "1 Members", 31, "1 Members" },
                { "Pilot: cargo  bikes", 31, "Pilot cargo bikes" },
                { "a/b\\c?d*e[f]'g", 31, "a b c d e f g" },
                { "one two three", 9, "one two" },
                { "one two three", 7, "one two" },
                { "Donaudampfschiff fahrt", 10, "Donaudampf" },
                { "123456789012345678901234567890123456", 99, "1234567890123456789012345678901" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = ctn_xlsx_dup_sheet_name (cases[i].name, cases[i].max);

    g_assert_cmpstr (name, ==, cases[i].expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/whole-words", test_whole_words);
  g_test_add_func ("/tables/short-columns-first", test_short_columns_first);
  g_test_add_func ("/tables/empty-columns", test_empty_columns);
  g_test_add_func ("/tables/figure-fits", test_figure_fits);
  g_test_add_func ("/tables/letters", test_letters);
  g_test_add_func ("/tables/docx-rows", test_docx_rows);
  g_test_add_func ("/tables/docx-note", test_docx_note);
  g_test_add_func ("/tables/xlsx", test_xlsx);
  g_test_add_func ("/tables/html-cells", test_html_cells);
  g_test_add_func ("/tables/sheet-names", test_sheet_names);
  return g_test_run ();
}
