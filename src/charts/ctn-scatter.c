#include "ctn-scatter.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-plane-private.h"

typedef struct {
  const CtnScatterData *data;
  CtnPlane plane;
  GArray *taken; /* (owned) cairo_rectangle_t that no name may touch */
} Page;

static gboolean
is_there (const CtnScatterPoint *point)
{
  return isfinite (point->x) && isfinite (point->y);
}

static double
get_x (const Page *page, double value)
{
  double share = CLAMP ((value - page->plane.min) / (page->plane.max - page->plane.min), 0, 1);

  return page->plane.plot.x + page->plane.plot.width * share;
}

static void
take (Page *page, double x, double y, double width, double height)
{
  const cairo_rectangle_t box = { x, y, width, height };

  g_array_append_val (page->taken, box);
}

static gboolean
is_free (const Page *page, const cairo_rectangle_t *box)
{
  const cairo_rectangle_t *plot = &page->plane.plot;

  if (box->x < plot->x || box->y < page->plane.plot.y ||
      box->x + box->width > page->plane.width - page->plane.margin ||
      box->y + box->height > plot->y + plot->height)
    return FALSE;
  for (guint i = 0; i < page->taken->len; i++)
    if (ctn_rectangle_touches (box, &g_array_index (page->taken, cairo_rectangle_t, i)))
      return FALSE;
  return TRUE;
}

/* Numbers below the plot, and what is counted. */
static void
add_bottom (Page *page)
{
  CtnPlane *plane = &page->plane;
  const CtnMarkInfo info = { .role = "scale", .z = 10 };
  const CtnMarkInfo titled = { .role = "axis-title", .label = page->data->x_title, .z = 10 };
  double bottom = plane->plot.y + plane->plot.height + plane->size * 0.3;
  double step = ctn_plane_find_step (plane->max - plane->min,
                                     (guint) CLAMP (plane->plot.width / (plane->size * 4), 1, 10));
  int decimals = step >= 1 ? 0 : (int) ceil (-log10 (step));
  g_autoptr (CtnTextBlock) title = ctn_text_block_new (plane->metrics, page->data->x_title,
                                                       plane->size, TRUE, plane->plot.width, 1);

  for (double value = plane->min; value <= plane->max + step * 1e-6; value += step) {
    g_autofree char *number = ctn_number_format_fixed (value, decimals);
    g_autoptr (CtnTextBlock) text =
        ctn_text_block_new (plane->metrics, number, plane->size * 0.9, FALSE, plane->width, 1);
    double x = MIN (get_x (page, value), plane->width - plane->margin - text->width / 2);

    ctn_scene_builder_add_text (plane->builder, &info, text, x, bottom, CTN_ALIGN_CENTER,
                                plane->theme->muted);
  }
  ctn_scene_builder_add_text (plane->builder, &titled, title, plane->plot.x + plane->plot.width,
                              bottom + plane->size * 1.3, CTN_ALIGN_RIGHT,
                              plane->theme->foreground);
}

static void
add_area_name (Page *page, const char *name, gboolean above)
{
  CtnPlane *plane = &page->plane;
  const CtnMarkInfo info = { .role = "area", .label = name, .z = 10 };
  g_autoptr (CtnTextBlock) text = NULL;
  double y;

  if (name == NULL)
    return;
  text =
      ctn_text_block_new (plane->metrics, name, plane->size * 0.9, FALSE, plane->plot.width / 2, 2);
  y = above ? plane->plot.y + plane->size * 0.4
            : plane->plot.y + plane->plot.height - text->height - plane->size * 0.4;
  ctn_scene_builder_add_text (plane->builder, &info, text,
                              above ? plane->plot.x + plane->size * 0.6
                                    : plane->plot.x + plane->plot.width - plane->size * 0.6,
                              y, above ? CTN_ALIGN_LEFT : CTN_ALIGN_RIGHT, plane->theme->muted);
  take (page, above ? plane->plot.x : plane->plot.x + plane->plot.width - plane->size - text->width,
        y, text->width + plane->size, text->height);
}

/* The half of what is not used, and the line where both are equal. */
static void
add_diagonal (Page *page)
{
  const CtnPlane *plane = &page->plane;
  const cairo_rectangle_t *plot = &plane->plot;
  const CtnMarkInfo info = { .role = "diagonal", .z = 1 };
  g_autoptr (CtnPath) area = ctn_path_new ();
  g_autoptr (CtnPath) line = ctn_path_new ();
  const CtnPoint corners[] = { { plot->x, plot->y + plot->height },
                               { plot->x, plot->y },
                               { plot->x + plot->width, plot->y } };

  ctn_path_add_polygon (area, corners, G_N_ELEMENTS (corners));
  ctn_scene_builder_add_path (plane->builder, &info, area,
                              &(CtnPaint) { .fill = ctn_color_fade (plane->theme->band, 0.6) });
  ctn_path_move_to (line, corners[0].x, corners[0].y);
  ctn_path_line_to (line, corners[2].x, corners[2].y);
  ctn_scene_builder_add_path (plane->builder, &info, line,
                              &(CtnPaint) { .stroke = plane->theme->band_line,
                                            .width = 1,
                                            .dash = ctn_theme_get_planned_dash () });
}

static void
add_point (Page *page, const CtnScatterPoint *point)
{
  const CtnPlane *plane = &page->plane;
  double x = get_x (page, point->x);
  double y = ctn_plane_get_y (plane, point->y);
  double level = ctn_plane_get_y (plane, point->x);
  double size = plane->theme->marker_size * 1.3;
  int decimals = (int) page->data->decimals;
  g_autofree char *x_text = ctn_number_format_fixed (point->x, decimals);
  g_autofree char *y_text = ctn_number_format_fixed (point->y, decimals);
  g_autofree char *value = g_strdup_printf (
      /* Translators: two quantities and their values; "Capacity 42, potential 61" */
      _ ("%s %s, %s %s"), page->data->x_title, x_text, page->data->y_title, y_text);
  g_autofree char *label = g_strdup_printf ("%s: %s", point->name, value);
  g_autoptr (CtnPath) marker = ctn_path_new ();
  const CtnMarkInfo gap = { .id = point->id, .role = "gap", .z = 20 };
  const CtnMarkInfo info = { .id = point->id,
                             .role = "point",
                             .label = label,
                             .value = value,
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL,
                             .z = 40 };

  if (fabs (level - y) > size) {
    g_autoptr (CtnPath) line = ctn_path_new ();

    ctn_path_move_to (line, x, y);
    ctn_path_line_to (line, x, level);
    ctn_scene_builder_add_path (plane->builder, &gap, line,
                                &(CtnPaint) { .stroke = plane->theme->target, .width = 1 });
    take (page, x - 1, MIN (y, level), 2, fabs (level - y));
  }
  ctn_path_add_circle (marker, x, y, size);
  ctn_scene_builder_add_path (plane->builder, &info, marker,
                              &(CtnPaint) { .fill = ctn_theme_get_series_color (plane->theme, 0),
                                            .stroke = plane->theme->background,
                                            .width = 1 });
}

/* Tries to place a name in one breadth. */
static gboolean
place_name (Page *page, const CtnScatterPoint *point, double width)
{
  /* In breadths and heights of the text: at the side that is away from the diagonal, above and below,
   * the corners, the other side. Turned around for points below the diagonal. */
  static const double places[][2] = { { -1, -0.5 }, { -0.5, -1 }, { -1, -1 },  { -1, 0 },
                                      { 0, -1 },    { 0, -0.5 },  { -0.5, 0 }, { 0, 0 } };
  const CtnPlane *plane = &page->plane;
  const CtnMarkInfo info = { .id = point->id, .role = "name", .label = point->name, .z = 50 };
  double away = plane->theme->marker_size * 1.9;
  gboolean below = point->y < point->x;
  double x = get_x (page, point->x);
  double y = ctn_plane_get_y (plane, point->y);
  g_autoptr (CtnTextBlock) text =
      ctn_text_block_new (plane->metrics, point->name, plane->size * 0.95, FALSE, width, 3);

  if (text->cut)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    double across = below ? -1 - places[i][0] : places[i][0];
    double up = below ? -1 - places[i][1] : places[i][1];
    const cairo_rectangle_t box = { x + across * text->width +
                                        (across > -0.25   ? away
                                         : across < -0.75 ? -away
                                                          : 0),
                                    y + up * text->height +
                                        (up > -0.25   ? away
                                         : up < -0.75 ? -away
                                                      : 0),
                                    text->width, text->height };

    if (!is_free (page, &box))
      continue;
    ctn_scene_builder_add_text (plane->builder, &info, text, box.x, box.y, CTN_ALIGN_LEFT,
                                plane->theme->foreground);
    take (page, box.x, box.y, box.width, box.height);
    return TRUE;
  }
  return FALSE;
}

static void
add_name (Page *page, const CtnScatterPoint *point)
{
  /* In parts of the plot's breadth. */
  static const double widths[] = { 0.3, 0.18, 0.12 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (place_name (page, point, MAX (page->plane.plot.width * widths[i], 40)))
      return;
}

static void
add_points (Page *page, guint n)
{
  double size = page->plane.theme->marker_size * 1.3;

  for (guint i = 0; i < n; i++) {
    const CtnScatterPoint *point = &page->data->points[i];

    if (!is_there (point))
      continue;
    add_point (page, point);
    take (page, get_x (page, point->x) - size, ctn_plane_get_y (&page->plane, point->y) - size,
          2 * size, 2 * size);
  }
  for (guint i = 0; i < n; i++)
    if (is_there (&page->data->points[i]))
      add_name (page, &page->data->points[i]);
}

CtnScene *
ctn_scatter_layout (const CtnScatterData *data,
                    double width,
                    double height,
                    CtnMetrics *metrics,
                    const CtnTheme *theme)
{
  Page page = { .data = data };
  guint n = MIN (data->n_points, CTN_SCATTER_MAX_POINTS);
  guint n_there = 0;
  g_autofree char *description = NULL;
  const CtnMarkInfo titled = { .role = "axis-title", .label = data->y_title, .z = 10 };
  g_autoptr (CtnTextBlock) title = NULL;

  for (guint i = 0; i < n; i++)
    n_there += is_there (&data->points[i]);
  description = g_strdup_printf (ctn_ngettext ("%u subject", "%u subjects", n_there), n_there);
  ctn_plane_begin (&page.plane, data->title, description, width, height, metrics, theme);
  if (n_there == 0)
    return ctn_plane_end_empty (&page.plane);
  page.taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  title =
      ctn_text_block_new (metrics, data->y_title, page.plane.size, TRUE, page.plane.plot.width, 1);
  ctn_scene_builder_add_text (page.plane.builder, &titled, title, page.plane.plot.x,
                              page.plane.plot.y, CTN_ALIGN_LEFT, theme->foreground);
  page.plane.plot.y += title->height;
  page.plane.plot.height -= title->height + page.plane.size * 3.2;
  page.plane.plot.width -= page.plane.size * 0.6;
  ctn_plane_set_scale (&page.plane, data->min, data->max);
  add_bottom (&page);
  add_diagonal (&page);
  add_area_name (&page, data->above, TRUE);
  add_area_name (&page, data->below, FALSE);
  add_points (&page, n);
  g_array_unref (page.taken);
  return ctn_scene_builder_end (page.plane.builder);
}
