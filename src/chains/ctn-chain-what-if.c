#include "ctn-chain-what-if.h"

#include <math.h>

#include "ctn-chain-network.h"

struct _CtnWhatIf {
  GHashTable *actors;  /* (owned) set of owned gint64 */
  GHashTable *places;  /* (owned) set of owned strings */
  GHashTable *borders; /* (owned) set of owned strings */
};

CtnWhatIf *
ctn_what_if_new (void)
{
  CtnWhatIf *self = g_new (CtnWhatIf, 1);

  self->actors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->borders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

CtnWhatIf *
ctn_what_if_copy (const CtnWhatIf *self)
{
  CtnWhatIf *copy = ctn_what_if_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->actors);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ctn_what_if_set_actor (copy, *(gint64 *) key, TRUE);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ctn_what_if_set_place (copy, key, TRUE);
  g_hash_table_iter_init (&iter, self->borders);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ctn_what_if_set_border (copy, key, TRUE);
  return copy;
}

void
ctn_what_if_free (CtnWhatIf *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->actors);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->borders);
  g_free (self);
}

void
ctn_what_if_set_actor (CtnWhatIf *self, gint64 actor, gboolean removed)
{
  if (removed)
    g_hash_table_add (self->actors, g_memdup2 (&actor, sizeof actor));
  else
    g_hash_table_remove (self->actors, &actor);
}

gboolean
ctn_what_if_has_actor (const CtnWhatIf *self, gint64 actor)
{
  return g_hash_table_contains (self->actors, &actor);
}

static void
set_code (GHashTable *set, const char *code, gboolean contained)
{
  if (contained)
    g_hash_table_add (set, g_strdup (code));
  else
    g_hash_table_remove (set, code);
}

void
ctn_what_if_set_place (CtnWhatIf *self, const char *place, gboolean removed)
{
  set_code (self->places, place, removed);
}

gboolean
ctn_what_if_has_place (const CtnWhatIf *self, const char *place)
{
  return g_hash_table_contains (self->places, place);
}

void
ctn_what_if_set_border (CtnWhatIf *self, const char *country, gboolean closed)
{
  set_code (self->borders, country, closed);
}

gboolean
ctn_what_if_has_border (const CtnWhatIf *self, const char *country)
{
  return g_hash_table_contains (self->borders, country);
}

gboolean
ctn_what_if_is_empty (const CtnWhatIf *self)
{
  return g_hash_table_size (self->actors) + g_hash_table_size (self->places) +
             g_hash_table_size (self->borders) ==
         0;
}

void
ctn_what_if_clear (CtnWhatIf *self)
{
  g_hash_table_remove_all (self->actors);
  g_hash_table_remove_all (self->places);
  g_hash_table_remove_all (self->borders);
}

static gboolean
removes_actor (const CtnWhatIf *self, const CtnChainActor *actor)
{
  GHashTableIter iter;
  gpointer place;

  if (actor->state != CTN_STATE_EXISTING)
    return FALSE;
  if (ctn_what_if_has_actor (self, actor->id))
    return TRUE;
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (g_strcmp0 (actor->country, place) == 0 ||
        (actor->nuts != NULL && g_str_has_prefix (actor->nuts, place)))
      return TRUE;
  return FALSE;
}

static gboolean
crosses_border (const CtnWhatIf *self, const CtnChainActor *one, const CtnChainActor *other)
{
  g_autofree char *from = ctn_chain_actor_dup_group (one, CTN_GROUPS_COUNTRY);
  g_autofree char *to = ctn_chain_actor_dup_group (other, CTN_GROUPS_COUNTRY);

  if (from != NULL && to != NULL)
    return !g_str_equal (from, to) &&
           (ctn_what_if_has_border (self, from) || ctn_what_if_has_border (self, to));
  return (from != NULL && other->kind == CTN_ACTOR_OUTSIDE &&
          ctn_what_if_has_border (self, from)) ||
         (to != NULL && one->kind == CTN_ACTOR_OUTSIDE && ctn_what_if_has_border (self, to));
}

gboolean
ctn_what_if_removes_link (const CtnWhatIf *self, CtnChain *chain, const CtnChainLink *link)
{
  const CtnChainActor *source = ctn_chain_get_actor (chain, link->source);
  const CtnChainActor *target = ctn_chain_get_actor (chain, link->target);

  if (link->state != CTN_STATE_EXISTING && link->state != CTN_STATE_WEAK)
    return FALSE;
  return removes_actor (self, source) || removes_actor (self, target) ||
         (g_hash_table_size (self->borders) > 0 && crosses_border (self, source, target));
}

/* --- The run ------------------------------------------------------------------------------------- */

void
ctn_what_if_result_free (CtnWhatIfResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->actors, g_array_unref);
  g_free (self);
}

/* The chain in which whatever is taken away is missing. It borrows the strings, so that all functions of
 * chains take it, but g_free() is all that frees its parts. */
static CtnChain *
make_remainder (const CtnWhatIf *self, CtnChain *chain)
{
  CtnChain *rest = ctn_chain_new ();

  rest->id = chain->id;
  rest->threshold = chain->threshold;
  rest->stages = g_ptr_array_ref (chain->stages);
  rest->actors = g_ptr_array_new_with_free_func (g_free);
  rest->links = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    CtnChainActor *copy = g_memdup2 (actor, sizeof *actor);

    if (removes_actor (self, actor))
      copy->state = CTN_STATE_MISSING;
    g_ptr_array_add (rest->actors, copy);
  }
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);
    CtnChainLink *copy = g_memdup2 (link, sizeof *link);

    if (ctn_what_if_removes_link (self, chain, link))
      copy->state = CTN_STATE_MISSING;
    g_ptr_array_add (rest->links, copy);
  }
  return rest;
}

static void
count_removed (CtnWhatIfResult *result, CtnChain *chain, CtnChain *rest)
{
  for (guint i = 0; i < chain->links->len; i++)
    result->n_links += ctn_chain_get_link (chain, i)->state != ctn_chain_get_link (rest, i)->state;
  for (guint i = 0; i < chain->actors->len; i++)
    if (ctn_chain_get_actor (chain, i)->state != ctn_chain_get_actor (rest, i)->state) {
      result->n_actors++;
      g_array_index (result->actors, CtnActorFate, i) = CTN_FATE_REMOVED;
    }
}

static void
find_stranded (CtnWhatIfResult *result, CtnChain *chain, CtnChain *rest, const CtnChainEnds *ends)
{
  g_autofree gboolean *before = g_new0 (gboolean, MAX (chain->actors->len, 1));
  g_autofree gboolean *after = g_new0 (gboolean, MAX (chain->actors->len, 1));

  ctn_chain_find_ways (chain, ends, before, NULL);
  ctn_chain_find_ways (rest, ends, after, NULL);
  for (guint i = 0; i < chain->actors->len; i++) {
    CtnActorFate *fate = &g_array_index (result->actors, CtnActorFate, i);

    if (*fate == CTN_FATE_STAYS && before[i] && !after[i]) {
      *fate = CTN_FATE_STRANDED;
      result->n_stranded++;
    }
  }
}

static guint
count_cells (CtnChain *chain, GPtrArray *countries, guint stage)
{
  guint n = 0;

  for (guint i = 0; i < countries->len; i++)
    n += ctn_chain_count_region (chain, stage, g_ptr_array_index (countries, i)) > 0;
  return n;
}

static void
compare_stages (CtnWhatIfResult *result, CtnChain *chain, CtnChain *rest)
{
  g_autoptr (GPtrArray) countries = ctn_chain_list_regions (chain, 0);

  for (guint i = 0; i < chain->stages->len; i++) {
    CtnStageChange change;

    ctn_chain_get_stage_figures (chain, i, &change.before);
    ctn_chain_get_stage_figures (rest, i, &change.after);
    result->covered_before += !change.before.is_gap;
    result->covered_after += !change.after.is_gap;
    result->cells_before += count_cells (chain, countries, i);
    result->cells_after += count_cells (rest, countries, i);
    g_array_append_val (result->stages, change);
  }
}

CtnWhatIfResult *
ctn_what_if_run (const CtnWhatIf *self, CtnChain *chain)
{
  CtnWhatIfResult *result = g_new0 (CtnWhatIfResult, 1);
  g_autoptr (CtnChainEnds) ends = ctn_chain_ends_new (chain);
  CtnChain *rest = make_remainder (self, chain);

  result->stages = g_array_new (FALSE, FALSE, sizeof (CtnStageChange));
  result->actors = g_array_new (FALSE, TRUE, sizeof (CtnActorFate));
  g_array_set_size (result->actors, chain->actors->len);
  count_removed (result, chain, rest);
  find_stranded (result, chain, rest, ends);
  ctn_chain_get_flow (chain, ends, &result->flow_before);
  ctn_chain_get_flow (rest, ends, &result->flow_after);
  result->connected =
      result->flow_before.n_connected > 0
          ? result->flow_after.n_connected / (double) result->flow_before.n_connected
          : NAN;
  compare_stages (result, chain, rest);
  ctn_chain_unref (rest);
  return result;
}
