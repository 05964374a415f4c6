#include "ctn-chain-network.h"

#include <math.h>
#include <string.h>

#include "ctn-chain-graph-private.h"

#define MIN_ACTORS_FOR_DECILE 10
#define MIN_ACTORS_FOR_THREAD 200 /* below, a thread costs more than it saves */

void
ctn_chain_network_free (CtnChainNetwork *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->actors, g_array_unref);
  g_free (self);
}

const CtnActorFigures *
ctn_chain_network_get_actor (const CtnChainNetwork *self, guint index)
{
  return &g_array_index (self->actors, CtnActorFigures, index);
}

/* Figures of the actor behind a vertex, to be filled in. */
static CtnActorFigures *
get_figures (CtnChainNetwork *self, const CtnChainGraph *graph, guint vertex)
{
  return &g_array_index (self->actors, CtnActorFigures, graph->actors[vertex]);
}

static gboolean
has_edge (GArray *edges, guint from, guint to)
{
  guint low = 0;
  guint high = edges->len;

  while (low < high) {
    guint middle = (low + high) / 2;
    const CtnEdge *edge = &g_array_index (edges, CtnEdge, middle);

    if (edge->from == from && edge->to == to)
      return TRUE;
    if (edge->from < from || (edge->from == from && edge->to < to))
      low = middle + 1;
    else
      high = middle;
  }
  return FALSE;
}

static void
count_degrees (CtnChainNetwork *self, const CtnChainGraph *graph)
{
  for (guint i = 0; i < graph->edges->len; i++) {
    const CtnEdge *edge = &g_array_index (graph->edges, CtnEdge, i);
    CtnActorFigures *from = get_figures (self, graph, edge->from);
    CtnActorFigures *to = get_figures (self, graph, edge->to);

    from->out_degree++;
    to->in_degree++;
    if (edge->from < edge->to || !has_edge (graph->edges, edge->to, edge->from)) {
      from->degree++;
      to->degree++;
    }
  }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

static void
measure_betweenness (CtnChainNetwork *self, const CtnChainGraph *graph, GCancellable *cancellable)
{
  CtnGraph plain = _ctn_chain_graph_get (graph);
  g_autofree double *values = g_new0 (double, MAX (graph->n, 1));
  double pairs = ((double) graph->n - 1) * ((double) graph->n - 2);
  double limit = INFINITY;

  if (graph->n < 3 || !_ctn_graph_get_betweenness (&plain, values, cancellable))
    return;
  for (guint i = 0; i < graph->n; i++) {
    values[i] /= pairs;
    get_figures (self, graph, i)->betweenness = values[i];
  }
  if (graph->n >= MIN_ACTORS_FOR_DECILE) {
    qsort (values, graph->n, sizeof *values, compare_doubles);
    /* As many as a tenth of all, rounded down, are at or above it, but for ties. */
    limit = MAX (values[graph->n - graph->n / 10], G_MINDOUBLE);
  }
  for (guint i = 0; i < graph->n; i++)
    get_figures (self, graph, i)->is_central = get_figures (self, graph, i)->betweenness >= limit;
}

static void
find_groups (CtnChainNetwork *self, const CtnChainGraph *graph)
{
  CtnGraph plain = _ctn_chain_graph_get (graph);
  g_autofree guint *values = g_new0 (guint, MAX (graph->n, 1));
  g_autofree guint *sizes = g_new0 (guint, MAX (graph->n, 1));

  self->n_components = _ctn_graph_find_components (&plain, values);
  for (guint i = 0; i < graph->n; i++) {
    get_figures (self, graph, i)->component = values[i];
    sizes[values[i]]++;
    self->largest_component = MAX (self->largest_component, sizes[values[i]]);
  }
  _ctn_graph_get_cores (&plain, values);
  for (guint i = 0; i < graph->n; i++) {
    get_figures (self, graph, i)->core = values[i];
    self->max_core = MAX (self->max_core, values[i]);
  }
  self->n_communities = _ctn_graph_find_communities (&plain, values, &self->modularity);
  for (guint i = 0; i < graph->n; i++)
    get_figures (self, graph, i)->community = values[i];
}

static void
find_weak_points (CtnChainNetwork *self, CtnChain *chain, const CtnChainGraph *graph)
{
  CtnGraph plain = _ctn_chain_graph_get (graph);
  g_autoptr (CtnChainEnds) ends = ctn_chain_ends_new (chain);
  g_autofree gboolean *found = g_new0 (gboolean, MAX (chain->actors->len, 1));

  _ctn_graph_find_articulations (&plain, found);
  for (guint i = 0; i < graph->n; i++)
    get_figures (self, graph, i)->is_articulation = found[i];
  ctn_chain_find_ways (chain, ends, NULL, found);
  for (guint i = 0; i < chain->actors->len; i++)
    g_array_index (self->actors, CtnActorFigures, i).is_cut = found[i];
  ctn_chain_get_flow (chain, ends, &self->flow);
}

typedef struct {
  CtnChainNetwork *network;
  const CtnChainGraph *graph;
  GCancellable *cancellable;
} Measuring;

static gpointer
betweenness_thread (gpointer data)
{
  const Measuring *measuring = data;

  measure_betweenness (measuring->network, measuring->graph, measuring->cancellable);
  return NULL;
}

/* Betweenness takes about as long as all the rest, which igraph does on one processor only: so they go on side
 * by side. Each writes members of its own, and no value depends on who is the first. */
static void
measure_all (CtnChainNetwork *self,
             CtnChain *chain,
             const CtnChainGraph *graph,
             GCancellable *cancellable)
{
  Measuring measuring = { self, graph, cancellable };
  GThread *thread = graph->n >= MIN_ACTORS_FOR_THREAD
                        ? g_thread_new ("network", betweenness_thread, &measuring)
                        : NULL;

  if (thread == NULL)
    measure_betweenness (self, graph, cancellable);
  find_groups (self, graph);
  if (!g_cancellable_is_cancelled (cancellable))
    find_weak_points (self, chain, graph);
  g_clear_pointer (&thread, g_thread_join);
}

CtnChainNetwork *
ctn_chain_network_new (CtnChain *chain, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnChainNetwork) self = g_new0 (CtnChainNetwork, 1);
  g_autoptr (CtnChainGraph) graph = _ctn_chain_graph_new (chain, CTN_LINKS_ALL);

  self->actors = g_array_new (FALSE, TRUE, sizeof (CtnActorFigures));
  g_array_set_size (self->actors, chain->actors->len);
  self->n_actors = graph->n;
  self->n_links = graph->edges->len;
  self->density = graph->n < 2 ? NAN : graph->edges->len / ((double) graph->n * (graph->n - 1));
  for (guint i = 0; i < graph->n; i++)
    get_figures (self, graph, i)->counted = TRUE;
  count_degrees (self, graph);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  measure_all (self, chain, graph, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
