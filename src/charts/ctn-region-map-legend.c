#include <ctn-i18n.h>
#include <math.h>

#include <ctn-number.h>

#include "ctn-region-map-private.h"

#define SIZE 9.0
#define MAX_RADIUS 11.0 /* on the screen, at zoom 1 */
#define MIN_RADIUS 2.6
#define MAX_VALUE_RADIUS 22.0

/* The area is in proportion, but a single organisation stays a dot that can be pointed at. */
double
_ctn_region_map_get_radius (const CtnMapPage *page, guint n)
{
  double share = sqrt ((double) n / page->most);

  return fmax (MIN_RADIUS, fmin (MAX_RADIUS, 7.5 + page->most / 10.0) * share) / page->zoom;
}

double
_ctn_region_map_get_value_radius (const CtnMapPage *page, double value)
{
  return page->largest > 0 ? MAX_VALUE_RADIUS * sqrt (value / page->largest) / page->zoom : 0;
}

double
_ctn_region_map_get_link_width (const CtnMapPage *page, guint n)
{
  return (0.9 + 3.6 * sqrt ((n - 1.0) / MAX (page->widest - 1.0, 1))) / page->zoom;
}

CtnColor
_ctn_region_map_get_place_color (const CtnTheme *theme)
{
  return ctn_theme_get_series_color (theme, 0);
}

CtnColor
_ctn_region_map_get_value_color (const CtnTheme *theme)
{
  return ctn_theme_get_series_color (theme, 1);
}

CtnColor
_ctn_region_map_get_link_color (const CtnTheme *theme, guint kind)
{
  return ctn_theme_get_series_color (theme, kind + 2);
}

static void
add_link_kind (const CtnMapPage *page, GArray *entries, const CtnRegionMapData *data, guint kind)
{
  CtnLegendEntry entry = { .part = (int) kind, .label = data->kinds[kind] };
  gboolean used = FALSE;

  for (guint i = 0; i < data->n_links && !used; i++)
    used = data->links[i].kind == kind;
  if (!used)
    return;
  entry.paths[0] = ctn_path_new ();
  ctn_path_move_to (entry.paths[0], -CTN_LEGEND_SAMPLE_WIDTH / 2, 3);
  ctn_path_curve_to (entry.paths[0], (CtnPoint) { -4, -5 }, (CtnPoint) { 4, -5 },
                     (CtnPoint) { CTN_LEGEND_SAMPLE_WIDTH / 2, 3 });
  entry.paints[0] = (CtnPaint) { .stroke = _ctn_region_map_get_link_color (page->theme, kind),
                                 .width = 2,
                                 .dash = ctn_theme_get_dash (kind) };
  g_array_append_val (entries, entry);
}

static void
add_circle (GArray *entries, const char *label, double radius, CtnColor color, double alpha)
{
  CtnLegendEntry entry = { .label = label };

  entry.paths[0] = ctn_path_new ();
  ctn_path_add_circle (entry.paths[0], 0, 0, radius);
  entry.paints[0] =
      (CtnPaint) { .fill = ctn_color_fade (color, alpha), .stroke = color, .width = 1 };
  g_array_append_val (entries, entry);
}

CtnLegend *
_ctn_region_map_make_legend (const CtnMapPage *page, const CtnRegionMapData *data)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (CtnLegendEntry));
  g_autofree char *values = NULL;
  g_autofree char *largest = NULL;
  CtnLegend *legend;

  if (data->n_points > 0)
    add_circle (entries, _ ("Organisations, the area by their number"), 4.5,
                _ctn_region_map_get_place_color (page->theme), 0.85);
  for (guint i = 0; i < MIN (data->n_kinds, CTN_REGION_MAP_MAX_KINDS); i++)
    add_link_kind (page, entries, data, i);
  if (data->n_values > 0) {
    largest = ctn_number_format (page->largest, 2);
    /* Translators: the value of the largest circle of a map */
    values = g_strdup_printf (_ ("Value of the region, at most %s"), largest);
    add_circle (entries, values, 5, _ctn_region_map_get_value_color (page->theme), 0.3);
  }
  legend =
      ctn_legend_new (page->metrics, page->theme, (const CtnLegendEntry *) (gpointer) entries->data,
                      entries->len, SIZE, MAP_WIDTH, FALSE);
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
  return legend;
}
