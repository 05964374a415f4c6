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
  /* A map hides what lies outside of it, and a page has more than the map. */
  cairo_rectangle (cr, 0, 0, ctn_scene_get_width (item->scene), ctn_scene_get_height (item->scene));
  cairo_clip (cr);
  ctn_scene_paint (item->scene, cr);
  cairo_restore (cr);
}

void
ctn_item_paint (const CtnItem *item, cairo_t *cr)
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
  case CTN_ITEM_LOGO:
    cairo_save (cr);
    cairo_translate (cr, item->x, item->y);
    ctn_logo_paint (item->logo, cr);
    cairo_restore (cr);
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

void
ctn_pages_paint_footer (CtnPages *self, guint page, cairo_t *cr)
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
    ctn_item_paint (&g_array_index (items, CtnItem, i), cr);
  ctn_pages_paint_footer (self, page, cr);
}
