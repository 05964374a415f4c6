#include <math.h>

#include "ctn-projection.h"
#include "ctn-region-map-private.h"

#define APART 17.0 /* points on the screen between the middles of two circles */
#define COARSER 1.4

gboolean
ctn_region_map_locate (double longitude, double latitude, double *x, double *y)
{
  double easting;
  double northing;

  if (!isfinite (longitude) || !isfinite (latitude))
    return FALSE;
  ctn_projection_laea (longitude, latitude, &easting, &northing);
  *x = MAP_MARGIN + (easting - MAP_WEST) * MAP_SCALE;
  *y = MAP_TITLE + (MAP_NORTH - northing) * MAP_SCALE;
  return easting >= MAP_WEST && easting <= MAP_EAST && northing >= MAP_SOUTH &&
         northing <= MAP_NORTH;
}

/* Cells as wide as circles are kept apart: what is too close lies in the same cell or one beside it. */
static gint64
get_cell (double x, double y, double apart)
{
  return ((gint64) floor (y / apart) << 32) + (gint64) floor (x / apart);
}

/* The nearest cluster that is too close to (@x, @y), or -1. */
static int
find_close (GHashTable *cells, GArray *clusters, double x, double y, double apart)
{
  double nearest = apart;
  int found = -1;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++) {
      gint64 cell = get_cell (x + dx * apart, y + dy * apart, apart);
      GArray *inside = g_hash_table_lookup (cells, &cell);

      for (guint i = 0; inside != NULL && i < inside->len; i++) {
        int index = g_array_index (inside, int, i);
        const CtnMapCluster *cluster = &g_array_index (clusters, CtnMapCluster, (guint) index);
        double distance = hypot (cluster->x - x, cluster->y - y);

        if (distance < nearest) {
          nearest = distance;
          found = index;
        }
      }
    }
  return found;
}

static void
remember (GHashTable *cells, int index, double x, double y, double apart)
{
  gint64 cell = get_cell (x, y, apart);
  GArray *inside = g_hash_table_lookup (cells, &cell);

  if (inside == NULL) {
    inside = g_array_new (FALSE, FALSE, sizeof (int));
    g_hash_table_insert (cells, g_memdup2 (&cell, sizeof cell), inside);
  }
  g_array_append_val (inside, index);
}

/* Larger points come first and draw the smaller ones in, so a cluster stands where most of it is. */
static GArray *
assign (const CtnMapPoint *points, guint n_points, double apart, GArray *clusters)
{
  g_autoptr (GHashTable) cells =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  GArray *assignment = g_array_sized_new (FALSE, FALSE, sizeof (int), n_points);

  for (guint i = 0; i < n_points; i++) {
    CtnMapCluster cluster = { .n = points[i].n, .n_points = 1, .label = points[i].label };
    int index = -1;

    if (ctn_region_map_locate (points[i].longitude, points[i].latitude, &cluster.x, &cluster.y)) {
      index = find_close (cells, clusters, cluster.x, cluster.y, apart);
      if (index < 0) {
        index = (int) clusters->len;
        remember (cells, index, cluster.x, cluster.y, apart);
        g_array_append_val (clusters, cluster);
      } else {
        CtnMapCluster *known = &g_array_index (clusters, CtnMapCluster, (guint) index);

        known->n += points[i].n;
        known->n_points++;
      }
    }
    g_array_append_val (assignment, index);
  }
  return assignment;
}

GArray *
_ctn_region_map_cluster (const CtnMapPoint *points, guint n_points, double zoom, GArray *clusters)
{
  double apart = APART / CLAMP (zoom, CTN_REGION_MAP_MIN_ZOOM, CTN_REGION_MAP_MAX_ZOOM);
  GArray *assignment = assign (points, n_points, apart, clusters);

  while (clusters->len > CTN_REGION_MAP_MAX_MARKS) {
    apart *= COARSER;
    g_array_unref (assignment);
    g_array_set_size (clusters, 0);
    assignment = assign (points, n_points, apart, clusters);
  }
  return assignment;
}

GArray *
ctn_region_map_cluster (const CtnMapPoint *points, guint n_points, double zoom)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (CtnMapCluster));

  return _ctn_region_map_cluster (points, n_points, zoom, clusters);
}
