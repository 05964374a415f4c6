#include "ctn-radar.h"

#include "ctn-radar-private.h"
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

/* Pages with a shorter side than this, in points, show neither title nor legend: they are thumbnails
 * beside which the program says what they show. */
#define MIN_SIDE_FOR_TITLE 220.0

/* Parts of the page, before the plot. */
typedef struct {
  double margin;
  double size;         /* of text */
  CtnTextBlock *title; /* (owned) (nullable) */
  CtnLegend *legend;   /* (owned) (nullable) */
  gboolean legend_right;
  double
      top; /* left free above and below on a page higher than wide: title, plot and legend stay together */
  cairo_rectangle_t plot;
} Page;

CtnPoint
ctn_radar_point (const CtnRadarGeometry *self, guint axis, double value)
{
  double share = CLAMP ((value - self->min) / (self->max - self->min), 0, 1);
  double angle = ctn_radar_angle (axis, self->n_axes);

  return (CtnPoint) { self->center.x + self->radius * share * cos (angle),
                      self->center.y + self->radius * share * sin (angle) };
}

double
ctn_radar_value_on_axis (const CtnRadarGeometry *self, guint axis, double x, double y)
{
  double angle = ctn_radar_angle (axis, self->n_axes);
  double foot = (x - self->center.x) * cos (angle) + (y - self->center.y) * sin (angle);

  return self->min + CLAMP (foot / self->radius, 0, 1) * (self->max - self->min);
}

char *
ctn_radar_format (const CtnRadarData *data, double value)
{
  double range = data->max - data->min;
  int decimals = range <= 1.5 ? 2 : range <= 20 ? 1 : 0;

  if (fabs (value - round (value)) < 0.5 * pow (10, -decimals) && range > 1.5)
    decimals = 0;
  return ctn_number_format_fixed (value, decimals);
}

/* A copy of @data that the steps can rely on: bounded numbers, a scale with an extent, no NULL where
 * a text is needed. */
static CtnRadarData
make_safe (const CtnRadarData *data, CtnRadarAxis *axes, CtnRadarSeries *series)
{
  CtnRadarData safe = *data;

  safe.n_axes = MIN (data->n_axes, CTN_RADAR_MAX_AXES);
  safe.n_series = MIN (data->n_series, CTN_RADAR_MAX_SERIES);
  for (guint i = 0; i < safe.n_axes; i++) {
    axes[i] = data->axes[i];
    axes[i].label = axes[i].label ? axes[i].label : "";
  }
  for (guint i = 0; i < safe.n_series; i++) {
    series[i] = data->series[i];
    series[i].name = series[i].name ? series[i].name : "";
  }
  safe.axes = axes;
  safe.series = series;
  safe.n_groups = data->groups ? data->n_groups : 0;
  if (!isfinite (safe.min))
    safe.min = 0;
  if (!isfinite (safe.max) || safe.max - safe.min < 1e-9)
    safe.max = safe.min + 1;
  return safe;
}

static void
find_extremes (const CtnRadarData *data, guint *high, guint *low, guint *n)
{
  const double *values = data->series[0].values;

  *n = 0;
  for (guint i = 0; i < data->n_axes; i++) {
    if (!isfinite (values[i]))
      continue;
    if (*n == 0 || values[i] > values[*high])
      *high = i;
    if (*n == 0 || values[i] < values[*low])
      *low = i;
    (*n)++;
  }
}

static void
describe (CtnSceneBuilder *builder, const CtnRadarData *data)
{
  g_autofree char *text = NULL;
  guint high = 0, low = 0, n = 0;

  if (data->n_series > 0)
    find_extremes (data, &high, &low, &n);
  if (n > 1) {
    g_autofree char *best = ctn_radar_format (data, data->series[0].values[high]);
    g_autofree char *worst = ctn_radar_format (data, data->series[0].values[low]);

    text = g_strdup_printf (
        _ ("Radar chart with %u axes; %s is strongest at %s (%s) and weakest at %s (%s)."),
        data->n_axes, data->series[0].name, data->axes[high].label, best, data->axes[low].label,
        worst);
  } else {
    text = g_strdup_printf (
        ctn_ngettext ("Radar chart with %u axis.", "Radar chart with %u axes.", data->n_axes),
        data->n_axes);
  }
  ctn_scene_builder_set_title (builder, data->title);
  ctn_scene_builder_set_description (builder, text);
}

/* The legend goes to the right of a wide page, else below. It is made smaller rather than take more
 * than its share. */
static void
make_legend (Page *page, const CtnRadarData *data, CtnMetrics *metrics, const CtnTheme *theme)
{
  g_autoptr (GArray) entries = ctn_radar_make_legend (data, theme);
  double size = page->size;

  page->legend_right = page->plot.width > 1.45 * page->plot.height;
  for (int i = 0; i < 4; i++, size *= 0.9) {
    double width = page->legend_right ? page->plot.width * 0.3 : page->plot.width;
    double limit = page->plot.height * (page->legend_right ? 0.95 : 0.25);

    g_clear_pointer (&page->legend, ctn_legend_free);
    page->legend =
        ctn_legend_new (metrics, theme, (const CtnLegendEntry *) (gpointer) entries->data,
                        entries->len, size, width, page->legend_right);
    if (ctn_legend_get_height (page->legend) <= limit && !ctn_legend_is_cut (page->legend))
      break;
  }
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
  if (ctn_legend_get_height (page->legend) > page->plot.height * 0.6)
    g_clear_pointer (&page->legend, ctn_legend_free);
}

static void
page_init (Page *page,
           const CtnRadarData *data,
           double width,
           double height,
           CtnMetrics *metrics,
           const CtnTheme *theme)
{
  double side = MIN (width, height);

  page->margin = CLAMP (side * 0.025, 3, 18);
  page->size = CLAMP (6.5 + side / 150, 7, 12) * ctn_metrics_get_text_scale (metrics);
  page->plot = (cairo_rectangle_t) { page->margin, page->margin, MAX (width - 2 * page->margin, 1),
                                     MAX (height - 2 * page->margin, 1) };
  if (side < MIN_SIDE_FOR_TITLE)
    return;
  if (data->title && *data->title != '\0') {
    double used;

    page->title =
        ctn_text_block_new (metrics, data->title, page->size * 1.25, TRUE, page->plot.width, 2);
    used = page->title->height + page->size * 0.8;
    page->plot.y += used;
    page->plot.height -= used;
  }
  make_legend (page, data, metrics, theme);
  if (page->legend && page->legend_right)
    page->plot.width -= ctn_legend_get_width (page->legend) + page->size * 1.5;
  else if (page->legend && ctn_legend_get_height (page->legend) > 0)
    page->plot.height -= ctn_legend_get_height (page->legend) + page->size * 0.9;
  page->top = MAX (page->plot.height - page->plot.width, 0) / 2;
  page->plot.y += page->top;
  page->plot.height -= 2 * page->top;
}

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->title, ctn_text_block_unref);
  g_clear_pointer (&page->legend, ctn_legend_free);
}

static void
add_title_and_legend (CtnSceneBuilder *builder,
                      const Page *page,
                      const CtnRadarData *data,
                      double width,
                      const CtnTheme *theme)
{
  CtnMarkInfo info = { .role = "title", .z = CTN_RADAR_Z_TEXT, .label = data->title };

  if (page->title)
    ctn_scene_builder_add_text (builder, &info, page->title, width / 2, page->margin + page->top,
                                CTN_ALIGN_CENTER, theme->foreground);
  if (!page->legend)
    return;
  if (page->legend_right)
    ctn_legend_add (page->legend, builder,
                    width - page->margin - ctn_legend_get_width (page->legend),
                    page->plot.y + (page->plot.height - ctn_legend_get_height (page->legend)) / 2,
                    CTN_RADAR_Z_TEXT, FALSE);
  else
    ctn_legend_add (page->legend, builder, (width - ctn_legend_get_width (page->legend)) / 2,
                    page->plot.y + page->plot.height + page->size * 0.9, CTN_RADAR_Z_TEXT, TRUE);
}

/* @theme with thinner lines and smaller markers where the plot is small or crowded. */
static CtnTheme
make_finer (const CtnTheme *theme, const CtnRadarData *data, double radius)
{
  CtnTheme fine = *theme;
  double crowd = MAX (data->n_axes * data->n_series, 1);
  double factor = CLAMP (radius / 110, 0.5, 1) * CLAMP (sqrt (80 / crowd), 0.7, 1);

  fine.line_width *= MAX (factor, 0.6);
  fine.marker_size *= factor;
  return fine;
}

static void
add_plot (CtnSceneBuilder *builder,
          const Page *page,
          const CtnRadarData *data,
          CtnMetrics *metrics,
          const CtnTheme *theme,
          CtnRadarGeometry *geometry)
{
  CtnRadarPlacement placement = { 0 };
  CtnTheme fine;
  guint n_gaps = ctn_radar_count_gaps (data);
  double gap = 5, cross_step = CTN_RADAR_CROSS_STEP;

  if (data->n_groups > 0)
    gap += CTN_RADAR_ARC_GAP + CTN_RADAR_ARC_WIDTH;
  /* Crosses move closer rather than take more than a sixth of the page. */
  if (n_gaps > 0)
    cross_step = MIN (cross_step, MIN (page->plot.width, page->plot.height) / 6 / n_gaps);
  gap += n_gaps * cross_step;
  ctn_radar_place (data, &page->plot, gap, page->size, metrics, &placement);
  geometry->center = placement.center;
  geometry->radius = placement.radius;
  fine = make_finer (theme, data, placement.radius);
  ctn_radar_add_frame (builder, data, geometry, &placement, metrics, &fine);
  ctn_radar_add_values (builder, data, geometry, cross_step, &fine);
  ctn_radar_placement_clear (&placement);
}

static void
add_nothing (CtnSceneBuilder *builder,
             double width,
             double height,
             double size,
             CtnMetrics *metrics,
             const CtnTheme *theme)
{
  g_autoptr (CtnTextBlock) text =
      ctn_text_block_new (metrics, _ ("There are no axes to show."), size, FALSE, width * 0.9, 3);
  CtnMarkInfo info = { .role = "note", .label = _ ("There are no axes to show.") };

  ctn_scene_builder_add_text (builder, &info, text, width / 2, (height - text->height) / 2,
                              CTN_ALIGN_CENTER, theme->muted);
}

CtnScene *
ctn_radar_layout (const CtnRadarData *data,
                  double width,
                  double height,
                  CtnMetrics *metrics,
                  const CtnTheme *theme,
                  CtnRadarGeometry *geometry)
{
  CtnRadarAxis axes[CTN_RADAR_MAX_AXES];
  CtnRadarSeries series[CTN_RADAR_MAX_SERIES];
  CtnRadarData safe = make_safe (data, axes, series);
  CtnSceneBuilder *builder = ctn_scene_builder_new (width, height);
  CtnRadarGeometry plot = { .n_axes = safe.n_axes, .min = safe.min, .max = safe.max, .radius = 1 };
  Page page = { 0 };

  ctn_scene_builder_set_background (builder, theme->background);
  describe (builder, &safe);
  page_init (&page, &safe, width, height, metrics, theme);
  add_title_and_legend (builder, &page, &safe, width, theme);
  if (safe.n_axes > 0)
    add_plot (builder, &page, &safe, metrics, theme, &plot);
  else
    add_nothing (builder, width, height, page.size, metrics, theme);
  page_clear (&page);
  if (geometry)
    *geometry = plot;
  return ctn_scene_builder_end (builder);
}
