/* Figures of a chain's network: its existing actors of every kind, and the links between them that
 * exist or are weak, whatever they are made of. Several links between the same two count once.
 *
 * Takes some milliseconds for a thousand actors: belongs off the main thread. The chain is only read,
 * so several threads may compute figures of the same one. */
#pragma once

#include "ctn-chain-flow.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  gboolean counted; /* whether the actor exists; else all the others are 0 */
  guint in_degree;  /* from how many others links come */
  guint out_degree; /* to how many links go */
  guint degree;     /* to how many others it is linked, in whichever direction */
  double
      betweenness; /* 0–1: of the shortest directed paths between two others, the part that passes
                         here; Σ σ(s,t|v) / σ(s,t) / ((n − 1)(n − 2)). L. C. Freeman, Sociometry 40
                         (1977) 35; computed exactly after U. Brandes (2001) */
  gboolean is_central;      /* betweenness in the top decile of at least 10 actors, and above 0 */
  gboolean is_articulation; /* its component falls apart without it. J. Hopcroft, R. Tarjan,
                               Communications of the ACM 16 (1973) 372 */
  gboolean
      is_cut; /* every way from the first stage to the market passes here: a minimum vertex cut of
                      size 1 (ctn_chain_find_ways()) */
  guint component; /* number, from 0 in the order of the actors; directions aside */
  guint core;      /* the largest k for which it is in a group where each has k links to the others.
                      S. B. Seidman, Social Networks 5 (1983) 269 */
  guint community; /* number, from 0 in the order of the actors; of largest modularity by the Leiden
                      algorithm with a fixed seed. V. A. Traag et al., Scientific Reports 9 (2019) 5233 */
} CtnActorFigures;

typedef struct {
  guint n_actors;
  guint n_links;  /* ordered pairs that are linked */
  double density; /* links of those possible, m / (n (n − 1)), 0–1; NAN for fewer than 2 actors */
  guint n_components;
  guint largest_component; /* actors in it */
  guint max_core;
  guint n_communities;
  double modularity; /* of the communities, −½ to 1; NAN without links. M. E. J. Newman, M. Girvan,
                        Physical Review E 69 (2004) 026113 */
  CtnChainFlow flow;
  GArray *actors; /* CtnActorFigures, in the order of the chain's actors */
} CtnChainNetwork;

/* Errors: G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
CtnChainNetwork *ctn_chain_network_new (CtnChain *chain,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_chain_network_free (CtnChainNetwork *self);

const CtnActorFigures *ctn_chain_network_get_actor (const CtnChainNetwork *self, guint index);

typedef enum {
  CTN_GROUPS_COUNTRY, /* two letters */
  CTN_GROUPS_REGION,  /* NUTS 2; what is known where that is less */
  CTN_GROUPS_HELIX,
} CtnGroups;

typedef struct {
  char *group; /* code; %NULL for all groups together */
  guint n_actors;
  guint internal; /* pairs linked inside of the group */
  guint external; /* pairs linked of which one is in the group (together: in different groups) */
  double ei;      /* (E − I) / (E + I): −1 only inside, 1 only outside; NAN without links.
                     D. Krackhardt, R. N. Stern, Social Psychology Quarterly 51 (1988) 123 */
} CtnGroupTies;

void ctn_group_ties_free (CtnGroupTies *self);

/* How much the groups of existing actors keep to themselves; all together first, then each by its code.
 * Links to somebody whose group is unknown are left out; directions do not count.
 * Returns: (transfer full) (element-type CtnGroupTies) */
GPtrArray *ctn_chain_list_group_ties (CtnChain *chain, CtnGroups groups) G_GNUC_WARN_UNUSED_RESULT;

/* The group of an actor, %NULL when it is not known. Returns: (transfer full) (nullable) */
char *ctn_chain_actor_dup_group (const CtnChainActor *actor,
                                 CtnGroups groups) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainNetwork, ctn_chain_network_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnGroupTies, ctn_group_ties_free)

G_END_DECLS
