/* Figures of the network, beside those of other programs.
 *
 * The tables of the first chain were computed with NetworkX 3.2.1 (betweenness_centrality,
 * articulation_points, core_number, connected_components, density, has_path, maximum_flow_value;
 * degrees of the directed and of the undirected graph). The second graph is the karate club of
 * W. W. Zachary, Journal of Anthropological Research 33 (1977) 452, each link pointing from the lower
 * to the higher number; its best communities are those that python-igraph 0.11.8 proves optimal by integer
 * programming (community_optimal_modularity), as do U. Brandes et al., On Modularity Clustering (2008). */
#include <ctn-chain-network.h>
#include <math.h>

#include "chain-support.h"

static const guint links[][2] = {
  { 0, 4 },   { 0, 7 },   { 1, 8 },   { 2, 4 },   { 3, 10 },  { 3, 12 },  { 4, 9 },   { 5, 9 },
  { 5, 11 },  { 6, 12 },  { 7, 11 },  { 8, 10 },  { 9, 16 },  { 10, 12 }, { 10, 14 }, { 11, 16 },
  { 12, 3 },  { 12, 20 }, { 13, 20 }, { 13, 22 }, { 14, 17 }, { 14, 18 }, { 15, 22 }, { 16, 20 },
  { 17, 21 }, { 18, 21 }, { 18, 22 }, { 19, 21 }, { 19, 22 }, { 20, 22 }, { 23, 24 },
};
static const int stages[] = {
  0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 1, 2,
};
static const double betweenness[] = {
  0.0,
  0.0,
  0.0,
  0.018115942029,
  0.011775362319,
  0.0,
  0.0,
  0.004528985507,
  0.016304347826,
  0.016304347826,
  0.050724637681,
  0.010869565217,
  0.031702898551,
  0.0,
  0.035326086957,
  0.0,
  0.025362318841,
  0.00634057971,
  0.010869565217,
  0.0,
  0.022644927536,
  0.0,
  0.0,
  0.0,
  0.0,
};
static const guint cores[] = {
  2, 1, 1, 2, 2, 2, 1, 2, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 1, 1,
};
static const guint degrees[][3] = {
  { 0, 2, 2 }, { 0, 1, 1 }, { 0, 1, 1 }, { 1, 2, 2 }, { 2, 1, 3 }, { 0, 2, 2 }, { 0, 1, 1 },
  { 1, 1, 2 }, { 1, 1, 2 }, { 2, 1, 3 }, { 2, 2, 4 }, { 2, 1, 3 }, { 3, 2, 4 }, { 0, 2, 2 },
  { 1, 2, 3 }, { 0, 1, 1 }, { 2, 1, 3 }, { 1, 1, 2 }, { 1, 2, 3 }, { 0, 2, 2 }, { 3, 1, 4 },
  { 3, 0, 3 }, { 5, 0, 5 }, { 0, 1, 1 }, { 1, 0, 1 },
};
static const guint club[][2] = {
  { 0, 1 },   { 0, 2 },   { 0, 3 },   { 0, 4 },   { 0, 5 },   { 0, 6 },   { 0, 7 },   { 0, 8 },
  { 0, 10 },  { 0, 11 },  { 0, 12 },  { 0, 13 },  { 0, 17 },  { 0, 19 },  { 0, 21 },  { 0, 31 },
  { 1, 2 },   { 1, 3 },   { 1, 7 },   { 1, 13 },  { 1, 17 },  { 1, 19 },  { 1, 21 },  { 1, 30 },
  { 2, 3 },   { 2, 7 },   { 2, 8 },   { 2, 9 },   { 2, 13 },  { 2, 27 },  { 2, 28 },  { 2, 32 },
  { 3, 7 },   { 3, 12 },  { 3, 13 },  { 4, 6 },   { 4, 10 },  { 5, 6 },   { 5, 10 },  { 5, 16 },
  { 6, 16 },  { 8, 30 },  { 8, 32 },  { 8, 33 },  { 9, 33 },  { 13, 33 }, { 14, 32 }, { 14, 33 },
  { 15, 32 }, { 15, 33 }, { 18, 32 }, { 18, 33 }, { 19, 33 }, { 20, 32 }, { 20, 33 }, { 22, 32 },
  { 22, 33 }, { 23, 25 }, { 23, 27 }, { 23, 29 }, { 23, 32 }, { 23, 33 }, { 24, 25 }, { 24, 27 },
  { 24, 31 }, { 25, 31 }, { 26, 29 }, { 26, 33 }, { 27, 33 }, { 28, 31 }, { 28, 33 }, { 29, 32 },
  { 29, 33 }, { 30, 32 }, { 30, 33 }, { 31, 32 }, { 31, 33 }, { 32, 33 },
};
static const double club_betweenness[] = {
  0.0,
  0.000473484848,
  0.00836489899,
  0.001893939394,
  0.0,
  0.000473484848,
  0.001420454545,
  0.0,
  0.002130681818,
  0.000157828283,
  0.0,
  0.0,
  0.0,
  0.00165719697,
  0.0,
  0.0,
  0.0,
  0.0,
  0.0,
  0.00055239899,
  0.0,
  0.0,
  0.0,
  0.0,
  0.0,
  0.000946969697,
  0.0,
  0.000631313131,
  0.002051767677,
  0.000946969697,
  0.000789141414,
  0.004813762626,
  0.000157828283,
  0.0,
};
static const guint club_cores[] = {
  4, 4, 4, 4, 3, 3, 3, 4, 4, 2, 3, 1, 2, 4, 2, 2, 2,
  2, 2, 3, 2, 2, 2, 3, 3, 3, 2, 3, 3, 3, 4, 3, 4, 4,
};
static const guint club_communities[] = {
  0, 0, 0, 0, 1, 1, 1, 0, 2, 2, 1, 0, 0, 0, 2, 2, 1,
  0, 2, 0, 2, 0, 2, 3, 3, 3, 2, 3, 3, 2, 2, 3, 2, 2,
};

static CtnChain *
make_chain (void)
{
  CtnChain *chain = chain_support_new (6);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    CtnChainActor *actor = chain_support_add_actor (chain, stages[i]);

    if (stages[i] == 5)
      actor->kind = CTN_ACTOR_MARKET;
  }
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    chain_support_add_link (chain, links[i][0], links[i][1], i * 37 % 91 + 1);
  return chain;
}

static CtnChain *
make_club (void)
{
  CtnChain *chain = chain_support_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (club_cores); i++)
    chain_support_add_actor (chain, 0);
  for (guint i = 0; i < G_N_ELEMENTS (club); i++)
    chain_support_add_link (chain, club[i][0], club[i][1], NAN);
  return chain;
}

static CtnChainNetwork *
measure (CtnChain *chain)
{
  g_autoptr (GError) error = NULL;
  CtnChainNetwork *network = ctn_chain_network_new (chain, NULL, &error);

  g_assert_no_error (error);
  return network;
}

static void
test_actors (void)
{
  static const guint articulations[] = { 4, 8, 10, 12, 16, 20, 22 };
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnChainNetwork) network = measure (chain);
  guint next = 0;

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnActorFigures *figures = ctn_chain_network_get_actor (network, i);
    gboolean expected = next < G_N_ELEMENTS (articulations) && articulations[next] == i;

    g_assert_true (figures->counted);
    g_assert_cmpuint (figures->in_degree, ==, degrees[i][0]);
    g_assert_cmpuint (figures->out_degree, ==, degrees[i][1]);
    g_assert_cmpuint (figures->degree, ==, degrees[i][2]);
    g_assert_cmpfloat_with_epsilon (figures->betweenness, betweenness[i], 1e-9);
    g_assert_cmpuint (figures->core, ==, cores[i]);
    g_assert_cmpuint (figures->component, ==, i >= 23);
    g_assert_cmpint (figures->is_articulation, ==, expected);
    /* A tenth of 25 are two: .0507 and .0353 */
    g_assert_cmpint (figures->is_central, ==, i == 10 || i == 14);
    g_assert_false (figures->is_cut);
    next += expected;
  }
}

static void
test_whole (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnChainNetwork) network = measure (chain);

  g_assert_cmpuint (network->n_actors, ==, 25);
  g_assert_cmpuint (network->n_links, ==, 31);
  g_assert_cmpfloat_with_epsilon (network->density, 0.051666666666666666, 1e-12);
  g_assert_cmpuint (network->n_components, ==, 2);
  g_assert_cmpuint (network->largest_component, ==, 23);
  g_assert_cmpuint (network->max_core, ==, 2);
  g_assert_cmpuint (network->flow.n_sources, ==, 4);
  g_assert_cmpuint (network->flow.n_targets, ==, 2);
  g_assert_cmpuint (network->flow.n_pairs, ==, 8);
  g_assert_cmpuint (network->flow.n_connected, ==, 6);
  g_assert_cmpuint (network->flow.n_paths, ==, 2);
  g_assert_cmpfloat_with_epsilon (network->flow.volume, 123, 1e-9);
}

static void
test_club (void)
{
  g_autoptr (CtnChain) chain = make_club ();
  g_autoptr (CtnChainNetwork) network = measure (chain);

  g_assert_cmpfloat_with_epsilon (network->modularity, 0.41978961209730437, 1e-9);
  g_assert_cmpuint (network->n_communities, ==, 4);
  g_assert_cmpuint (network->max_core, ==, 4);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnActorFigures *figures = ctn_chain_network_get_actor (network, i);

    g_assert_cmpfloat_with_epsilon (figures->betweenness, club_betweenness[i], 1e-9);
    g_assert_cmpuint (figures->core, ==, club_cores[i]);
    g_assert_cmpuint (figures->community, ==, club_communities[i]);
    g_assert_cmpint (figures->is_articulation, ==, i == 0);
  }
}

/* Two sources, one maker of cells, two users: all ways lead through 2. Removing the bypass makes 3 a cut
 * too. The wish (a planned actor, a missing link) is none. Supporters and what they teach are linked, but
 * carry nothing.
 *
 *   0 ─┐         ┌─ 4 market
 *      ├─ 2 ─ 3 ─┤
 *   1 ─┘    └────┴─ 5 market      6 supporter → 2 (knowledge)   7 planned: 0 → 7 → 4 */
static void
test_cut (void)
{
  g_autoptr (CtnChain) chain = chain_support_new (4);
  g_autoptr (CtnChainNetwork) network = NULL;
  static const int places[] = { 0, 0, 1, 2, 3, 3, 1, 1 };
  static const guint ways[][2] = { { 0, 2 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 3, 5 },
                                   { 2, 5 }, { 0, 7 }, { 7, 4 }, { 6, 2 } };
  CtnChainLink *knowledge = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    chain_support_add_actor (chain, places[i])->kind =
        places[i] == 3 ? CTN_ACTOR_MARKET : CTN_ACTOR_ACTOR;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    knowledge = chain_support_add_link (chain, ways[i][0], ways[i][1], NAN);
  g_free (knowledge->kind);
  knowledge->kind = g_strdup ("knowledge");
  ((CtnChainActor *) chain->actors->pdata[6])->kind = CTN_ACTOR_SUPPORTER;
  ((CtnChainActor *) chain->actors->pdata[7])->state = CTN_STATE_PLANNED;
  network = measure (chain);
  g_assert_cmpuint (network->n_actors, ==, 7);
  g_assert_cmpuint (network->n_links, ==, 7);
  g_assert_cmpuint (network->flow.n_paths, ==, 2);
  /* No volume is known: nothing bounds it. */
  g_assert_true (isinf (network->flow.volume));
  for (guint i = 0; i < chain->actors->len; i++)
    g_assert_cmpint (ctn_chain_network_get_actor (network, i)->is_cut, ==, i == 2);
  g_assert_false (ctn_chain_network_get_actor (network, 7)->counted);
  ((CtnChainLink *) chain->links->pdata[5])->state = CTN_STATE_MISSING;
  g_clear_pointer (&network, ctn_chain_network_free);
  network = measure (chain);
  g_assert_true (ctn_chain_network_get_actor (network, 3)->is_cut);
  g_assert_cmpuint (network->flow.n_paths, ==, 1);
}

static void
test_nothing (void)
{
  g_autoptr (CtnChain) chain = chain_support_new (2);
  g_autoptr (CtnChainNetwork) none = measure (chain);
  g_autoptr (CtnChainNetwork) one = NULL;

  g_assert_cmpuint (none->n_actors, ==, 0);
  g_assert_true (isnan (none->density));
  g_assert_true (isnan (none->modularity));
  g_assert_cmpuint (none->flow.n_pairs, ==, 0);
  chain_support_add_actor (chain, 0);
  chain_support_add_link (chain, 0, 0, NAN);
  one = measure (chain);
  g_assert_cmpuint (one->n_actors, ==, 1);
  g_assert_cmpuint (one->n_links, ==, 0);
  g_assert_cmpuint (one->n_communities, ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ctn_chain_network_new (chain, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (30000);
  g_cancellable_cancel (data);
  return NULL;
}

/* In the midst of the longest step, which takes seconds; afterwards all is as before. */
static void
test_cancel_midway (void)
{
  g_autoptr (CtnChain) chain = chain_support_new_random (5, 12000, 60000, 6);
  g_autoptr (CtnChain) club_chain = make_club ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChainNetwork) network = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start = g_get_monotonic_time ();

  g_assert_null (ctn_chain_network_new (chain, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("gave up after %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_thread_join (thread);
  network = measure (club_chain);
  g_assert_cmpfloat_with_epsilon (network->modularity, 0.41978961209730437, 1e-9);
}

static const CtnGroupTies *
find_ties (GPtrArray *list, const char *group)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((CtnGroupTies *) list->pdata[i])->group, group) == 0)
      return g_ptr_array_index (list, i);
  g_error ("There is no group “%s”", group);
}

/* By hand. Places: 0, 1 in DE21, 2 in DE23, 3 in ES, 4 unknown. Pairs: 0–1 (both ways, once), 1–2, 2–3,
 * 0–4. Regions: inside DE21 one; between DE21 and DE23, DE23 and ES: (2 − 1) / 3 in all.
 * Countries: inside DE two, DE–ES one: (1 − 2) / 3. */
static void
test_group_ties (void)
{
  g_autoptr (CtnChain) chain = chain_support_new (1);
  static const char *const places[] = { "DE211", "DE21", "DE232", NULL, NULL };
  static const guint pairs[][2] = { { 0, 1 }, { 1, 0 }, { 1, 2 }, { 2, 3 }, { 0, 4 } };
  g_autoptr (GPtrArray) regions = NULL, countries = NULL, helices = NULL;
  const CtnGroupTies *ties;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    chain_support_add_actor (chain, 0)->nuts = g_strdup (places[i]);
  ((CtnChainActor *) chain->actors->pdata[3])->country = g_strdup ("ES");
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    chain_support_add_link (chain, pairs[i][0], pairs[i][1], NAN);
  regions = ctn_chain_list_group_ties (chain, CTN_GROUPS_REGION);
  g_assert_cmpuint (regions->len, ==, 4);
  ties = g_ptr_array_index (regions, 0);
  g_assert_null (ties->group);
  g_assert_cmpuint (ties->n_actors, ==, 4);
  g_assert_cmpfloat_with_epsilon (ties->ei, 1.0 / 3, 1e-12);
  ties = find_ties (regions, "DE21");
  g_assert_cmpuint (ties->n_actors, ==, 2);
  g_assert_cmpuint (ties->internal, ==, 1);
  g_assert_cmpuint (ties->external, ==, 1);
  g_assert_cmpfloat_with_epsilon (ties->ei, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_ties (regions, "DE23")->ei, 1, 1e-12);
  countries = ctn_chain_list_group_ties (chain, CTN_GROUPS_COUNTRY);
  g_assert_cmpfloat_with_epsilon (find_ties (countries, NULL)->ei, -1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_ties (countries, "DE")->ei, -1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_ties (countries, "ES")->ei, 1, 1e-12);
  helices = ctn_chain_list_group_ties (chain, CTN_GROUPS_HELIX);
  g_assert_cmpuint (helices->len, ==, 1);
  g_assert_true (isnan (find_ties (helices, NULL)->ei));
}

/* Several at once: igraph's globals are guarded. */
static gpointer
measure_again (gpointer data)
{
  g_autoptr (CtnChain) chain = make_club ();

  for (guint i = 0; i < 20; i++) {
    g_autoptr (CtnChainNetwork) network = measure (chain);

    g_assert_cmpfloat_with_epsilon (network->modularity, 0.41978961209730437, 1e-9);
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("measure", measure_again, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain-network/actors", test_actors);
  g_test_add_func ("/chain-network/whole", test_whole);
  g_test_add_func ("/chain-network/club", test_club);
  g_test_add_func ("/chain-network/cut", test_cut);
  g_test_add_func ("/chain-network/nothing", test_nothing);
  g_test_add_func ("/chain-network/cancel", test_cancel);
  g_test_add_func ("/chain-network/cancel-midway", test_cancel_midway);
  g_test_add_func ("/chain-network/group-ties", test_group_ties);
  g_test_add_func ("/chain-network/threads", test_threads);
  return g_test_run ();
}
