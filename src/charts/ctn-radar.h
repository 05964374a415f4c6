/* Radar chart: values of one or more subjects on 1 to 120 axes around a centre.
 *
 * How the labels are placed. Each label stands at the outer end of its spoke: right of the circle
 * set flush left, left of it flush right, above and below centred. Labels of one side are kept in
 * their order and pushed apart only as far as they would overlap (the arrangement with the least
 * squared displacement, found by pooling adjacent violators), inside of the page; each then moves
 * sideways until it touches the circle, so that labels near the top and the bottom get more room. A
 * label that ends up away from its spoke is tied to it by a thin line. Text size and radius are
 * chosen together: for falling sizes and radii the labels are broken into the room they would have,
 * and the pair is taken that gives the largest drawing for legible, little hyphenated labels. If no
 * pair shows all labels whole, they are cut with an ellipsis; if there is no room for that, or the
 * plot is a thumbnail below 200 points, the axes are numbered; the whole label always stays in the
 * mark's accessible label. Labels never overlap
 * each other or the plot and never leave the page. */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_RADAR_MAX_AXES 120
#define CTN_RADAR_MAX_SERIES 32

typedef struct {
  gint64 id;
  const char *label;
  int group; /* index into the groups, or -1 */
} CtnRadarAxis;

typedef struct {
  gint64 id;
  const char *name;
  const double *values; /* one per axis; NAN = no value, drawn as a gap */
} CtnRadarSeries;

/* All borrowed for the time of the call. */
typedef struct {
  const char *title;
  const CtnRadarAxis *axes;
  guint n_axes;
  const char *const *groups; /* (nullable) names of the groups */
  guint n_groups;
  const CtnRadarSeries *series;
  guint n_series;
  const double *target;    /* (nullable) one per axis, NAN for none */
  const char *target_name; /* (nullable) "Target" */
  const double *quartile1; /* (nullable) the comparison band: all three or none */
  const double *median;
  const double *quartile3;
  const char *band_name;     /* (nullable) */
  double min, max;           /* of the scale: the centre and the outer ring */
  const char *const *levels; /* (nullable) names of n_levels levels, min to max evenly */
  guint n_levels;
} CtnRadarData;

/* Where the plot is, for turning points into values. */
typedef struct {
  CtnPoint center;
  double radius;
  guint n_axes;
  double min, max;
} CtnRadarGeometry;

/* Lays out the chart on @width × @height points. Values outside the scale are drawn at its end.
 * Marks: "axis" (the label), "value" (id = the axis's id, part = index of the series; reachable,
 * labelled "axis, series: value"), "target", "legend", "title". @geometry (out) (optional).
 *
 * Returns: (transfer full): the scene. */
CtnScene *ctn_radar_layout (const CtnRadarData *data,
                            double width,
                            double height,
                            CtnMetrics *metrics,
                            const CtnTheme *theme,
                            CtnRadarGeometry *geometry) G_GNUC_WARN_UNUSED_RESULT;

/* The point where @value of @axis is drawn. */
CtnPoint ctn_radar_point (const CtnRadarGeometry *self, guint axis, double value);

/* The same on a given @axis, wherever the point is: for dragging. */
double ctn_radar_value_on_axis (const CtnRadarGeometry *self, guint axis, double x, double y);

G_END_DECLS
