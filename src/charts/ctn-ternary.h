/* Ternary plot: how something is shared out among three, as a point in a triangle.
 *
 * Each corner is all for one of them, the side opposite to it none; the middle is an equal share for each.
 * Lines stand at the thirds. A series is a trail: its points in their order, joined by a line with the
 * series' dash, small markers for those before, a large one with the series' shape for the last. Years stand
 * beside their points, or where those are crowded on the nearest free place with a line to it; years that follow
 * each other in one place have one label, "2021–2024". A label covers neither another nor a point or a trail; where
 * the page has no place left for it, it is left out: the whole is always in a mark's label. */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_TERNARY_MAX_SERIES 32
#define CTN_TERNARY_MAX_POINTS 400 /* of a series */

typedef struct {
  double shares[3];  /* ≥ 0, of any sum above 0; a point that is not so is left out */
  const char *label; /* (nullable) e.g. the year */
} CtnTernaryPoint;

typedef struct {
  gint64 id;
  const char *name;
  const CtnTernaryPoint *points;
  guint n_points;
} CtnTernarySeries;

/* All borrowed for the time of the call. */
typedef struct {
  const char *title;      /* (nullable) */
  const char *corners[3]; /* what stands at the top, on the left and on the right */
  const CtnTernarySeries *series;
  guint n_series;
} CtnTernaryData;

/* Where the triangle is: top, left, right. */
typedef struct {
  CtnPoint corners[3];
} CtnTernaryGeometry;

/* Lays out the chart on @width × @height points. Marks: "value" (id = the series's id, part = index of the
 * point; reachable, labelled "series, year: industry 40 %, …"), "trail", "corner", "grid", "tick", "year" (part =
 * index of the last point that it names), "leader" (its line, if it has one), "legend" (with more than one series), "title". @geometry (out) (optional).
 *
 * Returns: (transfer full): the scene. */
CtnScene *ctn_ternary_layout (const CtnTernaryData *data,
                              double width,
                              double height,
                              CtnMetrics *metrics,
                              const CtnTheme *theme,
                              CtnTernaryGeometry *geometry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
