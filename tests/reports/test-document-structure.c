/* What readers for the blind get of a PDF (pdfinfo of poppler-utils says what is in it), and what the layout
 * does so that tables can be read. */
#include <ctn-document-columns.h>
#include <ctn-document-flow.h>
#include <ctn-pdf-additions.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define N_ROWS 70 /* more than a page holds */

static CtnScene *
layout_box (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  return ctn_scene_builder_end (ctn_scene_builder_new (width, height));
}

static void
add_figure (CtnDocument *document, const char *description)
{
  CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);

  figure->caption = g_strdup ("A box");
  figure->description = g_strdup (description);
  figure->ratio = 0.3;
  figure->layout = layout_box;
  ctn_document_add_figure (document, figure);
}

static CtnDocumentTable *
make_table (guint n_rows)
{
  CtnDocumentTable *table = ctn_document_table_new ("Rows");

  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, "Number", CTN_COLUMN_NUMBER, 1);
  for (guint i = 0; i < n_rows; i++)
    ctn_document_table_add_row (table, (const char *[]) { "Row", "7" });
  return table;
}

static CtnDocument *
make_document (void)
{
  CtnDocument *document = ctn_document_new ("Structure", "de");
  CtnDocumentTable *pairs = ctn_document_table_new_pairs (NULL);

  ctn_document_add_contents (document);
  ctn_document_add_heading (document, 1, "First");
  ctn_document_add_paragraph (document, "Text");
  ctn_document_add_list (document, (const char *[]) { "one", "two", NULL });
  ctn_document_table_add_row (pairs, (const char *[]) { "Kind", "Cluster" });
  ctn_document_add_table (document, pairs);
  add_figure (document, "Ein Kasten");
  ctn_document_add_table (document, make_table (N_ROWS));
  ctn_document_add_heading (document, 2, "Second");
  add_figure (document, "Noch „einer“");
  return document;
}

static GBytes *
write_pdf (CtnDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPages) pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  ctn_pages_write_pdf (pages, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* What pdfinfo says with @option. (transfer full) */
static char *
ask_pdfinfo (GBytes *pdf, const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp (NULL, &error);
  g_autofree char *path = g_build_filename (folder, "structure.pdf", NULL);
  const char *argv[] = { "pdfinfo", option, path, NULL };
  g_autofree char *complaints = NULL;
  char *text = NULL;
  int status;

  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, &complaints,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpstr (complaints, ==, "");
  g_remove (path);
  g_rmdir (folder);
  return text;
}

/* How often an element of that name is in the tree: it stands alone in its line, perhaps with "(block)", or with
 * ":" where attributes follow. */
static guint
count_elements (const char *tree, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (tree, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);
    gsize length = strlen (name);

    n += g_str_has_prefix (line, name) &&
         (strchr (":", line[length]) != NULL || g_str_has_prefix (line + length, " ("));
  }
  return n;
}

/* A table that goes over pages is one table; its head, which is repeated, is in it once. */
static void
test_elements (void)
{
  static const struct {
    const char *name;
    guint n;
  } elements[] = {
    { "Document", 1 },
    { "H1", 1 },
    { "H2", 1 },
    { "TOC", 1 },
    { "TOCI", 2 },
    { "L", 1 },
    { "LI", 2 },
    { "Lbl", 2 },
    { "LBody", 2 },
    { "Figure", 2 },
    { "Table", 2 },
    { "TR", 1 + 1 + N_ROWS },
    { "TH", 2 + 1 },
    { "TD", 2 * N_ROWS + 1 },
    { "Caption", 1 + 2 + 1 },
  };
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GBytes) pdf = write_pdf (document);
  g_autofree char *program = g_find_program_in_path ("pdfinfo");
  g_autofree char *tree = NULL;

  if (program == NULL) {
    g_test_skip ("pdfinfo is not there to look into the file");
    return;
  }
  tree = ask_pdfinfo (pdf, "-struct-text");
  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++) {
    if (count_elements (tree, elements[i].name) != elements[i].n)
      g_error ("%u elements %s in\n%.600s …", count_elements (tree, elements[i].name),
               elements[i].name, tree);
  }
}

/* The bytes of the file with what is not text made points. (transfer full) */
static char *
dup_plain (GBytes *pdf)
{
  char *plain = g_strndup ("", g_bytes_get_size (pdf));
  const char *data = g_bytes_get_data (pdf, NULL);

  for (gsize i = 0; i < g_bytes_get_size (pdf); i++)
    plain[i] = data[i] == '\n' || g_ascii_isprint (data[i]) ? data[i] : '.';
  return plain;
}

/* The alternative texts in the order of the figures, the language, and of what the heads are heads. "Ein" is
 * 0045 0069 006E and "Noch" 004E 006F 0063 0068 in UTF-16 (Unicode charts). */
static void
test_additions (void)
{
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GBytes) pdf = write_pdf (document);
  g_autofree char *plain = dup_plain (pdf);
  const char *one = strstr (plain, "/Alt <FEFF00450069006E");
  const char *other = strstr (plain, "/Alt <FEFF004E006F00630068");
  const char *row = strstr (plain, "/A << /O /Table /Scope /Row >>");
  const char *column = strstr (plain, "/A << /O /Table /Scope /Column >>");

  g_assert_nonnull (one);
  g_assert_true (other > one);
  g_assert_nonnull (strstr (plain, "/Lang (de)"));
  g_assert_nonnull (row);
  g_assert_true (column > row);
  g_assert_null (strstr (row + strlen ("/A << /O /Table /Scope"), "/Scope /Row"));
}

/* Each entry of the tables of objects, the old one and the appended one, leads to the object of its number; the
 * last one that speaks of an object holds. */
static void
test_objects (void)
{
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GBytes) pdf = write_pdf (document);
  g_autofree char *plain = dup_plain (pdf);
  g_autoptr (GHashTable) offsets = g_hash_table_new (NULL, NULL);
  guint n = 0;
  GHashTableIter iter;
  gpointer number;
  gpointer offset;

  for (char *table = strstr (plain, "\nxref\n"); table != NULL;
       table = strstr (table, "\nxref\n")) {
    guint first;
    int length;

    for (table += strlen ("\nxref\n"); sscanf (table, "%u %u\n%n", &first, &n, &length) == 2;) {
      table += length;
      for (guint i = 0; i < n; i++, table += 20)
        g_hash_table_insert (offsets, GUINT_TO_POINTER (first + i),
                             table[17] == 'n' ? GUINT_TO_POINTER (atoi (table)) : NULL);
    }
  }
  g_assert_cmpuint (g_hash_table_size (offsets), >, 100);
  g_hash_table_iter_init (&iter, offsets);
  while (g_hash_table_iter_next (&iter, &number, &offset)) {
    g_autofree char *start = g_strdup_printf ("%u 0 obj\n", GPOINTER_TO_UINT (number));

    if (offset != NULL)
      g_assert_true (g_str_has_prefix (plain + GPOINTER_TO_UINT (offset), start));
  }
}

/* What is no PDF, or has other elements than were named, stays as it is. */
static void
test_strange (void)
{
  g_autoptr (CtnPdfAdditions) additions = ctn_pdf_additions_new ("en");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GBytes) pdf = write_pdf (document);

  g_byte_array_append (bytes, (const guint8 *) "startxref\n9999\n%%EOF", 20);
  g_assert_false (ctn_pdf_additions_apply (additions, bytes));
  g_assert_cmpuint (bytes->len, ==, 20);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, g_bytes_get_data (pdf, NULL), (guint) g_bytes_get_size (pdf));
  g_assert_false (ctn_pdf_additions_apply (additions, bytes));
  g_assert_cmpuint (bytes->len, ==, g_bytes_get_size (pdf));
}

/* Layout -------------------------------------------------------------------------------------- */

static int
find_page (CtnPages *pages, guint block, gboolean last)
{
  int found = -1;

  for (guint page = 0; page < pages->pages->len; page++) {
    GArray *items = g_ptr_array_index (pages->pages, page);

    for (guint i = 0; i < items->len; i++)
      if (g_array_index (items, CtnItem, i).block == block && (last || found < 0))
        found = (int) page;
  }
  return found;
}

/* Wherever on the page it comes: a small table is not broken, its note is with it, and so are the heading
 * and the question before it. */
static void
test_whole (void)
{
  for (guint n = 1; n < 60; n++) {
    g_autoptr (CtnDocument) document = ctn_document_new ("Whole", "en");
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnPages) pages = NULL;

    for (guint i = 0; i < n; i++)
      ctn_document_add_note (document, "One line");
    ctn_document_add_heading (document, 2, "Question");
    ctn_document_add_paragraph (document, "What is it?");
    ctn_document_add_table (document, make_table (8));
    ctn_document_add_note (document, "A note");
    pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
    g_assert_no_error (error);
    for (guint block = n; block < n + 4; block++) {
      g_assert_cmpint (find_page (pages, block, FALSE), ==, find_page (pages, n, FALSE));
      g_assert_cmpint (find_page (pages, block, TRUE), ==, find_page (pages, n, FALSE));
    }
  }
}

/* Columns are as wide as their words, an empty one keeps its breadth, and all together fill the page. With the
 * metrics for tests, every letter is half as wide as it is high. */
static void
test_columns (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Columns", "en");
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (GPtrArray) widths = NULL;
  const double *first;
  const double *second;

  for (guint i = 0; i < 2; i++) {
    CtnDocumentTable *table = ctn_document_table_new (NULL);

    ctn_document_table_add_column (table, "A", CTN_COLUMN_TEXT, 1);
    ctn_document_table_add_column (table, "B", CTN_COLUMN_TEXT, 6);
    ctn_document_table_add_column (table, "Sign", CTN_COLUMN_TEXT, 2);
    ctn_document_table_add_row (table,
                                (const char *[]) { i == 0 ? "Unternehmensentwicklung" : "short",
                                                   "a text that may be broken", "" });
    ctn_document_add_paragraph (document, "Between");
    ctn_document_add_table (document, table);
  }
  widths = ctn_document_measure_columns (document, metrics, 450, 10);
  g_assert_null (widths->pdata[0]);
  first = widths->pdata[1];
  second = widths->pdata[3];
  g_assert_cmpfloat (first[0], >=, 23 * 5 + 2 * CTN_CELL_PADDING);
  g_assert_cmpfloat (first[2], >=, 100);
  g_assert_cmpfloat_with_epsilon (first[0] + first[1] + first[2], 450, 0.001);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (first[i], second[i], 0.001);
}

/* Whether the first line of the layout ends with a hyphen that its text does not have. */
static gboolean
shows_hyphen (PangoLayout *layout)
{
  const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  const PangoGlyphItem *last = g_slist_last (line->runs)->data;

  return (last->item->analysis.flags & PANGO_ANALYSIS_FLAG_NEED_HYPHEN) != 0;
}

/* A word that no column has room for is parted between syllables, and shows a hyphen there; an address that has none
 * is broken without. */
static void
test_parted (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Parted", "de");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPages) pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
  CtnFlow flow = { .pages = pages };
  PangoLayout *layout = ctn_flow_set_text (&flow, "Steuerungsstrukturen", &ctn_style_cell, 75);

  g_assert_cmpint (pango_layout_get_line_count (layout), ==, 2);
  g_assert_nonnull (strstr (pango_layout_get_text (layout), "Steue\u00ADrungs\u00ADstruk"));
  g_assert_true (shows_hyphen (layout));
  layout = ctn_flow_set_text (&flow, "bcdfghjklmnpqrstvwxz", &ctn_style_cell, 75);
  g_assert_cmpint (pango_layout_get_line_count (layout), ==, 2);
  g_assert_false (shows_hyphen (layout));
  layout = ctn_flow_set_text (&flow, "Steuerung", &ctn_style_cell, 75);
  g_assert_cmpstr (pango_layout_get_text (layout), ==, "Steuerung");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/structure/elements", test_elements);
  g_test_add_func ("/structure/additions", test_additions);
  g_test_add_func ("/structure/objects", test_objects);
  g_test_add_func ("/structure/strange", test_strange);
  g_test_add_func ("/structure/whole", test_whole);
  g_test_add_func ("/structure/columns", test_columns);
  g_test_add_func ("/structure/parted", test_parted);
  return g_test_run ();
}
