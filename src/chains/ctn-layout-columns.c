/* Where the stages are. */
#include "ctn-layout-private.h"

#include <math.h>

/* A column takes in those of its pinned boxes that stand out of it a little. One of pinned boxes only
 * is where they are. */
static void
stretch_column (CtnLayers *self, guint layer, double reach, gboolean all_pinned)
{
  double *start = &self->layer_start[layer], *end = &self->layer_end[layer];
  double first = INFINITY, last = -INFINITY;
  double near = *start - reach, far = *end + reach;

  for (guint i = ctn_layers_first (self, layer); i < ctn_layers_first (self, layer + 1); i++) {
    guint v = self->sequence[i];
    double left = self->along[v] - self->depth[v] / 2, right = self->along[v] + self->depth[v] / 2;

    if (!self->pinned[v])
      continue;
    first = MIN (first, left);
    last = MAX (last, right);
    if (left >= near && right <= far) {
      *start = MIN (*start, left);
      *end = MAX (*end, right);
    }
  }
  if (all_pinned && first >= *start) {
    *start = first;
    *end = last;
  }
}

void
ctn_layers_place_columns (CtnLayers *self, const CtnLayoutOptions *options)
{
  double cursor = 0;

  for (guint layer = 0; layer < self->n_layers; layer++) {
    guint first = ctn_layers_first (self, layer), end = ctn_layers_first (self, layer + 1);
    double depth = 0;
    gboolean any_pinned = FALSE, all_pinned = TRUE;

    for (guint i = first; i < end; i++) {
      guint v = self->sequence[i];

      depth = MAX (depth, self->depth[v]);
      any_pinned |= self->pinned[v];
      all_pinned &= self->pinned[v] || v >= self->n_nodes;
    }
    self->layer_start[layer] = cursor;
    self->layer_end[layer] = cursor + depth;
    for (guint i = first; i < end; i++)
      if (!self->pinned[self->sequence[i]])
        self->along[self->sequence[i]] = cursor + depth / 2;
    if (any_pinned)
      stretch_column (self, layer, options->stage_gap / 2, all_pinned);
    cursor = self->layer_end[layer] + options->stage_gap;
  }
}
