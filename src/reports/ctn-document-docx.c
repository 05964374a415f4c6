#include <archive.h>
#include <archive_entry.h>
#include <ctn-charts-error.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctn-document-columns.h"
#include "ctn-document-pages.h"
#include "ctn-document-write.h"

/* The first day that a zip archive can name: the bytes must depend on the document alone. */
#define FIXED_TIME 315532800

#define EMU_PER_POINT 12700  /* ECMA-376-1, 20.4: English Metric Units */
#define TWIPS_PER_POINT 20.0 /* twentieths of a point */
#define PNG_SCALE 3.0        /* 216 pixels an inch */
#define CELL_SIZE 8.5        /* of the style of cells, in points */

/* A table with no more rows stays on one page. */
#define MAX_KEPT_ROWS 10

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

typedef struct {
  CtnDocument *document;
  CtnPages *pages;     /* (owned) to fill in the contents */
  struct archive *zip; /* (owned) */
  GByteArray *bytes;   /* (owned) */
  GString *body;       /* (owned) of document.xml */
  GString *relations;  /* (owned) of document.xml.rels */
  GPtrArray *columns;  /* (owned) of double[], one a block */
  double width;        /* of the text, in points */
  guint n_pictures;
} Writer;

static void
writer_clear (Writer *writer)
{
  g_clear_pointer (&writer->pages, ctn_pages_free);
  if (writer->zip != NULL)
    archive_write_free (writer->zip);
  g_clear_pointer (&writer->bytes, g_byte_array_unref);
  g_clear_pointer (&writer->columns, g_ptr_array_unref);
  if (writer->body != NULL)
    g_string_free (writer->body, TRUE);
  if (writer->relations != NULL)
    g_string_free (writer->relations, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* The archive --------------------------------------------------------------------------------- */

static la_ssize_t
collect (struct archive *archive, void *data, const void *buffer, size_t length)
{
  g_byte_array_append (data, buffer, (guint) length);
  return (la_ssize_t) length;
}

static gboolean
fail (Writer *writer, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The document could not be packed: %s"),
               archive_error_string (writer->zip));
  return FALSE;
}

static gboolean
open_archive (Writer *writer, GError **error)
{
  writer->zip = archive_write_new ();
  return archive_write_set_format_zip (writer->zip) == ARCHIVE_OK &&
                 archive_write_set_bytes_per_block (writer->zip, 0) == ARCHIVE_OK &&
                 archive_write_open (writer->zip, writer->bytes, NULL, collect, NULL) == ARCHIVE_OK
             ? TRUE
             : fail (writer, error);
}

static gboolean
add_part (Writer *writer, const char *name, const void *data, gsize length, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, FIXED_TIME, 0);
  archive_entry_set_size (entry, (la_int64_t) length);
  ok = archive_write_header (writer->zip, entry) == ARCHIVE_OK &&
       archive_write_data (writer->zip, data, length) == (la_ssize_t) length;
  archive_entry_free (entry);
  return ok ? TRUE : fail (writer, error);
}

static gboolean
add_text_part (Writer *writer, const char *name, const char *text, GError **error)
{
  return add_part (writer, name, text, strlen (text), error);
}

/* Text ---------------------------------------------------------------------------------------- */

/* Appends @format with "{}" made @text, escaped. */
static void
add_escaped (GString *xml, const char *format, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto (GStrv) parts = g_strsplit (format, "{}", 2);

  g_string_append_printf (xml, "%s%s%s", parts[0], escaped, parts[1] != NULL ? parts[1] : "");
}

/* One run a line: line ends are elements of their own. */
static void
add_runs (GString *xml, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_escaped (xml,
                 i == 0 ? "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>"
                        : "<w:r><w:br/><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                 lines[i]);
}

static void
add_paragraph (GString *xml, const char *style, const char *text)
{
  g_string_append_printf (xml, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
  add_runs (xml, text);
  g_string_append (xml, "</w:p>\n");
}

static void
add_heading (Writer *writer, guint index, const CtnBlock *block)
{
  g_string_append_printf (writer->body,
                          "<w:p><w:pPr><w:pStyle w:val=\"Heading%u\"/></w:pPr>"
                          "<w:bookmarkStart w:id=\"%u\" w:name=\"_Toc%u\"/>",
                          block->level, index, index);
  add_runs (writer->body, block->text);
  g_string_append_printf (writer->body, "<w:bookmarkEnd w:id=\"%u\"/></w:p>\n", index);
}

static void
add_list (Writer *writer, const CtnBlock *block)
{
  for (guint i = 0; block->items[i] != NULL; i++) {
    g_string_append (writer->body, "<w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/></w:pPr>");
    add_runs (writer->body, block->items[i]);
    g_string_append (writer->body, "</w:p>\n");
  }
}

/* Tables -------------------------------------------------------------------------------------- */

static void
add_cell (GString *xml,
          const CtnDocumentColumn *column,
          double width,
          const char *text,
          const char *style,
          gboolean keep)
{
  g_string_append_printf (xml, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>%s</w:tcPr><w:p>",
                          (int) (width * TWIPS_PER_POINT),
                          g_str_equal (style, "TableHead")
                              ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EBEDF2\"/>"
                              : "");
  g_string_append_printf (xml, "<w:pPr><w:pStyle w:val=\"%s\"/>%s%s</w:pPr>", style,
                          keep ? "<w:keepNext/>" : "",
                          column->kind == CTN_COLUMN_NUMBER ? "<w:jc w:val=\"right\"/>" : "");
  add_runs (xml, text);
  g_string_append (xml, "</w:p></w:tc>");
}

/* @index: of the row, -1 for the head, which is repeated on each page. */
static void
add_row (Writer *writer, const CtnDocumentTable *table, const double *widths, int index)
{
  guint n = ctn_document_table_get_n_rows (table);
  gboolean keep = n <= MAX_KEPT_ROWS && index + 1 < (int) n;

  g_string_append (writer->body, index < 0 ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                                           : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
  for (guint i = 0; i < table->columns->len; i++) {
    const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, i);
    const char *text =
        index < 0 ? column->title : ctn_document_table_get_cell (table, (guint) index, i);
    const char *style = index < 0                   ? "TableHead"
                        : table->is_pairs && i == 0 ? "TableName"
                                                    : "TableText";

    add_cell (writer->body, column, widths[i], text, style, keep && index >= 0);
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
    add_row (writer, table, widths, -1);
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++)
    add_row (writer, table, widths, (int) row);
  g_string_append (writer->body, "</w:tbl>\n<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>\n");
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

  if (!add_part (writer, name, data, length, error))
    return FALSE;
  g_string_append_printf (writer->relations,
                          "<Relationship Id=\"r%s%u\" Type=\"" REL
                          "image\" Target=\"media/figure%u.%s\"/>\n",
                          relation, n, n, suffix);
  return TRUE;
}

/* The same for a figure, as SVG and PNG. */
static gboolean
add_picture_files (Writer *writer, const CtnScene *scene, guint n, GError **error)
{
  static const struct {
    const char *suffix;
    double scale;
    const char *relation;
  } kinds[] = { { "png", PNG_SCALE, "Png" }, { "svg", 0, "Svg" } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GBytes) bytes = ctn_document_render (scene, kinds[i].scale, error);

    if (bytes == NULL ||
        !add_picture_file (writer, bytes, n, kinds[i].suffix, kinds[i].relation, error))
      return FALSE;
  }
  return TRUE;
}

/* A picture of the package in a paragraph of its own, ECMA-376-1, 20.4.2.8; @width, @height: points.
 * @svg: (nullable): what is added to its PNG, an extension that Word and LibreOffice know */
static void
add_drawing (Writer *writer,
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
      "<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r><w:drawing>"
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
      cx, cy, n, n, description, n, n, n, svg != NULL ? svg : "", cx, cy);
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

  add_drawing (writer, n, writer->width, height, words, svg);
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
  add_drawing (writer, n, width, height, author != NULL ? author : "Logo", NULL);
  return TRUE;
}

static gboolean
add_figure (Writer *writer, const CtnBlock *block, GError **error)
{
  g_autoptr (CtnScene) scene =
      ctn_document_layout_figure (writer->document, block->figure, writer->width);
  g_autofree char *caption = ctn_document_dup_caption (writer->document, block);
  guint n;

  if (scene == NULL)
    return TRUE;
  n = ++writer->n_pictures;
  if (!add_picture_files (writer, scene, n, error))
    return FALSE;
  add_figure_drawing (writer, block->figure, n,
                      writer->width * ctn_scene_get_height (scene) / ctn_scene_get_width (scene));
  /* Below a figure, a caption has nothing to stay with. */
  if (caption != NULL) {
    g_string_append (writer->body,
                     "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/><w:keepNext w:val=\"0\"/></w:pPr>");
    add_runs (writer->body, caption);
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
    add_runs (writer->body, block->text);
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
    add_paragraph (writer->body, "BodyText", block->text);
    return TRUE;
  case CTN_BLOCK_NOTE:
    add_paragraph (writer->body, "Note", block->text);
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

static void
add_style (GString *xml, const char *id, const char *name, const char *paragraph, const char *run)
{
  g_string_append_printf (xml,
                          "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
                          "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>%s</w:pPr>"
                          "<w:rPr>%s</w:rPr></w:style>\n",
                          id, name, paragraph, run);
}

#define SPACING(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define BOLD(size) "<w:b/><w:sz w:val=\"" size "\"/>"
#define HEADING(before, after, level)                                                              \
  "<w:keepNext/><w:keepLines/>" SPACING (before, after) "<w:outlineLvl w:val=\"" level "\"/>"
#define MUTED "<w:color w:val=\"5C5C61\"/>"

/* Word checks the spelling of a language in a country only. */
static const char *
get_locale (const Writer *writer)
{
  const char *language = ctn_document_get_language (writer->document);

  return g_str_equal (language, "de") ? "de-DE" : g_str_equal (language, "en") ? "en-GB" : language;
}

/* Without the mode Word takes the file for one of 2003. There is no updateFields: the contents are filled in,
 * and Word would ask at every opening. */
static gboolean
add_settings (Writer *writer, GError **error)
{
  g_autoptr (GString) xml =
      g_string_new (XML "<w:settings " W "><w:defaultTabStop w:val=\"720\"/><w:autoHyphenation/>"
                        "<w:hyphenationZone w:val=\"425\"/><w:doNotHyphenateCaps/><w:compat>"
                        "<w:compatSetting w:name=\"compatibilityMode\" "
                        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
                        "</w:compat>");

  add_escaped (xml, "<w:themeFontLang w:val=\"{}\"/></w:settings>\n", get_locale (writer));
  return add_text_part (writer, "word/settings.xml", xml->str, error);
}

static gboolean
add_styles (Writer *writer, GError **error)
{
  g_autoptr (GString) xml = g_string_new (XML "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>"
                                              "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" "
                                              "w:cs=\"Arial\"/><w:sz w:val=\"20\"/>");

  add_escaped (xml, "<w:lang w:val=\"{}\"/>", get_locale (writer));
  g_string_append (xml, "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"264\" "
                        "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
                        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                        "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n");
  add_style (xml, "Title", "Title", SPACING ("0", "120"), BOLD ("48"));
  add_style (xml, "Subtitle", "Subtitle", SPACING ("0", "80"), MUTED "<w:sz w:val=\"24\"/>");
  add_style (xml, "Heading1", "heading 1", HEADING ("440", "160", "0"), BOLD ("34"));
  add_style (xml, "Heading2", "heading 2", HEADING ("320", "120", "1"), BOLD ("26"));
  add_style (xml, "Heading3", "heading 3", HEADING ("240", "80", "2"), BOLD ("22"));
  add_style (xml, "ContentsHeading", "TOC Heading", "<w:keepNext/>" SPACING ("320", "120"),
             BOLD ("26"));
  add_style (xml, "TOC1", "toc 1",
             "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs>" SPACING (
                 "0", "60"),
             "<w:b/>");
  add_style (xml, "TOC2", "toc 2",
             "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs>" SPACING (
                 "0", "40") "<w:ind w:left=\"280\"/>",
             "");
  add_style (xml, "BodyText", "Body Text", "<w:widowControl/>" SPACING ("0", "140"), "");
  add_style (xml, "Note", "Note", SPACING ("0", "140"), MUTED "<w:sz w:val=\"17\"/>");
  add_style (xml, "ListBullet", "List Bullet",
             "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" SPACING ("0", "60"), "");
  add_style (xml, "Caption", "caption", "<w:keepNext/>" SPACING ("80", "80"), BOLD ("17"));
  add_style (xml, "Figure", "Figure", "<w:keepNext/>" SPACING ("80", "0"), "");
  add_style (xml, "TableText", "Table Text", SPACING ("40", "40"), "<w:sz w:val=\"17\"/>");
  add_style (xml, "TableHead", "Table Head", "<w:keepNext/>" SPACING ("40", "40"), BOLD ("17"));
  add_style (xml, "TableName", "Table Name", SPACING ("40", "40"), BOLD ("17"));
  add_style (xml, "Gap", "Gap", SPACING ("0", "0"), "<w:sz w:val=\"12\"/>");
  g_string_append (xml,
                   "<w:style w:type=\"table\" w:styleId=\"Plain\"><w:name w:val=\"Plain Report\"/>"
                   "<w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                   "w:color=\"B8BABF\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                   "w:color=\"B8BABF\"/></w:tblBorders></w:tblPr></w:style>\n</w:styles>\n");
  return add_text_part (writer, "word/styles.xml", xml->str, error);
}

static gboolean
add_footer (Writer *writer, GError **error)
{
  g_autoptr (GString) xml = g_string_new (XML "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Note\"/>"
                                              "<w:tabs><w:tab w:val=\"right\" w:pos=\"9400\"/>"
                                              "</w:tabs></w:pPr>");
  g_auto (GStrv) parts =
      g_strsplit (ctn_document_get_word (writer->document, CTN_WORD_PAGE), "%u", 3);
  static const char *const fields[] = { "PAGE", "NUMPAGES" };

  add_runs (xml, ctn_document_get_title (writer->document));
  g_string_append (xml, "<w:r><w:tab/></w:r>");
  for (guint i = 0; parts[i] != NULL; i++) {
    add_runs (xml, parts[i]);
    if (i < G_N_ELEMENTS (fields))
      g_string_append_printf (
          xml, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", fields[i]);
  }
  g_string_append (xml, "</w:p></w:ftr>\n");
  return add_text_part (writer, "word/footer1.xml", xml->str, error);
}

static gboolean
add_properties (Writer *writer, GError **error)
{
  g_autoptr (GString) xml =
      g_string_new (XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                        "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
  const char *author = ctn_document_get_author (writer->document);
  const char *date = ctn_document_get_date (writer->document);

  add_escaped (xml, "<dc:title>{}</dc:title>", ctn_document_get_title (writer->document));
  if (author != NULL)
    add_escaped (xml, "<dc:creator>{}</dc:creator>", author);
  if (date != NULL)
    add_escaped (xml, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created>",
                 date);
  add_escaped (xml, "<dc:language>{}</dc:language></cp:coreProperties>\n",
               ctn_document_get_language (writer->document));
  return add_text_part (writer, "docProps/core.xml", xml->str, error);
}

static const char content_types[] =
    XML "<Types xmlns=\"" PACKAGE "content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
        "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Default Extension=\"png\" ContentType=\"image/png\"/>"
        "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.styles+xml\"/>"
        "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.numbering+xml\"/>"
        "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.settings+xml\"/>"
        "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.footer+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-"
        "package.core-properties+xml\"/></Types>\n";

static const char package_relations[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
        "<Relationship Id=\"r1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" "
        "Target=\"docProps/core.xml\"/></Relationships>\n";

static const char numbering[] =
    XML "<w:numbering " W "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"
        "<w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>"
        "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"320\" w:hanging=\"240\"/></w:pPr></w:lvl>"
        "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        "</w:numbering>\n";

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
  return add_text_part (writer, "word/document.xml", writer->body->str, error) &&
         add_text_part (writer, "word/_rels/document.xml.rels", writer->relations->str, error);
}

gboolean
ctn_document_write_docx (CtnDocument *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Writer) writer = { .document = self };
  g_autoptr (CtnMetrics) metrics = NULL;

  writer.bytes = g_byte_array_new ();
  writer.body = g_string_new (NULL);
  writer.relations = g_string_new (document_relations);
  writer.pages = ctn_pages_new (self, ctn_paper_a4 (), cancellable, error);
  if (writer.pages == NULL)
    return FALSE;
  writer.width = ctn_paper_a4 ()->width - 2 * ctn_paper_a4 ()->margin_x;
  metrics = ctn_metrics_new (NULL, 1);
  writer.columns = ctn_document_measure_columns (self, metrics, writer.width, CELL_SIZE);
  if (!open_archive (&writer, error) ||
      !add_text_part (&writer, "[Content_Types].xml", content_types, error) ||
      !add_text_part (&writer, "_rels/.rels", package_relations, error) ||
      !add_text_part (&writer, "word/numbering.xml", numbering, error) ||
      !add_settings (&writer, error) || !add_styles (&writer, error) ||
      !add_footer (&writer, error) || !add_properties (&writer, error) ||
      !add_body (&writer, cancellable, error))
    return FALSE;
  if (archive_write_close (writer.zip) != ARCHIVE_OK)
    return fail (&writer, error);
  return g_output_stream_write_all (stream, writer.bytes->data, writer.bytes->len, NULL,
                                    cancellable, error);
}
