/* Map of Europe: organisations as points, links between regions as arcs, values of regions as circles.
 *
 * The page has a size of its own and is zoomed by whoever shows it. What is drawn on the land keeps its size on the
 * screen: it is laid out for a zoom, and laid out again when that has changed much. Points that would lie on each
 * other at that zoom are drawn as one, with their number; nearer by they part. Areas of regions are not drawn: the
 * boundaries of NUTS may not be passed on, so a value stands as a circle at a point inside its region, its area
 * in proportion to the value; the legend says so.
 *
 * Roles: "place" (id: index of the cluster + 1), "link" and "value" (id as given). */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_REGION_MAP_MAX_MARKS 3000 /* points that are drawn, whatever the zoom */
#define CTN_REGION_MAP_MAX_KINDS 4    /* of links */
#define CTN_REGION_MAP_MIN_ZOOM 0.4
#define CTN_REGION_MAP_MAX_ZOOM 32.0

/* Organisations in one place. */
typedef struct {
  double longitude, latitude; /* degrees */
  guint n;
  const char *label; /* name of the one, or of the place */
} CtnMapPoint;

typedef struct {
  gint64 id;
  double from_longitude, from_latitude;
  double to_longitude, to_latitude;
  guint kind;        /* index into the kinds */
  guint n;           /* its width */
  const char *label; /* "Oberpfalz – Nyugat-Dunántúl" */
} CtnMapLink;

typedef struct {
  gint64 id;
  double longitude, latitude;
  double value;      /* from 0 on; others are left out */
  const char *label; /* name of the region */
  const char *text;  /* the value in words, with its unit */
} CtnMapValue;

/* Plain data; all of it may go after the layout. */
typedef struct {
  const char *title; /* (nullable) */
  const CtnMapPoint *points;
  guint n_points; /* the largest first */
  const CtnMapLink *links;
  guint n_links;
  const char *const *kinds; /* names of the kinds of links */
  guint n_kinds;
  const CtnMapValue *values;
  guint n_values;
  const char *value_title; /* (nullable) what the circles show, with year and source */
  const char *note;        /* (nullable) what is not on the map */
} CtnRegionMapData;

/* @zoom: CTN_REGION_MAP_MIN_ZOOM to _MAX_ZOOM, how many times larger than the page's own size it will be seen.
 * Returns: (transfer full): the scene; without outlines when their file is missing. */
CtnScene *ctn_region_map_layout (const CtnRegionMapData *data,
                                 double zoom,
                                 CtnMetrics *metrics,
                                 const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* Which points become one at @zoom: for each its cluster, counted from 0 in the order of their first points; -1 for
 * points beside the map. (transfer full) (element-type int) */
GArray *ctn_region_map_cluster (const CtnMapPoint *points,
                                guint n_points,
                                double zoom) G_GNUC_WARN_UNUSED_RESULT;

/* Where a place is on the page, in points. %FALSE when it is beside the map. */
gboolean ctn_region_map_locate (double longitude, double latitude, double *x, double *y);

G_END_DECLS
