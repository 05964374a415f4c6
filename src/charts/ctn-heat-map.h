/* Heat maps: rows (subjects) by columns (dimensions), each cell shaded by its value with the number in it.
 *
 * The breadth is given, the height follows from the rows. Names wrap in their column; those of columns
 * stand above, in as many lines as they need. The shade goes from the surface to the colour of the first
 * series; the number is written in black or white, whichever is easier to read on it. A cell
 * without a value is hatched and has a dash, so colour never says it alone. Rows are activated as "row",
 * cells as "cell" (part: the column). */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

#define CTN_HEAT_MAP_MAX_COLUMNS 30
#define CTN_HEAT_MAP_MAX_ROWS 2000

typedef struct {
  gint64 id; /* of the record behind it */
  const char *label;
} CtnHeatRow;

/* Plain data; all of it may go after the layout. */
typedef struct {
  const char *title; /* (nullable) */
  const char *const *columns;
  guint n_columns; /* up to CTN_HEAT_MAP_MAX_COLUMNS; more are left out */
  const CtnHeatRow *rows;
  guint n_rows;         /* up to CTN_HEAT_MAP_MAX_ROWS */
  const double *values; /* n_rows × n_columns, 0 to 1; NAN for none */
  double min;           /* what 0 is shown as */
  double max;           /* what 1 is shown as */
  guint decimals;
  gboolean numbered; /* cells have ids of their own, so that whoever hears of one knows which: row ×
                        CTN_HEAT_MAP_MAX_COLUMNS + column + 1; else that of their row */
} CtnHeatMapData;

/* Returns: (transfer full): a scene @width points broad (at least 240, and more where the
 * names of many columns would not be readable) and as high as it needs. */
CtnScene *ctn_heat_map_layout (const CtnHeatMapData *data,
                               double width,
                               CtnMetrics *metrics,
                               const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* The shade of a value, 0 to 1, and the colour to write on it. */
CtnColor ctn_heat_map_get_color (const CtnTheme *theme, double value, CtnColor *text);

G_END_DECLS
