/* What reaches the market: the deliveries of a chain from its first stage to those who use it.
 *
 * Sources are the existing actors and imports of the first stage where there are any, and of the stages
 * beside it. Targets are the existing markets; where a chain has none, the existing actors of the last
 * stage that has any, and of those beside it, stand for them. Deliveries are links of the kinds supply, service and data that exist or are weak, between
 * existing actors. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef struct {
  guint n_sources;
  guint n_targets;
  guint n_pairs;     /* of a source and a target */
  guint n_connected; /* of these, with a way from the one to the other */
  guint n_paths;     /* most ways from sources to targets that share no delivery: maximum flow when
                        each delivery between two actors counts 1 */
  double volume; /* maximum flow under the links' volumes, as if all were in one unit; deliveries
                        without a volume take any, so INFINITY when a way knows none */
} CtnChainFlow;

/* Indices of actors. */
typedef struct {
  GArray *sources; /* guint */
  GArray *targets; /* guint */
} CtnChainEnds;

CtnChainEnds *ctn_chain_ends_new (CtnChain *chain) G_GNUC_WARN_UNUSED_RESULT;
void ctn_chain_ends_free (CtnChainEnds *self);

/* @ends: (nullable): those of @chain by default. Given ones may be of the same chain with fewer actors
 * existing: who is not there any more counts in n_pairs, and in nothing else. */
void ctn_chain_get_flow (CtnChain *chain, const CtnChainEnds *ends, CtnChainFlow *flow);

/* Which actors lie on a way from a source to a target, and which on all of them: each of the latter is a
 * vertex cut of size 1 between the first stage and the market. Targets themselves are not counted among
 * them, as the market is no supplier.
 * @on_way, @on_all: (out) (optional): as many as the chain has actors */
void
ctn_chain_find_ways (CtnChain *chain, const CtnChainEnds *ends, gboolean *on_way, gboolean *on_all);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainEnds, ctn_chain_ends_free)

G_END_DECLS
