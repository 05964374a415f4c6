/* Bands and coordinates for a given order.
 *
 * Each vertex wants to be at the weighted mean of its neighbours. For one group of one layer, with
 * the order and the distances given, the places with the least sum of weighted squares are found
 * exactly by pooling adjacent violators; sweeps over the layers go on from there. Pinned boxes cut the
 * band of a group into pieces, to which the vertices are dealt out in their order. */
#include "ctn-layout-private.h"

#include <math.h>
#include <string.h>

#define N_SWEEPS 12
#define TOLERANCE 1e-6

typedef struct {
  double start, end;
} Piece;

typedef struct {
  double sum, weight; /* of desired places, less the offset within the block */
  guint first;
} Block;

typedef struct {
  CtnLayers *layers;
  const CtnLayoutOptions *options;
  GArray **obstacles; /* of Piece by layer, sorted, with room around */
  GArray *pieces;     /* of Piece: what the group in work may use */
  guint *items;       /* vertices of that group that are not pinned */
  guint n_items;
  guint *latest;            /* by item: the last piece that leaves room for those behind it */
  double *desired, *weight; /* by item */
  Block *blocks;
  GCancellable *cancellable;
} Placer;

/* With the room around; neighbours may touch. */
static double
padded (const Placer *placer, guint v)
{
  double gap = placer->options->node_gap;

  return placer->layers->breadth[v] + (v < placer->layers->n_nodes ? gap : gap / 2);
}

/* --- Obstacles -------------------------------------------------------------------------------- */

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Piece *first = a, *second = b;

  return (first->start > second->start) - (first->start < second->start);
}

static void
add_obstacle (Placer *placer, guint v)
{
  CtnLayers *self = placer->layers;
  double room = placer->options->node_gap / 2;
  Piece piece = { self->across[v] - self->breadth[v] / 2 - room,
                  self->across[v] + self->breadth[v] / 2 + room };

  for (guint layer = 0; layer < self->n_layers; layer++) {
    if (self->along[v] + self->depth[v] / 2 + room <= self->layer_start[layer] ||
        self->along[v] - self->depth[v] / 2 - room >= self->layer_end[layer])
      continue;
    if (placer->obstacles[layer] == NULL)
      placer->obstacles[layer] = g_array_new (FALSE, FALSE, sizeof (Piece));
    g_array_append_val (placer->obstacles[layer], piece);
  }
}

static void
find_obstacles (Placer *placer)
{
  CtnLayers *self = placer->layers;

  for (guint v = 0; v < self->n_nodes; v++)
    if (self->pinned[v])
      add_obstacle (placer, v);
  for (guint layer = 0; layer < self->n_layers; layer++)
    if (placer->obstacles[layer] != NULL)
      g_array_sort (placer->obstacles[layer], compare_pieces);
}

/* The group's vertices, and the pieces of the band from @start to @end that are free for them. */
static void
enter_group (Placer *placer, guint group, double start, double end)
{
  CtnLayers *self = placer->layers;
  GArray *obstacles = placer->obstacles[group / self->n_lanes];
  Piece piece = { start, end };

  placer->n_items = 0;
  for (guint i = self->group_start[group]; i < self->group_start[group + 1]; i++)
    if (!self->pinned[self->sequence[i]])
      placer->items[placer->n_items++] = self->sequence[i];
  g_array_set_size (placer->pieces, 0);
  for (guint i = 0; obstacles != NULL && i < obstacles->len; i++) {
    const Piece *obstacle = &g_array_index (obstacles, Piece, i);

    piece.end = MIN (obstacle->start, end);
    if (piece.end > piece.start)
      g_array_append_val (placer->pieces, piece);
    piece.start = MAX (piece.start, obstacle->end);
  }
  piece.end = end;
  if (piece.end > piece.start || placer->pieces->len == 0)
    g_array_append_val (placer->pieces, piece);
}

/* --- Bands ------------------------------------------------------------------------------------ */

/* Where the group's vertices end if each goes into the first piece that has room. */
static double
pack_group (Placer *placer, guint group, double start)
{
  double cursor = start;
  guint piece = 0;

  enter_group (placer, group, start, INFINITY);
  for (guint i = 0; i < placer->n_items; i++) {
    double size = padded (placer, placer->items[i]);

    cursor = MAX (cursor, g_array_index (placer->pieces, Piece, piece).start);
    while (cursor + size > g_array_index (placer->pieces, Piece, piece).end + TOLERANCE)
      cursor = g_array_index (placer->pieces, Piece, ++piece).start;
    cursor += size;
  }
  return cursor;
}

static void
place_bands (Placer *placer)
{
  CtnLayers *self = placer->layers;
  g_autofree Piece *pins = g_new (Piece, self->n_lanes);
  double room = placer->options->node_gap / 2, cursor = 0;

  for (guint lane = 0; lane < self->n_lanes; lane++)
    pins[lane] = (Piece) { INFINITY, -INFINITY };
  for (guint v = 0; v < self->n_nodes; v++) {
    Piece *pin = &pins[self->lane[v]];

    if (!self->pinned[v])
      continue;
    pin->start = MIN (pin->start, self->across[v] - self->breadth[v] / 2 - room);
    pin->end = MAX (pin->end, self->across[v] + self->breadth[v] / 2 + room);
  }
  cursor = self->n_lanes > 0 ? MIN (pins[0].start, 0) : 0;
  for (guint lane = 0; lane < self->n_lanes; lane++) {
    double end = cursor + placer->options->node_gap; /* what nobody is in is still to be seen */

    for (guint layer = 0; layer < self->n_layers; layer++)
      end = MAX (end, pack_group (placer, layer * self->n_lanes + lane, cursor));
    end += (end - cursor) * placer->options->slack;
    self->lane_start[lane] = cursor;
    self->lane_end[lane] = MAX (end, pins[lane].end);
    cursor = self->lane_end[lane] + placer->options->lane_gap;
  }
}

/* --- Coordinates ------------------------------------------------------------------------------ */

/* Places items @first to @end, which fit into @piece, as near to where they want to be as possible. */
static void
pool (Placer *placer, guint first, guint end, const Piece *piece)
{
  CtnLayers *self = placer->layers;
  guint n = 0;
  double offset = 0, slack;

  for (guint i = first; i < end; i++) {
    double size = padded (placer, placer->items[i]), weight = placer->weight[i];
    double place = placer->desired[i] - piece->start - offset - size / 2;
    Block block = { place * weight, weight, i };

    for (; n > 0 &&
           placer->blocks[n - 1].sum * block.weight >= block.sum * placer->blocks[n - 1].weight;
         n--) {
      block.sum += placer->blocks[n - 1].sum;
      block.weight += placer->blocks[n - 1].weight;
      block.first = placer->blocks[n - 1].first;
    }
    placer->blocks[n++] = block;
    offset += size;
  }
  slack = MAX (piece->end - piece->start - offset, 0);
  offset = 0;
  for (guint k = 0, i = first; k < n; k++) {
    double place = CLAMP (placer->blocks[k].sum / placer->blocks[k].weight, 0, slack);

    for (; i < (k + 1 < n ? placer->blocks[k + 1].first : end); i++) {
      double size = padded (placer, placer->items[i]);

      self->across[placer->items[i]] = piece->start + place + offset + size / 2;
      offset += size;
    }
  }
}

/* From the back: each item into the last piece that has room. */
static void
find_latest (Placer *placer)
{
  guint piece = placer->pieces->len - 1;
  double cursor = g_array_index (placer->pieces, Piece, piece).end;

  for (guint i = placer->n_items; i-- > 0;) {
    double size = padded (placer, placer->items[i]);

    while (piece > 0 &&
           cursor - size < g_array_index (placer->pieces, Piece, piece).start - TOLERANCE)
      cursor = g_array_index (placer->pieces, Piece, --piece).end;
    placer->latest[i] = piece;
    cursor -= size;
  }
}

/* How far a place is from a piece. */
static double
distance (const Piece *piece, double place)
{
  return MAX (MAX (piece->start - place, place - piece->end), 0);
}

/* Deals the items out to the pieces in their order, each to the nearest that has room and leaves room
 * for the others, and places them there. */
static void
deal_out (Placer *placer)
{
  guint piece = 0, first = 0;
  double used = 0;

  find_latest (placer);
  for (guint i = 0; i < placer->n_items; i++) {
    double size = padded (placer, placer->items[i]);
    guint nearest = piece;

    for (guint k = piece; k <= placer->latest[i]; k++) {
      const Piece *candidate = &g_array_index (placer->pieces, Piece, k);
      double room = candidate->end - candidate->start - (k == piece ? used : 0);

      if (room + TOLERANCE < size && k < placer->latest[i])
        nearest = MAX (nearest, k + 1);
      else if (distance (candidate, placer->desired[i]) <
               distance (&g_array_index (placer->pieces, Piece, nearest), placer->desired[i]))
        nearest = k;
    }
    if (nearest != piece) {
      pool (placer, first, i, &g_array_index (placer->pieces, Piece, piece));
      first = i;
      piece = nearest;
      used = 0;
    }
    used += size;
  }
  pool (placer, first, placer->n_items, &g_array_index (placer->pieces, Piece, piece));
}

static void
place_group (Placer *placer, guint group)
{
  if (placer->n_items == 0)
    return;
  if (placer->pieces->len == 1)
    pool (placer, 0, placer->n_items, &g_array_index (placer->pieces, Piece, 0));
  else
    deal_out (placer);
}

/* Where a vertex wants to be for its neighbours on the sides that are asked for. */
static void
desire (Placer *placer, guint item, gboolean before, gboolean after)
{
  const CtnLayers *self = placer->layers;
  guint v = placer->items[item];
  double sum = 0, weight = 0;

  for (guint k = self->before_start[v]; before && k < self->before_start[v + 1]; k++) {
    sum += self->before_weight[k] * self->across[self->before[k]];
    weight += self->before_weight[k];
  }
  for (guint k = self->after_start[v]; after && k < self->after_start[v + 1]; k++) {
    sum += self->after_weight[k] * self->across[self->after[k]];
    weight += self->after_weight[k];
  }
  placer->desired[item] = weight > 0 ? sum / weight : self->across[v];
  placer->weight[item] = weight > 0 ? weight : 0.01;
}

static void
sweep_group (Placer *placer, guint group, gboolean before, gboolean after)
{
  guint lane = group % placer->layers->n_lanes;

  enter_group (placer, group, placer->layers->lane_start[lane], placer->layers->lane_end[lane]);
  for (guint i = 0; i < placer->n_items; i++)
    desire (placer, i, before, after);
  place_group (placer, group);
}

/* Close to each other in the middle of the band. */
static void
start_group (Placer *placer, guint group)
{
  CtnLayers *self = placer->layers;
  guint lane = group % self->n_lanes;
  double cursor = 0;

  enter_group (placer, group, self->lane_start[lane], self->lane_end[lane]);
  for (guint i = 0; i < placer->n_items; i++)
    cursor -= padded (placer, placer->items[i]);
  cursor = (self->lane_start[lane] + self->lane_end[lane] + cursor) / 2;
  for (guint i = 0; i < placer->n_items; i++) {
    double size = padded (placer, placer->items[i]);

    placer->desired[i] = cursor + size / 2;
    placer->weight[i] = 1;
    cursor += size;
  }
  place_group (placer, group);
}

static gboolean
place_vertices (Placer *placer)
{
  CtnLayers *self = placer->layers;

  for (guint group = 0; group < self->n_layers * self->n_lanes; group++)
    start_group (placer, group);
  for (guint round = 0; round < N_SWEEPS; round++) {
    gboolean downwards = round % 2 == 0, first = round < 2;

    for (guint i = 0; i < self->n_layers; i++) {
      guint layer = downwards ? i : self->n_layers - 1 - i;

      if (g_cancellable_is_cancelled (placer->cancellable))
        return FALSE;
      for (guint lane = 0; lane < self->n_lanes; lane++)
        sweep_group (placer, layer * self->n_lanes + lane, downwards || !first,
                     !downwards || !first);
    }
  }
  return TRUE;
}

/* --- Straightening ---------------------------------------------------------------------------- */

/* Between what stands beside a vertex; FALSE when there is no room at all. */
static gboolean
find_room (const Placer *placer, guint v, double *low, double *high)
{
  const CtnLayers *self = placer->layers;
  guint group = self->layer[v] * self->n_lanes + self->lane[v];
  guint before = self->position[v], after = self->position[v];
  GArray *obstacles = placer->obstacles[self->layer[v]];
  double half = padded (placer, v) / 2;

  *low = self->lane_start[self->lane[v]] + half;
  *high = self->lane_end[self->lane[v]] - half;
  while (before > self->group_start[group] && self->pinned[self->sequence[--before]])
    ;
  while (++after < self->group_start[group + 1] && self->pinned[self->sequence[after]])
    ;
  if (before < self->position[v] && !self->pinned[self->sequence[before]])
    *low = MAX (*low, self->across[self->sequence[before]] +
                          padded (placer, self->sequence[before]) / 2 + half);
  if (after < self->group_start[group + 1])
    *high = MIN (*high, self->across[self->sequence[after]] -
                            padded (placer, self->sequence[after]) / 2 - half);
  for (guint i = 0; obstacles != NULL && i < obstacles->len; i++) {
    const Piece *obstacle = &g_array_index (obstacles, Piece, i);

    if ((obstacle->start + obstacle->end) / 2 < self->across[v])
      *low = MAX (*low, obstacle->end + half);
    else
      *high = MIN (*high, obstacle->start - half);
  }
  return *low <= *high;
}

/* Puts vertices @first to @last of a long link onto one line, and that onto the line of an end if the
 * room allows. */
static void
align (Placer *placer, guint first, guint last, double low, double high)
{
  CtnLayers *self = placer->layers;
  double from = self->across[self->before[self->before_start[first]]];
  double to = self->across[self->after[self->after_start[last]]];
  double mean = 0, place;

  for (guint v = first; v <= last; v++)
    mean += self->across[v] / (last - first + 1);
  from = CLAMP (from, low, high);
  to = CLAMP (to, low, high);
  place = fabs (from - mean) <= fabs (to - mean) ? from : to;
  for (guint v = first; v <= last; v++)
    self->across[v] = place;
}

static void
straighten_link (Placer *placer, guint first, guint end)
{
  while (first < end) {
    double low, high;
    guint last = first;

    if (!find_room (placer, first, &low, &high)) {
      first++;
      continue;
    }
    for (guint v = first + 1; v < end; v++) {
      double next_low, next_high;

      if (!find_room (placer, v, &next_low, &next_high) ||
          MAX (low, next_low) > MIN (high, next_high))
        break;
      low = MAX (low, next_low);
      high = MIN (high, next_high);
      last = v;
    }
    align (placer, first, last, low, high);
    first = last + 1;
  }
}

static gboolean
straighten (Placer *placer)
{
  const CtnLayers *self = placer->layers;

  for (guint i = 0; i < self->n_links; i++) {
    if (i % 256 == 0 && g_cancellable_is_cancelled (placer->cancellable))
      return FALSE;
    straighten_link (placer, self->chain_start[i], self->chain_start[i + 1]);
  }
  return TRUE;
}

/* --- All of it -------------------------------------------------------------------------------- */

static int
compare_across (gconstpointer a, gconstpointer b, gpointer data)
{
  const CtnLayers *self = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (self->across[first] < self->across[second] || self->across[first] > self->across[second])
    return self->across[first] < self->across[second] ? -1 : 1;
  return (self->position[first] > self->position[second]) -
         (self->position[first] < self->position[second]);
}

/* Pinned nodes are where they are, whatever their place in the order was. */
static void
sort_groups (CtnLayers *self)
{
  for (guint g = 0; g < self->n_layers * self->n_lanes; g++) {
    guint start = self->group_start[g], end = self->group_start[g + 1];

    g_sort_array (self->sequence + start, end - start, sizeof (guint), compare_across, self);
  }
  for (guint i = 0; i < self->n_vertices; i++)
    self->position[self->sequence[i]] = i;
}

/* Cuts off what the first and the last band do not need, and starts at 0 again if nothing is pinned. */
static void
trim (Placer *placer)
{
  CtnLayers *self = placer->layers;
  double start = self->lane_end[0], end = self->lane_start[self->n_lanes - 1], shift;
  gboolean any_pinned = FALSE, any_first = FALSE, any_last = FALSE;

  for (guint v = 0; v < self->n_vertices; v++) {
    double half = padded (placer, v) / 2;

    any_pinned |= self->pinned[v];
    if (self->lane[v] == 0) {
      any_first = TRUE;
      start = MIN (start, self->across[v] - half);
    }
    if (self->lane[v] == self->n_lanes - 1) {
      any_last = TRUE;
      end = MAX (end, self->across[v] + half);
    }
  }
  if (any_first)
    self->lane_start[0] = MAX (start, self->lane_start[0]);
  if (any_last)
    self->lane_end[self->n_lanes - 1] = MIN (end, self->lane_end[self->n_lanes - 1]);
  shift = any_pinned ? 0 : self->lane_start[0];
  for (guint v = 0; v < self->n_vertices; v++)
    self->across[v] -= shift;
  for (guint lane = 0; lane < self->n_lanes; lane++) {
    self->lane_start[lane] -= shift;
    self->lane_end[lane] -= shift;
  }
}

gboolean
ctn_layers_place (CtnLayers *self, const CtnLayoutOptions *options, GCancellable *cancellable)
{
  guint n = self->n_vertices;
  Placer placer = {
    .layers = self,
    .options = options,
    .obstacles = g_new0 (GArray *, self->n_layers),
    .pieces = g_array_new (FALSE, FALSE, sizeof (Piece)),
    .items = g_new (guint, n),
    .latest = g_new (guint, n),
    .desired = g_new (double, n),
    .weight = g_new (double, n),
    .blocks = g_new (Block, n),
    .cancellable = cancellable,
  };
  gboolean done;

  ctn_layers_place_columns (self, options);
  find_obstacles (&placer);
  place_bands (&placer);
  done = place_vertices (&placer) && straighten (&placer);
  trim (&placer);
  sort_groups (self);
  for (guint layer = 0; layer < self->n_layers; layer++)
    if (placer.obstacles[layer] != NULL)
      g_array_unref (placer.obstacles[layer]);
  g_free (placer.obstacles);
  g_array_unref (placer.pieces);
  g_free (placer.items);
  g_free (placer.latest);
  g_free (placer.desired);
  g_free (placer.weight);
  g_free (placer.blocks);
  return done;
}
