/* Trend: values of one subject over time, a line a series.
 *
 * Dates stand on a true scale of time. A value that is missing is a gap in the line. Labels of dates that
 * would overlap are left out, the last one stays. Marks: "value" (id = the point's id, part = index of the
 * series; reachable, labelled "series, date: value"), "date", "legend", "title". */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_TREND_MAX_SERIES 32
#define CTN_TREND_MAX_POINTS 400

typedef struct {
  gint64 id;
  double time; /* in any unit, rising from point to point; equal ones are allowed */
  const char *label;
} CtnTrendPoint;

typedef struct {
  const char *name;
  const double *values; /* one a point; NAN for none */
  gboolean strong;      /* drawn thicker: the total */
} CtnTrendSeries;

/* All borrowed for the time of the call. */
typedef struct {
  const char *title; /* (nullable) */
  const CtnTrendPoint *points;
  guint n_points;
  const CtnTrendSeries *series;
  guint n_series;
  double min, max; /* of the scale; equal: round numbers about the values */
  guint decimals;  /* of the values */
} CtnTrendData;

/* Returns: (transfer full): the scene, @width × @height points. */
CtnScene *ctn_trend_layout (const CtnTrendData *data,
                            double width,
                            double height,
                            CtnMetrics *metrics,
                            const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
