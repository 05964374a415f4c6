/* What a radar shows: comparison band, target, lines and markers of the series. */
#include "ctn-radar-private.h"

#include <ctn-i18n.h>
#include <math.h>

/* Of the band's hatching, points. */
#define HATCH_STEP 5.0
#define HATCH_WIDTH 0.4

static gboolean
has_value (const double *values, guint axis)
{
  return values && isfinite (values[axis]);
}

/* A line through the values, open where one is missing; closed when all are there. */
static CtnPath *
make_line (const CtnRadarGeometry *geometry, const double *values)
{
  CtnPath *path = ctn_path_new ();
  guint n = geometry->n_axes, n_lines = 0;

  for (guint i = 0; i < n; i++) {
    guint next = (i + 1) % n;
    CtnPoint a, b;

    if (!has_value (values, i) || !has_value (values, next) || (n < 3 && next <= i))
      continue;
    a = ctn_radar_point (geometry, i, values[i]);
    b = ctn_radar_point (geometry, next, values[next]);
    if (n_lines == 0 || !has_value (values, (i + n - 1) % n))
      ctn_path_move_to (path, a.x, a.y);
    if (++n_lines == n)
      ctn_path_close (path);
    else
      ctn_path_line_to (path, b.x, b.y);
  }
  return path;
}

/* The sectors between neighbouring values: where one is missing, nothing is filled. */
static CtnPath *
make_area (const CtnRadarGeometry *geometry, const double *values)
{
  CtnPath *path = ctn_path_new ();
  guint n = geometry->n_axes;

  for (guint i = 0; i < n && n >= 3; i++) {
    guint next = (i + 1) % n;
    CtnPoint corners[3] = { geometry->center };

    if (!has_value (values, i) || !has_value (values, next))
      continue;
    corners[1] = ctn_radar_point (geometry, i, values[i]);
    corners[2] = ctn_radar_point (geometry, next, values[next]);
    ctn_path_add_polygon (path, corners, 3);
  }
  return path;
}

/* Lines across the band between two axes, from the first quartile to the third; no shade is needed to see
 * where it is. */
static void
append_hatch (CtnPath *path, const CtnPoint corners[4])
{
  double length = MAX (hypot (corners[3].x - corners[0].x, corners[3].y - corners[0].y),
                       hypot (corners[2].x - corners[1].x, corners[2].y - corners[1].y));
  guint n = (guint) CLAMP (length / HATCH_STEP, 1, 60);

  for (guint i = 0; i < n; i++) {
    double share = (i + 0.5) / n;

    ctn_path_move_to (path, corners[0].x + share * (corners[3].x - corners[0].x),
                      corners[0].y + share * (corners[3].y - corners[0].y));
    ctn_path_line_to (path, corners[1].x + share * (corners[2].x - corners[1].x),
                      corners[1].y + share * (corners[2].y - corners[1].y));
  }
}

/* One quadrilateral between each pair of neighbouring axes, from quartile to quartile. */
static void
add_band (CtnSceneBuilder *builder,
          const CtnRadarData *data,
          const CtnRadarGeometry *geometry,
          const CtnTheme *theme)
{
  g_autoptr (CtnPath) area = ctn_path_new ();
  g_autoptr (CtnPath) hatch = ctn_path_new ();
  g_autoptr (CtnPath) median = NULL;
  CtnMarkInfo info = { .role = "band", .z = CTN_RADAR_Z_BAND };
  guint n = geometry->n_axes;

  for (guint i = 0; i < n && n >= 3; i++) {
    guint next = (i + 1) % n;

    if (has_value (data->quartile1, i) && has_value (data->quartile1, next) &&
        has_value (data->quartile3, i) && has_value (data->quartile3, next)) {
      CtnPoint corners[] = { ctn_radar_point (geometry, i, data->quartile1[i]),
                             ctn_radar_point (geometry, i, data->quartile3[i]),
                             ctn_radar_point (geometry, next, data->quartile3[next]),
                             ctn_radar_point (geometry, next, data->quartile1[next]) };

      ctn_path_add_polygon (area, corners, G_N_ELEMENTS (corners));
      append_hatch (hatch, corners);
    }
  }
  if (!ctn_path_is_empty (area))
    ctn_scene_builder_add_path (builder, &info, area, &(CtnPaint) { .fill = theme->band });
  if (theme->patterns && !ctn_path_is_empty (hatch))
    ctn_scene_builder_add_path (builder, &info, hatch,
                                &(CtnPaint) { .stroke = theme->band_line, .width = HATCH_WIDTH });
  median = make_line (geometry, data->median);
  info.z = CTN_RADAR_Z_SCALE;
  if (!ctn_path_is_empty (median))
    ctn_scene_builder_add_path (builder, &info, median,
                                &(CtnPaint) { .stroke = theme->band_line, .width = 1 });
}

static void
add_target (CtnSceneBuilder *builder,
            const CtnRadarData *data,
            const CtnRadarGeometry *geometry,
            const CtnTheme *theme)
{
  g_autoptr (CtnPath) line = make_line (geometry, data->target);
  CtnMarkInfo info = { .role = "target", .z = CTN_RADAR_Z_TARGET };
  const char *name = data->target_name ? data->target_name : _ ("Target");

  if (!ctn_path_is_empty (line))
    ctn_scene_builder_add_path (builder, &info, line,
                                &(CtnPaint) { .stroke = theme->target,
                                              .width = theme->line_width * 0.8,
                                              .dash = ctn_theme_get_planned_dash () });
  for (guint i = 0; i < data->n_axes; i++) {
    g_autoptr (CtnPath) tick = ctn_path_new ();
    g_autofree char *value = NULL, *label = NULL;
    CtnPoint p;

    if (!has_value (data->target, i))
      continue;
    p = ctn_radar_point (geometry, i, data->target[i]);
    value = ctn_radar_format (data, data->target[i]);
    /* Translators: an axis of a chart, a series of values, the value. */
    label = g_strdup_printf (_ ("%s, %s: %s"), data->axes[i].label, name, value);
    info = (CtnMarkInfo) { .id = data->axes[i].id,
                           .role = "target",
                           .label = label,
                           .value = value,
                           .z = CTN_RADAR_Z_TARGET,
                           .hit = CTN_HIT_BOUNDS };
    ctn_path_add_circle (tick, p.x, p.y, theme->marker_size * 0.45);
    ctn_scene_builder_add_path (builder, &info, tick, &(CtnPaint) { .fill = theme->target });
  }
}

static CtnPaint
get_marker_paint (const CtnTheme *theme, guint series)
{
  return (CtnPaint) { .fill = ctn_theme_get_series_color (theme, series) };
}

/* Later series of the same value cover this one's marker; it grows a little for each, so that its
 * rim is seen. */
static double
get_marker_size (const CtnRadarData *data,
                 const CtnRadarGeometry *geometry,
                 guint series,
                 guint axis,
                 double size)
{
  double close = (geometry->max - geometry->min) / MAX (geometry->radius, 1);
  double value = data->series[series].values[axis];
  guint n = 0;

  for (guint i = series + 1; i < data->n_series; i++)
    n += has_value (data->series[i].values, axis) &&
         fabs (data->series[i].values[axis] - value) < close;
  return size * (1 + 0.28 * MIN (n, 4));
}

/* A rim of background around the markers of a series keeps them apart from what is below. */
static void
add_rims (CtnSceneBuilder *builder,
          const CtnRadarData *data,
          const CtnRadarGeometry *geometry,
          guint series,
          const CtnTheme *theme)
{
  const double *values = data->series[series].values;
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnMarkInfo info = { .role = "rim", .z = CTN_RADAR_Z_MARKER + 2 * (int) series };

  for (guint axis = 0; axis < data->n_axes; axis++) {
    CtnPoint p;

    if (!has_value (values, axis))
      continue;
    p = ctn_radar_point (geometry, axis, values[axis]);
    ctn_marker_append (ctn_theme_get_marker (series), path, p.x, p.y,
                       get_marker_size (data, geometry, series, axis, theme->marker_size) + 0.7);
  }
  if (!ctn_path_is_empty (path))
    ctn_scene_builder_add_path (builder, &info, path, &(CtnPaint) { .fill = theme->background });
}

static CtnPaint
get_line_paint (const CtnTheme *theme, guint series)
{
  return (CtnPaint) { .stroke = ctn_theme_get_series_color (theme, series),
                      .width = theme->line_width,
                      .dash = ctn_theme_get_dash (series) };
}

static void
add_series_line (CtnSceneBuilder *builder,
                 const CtnRadarData *data,
                 const CtnRadarGeometry *geometry,
                 guint series,
                 const CtnTheme *theme)
{
  const double *values = data->series[series].values;
  CtnMarkInfo info = { .id = data->series[series].id,
                       .part = (int) series,
                       .role = "series",
                       .label = data->series[series].name };
  g_autoptr (CtnPath) line = make_line (geometry, values);
  g_autoptr (CtnPath) area = make_area (geometry, values);
  CtnPaint paint = get_line_paint (theme, series);

  /* More than three areas over each other are mud. */
  if (!ctn_path_is_empty (area) && data->n_series <= 3) {
    info.z = CTN_RADAR_Z_AREA;
    ctn_scene_builder_add_path (
        builder, &info, area,
        &(CtnPaint) { .fill = ctn_color_fade (paint.stroke, theme->fill_alpha) });
  }
  info.z = CTN_RADAR_Z_LINE;
  if (!ctn_path_is_empty (line))
    ctn_scene_builder_add_path (builder, &info, line, &paint);
  add_rims (builder, data, geometry, series, theme);
}

static void
add_value (CtnSceneBuilder *builder,
           const CtnRadarData *data,
           const CtnRadarGeometry *geometry,
           guint axis,
           guint series,
           const CtnTheme *theme)
{
  const CtnRadarSeries *row = &data->series[series];
  g_autofree char *value = ctn_radar_format (data, row->values[axis]);
  g_autofree char *label =
      g_strdup_printf (_ ("%s, %s: %s"), data->axes[axis].label, row->name, value);
  g_autoptr (CtnPath) marker = ctn_path_new ();
  CtnPoint p = ctn_radar_point (geometry, axis, row->values[axis]);
  CtnPaint paint = get_marker_paint (theme, series);
  CtnMarkInfo info = { .id = data->axes[axis].id,
                       .part = (int) series,
                       .role = "value",
                       .label = label,
                       .value = value,
                       .reachable = TRUE,
                       .hit = CTN_HIT_FILL,
                       .z = CTN_RADAR_Z_MARKER + 2 * (int) series + 1 };

  ctn_marker_append (ctn_theme_get_marker (series), marker, p.x, p.y,
                     get_marker_size (data, geometry, series, axis, theme->marker_size));
  ctn_scene_builder_add_path (builder, &info, marker, &paint);
}

static void
append_cross (CtnPath *path, double x, double y)
{
  ctn_path_move_to (path, x - 2, y - 2);
  ctn_path_line_to (path, x + 2, y + 2);
  ctn_path_move_to (path, x - 2, y + 2);
  ctn_path_line_to (path, x + 2, y - 2);
}

/* A cross @distance points outside of the outer ring: not a place on the scale, so it cannot be taken
 * for a value. */
static void
add_missing_value (CtnSceneBuilder *builder,
                   const CtnRadarData *data,
                   const CtnRadarGeometry *geometry,
                   guint axis,
                   guint series,
                   double distance,
                   const CtnTheme *theme)
{
  const char *value = _ ("no value");
  g_autofree char *label =
      g_strdup_printf (_ ("%s, %s: %s"), data->axes[axis].label, data->series[series].name, value);
  g_autoptr (CtnPath) cross = ctn_path_new ();
  double angle = ctn_radar_angle (axis, geometry->n_axes);
  double radius = geometry->radius + distance +
                  (data->n_groups > 0 ? CTN_RADAR_ARC_GAP + CTN_RADAR_ARC_WIDTH : 0);
  CtnMarkInfo info = { .id = data->axes[axis].id,
                       .part = (int) series,
                       .role = "value",
                       .label = label,
                       .value = value,
                       .reachable = TRUE,
                       .hit = CTN_HIT_BOUNDS,
                       .z = CTN_RADAR_Z_MARKER };

  append_cross (cross, geometry->center.x + radius * cos (angle),
                geometry->center.y + radius * sin (angle));
  ctn_scene_builder_add_path (
      builder, &info, cross,
      &(CtnPaint) { .stroke = ctn_theme_get_series_color (theme, series), .width = 1.2 });
}

guint
ctn_radar_count_gaps (const CtnRadarData *data)
{
  guint most = 0;

  for (guint axis = 0; axis < data->n_axes; axis++) {
    guint n = 0;

    for (guint series = 0; series < data->n_series; series++)
      n += !has_value (data->series[series].values, axis);
    most = MAX (most, n);
  }
  return most;
}

void
ctn_radar_add_values (CtnSceneBuilder *builder,
                      const CtnRadarData *data,
                      const CtnRadarGeometry *geometry,
                      double cross_step,
                      const CtnTheme *theme)
{
  if (data->quartile1 && data->quartile3)
    add_band (builder, data, geometry, theme);
  if (data->target)
    add_target (builder, data, geometry, theme);
  for (guint series = 0; series < data->n_series; series++)
    add_series_line (builder, data, geometry, series, theme);
  for (guint axis = 0; axis < data->n_axes; axis++) {
    guint n_missing = 0;

    for (guint series = 0; series < data->n_series; series++) {
      if (has_value (data->series[series].values, axis))
        add_value (builder, data, geometry, axis, series, theme);
      else
        add_missing_value (builder, data, geometry, axis, series, (0.75 + n_missing++) * cross_step,
                           theme);
    }
  }
}

static CtnPath *
make_sample_line (double half)
{
  CtnPath *path = ctn_path_new ();

  ctn_path_move_to (path, -half, 0);
  ctn_path_line_to (path, half, 0);
  return path;
}

static void
add_band_entry (GArray *entries, const CtnRadarData *data, const CtnTheme *theme)
{
  double half = CTN_LEGEND_SAMPLE_WIDTH / 2, high = CTN_LEGEND_SAMPLE_HEIGHT;
  cairo_rectangle_t box = { -half, -high / 2, 2 * half, high };
  CtnLegendEntry entry = {
    .part = -2,
    .label = data->band_name ? data->band_name : _ ("Comparison (quartiles and median)"),
    .paths = { ctn_path_new (), make_sample_line (half) },
    .paints = { { .fill = theme->band }, { .stroke = theme->band_line, .width = 1 } }
  };

  ctn_path_add_rectangle (entry.paths[0], &box, 0);
  for (double x = -half + HATCH_STEP / 2; theme->patterns && x < half; x += HATCH_STEP) {
    ctn_path_move_to (entry.paths[1], x, -high / 2);
    ctn_path_line_to (entry.paths[1], x, high / 2);
  }
  g_array_append_val (entries, entry);
}

GArray *
ctn_radar_make_legend (const CtnRadarData *data, const CtnTheme *theme)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (CtnLegendEntry));
  double half = CTN_LEGEND_SAMPLE_WIDTH / 2;

  for (guint i = 0; i < data->n_series; i++) {
    CtnLegendEntry entry = { .id = data->series[i].id,
                             .part = (int) i,
                             .label = data->series[i].name,
                             .paths = { make_sample_line (half), ctn_path_new () },
                             .paints = { get_line_paint (theme, i), get_marker_paint (theme, i) } };

    ctn_marker_append (ctn_theme_get_marker (i), entry.paths[1], 0, 0, theme->marker_size);
    g_array_append_val (entries, entry);
  }
  if (data->target) {
    CtnLegendEntry entry = { .part = -1,
                             .label = data->target_name ? data->target_name : _ ("Target"),
                             .paths = { make_sample_line (half) },
                             .paints = { { .stroke = theme->target,
                                           .width = theme->line_width * 0.8,
                                           .dash = ctn_theme_get_planned_dash () } } };

    g_array_append_val (entries, entry);
  }
  if (data->quartile1 && data->quartile3)
    add_band_entry (entries, data, theme);
  if (ctn_radar_count_gaps (data) > 0) {
    CtnLegendEntry entry = { .part = -3,
                             .label = _ ("No value"),
                             .paths = { ctn_path_new () },
                             .paints = { { .stroke = theme->foreground, .width = 1.2 } } };

    append_cross (entry.paths[0], 0, 0);
    g_array_append_val (entries, entry);
  }
  for (guint i = 0; i < data->n_groups; i++) {
    CtnLegendEntry entry = { .part = -10 - (int) i,
                             .label = data->groups[i],
                             .paths = { make_sample_line (half) },
                             .paints = {
                                 { .stroke = ctn_radar_group_color (theme, i),
                                   .width = CTN_RADAR_ARC_WIDTH,
                                   .dash = theme->patterns ? ctn_theme_get_dash (i) : NULL } } };

    g_array_append_val (entries, entry);
  }
  return entries;
}
