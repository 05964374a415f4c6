#include "chain-support.h"

#include <math.h>

static void
free_stage (gpointer data)
{
  g_free (((CtnChainStage *) data)->name);
  g_free (data);
}

static void
free_actor (gpointer data)
{
  CtnChainActor *actor = data;

  g_free (actor->name);
  g_free (actor->country);
  g_free (actor->nuts);
  g_free (actor->helix);
  g_free (actor);
}

static void
free_link (gpointer data)
{
  CtnChainLink *link = data;

  g_free (link->kind);
  g_free (link->product);
  g_free (link);
}

CtnChain *
chain_support_new (guint n_stages)
{
  CtnChain *chain = ctn_chain_new ();

  chain->id = 1;
  chain->name = g_strdup ("Chain");
  chain->threshold = 1;
  chain->stages = g_ptr_array_new_with_free_func (free_stage);
  chain->actors = g_ptr_array_new_with_free_func (free_actor);
  chain->links = g_ptr_array_new_with_free_func (free_link);
  for (guint i = 0; i < n_stages; i++) {
    CtnChainStage *stage = g_new0 (CtnChainStage, 1);

    stage->id = i + 1;
    stage->name = g_strdup_printf ("S%u", i);
    stage->parent = -1;
    stage->step = i;
    g_ptr_array_add (chain->stages, stage);
  }
  return chain;
}

CtnChainActor *
chain_support_add_actor (CtnChain *chain, int stage)
{
  CtnChainActor *actor = g_new0 (CtnChainActor, 1);

  actor->id = chain->actors->len + 1;
  actor->stage = stage;
  actor->name = g_strdup_printf ("%u", chain->actors->len + 1);
  actor->capability = actor->employment = NAN;
  actor->share = actor->capacity = actor->demand = actor->pinned_x = actor->pinned_y = NAN;
  g_ptr_array_add (chain->actors, actor);
  return actor;
}

CtnChainLink *
chain_support_add_link (CtnChain *chain, guint source, guint target, double volume)
{
  CtnChainLink *link = g_new0 (CtnChainLink, 1);

  link->id = chain->links->len + 1;
  link->source = source;
  link->target = target;
  link->kind = g_strdup ("supply");
  link->volume = volume;
  link->value = NAN;
  g_ptr_array_add (chain->links, link);
  return link;
}

CtnChain *
chain_support_new_random (guint32 seed, guint n_actors, guint n_links, guint n_stages)
{
  static const char *const places[] = { "DE21", "DE23", "ES21", "SK02", "HU22", "PT11" };
  static const char *const helices[] = { "industry", "research", "government" };
  CtnChain *chain = chain_support_new (n_stages);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n_actors; i++) {
    guint stage = (guint) ((guint64) i * n_stages / n_actors);
    CtnChainActor *actor = chain_support_add_actor (chain, (int) stage);

    actor->nuts = g_strdup (places[g_rand_int_range (random, 0, G_N_ELEMENTS (places))]);
    actor->country = g_strndup (actor->nuts, 2);
    actor->helix = g_strdup (helices[g_rand_int_range (random, 0, G_N_ELEMENTS (helices))]);
    if (stage + 1 == n_stages)
      actor->kind = CTN_ACTOR_MARKET;
  }
  for (guint i = 0; i < n_links; i++) {
    guint source = (guint) g_rand_int_range (random, 0, (int) (n_actors - n_actors / n_stages));
    guint stage = (guint) ctn_chain_get_actor (chain, source)->stage;
    guint next = MIN (stage + (g_rand_int_range (random, 0, 5) > 0 ? 1 : 2), n_stages - 1);
    guint first = (next * n_actors + n_stages - 1) / n_stages;
    guint end = ((next + 1) * n_actors + n_stages - 1) / n_stages;

    chain_support_add_link (chain, source,
                            (guint) g_rand_int_range (random, (int) first, (int) end),
                            g_rand_int_range (random, 1, 100));
  }
  return chain;
}
