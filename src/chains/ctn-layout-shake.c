/* Iterated local search: H. R. Lourenço, O. C. Martin, T. Stützle, Iterated local search, in Handbook of
 * Metaheuristics (2003). */
#include "ctn-layout-private.h"

#define WINDOW                                                                                     \
  8 /* places that sifting looks at on each side: most of what a shake can gain is near */
#define N_REACHES 6   /* a shake moves a vertex by up to 2, 4, … 64 places, each as often */
#define ANY_SHARE 0.3 /* of the shakes move any vertex, the others a node, with its long links */
#define LEAST_COST 20 /* of a shake, in comparisons, so that there is an end in any case */

double
ctn_layers_random (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return (double) ((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* The links of each node that pass stages, one after the other. */
typedef struct {
  guint *start, *links;
} LongLinks;

static void
find_long_links (const CtnLayers *layers, LongLinks *self)
{
  guint n = layers->n_nodes;

  self->start = g_new0 (guint, n + 1);
  self->links = g_new (guint, 2 * (gsize) layers->n_links + 1);
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < layers->n_links; i++) {
      guint first = layers->chain_start[i], end = layers->chain_start[i + 1];

      if (first == end)
        continue;
      for (guint side = 0; side < 2; side++) {
        guint node = side == 0 ? layers->before[layers->before_start[first]]
                               : layers->after[layers->after_start[end - 1]];

        if (pass == 0)
          self->start[node]++;
        else
          self->links[--self->start[node]] = i;
      }
    }
    for (guint v = 0; v < n && pass == 0; v++)
      self->start[v + 1] += self->start[v];
  }
}

static gint64
shake_once (CtnSifter *self, const LongLinks *longs, guint vertex, guint to)
{
  CtnLayers *layers = self->layers;
  gint64 gain = -ctn_sifter_move (self, vertex, to);

  if (vertex < layers->n_nodes) {
    for (guint k = longs->start[vertex]; k < longs->start[vertex + 1]; k++)
      gain += ctn_sifter_reroute (self, longs->links[k]);
  }
  gain += ctn_sifter_run (self);
  return gain;
}

/* A place for @vertex up to some distance away, near ones more often than far ones. */
static guint
choose_place (const CtnLayers *layers, guint vertex, guint64 *random)
{
  guint group = layers->layer[vertex] * layers->n_lanes + layers->lane[vertex];
  guint start = layers->group_start[group], end = layers->group_start[group + 1];
  guint position = layers->position[vertex];
  guint reach = 2u << (guint) (ctn_layers_random (random) * N_REACHES);
  guint low = position - MIN (reach, position - start), high = MIN (position + reach, end - 1);

  return low + (guint) (ctn_layers_random (random) * (high - low + 1));
}

gint64
ctn_sifter_shake (CtnSifter *self, guint64 *random)
{
  CtnLayers *layers = self->layers;
  guint window = self->window;
  LongLinks longs;
  gint64 sum = 0;

  find_long_links (layers, &longs);
  self->record = TRUE;
  self->window = WINDOW;
  while (self->budget > 0 && !g_cancellable_is_cancelled (self->cancellable)) {
    gboolean any = ctn_layers_random (random) < ANY_SHARE;
    guint n = any || layers->n_nodes == 0 ? layers->n_vertices : layers->n_nodes;
    guint vertex = (guint) (ctn_layers_random (random) * n);
    guint to = choose_place (layers, vertex, random);
    gint64 gain;

    self->budget -= LEAST_COST;
    if (to == layers->position[vertex] || layers->key[vertex] != G_MAXUINT)
      continue;
    gain = shake_once (self, &longs, vertex, to);
    if (gain < 0)
      ctn_sifter_undo (self);
    else
      sum += gain;
    g_array_set_size (self->moves, 0);
  }
  self->record = FALSE;
  self->window = window;
  g_free (longs.start);
  g_free (longs.links);
  return sum;
}
