#include "ctn-trend.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-legend.h"
#include "ctn-plane-private.h"

#define MAX_LEGEND_SHARE 0.45
#define MAX_STEPS 5 /* of a scale that is found */

typedef struct {
  const CtnTrendData *data;
  CtnPlane plane;
  double first, last; /* of the time */
} Page;

static double
get_x (const Page *page, guint point)
{
  const cairo_rectangle_t *plot = &page->plane.plot;
  double inset = page->plane.theme->marker_size * 2;
  double span = page->last - page->first;

  if (!(span > 0))
    return plot->x + plot->width / 2;
  return plot->x + inset +
         (page->data->points[point].time - page->first) / span * (plot->width - 2 * inset);
}

static CtnPaint
get_line_paint (const Page *page, guint series)
{
  return (CtnPaint) { .stroke = ctn_theme_get_series_color (page->plane.theme, series),
                      .width = page->plane.theme->line_width *
                               (page->data->series[series].strong ? 1.6 : 1),
                      .dash = ctn_theme_get_dash (series) };
}

static CtnLegend *
make_legend (const Page *page, double width)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (CtnLegendEntry));
  CtnLegend *legend;

  for (guint i = 0; i < page->data->n_series; i++) {
    CtnLegendEntry entry = {
      .part = (int) i,
      .label = page->data->series[i].name,
      .paths = { ctn_path_new (), ctn_path_new () },
      .paints = { get_line_paint (page, i),
                  { .fill = ctn_theme_get_series_color (page->plane.theme, i) } },
    };

    ctn_path_move_to (entry.paths[0], -CTN_LEGEND_SAMPLE_WIDTH / 2, 0);
    ctn_path_line_to (entry.paths[0], CTN_LEGEND_SAMPLE_WIDTH / 2, 0);
    ctn_marker_append (ctn_theme_get_marker (i), entry.paths[1], 0, 0,
                       page->plane.theme->marker_size);
    g_array_append_val (entries, entry);
  }
  legend = ctn_legend_new (page->plane.metrics, page->plane.theme,
                           (const CtnLegendEntry *) (gpointer) entries->data, entries->len,
                           page->plane.size, width, FALSE);
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
  return legend;
}

/* From the last to the first, each that has room before the one after it. */
static void
add_dates (Page *page)
{
  double free_until = page->plane.width - page->plane.margin;

  for (guint i = page->data->n_points; i > 0; i--) {
    const CtnTrendPoint *point = &page->data->points[i - 1];
    g_autoptr (CtnTextBlock) text = ctn_text_block_new (
        page->plane.metrics, point->label, page->plane.size, FALSE, page->plane.width / 2, 1);
    double x = get_x (page, i - 1) - text->width / 2;
    const CtnMarkInfo info = { .id = point->id, .role = "date", .label = point->label };

    x = CLAMP (x, page->plane.margin,
               MAX (page->plane.width - page->plane.margin - text->width, page->plane.margin));
    if (x + text->width > free_until)
      continue;
    ctn_scene_builder_add_text (page->plane.builder, &info, text, x,
                                page->plane.plot.y + page->plane.plot.height +
                                    page->plane.size * 0.7,
                                CTN_ALIGN_LEFT, page->plane.theme->foreground);
    free_until = x - page->plane.size;
  }
}

static void
add_line (Page *page, guint series)
{
  const double *values = page->data->series[series].values;
  g_autoptr (CtnPath) path = ctn_path_new ();
  const CtnMarkInfo info = {
    .part = (int) series, .role = "series", .label = page->data->series[series].name, .z = 20
  };
  const CtnPaint paint = get_line_paint (page, series);

  for (guint i = 0; i + 1 < page->data->n_points; i++) {
    if (!isfinite (values[i]) || !isfinite (values[i + 1]))
      continue;
    if (i == 0 || !isfinite (values[i - 1]))
      ctn_path_move_to (path, get_x (page, i), ctn_plane_get_y (&page->plane, values[i]));
    ctn_path_line_to (path, get_x (page, i + 1), ctn_plane_get_y (&page->plane, values[i + 1]));
  }
  if (!ctn_path_is_empty (path))
    ctn_scene_builder_add_path (page->plane.builder, &info, path, &paint);
}

static void
add_value (Page *page, guint series, guint point)
{
  double value = page->data->series[series].values[point];
  g_autofree char *text = isfinite (value)
                              ? ctn_number_format_fixed (value, (int) page->data->decimals)
                              : g_strdup (_ ("no value"));
  g_autofree char *label = g_strdup_printf (_ ("%s, %s: %s"), page->data->series[series].name,
                                            page->data->points[point].label, text);
  g_autoptr (CtnPath) marker = ctn_path_new ();
  const CtnMarkInfo info = { .id = page->data->points[point].id,
                             .part = (int) series,
                             .role = "value",
                             .label = label,
                             .value = text,
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL,
                             .z = 40 };
  CtnPaint paint = { .fill = ctn_theme_get_series_color (page->plane.theme, series) };
  double y = isfinite (value) ? ctn_plane_get_y (&page->plane, value)
                              : page->plane.plot.y + page->plane.plot.height;

  ctn_marker_append (ctn_theme_get_marker (series), marker, get_x (page, point), y,
                     page->plane.theme->marker_size);
  /* A value that is missing can be reached and is not to be seen. */
  if (!isfinite (value))
    paint.fill.alpha = 0;
  ctn_scene_builder_add_path (page->plane.builder, &info, marker, &paint);
}

static void
add_all (Page *page)
{
  for (guint i = 0; i < page->data->n_series; i++)
    add_line (page, i);
  for (guint point = 0; point < page->data->n_points; point++)
    for (guint i = 0; i < page->data->n_series; i++)
      add_value (page, i, point);
}

/* The next round numbers below and above all values. */
static void
find_scale (CtnTrendData *data)
{
  double min = INFINITY, max = -INFINITY, step;

  for (guint i = 0; i < data->n_series; i++)
    for (guint j = 0; j < data->n_points; j++)
      if (isfinite (data->series[i].values[j])) {
        min = fmin (min, data->series[i].values[j]);
        max = fmax (max, data->series[i].values[j]);
      }
  if (!isfinite (min))
    min = max = 0;
  step = ctn_plane_find_step (max > min ? max - min : fmax (fabs (max), 1), MAX_STEPS);
  data->min = floor (min / step) * step;
  data->max = ceil (max / step) * step;
  if (!(data->max > data->min))
    data->max = data->min + step;
}

CtnScene *
ctn_trend_layout (const CtnTrendData *data,
                  double width,
                  double height,
                  CtnMetrics *metrics,
                  const CtnTheme *theme)
{
  CtnTrendData safe = *data;
  Page page = { .data = &safe };
  g_autoptr (CtnLegend) legend = NULL;
  g_autofree char *description = NULL;

  safe.n_points = MIN (data->n_points, CTN_TREND_MAX_POINTS);
  safe.n_series = MIN (data->n_series, CTN_TREND_MAX_SERIES);
  description =
      g_strdup_printf (ctn_ngettext ("%u date", "%u dates", safe.n_points), safe.n_points);
  ctn_plane_begin (&page.plane, data->title, description, width, height, metrics, theme);
  if (safe.n_points == 0 || safe.n_series == 0)
    return ctn_plane_end_empty (&page.plane);
  legend = make_legend (&page, page.plane.plot.width);
  if (ctn_legend_get_height (legend) > page.plane.plot.height * MAX_LEGEND_SHARE)
    g_clear_pointer (&legend, ctn_legend_free);
  page.plane.plot.height -=
      (legend != NULL ? ctn_legend_get_height (legend) + page.plane.size : 0) +
      page.plane.size * 2.2;
  if (!(safe.max > safe.min))
    find_scale (&safe);
  ctn_plane_set_scale (&page.plane, safe.min, safe.max);
  page.first = safe.points[0].time;
  page.last = safe.points[safe.n_points - 1].time;
  add_dates (&page);
  add_all (&page);
  if (legend != NULL)
    ctn_legend_add (legend, page.plane.builder,
                    page.plane.margin +
                        MAX (width - 2 * page.plane.margin - ctn_legend_get_width (legend), 0) / 2,
                    height - page.plane.margin - ctn_legend_get_height (legend), 60, TRUE);
  return ctn_scene_builder_end (page.plane.builder);
}
