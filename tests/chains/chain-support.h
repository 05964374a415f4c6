/* Chains made by hand for tests and benchmarks, without a project. */
#pragma once

#include <ctn-chain.h>

G_BEGIN_DECLS

/* Stages are called "S0", "S1" …, with ids from 1. (transfer full) */
CtnChain *chain_support_new (guint n_stages);

/* An existing actor with an id from 1 and that as its name; whatever else is wanted is set by the caller,
 * with strings of its own making. (transfer none) */
CtnChainActor *chain_support_add_actor (CtnChain *chain, int stage);

/* An existing supply. @volume: NAN for none. (transfer none) */
CtnChainLink *chain_support_add_link (CtnChain *chain, guint source, guint target, double volume);

/* A chain of @n_actors and @n_links drawn at random: links go to the next stage (four of five) or the one
 * behind it; the last stage is a market. */
CtnChain *chain_support_new_random (guint32 seed, guint n_actors, guint n_links, guint n_stages);

G_END_DECLS
