/* Documents and their formats: where pages break, what is in the files, and that the same document always
 * gives the same bytes. */
#include <archive.h>
#include <archive_entry.h>
#include <ctn-document-flow.h>
#include <ctn-document-write.h>
#include <ctn-text-flow.h>
#include <libxml/parser.h>
#include <string.h>

static char *
repeat (const char *words, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CtnPages *
make_pages (CtnDocument *document)
{
  g_autoptr (GError) error = NULL;
  CtnPages *pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);

  g_assert_no_error (error);
  return pages;
}

/* How many lines of the block are on the page. */
static guint
count_lines (CtnPages *pages, guint page, guint block)
{
  GArray *items = g_ptr_array_index (pages->pages, page);
  guint n = 0;

  for (guint i = 0; i < items->len; i++) {
    const CtnItem *item = &g_array_index (items, CtnItem, i);

    n += item->kind == CTN_ITEM_LINE && item->block == block;
  }
  return n;
}

static void
assert_within_margins (CtnPages *pages)
{
  for (guint page = 0; page < pages->pages->len; page++) {
    GArray *items = g_ptr_array_index (pages->pages, page);

    for (guint i = 0; i < items->len; i++) {
      const CtnItem *item = &g_array_index (items, CtnItem, i);

      g_assert_cmpfloat (item->y, >=, pages->paper.margin_top - 0.1);
      g_assert_cmpfloat (item->y, <=, pages->paper.height - pages->paper.margin_bottom + 0.6);
      g_assert_cmpfloat (item->x, >=, pages->paper.margin_x - 0.1);
    }
  }
}

static CtnScene *
layout_box (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (width, height);

  return ctn_scene_builder_end (builder);
}

static void
add_figure (CtnDocument *document, double ratio)
{
  CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);

  figure->caption = g_strdup ("A box");
  figure->description = g_strdup ("Nothing & more");
  figure->ratio = ratio;
  figure->layout = layout_box;
  ctn_document_add_figure (document, figure);
}

static CtnDocumentTable *
make_table (guint n_rows)
{
  CtnDocumentTable *table = ctn_document_table_new ("Rows");

  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, "Number", CTN_COLUMN_NUMBER, 1);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);

    ctn_document_table_add_row (table, (const char *[]) { "<Müller & Söhne>", number });
  }
  return table;
}

/* Paragraphs of all lengths: no page begins or ends with one line of a paragraph of several. */
static void
test_widows (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Widows", "en");
  g_autoptr (CtnPages) pages = NULL;

  for (guint i = 0; i < 60; i++) {
    g_autofree char *text =
        repeat ("Where a paragraph breaks, two lines stay together.", i % 23 + 1);

    ctn_document_add_paragraph (document, text);
  }
  pages = make_pages (document);
  g_assert_cmpuint (ctn_pages_get_n_pages (pages), >, 5);
  assert_within_margins (pages);
  for (guint block = 0; block < ctn_document_get_n_blocks (document); block++) {
    guint total = 0;

    for (guint page = 0; page < ctn_pages_get_n_pages (pages); page++)
      total += count_lines (pages, page, block);
    for (guint page = 0; total > 1 && page < ctn_pages_get_n_pages (pages); page++)
      g_assert_cmpuint (count_lines (pages, page, block), !=, 1);
  }
}

/* A heading is on the page on which what follows it begins, wherever on the page it comes. */
static void
test_headings (void)
{
  for (guint n = 1; n < 60; n++) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Headings", "en");
    g_autoptr (CtnPages) pages = NULL;
    guint heading;

    for (guint i = 0; i < n; i++)
      ctn_document_add_note (document, "One line");
    heading = ctn_document_get_n_blocks (document);
    ctn_document_add_heading (document, 1, "Heading");
    ctn_document_add_heading (document, 2, "Part");
    if (n % 3 == 0)
      add_figure (document, 0.4);
    else if (n % 3 == 1)
      ctn_document_add_table (document, make_table (5));
    else
      ctn_document_add_paragraph (document, "First line of what follows");
    pages = make_pages (document);
    assert_within_margins (pages);
    g_assert_cmpint (ctn_pages_get_heading_page (pages, heading), ==,
                     ctn_pages_get_heading_page (pages, heading + 1));
    g_assert_cmpuint (((GArray *) g_ptr_array_index (
                           pages->pages, (guint) ctn_pages_get_heading_page (pages, heading)))
                          ->len,
                      >, 2);
    if (n % 3 == 2)
      g_assert_cmpuint (
          count_lines (pages, (guint) ctn_pages_get_heading_page (pages, heading), heading + 2), ==,
          1);
  }
}

/* All rows come out, the head on every page, and no row alone on the last. */
static void
test_table (void)
{
  for (guint n = 40; n < 100; n += 7) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Table", "en");
    g_autoptr (CtnPages) pages = NULL;
    guint lines = 0;
    guint n_pages;

    ctn_document_add_table (document, make_table (n));
    pages = make_pages (document);
    n_pages = ctn_pages_get_n_pages (pages);
    assert_within_margins (pages);
    for (guint page = 0; page < n_pages; page++)
      lines += count_lines (pages, page, 0);
    /* Two cells a row, two in each head, and the caption. */
    g_assert_cmpuint (lines, ==, 2 * n + 2 * n_pages + 1);
    g_assert_cmpuint (count_lines (pages, n_pages - 1, 0), >=, 6);
  }
}

/* A cell that no page can hold goes on the next one; nothing is lost. */
static void
test_long_cell (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Long", "en");
  CtnDocumentTable *table = ctn_document_table_new (NULL);
  g_autofree char *text = repeat ("word", 6000);
  g_autoptr (CtnPages) pages = NULL;
  PangoLayout *layout;
  CtnFlow flow = { 0 };
  guint lines = 0;

  ctn_document_table_add_column (table, "A", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_row (table, (const char *[]) { text });
  ctn_document_add_table (document, table);
  pages = make_pages (document);
  g_assert_cmpuint (ctn_pages_get_n_pages (pages), >, 2);
  assert_within_margins (pages);
  for (guint page = 0; page < ctn_pages_get_n_pages (pages); page++)
    lines += count_lines (pages, page, 0) - 1;
  flow.pages = pages;
  layout = ctn_flow_set_text (&flow, text, &ctn_style_cell, ctn_flow_get_width (&flow) - 8);
  g_assert_cmpuint (lines, ==, (guint) pango_layout_get_line_count (layout));
}

static CtnDocument *
make_all (void)
{
  CtnDocument *document = ctn_document_new ("All & \x01 everything", "de");
  CtnDocumentTable *pairs = ctn_document_table_new_pairs (NULL);

  ctn_document_set_subtitle (document, "<Untertitel>");
  ctn_document_set_author (document, "Beispielstadt");
  ctn_document_add_contents (document);
  ctn_document_add_heading (document, 1, "Erster Teil");
  ctn_document_add_paragraph (document, "Ein Absatz\nin zwei Zeilen");
  ctn_document_add_note (document, "Eine Anmerkung");
  ctn_document_add_list (document, (const char *[]) { "eins", "zwei", NULL });
  ctn_document_add_page_break (document);
  ctn_document_add_heading (document, 2, "Zweiter Teil");
  ctn_document_add_table (document, make_table (3));
  add_figure (document, 0.5);
  ctn_document_table_add_row (pairs, (const char *[]) { "Art", "Cluster" });
  ctn_document_add_table (document, pairs);
  return document;
}

typedef gboolean (*Writer) (CtnDocument *, GOutputStream *, GCancellable *, GError **);

static gboolean
write_pdf (CtnDocument *document, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPages) pages = make_pages (document);

  return ctn_pages_write_pdf (pages, stream, cancellable, error);
}

static GBytes *
write_all (Writer writer)
{
  g_autoptr (CtnDocument) document = make_all ();
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  writer (document, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_same_bytes (void)
{
  const Writer writers[] = { write_pdf, ctn_document_write_html, ctn_document_write_docx };

  for (gsize i = 0; i < G_N_ELEMENTS (writers); i++) {
    g_autoptr (GBytes) one = write_all (writers[i]);
    g_autoptr (GBytes) other = write_all (writers[i]);

    g_assert_cmpuint (g_bytes_get_size (one), >, 500);
    g_assert_true (g_bytes_equal (one, other));
  }
}

/* Texts are escaped, heads are head cells, the figure says what it shows. */
static void
test_html (void)
{
  g_autoptr (GBytes) bytes = write_all (ctn_document_write_html);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_nonnull (strstr (html, "<html lang=\"de\">"));
  g_assert_nonnull (strstr (html, "<h1>All &amp;   everything</h1>"));
  g_assert_nonnull (strstr (html, "<td>&lt;Müller &amp; Söhne&gt;</td><td class=\"n\">2</td>"));
  g_assert_nonnull (strstr (html, "<th scope=\"col\">Name</th>"));
  g_assert_nonnull (strstr (html, "<figcaption>Figure 1: A box</figcaption>"));
  g_assert_nonnull (strstr (html, "<a href=\"#b1\">Erster Teil</a>"));
  g_assert_null (strstr (html, "<Untertitel>"));
  g_assert_nonnull (
      strstr (html, "</colgroup>\n<tbody>\n<tr><th scope=\"row\">Art</th><td>Cluster</td>"));
}

static CtnScene *
layout_word (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (width, height);
  const CtnMarkInfo info = { .id = 1 };
  g_autoptr (CtnTextBlock) text = ctn_text_block_new (metrics, data, 10, FALSE, width, 1);

  ctn_scene_builder_add_text (builder, &info, text, 10, 20, CTN_ALIGN_LEFT, theme->foreground);
  return ctn_scene_builder_end (builder);
}

/* The letters of two figures have names of their own: a page has room for one of each. */
static void
test_html_names (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Names", "en");
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *html = NULL;

  for (guint i = 0; i < 2; i++) {
    CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);

    figure->ratio = 0.2;
    figure->layout = layout_word;
    figure->data = (gpointer) (i == 0 ? "one" : "another");
    ctn_document_add_figure (document, figure);
  }
  ctn_document_write_html (document, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  for (const char *p = strstr (html, " id=\""); p != NULL; p = strstr (p + 1, " id=\"")) {
    char *name = g_strndup (p + 5, strcspn (p + 5, "\""));

    g_assert_true (g_hash_table_add (names, name));
  }
  g_assert_cmpuint (g_hash_table_size (names), >, 4);
  for (const char *p = strstr (html, "href=\"#"); p != NULL; p = strstr (p + 1, "href=\"#")) {
    g_autofree char *name = g_strndup (p + 7, strcspn (p + 7, "\""));

    g_assert_true (g_hash_table_contains (names, name));
  }
}

/* The part of that name in the archive. (transfer full) */
static char *
read_part (GBytes *docx, const char *name)
{
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  char *text = NULL;

  archive_read_support_format_zip (zip);
  g_assert_cmpint (
      archive_read_open_memory (zip, g_bytes_get_data (docx, NULL), g_bytes_get_size (docx)), ==,
      ARCHIVE_OK);
  while (text == NULL && archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    if (g_str_equal (archive_entry_pathname (entry), name)) {
      gsize length = (gsize) archive_entry_size (entry);

      text = g_malloc0 (length + 1);
      g_assert_cmpint (archive_read_data (zip, text, length), ==, (la_ssize_t) length);
    }
  archive_read_free (zip);
  if (text == NULL)
    g_error ("%s is not in the file", name);
  return text;
}

/* Every part is well-formed XML, and what document.xml relates to is there. */
static void
test_docx (void)
{
  static const char *const parts[] = { "[Content_Types].xml", "_rels/.rels",
                                       "word/document.xml",   "word/settings.xml",
                                       "word/styles.xml",     "word/numbering.xml",
                                       "word/footer1.xml",    "word/_rels/document.xml.rels",
                                       "docProps/core.xml",   "word/media/figure1.svg" };
  g_autoptr (GBytes) docx = write_all (ctn_document_write_docx);
  g_autofree char *body = NULL;
  g_autofree char *styles = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *text = read_part (docx, parts[i]);
    xmlDoc *xml = xmlReadMemory (text, (int) strlen (text), parts[i], NULL, XML_PARSE_NONET);

    if (xml == NULL)
      g_error ("%s is not well-formed", parts[i]);
    xmlFreeDoc (xml);
  }
  body = read_part (docx, "word/document.xml");
  g_assert_nonnull (strstr (body, "&lt;Müller &amp; Söhne&gt;"));
  g_assert_nonnull (strstr (body, "<w:tblHeader/>"));
  g_assert_nonnull (strstr (body, "<w:pStyle w:val=\"Heading2\"/>"));
  g_assert_nonnull (strstr (body, "descr=\"Nothing &amp; more\""));
  g_assert_nonnull (strstr (body, "w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\""));
  /* Word refuses what is not in the order of the schema: in w:rPr, the colour comes before the size. */
  styles = read_part (docx, "word/styles.xml");
  g_assert_nonnull (strstr (styles, "<w:color w:val=\"5C5C61\"/><w:sz w:val=\"17\"/>"));
  g_assert_nonnull (strstr (body, "<w:br/><w:t xml:space=\"preserve\">in zwei Zeilen"));
}

static void
test_cancel (void)
{
  g_autoptr (CtnDocument) document = make_all ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ctn_pages_new (document, ctn_paper_a4 (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A figure that takes most of a page goes to the next one with its heading; what is before both stays below the title,
 * and does not leave a page with nothing but that. */
static void
test_plate (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Title", "en");
  g_autoptr (CtnPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  ctn_document_add_heading (document, 1, "Summary");
  ctn_document_add_paragraph (document, "A line.");
  ctn_document_add_heading (document, 1, "Map");
  add_figure (document, 1.2);
  pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ctn_pages_get_heading_page (pages, 0), ==, 0);
  g_assert_cmpint (ctn_pages_get_heading_page (pages, 2), ==, 1);
  g_assert_cmpuint (ctn_pages_get_n_pages (pages), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/widows", test_widows);
  g_test_add_func ("/document/headings", test_headings);
  g_test_add_func ("/document/plate", test_plate);
  g_test_add_func ("/document/table", test_table);
  g_test_add_func ("/document/long-cell", test_long_cell);
  g_test_add_func ("/document/same-bytes", test_same_bytes);
  g_test_add_func ("/document/html", test_html);
  g_test_add_func ("/document/html-names", test_html_names);
  g_test_add_func ("/document/docx", test_docx);
  g_test_add_func ("/document/cancel", test_cancel);
  return g_test_run ();
}
