/* The way of a long link past the stages between its ends, as a shortest path: the places in each
 * layer are the nodes of a graph, the crossings between two layers are the lengths. Like the insertion
 * of edges in M. Chimani, C. Gutwenger, P. Mutzel, H. M. Wong, Layer-free upward crossing minimization,
 * ACM JEA 15 (2010), but within fixed layers and a window. */
#include "ctn-layout-private.h"

#include <string.h>

#define REACH 24 /* places to each side */
#define WIDTH (2 * REACH + 1)

/* Where a link may pass a layer. Places are counted without the vertex that it has there now. */
typedef struct {
  guint layer;
  guint vertex;    /* G_MAXUINT for the end of the link, which stays */
  guint removed;   /* position of the vertex */
  guint low, high; /* first and last place to think of */
} Gate;

static Gate
make_gate (const CtnLayers *layers, guint vertex, gboolean fixed)
{
  guint group = layers->layer[vertex] * layers->n_lanes + layers->lane[vertex];
  guint start = layers->group_start[group], end = layers->group_start[group + 1];
  guint position = layers->position[vertex];
  Gate gate = { layers->layer[vertex], vertex, position, position, position };

  if (fixed)
    return gate;
  gate.low = position - MIN (position - start, REACH);
  gate.high = MIN (position + REACH, end - 1);
  return gate;
}

static inline guint
place_of (const CtnLayers *layers, const Gate *gate, guint vertex)
{
  guint position = layers->position[vertex];

  return position - (position > gate->removed);
}

/* The vertex at a place. */
static inline guint
vertex_at (const CtnLayers *layers, const Gate *gate, guint place)
{
  return layers->sequence[place + (place >= gate->removed)];
}

/* Adds 1 for all places of the right gate from which one crosses an edge to @place there: those in
 * front of it or, if the edge starts in front of the link, those behind. */
static inline void
add_edge (gint32 *row, const Gate *right, guint place, gboolean in_front, gint32 sign)
{
  guint width = right->high - right->low + 1;
  guint border = place < right->low ? 0 : MIN (place - right->low + 1, width); /* places ≤ @place */

  if (in_front)
    for (guint q = 0; q < border; q++)
      row[q] += sign;
  else
    for (guint q = border; q < width; q++)
      row[q] += sign;
}

/* Crossings for a link from the lowest place of @left to each of @right, but for edges that always
 * cross. */
static void
first_row (CtnSifter *self, const Gate *left, const Gate *right, gint32 *row)
{
  const CtnLayers *layers = self->layers;

  memset (row, 0, WIDTH * sizeof row[0]);
  for (guint p = left->low; p < left->high; p++) {
    guint v = vertex_at (layers, left, p);

    for (guint k = layers->after_start[v]; k < layers->after_start[v + 1]; k++)
      if (layers->after[k] != right->vertex)
        add_edge (row, right, place_of (layers, right, layers->after[k]), FALSE, 1);
  }
  for (guint q = right->low; q < right->high; q++) {
    guint v = vertex_at (layers, right, q);

    for (guint k = layers->before_start[v]; k < layers->before_start[v + 1]; k++) {
      guint place;

      if (layers->before[k] == left->vertex)
        continue;
      place = place_of (layers, left, layers->before[k]);
      if (place < left->low || place >= left->high)
        add_edge (row, right, q, place < left->low, 1);
    }
  }
}

/* The edges of the vertex at place @p come in front of the link. */
static void
next_row (CtnSifter *self, const Gate *left, const Gate *right, guint p, gint32 *row)
{
  const CtnLayers *layers = self->layers;
  guint v = vertex_at (layers, left, p);

  for (guint k = layers->after_start[v]; k < layers->after_start[v + 1]; k++) {
    guint place;

    if (layers->after[k] == right->vertex)
      continue;
    place = place_of (layers, right, layers->after[k]);
    add_edge (row, right, place, FALSE, -1);
    add_edge (row, right, place, TRUE, 1);
  }
}

/* From the costs to reach the places of @left to those of @right; @came_from: the best place before.
 * Returns: the cost of the step that the link takes now */
static gint32
step (CtnSifter *self,
      const Gate *left,
      const Gate *right,
      const gint32 *cost,
      gint32 *next,
      guint *came_from)
{
  gint32 row[WIDTH], now = 0;
  guint width = right->high - right->low + 1;

  first_row (self, left, right, row);
  for (guint p = left->low; p <= left->high; p++) {
    gint32 base = cost[p - left->low];

    if (p > left->low)
      next_row (self, left, right, p - 1, row);
    for (guint q = 0; q < width; q++) {
      if (p > left->low && base + row[q] >= next[q])
        continue;
      next[q] = base + row[q];
      came_from[q] = p;
    }
    if (p == left->removed)
      now = row[right->removed - right->low];
  }
  self->budget -= (left->high - left->low + 8) * width;
  return now;
}

gint64
ctn_sifter_reroute (CtnSifter *self, guint link)
{
  CtnLayers *layers = self->layers;
  guint first = layers->chain_start[link], n = layers->chain_start[link + 1] - first;
  g_autofree guint *came_from = NULL;
  gint32 cost[2][WIDTH] = { { 0 } }, now = 0;
  Gate left, right;
  guint place;

  if (n == 0 || self->budget <= 0)
    return 0;
  came_from = g_new (guint, (n + 1) * WIDTH);
  left = make_gate (layers, layers->before[layers->before_start[first]], TRUE);
  for (guint i = 0; i <= n; i++, left = right) {
    guint vertex = i < n ? first + i : layers->after[layers->after_start[first + n - 1]];

    right = make_gate (layers, vertex, i == n);
    now += step (self, &left, &right, cost[i % 2], cost[(i + 1) % 2], came_from + i * WIDTH);
  }
  if (cost[(n + 1) % 2][0] >= now)
    return 0;
  place = came_from[n * WIDTH];
  for (guint i = n; i-- > 0;) {
    guint low = make_gate (layers, first + i, FALSE).low, to = place;

    place = came_from[i * WIDTH + to - low];
    ctn_sifter_move (self, first + i, to);
  }
  return now - cost[(n + 1) % 2][0];
}
