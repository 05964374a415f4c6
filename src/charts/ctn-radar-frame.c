/* What stands still in a radar: rings, spokes, scale, groups, labels. */
#include "ctn-radar-private.h"

#include <math.h>

/* Rings beyond this number would only grey the plot. */
#define MAX_RINGS 12

CtnColor
ctn_radar_group_color (const CtnTheme *theme, guint index)
{
  return ctn_theme_get_series_color (theme, CTN_THEME_N_SERIES - 1 - index % CTN_THEME_N_SERIES);
}

/* Distance of the rings: the levels' where there are any, else 1, 2 or 5 times a power of ten that
 * makes 4 to 10 rings. */
static double
find_step (const CtnRadarData *data)
{
  double range = data->max - data->min, step;

  if (data->n_levels >= 2 && data->n_levels <= MAX_RINGS)
    return range / (data->n_levels - 1);
  step = pow (10, floor (log10 (range)));
  if (range / step >= 4)
    return step;
  return range / step >= 2 ? step / 2 : step / 5;
}

static void
append_ring (CtnPath *path, const CtnRadarGeometry *geometry, double value)
{
  if (geometry->n_axes < 3) {
    double share = (value - geometry->min) / (geometry->max - geometry->min);

    ctn_path_add_circle (path, geometry->center.x, geometry->center.y, geometry->radius * share);
    return;
  }
  for (guint i = 0; i < geometry->n_axes; i++) {
    CtnPoint p = ctn_radar_point (geometry, i, value);

    if (i == 0)
      ctn_path_move_to (path, p.x, p.y);
    else
      ctn_path_line_to (path, p.x, p.y);
  }
  ctn_path_close (path);
}

static void
add_ring (CtnSceneBuilder *builder,
          const CtnRadarGeometry *geometry,
          double value,
          const CtnPaint *paint)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnMarkInfo info = { .role = "grid", .z = CTN_RADAR_Z_GRID };

  append_ring (path, geometry, value);
  ctn_scene_builder_add_path (builder, &info, path, paint);
}

/* Rings and spokes are marks of their own, which cairo draws faster than one path with all. */
static void
add_grid (CtnSceneBuilder *builder,
          const CtnRadarGeometry *geometry,
          double step,
          const CtnTheme *theme)
{
  CtnMarkInfo info = { .role = "grid", .z = CTN_RADAR_Z_GRID };
  CtnPaint thin = { .stroke = theme->grid, .width = 0.6 };
  /* Many spokes that meet in one point would make a blot. */
  double inner = geometry->min + (geometry->n_axes > 16 ? step : 0);

  for (double value = geometry->min + step; value < geometry->max - step / 1000; value += step)
    add_ring (builder, geometry, value, &thin);
  for (guint i = 0; i < geometry->n_axes; i++) {
    CtnPoint start = ctn_radar_point (geometry, i, inner);
    CtnPoint end = ctn_radar_point (geometry, i, geometry->max);
    g_autoptr (CtnPath) spoke = ctn_path_new ();

    ctn_path_move_to (spoke, start.x, start.y);
    ctn_path_line_to (spoke, end.x, end.y);
    ctn_scene_builder_add_path (builder, &info, spoke, &thin);
  }
  add_ring (builder, geometry, geometry->max, &(CtnPaint) { .stroke = theme->muted, .width = 0.8 });
}

/* One label of the scale, left of the first axis, on a patch of background that keeps the lines
 * behind it from crossing the digits. */
static void
add_scale_label (CtnSceneBuilder *builder,
                 CtnTextBlock *text,
                 const CtnPoint *place,
                 double inset,
                 const CtnTheme *theme)
{
  g_autoptr (CtnPath) patch = ctn_path_new ();
  CtnMarkInfo info = { .role = "scale", .z = CTN_RADAR_Z_SCALE };
  double top = place->y - text->height / 2;
  cairo_rectangle_t box = { place->x - inset - text->width - 1.5, top, text->width + 3,
                            text->height };

  ctn_path_add_rectangle (patch, &box, 2);
  ctn_scene_builder_add_path (builder, &info, patch,
                              &(CtnPaint) { .fill = ctn_color_fade (theme->background, 0.8) });
  ctn_scene_builder_add_text (builder, &info, text, place->x - inset, top, CTN_ALIGN_RIGHT,
                              theme->muted);
}

static void
add_scale (CtnSceneBuilder *builder,
           const CtnRadarData *data,
           const CtnRadarGeometry *geometry,
           double step,
           double label_size,
           CtnMetrics *metrics,
           const CtnTheme *theme)
{
  double size = MAX (label_size * 0.82, 5);
  double distance = geometry->radius * step / (geometry->max - geometry->min);
  guint n = (guint) lround ((geometry->max - geometry->min) / step);
  guint every = (guint) ceil (size * CTN_TEXT_LINE_HEIGHT / MAX (distance, 0.1));

  if (every > MAX (n, 1))
    return;
  for (guint i = every; i <= n; i += every) {
    double value = geometry->min + i * step;
    CtnPoint place = ctn_radar_point (geometry, 0, value);
    g_autofree char *number = ctn_radar_format (data, value);
    gboolean named = data->levels && data->n_levels == n + 1 && data->levels[i];
    g_autoptr (CtnTextBlock) text = ctn_text_block_new (metrics, named ? data->levels[i] : number,
                                                        size, FALSE, geometry->radius * 0.8, 1);

    add_scale_label (builder, text, &place, theme->marker_size + 2, theme);
  }
}

/* An arc along the axes of each group, where they follow each other. */
static void
add_groups (CtnSceneBuilder *builder,
            const CtnRadarData *data,
            const CtnRadarGeometry *geometry,
            const CtnTheme *theme)
{
  double radius = geometry->radius + CTN_RADAR_ARC_GAP + CTN_RADAR_ARC_WIDTH / 2;
  double half = G_PI / geometry->n_axes * 0.86;
  guint i = 0;

  while (i < data->n_axes) {
    int group = data->axes[i].group;
    guint last = i;
    CtnMarkInfo info = { .role = "group", .z = CTN_RADAR_Z_GRID, .hit = CTN_HIT_STROKE };
    g_autoptr (CtnPath) arc = ctn_path_new ();

    while (last + 1 < data->n_axes && data->axes[last + 1].group == group)
      last++;
    if (group >= 0 && (guint) group < data->n_groups) {
      info.part = group;
      info.label = data->groups[group];
      ctn_path_add_arc (arc, geometry->center.x, geometry->center.y, radius,
                        ctn_radar_angle (i, data->n_axes) - half,
                        ctn_radar_angle (last, data->n_axes) + half);
      ctn_scene_builder_add_path (
          builder, &info, arc,
          &(CtnPaint) { .stroke = ctn_radar_group_color (theme, (guint) group),
                        .width = CTN_RADAR_ARC_WIDTH,
                        .dash = theme->patterns ? ctn_theme_get_dash ((guint) group) : NULL });
    }
    i = last + 1;
  }
}

/* A thin line from the spoke's end to the middle of the label's edge that faces it. */
static void
add_leader (CtnSceneBuilder *builder, const CtnRadarLabel *label, const CtnTheme *theme)
{
  g_autoptr (CtnPath) line = ctn_path_new ();
  CtnMarkInfo info = { .role = "leader", .z = CTN_RADAR_Z_GRID };
  double x =
      label->align == CTN_ALIGN_LEFT ? label->box.x - 1 : label->box.x + label->box.width + 1;
  double y = CLAMP (label->spoke.y, label->box.y + label->text->line_height / 2,
                    label->box.y + label->box.height - label->text->line_height / 2);

  if (label->align == CTN_ALIGN_CENTER) {
    x = label->spoke.x;
    y = label->box.y > label->spoke.y ? label->box.y : label->box.y + label->box.height;
  }
  ctn_path_move_to (line, label->spoke.x, label->spoke.y);
  ctn_path_line_to (line, x, y);
  ctn_scene_builder_add_path (builder, &info, line,
                              &(CtnPaint) { .stroke = theme->muted, .width = 0.5 });
}

static void
add_labels (CtnSceneBuilder *builder,
            const CtnRadarData *data,
            const CtnRadarPlacement *placement,
            const CtnTheme *theme)
{
  for (guint i = 0; i < placement->n_labels; i++) {
    const CtnRadarLabel *label = &placement->labels[i];
    CtnMarkInfo info = { .id = data->axes[i].id,
                         .part = (int) i,
                         .role = "axis",
                         .label = data->axes[i].label,
                         .z = CTN_RADAR_Z_TEXT,
                         .reachable = data->n_series == 0,
                         .hit = CTN_HIT_BOUNDS };
    double x = label->box.x;

    if (!label->text)
      continue;
    if (label->leader)
      add_leader (builder, label, theme);
    if (label->align == CTN_ALIGN_CENTER)
      x += label->box.width / 2;
    else if (label->align == CTN_ALIGN_RIGHT)
      x += label->box.width;
    ctn_scene_builder_add_text (builder, &info, label->text, x, label->box.y, label->align,
                                theme->foreground);
  }
}

void
ctn_radar_add_frame (CtnSceneBuilder *builder,
                     const CtnRadarData *data,
                     const CtnRadarGeometry *geometry,
                     const CtnRadarPlacement *placement,
                     CtnMetrics *metrics,
                     const CtnTheme *theme)
{
  double step = find_step (data);

  add_grid (builder, geometry, step, theme);
  add_scale (builder, data, geometry, step, placement->size, metrics, theme);
  add_groups (builder, data, geometry, theme);
  add_labels (builder, data, placement, theme);
}
