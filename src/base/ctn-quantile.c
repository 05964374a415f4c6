#include "ctn-quantile.h"

#include <math.h>
#include <stdlib.h>

double
ctn_quantile (const double *sorted, guint n, double p)
{
  double position, low;
  guint i;

  g_return_val_if_fail (n > 0 && p >= 0 && p <= 1, NAN);
  position = (n - 1) * p;
  low = floor (position);
  i = (guint) low;
  if (i + 1 >= n)
    return sorted[n - 1];
  return sorted[i] + (position - low) * (sorted[i + 1] - sorted[i]);
}

static int
compare (const void *first, const void *second)
{
  const double *a = first;
  const double *b = second;

  return (*a > *b) - (*a < *b);
}

void
ctn_quantile_sort (double *values, guint n)
{
  if (n > 1)
    qsort (values, n, sizeof *values, compare);
}
