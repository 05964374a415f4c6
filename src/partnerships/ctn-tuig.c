#include "ctn-tuig.h"

#include <ctn-quantile.h>
#include <ctn-random.h>
#include <math.h>

/* What a firm's marginals are: alone, in pairs, and all three, which is the last. */
enum { U, I, G, UI, UG, IG, UIG, N_MARGINALS };

/* Cells of the table of all three dimensions, and where each adds to the six others. */
typedef struct {
  guint32 *cell_of;             /* (owned) of each firm */
  guint n_cells[N_MARGINALS];   /* number of values that occur */
  guint32 *target[UIG];         /* (owned) of each cell of UIG, its cell in the marginal */
  guint32 *counts[N_MARGINALS]; /* (owned) */
  double *terms;                /* (owned) n log₂ n for n up to the number of firms */
  guint n_firms;
} Tables;

static void
tables_clear (Tables *self)
{
  g_free (self->cell_of);
  g_free (self->terms);
  for (guint i = 0; i < UIG; i++)
    g_free (self->target[i]);
  for (guint i = 0; i < N_MARGINALS; i++)
    g_free (self->counts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tables, tables_clear)

typedef struct {
  guint32 values[3];
} Key;

static guint
hash_key (gconstpointer key)
{
  const Key *self = key;

  return (self->values[0] * 2654435761u) ^ (self->values[1] * 40503u) ^ (self->values[2] << 20);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *one = a;
  const Key *other = b;

  return one->values[0] == other->values[0] && one->values[1] == other->values[1] &&
         one->values[2] == other->values[2];
}

/* The number of @key among those met before, or the next one. */
static guint32
number_key (GHashTable *numbers, const Key *key)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));

  if (known > 0)
    return known - 1;
  known = g_hash_table_size (numbers) + 1;
  g_hash_table_insert (numbers, g_memdup2 (key, sizeof *key), GUINT_TO_POINTER (known));
  return known - 1;
}

/* What of a firm's values a marginal looks at. */
static Key
make_key (const CtnTuigFirm *firm, guint marginal)
{
  static const gboolean looks[N_MARGINALS][3] = {
    [U] = { TRUE, FALSE, FALSE }, [I] = { FALSE, TRUE, FALSE }, [G] = { FALSE, FALSE, TRUE },
    [UI] = { TRUE, TRUE, FALSE }, [UG] = { TRUE, FALSE, TRUE }, [IG] = { FALSE, TRUE, TRUE },
    [UIG] = { TRUE, TRUE, TRUE },
  };

  return (Key) { { looks[marginal][0] ? firm->place : 0, looks[marginal][1] ? firm->division : 0,
                   looks[marginal][2] ? firm->size : 0 } };
}

static void
tables_init (Tables *self, const CtnTuigFirm *firms, guint n)
{
  GHashTable *numbers[N_MARGINALS];

  *self = (Tables) { .n_firms = n };
  self->cell_of = g_new (guint32, n + 1);
  self->terms = g_new0 (double, n + 2);
  for (guint i = 2; i <= n; i++)
    self->terms[i] = i * log2 (i);
  for (guint i = 0; i < N_MARGINALS; i++)
    numbers[i] = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  for (guint i = 0; i < UIG; i++)
    self->target[i] = g_new (guint32, n + 1);
  for (guint firm = 0; firm < n; firm++) {
    Key key = make_key (&firms[firm], UIG);
    guint32 cell = number_key (numbers[UIG], &key);

    self->cell_of[firm] = cell;
    for (guint i = 0; i < UIG; i++) {
      key = make_key (&firms[firm], i);
      self->target[i][cell] = number_key (numbers[i], &key);
    }
  }
  for (guint i = 0; i < N_MARGINALS; i++) {
    self->n_cells[i] = g_hash_table_size (numbers[i]);
    self->counts[i] = g_new0 (guint32, self->n_cells[i] + 1);
    g_hash_table_unref (numbers[i]);
  }
}

/* H = log₂ n − (Σ c log₂ c) / n of the counts of one marginal. */
static double
get_entropy (const Tables *self, guint marginal)
{
  const guint32 *counts = self->counts[marginal];
  double sum = 0;

  for (guint i = 0; i < self->n_cells[marginal]; i++)
    sum += self->terms[counts[i]];
  return self->n_firms > 0 ? log2 (self->n_firms) - sum / self->n_firms : 0;
}

/* The counts of all three are there; those of the others follow. */
static void
compute (Tables *self, CtnTuigEntropies *entropies)
{
  double h[N_MARGINALS];

  for (guint i = 0; i < UIG; i++) {
    guint32 *counts = self->counts[i];

    for (guint cell = 0; cell < self->n_cells[i]; cell++)
      counts[cell] = 0;
    for (guint cell = 0; cell < self->n_cells[UIG]; cell++)
      counts[self->target[i][cell]] += self->counts[UIG][cell];
  }
  for (guint i = 0; i < N_MARGINALS; i++)
    h[i] = get_entropy (self, i);
  *entropies = (CtnTuigEntropies) { h[U],   h[I],
                                    h[G],   h[UI],
                                    h[UG],  h[IG],
                                    h[UIG], h[U] + h[I] + h[G] - h[UI] - h[UG] - h[IG] + h[UIG] };
}

static void
measure (const CtnTuigFirm *firms, guint n, CtnTuigEntropies *entropies)
{
  g_auto (Tables) tables = { 0 };

  tables_init (&tables, firms, n);
  for (guint i = 0; i < n; i++)
    tables.counts[UIG][tables.cell_of[i]]++;
  compute (&tables, entropies);
}

/* --- Regions ------------------------------------------------------------------------------------- */

static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const CtnTuigRegion *one = a;
  const CtnTuigRegion *other = b;

  if (one->share < other->share || one->share > other->share)
    return one->share < other->share ? -1 : 1;
  return one->region < other->region ? -1 : one->region > other->region;
}

static void
decompose (CtnTuig *self, const CtnTuigFirm *firms, guint n_regions)
{
  g_autofree CtnTuigFirm *sorted = g_new (CtnTuigFirm, self->n + 1);
  g_autofree guint *starts = g_new0 (guint, n_regions + 2);

  /* A counting sort by region. */
  for (guint i = 0; i < self->n; i++)
    starts[firms[i].region + 1]++;
  for (guint region = 0; region < n_regions; region++)
    starts[region + 1] += starts[region];
  for (guint i = 0; i < self->n; i++)
    sorted[starts[firms[i].region]++] = firms[i];
  self->between = self->entropies.t;
  for (guint region = 0; region < n_regions; region++) {
    guint first = region > 0 ? starts[region - 1] : 0;
    CtnTuigRegion entry = { .region = region, .n = starts[region] - first };
    CtnTuigEntropies entropies;

    if (entry.n == 0)
      continue;
    measure (sorted + first, entry.n, &entropies);
    entry.t = entropies.t;
    entry.share = entry.t * entry.n / self->n;
    self->between -= entry.share;
    g_array_append_val (self->regions, entry);
  }
  g_array_sort (self->regions, compare_regions);
}

/* --- Bootstrap ----------------------------------------------------------------------------------- */

static void
draw (Tables *tables, CtnRandom *random, CtnTuigEntropies *entropies)
{
  guint32 *counts = tables->counts[UIG];
  guint n = tables->n_firms;

  for (guint cell = 0; cell < tables->n_cells[UIG]; cell++)
    counts[cell] = 0;
  for (guint i = 0; i < n; i++) {
    /* The upper 32 bits times n, shifted down: uniform but for 2⁻³² n. */
    guint firm = (guint) (((ctn_random_next (random) >> 32) * n) >> 32);

    counts[tables->cell_of[firm]]++;
  }
  compute (tables, entropies);
}

static gboolean
bootstrap (CtnTuig *self,
           const CtnTuigFirm *firms,
           CtnTuigProgress progress,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (Tables) tables = { 0 };
  g_autofree double *values = g_new (double, self->n_draws + 1);
  CtnRandom random;
  double sum = 0;

  if (self->n < 2 || self->n_draws == 0)
    return TRUE;
  tables_init (&tables, firms, self->n);
  ctn_random_init (&random, self->seed);
  for (guint i = 0; i < self->n_draws; i++) {
    CtnTuigEntropies entropies;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    draw (&tables, &random, &entropies);
    values[i] = entropies.t;
    sum += entropies.t;
    if (progress != NULL && (i + 1) % 20 == 0)
      progress ((i + 1.0) / self->n_draws, data);
  }
  ctn_quantile_sort (values, self->n_draws);
  self->bias = sum / self->n_draws - self->entropies.t;
  self->low = ctn_quantile (values, self->n_draws, 0.05) - self->bias;
  self->high = ctn_quantile (values, self->n_draws, 0.95) - self->bias;
  return TRUE;
}

CtnTuig *
ctn_tuig_new (const CtnTuigFirm *firms,
              guint n_firms,
              guint n_regions,
              guint n_draws,
              guint64 seed,
              CtnTuigProgress progress,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CtnTuig) self = g_new0 (CtnTuig, 1);

  self->n = n_firms;
  self->low = self->high = self->bias = NAN;
  self->n_draws = n_draws;
  self->seed = seed;
  self->regions = g_array_new (FALSE, FALSE, sizeof (CtnTuigRegion));
  measure (firms, n_firms, &self->entropies);
  decompose (self, firms, n_regions);
  return bootstrap (self, firms, progress, data, cancellable, error) ? g_steal_pointer (&self)
                                                                     : NULL;
}

void
ctn_tuig_free (CtnTuig *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->regions, g_array_unref);
  g_free (self);
}
