#include "ctn-bars.h"

#include <ctn-i18n.h>
#include <math.h>

#include <ctn-number.h>

#include "ctn-legend.h"

#define MARGIN 12.0
#define SIZE 9.0
#define TITLE_SIZE 12.0
#define MIN_WIDTH 240.0
#define BAR 9.0 /* thickness */
#define ROW_GAP 6.0
#define PAD 6.0
#define N_STEPS 6

typedef struct {
  CtnSceneBuilder *builder; /* (unowned) */
  CtnMetrics *metrics;      /* (unowned) */
  const CtnTheme *theme;
  const CtnBarsData *data;
  guint n_rows, n_series;
  double label_width;
  double x, width; /* of the plot */
  double min, max, step;
  double y;
} Page;

static double
get_value (const Page *page, guint row, guint series)
{
  return page->data->values[row * page->data->n_series + series];
}

/* The next step of 1, 2 or 5 times a power of ten. */
static double
round_step (double step)
{
  double power = pow (10, floor (log10 (step)));
  double share = step / power;

  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

static void
find_scale (Page *page)
{
  double low = 0;
  double high = 0;

  for (guint row = 0; row < page->n_rows; row++)
    for (guint series = 0; series < page->n_series; series++) {
      low = fmin (low, get_value (page, row, series));
      high = fmax (high, get_value (page, row, series));
    }
  for (guint i = 0; i < page->data->n_lines; i++)
    high = fmax (high, page->data->lines[i].value);
  page->step = round_step (fmax (high - low, 1e-9) / N_STEPS);
  page->min = floor (low / page->step) * page->step;
  page->max = fmax (ceil (high / page->step) * page->step, page->min + page->step);
}

static double
to_x (const Page *page, double value)
{
  return page->x + (value - page->min) / (page->max - page->min) * page->width;
}

static double
add_text (Page *page,
          const CtnMarkInfo *info,
          const char *text,
          double x,
          double y,
          double width,
          CtnAlign align,
          CtnColor color,
          gboolean bold)
{
  g_autoptr (CtnTextBlock) block = ctn_text_block_new (page->metrics, text, SIZE, bold, width, 2);

  ctn_scene_builder_add_text (page->builder, info, block, x, y - block->height / 2, align, color);
  return block->width;
}

static void
add_line (Page *page, double x, double y1, double y2, CtnColor color, const CtnDash *dash, int z)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  const CtnMarkInfo info = { .role = "grid", .z = z };
  const CtnPaint paint = { .stroke = color, .width = 0.7, .dash = dash };

  ctn_path_move_to (path, x, y1);
  ctn_path_line_to (path, x, y2);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

static double
get_row_height (const Page *page)
{
  return fmax (page->n_series * (BAR + 1),
               1.3 * SIZE * ctn_metrics_get_text_scale (page->metrics)) +
         ROW_GAP;
}

/* Lines end at a number, so that it is legible. */
static void
add_number (Page *page, const char *text, double x, double y)
{
  const CtnMarkInfo info = { .role = "number", .z = 2 };
  const CtnPaint paint = { .fill = page->theme->background };
  g_autoptr (CtnTextBlock) block =
      ctn_text_block_new (page->metrics, text, SIZE, FALSE, page->width, 1);
  const cairo_rectangle_t box = { x - 1.5, y - block->height / 2, block->width + 3, block->height };
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_add_rectangle (path, &box, 0);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  ctn_scene_builder_add_text (page->builder, &info, block, x, y - block->height / 2, CTN_ALIGN_LEFT,
                              page->theme->muted);
}

static void
add_bar (Page *page, guint row, guint series, double y, double thickness)
{
  const CtnBarsRow *subject = &page->data->rows[row];
  double value = get_value (page, row, series);
  g_autofree char *number = isfinite (value)
                                ? ctn_number_format (value, (int) MIN (page->data->decimals, 6))
                                : g_strdup ("–");
  g_autofree char *label = g_strdup_printf ("%s, %s", subject->label, page->data->series[series]);
  const CtnMarkInfo info = { .id = subject->id,
                             .part = (int) series,
                             .role = "bar",
                             .label = label,
                             .value = isfinite (value) ? number : _ ("no value"),
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL,
                             .z = 1 };
  CtnColor color = ctn_theme_get_series_color (page->theme, series);
  const CtnPaint paint = { .fill = ctn_color_fade (color, subject->strong ? 1 : 0.62),
                           .stroke = color,
                           .width = subject->strong ? 1.2 : 0.6 };
  double zero = to_x (page, CLAMP (0, page->min, page->max));
  double end = isfinite (value) ? to_x (page, value) : zero;
  const cairo_rectangle_t box = { fmin (zero, end), y, fmax (fabs (end - zero), 0.5), thickness };
  g_autoptr (CtnPath) path = ctn_path_new ();
  g_autofree char *text = subject->note != NULL && series + 1 == page->n_series && isfinite (value)
                              ? g_strdup_printf ("%s · %s", number, subject->note)
                              : g_strdup (number);

  ctn_path_add_rectangle (path, &box, 1);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  add_number (page, text, box.x + box.width + 4, y + thickness / 2);
}

static void
add_row (Page *page, guint row)
{
  const CtnBarsRow *subject = &page->data->rows[row];
  double height = get_row_height (page);
  double thickness = fmax (BAR, (height - ROW_GAP) / page->n_series - 1);
  const CtnMarkInfo info = {
    .id = subject->id, .role = "row", .label = subject->label, .hit = CTN_HIT_BOUNDS, .z = 2
  };

  thickness = fmin (thickness, 13);
  add_text (page, &info, subject->label, page->x - PAD, page->y + (height - ROW_GAP) / 2,
            page->label_width, CTN_ALIGN_RIGHT, page->theme->foreground, subject->strong);
  for (guint series = 0; series < page->n_series; series++)
    add_bar (page, row, series, page->y + series * (thickness + 1), thickness);
  page->y += height;
}

/* Numbers of the scale below, lines of the grid behind, named lines in front. */
static void
add_scale (Page *page, double top)
{
  const CtnMarkInfo info = { .role = "scale" };

  for (double value = page->min; value <= page->max + page->step / 2; value += page->step) {
    g_autofree char *number = ctn_number_format (fabs (value) < page->step / 2 ? 0 : value, 6);

    add_line (page, to_x (page, value), top, page->y, page->theme->grid, NULL, 0);
    add_text (page, &info, number, to_x (page, value), page->y + SIZE, 80, CTN_ALIGN_CENTER,
              page->theme->muted, FALSE);
  }
  for (guint i = 0; i < page->data->n_lines; i++) {
    const CtnBarsLine *line = &page->data->lines[i];

    add_line (page, to_x (page, line->value), top - 4, page->y, page->theme->target,
              ctn_theme_get_planned_dash (), 1);
    add_text (page, &info, line->label, to_x (page, line->value), top - SIZE, 90, CTN_ALIGN_CENTER,
              page->theme->foreground, FALSE);
  }
  page->y += 2 * SIZE;
  if (page->data->unit != NULL) {
    add_text (page, &info, page->data->unit, page->x + page->width / 2, page->y + SIZE / 2,
              page->width, CTN_ALIGN_CENTER, page->theme->muted, FALSE);
    page->y += 2 * SIZE;
  }
}

static void
add_legend (Page *page)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (CtnLegendEntry));
  g_autoptr (CtnLegend) legend = NULL;

  for (guint i = 0; i < page->n_series; i++) {
    CtnLegendEntry entry = { .part = (int) i, .label = page->data->series[i] };
    const cairo_rectangle_t box = { -9, -4, 18, 8 };
    CtnColor color = ctn_theme_get_series_color (page->theme, i);

    entry.paths[0] = ctn_path_new ();
    ctn_path_add_rectangle (entry.paths[0], &box, 1);
    entry.paints[0] =
        (CtnPaint) { .fill = ctn_color_fade (color, 0.62), .stroke = color, .width = 0.8 };
    g_array_append_val (entries, entry);
  }
  legend =
      ctn_legend_new (page->metrics, page->theme, (const CtnLegendEntry *) (gpointer) entries->data,
                      entries->len, SIZE, page->width, FALSE);
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
  ctn_legend_add (legend, page->builder, page->x, page->y, 2, FALSE);
  page->y += ctn_legend_get_height (legend) + PAD;
}

static void
add_all (Page *page, double width)
{
  const CtnMarkInfo info = { .role = "title", .label = page->data->title };
  double top;

  page->y = MARGIN;
  if (page->data->title != NULL) {
    g_autoptr (CtnTextBlock) block = ctn_text_block_new (page->metrics, page->data->title,
                                                         TITLE_SIZE, TRUE, width - 2 * MARGIN, 2);

    ctn_scene_builder_add_text (page->builder, &info, block, MARGIN, page->y, CTN_ALIGN_LEFT,
                                page->theme->foreground);
    page->y += block->height + PAD;
  }
  if (page->n_series > 1)
    add_legend (page);
  page->y += page->data->n_lines > 0 ? 2 * SIZE : 0;
  top = page->y;
  for (guint row = 0; row < page->n_rows; row++)
    add_row (page, row);
  add_scale (page, top);
}

CtnScene *
ctn_bars_layout (const CtnBarsData *data, double width, CtnMetrics *metrics, const CtnTheme *theme)
{
  double breadth = fmax (width, MIN_WIDTH);
  double label_width = fmin (breadth * 0.3, 220);
  Page page = { .metrics = metrics,
                .theme = theme,
                .data = data,
                .n_rows = MIN (data->n_rows, CTN_BARS_MAX_ROWS),
                .n_series = MIN (data->n_series, CTN_BARS_MAX_SERIES),
                .label_width = label_width,
                .x = MARGIN + label_width + PAD };
  g_autofree char *description =
      g_strdup_printf (ctn_ngettext ("%u row, %u series", "%u rows, %u series", data->n_rows),
                       data->n_rows, data->n_series);
  CtnScene *trial;

  /* Numbers and groups stand behind the bars. */
  page.width = (breadth - MARGIN - page.x) * 0.74;
  find_scale (&page);
  /* The first pass only finds out how high it gets. */
  page.builder = ctn_scene_builder_new (breadth, 1);
  add_all (&page, breadth);
  trial = ctn_scene_builder_end (page.builder);
  ctn_scene_unref (trial);
  page.builder = ctn_scene_builder_new (breadth, page.y + MARGIN);
  ctn_scene_builder_set_background (page.builder, theme->background);
  if (data->title != NULL)
    ctn_scene_builder_set_title (page.builder, data->title);
  ctn_scene_builder_set_description (page.builder, description);
  add_all (&page, breadth);
  return ctn_scene_builder_end (page.builder);
}
