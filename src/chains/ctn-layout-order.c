/* The order of the vertices within their groups: sweeps from several starts, then sifting. */
#include "ctn-layout-private.h"

#include <string.h>

#define N_IDLE_ROUNDS 3     /* sweeps without success before giving up */
#define N_SPECTRAL_STEPS 40 /* more would show only the few that are far from all others */
#define N_KEY_STEPS 10 /* for the vertices without a key to find their place among the others */
#define WINDOW 32      /* places that sifting looks at on each side */

/* Small maps are thought about for up to some 70 ms; in comparisons per vertex, and at most: */
#define SMALL 700 /* nodes */
#define N_STARTS 12
#define START_BUDGET 100000 /* of all starts */
#define MAX_START_BUDGET 24000000
#define SHAKE_BUDGET 2500 /* of each start */
#define MAX_SHAKE_BUDGET 400000
#define LAST_BUDGET 40000 /* of the best one */
#define MAX_LAST_BUDGET 9000000

/* Big ones get one start: some 10 ms for 1,000 actors, in proportion for more. */
#define BUDGET_PER_VERTEX 1500

typedef struct {
  CtnLayers *layers;
  guint64 *keys, *scratch; /* value to sort by << 32 | vertex */
  double *value;           /* n_vertices */
  guint *best;             /* sequence with the fewest crossings so far */
  guint64 n_best;
  gint64 budget;
  guint64 random;
  gboolean keyed; /* some vertices keep their order */
  gboolean small; /* enough to think longer */
  CtnSifter *sifter;
  GCancellable *cancellable;
} Search;

/* Merges runs of eight: faster than qsort(), and stable. */
static void
sort_keys (guint64 *keys, guint64 *scratch, guint n)
{
  for (guint run = 0; run < n; run += 8) {
    for (guint i = run + 1; i < MIN (run + 8, n); i++) {
      guint64 key = keys[i];
      guint k = i;

      for (; k > run && keys[k - 1] > key; k--)
        keys[k] = keys[k - 1];
      keys[k] = key;
    }
  }
  for (gsize length = 8; length < n; length *= 2) {
    for (gsize start = 0; start + length < n; start += 2 * length) {
      gsize middle = start + length, end = MIN (start + 2 * length, n), right = middle, to = 0;

      if (keys[middle - 1] <= keys[middle])
        continue;
      memcpy (scratch, keys + start, length * sizeof keys[0]);
      for (gsize left = 0; left < length; to++)
        keys[start + to] =
            right < end && keys[right] < scratch[left] ? keys[right++] : scratch[left++];
    }
  }
}

static void
set_place (CtnLayers *self, guint place, guint vertex)
{
  self->sequence[place] = vertex;
  self->position[vertex] = place;
}

/* Puts the vertices of a group that have a key into the order of their keys, within the places that
 * they have together. */
static void
order_keyed (Search *search, guint start, guint end)
{
  CtnLayers *self = search->layers;
  guint n = 0;

  for (guint i = start; i < end; i++) {
    guint v = self->sequence[i];

    if (self->key[v] != G_MAXUINT)
      search->keys[n++] = (guint64) self->key[v] << 32 | v;
  }
  sort_keys (search->keys, search->scratch, n);
  for (guint i = start, k = 0; i < end && k < n; i++)
    if (self->key[self->sequence[i]] != G_MAXUINT)
      set_place (self, i, (guint) (search->keys[k++] & G_MAXUINT32));
}

static void
sort_group (Search *search, guint start, guint end, double scale)
{
  CtnLayers *self = search->layers;

  for (guint i = start; i < end; i++) {
    guint v = self->sequence[i];

    search->keys[i - start] = (guint64) (search->value[v] * scale) << 32 | v;
  }
  sort_keys (search->keys, search->scratch, end - start);
  for (guint i = start; i < end; i++)
    set_place (self, i, (guint) (search->keys[i - start] & G_MAXUINT32));
  if (search->keyed)
    order_keyed (search, start, end);
}

/* By value, which is 0 to 1. */
static void
sort_all (Search *search)
{
  const CtnLayers *self = search->layers;

  for (guint g = 0; g < self->n_layers * self->n_lanes; g++)
    sort_group (search, self->group_start[g], self->group_start[g + 1], G_MAXINT32);
}

/* Sorts a layer by the barycentres of the neighbours in one of the layers beside it. Vertices without
 * neighbours there keep their place. With @reverse, those of equal barycentre change theirs. */
static void
sweep_layer (Search *search, guint layer, gboolean downwards, gboolean reverse)
{
  CtnLayers *self = search->layers;
  const guint *start = downwards ? self->before_start : self->after_start;
  const guint *neighbours = downwards ? self->before : self->after;
  double scale = (double) G_MAXINT32 / MAX (self->n_vertices, 1);

  for (guint g = layer * self->n_lanes; g < (layer + 1) * self->n_lanes; g++) {
    guint first = self->group_start[g], end = self->group_start[g + 1], n = 0;

    for (guint i = first; i < end; i++) {
      guint v = self->sequence[i], degree = start[v + 1] - start[v];
      guint64 sum = 0;

      if (degree == 0)
        continue;
      for (guint k = start[v]; k < start[v + 1]; k++)
        sum += self->position[neighbours[k]];
      search->keys[n++] = (guint64) ((double) sum / degree * scale) << 32 | (reverse ? ~i : i);
    }
    sort_keys (search->keys, search->scratch, n);
    memcpy (search->scratch, self->sequence + first, (end - first) * sizeof (guint));
    for (guint i = first, k = 0; k < n; i++) {
      guint v = ((guint *) search->scratch)[i - first];
      guint place;

      if (start[v + 1] == start[v])
        continue;
      place = (guint) (search->keys[k++] & G_MAXUINT32);
      place = reverse ? ~place : place;
      set_place (self, i, ((guint *) search->scratch)[place - first]);
    }
    if (search->keyed)
      order_keyed (search, first, end);
  }
}

static void
sweep (Search *search, gboolean downwards, gboolean reverse)
{
  guint n = search->layers->n_layers;

  for (guint i = 1; i < n && !g_cancellable_is_cancelled (search->cancellable); i++)
    sweep_layer (search, downwards ? i : n - 1 - i, downwards, reverse);
  search->budget -= 20 * (gint64) search->layers->n_vertices;
}

static void
restore (CtnLayers *self, const guint *sequence)
{
  for (guint i = 0; i < self->n_vertices; i++)
    set_place (self, i, sequence[i]);
}

static void
keep (Search *search, guint *sequence)
{
  memcpy (sequence, search->layers->sequence, search->layers->n_vertices * sizeof (guint));
}

/* Sifts, and finds better ways for long links as long as that gives more to sift. */
static gint64
settle (Search *search)
{
  CtnSifter *sifter = search->sifter;
  gint64 gain, sum;

  sifter->budget = search->budget;
  ctn_sifter_queue_all (sifter);
  sum = ctn_sifter_run (sifter);
  do {
    gain = 0;
    for (guint i = 0; i < search->layers->n_links && sifter->budget > 0 && search->small; i++) {
      if (g_cancellable_is_cancelled (search->cancellable))
        break;
      gain += ctn_sifter_reroute (sifter, i);
    }
    gain += ctn_sifter_run (sifter);
    sum += gain;
  } while (gain > 0);
  search->budget = sifter->budget;
  return sum;
}

/* Sweeps until nothing gets better, then sifts. Returns the number of crossings. */
static guint64
improve (Search *search)
{
  CtnLayers *self = search->layers;
  g_autofree guint *best = g_new (guint, self->n_vertices);
  guint64 n_best = ctn_layers_count (self);

  keep (search, best);
  for (guint round = 0, idle = 0; idle < N_IDLE_ROUNDS && n_best > 0; round++) {
    guint64 n;

    if (g_cancellable_is_cancelled (search->cancellable))
      return n_best;
    sweep (search, round % 2 == 0, round % 4 >= 2);
    n = ctn_layers_count (self);
    idle = n < n_best ? 0 : idle + 1;
    if (n < n_best) {
      n_best = n;
      keep (search, best);
    }
  }
  restore (self, best);
  return n_best - (guint64) settle (search);
}

static void
start_at_random (Search *search)
{
  for (guint v = 0; v < search->layers->n_vertices; v++)
    search->value[v] = ctn_layers_random (&search->random);
}

/* To 0…1. */
static void
normalise (double *value, guint n)
{
  double low = value[0], high = value[0];

  for (guint v = 1; v < n; v++) {
    low = MIN (low, value[v]);
    high = MAX (high, value[v]);
  }
  for (guint v = 0; v < n; v++)
    value[v] = high > low ? (value[v] - low) / (high - low) : 0.5;
}

static double
mean_of_neighbours (const CtnLayers *self, const double *value, guint v)
{
  guint degree = self->before_start[v + 1] - self->before_start[v] + self->after_start[v + 1] -
                 self->after_start[v];
  double sum = 0;

  if (degree == 0)
    return value[v];
  for (guint k = self->before_start[v]; k < self->before_start[v + 1]; k++)
    sum += value[self->before[k]];
  for (guint k = self->after_start[v]; k < self->after_start[v + 1]; k++)
    sum += value[self->after[k]];
  return sum / degree;
}

/* Power iteration towards the slowest way in which values even out over the links (the Fiedler vector
 * of the random walk): what is linked gets close values. */
static void
start_spectrally (Search *search)
{
  const CtnLayers *self = search->layers;
  guint n = self->n_vertices;
  g_autofree double *next = g_new (double, n);

  start_at_random (search);
  for (guint step = 0; step < N_SPECTRAL_STEPS; step++) {
    if (g_cancellable_is_cancelled (search->cancellable))
      break;
    for (guint v = 0; v < n; v++)
      next[v] = (search->value[v] + mean_of_neighbours (self, search->value, v)) / 2;
    memcpy (search->value, next, n * sizeof next[0]);
    normalise (search->value, n);
  }
  search->budget -= 2 * N_SPECTRAL_STEPS * (gint64) n;
}

/* The order in which a walk along the links from the first vertex on meets the others. */
static void
start_by_walk (Search *search, gboolean deep)
{
  const CtnLayers *self = search->layers;
  guint n = self->n_vertices, n_met = 0;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *met = g_new0 (gboolean, n);

  for (guint root = 0; root < n; root++) {
    g_array_append_val (open, root);
    for (guint next = 0; next < open->len;) {
      guint v = g_array_index (open, guint, deep ? open->len - 1 : next);

      if (deep)
        g_array_set_size (open, open->len - 1);
      else
        next++;
      if (met[v])
        continue;
      met[v] = TRUE;
      search->value[v] = (double) n_met++ / n;
      g_array_append_vals (open, self->before + self->before_start[v],
                           self->before_start[v + 1] - self->before_start[v]);
      g_array_append_vals (open, self->after + self->after_start[v],
                           self->after_start[v + 1] - self->after_start[v]);
    }
    g_array_set_size (open, 0);
  }
}

/* From the keys; whatever has none goes to where its neighbours are. */
static void
start_from_keys (Search *search)
{
  const CtnLayers *self = search->layers;

  for (guint layer = 0; layer < self->n_layers; layer++) {
    guint start = ctn_layers_first (self, layer), end = ctn_layers_first (self, layer + 1),
          last = 0;

    for (guint i = start; i < end; i++)
      if (self->key[self->sequence[i]] != G_MAXUINT)
        last = MAX (last, self->key[self->sequence[i]]);
    for (guint i = start; i < end; i++) {
      guint v = self->sequence[i];

      search->value[v] = self->key[v] != G_MAXUINT ? (self->key[v] + 0.5) / (last + 1.0) : 0.5;
    }
  }
  for (guint step = 0; step < N_KEY_STEPS; step++)
    for (guint v = 0; v < self->n_vertices; v++)
      if (self->key[v] == G_MAXUINT)
        search->value[v] = mean_of_neighbours (self, search->value, v);
}

static void
try_start (Search *search, guint start)
{
  guint64 n;

  if (search->keyed)
    start_from_keys (search);
  else if (start == 0)
    start_spectrally (search);
  else if (start <= 2)
    start_by_walk (search, start == 1);
  else
    start_at_random (search);
  sort_all (search);
  n = improve (search);
  if (search->small && n > 0) {
    search->sifter->budget =
        MIN (SHAKE_BUDGET * (gint64) search->layers->n_vertices, MAX_SHAKE_BUDGET);
    n -= (guint64) ctn_sifter_shake (search->sifter, &search->random);
  }
  if (start == 0 || n < search->n_best) {
    search->n_best = n;
    keep (search, search->best);
  }
}

static void
try_starts (Search *search)
{
  guint n_starts = search->small && !search->keyed ? N_STARTS : 1;

  for (guint start = 0; start < n_starts && (start == 0 || search->n_best > 0); start++) {
    if (search->budget <= 0 || g_cancellable_is_cancelled (search->cancellable))
      break;
    try_start (search, start);
  }
  restore (search->layers, search->best);
  if (search->small && search->n_best > 0) {
    search->sifter->budget =
        MIN (LAST_BUDGET * (gint64) search->layers->n_vertices, MAX_LAST_BUDGET);
    ctn_sifter_shake (search->sifter, &search->random);
  }
}

gboolean
ctn_layers_order (CtnLayers *self, GCancellable *cancellable)
{
  guint n = self->n_vertices;
  Search search = { .layers = self, .random = 1, .cancellable = cancellable };

  if (n == 0)
    return !g_cancellable_is_cancelled (cancellable);
  search.keys = g_new (guint64, n);
  search.scratch = g_new (guint64, n);
  search.value = g_new (double, n);
  search.best = g_new (guint, n);
  search.small = self->n_nodes < SMALL;
  search.budget = BUDGET_PER_VERTEX * (gint64) n;
  if (search.small)
    search.budget = MIN (START_BUDGET * (gint64) n, MAX_START_BUDGET);
  search.sifter = ctn_sifter_new (self, WINDOW, cancellable);
  for (guint v = 0; v < n && !search.keyed; v++)
    search.keyed = self->key[v] != G_MAXUINT;
  keep (&search, search.best);
  try_starts (&search);
  ctn_sifter_free (search.sifter);
  g_free (search.keys);
  g_free (search.scratch);
  g_free (search.value);
  g_free (search.best);
  return !g_cancellable_is_cancelled (cancellable);
}
