#include "ctn-chain-figures.h"

#include <math.h>
#include <string.h>

static gboolean
supplies (CtnChain *chain, const CtnChainActor *actor, guint stage)
{
  return ctn_chain_is_at (chain, actor, stage) && actor->state == CTN_STATE_EXISTING &&
         (actor->kind == CTN_ACTOR_ACTOR || actor->kind == CTN_ACTOR_OUTSIDE);
}

void
ctn_chain_get_stage_figures (CtnChain *chain, guint index, CtnStageFigures *figures)
{
  guint n_suppliers = 0;
  double total = 0;

  *figures = (CtnStageFigures) { .hhi = NAN, .shares_known = TRUE };
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (!supplies (chain, actor, index))
      continue;
    n_suppliers++;
    figures->n_actors += actor->kind == CTN_ACTOR_ACTOR;
    if (isnan (actor->share))
      figures->shares_known = FALSE;
    else
      total += actor->share;
  }
  figures->is_gap = figures->n_actors < chain->threshold;
  if (n_suppliers == 0)
    return;
  if (total <= 0)
    figures->shares_known = FALSE;
  figures->hhi = 0;
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    double share;

    if (!supplies (chain, actor, index))
      continue;
    share = figures->shares_known ? actor->share / total : 1.0 / n_suppliers;
    figures->hhi += share * share;
  }
}

guint
ctn_chain_count_region (CtnChain *chain, guint stage, const char *region)
{
  guint n = 0;

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    const char *place = actor->nuts != NULL ? actor->nuts : actor->country;

    n += supplies (chain, actor, stage) && actor->kind == CTN_ACTOR_ACTOR && place != NULL &&
         g_str_has_prefix (place, region);
  }
  return n;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
ctn_chain_list_regions (CtnChain *chain, guint level)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    const char *place = actor->nuts != NULL ? actor->nuts : actor->country;
    g_autofree char *region = NULL;

    if (place == NULL || actor->stage < 0 || actor->kind != CTN_ACTOR_ACTOR)
      continue;
    region = g_strndup (place, 2 + level);
    if (!g_ptr_array_find_with_equal_func (regions, region, g_str_equal, NULL))
      g_ptr_array_add (regions, g_steal_pointer (&region));
  }
  g_ptr_array_sort (regions, compare_texts);
  return regions;
}
