#include "ctn-chain-flow.h"

#include <math.h>
#include <string.h>

#include "ctn-chain-graph-private.h"

/* --- Where ways begin and end ------------------------------------------------------------------- */

static gboolean
supplies (const CtnChainActor *actor)
{
  return actor->state == CTN_STATE_EXISTING && actor->stage >= 0 &&
         (actor->kind == CTN_ACTOR_ACTOR || actor->kind == CTN_ACTOR_OUTSIDE);
}

static void
add_step (CtnChain *chain, GArray *actors, int step)
{
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (supplies (actor) && ctn_chain_get_step (chain, actor->stage) == step)
      g_array_append_val (actors, i);
  }
}

CtnChainEnds *
ctn_chain_ends_new (CtnChain *chain)
{
  CtnChainEnds *self = g_new (CtnChainEnds, 1);
  int first = G_MAXINT;
  int last = -1;

  self->sources = g_array_new (FALSE, FALSE, sizeof (guint));
  self->targets = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (supplies (actor)) {
      first = MIN (first, ctn_chain_get_step (chain, actor->stage));
      last = MAX (last, ctn_chain_get_step (chain, actor->stage));
    }
    if (actor->kind == CTN_ACTOR_MARKET && actor->state == CTN_STATE_EXISTING)
      g_array_append_val (self->targets, i);
  }
  add_step (chain, self->sources, first);
  /* A chain of one step has no way to go. */
  if (self->targets->len == 0 && last > first)
    add_step (chain, self->targets, last);
  return self;
}

void
ctn_chain_ends_free (CtnChainEnds *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->sources);
  g_array_unref (self->targets);
  g_free (self);
}

/* --- Reach --------------------------------------------------------------------------------------- */

/* Edges by their start or, turned round, by their end. */
typedef struct {
  guint n;
  guint *first; /* n + 1 */
  guint *to;
  guint *queue;
} Neighbours;

static void
neighbours_init (Neighbours *self, const CtnChainGraph *graph, gboolean backwards)
{
  g_autofree guint *next = g_new0 (guint, graph->n + 1);

  self->n = graph->n;
  self->first = g_new0 (guint, graph->n + 1);
  self->to = g_new (guint, MAX (graph->edges->len, 1));
  self->queue = g_new (guint, MAX (graph->n, 1));
  for (guint i = 0; i < graph->edges->len; i++) {
    const CtnEdge *edge = &g_array_index (graph->edges, CtnEdge, i);

    self->first[(backwards ? edge->to : edge->from) + 1]++;
  }
  for (guint i = 0; i < graph->n; i++)
    self->first[i + 1] += self->first[i];
  memcpy (next, self->first, graph->n * sizeof *next);
  for (guint i = 0; i < graph->edges->len; i++) {
    const CtnEdge *edge = &g_array_index (graph->edges, CtnEdge, i);

    self->to[next[backwards ? edge->to : edge->from]++] = backwards ? edge->from : edge->to;
  }
}

static void
neighbours_clear (Neighbours *self)
{
  g_free (self->first);
  g_free (self->to);
  g_free (self->queue);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Neighbours, neighbours_clear)

/* Marks with @stamp what can be reached from a vertex and was not marked so yet. */
static void
reach (const Neighbours *neighbours, guint from, guint stamp, guint *marks)
{
  guint n = 0;

  if (marks[from] == stamp)
    return;
  marks[from] = stamp;
  neighbours->queue[n++] = from;
  for (guint i = 0; i < n; i++) {
    guint at = neighbours->queue[i];

    for (guint k = neighbours->first[at]; k < neighbours->first[at + 1]; k++) {
      guint to = neighbours->to[k];

      if (marks[to] == stamp)
        continue;
      marks[to] = stamp;
      neighbours->queue[n++] = to;
    }
  }
}

static int
get_vertex (const CtnChainGraph *graph, GArray *actors, guint index)
{
  return graph->vertices[g_array_index (actors, guint, index)];
}

static void
count_pairs (const CtnChainGraph *graph, const CtnChainEnds *ends, CtnChainFlow *flow)
{
  g_auto (Neighbours) neighbours = { 0 };
  g_autofree guint *marks = g_new0 (guint, MAX (graph->n, 1));

  neighbours_init (&neighbours, graph, FALSE);
  for (guint i = 0; i < ends->sources->len; i++) {
    int from = get_vertex (graph, ends->sources, i);

    flow->n_sources += from >= 0;
    if (from >= 0)
      reach (&neighbours, (guint) from, i + 1, marks);
    for (guint j = 0; from >= 0 && j < ends->targets->len; j++) {
      int to = get_vertex (graph, ends->targets, j);

      flow->n_connected += to >= 0 && marks[to] == i + 1;
    }
  }
  for (guint j = 0; j < ends->targets->len; j++)
    flow->n_targets += get_vertex (graph, ends->targets, j) >= 0;
  flow->n_pairs = ends->sources->len * ends->targets->len;
}

/* --- Flow ---------------------------------------------------------------------------------------- */

/* The edges, and those from one source of all (vertex n) and to one target of all (n + 1). */
static GArray *
add_ends (const CtnChainGraph *graph, const CtnChainEnds *ends)
{
  GArray *edges = g_array_copy (graph->edges);

  for (guint i = 0; i < ends->sources->len; i++) {
    int vertex = get_vertex (graph, ends->sources, i);
    CtnEdge edge = { graph->n, (guint) vertex, INFINITY };

    if (vertex >= 0)
      g_array_append_val (edges, edge);
  }
  for (guint i = 0; i < ends->targets->len; i++) {
    int vertex = get_vertex (graph, ends->targets, i);
    CtnEdge edge = { (guint) vertex, graph->n + 1, INFINITY };

    if (vertex >= 0)
      g_array_append_val (edges, edge);
  }
  return edges;
}

void
ctn_chain_get_flow (CtnChain *chain, const CtnChainEnds *ends, CtnChainFlow *flow)
{
  g_autoptr (CtnChainGraph) graph = _ctn_chain_graph_new (chain, CTN_LINKS_DELIVERIES);
  g_autoptr (CtnChainEnds) own = ends == NULL ? ctn_chain_ends_new (chain) : NULL;
  g_autoptr (GArray) edges = add_ends (graph, ends != NULL ? ends : own);
  CtnGraph whole = { graph->n + 2, (gpointer) edges->data, edges->len };

  *flow = (CtnChainFlow) { 0 };
  count_pairs (graph, ends != NULL ? ends : own, flow);
  if (flow->n_connected == 0)
    return;
  flow->volume = _ctn_graph_get_max_flow (&whole, graph->n, graph->n + 1);
  for (guint i = 0; i < graph->edges->len; i++)
    g_array_index (edges, CtnEdge, i).capacity = 1;
  flow->n_paths = (guint) lround (_ctn_graph_get_max_flow (&whole, graph->n, graph->n + 1));
}

/* --- Who is on the way --------------------------------------------------------------------------- */

static void
mark_on_way (const CtnChainGraph *graph, const CtnChainEnds *ends, gboolean *on_way)
{
  g_auto (Neighbours) forwards = { 0 };
  g_auto (Neighbours) backwards = { 0 };
  g_autofree guint *down = g_new0 (guint, MAX (graph->n, 1));
  g_autofree guint *up = g_new0 (guint, MAX (graph->n, 1));

  neighbours_init (&forwards, graph, FALSE);
  neighbours_init (&backwards, graph, TRUE);
  for (guint i = 0; i < ends->sources->len; i++)
    if (get_vertex (graph, ends->sources, i) >= 0)
      reach (&forwards, (guint) get_vertex (graph, ends->sources, i), 1, down);
  for (guint i = 0; i < ends->targets->len; i++)
    if (get_vertex (graph, ends->targets, i) >= 0)
      reach (&backwards, (guint) get_vertex (graph, ends->targets, i), 1, up);
  for (guint i = 0; i < graph->n; i++)
    on_way[graph->actors[i]] = down[i] && up[i];
}

static void
mark_on_all (const CtnChainGraph *graph, const CtnChainEnds *ends, gboolean *on_all)
{
  g_autoptr (GArray) edges = add_ends (graph, ends);
  CtnGraph whole = { graph->n + 2, (gpointer) edges->data, edges->len };
  g_autofree gboolean *found = g_new (gboolean, whole.n);

  _ctn_graph_find_cut_vertices (&whole, graph->n, graph->n + 1, found);
  for (guint i = 0; i < graph->n; i++)
    on_all[graph->actors[i]] = found[i];
  for (guint i = 0; i < ends->targets->len; i++)
    on_all[g_array_index (ends->targets, guint, i)] = FALSE;
}

void
ctn_chain_find_ways (CtnChain *chain, const CtnChainEnds *ends, gboolean *on_way, gboolean *on_all)
{
  g_autoptr (CtnChainGraph) graph = _ctn_chain_graph_new (chain, CTN_LINKS_DELIVERIES);

  if (on_way != NULL) {
    memset (on_way, 0, chain->actors->len * sizeof *on_way);
    mark_on_way (graph, ends, on_way);
  }
  if (on_all != NULL) {
    memset (on_all, 0, chain->actors->len * sizeof *on_all);
    mark_on_all (graph, ends, on_all);
  }
}
