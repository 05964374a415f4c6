/* The figures of a chain's network, and those of a what-if, against igraph alone: what it takes to make a
 * graph of the same links and to call its functions for the same figures. */
#include <ctn-chain-candidates.h>
#include <ctn-chain-findings.h>
#include <ctn-chain-network.h>
#include <ctn-chain-what-if.h>
#include <ctn-id.h>
#include <igraph.h>

#include "chain-support.h"

#define RUNS 7

static igraph_t
build (CtnChain *chain, gboolean directed)
{
  igraph_vector_int_t ends;
  igraph_t graph;

  igraph_vector_int_init (&ends, 2 * chain->links->len);
  for (guint i = 0; i < chain->links->len; i++) {
    VECTOR (ends)[2 * i] = ctn_chain_get_link (chain, i)->source;
    VECTOR (ends)[2 * i + 1] = ctn_chain_get_link (chain, i)->target;
  }
  igraph_create (&graph, &ends, chain->actors->len, directed);
  igraph_vector_int_destroy (&ends);
  igraph_simplify (&graph, TRUE, TRUE, NULL);
  return graph;
}

static void
run_igraph (CtnChain *chain)
{
  igraph_t directed = build (chain, TRUE);
  igraph_t undirected = build (chain, FALSE);
  igraph_vector_t values;
  igraph_vector_int_t numbers;
  igraph_real_t flow;

  igraph_vector_init (&values, 0);
  igraph_vector_int_init (&numbers, 0);
#if IGRAPH_VERSION_MAJOR >= 1
  igraph_betweenness (&directed, NULL, &values, igraph_vss_all (), TRUE, FALSE);
  igraph_community_leiden_simple (&undirected, NULL, IGRAPH_LEIDEN_OBJECTIVE_MODULARITY, 1, 0.01,
                                  FALSE, -1, &numbers, NULL, NULL);
#else
  igraph_betweenness (&directed, &values, igraph_vss_all (), TRUE, NULL);
  igraph_degree (&undirected, &numbers, igraph_vss_all (), IGRAPH_ALL, TRUE);
  igraph_vector_resize (&values, igraph_vector_int_size (&numbers));
  for (guint i = 0; i < chain->actors->len; i++)
    VECTOR (values)[i] = (double) VECTOR (numbers)[i];
  igraph_community_leiden (&undirected, NULL, &values,
                           1 / (2.0 * (double) igraph_ecount (&undirected)), 0.01, FALSE, -1,
                           &numbers, NULL, NULL);
#endif
  igraph_articulation_points (&undirected, &numbers);
  igraph_coreness (&undirected, &numbers, IGRAPH_ALL);
  igraph_connected_components (&directed, &numbers, NULL, NULL, IGRAPH_WEAK);
  igraph_maxflow_value (&directed, &flow, 0, chain->actors->len - 1, NULL, NULL);
  igraph_vector_int_destroy (&numbers);
  igraph_vector_destroy (&values);
  igraph_destroy (&undirected);
  igraph_destroy (&directed);
}

static void
run_ours (CtnChain *chain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, NULL, &error);

  g_assert_no_error (error);
}

static void
run_what_if (CtnChain *chain)
{
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();

  ctn_what_if_set_place (what, "DE", TRUE);
  ctn_what_if_result_free (ctn_what_if_run (what, chain));
}

/* Milliseconds, the best of several. */
static double
measure (void (*function) (CtnChain *chain), CtnChain *chain)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < RUNS; i++) {
    gint64 start = g_get_monotonic_time ();

    function (chain);
    best = MIN (best, g_get_monotonic_time () - start);
  }
  return (double) best / 1000;
}

/* Figures and findings, as the program shows them. */
static void
run_findings (CtnChain *chain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, NULL, &error);

  g_ptr_array_unref (ctn_chain_find (chain, network));
}

/* --- Candidates ---------------------------------------------------------------------------------- */

static gboolean
fill_registry (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const classes[] = { "micro", "small", "medium", "large" };
  static const char *const codes[] = { "27.20", "27.11", "28.11", "62.01", "72.19", "85.42" };
  guint n = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("Organisation %u", i);
    g_autofree char *nuts = g_strdup_printf ("DE%u%u", 1 + i % 9, i / 9 % 9);
    gint64 id = ctn_id_new ();

    if (!ctn_connection_run (connection, error,
                             "INSERT INTO organisation (id, name, country, nuts, size_class, "
                             "description) VALUES (?,?,?,?,?,?)",
                             "ittttt", id, name, "DE", nuts, classes[i % 4],
                             "Makes parts of batteries, modules and systems for vehicles") ||
        !ctn_connection_run (connection, error,
                             "INSERT INTO organisation_nace (id, organisation, revision, code) "
                             "VALUES (?,?,?,?)",
                             "iitt", ctn_id_new (), id, "2", codes[i % 6]))
      return FALSE;
  }
  return TRUE;
}

static void
bench_candidates (guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  gint64 id, stage, organisation = 0, start;

  g_assert_true (ctn_project_seed (project, fill_registry, GUINT_TO_POINTER (n), &error));
  id = ctn_chain_add (project, "Vehicles", &error);
  stage = ctn_chain_add_stage (project, id, -1, "Battery modules", &error);
  ctn_connection_get_int (reader, &organisation, &error, "SELECT min(id) FROM organisation", "");
  ctn_chain_place (project, id, stage, &organisation, 1, CTN_ACTOR_ACTOR, &error);
  g_assert_no_error (error);
  chain = ctn_chain_load (reader, id, &error);
  start = g_get_monotonic_time ();
  candidates = ctn_chain_find_candidates (reader, chain, 0, 50, NULL, &error);
  g_assert_no_error (error);
  g_print ("candidates from %u organisations: %.0f ms\n", n,
           (double) (g_get_monotonic_time () - start) / 1000);
  ctn_project_close (project, TRUE, NULL);
}

int
main (void)
{
  static const guint sizes[][2] = { { 300, 600 }, { 1000, 2000 }, { 3000, 6000 }, { 3000, 12000 } };

  g_print ("actors   links   all figures   igraph alone   ratio   with findings   what-if\n");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (CtnChain) chain = chain_support_new_random (1, sizes[i][0], sizes[i][1], 8);
    double ours = measure (run_ours, chain);
    double theirs = measure (run_igraph, chain);

    g_print ("%6u %7u %10.1f ms %11.1f ms %7.2f %12.1f ms %6.1f ms\n", sizes[i][0], sizes[i][1],
             ours, theirs, ours / theirs, measure (run_findings, chain),
             measure (run_what_if, chain));
  }
  g_print ("target: 3,000 actors in at most 100 ms\n");
  bench_candidates (10000);
  bench_candidates (100000);
  return 0;
}
