#include "ctn-document-columns.h"
#include "ctn-document-pages.h"
#include "ctn-document-write.h"
#include "ctn-docx-package.h"
#include "ctn-docx-pictures.h"

#define EMU_PER_POINT 12700  /* ECMA-376-1, 20.4: English Metric Units */
#define TWIPS_PER_POINT 20.0 /* twentieths of a point */
#define CELL_SIZE 8.5        /* of the style of cells, in points */

/* A table with no more rows stays on one page. */
#define MAX_KEPT_ROWS 10
#define MAX_LEAD 240 /* letters of a paragraph that leads to what follows */

typedef struct {
  CtnDocument *document;
  CtnPages *pages;         /* (owned) to fill in the contents */
  CtnDocxPackage *package; /* (owned) */
  GString *body;           /* (owned) of document.xml */
  GString *relations;      /* (owned) of document.xml.rels */
  GPtrArray *columns;      /* (owned) of double[], one a block */
  GPtrArray *figures;      /* (owned) CtnDocxPicture */
  double width;            /* of the text, in points */
  guint n_figures;         /* of them that are written */
  guint n_pictures;        /* with the logo */
} Writer;

static void
writer_clear (Writer *writer)
{
  g_clear_pointer (&writer->pages, ctn_pages_free);
  g_clear_pointer (&writer->package, ctn_docx_package_free);
  g_clear_pointer (&writer->columns, g_ptr_array_unref);
  g_clear_pointer (&writer->figures, g_ptr_array_unref);
  if (writer->body != NULL)
    g_string_free (writer->body, TRUE);
  if (writer->relations != NULL)
    g_string_free (writer->relations, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* Text ---------------------------------------------------------------------------------------- */

static void
add_paragraph (GString *xml, const char *style, const char *text)
{
  g_string_append_printf (xml, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
  ctn_docx_add_runs (xml, text);
  g_string_append (xml, "</w:p>\n");
}

static CtnBlockKind
get_kind (const Writer *writer, guint index)
{
  return index < ctn_document_get_n_blocks (writer->document)
             ? ctn_document_get_block (writer->document, index)->kind
             : CTN_BLOCK_PAGE_BREAK;
}

/* Whether the block is a short paragraph behind a table, which says something about it: so at most two of them stay
 * with it, as on our own pages. */
static gboolean
follows_table (const Writer *writer, guint index)
{
  const CtnBlock *block = index < ctn_document_get_n_blocks (writer->document)
                              ? ctn_document_get_block (writer->document, index)
                              : NULL;
  CtnBlockKind before = index > 0 ? get_kind (writer, index - 1) : CTN_BLOCK_PAGE_BREAK;

  return block != NULL && (block->kind == CTN_BLOCK_PARAGRAPH || block->kind == CTN_BLOCK_NOTE) &&
         g_utf8_strlen (block->text, -1) <= MAX_LEAD &&
         (before == CTN_BLOCK_TABLE ||
          ((before == CTN_BLOCK_PARAGRAPH || before == CTN_BLOCK_NOTE) && index > 1 &&
           get_kind (writer, index - 2) == CTN_BLOCK_TABLE));
}

/* A paragraph or note; a short one stays with the table or figure that it leads to, unless it says something about the
 * table before it, or between two headings with both. */
static void
add_words (Writer *writer, guint index, const CtnBlock *block)
{
  CtnBlockKind before = index > 0 ? get_kind (writer, index - 1) : CTN_BLOCK_PAGE_BREAK;
  CtnBlockKind next = get_kind (writer, index + 1);
  gboolean leads =
      (!follows_table (writer, index) && (next == CTN_BLOCK_TABLE || next == CTN_BLOCK_FIGURE)) ||
      (before == CTN_BLOCK_HEADING && next == CTN_BLOCK_HEADING &&
       !ctn_document_is_plate (writer->document, index + 2)) ||
      (before == CTN_BLOCK_TABLE && follows_table (writer, index + 1));

  g_string_append_printf (writer->body, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>",
                          block->kind == CTN_BLOCK_NOTE ? "Note" : "BodyText",
                          leads && g_utf8_strlen (block->text, -1) <= MAX_LEAD ? "<w:keepNext/>"
                                                                               : "");
  ctn_docx_add_runs (writer->body, block->text);
  g_string_append (writer->body, "</w:p>\n");
}

static void
add_heading (Writer *writer, guint index, const CtnBlock *block)
{
  gboolean begins_page = index > 0 && get_kind (writer, index - 1) == CTN_BLOCK_PAGE_BREAK;

  g_string_append_printf (writer->body,
                          "<w:p><w:pPr><w:pStyle w:val=\"Heading%u\"/>%s</w:pPr>"
                          "<w:bookmarkStart w:id=\"%u\" w:name=\"_Toc%u\"/>",
                          block->level,
                          begins_page ? "<w:pageBreakBefore/><w:spacing w:before=\"0\"/>" : "",
                          index, index);
  ctn_docx_add_runs (writer->body, block->text);
  g_string_append_printf (writer->body, "<w:bookmarkEnd w:id=\"%u\"/></w:p>\n", index);
}

static void
add_list (Writer *writer, const CtnBlock *block)
{
  for (guint i = 0; block->items[i] != NULL; i++) {
    g_string_append_printf (writer->body, "<w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/>%s</w:pPr>",
                            block->items[i + 1] == NULL ? "<w:spacing w:after=\"140\"/>" : "");
    ctn_docx_add_runs (writer->body, block->items[i]);
    g_string_append (writer->body, "</w:p>\n");
  }
}

/* Tables -------------------------------------------------------------------------------------- */

static void
add_cell (GString *xml,
          const CtnDocumentTable *table,
          guint index,
          double width,
          const char *text,
          const char *style,
          gboolean keep)
{
  const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, index);
  int indent = (int) (ctn_document_table_get_indent (table, index) * TWIPS_PER_POINT);

  g_string_append_printf (xml, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>%s</w:tcPr><w:p>",
                          (int) (width * TWIPS_PER_POINT),
                          g_str_equal (style, "TableHead")
                              ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EBEDF2\"/>"
                              : "");
  g_string_append_printf (xml, "<w:pPr><w:pStyle w:val=\"%s\"/>%s", style,
                          keep ? "<w:keepNext/>" : "");
  if (indent > 0)
    g_string_append_printf (xml, "<w:ind w:left=\"%d\"/>", indent);
  g_string_append_printf (xml, "%s</w:pPr>",
                          column->kind == CTN_COLUMN_NUMBER ? "<w:jc w:val=\"right\"/>" : "");
  ctn_docx_add_runs (xml, text);
  g_string_append (xml, "</w:p></w:tc>");
}

/* Whether a row stays with what comes after it: all of a small table and of what is said about it, and of others the
 * first two and the last two, so that none stands alone on a page. */
static gboolean
is_kept (guint row, guint n, gboolean is_followed)
{
  if (row + 1 == n)
    return is_followed;
  return n <= MAX_KEPT_ROWS || row == 0 || row + 2 == n;
}

/* @index: of the row, -1 for the head, which is repeated on each page. */
static void
add_row (Writer *writer,
         const CtnDocumentTable *table,
         const double *widths,
         int index,
         gboolean is_followed)
{
  guint n = ctn_document_table_get_n_rows (table);
  gboolean keep = index >= 0 && is_kept ((guint) index, n, is_followed);

  g_string_append (writer->body, index < 0 ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                                           : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
  for (guint i = 0; i < table->columns->len; i++) {
    const char *text = index < 0 ? g_array_index (table->columns, CtnDocumentColumn, i).title
                                 : ctn_document_table_get_cell (table, (guint) index, i);
    const char *style = index < 0                   ? "TableHead"
                        : table->is_pairs && i == 0 ? "TableName"
                                                    : "TableText";

    add_cell (writer->body, table, i, widths[i], text, style, keep);
  }
  g_string_append (writer->body, "</w:tr>\n");
}

static void
add_table (Writer *writer, guint index)
{
  const CtnBlock *block = ctn_document_get_block (writer->document, index);
  const CtnDocumentTable *table = block->table;
  g_autofree char *caption = ctn_document_dup_caption (writer->document, block);
  const double *widths = g_ptr_array_index (writer->columns, index);
  gboolean is_followed = follows_table (writer, index + 1);

  if (caption != NULL)
    add_paragraph (writer->body, "Caption", caption);
  g_string_append_printf (
      writer->body,
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"Plain\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
      "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"%s\" w:firstRow=\"%d\" "
      "w:lastRow=\"0\" w:firstColumn=\"%d\" w:lastColumn=\"0\" w:noHBand=\"1\" "
      "w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
      table->is_pairs ? "0680" : "0620", !table->is_pairs, table->is_pairs);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (writer->body, "<w:gridCol w:w=\"%d\"/>",
                            (int) (widths[i] * TWIPS_PER_POINT));
  g_string_append (writer->body, "</w:tblGrid>\n");
  if (!table->is_pairs)
    add_row (writer, table, widths, -1, is_followed);
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++)
    add_row (writer, table, widths, (int) row, is_followed);
  g_string_append_printf (writer->body,
                          "</w:tbl>\n<w:p><w:pPr><w:pStyle w:val=\"Gap\"/>%s</w:pPr></w:p>\n",
                          is_followed ? "<w:keepNext/>" : "");
}

/* Figures ------------------------------------------------------------------------------------- */

/* Puts a picture into the package under the number @n. */
static gboolean
add_picture_file (Writer *writer,
                  GBytes *bytes,
                  guint n,
                  const char *suffix,
                  const char *relation,
                  GError **error)
{
  g_autofree char *name = g_strdup_printf ("word/media/figure%u.%s", n, suffix);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (!ctn_docx_package_add (writer->package, name, data, length, error))
    return FALSE;
  g_string_append_printf (writer->relations,
                          "<Relationship Id=\"r%s%u\" Type=\"" REL
                          "image\" Target=\"media/figure%u.%s\"/>\n",
                          relation, n, n, suffix);
  return TRUE;
}

/* A picture of the package in a paragraph of its own, ECMA-376-1, 20.4.2.8; @width, @height: points.
 * @svg: (nullable): what is added to its PNG, an extension that Word and LibreOffice know */
static void
add_drawing (Writer *writer,
             const char *style,
             guint n,
             double width,
             double height,
             const char *words,
             const char *svg)
{
  gint64 cx = (gint64) (width * EMU_PER_POINT);
  gint64 cy = (gint64) (height * EMU_PER_POINT);
  g_autofree char *description = g_markup_escape_text (words, -1);

  g_string_append_printf (
      writer->body,
      "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:drawing>"
      "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
      "<wp:extent cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT "\"/>"
      "<wp:docPr id=\"%u\" name=\"Figure %u\" descr=\"%s\"/>"
      "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
      "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"%u\" name=\"Figure %u\"/><pic:cNvPicPr/></pic:nvPicPr>"
      "<pic:blipFill><a:blip r:embed=\"rPng%u\">%s</a:blip>"
      "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
      "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%" G_GINT64_FORMAT
      "\" cy=\"%" G_GINT64_FORMAT "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
      "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n",
      style, cx, cy, n, n, description, n, n, n, svg != NULL ? svg : "", cx, cy);
}

static void
add_figure_drawing (Writer *writer, const CtnDocumentFigure *figure, guint n, double height)
{
  const char *words = figure->description != NULL ? figure->description
                      : figure->caption != NULL   ? figure->caption
                                                  : "";
  g_autofree char *svg =
      g_strdup_printf ("<a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">"
                       "<asvg:svgBlip r:embed=\"rSvg%u\"/></a:ext></a:extLst>",
                       n);

  add_drawing (writer, "Figure", n, writer->width, height, words, svg);
}

static gboolean
add_logo (Writer *writer, GError **error)
{
  const CtnLogo *logo = ctn_document_get_logo (writer->document);
  const char *author = ctn_document_get_author (writer->document);
  g_autoptr (GBytes) png = ctn_logo_dup_png (logo);
  guint n = ++writer->n_pictures;
  double width;
  double height;

  ctn_logo_get_size (logo, &width, &height);
  if (!add_picture_file (writer, png, n, "png", "Png", error))
    return FALSE;
  add_drawing (writer, "Logo", n, width, height, author != NULL ? author : "Logo", NULL);
  return TRUE;
}

static gboolean
add_figure (Writer *writer, const CtnBlock *block, GError **error)
{
  const CtnDocxPicture *picture =
      writer->n_figures < writer->figures->len ? writer->figures->pdata[writer->n_figures] : NULL;
  g_autofree char *caption = ctn_document_dup_caption (writer->document, block);
  guint n;

  if (picture == NULL || picture->block != block) /* it cannot be drawn */
    return TRUE;
  writer->n_figures++;
  n = ++writer->n_pictures;
  if (!add_picture_file (writer, picture->png, n, "png", "Png", error) ||
      !add_picture_file (writer, picture->svg, n, "svg", "Svg", error))
    return FALSE;
  add_figure_drawing (writer, block->figure, n, writer->width * picture->ratio);
  /* Below a figure, a caption has nothing to stay with. */
  if (caption != NULL) {
    g_string_append (writer->body,
                     "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/><w:keepNext w:val=\"0\"/>"
                     "<w:spacing w:before=\"80\" w:after=\"240\"/></w:pPr>");
    ctn_docx_add_runs (writer->body, caption);
    g_string_append (writer->body, "</w:p>\n");
  }
  return TRUE;
}

/* Contents ------------------------------------------------------------------------------------ */

/* The entries as they are on our own pages, within a field that the word processor can bring up to
 * date. */
static void
add_contents (Writer *writer)
{
  gboolean first = TRUE;

  add_paragraph (writer->body, "ContentsHeading",
                 ctn_document_get_word (writer->document, CTN_WORD_CONTENTS));
  for (guint i = 0; i < ctn_document_get_n_blocks (writer->document); i++) {
    const CtnBlock *block = ctn_document_get_block (writer->document, i);

    if (block->kind != CTN_BLOCK_HEADING || block->level > 2)
      continue;
    g_string_append_printf (writer->body, "<w:p><w:pPr><w:pStyle w:val=\"TOC%u\"/></w:pPr>",
                            block->level);
    if (first)
      g_string_append (writer->body,
                       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
                       "<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z "
                       "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
    first = FALSE;
    g_string_append_printf (writer->body, "<w:hyperlink w:anchor=\"_Toc%u\">", i);
    ctn_docx_add_runs (writer->body, block->text);
    g_string_append_printf (writer->body, "<w:r><w:tab/><w:t>%d</w:t></w:r></w:hyperlink></w:p>\n",
                            ctn_pages_get_heading_page (writer->pages, i) + 1);
  }
  if (!first)
    g_string_append (writer->body, "<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr><w:r>"
                                   "<w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\n");
}

/* Parts --------------------------------------------------------------------------------------- */

static gboolean
add_block (Writer *writer, guint index, GError **error)
{
  const CtnBlock *block = ctn_document_get_block (writer->document, index);

  switch (block->kind) {
  case CTN_BLOCK_HEADING:
    add_heading (writer, index, block);
    return TRUE;
  case CTN_BLOCK_PARAGRAPH:
  case CTN_BLOCK_NOTE:
    add_words (writer, index, block);
    return TRUE;
  case CTN_BLOCK_LIST:
    add_list (writer, block);
    return TRUE;
  case CTN_BLOCK_TABLE:
    add_table (writer, index);
    return TRUE;
  case CTN_BLOCK_FIGURE:
    return add_figure (writer, block, error);
  case CTN_BLOCK_CONTENTS:
    add_contents (writer);
    return TRUE;
  case CTN_BLOCK_PAGE_BREAK:
    /* A paragraph of its own would leave a line empty above the heading. */
    if (get_kind (writer, index + 1) != CTN_BLOCK_HEADING)
      g_string_append (writer->body, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n");
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
begin_body (Writer *writer, GError **error)
{
  CtnDocument *document = writer->document;

  g_string_append (
      writer->body,
      XML "<w:document " W " " R
          " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
          " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
          " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
          " xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"><w:body>\n");
  if (ctn_document_get_logo (document) != NULL && !add_logo (writer, error))
    return FALSE;
  add_paragraph (writer->body, "Title", ctn_document_get_title (document));
  if (ctn_document_get_subtitle (document) != NULL)
    add_paragraph (writer->body, "Subtitle", ctn_document_get_subtitle (document));
  if (ctn_document_get_author (document) != NULL)
    add_paragraph (writer->body, "Subtitle", ctn_document_get_author (document));
  return TRUE;
}

static void
end_body (Writer *writer)
{
  const CtnPaper *paper = ctn_pages_get_paper (writer->pages);

  g_string_append_printf (
      writer->body,
      "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rFooter\"/>"
      "<w:pgSz w:w=\"%d\" w:h=\"%d\"/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" "
      "w:left=\"%d\" w:header=\"600\" w:footer=\"700\" w:gutter=\"0\"/></w:sectPr>"
      "</w:body></w:document>\n",
      (int) (paper->width * TWIPS_PER_POINT), (int) (paper->height * TWIPS_PER_POINT),
      (int) (paper->margin_top * TWIPS_PER_POINT), (int) (paper->margin_x * TWIPS_PER_POINT),
      (int) (paper->margin_bottom * TWIPS_PER_POINT), (int) (paper->margin_x * TWIPS_PER_POINT));
}

static const char document_relations[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
        "<Relationship Id=\"rStyles\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"rNumbering\" Type=\"" REL "numbering\" Target=\"numbering.xml\"/>"
        "<Relationship Id=\"rSettings\" Type=\"" REL "settings\" Target=\"settings.xml\"/>\n"
        "<Relationship Id=\"rFooter\" Type=\"" REL "footer\" Target=\"footer1.xml\"/>\n";

static gboolean
add_body (Writer *writer, GCancellable *cancellable, GError **error)
{
  if (!begin_body (writer, error))
    return FALSE;
  for (guint i = 0; i < ctn_document_get_n_blocks (writer->document); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_block (writer, i, error))
      return FALSE;
  end_body (writer);
  g_string_append (writer->relations, "</Relationships>\n");
  return ctn_docx_package_add_text (writer->package, "word/document.xml", writer->body->str,
                                    error) &&
         ctn_docx_package_add_text (writer->package, "word/_rels/document.xml.rels",
                                    writer->relations->str, error);
}

gboolean
ctn_document_write_docx (CtnDocument *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Writer) writer = { .document = self };
  g_autoptr (CtnMetrics) metrics = NULL;

  writer.body = g_string_new (NULL);
  writer.relations = g_string_new (document_relations);
  writer.pages = ctn_pages_new (self, ctn_paper_a4 (), cancellable, error);
  if (writer.pages == NULL)
    return FALSE;
  writer.width = ctn_paper_a4 ()->width - 2 * ctn_paper_a4 ()->margin_x;
  metrics = ctn_metrics_new (NULL, 1);
  writer.columns = ctn_document_measure_columns (self, metrics, writer.width, CELL_SIZE);
  writer.figures = ctn_docx_pictures_new (self, writer.width, cancellable, error);
  writer.package = writer.figures != NULL ? ctn_docx_package_new (error) : NULL;
  return writer.package != NULL && ctn_docx_package_add_fixed (writer.package, self, error) &&
         add_body (&writer, cancellable, error) &&
         ctn_docx_package_finish (writer.package, stream, cancellable, error);
}
