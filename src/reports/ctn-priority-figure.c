#include "ctn-priority-figure.h"

#include <ctn-i18n.h>
#include <math.h>

#include <ctn-region-strategy.h>

/* Rows of a heat map, one a region. (transfer full) (element-type CtnHeatRow) */
static GArray *
make_rows (GPtrArray *regions)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CtnHeatRow));

  for (guint i = 0; i < regions->len; i++) {
    const CtnRegionCodes *region = regions->pdata[i];
    CtnHeatRow row = { i + 1, region->name };

    g_array_append_val (rows, row);
  }
  return rows;
}

CtnScene *
ctn_priority_matrix_layout (const CtnPriorityMatrix *matrix,
                            double width,
                            CtnMetrics *metrics,
                            const CtnTheme *theme)
{
  g_autoptr (GArray) rows = make_rows (matrix->regions);
  guint n = matrix->regions->len * matrix->columns->len;
  g_autofree double *values = g_new0 (double, MAX (n, 1));
  guint most = 1;
  CtnHeatMapData data = { .title = _ ("Priorities by Region"),
                          .columns = (const char *const *) matrix->titles->pdata,
                          .n_columns = matrix->columns->len,
                          .rows = (const CtnHeatRow *) (gpointer) rows->data,
                          .n_rows = rows->len,
                          .values = values,
                          .numbered = TRUE };

  for (guint i = 0; i < n; i++)
    most = MAX (most, matrix->counts[i]);
  for (guint i = 0; i < n; i++)
    values[i] = (double) matrix->counts[i] / most;
  data.max = most;
  return ctn_heat_map_layout (&data, width, metrics, theme);
}

CtnScene *
ctn_overlap_layout (GPtrArray *regions,
                    int scheme,
                    double width,
                    CtnMetrics *metrics,
                    const CtnTheme *theme)
{
  g_autoptr (GArray) rows = make_rows (regions);
  g_autofree double *values = g_new0 (double, MAX (regions->len * regions->len, 1));
  g_autofree const char **names = g_new0 (const char *, regions->len + 1);
  CtnHeatMapData data = { .title = _ ("Overlap of Priorities (Jaccard)"),
                          .columns = names,
                          .n_columns = regions->len,
                          .rows = (const CtnHeatRow *) (gpointer) rows->data,
                          .n_rows = rows->len,
                          .values = values,
                          .max = 1,
                          .decimals = 2,
                          .numbered = TRUE };

  for (guint i = 0; i < regions->len; i++) {
    const CtnRegionCodes *one = regions->pdata[i];

    names[i] = *one->nuts != '\0' ? one->nuts : one->name;
    for (guint j = 0; j < regions->len; j++) {
      g_auto (CtnOverlap) overlap = { 0 };

      ctn_overlap_init (&overlap, one, regions->pdata[j], scheme);
      values[i * regions->len + j] = i == j ? NAN : overlap.index;
    }
  }
  return ctn_heat_map_layout (&data, width, metrics, theme);
}
