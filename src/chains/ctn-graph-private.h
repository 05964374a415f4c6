/* Measures of networks, by igraph but for betweenness (ctn-graph-betweenness.c): plain arrays in and out,
 * so that no other file knows igraph.
 *
 * igraph keeps its stack of things to free and its random numbers in globals where it is built
 * without thread-local storage (as in Debian), so all of igraph runs under one lock; any thread may
 * call. Running out of memory ends the program, as with GLib. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A link between two vertices. */
typedef struct {
  guint from, to;
  double capacity; /* of a flow; INFINITY for any */
} CtnEdge;

typedef struct {
  guint n; /* vertices, 0 to n - 1 */
  const CtnEdge *edges;
  guint n_edges;
} CtnGraph;

/* Σ over pairs (s, t) of the part of the shortest directed paths from s to t that pass through a
 * vertex, for all vertices, not normalised. Exact. Source: U. Brandes, Journal of Mathematical
 * Sociology 25 (2001) 163.
 * @values: (out): @graph->n
 * Returns: %FALSE when it was cancelled; @values is of no use then */
gboolean
_ctn_graph_get_betweenness (const CtnGraph *graph, double *values, GCancellable *cancellable);

/* Which vertices hold their component together, directions aside. @found: (out): @graph->n */
void _ctn_graph_find_articulations (const CtnGraph *graph, gboolean *found);

/* Components, directions aside, numbered from 0 by their first vertex.
 * @components: (out): @graph->n. Returns: how many */
guint _ctn_graph_find_components (const CtnGraph *graph, guint *components);

/* The largest k for which a vertex is in a part where everybody has k neighbours, directions aside.
 * Edges must not repeat. Source: V. Batagelj, M. Zaveršnik, arXiv:cs/0310049. @cores: (out) */
void _ctn_graph_get_cores (const CtnGraph *graph, guint *cores);

/* Communities of largest modularity by the Leiden algorithm with a fixed seed, directions aside,
 * numbered from 0 by their first vertex. Source: V. A. Traag, L. Waltman, N. J. van Eck, Scientific
 * Reports 9 (2019) 5233.
 * @communities: (out): @graph->n. @modularity: (out): NAN without edges. Returns: how many */
guint _ctn_graph_find_communities (const CtnGraph *graph, guint *communities, double *modularity);

/* Largest flow from @source to @target under the edges' capacities; INFINITY when nothing bounds it.
 * Source: A. V. Goldberg, R. E. Tarjan, Journal of the ACM 35 (1988) 921. */
double _ctn_graph_get_max_flow (const CtnGraph *graph, guint source, guint target);

/* Which vertices lie on every directed path from @source to @target (both of them aside): its
 * dominators, and each of them a vertex cut of size 1. None where there is no path.
 * Source: T. Lengauer, R. E. Tarjan, ACM TOPLAS 1 (1979) 121.
 * @found: (out): @graph->n. Returns: whether there is a path */
gboolean
_ctn_graph_find_cut_vertices (const CtnGraph *graph, guint source, guint target, gboolean *found);

G_END_DECLS
