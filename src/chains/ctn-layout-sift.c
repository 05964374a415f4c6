/* Sifting: one vertex after the other is moved to the place of its group where it crosses least.
 * Matuszewski, Schönfeld, Molitor (1999), with both neighbouring layers counted. */
#include "ctn-layout-private.h"

#include <string.h>

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
passing_cost (CtnSifter *self, guint other)
{
  const CtnLayers *layers = self->layers;
  guint b0 = layers->before_start[other], b1 = layers->before_start[other + 1];
  guint a0 = layers->after_start[other], a1 = layers->after_start[other + 1];

  self->budget -= 2 + (gint64) (b1 - b0) * self->n_before + (gint64) (a1 - a0) * self->n_after;
  return difference (layers, self->before, self->n_before, layers->before + b0,
                     layers->before + b1) +
         difference (layers, self->after, self->n_after, layers->after + a0, layers->after + a1);
}

CtnSifter *
ctn_sifter_new (CtnLayers *layers, guint window, GCancellable *cancellable)
{
  CtnSifter *self = g_new0 (CtnSifter, 1);
  guint max_degree = 0;

  for (guint v = 0; v < layers->n_vertices; v++) {
    max_degree = MAX (max_degree, layers->before_start[v + 1] - layers->before_start[v]);
    max_degree = MAX (max_degree, layers->after_start[v + 1] - layers->after_start[v]);
  }
  self->layers = layers;
  self->window = window;
  self->cancellable = cancellable;
  self->before = g_new (guint, max_degree + 1);
  self->after = g_new (guint, max_degree + 1);
  self->queue = g_new (guint, layers->n_vertices);
  self->queued = g_new0 (guint8, layers->n_vertices);
  self->moves = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
ctn_sifter_free (CtnSifter *self)
{
  g_free (self->before);
  g_free (self->after);
  g_free (self->queue);
  g_free (self->queued);
  g_array_unref (self->moves);
  g_free (self);
}

static void
queue (CtnSifter *self, guint vertex)
{
  guint n = self->layers->n_vertices, place = self->head + self->n_queued;

  if (self->queued[vertex])
    return;
  self->queued[vertex] = TRUE;
  self->queue[place < n ? place : place - n] = vertex;
  self->n_queued++;
}

void
ctn_sifter_queue_all (CtnSifter *self)
{
  for (guint i = 0; i < self->layers->n_vertices; i++)
    queue (self, self->layers->sequence[i]);
}

static guint
take_from_queue (CtnSifter *self)
{
  guint vertex = self->queue[self->head];

  self->queued[vertex] = FALSE;
  self->n_queued--;
  if (++self->head == self->layers->n_vertices)
    self->head = 0;
  return vertex;
}

static void
shift (CtnLayers *layers, guint from, guint to)
{
  guint vertex = layers->sequence[from];

  for (; from < to; from++) {
    layers->sequence[from] = layers->sequence[from + 1];
    layers->position[layers->sequence[from]] = from;
  }
  for (; from > to; from--) {
    layers->sequence[from] = layers->sequence[from - 1];
    layers->position[layers->sequence[from]] = from;
  }
  layers->sequence[to] = vertex;
  layers->position[vertex] = to;
}

static void
move_vertex (CtnSifter *self, guint from, guint to)
{
  CtnLayers *layers = self->layers;
  guint vertex = layers->sequence[from];

  shift (layers, from, to);
  if (self->record) {
    g_array_append_val (self->moves, from);
    g_array_append_val (self->moves, to);
  }
  for (guint k = layers->before_start[vertex]; k < layers->before_start[vertex + 1]; k++)
    queue (self, layers->before[k]);
  for (guint k = layers->after_start[vertex]; k < layers->after_start[vertex + 1]; k++)
    queue (self, layers->after[k]);
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    if (i != to)
      queue (self, layers->sequence[i]);
}

void
ctn_sifter_undo (CtnSifter *self)
{
  for (guint i = self->moves->len; i > 0; i -= 2)
    shift (self->layers, g_array_index (self->moves, guint, i - 1),
           g_array_index (self->moves, guint, i - 2));
  g_array_set_size (self->moves, 0);
}

static inline gboolean
may_pass (const CtnLayers *layers, guint a, guint b)
{
  return layers->key[a] == G_MAXUINT || layers->key[b] == G_MAXUINT;
}

static void
pick_up (CtnSifter *self, guint vertex)
{
  const CtnLayers *layers = self->layers;

  self->n_before = collect (layers, layers->before, layers->before_start[vertex],
                            layers->before_start[vertex + 1], self->before);
  self->n_after = collect (layers, layers->after, layers->after_start[vertex],
                           layers->after_start[vertex + 1], self->after);
}

gint64
ctn_sifter_move (CtnSifter *self, guint vertex, guint to)
{
  guint from = self->layers->position[vertex];
  gint64 cost = 0;

  pick_up (self, vertex);
  for (guint i = from; i < to; i++)
    cost += passing_cost (self, self->layers->sequence[i + 1]);
  for (guint i = from; i > to; i--)
    cost -= passing_cost (self, self->layers->sequence[i - 1]);
  move_vertex (self, from, to);
  queue (self, vertex);
  return cost;
}

static gint64
sift_vertex (CtnSifter *self, guint vertex)
{
  CtnLayers *layers = self->layers;
  guint group = layers->layer[vertex] * layers->n_lanes + layers->lane[vertex];
  guint start = layers->group_start[group], end = layers->group_start[group + 1];
  guint from = layers->position[vertex], to = from;
  gint64 cost = 0, best = 0;

  pick_up (self, vertex);
  for (guint i = from + 1; i < end && i - from <= self->window; i++) {
    if (!may_pass (layers, vertex, layers->sequence[i]))
      break;
    cost += passing_cost (self, layers->sequence[i]);
    if (cost < best) {
      best = cost;
      to = i;
    }
  }
  cost = 0;
  for (guint i = from; i > start && from - i < self->window; i--) {
    if (!may_pass (layers, vertex, layers->sequence[i - 1]))
      break;
    cost -= passing_cost (self, layers->sequence[i - 1]);
    if (cost < best) {
      best = cost;
      to = i - 1;
    }
  }
  if (best < 0)
    move_vertex (self, from, to);
  return -best;
}

gint64
ctn_sifter_run (CtnSifter *self)
{
  gint64 gain = 0;

  for (guint i = 0; self->n_queued > 0; i++) {
    guint vertex = take_from_queue (self);

    if (self->budget <= 0 || (i % 64 == 63 && g_cancellable_is_cancelled (self->cancellable)))
      continue; /* empties the queue */
    gain += sift_vertex (self, vertex);
  }
  return gain;
}
