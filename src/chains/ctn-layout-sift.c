/* Sifting: one vertex after the other is moved to the place of its group where it crosses least.
 * Matuszewski, Schönfeld, Molitor (1999), with both neighbouring layers counted. */
#include "ctn-layout-private.h"

#include <string.h>

typedef struct {
  CtnLayers *layers;
  guint *before, *after; /* positions of the neighbours of the vertex that moves */
  guint n_before, n_after;
  gint64 budget;
} Sifter;

static guint
collect (const CtnLayers *self, const guint *neighbours, guint start, guint end, guint *positions)
{
  for (guint k = start; k < end; k++)
    positions[k - start] = self->position[neighbours[k]];
  return end - start;
}

/* How many crossings more there are if the edges to @theirs start in front of those to @mine. */
static inline gint64
difference (const CtnLayers *self,
            const guint *mine,
            guint n_mine,
            const guint *theirs,
            const guint *theirs_end)
{
  gint64 sum = 0;

  for (; theirs < theirs_end; theirs++) {
    guint place = self->position[*theirs];

    for (guint i = 0; i < n_mine; i++)
      sum += (int) (mine[i] < place) - (int) (mine[i] > place);
  }
  return sum;
}

/* Crossings more if the vertex that moves goes from the place in front of @other to that behind. */
static inline gint64
passing_cost (Sifter *sifter, guint other)
{
  const CtnLayers *self = sifter->layers;
  guint b0 = self->before_start[other], b1 = self->before_start[other + 1];
  guint a0 = self->after_start[other], a1 = self->after_start[other + 1];

  sifter->budget -=
      2 + (gint64) (b1 - b0) * sifter->n_before + (gint64) (a1 - a0) * sifter->n_after;
  return difference (self, sifter->before, sifter->n_before, self->before + b0, self->before + b1) +
         difference (self, sifter->after, sifter->n_after, self->after + a0, self->after + a1);
}

static void
move_vertex (CtnLayers *self, guint from, guint to)
{
  guint vertex = self->sequence[from];

  for (; from < to; from++) {
    self->sequence[from] = self->sequence[from + 1];
    self->position[self->sequence[from]] = from;
  }
  for (; from > to; from--) {
    self->sequence[from] = self->sequence[from - 1];
    self->position[self->sequence[from]] = from;
  }
  self->sequence[to] = vertex;
  self->position[vertex] = to;
}

static inline gboolean
may_pass (const CtnLayers *self, guint a, guint b)
{
  return self->key[a] == G_MAXUINT || self->key[b] == G_MAXUINT;
}

static guint64
sift_vertex (Sifter *sifter, guint vertex, guint window)
{
  CtnLayers *self = sifter->layers;
  guint group = self->layer[vertex] * self->n_lanes + self->lane[vertex];
  guint start = self->group_start[group], end = self->group_start[group + 1];
  guint from = self->position[vertex], to = from;
  gint64 cost = 0, best = 0;

  sifter->n_before = collect (self, self->before, self->before_start[vertex],
                              self->before_start[vertex + 1], sifter->before);
  sifter->n_after = collect (self, self->after, self->after_start[vertex],
                             self->after_start[vertex + 1], sifter->after);
  for (guint i = from + 1; i < end && i - from <= window; i++) {
    if (!may_pass (self, vertex, self->sequence[i]))
      break;
    cost += passing_cost (sifter, self->sequence[i]);
    if (cost < best) {
      best = cost;
      to = i;
    }
  }
  cost = 0;
  for (guint i = from; i > start && from - i < window; i--) {
    if (!may_pass (self, vertex, self->sequence[i - 1]))
      break;
    cost -= passing_cost (sifter, self->sequence[i - 1]);
    if (cost < best) {
      best = cost;
      to = i - 1;
    }
  }
  if (best < 0)
    move_vertex (self, from, to);
  return (guint64) -best;
}

guint64
ctn_layers_sift (CtnLayers *self, guint window, gint64 *budget, GCancellable *cancellable)
{
  Sifter sifter = { .layers = self, .budget = *budget };
  guint max_degree = 0;
  guint64 gain, sum = 0;

  for (guint v = 0; v < self->n_vertices; v++) {
    max_degree = MAX (max_degree, self->before_start[v + 1] - self->before_start[v]);
    max_degree = MAX (max_degree, self->after_start[v + 1] - self->after_start[v]);
  }
  sifter.before = g_new (guint, 2 * (gsize) max_degree + 2);
  sifter.after = sifter.before + max_degree + 1;
  do {
    gain = 0;
    for (guint v = 0; v < self->n_vertices && sifter.budget > 0; v++) {
      if (v % 64 == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      gain += sift_vertex (&sifter, v, window);
    }
    sum += gain;
  } while (gain > 0 && sifter.budget > 0 && !g_cancellable_is_cancelled (cancellable));
  g_free (sifter.before);
  *budget = sifter.budget;
  return sum;
}
