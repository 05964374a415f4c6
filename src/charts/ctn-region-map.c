#include "ctn-region-map.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include "ctn-outlines.h"
#include "ctn-region-map-private.h"

#define TITLE_SIZE 12.0
#define SIZE 9.0
#define LABEL_SIZE 8.0
#define NUMBER_SIZE 8.0
#define GAP 8.0
#define MAX_LABELS 60

enum { Z_LAND, Z_VALUE, Z_LINK, Z_PLACE, Z_TEXT };

static double
to_x (double easting)
{
  return MAP_MARGIN + (easting - MAP_WEST) * MAP_SCALE;
}

static double
to_y (double northing)
{
  return MAP_TITLE + (MAP_NORTH - northing) * MAP_SCALE;
}

/* The coast is the edge of land against the page, so land needs no more than a soft tint. */
static void
add_land (CtnMapPage *page)
{
  const CtnOutlines *outlines = ctn_outlines_get (NULL);
  const CtnPaint paint = { .fill = page->theme->header,
                           .stroke = page->theme->band_line,
                           .width = 0.5 / page->zoom };

  for (guint i = 0; outlines != NULL && i < outlines->n_countries; i++) {
    const CtnOutlineCountry *country = &outlines->countries[i];
    const CtnMarkInfo info = {
      .role = "land", .part = (int) i, .label = country->code, .z = Z_LAND
    };
    g_autoptr (CtnPath) path = ctn_path_new ();

    for (guint j = 0; j < country->n_rings; j++) {
      const CtnOutlineRing *ring = &outlines->rings[country->first_ring + j];

      for (guint k = 0; k < ring->n; k++) {
        const CtnPoint *point = &outlines->points[ring->first + k];

        if (k == 0)
          ctn_path_move_to (path, to_x (point->x), to_y (point->y));
        else
          ctn_path_line_to (path, to_x (point->x), to_y (point->y));
      }
      ctn_path_close (path);
    }
    ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  }
}

/* What lies beyond the edge of the map is covered, so that titles and legend are legible. */
static void
add_frame (CtnMapPage *page, double height)
{
  const double far = 4000;
  const cairo_rectangle_t boxes[] = {
    { -far, -far, 2 * far + MAP_WIDTH, far + MAP_TITLE },
    { -far, MAP_TITLE + MAP_HEIGHT, 2 * far + MAP_WIDTH, far + height },
    { -far, -far, far + MAP_MARGIN, 2 * far + height },
    { MAP_MARGIN + MAP_WIDTH, -far, far, 2 * far + height },
  };
  const cairo_rectangle_t edge = { MAP_MARGIN, MAP_TITLE, MAP_WIDTH, MAP_HEIGHT };
  const CtnMarkInfo info = { .role = "frame", .z = Z_LAND };
  const CtnPaint cover = { .fill = page->theme->background };
  const CtnPaint line = { .stroke = page->theme->grid, .width = 0.7 / page->zoom };
  g_autoptr (CtnPath) frame = ctn_path_new ();

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++) {
    g_autoptr (CtnPath) path = ctn_path_new ();

    ctn_path_add_rectangle (path, &boxes[i], 0);
    ctn_scene_builder_add_path (page->builder, &info, path, &cover);
  }
  ctn_path_add_rectangle (frame, &edge, 0);
  ctn_scene_builder_add_path (page->builder, &info, frame, &line);
}

/* Writes @text beside or on (@x, @y) unless another one stands there. */
static void
add_label (CtnMapPage *page, const char *text, double x, double y, double offset, gboolean inside)
{
  double size = (inside ? NUMBER_SIZE : LABEL_SIZE) / page->zoom;
  g_autoptr (CtnTextBlock) block =
      ctn_text_block_new (page->metrics, text, size, inside, 160 / page->zoom, 1);
  const CtnMarkInfo info = { .role = "label", .z = Z_TEXT };
  const CtnColor black = { 0, 0, 0, 1 };
  const CtnColor white = { 1, 1, 1, 1 };
  CtnColor fill = _ctn_region_map_get_place_color (page->theme);
  CtnColor color =
      inside
          ? (ctn_color_contrast (black, fill) >= ctn_color_contrast (white, fill) ? black : white)
          : page->theme->foreground;
  cairo_rectangle_t box = { inside ? x - block->width / 2 : x + offset, y - block->height / 2,
                            block->width, block->height };

  if (!inside && box.x + box.width > MAP_MARGIN + MAP_WIDTH)
    box.x = x - offset - box.width;
  for (guint i = 0; !inside && i < page->taken->len; i++)
    if (ctn_rectangle_touches (&box, &g_array_index (page->taken, cairo_rectangle_t, i)))
      return;
  g_array_append_val (page->taken, box);
  ctn_scene_builder_add_text (page->builder, &info, block, box.x, box.y, CTN_ALIGN_LEFT, color);
}

/* Circles take the room that texts would else stand in. */
static void
take_circle (CtnMapPage *page, double x, double y, double radius)
{
  const cairo_rectangle_t box = { x - radius, y - radius, 2 * radius, 2 * radius };

  g_array_append_val (page->taken, box);
}

static void
add_values (CtnMapPage *page, const CtnRegionMapData *data)
{
  CtnColor color = _ctn_region_map_get_value_color (page->theme);
  const CtnPaint paint = { .fill = ctn_color_fade (color, 0.3),
                           .stroke = color,
                           .width = 0.9 / page->zoom };

  for (guint i = 0; i < data->n_values; i++) {
    const CtnMapValue *value = &data->values[i];
    const CtnMarkInfo info = { .id = value->id,
                               .part = (int) i,
                               .role = "value",
                               .label = value->label,
                               .value = value->text,
                               .reachable = TRUE,
                               .hit = CTN_HIT_FILL,
                               .z = Z_VALUE };
    g_autoptr (CtnPath) path = ctn_path_new ();
    double radius = _ctn_region_map_get_value_radius (page, value->value);
    double x;
    double y;

    if (!(value->value >= 0) || !ctn_region_map_locate (value->longitude, value->latitude, &x, &y))
      continue;
    ctn_path_add_circle (path, x, y, fmax (radius, 1.5 / page->zoom));
    ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  }
}

static void
add_value_labels (CtnMapPage *page, const CtnRegionMapData *data)
{
  for (guint i = 0; i < MIN (data->n_values, MAX_LABELS); i++) {
    const CtnMapValue *value = &data->values[i];
    double x;
    double y;

    if (value->value >= 0 && ctn_region_map_locate (value->longitude, value->latitude, &x, &y))
      add_label (page, value->label, x, y,
                 _ctn_region_map_get_value_radius (page, value->value) + 2 / page->zoom, FALSE);
  }
}

/* Links begin at the point of a region, where not always an organisation stands. */
static void
add_ends (CtnMapPage *page, CtnColor color, CtnPoint a, CtnPoint b)
{
  const CtnMarkInfo info = { .role = "end", .z = Z_LINK };
  const CtnPaint paint = { .fill = color };
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_add_circle (path, a.x, a.y, 1.4 / page->zoom);
  ctn_path_add_circle (path, b.x, b.y, 1.4 / page->zoom);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

/* An arc that bends to the left of its way; kinds between the same two regions bend differently. */
static void
add_link (CtnMapPage *page, const CtnRegionMapData *data, const CtnMapLink *link, guint index)
{
  g_autofree char *number = g_strdup_printf ("%u", link->n);
  g_autofree char *label = g_strdup_printf (
      "%s: %s", link->kind < data->n_kinds ? data->kinds[link->kind] : "", link->label);
  const CtnMarkInfo info = { .id = link->id,
                             .part = (int) index,
                             .role = "link",
                             .label = label,
                             .value = number,
                             .reachable = TRUE,
                             .hit = CTN_HIT_STROKE,
                             .z = Z_LINK };
  CtnColor color = _ctn_region_map_get_link_color (page->theme, link->kind);
  const CtnPaint paint = { .stroke = ctn_color_fade (color, 0.75),
                           .width = _ctn_region_map_get_link_width (page, link->n),
                           .dash = ctn_theme_get_dash (link->kind) };
  g_autoptr (CtnPath) path = ctn_path_new ();
  double bend = 0.14 + 0.07 * link->kind;
  CtnPoint a;
  CtnPoint b;

  if (!ctn_region_map_locate (link->from_longitude, link->from_latitude, &a.x, &a.y) ||
      !ctn_region_map_locate (link->to_longitude, link->to_latitude, &b.x, &b.y))
    return;
  ctn_path_move_to (path, a.x, a.y);
  ctn_path_curve_to (path,
                     (CtnPoint) { a.x + (b.x - a.x) / 3 + (b.y - a.y) * bend,
                                  a.y + (b.y - a.y) / 3 - (b.x - a.x) * bend },
                     (CtnPoint) { b.x - (b.x - a.x) / 3 + (b.y - a.y) * bend,
                                  b.y - (b.y - a.y) / 3 - (b.x - a.x) * bend },
                     b);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  add_ends (page, color, a, b);
}

static void
add_place (CtnMapPage *page, const CtnMapCluster *cluster, guint index)
{
  g_autofree char *number = g_strdup_printf (
      ctn_ngettext ("%u organisation", "%u organisations", cluster->n), cluster->n);
  const char *label = cluster->label != NULL ? cluster->label : "";
  /* Translators: the largest of several places, for what stands for all of them */
  g_autofree char *several = g_strdup_printf (_ ("%s and around"), label);
  const CtnMarkInfo info = { .id = index + 1,
                             .role = "place",
                             .label = cluster->n_points > 1 ? several : label,
                             .value = number,
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL,
                             .z = Z_PLACE };
  double radius = _ctn_region_map_get_radius (page, cluster->n);
  const CtnPaint paint = { .fill =
                               ctn_color_fade (_ctn_region_map_get_place_color (page->theme), 0.85),
                           .stroke = page->theme->background,
                           .width = 0.8 / page->zoom };
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_add_circle (path, cluster->x, cluster->y, radius);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

static void
add_place_labels (CtnMapPage *page, GArray *clusters)
{
  for (guint i = 0; i < clusters->len; i++) {
    const CtnMapCluster *cluster = &g_array_index (clusters, CtnMapCluster, i);

    take_circle (page, cluster->x, cluster->y, _ctn_region_map_get_radius (page, cluster->n));
  }
  for (guint i = 0; i < clusters->len; i++) {
    const CtnMapCluster *cluster = &g_array_index (clusters, CtnMapCluster, i);
    double radius = _ctn_region_map_get_radius (page, cluster->n);
    g_autofree char *number = g_strdup_printf ("%u", cluster->n);

    if (cluster->n > 1 && radius * page->zoom >= 2.6 * (double) strlen (number) + 1.6)
      add_label (page, number, cluster->x, cluster->y, 0, TRUE);
    else if (cluster->n == 1 && page->zoom >= 3 && cluster->label != NULL && i < 10 * MAX_LABELS)
      add_label (page, cluster->label, cluster->x, cluster->y, radius + 2 / page->zoom, FALSE);
  }
}

static void
add_title (CtnMapPage *page, const CtnRegionMapData *data)
{
  const CtnMarkInfo info = { .role = "title", .label = data->title, .z = Z_TEXT };
  g_autoptr (CtnTextBlock) block = NULL;

  if (data->title == NULL)
    return;
  block = ctn_text_block_new (page->metrics, data->title, TITLE_SIZE, TRUE, MAP_WIDTH, 1);
  ctn_scene_builder_add_text (page->builder, &info, block, MAP_MARGIN, 3, CTN_ALIGN_LEFT,
                              page->theme->foreground);
}

/* What the map does not show, and where its lines are from. */
static CtnTextBlock *
make_note (CtnMapPage *page, const CtnRegionMapData *data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (data->n_values > 0 && data->value_title != NULL)
    g_string_append_printf (text, "%s. ", data->value_title);
  if (data->n_values > 0)
    g_string_append (
        text,
        _ ("A circle stands at a point inside its region: boundaries of regions are not drawn, "
           "for their data may not be passed on. "));
  if (data->note != NULL)
    g_string_append_printf (text, "%s ", data->note);
  g_string_append (text, _ ("Outlines: Natural Earth (public domain). Projection: ETRS89-LAEA."));
  return ctn_text_block_new (page->metrics, text->str, SIZE - 1, FALSE, MAP_WIDTH, 4);
}

static void
measure (CtnMapPage *page, const CtnRegionMapData *data, GArray *clusters)
{
  page->most = 1;
  page->widest = 1;
  for (guint i = 0; i < clusters->len; i++)
    page->most = MAX (page->most, g_array_index (clusters, CtnMapCluster, i).n);
  for (guint i = 0; i < data->n_links; i++)
    page->widest = MAX (page->widest, data->links[i].n);
  for (guint i = 0; i < data->n_values; i++)
    if (data->values[i].value > page->largest)
      page->largest = data->values[i].value;
}

static void
add_marks (CtnMapPage *page, const CtnRegionMapData *data, GArray *clusters)
{
  add_values (page, data);
  for (guint i = data->n_links; i > 0; i--)
    add_link (page, data, &data->links[i - 1], i - 1);
  for (guint i = 0; i < clusters->len; i++)
    add_place (page, &g_array_index (clusters, CtnMapCluster, i), i);
  add_place_labels (page, clusters);
  add_value_labels (page, data);
}

CtnScene *
ctn_region_map_layout (const CtnRegionMapData *data,
                       double zoom,
                       CtnMetrics *metrics,
                       const CtnTheme *theme)
{
  CtnMapPage page = { .metrics = metrics,
                      .theme = theme,
                      .zoom = CLAMP (zoom, CTN_REGION_MAP_MIN_ZOOM, CTN_REGION_MAP_MAX_ZOOM) };
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (CtnMapCluster));
  g_autoptr (GArray) assignment =
      _ctn_region_map_cluster (data->points, data->n_points, page.zoom, clusters);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  g_autoptr (CtnLegend) legend = NULL;
  g_autoptr (CtnTextBlock) note = NULL;
  g_autofree char *description = NULL;
  const CtnMarkInfo info = { .role = "note", .z = Z_TEXT };
  double legend_y = MAP_TITLE + MAP_HEIGHT + GAP;
  double height;

  page.taken = taken;
  measure (&page, data, clusters);
  legend = _ctn_region_map_make_legend (&page, data);
  note = make_note (&page, data);
  height = legend_y + ctn_legend_get_height (legend) + GAP + note->height + MAP_MARGIN;
  page.builder = ctn_scene_builder_new (MAP_WIDTH + 2 * MAP_MARGIN, height);
  description = g_strdup_printf (_ ("%u places, %u links and %u values of regions"), clusters->len,
                                 data->n_links, data->n_values);
  ctn_scene_builder_set_background (page.builder, theme->background);
  if (data->title != NULL)
    ctn_scene_builder_set_title (page.builder, data->title);
  ctn_scene_builder_set_description (page.builder, description);
  add_land (&page);
  add_frame (&page, height);
  add_title (&page, data);
  add_marks (&page, data, clusters);
  ctn_legend_add (legend, page.builder, MAP_MARGIN, legend_y, Z_TEXT, FALSE);
  ctn_scene_builder_add_text (page.builder, &info, note, MAP_MARGIN,
                              legend_y + ctn_legend_get_height (legend) + GAP, CTN_ALIGN_LEFT,
                              theme->muted);
  return ctn_scene_builder_end (page.builder);
}
