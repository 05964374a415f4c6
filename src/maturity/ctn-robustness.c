#include "ctn-robustness.h"

#include <ctn-random.h>
#include <math.h>
#include <stdlib.h>

struct _CtnRobustness {
  guint n_subjects;
  guint n_draws;
  guint64 seed;
  gboolean *has_values;
  guint16 *ranks;  /* by subject, then draw; 0 for subjects without values */
  guint16 *counts; /* by subject, then rank − 1: in how many draws */
};

/* What one draw needs. Values stand by indicator, so that the sums over subjects vectorise. */
typedef struct {
  guint n_subjects;
  guint n_indicators;
  gboolean has_gaps;
  double *values;  /* by indicator, then subject; 0 where there is none */
  double *present; /* 1 or 0 */
  double *weights;
  double *sums;
  double *divisors;
} Draw;

/* A subject's value in a draw, to be sorted. */
typedef struct {
  double value;
  guint subject;
} Entry;

static void
draw_init (Draw *draw, const double *values, guint n_subjects, guint n_indicators)
{
  gsize n = (gsize) n_subjects * n_indicators;

  *draw = (Draw) { .n_subjects = n_subjects, .n_indicators = n_indicators };
  draw->values = g_new0 (double, n);
  draw->present = g_new0 (double, n);
  draw->weights = g_new0 (double, n_indicators);
  draw->sums = g_new0 (double, n_subjects);
  draw->divisors = g_new0 (double, n_subjects);
  for (guint s = 0; s < n_subjects; s++)
    for (guint i = 0; i < n_indicators; i++) {
      double value = values[(gsize) s * n_indicators + i];

      if (isfinite (value)) {
        draw->values[(gsize) i * n_subjects + s] = value;
        draw->present[(gsize) i * n_subjects + s] = 1;
      } else {
        draw->has_gaps = TRUE;
      }
    }
}

static void
draw_clear (Draw *draw)
{
  g_free (draw->values);
  g_free (draw->present);
  g_free (draw->weights);
  g_free (draw->sums);
  g_free (draw->divisors);
}

static void
add_weighted (double *restrict sums, const double *restrict values, double weight, guint n)
{
  for (guint i = 0; i < n; i++)
    sums[i] += weight * values[i];
}

/* Fills sums with each subject's weighted mean for the weights of this draw. */
static void
draw_sum (Draw *draw)
{
  guint n = draw->n_subjects;

  for (guint s = 0; s < n; s++)
    draw->sums[s] = draw->divisors[s] = 0;
  for (guint i = 0; i < draw->n_indicators; i++) {
    add_weighted (draw->sums, draw->values + (gsize) i * n, draw->weights[i], n);
    if (draw->has_gaps)
      add_weighted (draw->divisors, draw->present + (gsize) i * n, draw->weights[i], n);
  }
  for (guint s = 0; draw->has_gaps && s < n; s++)
    draw->sums[s] = draw->divisors[s] > 0 ? draw->sums[s] / draw->divisors[s] : 0;
}

/* Sorts by falling value: runs of eight by insertion, then merged. qsort() would spend most of the
 * time in calls. */
static Entry *
sort_entries (Entry *entries, Entry *spare, guint n)
{
  const guint run = 8;

  for (guint start = 0; start < n; start += run)
    for (guint i = start + 1; i < MIN (start + run, n); i++) {
      Entry entry = entries[i];
      guint j = i;

      for (; j > start && entries[j - 1].value < entry.value; j--)
        entries[j] = entries[j - 1];
      entries[j] = entry;
    }
  for (guint width = run; width < n; width *= 2) {
    Entry *merged = spare;

    for (guint start = 0; start < n; start += 2 * width) {
      guint middle = MIN (start + width, n), end = MIN (start + 2 * width, n);
      guint a = start, b = middle;

      for (guint i = start; i < end; i++)
        merged[i] = a < middle && (b >= end || !(entries[a].value < entries[b].value))
                        ? entries[a++]
                        : entries[b++];
    }
    spare = entries;
    entries = merged;
  }
  return entries;
}

/* Notes the ranks of one draw. */
static void
note_ranks (CtnRobustness *self, const Draw *draw, guint position, Entry *entries, Entry *spare)
{
  const Entry *sorted;
  guint n = 0;
  guint16 rank = 0;

  for (guint s = 0; s < draw->n_subjects; s++)
    if (self->has_values[s])
      entries[n++] = (Entry) { draw->sums[s], s };
  sorted = sort_entries (entries, spare, n);
  for (guint i = 0; i < n; i++) {
    if (i == 0 || sorted[i].value < sorted[i - 1].value)
      rank = (guint16) (i + 1);
    self->ranks[(gsize) sorted[i].subject * self->n_draws + position] = rank;
    self->counts[(gsize) sorted[i].subject * self->n_subjects + rank - 1]++;
  }
}

static gboolean
run_draws (CtnRobustness *self, Draw *draw, GCancellable *cancellable, GError **error)
{
  g_autofree Entry *entries = g_new (Entry, MAX (draw->n_subjects, 1));
  g_autofree Entry *spare = g_new (Entry, MAX (draw->n_subjects, 1));
  CtnRandom random;

  ctn_random_init (&random, self->seed);
  for (guint d = 0; d < self->n_draws; d++) {
    if (d % 16 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    ctn_random_simplex (&random, draw->weights, draw->n_indicators);
    draw_sum (draw);
    note_ranks (self, draw, d, entries, spare);
  }
  return TRUE;
}

CtnRobustness *
ctn_robustness_new (const double *values,
                    guint n_subjects,
                    guint n_indicators,
                    guint n_draws,
                    guint64 seed,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CtnRobustness) self = NULL;
  gboolean done;
  Draw draw;

  g_return_val_if_fail (n_subjects <= CTN_ROBUSTNESS_MAX_SUBJECTS, NULL);
  g_return_val_if_fail (n_draws > 0 && n_draws <= CTN_ROBUSTNESS_MAX_DRAWS, NULL);
  self = g_new0 (CtnRobustness, 1);
  self->n_subjects = n_subjects;
  self->n_draws = n_draws;
  self->seed = seed;
  self->has_values = g_new0 (gboolean, n_subjects);
  self->ranks = g_new0 (guint16, (gsize) n_subjects * n_draws);
  self->counts = g_new0 (guint16, (gsize) n_subjects * n_subjects);
  draw_init (&draw, values, n_subjects, n_indicators);
  for (guint s = 0; s < n_subjects; s++)
    for (guint i = 0; i < n_indicators; i++)
      if (draw.present[(gsize) i * n_subjects + s] > 0)
        self->has_values[s] = TRUE;
  done = run_draws (self, &draw, cancellable, error);
  draw_clear (&draw);
  return done ? g_steal_pointer (&self) : NULL;
}

void
ctn_robustness_free (CtnRobustness *self)
{
  if (self == NULL)
    return;
  g_free (self->has_values);
  g_free (self->ranks);
  g_free (self->counts);
  g_free (self);
}

guint64
ctn_robustness_get_seed (const CtnRobustness *self)
{
  return self->seed;
}

double
ctn_robustness_get_share_above (const CtnRobustness *self, guint a, guint b)
{
  const guint16 *ranks_a = self->ranks + (gsize) a * self->n_draws;
  const guint16 *ranks_b = self->ranks + (gsize) b * self->n_draws;
  guint above = 0, equal = 0;

  g_return_val_if_fail (a < self->n_subjects && b < self->n_subjects, NAN);
  if (!self->has_values[a] || !self->has_values[b])
    return NAN;
  for (guint d = 0; d < self->n_draws; d++) {
    above += ranks_a[d] < ranks_b[d];
    equal += ranks_a[d] == ranks_b[d];
  }
  return (above + equal / 2.0) / self->n_draws;
}

/* The least rank that at least @share of the draws reach. */
static guint
get_quantile (const CtnRobustness *self, guint subject, double share)
{
  const guint16 *counts = self->counts + (gsize) subject * self->n_subjects;
  guint sum = 0;

  for (guint rank = 1; rank <= self->n_subjects; rank++) {
    sum += counts[rank - 1];
    if (sum >= share * self->n_draws - 1e-9)
      return rank;
  }
  return self->n_subjects;
}

void
ctn_robustness_get_interval (const CtnRobustness *self, guint subject, guint *low, guint *high)
{
  g_return_if_fail (subject < self->n_subjects);
  *low = self->has_values[subject] ? get_quantile (self, subject, 0.05) : 0;
  *high = self->has_values[subject] ? get_quantile (self, subject, 0.95) : 0;
}

double
ctn_robustness_get_mean_rank (const CtnRobustness *self, guint subject)
{
  double sum = 0;

  g_return_val_if_fail (subject < self->n_subjects, NAN);
  if (!self->has_values[subject])
    return NAN;
  for (guint d = 0; d < self->n_draws; d++)
    sum += self->ranks[(gsize) subject * self->n_draws + d];
  return sum / self->n_draws;
}

double
ctn_robustness_get_share_first (const CtnRobustness *self, guint subject)
{
  g_return_val_if_fail (subject < self->n_subjects, NAN);
  return (double) self->counts[(gsize) subject * self->n_subjects] / self->n_draws;
}
