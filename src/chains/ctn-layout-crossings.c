/* Counting and removing crossings between neighbouring layers. */
#include "ctn-layout-private.h"

#include <string.h>

/* Barth, Mutzel, Jünger: the ends of the edges in the next layer, sorted by the ends in this one, are
 * put into a tree of counters; each crosses those before it that end behind it. Ends that belong to
 * one vertex of this layer are looked up before any of them is put in, so that they need no order. */
static guint64
count_between (const CtnLayers *self, guint layer)
{
  guint first, n, n_leaves = 1;
  g_autofree guint *tree = NULL;
  guint64 n_crossings = 0;

  if (layer + 1 >= self->n_layers)
    return 0;
  first = ctn_layers_first (self, layer + 1);
  n = ctn_layers_first (self, layer + 2) - first;
  while (n_leaves < n)
    n_leaves *= 2;
  tree = g_new0 (guint, 2 * (gsize) n_leaves);
  for (guint i = ctn_layers_first (self, layer); i < first; i++) {
    guint v = self->sequence[i], start = self->after_start[v], end = self->after_start[v + 1];

    for (guint k = start; k < end; k++) {
      for (guint leaf = self->position[self->after[k]] - first + n_leaves; leaf > 1; leaf /= 2)
        n_crossings += leaf % 2 == 0 ? tree[leaf + 1] : 0;
    }
    for (guint k = start; k < end; k++) {
      for (guint leaf = self->position[self->after[k]] - first + n_leaves; leaf > 0; leaf /= 2)
        tree[leaf]++;
    }
  }
  return n_crossings;
}

guint64
ctn_layers_count (const CtnLayers *self)
{
  guint64 n_crossings = 0;

  for (guint layer = 0; layer + 1 < self->n_layers; layer++)
    n_crossings += count_between (self, layer);
  return n_crossings;
}
