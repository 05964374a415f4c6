/* Quantiles of numbers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Quantile at @p (0 to 1) of @n (at least 1) values in rising order: linear between the order
 * statistics at (n − 1) p, type 7 of R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361,
 * as Excel's QUARTILE.INC and R's quantile() have it. */
double ctn_quantile (const double *sorted, guint n, double p);

/* Sorts the @n values, in rising order. */
void ctn_quantile_sort (double *values, guint n);

G_END_DECLS
