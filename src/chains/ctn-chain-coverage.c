#include "ctn-chain-coverage.h"

#include <math.h>
#include <string.h>

/* --- Employment ---------------------------------------------------------------------------------- */

typedef struct {
  char *place;
  double staff;
} Place;

struct _CtnEmployment {
  GArray *places; /* (owned) Place */
};

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->place);
}

CtnEmployment *
ctn_employment_load (CtnConnection *reader, GError **error)
{
  g_autoptr (CtnEmployment) self = g_new0 (CtnEmployment, 1);
  g_autoptr (GError) local_error = NULL;
  /* SQLite takes the other columns from the row with the maximum. */
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT coalesce (o.nuts, o.country, ''), sum (z.headcount) FROM (SELECT organisation, "
      "headcount, "
      "max (year) FROM organisation_size WHERE headcount IS NOT NULL GROUP BY organisation) z JOIN "
      "organisation o ON o.id = z.organisation GROUP BY 1",
      "");

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  while (ctn_statement_next (rows, &local_error)) {
    Place place = { g_strdup (ctn_statement_get_text (rows, 0)),
                    ctn_statement_get_double (rows, 1) };

    g_array_append_val (self->places, place);
  }
  if (local_error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
ctn_employment_free (CtnEmployment *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->places, g_array_unref);
  g_free (self);
}

double
ctn_employment_get (const CtnEmployment *self, const char *region)
{
  double sum = 0;

  for (guint i = 0; i < self->places->len; i++)
    if (g_str_has_prefix (g_array_index (self->places, Place, i).place, region))
      sum += g_array_index (self->places, Place, i).staff;
  return sum;
}

/* --- Coverage ------------------------------------------------------------------------------------ */

void
ctn_coverage_free (CtnCoverage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_free (self->cells);
  g_free (self);
}

const CtnCoverageCell *
ctn_coverage_get (const CtnCoverage *self, guint region, guint stage)
{
  return &self->cells[region * self->n_stages + stage];
}

static gboolean
is_counted (const CtnChainActor *actor)
{
  return actor->state == CTN_STATE_EXISTING && actor->kind == CTN_ACTOR_ACTOR;
}

static const char *
get_place (const CtnChainActor *actor)
{
  return actor->nuts != NULL ? actor->nuts : actor->country != NULL ? actor->country : "";
}

/* Numbers, capability and staff of a cell. */
static void
fill_cell (CtnChain *chain, CtnCoverageCell *cell, const char *region, guint stage)
{
  double capability = 0;
  guint n_capable = 0;

  *cell = (CtnCoverageCell) { .capability = NAN, .employment = NAN, .lq = NAN };
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (!is_counted (actor) || !ctn_chain_is_at (chain, actor, stage) ||
        !g_str_has_prefix (get_place (actor), region) || *get_place (actor) == '\0')
      continue;
    cell->n++;
    if (!isnan (actor->capability)) {
      capability += actor->capability;
      n_capable++;
    }
    if (!isnan (actor->employment))
      cell->employment = (isnan (cell->employment) ? 0 : cell->employment) + actor->employment;
  }
  if (n_capable > 0)
    cell->capability = capability / n_capable;
  cell->is_good = cell->n >= MAX (chain->threshold, 1) && !(cell->capability < CTN_CAPABILITY_GOOD);
}

/* Staff of existing actors at @stage (-1: of the whole chain) in @region ("": anywhere). */
static double
sum_staff (CtnChain *chain, const char *region, int stage)
{
  double sum = 0;

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (is_counted (actor) && !isnan (actor->employment) && actor->stage >= 0 &&
        (stage < 0 || ctn_chain_is_at (chain, actor, (guint) stage)) &&
        g_str_has_prefix (get_place (actor), region))
      sum += actor->employment;
  }
  return sum;
}

/* Who is known by name only, or has more jobs in the chain than staff in the registry, makes the whole at
 * least as large as its part. */
static double
get_whole (CtnChain *chain, const CtnEmployment *employment, const char *region)
{
  double own = sum_staff (chain, region, -1);

  return employment != NULL ? MAX (ctn_employment_get (employment, region), own) : own;
}

static void
set_quotients (CtnCoverage *self, CtnChain *chain, const CtnEmployment *employment)
{
  double all = get_whole (chain, employment, "");
  g_autofree double *of_stages = g_new (double, self->n_stages + 1);

  for (guint stage = 0; stage < self->n_stages; stage++)
    of_stages[stage] = sum_staff (chain, "", (int) stage);
  for (guint region = 0; region < self->regions->len; region++) {
    double of_region = get_whole (chain, employment, g_ptr_array_index (self->regions, region));

    for (guint stage = 0; stage < self->n_stages; stage++) {
      CtnCoverageCell *cell = &self->cells[region * self->n_stages + stage];

      if (of_region > 0 && of_stages[stage] > 0 && !isnan (cell->employment))
        cell->lq = (cell->employment / of_region) / (of_stages[stage] / all);
      cell->is_critical = cell->lq >= CTN_LQ_CRITICAL && cell->n >= self->n_critical;
    }
  }
}

CtnCoverage *
ctn_coverage_new (CtnChain *chain, const CtnEmployment *employment, guint level, guint n_critical)
{
  CtnCoverage *self = g_new0 (CtnCoverage, 1);

  self->regions = ctn_chain_list_regions (chain, level);
  self->n_stages = chain->stages->len;
  self->n_critical = n_critical > 0 ? n_critical : CTN_ACTORS_CRITICAL;
  self->cells = g_new0 (CtnCoverageCell, MAX (self->regions->len * self->n_stages, 1));
  for (guint region = 0; region < self->regions->len; region++)
    for (guint stage = 0; stage < self->n_stages; stage++)
      fill_cell (chain, &self->cells[region * self->n_stages + stage],
                 g_ptr_array_index (self->regions, region), stage);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    self->n_unknown += is_counted (actor) && actor->stage >= 0 && *get_place (actor) != '\0' &&
                       isnan (actor->employment);
  }
  set_quotients (self, chain, employment);
  return self;
}

/* --- Complementarity ----------------------------------------------------------------------------- */

void
ctn_complement_free (CtnComplement *self)
{
  g_free (self->one);
  g_free (self->other);
  g_clear_pointer (&self->gives, g_array_unref);
  g_clear_pointer (&self->takes, g_array_unref);
  g_free (self);
}

static int
compare_complements (gconstpointer a, gconstpointer b)
{
  const CtnComplement *one = *(CtnComplement *const *) a;
  const CtnComplement *other = *(CtnComplement *const *) b;
  guint gain = MIN (one->gives->len, one->takes->len);
  guint other_gain = MIN (other->gives->len, other->takes->len);
  int order;

  if (one->n_both != other->n_both)
    return one->n_both > other->n_both ? -1 : 1;
  if (one->crosses_border != other->crosses_border)
    return one->crosses_border ? -1 : 1;
  if (gain != other_gain)
    return gain > other_gain ? -1 : 1;
  order = strcmp (one->one, other->one);
  return order != 0 ? order : strcmp (one->other, other->other);
}

static CtnComplement *
compare_regions (const CtnCoverage *coverage, guint one, guint other)
{
  CtnComplement *self = g_new0 (CtnComplement, 1);

  self->one = g_strdup (g_ptr_array_index (coverage->regions, one));
  self->other = g_strdup (g_ptr_array_index (coverage->regions, other));
  self->crosses_border = strncmp (self->one, self->other, 2) != 0;
  self->gives = g_array_new (FALSE, FALSE, sizeof (guint));
  self->takes = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint stage = 0; stage < coverage->n_stages; stage++) {
    gboolean here = ctn_coverage_get (coverage, one, stage)->is_good;
    gboolean there = ctn_coverage_get (coverage, other, stage)->is_good;

    if (here && !there)
      g_array_append_val (self->gives, stage);
    if (there && !here)
      g_array_append_val (self->takes, stage);
    self->n_both += here || there;
  }
  return self;
}

GPtrArray *
ctn_chain_list_complements (CtnChain *chain)
{
  g_autoptr (CtnCoverage) coverage = ctn_coverage_new (chain, NULL, 2, 0);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_complement_free);

  for (guint i = 0; i < coverage->regions->len; i++)
    for (guint k = i + 1; k < coverage->regions->len; k++) {
      CtnComplement *pair = compare_regions (coverage, i, k);

      /* Two that have one stage each complete each other in nothing but number. */
      if (pair->gives->len > 0 && pair->takes->len > 0 && 2 * pair->n_both >= coverage->n_stages &&
          !g_str_has_prefix (pair->other, pair->one))
        g_ptr_array_add (list, pair);
      else
        ctn_complement_free (pair);
    }
  g_ptr_array_sort (list, compare_complements);
  return list;
}
