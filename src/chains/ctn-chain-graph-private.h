/* What of a chain is a network: its existing actors, and between them the links that exist or are
 * weak. Planned and missing ones are wishes and count nowhere. */
#pragma once

#include "ctn-chain.h"
#include "ctn-graph-private.h"

G_BEGIN_DECLS

typedef enum {
  CTN_LINKS_ALL,
  CTN_LINKS_DELIVERIES, /* what flows down the chain: supply, service, data */
} CtnLinkChoice;

typedef struct {
  guint n;       /* vertices */
  guint *actors; /* of each vertex, its index in the chain */
  int *vertices; /* of each actor, its vertex or -1 */
  GArray *
      edges; /* CtnEdge, one for each ordered pair that is linked, sorted; no loops. Its capacity is
                    the sum of the links' volumes, INFINITY where one is unknown */
} CtnChainGraph;

CtnChainGraph *_ctn_chain_graph_new (CtnChain *chain,
                                     CtnLinkChoice links) G_GNUC_WARN_UNUSED_RESULT;
void _ctn_chain_graph_free (CtnChainGraph *self);

CtnGraph _ctn_chain_graph_get (const CtnChainGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainGraph, _ctn_chain_graph_free)

G_END_DECLS
