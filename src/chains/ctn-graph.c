#include "ctn-graph-private.h"

#include <igraph.h>
#include <math.h>
#include <string.h>

#define SEED 42
#define LEIDEN_RANDOMNESS 0.01 /* the value that its authors use */

/* The name of the integer type changed with igraph 1.0. */
#if IGRAPH_VERSION_MAJOR >= 1
typedef igraph_int_t Int;
#else
typedef igraph_integer_t Int;
#endif

static GMutex lock;

static void
build (igraph_t *built, const CtnGraph *graph, gboolean directed)
{
  igraph_vector_int_t ends;

  igraph_vector_int_init (&ends, 2 * (Int) graph->n_edges);
  for (guint i = 0; i < graph->n_edges; i++) {
    VECTOR (ends)[2 * i] = graph->edges[i].from;
    VECTOR (ends)[2 * i + 1] = graph->edges[i].to;
  }
  igraph_create (built, &ends, graph->n, directed);
  igraph_vector_int_destroy (&ends);
  if (!directed)
    igraph_simplify (built, TRUE, TRUE, NULL);
}

/* Takes the numbers over as 0, 1, 2 … in the order in which they come first; how many there are. */
static guint
renumber (const igraph_vector_int_t *numbers, guint n, guint *values)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++) {
    gpointer key = GINT_TO_POINTER ((int) VECTOR (*numbers)[i] + 1);
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));

    if (number == 0) {
      number = g_hash_table_size (seen) + 1;
      g_hash_table_insert (seen, key, GUINT_TO_POINTER (number));
    }
    values[i] = number - 1;
  }
  return g_hash_table_size (seen);
}

void
_ctn_graph_find_articulations (const CtnGraph *graph, gboolean *found)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_int_t result;

  build (&built, graph, FALSE);
  igraph_vector_int_init (&result, 0);
  igraph_articulation_points (&built, &result);
  memset (found, 0, graph->n * sizeof *found);
  for (Int i = 0; i < igraph_vector_int_size (&result); i++)
    found[VECTOR (result)[i]] = TRUE;
  igraph_vector_int_destroy (&result);
  igraph_destroy (&built);
}

guint
_ctn_graph_find_components (const CtnGraph *graph, guint *components)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_int_t result;
  guint n;

  build (&built, graph, TRUE);
  igraph_vector_int_init (&result, 0);
  igraph_connected_components (&built, &result, NULL, NULL, IGRAPH_WEAK);
  n = renumber (&result, graph->n, components);
  igraph_vector_int_destroy (&result);
  igraph_destroy (&built);
  return n;
}

void
_ctn_graph_get_cores (const CtnGraph *graph, guint *cores)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_int_t result;

  build (&built, graph, FALSE);
  igraph_vector_int_init (&result, 0);
  igraph_coreness (&built, &result, IGRAPH_ALL);
  for (guint i = 0; i < graph->n; i++)
    cores[i] = (guint) VECTOR (result)[i];
  igraph_vector_int_destroy (&result);
  igraph_destroy (&built);
}

/* Modularity is what the algorithm maximises when vertices weigh as much as their degree and the
 * resolution is 1 / 2m. */
static void
run_leiden (const igraph_t *graph, igraph_vector_int_t *membership)
{
#if IGRAPH_VERSION_MAJOR >= 1
  igraph_community_leiden_simple (graph, NULL, IGRAPH_LEIDEN_OBJECTIVE_MODULARITY, 1,
                                  LEIDEN_RANDOMNESS, FALSE, -1, membership, NULL, NULL);
#else
  igraph_vector_int_t degrees;
  igraph_vector_t weights;

  igraph_vector_int_init (&degrees, 0);
  igraph_degree (graph, &degrees, igraph_vss_all (), IGRAPH_ALL, TRUE);
  igraph_vector_init (&weights, igraph_vector_int_size (&degrees));
  for (Int i = 0; i < igraph_vector_int_size (&degrees); i++)
    VECTOR (weights)[i] = (double) VECTOR (degrees)[i];
  igraph_community_leiden (graph, NULL, &weights, 1 / (2.0 * (double) igraph_ecount (graph)),
                           LEIDEN_RANDOMNESS, FALSE, -1, membership, NULL, NULL);
  igraph_vector_destroy (&weights);
  igraph_vector_int_destroy (&degrees);
#endif
}

guint
_ctn_graph_find_communities (const CtnGraph *graph, guint *communities, double *modularity)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_int_t result;
  igraph_real_t quality = NAN;
  guint n;

  build (&built, graph, FALSE);
  *modularity = NAN;
  if (igraph_ecount (&built) == 0) {
    for (guint i = 0; i < graph->n; i++)
      communities[i] = i;
    igraph_destroy (&built);
    return graph->n;
  }
  igraph_vector_int_init (&result, 0);
  igraph_rng_seed (igraph_rng_default (), SEED);
  run_leiden (&built, &result);
  igraph_modularity (&built, &result, NULL, 1, FALSE, &quality);
  *modularity = quality;
  n = renumber (&result, graph->n, communities);
  igraph_vector_int_destroy (&result);
  igraph_destroy (&built);
  return n;
}

double
_ctn_graph_get_max_flow (const CtnGraph *graph, guint source, guint target)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_t capacities;
  igraph_real_t value = 0;
  double bound = 0;

  /* More than all finite capacities together stands for any; exact as long as the sums are. */
  for (guint i = 0; i < graph->n_edges; i++)
    if (isfinite (graph->edges[i].capacity))
      bound += graph->edges[i].capacity;
  build (&built, graph, TRUE);
  igraph_vector_init (&capacities, graph->n_edges);
  for (guint i = 0; i < graph->n_edges; i++)
    VECTOR (capacities)
  [i] = isfinite (graph->edges[i].capacity) ? graph->edges[i].capacity : 2 * bound + 1;
  igraph_maxflow_value (&built, &value, source, target, &capacities, NULL);
  igraph_vector_destroy (&capacities);
  igraph_destroy (&built);
  return value > 1.5 * bound + 0.5 ? INFINITY : value;
}

gboolean
_ctn_graph_find_cut_vertices (const CtnGraph *graph, guint source, guint target, gboolean *found)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  igraph_t built;
  igraph_vector_int_t dominators;
  Int at;
  gboolean reached;

  build (&built, graph, TRUE);
  igraph_vector_int_init (&dominators, 0);
  igraph_dominator_tree (&built, source, &dominators, NULL, NULL, IGRAPH_OUT);
  memset (found, 0, graph->n * sizeof *found);
  /* Whatever cannot be reached has a number below 0, and so has the root. */
  at = VECTOR (dominators)[target];
  reached = at >= 0;
  for (; at >= 0 && at != (Int) source; at = VECTOR (dominators)[at])
    found[at] = TRUE;
  igraph_vector_int_destroy (&dominators);
  igraph_destroy (&built);
  return reached;
}
