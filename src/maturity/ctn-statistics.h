/* Quantiles of a comparison set. */
#pragma once

#include <ctn-quantile.h>

#include "ctn-score.h"

G_BEGIN_DECLS

/* The fewest subjects that a quartile band is shown for. */
#define CTN_QUARTILES_MIN_N 4

typedef struct {
  guint n; /* values that there were */
  double min;
  double q1;
  double median;
  double q3;
  double max;
  double mean;
} CtnQuartiles;

/* Quartiles of those of the @n @values that are not NAN.
 * @quartiles: (out): n, min, max and mean are set from one value on, all when %TRUE is returned; what
 *   is not set is NAN.
 * Returns: whether there are at least CTN_QUARTILES_MIN_N values. */
gboolean ctn_quartiles (const double *values, guint n, CtnQuartiles *quartiles);

/* The same for the value of @node in each of the @scores (element-type CtnScore), which are all of the
 * same model. */
gboolean ctn_quartiles_of_node (const GPtrArray *scores, guint node, CtnQuartiles *quartiles);

G_END_DECLS
