#include <ctn-chart-export.h>
#include <string.h>

#include "ctn-document-columns.h"
#include "ctn-document-write.h"

#define FIGURE_WIDTH 640.0       /* points */
#define CSS_PIXELS (96.0 / 72.0) /* a point */
#define MAX_WHOLE_CHARS 12

/* Of the text, at its broadest, and of cells, as the style has them: points. */
#define TEXT_WIDTH 600.0
#define CELL_SIZE 10.2

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;color:#121217;background:#fff;max-width:52rem;"
    "margin:2rem auto;padding:0 1rem}"
    "h1{font-size:2rem;line-height:1.2;margin-bottom:.3rem}"
    "h2{font-size:1.5rem;margin-top:2.2rem}h3{font-size:1.2rem;margin-top:1.6rem}h4{font-size:1rem}"
    ".sub,.note{color:#5c5c61}.note{font-size:.85rem}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem;margin-bottom:1.4rem}"
    ".scroll{overflow-x:auto}"
    "td,p,li{white-space:pre-line}p,li{hyphens:auto;max-width:46rem}.n{text-align:right}.n+:not(.n)"
    "{padding-left:"
    "1rem}"
    "td.n,.whole{white-space:nowrap}"
    "caption,figcaption{font-weight:bold;font-size:.85rem;text-align:left;padding:.3rem 0}"
    "th,td{border-bottom:1px solid #b8babf;padding:.25rem .4rem;text-align:left;vertical-align:top}"
    "thead th{background:#ebedf2}th.n{text-align:right}figure{margin:1.2rem "
    "0}svg{max-width:100%;height:auto}"
    ".logo{display:block;max-width:100%;height:auto;margin-bottom:1.5rem}"
    "nav ul{list-style:none;padding-left:1rem}"
    "@media "
    "print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr,figure{break-inside:avoid}"
    ".scroll{overflow:visible}.whole{white-space:normal}}";

CtnScene *
ctn_document_layout_figure (const CtnDocument *document,
                            const CtnDocumentFigure *figure,
                            double width)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);

  return ctn_document_layout (document, figure, width, width * figure->ratio, metrics);
}

GBytes *
ctn_document_render (const CtnScene *scene, double scale, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean ok = scale > 0 ? ctn_scene_write_png (scene, scale, stream, NULL, error)
                          : ctn_scene_write_svg (scene, stream, NULL, error);

  if (!ok || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
add_escaped (GString *html, const char *format, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto (GStrv) parts = g_strsplit (format, "{}", 2);

  g_string_append (html, parts[0]);
  g_string_append (html, escaped);
  if (parts[1] != NULL)
    g_string_append (html, parts[1]);
}

/* A day, a code, a few words: what a browser would break for the sake of longer texts beside it. */
static gboolean
is_whole (const char *text)
{
  return strpbrk (text, " -") != NULL && strchr (text, '\n') == NULL &&
         g_utf8_strlen (text, -1) <= MAX_WHOLE_CHARS;
}

static void
add_cells (GString *html, const CtnDocumentTable *table, guint row)
{
  g_string_append (html, "<tr>");
  for (guint i = 0; i < table->columns->len; i++) {
    const char *text = ctn_document_table_get_cell (table, row, i);

    add_escaped (html,
                 table->is_pairs && i == 0 ? "<th scope=\"row\">{}</th>"
                 : g_array_index (table->columns, CtnDocumentColumn, i).kind == CTN_COLUMN_NUMBER
                     ? "<td class=\"n\">{}</td>"
                 : is_whole (text) ? "<td class=\"whole\">{}</td>"
                                   : "<td>{}</td>",
                 text);
  }
  g_string_append (html, "</tr>\n");
}

static void
add_head (GString *html, const CtnDocumentTable *table)
{
  g_string_append (html, "<thead><tr>");
  for (guint i = 0; i < table->columns->len; i++) {
    const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, i);

    add_escaped (html,
                 column->kind == CTN_COLUMN_NUMBER ? "<th scope=\"col\" class=\"n\">{}</th>"
                                                   : "<th scope=\"col\">{}</th>",
                 column->title);
  }
  g_string_append (html, "</tr></thead>\n");
}

/* Tables with the same heads have the same columns, as on paper; a browser on its own would find others for each. */
static void
add_columns (GString *html, const CtnDocumentTable *table, const double *widths)
{
  g_string_append (html, "<colgroup>");
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (html, "<col style=\"width:%d%%\">",
                            (int) (100 * widths[i] / TEXT_WIDTH));
  g_string_append (html, "</colgroup>\n");
}

/* @widths: of its columns */
static void
add_table (GString *html, CtnDocument *document, const CtnBlock *block, const double *widths)
{
  const CtnDocumentTable *table = block->table;
  g_autofree char *caption = ctn_document_dup_caption (document, block);

  /* A table that is wider than a small screen is moved within its own frame. */
  g_string_append (html, "<div class=\"scroll\">\n<table>\n");
  if (caption != NULL)
    add_escaped (html, "<caption>{}</caption>\n", caption);
  add_columns (html, table, widths);
  if (!table->is_pairs)
    add_head (html, table);
  g_string_append (html, "<tbody>\n");
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++)
    add_cells (html, table, row);
  g_string_append (html, "</tbody></table>\n</div>\n");
}

/* Every figure calls its letters glyph-0-1 and so on, and a page has room for one of each name: what is
 * named, and what refers to it, gets the figure's number before it. */
static char *
dup_renamed (const char *svg, guint number)
{
  static const char *const marks[] = { " id=\"", "href=\"#", "url(#" };
  g_autofree char *prefix = g_strdup_printf ("f%u-", number);
  g_autoptr (GString) renamed = g_string_new (svg);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *with = g_strconcat (marks[i], prefix, NULL);

    g_string_replace (renamed, marks[i], with, 0);
  }
  return g_string_free (g_steal_pointer (&renamed), FALSE);
}

/* The SVG without its XML declaration, which has no place within HTML. @index: of the block */
static gboolean
add_figure (GString *html, CtnDocument *document, guint index, GError **error)
{
  const CtnBlock *block = ctn_document_get_block (document, index);
  g_autoptr (CtnScene) scene = ctn_document_layout_figure (document, block->figure, FIGURE_WIDTH);
  g_autoptr (GBytes) svg = NULL;
  g_autofree char *caption = ctn_document_dup_caption (document, block);
  g_autofree char *text = NULL;
  g_autofree char *renamed = NULL;

  if (scene == NULL)
    return TRUE;
  svg = ctn_document_render (scene, 0, error);
  if (svg == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  renamed = dup_renamed (text, index);
  g_string_append (html, "<figure>\n");
  g_string_append (html, strstr (renamed, "<svg"));
  if (caption != NULL)
    add_escaped (html, "<figcaption>{}</figcaption>\n", caption);
  g_string_append (html, "</figure>\n");
  return TRUE;
}

static void
add_contents (GString *html, CtnDocument *document)
{
  add_escaped (html, "<nav aria-label=\"{}\">\n",
               ctn_document_get_word (document, CTN_WORD_CONTENTS));
  add_escaped (html, "<h2>{}</h2>\n<ul>\n", ctn_document_get_word (document, CTN_WORD_CONTENTS));
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind != CTN_BLOCK_HEADING || block->level > 2)
      continue;
    g_string_append_printf (html,
                            "<li style=\"margin-left:%u"
                            "rem\"><a href=\"#b%u\">",
                            block->level - 1, i);
    add_escaped (html, "{}</a></li>\n", block->text);
  }
  g_string_append (html, "</ul>\n</nav>\n");
}

static void
add_heading (GString *html, guint index, const CtnBlock *block)
{
  g_autofree char *open =
      g_strdup_printf ("<h%u id=\"b%u\">{}</h%u>\n", block->level + 1, index, block->level + 1);

  add_escaped (html, open, block->text);
}

static gboolean
add_block (GString *html, CtnDocument *document, guint index, GPtrArray *columns, GError **error)
{
  const CtnBlock *block = ctn_document_get_block (document, index);

  switch (block->kind) {
  case CTN_BLOCK_HEADING:
    add_heading (html, index, block);
    return TRUE;
  case CTN_BLOCK_PARAGRAPH:
    add_escaped (html, "<p>{}</p>\n", block->text);
    return TRUE;
  case CTN_BLOCK_NOTE:
    add_escaped (html, "<p class=\"note\">{}</p>\n", block->text);
    return TRUE;
  case CTN_BLOCK_LIST:
    g_string_append (html, "<ul>\n");
    for (guint i = 0; block->items[i] != NULL; i++)
      add_escaped (html, "<li>{}</li>\n", block->items[i]);
    g_string_append (html, "</ul>\n");
    return TRUE;
  case CTN_BLOCK_TABLE:
    add_table (html, document, block, columns->pdata[index]);
    return TRUE;
  case CTN_BLOCK_FIGURE:
    return add_figure (html, document, index, error);
  case CTN_BLOCK_CONTENTS:
    add_contents (html, document);
    return TRUE;
  case CTN_BLOCK_PAGE_BREAK:
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}

/* Without words: whose logo it is stands below the title. As a picture, a drawing runs no programs and gets
 * nothing from elsewhere. */
static void
add_logo (GString *html, const CtnLogo *logo)
{
  GBytes *bytes = ctn_logo_get_bytes (logo);
  g_autofree char *text =
      g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  double width;
  double height;

  ctn_logo_get_size (logo, &width, &height);
  g_string_append_printf (html,
                          "<img class=\"logo\" alt=\"\" style=\"width:%dpx\" src=\"data:%s;base64,"
                          "%s\">\n",
                          (int) (width * CSS_PIXELS), ctn_logo_get_media_type (logo), text);
}

gboolean
ctn_document_write_html (CtnDocument *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GString) html = g_string_new ("<!DOCTYPE html>\n");
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (GPtrArray) columns =
      ctn_document_measure_columns (self, metrics, TEXT_WIDTH, CELL_SIZE);

  add_escaped (html, "<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
               ctn_document_get_language (self));
  g_string_append (html,
                   "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
  add_escaped (html, "<title>{}</title>\n", ctn_document_get_title (self));
  g_string_append_printf (html, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);
  if (ctn_document_get_logo (self) != NULL)
    add_logo (html, ctn_document_get_logo (self));
  add_escaped (html, "<h1>{}</h1>\n", ctn_document_get_title (self));
  if (ctn_document_get_subtitle (self) != NULL)
    add_escaped (html, "<p class=\"sub\">{}</p>\n", ctn_document_get_subtitle (self));
  if (ctn_document_get_author (self) != NULL)
    add_escaped (html, "<p class=\"sub\">{}</p>\n", ctn_document_get_author (self));
  for (guint i = 0; i < ctn_document_get_n_blocks (self); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_block (html, self, i, columns, error))
      return FALSE;
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_output_stream_write_all (stream, html->str, html->len, NULL, cancellable, error);
}
