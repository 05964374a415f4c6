#include "ctn-canvas-chart.h"

#include <ctn-i18n.h>

#define MARGIN 12.0
#define GAP 6.0
#define PAD 7.0
#define SIZE 8.5
#define HEAD_SIZE 9.5
#define TITLE_SIZE 13.0
#define BULLET 9.0
#define MIN_WIDTH 320.0
#define MIN_ROW 54.0
#define MAX_LINES 16
#define DOT 1.9
#define DOT_STEP 5.4
#define MAX_RATING 5

typedef struct {
  const CtnCanvasData *data;
  CtnSceneBuilder *builder; /* (unowned) */
  CtnMetrics *metrics;
  const CtnTheme *theme;
  double width;  /* of the page */
  double top;    /* of the grid */
  double *row_y; /* rows + 1 */
} Page;

static double
get_x (const Page *page, guint column)
{
  double cell = (page->width - 2 * MARGIN + GAP) / MAX (page->data->columns, 1);

  return MARGIN + column * cell;
}

static double
get_box_width (const Page *page, const CtnCanvasBox *box)
{
  return get_x (page, box->x + box->width) - get_x (page, box->x) - GAP;
}

static double
get_rating_width (const CtnCanvasItem *item)
{
  return item->rating > 0 ? MAX_RATING * DOT_STEP + PAD : 0;
}

static CtnTextBlock *
wrap (Page *page, const char *text, double size, gboolean bold, double width)
{
  return ctn_text_block_new (page->metrics, text, size, bold, MAX (width, 20), MAX_LINES);
}

static double
get_text_width (const Page *page, const CtnCanvasBox *box, const CtnCanvasItem *item)
{
  return get_box_width (page, box) - 2 * PAD - BULLET - get_rating_width (item);
}

static double
measure_box (Page *page, const CtnCanvasBox *box)
{
  g_autoptr (CtnTextBlock) head =
      wrap (page, box->title, HEAD_SIZE, TRUE, get_box_width (page, box) - 2 * PAD);
  double height = 2 * PAD + head->height;

  for (guint i = 0; i < box->n_items; i++) {
    g_autoptr (CtnTextBlock) text =
        wrap (page, box->items[i].text, SIZE, FALSE, get_text_width (page, box, &box->items[i]));

    height += text->height + GAP / 2;
  }
  return height;
}

/* Boxes of one row first; those of several then make the last of them higher where they must. */
static void
measure_rows (Page *page)
{
  guint rows = page->data->rows;
  g_autofree double *heights = g_new (double, rows + 1);

  for (guint i = 0; i < rows; i++)
    heights[i] = MIN_ROW;
  for (guint span = 1; span <= rows; span++)
    for (guint i = 0; i < page->data->n_boxes; i++) {
      const CtnCanvasBox *box = &page->data->boxes[i];
      double room = (span - 1) * GAP;
      double need;

      if (box->height != span || box->y + span > rows)
        continue;
      need = measure_box (page, box);
      for (guint row = box->y; row < box->y + span; row++)
        room += heights[row];
      if (need > room)
        heights[box->y + span - 1] += need - room;
    }
  page->row_y[0] = page->top;
  for (guint i = 0; i < rows; i++)
    page->row_y[i + 1] = page->row_y[i] + heights[i] + GAP;
}

static void
add_dots (Page *page, const CtnCanvasItem *item, double right, double y)
{
  const CtnMarkInfo info = { .role = "rating" };

  for (int i = 0; i < MAX_RATING; i++) {
    g_autoptr (CtnPath) path = ctn_path_new ();
    CtnColor color = ctn_theme_get_series_color (page->theme, 0);
    const CtnPaint paint = { .fill = i < item->rating ? color : (CtnColor) { 0, 0, 0, 0 },
                             .stroke = color,
                             .width = 0.6 };

    ctn_path_add_circle (path, right - (MAX_RATING - i - 0.5) * DOT_STEP, y, DOT);
    ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  }
}

/* Returns: its height */
static double
add_item (Page *page, const CtnCanvasBox *box, const CtnCanvasItem *item, double y)
{
  double x = get_x (page, box->x) + PAD;
  g_autoptr (CtnTextBlock) text =
      wrap (page, item->text, SIZE, FALSE, get_text_width (page, box, item));
  g_autoptr (CtnTextBlock) bullet = wrap (page, "•", SIZE, FALSE, BULLET);
  g_autofree char *label = g_strdup_printf ("%s: %s", box->title, item->text);
  g_autofree char *value = item->rating > 0 ? g_strdup_printf ("%d", item->rating) : NULL;
  const CtnMarkInfo info = { .id = item->id,
                             .role = "item",
                             .label = label,
                             .value = value,
                             .reachable = TRUE,
                             .hit = CTN_HIT_BOUNDS };
  const CtnMarkInfo plain = { .role = "bullet" };

  ctn_scene_builder_add_text (page->builder, &plain, bullet, x, y, CTN_ALIGN_LEFT,
                              page->theme->muted);
  ctn_scene_builder_add_text (page->builder, &info, text, x + BULLET, y, CTN_ALIGN_LEFT,
                              page->theme->foreground);
  if (item->rating > 0)
    add_dots (page, item, get_x (page, box->x) + get_box_width (page, box) - PAD,
              y + text->line_height / 2);
  return text->height + GAP / 2;
}

static void
add_box (Page *page, guint index)
{
  const CtnCanvasBox *box = &page->data->boxes[index];
  double x = get_x (page, box->x);
  double y = page->row_y[box->y];
  const cairo_rectangle_t frame = { x, y, get_box_width (page, box),
                                    page->row_y[box->y + box->height] - GAP - y };
  const CtnMarkInfo info = { .role = "box", .label = box->title, .part = (int) index };
  const CtnPaint paint = { .fill = page->theme->surface,
                           .stroke = page->theme->grid,
                           .width = 0.8 };
  g_autoptr (CtnPath) path = ctn_path_new ();
  g_autoptr (CtnTextBlock) head = wrap (page, box->title, HEAD_SIZE, TRUE, frame.width - 2 * PAD);

  ctn_path_add_rectangle (path, &frame, 4);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  ctn_scene_builder_add_text (page->builder, &info, head, x + PAD, y + PAD, CTN_ALIGN_LEFT,
                              page->theme->foreground);
  y += PAD + head->height + GAP / 2;
  for (guint i = 0; i < box->n_items; i++)
    y += add_item (page, box, &box->items[i], y);
}

static CtnTextBlock *
wrap_title (Page *page)
{
  return page->data->title != NULL && *page->data->title != '\0'
             ? wrap (page, page->data->title, TITLE_SIZE, TRUE, page->width - 2 * MARGIN)
             : NULL;
}

CtnScene *
ctn_canvas_chart_layout (const CtnCanvasData *data,
                         double width,
                         CtnMetrics *metrics,
                         const CtnTheme *theme)
{
  g_autofree double *row_y = g_new0 (double, data->rows + 2);
  Page page = { data, NULL, metrics, theme, MAX (width, MIN_WIDTH), MARGIN, row_y };
  g_autoptr (CtnTextBlock) title = wrap_title (&page);
  const CtnMarkInfo info = { .role = "title", .label = data->title };
  g_autofree char *description = g_strdup_printf (
      ctn_ngettext ("A form with %u field", "A form with %u fields", data->n_boxes), data->n_boxes);

  if (title != NULL)
    page.top += title->height + GAP;
  measure_rows (&page);
  page.builder = ctn_scene_builder_new (page.width, row_y[data->rows] - GAP + MARGIN);
  ctn_scene_builder_set_background (page.builder, theme->background);
  ctn_scene_builder_set_description (page.builder, description);
  if (title != NULL) {
    ctn_scene_builder_set_title (page.builder, data->title);
    ctn_scene_builder_add_text (page.builder, &info, title, MARGIN, MARGIN, CTN_ALIGN_LEFT,
                                theme->foreground);
  }
  for (guint i = 0; i < data->n_boxes; i++)
    add_box (&page, i);
  return ctn_scene_builder_end (page.builder);
}
