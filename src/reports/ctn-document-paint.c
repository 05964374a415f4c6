#include <cairo-pdf.h>
#include <ctn-charts-error.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctn-document-flow.h"

#define FOOTER_SIZE 8.0

static void
set_color (cairo_t *cr, CtnColor color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

static void
paint_scene (const CtnItem *item, cairo_t *cr)
{
  double scale = MIN (item->width / ctn_scene_get_width (item->scene),
                      item->height / ctn_scene_get_height (item->scene));

  cairo_save (cr);
  cairo_translate (cr, item->x + (item->width - scale * ctn_scene_get_width (item->scene)) / 2,
                   item->y);
  cairo_scale (cr, scale, scale);
  ctn_scene_paint (item->scene, cr);
  cairo_restore (cr);
}

static void
paint_item (const CtnItem *item, cairo_t *cr)
{
  set_color (cr, item->color);
  switch (item->kind) {
  case CTN_ITEM_LINE:
    cairo_move_to (cr, item->x, item->y);
    pango_cairo_show_layout_line (cr, item->line);
    break;
  case CTN_ITEM_RULE:
    cairo_set_line_width (cr, 0.5);
    cairo_move_to (cr, item->x, item->y);
    cairo_line_to (cr, item->x + item->width, item->y);
    cairo_stroke (cr);
    break;
  case CTN_ITEM_FILL:
    cairo_rectangle (cr, item->x, item->y, item->width, item->height);
    cairo_fill (cr);
    break;
  case CTN_ITEM_SCENE:
    paint_scene (item, cr);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* The pattern with its two numbers in it; it comes from a translator and is no format. */
static char *
dup_page_text (const char *pattern, guint page, guint n)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "%u", 3);

  return g_strv_length (parts) == 3
             ? g_strdup_printf ("%s%u%s%u%s", parts[0], page, parts[1], n, parts[2])
             : g_strdup_printf ("%u/%u", page, n);
}

static void
paint_footer (CtnPages *self, guint page, cairo_t *cr)
{
  const char *pattern = ctn_document_get_word (self->document, CTN_WORD_PAGE);
  g_autofree char *number = dup_page_text (pattern, page + 1, self->pages->len);
  double y = self->paper.height - self->paper.margin_bottom + 18;
  double width = self->paper.width - 2 * self->paper.margin_x;
  const CtnTextStyle style = { FOOTER_SIZE, FALSE, TRUE, 0, 0 };
  CtnFlow flow = { .pages = self };
  PangoLayout *left =
      ctn_flow_set_text (&flow, ctn_document_get_title (self->document), &style, width * 0.75);
  PangoLayout *right = ctn_flow_set_text (&flow, number, &style, width * 0.25);

  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_END);
  set_color (cr, ctn_pages_ink (TRUE));
  cairo_move_to (cr, self->paper.margin_x, y);
  pango_cairo_show_layout (cr, left);
  cairo_move_to (cr, self->paper.margin_x + width * 0.75, y);
  pango_cairo_show_layout (cr, right);
  /* The two are made for every painting and not kept. */
  g_ptr_array_set_size (self->layouts, (int) self->layouts->len - 2);
}

static void
paint_background (CtnPages *self, cairo_t *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, self->paper.width, self->paper.height);
  cairo_fill (cr);
}

void
ctn_pages_paint (CtnPages *self, guint page, cairo_t *cr)
{
  GArray *items;

  g_return_if_fail (page < self->pages->len);
  items = g_ptr_array_index (self->pages, page);
  paint_background (self, cr);
  for (guint i = 0; i < items->len; i++)
    paint_item (&g_array_index (items, CtnItem, i), cr);
  paint_footer (self, page, cr);
}

/* PDF ----------------------------------------------------------------------------------------- */

static const char *
get_tag (CtnPages *self, guint block)
{
  const CtnBlock *owner;

  if (block == G_MAXUINT)
    return "P";
  owner = ctn_document_get_block (self->document, block);
  switch (owner->kind) {
  case CTN_BLOCK_HEADING:
    return owner->level == 1 ? "H1" : owner->level == 2 ? "H2" : "H3";
  case CTN_BLOCK_FIGURE:
    return "Figure";
  case CTN_BLOCK_CONTENTS:
    return "TOC";
  case CTN_BLOCK_PARAGRAPH:
  case CTN_BLOCK_NOTE:
    return "P";
  case CTN_BLOCK_LIST:
  case CTN_BLOCK_TABLE:
  case CTN_BLOCK_PAGE_BREAK:
  default:
    return "Div";
  }
}

/* The parts of a page with the roles of their blocks, so that a reader can tell headings from text. */
static void
paint_tagged (CtnPages *self, guint page, cairo_t *cr)
{
  GArray *items = g_ptr_array_index (self->pages, page);
  const char *open = NULL;
  guint block = 0;

  paint_background (self, cr);
  for (guint i = 0; i < items->len; i++) {
    const CtnItem *item = &g_array_index (items, CtnItem, i);
    g_autofree char *attributes = NULL;

    if (open == NULL || item->block != block) {
      if (open != NULL)
        cairo_tag_end (cr, open);
      open = get_tag (self, item->block);
      block = item->block;
      cairo_tag_begin (cr, open, NULL);
      if (block != G_MAXUINT && self->heading_pages[block] == (int) page) {
        attributes = g_strdup_printf ("name='b%u'", block);
        cairo_tag_begin (cr, CAIRO_TAG_DEST, attributes);
        cairo_tag_end (cr, CAIRO_TAG_DEST);
        g_clear_pointer (&attributes, g_free);
      }
    }
    if (item->link >= 0) {
      attributes = g_strdup_printf ("dest='b%d'", item->link);
      cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
    }
    paint_item (item, cr);
    if (item->link >= 0)
      cairo_tag_end (cr, CAIRO_TAG_LINK);
  }
  if (open != NULL)
    cairo_tag_end (cr, open);
  paint_footer (self, page, cr);
}

static void
add_outline (CtnPages *self, cairo_surface_t *surface)
{
  int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, 0, 0, 0 };

  for (guint i = 0; i < ctn_document_get_n_blocks (self->document); i++) {
    const CtnBlock *block = ctn_document_get_block (self->document, i);
    g_autofree char *target = NULL;
    int id;

    if (block->kind != CTN_BLOCK_HEADING)
      continue;
    target = g_strdup_printf ("dest='b%u'", i);
    id = cairo_pdf_surface_add_outline (surface, parents[block->level - 1], block->text, target,
                                        block->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (guint level = block->level; level < G_N_ELEMENTS (parents); level++)
      parents[level] = id;
  }
}

static void
add_metadata (CtnPages *self, cairo_surface_t *surface)
{
  const char *author = ctn_document_get_author (self->document);
  const char *date = ctn_document_get_date (self->document);
  g_autofree char *time = g_strdup_printf ("%sT00:00:00Z", date != NULL ? date : "2000-01-01");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  ctn_document_get_title (self->document));
  if (author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Catenary");
  /* The report's day and no time of now: the bytes must depend on the report alone. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, time);
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Finishes and drops both. */
static gboolean
finish (cairo_t *cr, cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_status (cr);

  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_DRAW,
               _ ("The pages could not be drawn: %s."), cairo_status_to_string (status));
  return FALSE;
}

gboolean
ctn_pages_write_pdf (CtnPages *self,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (collect, bytes, self->paper.width, self->paper.height);
  cairo_t *cr = cairo_create (surface);
  gboolean cancelled = FALSE;

  add_metadata (self, surface);
  for (guint page = 0; page < self->pages->len && !cancelled; page++) {
    paint_tagged (self, page, cr);
    cairo_show_page (cr);
    cancelled = g_cancellable_is_cancelled (cancellable);
  }
  if (!cancelled)
    add_outline (self, surface);
  if (!finish (cr, surface, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return g_output_stream_write_all (stream, bytes->data, bytes->len, NULL, cancellable, error);
}
