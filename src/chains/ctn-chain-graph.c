#include "ctn-chain-graph-private.h"

#include <math.h>

static gboolean
is_delivery (const CtnChainLink *link)
{
  return g_str_equal (link->kind, "supply") || g_str_equal (link->kind, "service") ||
         g_str_equal (link->kind, "data");
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const CtnEdge *one = a;
  const CtnEdge *other = b;

  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  return one->to < other->to ? -1 : one->to > other->to;
}

static void
add_edges (CtnChainGraph *self, CtnChain *chain, CtnLinkChoice links)
{
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);
    int from = self->vertices[link->source];
    int to = self->vertices[link->target];
    CtnEdge edge = { (guint) from, (guint) to, isnan (link->volume) ? INFINITY : link->volume };

    if (from >= 0 && to >= 0 && from != to &&
        (link->state == CTN_STATE_EXISTING || link->state == CTN_STATE_WEAK) &&
        (links == CTN_LINKS_ALL || is_delivery (link)))
      g_array_append_val (self->edges, edge);
  }
}

/* Several links between the same two become one. */
static void
merge_edges (CtnChainGraph *self)
{
  guint n = 0;

  g_array_sort (self->edges, compare_edges);
  for (guint i = 0; i < self->edges->len; i++) {
    const CtnEdge *edge = &g_array_index (self->edges, CtnEdge, i);
    CtnEdge *last = n > 0 ? &g_array_index (self->edges, CtnEdge, n - 1) : NULL;

    if (last != NULL && compare_edges (last, edge) == 0)
      last->capacity += edge->capacity;
    else
      g_array_index (self->edges, CtnEdge, n++) = *edge;
  }
  g_array_set_size (self->edges, n);
}

CtnChainGraph *
_ctn_chain_graph_new (CtnChain *chain, CtnLinkChoice links)
{
  CtnChainGraph *self = g_new0 (CtnChainGraph, 1);

  self->actors = g_new (guint, MAX (chain->actors->len, 1));
  self->vertices = g_new (int, MAX (chain->actors->len, 1));
  self->edges = g_array_new (FALSE, FALSE, sizeof (CtnEdge));
  for (guint i = 0; i < chain->actors->len; i++) {
    gboolean exists = ctn_chain_get_actor (chain, i)->state == CTN_STATE_EXISTING;

    self->vertices[i] = exists ? (int) self->n : -1;
    if (exists)
      self->actors[self->n++] = i;
  }
  add_edges (self, chain, links);
  merge_edges (self);
  return self;
}

void
_ctn_chain_graph_free (CtnChainGraph *self)
{
  if (self == NULL)
    return;
  g_free (self->actors);
  g_free (self->vertices);
  g_array_unref (self->edges);
  g_free (self);
}

CtnGraph
_ctn_chain_graph_get (const CtnChainGraph *self)
{
  return (CtnGraph) { self->n, (gpointer) self->edges->data, self->edges->len };
}
