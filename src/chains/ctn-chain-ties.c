#include <math.h>
#include <string.h>

#include "ctn-chain-graph-private.h"
#include "ctn-chain-network.h"

#define NUTS_2_LENGTH 4

void
ctn_group_ties_free (CtnGroupTies *self)
{
  g_free (self->group);
  g_free (self);
}

char *
ctn_chain_actor_dup_group (const CtnChainActor *actor, CtnGroups groups)
{
  const char *place = actor->nuts != NULL ? actor->nuts : actor->country;

  if (groups == CTN_GROUPS_HELIX)
    return g_strdup (actor->helix);
  /* Greece and the United Kingdom have other letters in NUTS than in ISO 3166; the country knows. */
  if (groups == CTN_GROUPS_COUNTRY && actor->country != NULL)
    return g_strdup (actor->country);
  return place != NULL ? g_strndup (place, groups == CTN_GROUPS_COUNTRY ? 2 : NUTS_2_LENGTH) : NULL;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(CtnGroupTies *const *) a)->group, (*(CtnGroupTies *const *) b)->group);
}

static CtnGroupTies *
add_group (GPtrArray *list, const char *group)
{
  CtnGroupTies *ties = g_new0 (CtnGroupTies, 1);

  ties->group = g_strdup (group);
  g_ptr_array_add (list, ties);
  return ties;
}

/* The groups that there are; of each vertex its own, %NULL where it is not known. */
static CtnGroupTies **
make_groups (CtnChain *chain, const CtnChainGraph *graph, CtnGroups groups, GPtrArray *list)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  CtnGroupTies **of_vertex = g_new0 (CtnGroupTies *, MAX (graph->n, 1));
  CtnGroupTies *total = add_group (list, NULL);

  for (guint i = 0; i < graph->n; i++) {
    g_autofree char *code =
        ctn_chain_actor_dup_group (ctn_chain_get_actor (chain, graph->actors[i]), groups);
    CtnGroupTies *ties;

    if (code == NULL)
      continue;
    ties = g_hash_table_lookup (by_code, code);
    if (ties == NULL) {
      ties = add_group (list, code);
      g_hash_table_insert (by_code, ties->group, ties);
    }
    ties->n_actors++;
    total->n_actors++;
    of_vertex[i] = ties;
  }
  return of_vertex;
}

static void
count_tie (CtnGroupTies *total, CtnGroupTies *one, CtnGroupTies *other)
{
  if (one == NULL || other == NULL)
    return;
  if (one == other) {
    one->internal++;
    total->internal++;
    return;
  }
  one->external++;
  other->external++;
  total->external++;
}

/* Both directions of one pair count once. */
static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 2 * sizeof (guint));
}

static GArray *
make_pairs (const CtnChainGraph *graph)
{
  GArray *pairs = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < graph->edges->len; i++) {
    const CtnEdge *edge = &g_array_index (graph->edges, CtnEdge, i);
    guint pair[2] = { MIN (edge->from, edge->to), MAX (edge->from, edge->to) };

    g_array_append_vals (pairs, pair, 1);
  }
  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++) {
    guint *values = (guint *) (gpointer) pairs->data;

    if (n == 0 || memcmp (values + 2 * (n - 1), values + 2 * i, 2 * sizeof (guint)) != 0)
      memmove (values + 2 * n++, values + 2 * i, 2 * sizeof (guint));
  }
  g_array_set_size (pairs, n);
  return pairs;
}

GPtrArray *
ctn_chain_list_group_ties (CtnChain *chain, CtnGroups groups)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_group_ties_free);
  g_autoptr (CtnChainGraph) graph = _ctn_chain_graph_new (chain, CTN_LINKS_ALL);
  g_autofree CtnGroupTies **of_vertex = make_groups (chain, graph, groups, list);
  g_autoptr (GArray) pairs = make_pairs (graph);
  const guint *ends = (gconstpointer) pairs->data;

  for (guint i = 0; i < pairs->len; i++)
    count_tie (g_ptr_array_index (list, 0), of_vertex[ends[2 * i]], of_vertex[ends[2 * i + 1]]);
  for (guint i = 0; i < list->len; i++) {
    CtnGroupTies *ties = g_ptr_array_index (list, i);
    double n = (double) ties->internal + ties->external;

    ties->ei = n > 0 ? ((double) ties->external - ties->internal) / n : NAN;
  }
  g_ptr_array_sort (list, compare_groups);
  return list;
}
