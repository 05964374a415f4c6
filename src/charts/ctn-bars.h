/* Bars: rows (regions) with one bar a series (years), the longest scale below, and lines that stand for something
 * (the average, the borders of groups).
 *
 * The breadth is given, the height follows from the rows. A bar begins at 0, or at the edge where 0 is not on the
 * scale. A row without a value has a dash. Every series has a pattern of its own as well as a colour. Roles: "row",
 * "bar" (id of the row, part: the series). */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

#define CTN_BARS_MAX_ROWS 400
#define CTN_BARS_MAX_SERIES 8

typedef struct {
  gint64 id;
  const char *label;
  gboolean strong;  /* the one that the page is about */
  const char *note; /* (nullable) behind the bar: the group */
} CtnBarsRow;

typedef struct {
  double value;
  const char *label;
} CtnBarsLine;

/* Plain data; all of it may go after the layout. */
typedef struct {
  const char *title; /* (nullable) */
  const char *unit;  /* (nullable) under the scale */
  const CtnBarsRow *rows;
  guint n_rows;
  const char *const *series; /* names */
  guint n_series;
  const double *values; /* row by row; NAN for none */
  const CtnBarsLine *lines;
  guint n_lines;
  guint decimals;
} CtnBarsData;

/* Returns: (transfer full): a scene @width points broad (at least 240) and as high as it needs. */
CtnScene *ctn_bars_layout (const CtnBarsData *data,
                           double width,
                           CtnMetrics *metrics,
                           const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
