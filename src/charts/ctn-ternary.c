#include "ctn-ternary.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-legend.h"
#include "ctn-ternary-private.h"

#define MARGIN 10.0
#define SIZE 10.0
#define TITLE_SIZE 12.0
#define GAP 4.0
#define TICK_ROOM 26.0
#define MAX_LINES 3
#define SMALL 0.6 /* of a marker: those of the trail */

/* The point where shares, which sum to 1, are drawn. */
static CtnPoint
find_point (const CtnTernaryGeometry *self, const double shares[3])
{
  CtnPoint point = { 0, 0 };

  for (guint i = 0; i < 3; i++) {
    point.x += shares[i] * self->corners[i].x;
    point.y += shares[i] * self->corners[i].y;
  }
  return point;
}

static gboolean
normalise (const CtnTernaryPoint *point, double shares[3])
{
  double sum = 0;

  for (guint i = 0; i < 3; i++) {
    if (!isfinite (point->shares[i]) || point->shares[i] < 0)
      return FALSE;
    sum += point->shares[i];
  }
  for (guint i = 0; i < 3 && sum > 0; i++)
    shares[i] = point->shares[i] / sum;
  return sum > 0;
}

gboolean
ctn_ternary_find (const CtnTernaryGeometry *self, const CtnTernaryPoint *point, CtnPoint *place)
{
  double shares[3];

  if (!normalise (point, shares))
    return FALSE;
  *place = find_point (self, shares);
  return TRUE;
}

static CtnTextBlock *
make_block (CtnTernaryPage *page, const char *text, double size, gboolean bold, double width)
{
  return ctn_text_block_new (page->metrics, text, size, bold, MAX (width, 1), MAX_LINES);
}

static void
add_text (CtnTernaryPage *page,
          const CtnMarkInfo *info,
          CtnTextBlock *block,
          double x,
          double y,
          CtnAlign align,
          CtnColor color)
{
  double left = align == CTN_ALIGN_LEFT     ? x
                : align == CTN_ALIGN_CENTER ? x - block->width / 2
                                            : x - block->width;
  const cairo_rectangle_t box = { left, y, block->width, block->height };

  ctn_scene_builder_add_text (page->builder, info, block, x, y, align, color);
  ctn_label_places_take (page->places, &box, CTN_TAKEN_TEXT);
}

/* --- Frame --------------------------------------------------------------------------------------- */

static void
add_title (CtnTernaryPage *page, const char *title)
{
  const CtnMarkInfo info = { .role = "title", .label = title, .z = CTN_TERNARY_Z_TEXT };
  g_autoptr (CtnTextBlock) block = NULL;

  if (title == NULL || *title == '\0')
    return;
  block = make_block (page, title, TITLE_SIZE, TRUE, page->room.width);
  add_text (page, &info, block, page->width / 2, page->room.y, CTN_ALIGN_CENTER,
            page->theme->foreground);
  page->room.y += block->height + 2 * GAP;
  page->room.height -= block->height + 2 * GAP;
}

static CtnPath *
make_sample_line (void)
{
  CtnPath *path = ctn_path_new ();

  ctn_path_move_to (path, -CTN_LEGEND_SAMPLE_WIDTH / 2, 0);
  ctn_path_line_to (path, CTN_LEGEND_SAMPLE_WIDTH / 2, 0);
  return path;
}

static void
add_legend (CtnTernaryPage *page, const CtnTernaryData *data)
{
  guint n = MIN (data->n_series, CTN_TERNARY_MAX_SERIES);
  g_autofree CtnLegendEntry *entries = g_new0 (CtnLegendEntry, n + 1);
  g_autoptr (CtnLegend) legend = NULL;
  double height;

  if (n < 2)
    return;
  for (guint i = 0; i < n; i++) {
    CtnColor color = ctn_theme_get_series_color (page->theme, i);

    entries[i] = (CtnLegendEntry) { .id = data->series[i].id,
                                    .part = (int) i,
                                    .label = data->series[i].name,
                                    .paths = { make_sample_line (), ctn_path_new () } };
    entries[i].paints[0] = (CtnPaint) { .stroke = color,
                                        .width = page->theme->line_width,
                                        .dash = ctn_theme_get_dash (i) };
    entries[i].paints[1] = (CtnPaint) { .fill = color };
    ctn_marker_append (ctn_theme_get_marker (i), entries[i].paths[1], 0, 0,
                       page->theme->marker_size);
  }
  legend = ctn_legend_new (page->metrics, page->theme, entries, n, SIZE, page->room.width, FALSE);
  height = ctn_legend_get_height (legend);
  ctn_legend_add (legend, page->builder, (page->width - ctn_legend_get_width (legend)) / 2,
                  page->room.y + page->room.height - height, CTN_TERNARY_Z_TEXT, TRUE);
  ctn_label_places_take (page->places,
                         &(cairo_rectangle_t) { 0, page->room.y + page->room.height - height,
                                                page->width, page->height },
                         CTN_TAKEN_TEXT);
  page->room.height -= height + 2 * GAP;
  ctn_legend_entries_clear (entries, n);
}

/* The corners' names above and below the triangle, which takes what is left. */
static void
place_plot (CtnTernaryPage *page, const CtnTernaryData *data)
{
  CtnTextBlock *names[3];
  double below, side, height, top, left;

  for (guint i = 0; i < 3; i++)
    names[i] = make_block (page, data->corners[i], SIZE, TRUE,
                           i == 0 ? page->room.width : page->room.width / 2 - GAP);
  below = MAX (names[1]->height, names[2]->height) + GAP;
  /* The ticks of the base stand between it and the corners' names. */
  below +=
      CTN_TERNARY_SMALL_SIZE * CTN_TEXT_LINE_HEIGHT * ctn_metrics_get_text_scale (page->metrics) +
      GAP;
  height = MAX (page->room.height - names[0]->height - GAP - below, 30);
  side = MAX (MIN (page->room.width - 2 * TICK_ROOM, height * 2 / sqrt (3)), 30);
  height = side * sqrt (3) / 2;
  left = page->width / 2 - side / 2;
  top = page->room.y + names[0]->height + GAP +
        MAX (page->room.height - names[0]->height - GAP - below - height, 0) / 2;
  page->plot.corners[0] = (CtnPoint) { page->width / 2, top };
  page->plot.corners[1] = (CtnPoint) { left, top + height };
  page->plot.corners[2] = (CtnPoint) { left + side, top + height };
  for (guint i = 0; i < 3; i++) {
    const CtnMarkInfo info = {
      .role = "corner", .part = (int) i, .label = data->corners[i], .z = CTN_TERNARY_Z_TEXT
    };
    CtnAlign align = i == 0 ? CTN_ALIGN_CENTER : i == 1 ? CTN_ALIGN_LEFT : CTN_ALIGN_RIGHT;
    double x = i == 0   ? page->width / 2
               : i == 1 ? MAX (left - TICK_ROOM, page->room.x)
                        : MIN (left + side + TICK_ROOM, page->room.x + page->room.width);
    double y = i == 0 ? top - GAP - names[0]->height
                      : top + height + below - MAX (names[1]->height, names[2]->height);

    add_text (page, &info, names[i], x, y, align, page->theme->foreground);
  }
  for (guint i = 0; i < 3; i++)
    ctn_text_block_unref (names[i]);
}

/* The line on which corner @corner has @share of all. */
static void
get_line (const CtnTernaryGeometry *plot, guint corner, double share, CtnPoint *from, CtnPoint *to)
{
  double a[3], b[3];

  a[corner] = b[corner] = share;
  a[(corner + 1) % 3] = b[(corner + 2) % 3] = 1 - share;
  a[(corner + 2) % 3] = b[(corner + 1) % 3] = 0;
  *from = find_point (plot, a);
  *to = find_point (plot, b);
}

/* Beside the end of a grid line: of the top's on the left side, of the left's below, of the right's on the
 * right side, as the lines leave the triangle there. */
static void
add_tick (CtnTernaryPage *page, guint corner, int thirds)
{
  /* Translators: a share in per cent at a line of a chart */
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), thirds == 1 ? 33 : 67);
  const CtnMarkInfo info = { .role = "tick",
                             .part = (int) corner * 3 + thirds,
                             .z = CTN_TERNARY_Z_TEXT };
  g_autoptr (CtnTextBlock) block = make_block (page, text, CTN_TERNARY_SMALL_SIZE, FALSE, 100);
  CtnPoint from, to;

  get_line (&page->plot, corner, thirds / 3.0, &from, &to);
  if (corner == 0)
    add_text (page, &info, block, from.x - GAP, from.y - block->height / 2, CTN_ALIGN_RIGHT,
              page->theme->muted);
  else if (corner == 1)
    add_text (page, &info, block, from.x, from.y + GAP, CTN_ALIGN_CENTER, page->theme->muted);
  else
    add_text (page, &info, block, from.x + GAP, from.y - block->height / 2, CTN_ALIGN_LEFT,
              page->theme->muted);
}

static void
add_grid (CtnTernaryPage *page)
{
  const CtnMarkInfo info = { .role = "grid", .z = CTN_TERNARY_Z_GRID };
  g_autoptr (CtnPath) thirds = ctn_path_new ();
  g_autoptr (CtnPath) frame = ctn_path_new ();

  for (guint corner = 0; corner < 3; corner++)
    for (int i = 1; i <= 2; i++) {
      CtnPoint from, to;

      get_line (&page->plot, corner, i / 3.0, &from, &to);
      ctn_path_move_to (thirds, from.x, from.y);
      ctn_path_line_to (thirds, to.x, to.y);
      ctn_label_places_take_line (page->places, from, to, CTN_TAKEN_GRID);
      add_tick (page, corner, i);
    }
  ctn_path_add_polygon (frame, page->plot.corners, 3);
  for (guint i = 0; i < 3; i++)
    ctn_label_places_take_line (page->places, page->plot.corners[i],
                                page->plot.corners[(i + 1) % 3], CTN_TAKEN_LINE);
  ctn_scene_builder_add_path (page->builder, &info, thirds,
                              &(CtnPaint) { .stroke = page->theme->grid, .width = 0.8 });
  ctn_scene_builder_add_path (page->builder, &info, frame,
                              &(CtnPaint) { .stroke = page->theme->muted, .width = 1 });
}

/* --- Series -------------------------------------------------------------------------------------- */

static void
add_trail (CtnTernaryPage *page, const CtnTernarySeries *series, guint index)
{
  const CtnMarkInfo info = { .id = series->id,
                             .part = (int) index,
                             .role = "trail",
                             .label = series->name,
                             .z = CTN_TERNARY_Z_TRAIL };
  g_autoptr (CtnPath) line = ctn_path_new ();
  CtnPoint last = { 0, 0 };
  guint n = 0;

  for (guint i = 0; i < MIN (series->n_points, CTN_TERNARY_MAX_POINTS); i++) {
    double shares[3];
    CtnPoint point;

    if (!normalise (&series->points[i], shares))
      continue;
    point = find_point (&page->plot, shares);
    if (n++ == 0) {
      ctn_path_move_to (line, point.x, point.y);
    } else {
      ctn_path_line_to (line, point.x, point.y);
      ctn_label_places_take_line (page->places, last, point, CTN_TAKEN_LINE);
    }
    last = point;
  }
  if (n > 1)
    ctn_scene_builder_add_path (
        page->builder, &info, line,
        &(CtnPaint) { .stroke = ctn_theme_get_series_color (page->theme, index),
                      .width = page->theme->line_width,
                      .dash = ctn_theme_get_dash (index) });
}

static void
add_value (CtnTernaryPage *page,
           const CtnTernaryData *data,
           guint series_index,
           guint point_index,
           const double shares[3],
           gboolean last)
{
  const CtnTernarySeries *series = &data->series[series_index];
  const char *when = series->points[point_index].label;
  /* Translators: the shares of three, each by its name */
  g_autofree char *value =
      g_strdup_printf (_ ("%s %.0f %%, %s %.0f %%, %s %.0f %%"), data->corners[0], 100 * shares[0],
                       data->corners[1], 100 * shares[1], data->corners[2], 100 * shares[2]);
  g_autofree char *label =
      when != NULL ? g_strdup_printf ("%s, %s", series->name, when) : g_strdup (series->name);
  const CtnMarkInfo info = { .id = series->id,
                             .part = (int) point_index,
                             .role = "value",
                             .label = label,
                             .value = value,
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL,
                             .z = CTN_TERNARY_Z_VALUE };
  CtnPoint point = find_point (&page->plot, shares);
  double size = page->theme->marker_size * (last ? CTN_TERNARY_LAST_MARKER : SMALL);
  const cairo_rectangle_t box = { point.x - size, point.y - size, 2 * size, 2 * size };
  g_autoptr (CtnPath) marker = ctn_path_new ();

  ctn_marker_append (ctn_theme_get_marker (series_index), marker, point.x, point.y, size);
  ctn_scene_builder_add_path (
      page->builder, &info, marker,
      &(CtnPaint) { .fill = ctn_theme_get_series_color (page->theme, series_index),
                    .stroke = page->theme->background,
                    .width = 0.8 });
  ctn_label_places_take (page->places, &box, CTN_TAKEN_POINT);
}

static void
add_points (CtnTernaryPage *page, const CtnTernaryData *data, guint index)
{
  const CtnTernarySeries *series = &data->series[index];
  guint n = MIN (series->n_points, CTN_TERNARY_MAX_POINTS);
  double shares[3];

  add_trail (page, series, index);
  for (guint i = 0; i < n; i++)
    if (normalise (&series->points[i], shares))
      add_value (page, data, index, i, shares, i + 1 == n);
}

static void
describe (CtnTernaryPage *page, const CtnTernaryData *data)
{
  g_autofree char *text = g_strdup_printf (
      _ ("Triangle with the corners %s, %s and %s; each point is nearer to a corner the "
         "larger that one's share is."),
      data->corners[0], data->corners[1], data->corners[2]);

  if (data->title != NULL)
    ctn_scene_builder_set_title (page->builder, data->title);
  ctn_scene_builder_set_description (page->builder, text);
}

CtnScene *
ctn_ternary_layout (const CtnTernaryData *data,
                    double width,
                    double height,
                    CtnMetrics *metrics,
                    const CtnTheme *theme,
                    CtnTernaryGeometry *geometry)
{
  CtnTernaryPage page = { .builder = ctn_scene_builder_new (width, height),
                          .metrics = metrics,
                          .theme = theme,
                          .width = width,
                          .height = height,
                          .room = { MARGIN, MARGIN, MAX (width - 2 * MARGIN, 1),
                                    height - 2 * MARGIN },
                          .places = ctn_label_places_new (width, height) };

  ctn_scene_builder_set_background (page.builder, theme->background);
  describe (&page, data);
  add_title (&page, data->title);
  add_legend (&page, data);
  place_plot (&page, data);
  add_grid (&page);
  for (guint i = 0; i < MIN (data->n_series, CTN_TERNARY_MAX_SERIES); i++)
    add_points (&page, data, i);
  ctn_ternary_add_years (&page, data);
  ctn_label_places_free (page.places);
  if (geometry != NULL)
    *geometry = page.plot;
  return ctn_scene_builder_end (page.builder);
}
