/* Scatter plot of subjects by two scales of the same kind: capacity across, potential upwards.
 *
 * The diagonal is where both are equal; what lies above it has more of the upright quantity than of the
 * other, and a thin line from each point down (or up) to the diagonal shows how much. Names stand beside
 * their points; each takes the first of eight places, those away from the diagonal first, where it touches no
 * other name, no point, no such line and no edge of the page. A name that finds no place is not drawn; its mark has it all the same.
 * Marks: "point" (id = the point's; reachable, with both values), "name", "gap", "title". */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_SCATTER_MAX_POINTS 500

typedef struct {
  gint64 id;
  const char *name;
  double x, y; /* points without both are left out */
} CtnScatterPoint;

/* All borrowed for the time of the call. */
typedef struct {
  const char *title; /* (nullable) */
  const char *x_title;
  const char *y_title;
  const char *above; /* (nullable) what the area above the diagonal means */
  const char *below; /* (nullable) */
  const CtnScatterPoint *points;
  guint n_points;
  double min, max; /* of both scales */
  guint decimals;
} CtnScatterData;

/* Returns: (transfer full): the scene, @width × @height points. */
CtnScene *ctn_scatter_layout (const CtnScatterData *data,
                              double width,
                              double height,
                              CtnMetrics *metrics,
                              const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
