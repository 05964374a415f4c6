#include "ctn-statistics.h"

#include <math.h>

gboolean
ctn_quartiles (const double *values, guint n, CtnQuartiles *quartiles)
{
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  double sum = 0;
  guint m = 0;

  *quartiles = (CtnQuartiles) { 0, NAN, NAN, NAN, NAN, NAN, NAN };
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      sorted[m++] = values[i];
  quartiles->n = m;
  if (m == 0)
    return FALSE;
  ctn_quantile_sort (sorted, m);
  for (guint i = 0; i < m; i++)
    sum += sorted[i];
  quartiles->mean = sum / m;
  quartiles->min = sorted[0];
  quartiles->max = sorted[m - 1];
  if (m < CTN_QUARTILES_MIN_N)
    return FALSE;
  quartiles->q1 = ctn_quantile (sorted, m, 0.25);
  quartiles->median = ctn_quantile (sorted, m, 0.5);
  quartiles->q3 = ctn_quantile (sorted, m, 0.75);
  return TRUE;
}

gboolean
ctn_quartiles_of_node (const GPtrArray *scores, guint node, CtnQuartiles *quartiles)
{
  g_autofree double *values = g_new (double, MAX (scores->len, 1));

  for (guint i = 0; i < scores->len; i++)
    values[i] = ctn_score_get_node (g_ptr_array_index (scores, i), node)->value;
  return ctn_quartiles (values, scores->len, quartiles);
}
