/* What the files that lay out the map of regions share. */
#pragma once

#include "ctn-legend.h"
#include "ctn-region-map.h"

G_BEGIN_DECLS

/* The part of Europe that is shown, EPSG:3035 metres: from Iceland and Portugal to Cyprus and the North Cape. */
#define MAP_WEST 2500000.0
#define MAP_EAST 6750000.0
#define MAP_SOUTH 1400000.0
#define MAP_NORTH 5450000.0

#define MAP_SCALE (156.0 / 1000000.0) /* points to a metre */
#define MAP_MARGIN 10.0
#define MAP_TITLE 22.0 /* room above the map */
#define MAP_WIDTH ((MAP_EAST - MAP_WEST) * MAP_SCALE)
#define MAP_HEIGHT ((MAP_NORTH - MAP_SOUTH) * MAP_SCALE)

/* One circle for all points that lie close together. */
typedef struct {
  double x, y; /* points on the page */
  guint n;
  guint n_points;
  const char *label; /* of the first point */
} CtnMapCluster;

typedef struct {
  CtnSceneBuilder *builder; /* (unowned) */
  CtnMetrics *metrics;      /* (unowned) */
  const CtnTheme *theme;
  double zoom;
  double largest; /* of the values, 0 without any */
  guint most;     /* organisations in one cluster, at least 1 */
  guint widest;   /* n of the links, at least 1 */
  GArray *taken;  /* cairo_rectangle_t: where texts stand */
} CtnMapPage;

/* As ctn_region_map_cluster(), with the clusters themselves (element-type CtnMapCluster). */
GArray *
_ctn_region_map_cluster (const CtnMapPoint *points, guint n_points, double zoom, GArray *clusters);

/* Radius in points of the page of a circle for so many organisations, or for a value. */
double _ctn_region_map_get_radius (const CtnMapPage *page, guint n);
double _ctn_region_map_get_value_radius (const CtnMapPage *page, double value);
double _ctn_region_map_get_link_width (const CtnMapPage *page, guint n);

CtnColor _ctn_region_map_get_place_color (const CtnTheme *theme);
CtnColor _ctn_region_map_get_value_color (const CtnTheme *theme);
CtnColor _ctn_region_map_get_link_color (const CtnTheme *theme, guint kind);

/* The legend below the map, laid out for its width. (transfer full) */
CtnLegend *_ctn_region_map_make_legend (const CtnMapPage *page, const CtnRegionMapData *data);

G_END_DECLS
