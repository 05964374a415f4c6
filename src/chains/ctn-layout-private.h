/* What the steps of ctn_chain_layout() share: the layered graph. Private to the layout.
 *
 * Lengths are seen from the direction of the chain: `along` it (x from left to right) and `across`
 * it (y from left to right). */
#pragma once

#include "ctn-chain-layout.h"

G_BEGIN_DECLS

/* Vertices are the nodes, then the places where long links pass a stage. Edges join vertices of
 * neighbouring layers. */
typedef struct {
  guint n_nodes, n_vertices, n_links, n_layers, n_lanes;
  guint *layer, *lane;     /* n_vertices */
  double *breadth, *depth; /* n_vertices: size across and along; 0 for what is no node */
  gboolean *pinned;        /* n_vertices */
  double *along, *across;  /* n_vertices: centres, the result; known before for pinned ones */

  /* Neighbours in the layer before and after, and the weight of the edge. */
  guint *before_start, *after_start; /* n_vertices + 1 */
  guint *before, *after;
  double *before_weight, *after_weight;

  /* All vertices by layer, lane and place. group_start[layer * n_lanes + lane] is the index of the
   * first vertex of a group in it; groups never change their size. */
  guint *sequence;
  guint *group_start; /* n_layers * n_lanes + 1 */
  guint *position;    /* n_vertices: index in sequence */

  /* Vertices of a group with a key other than G_MAXUINT stay in the order of their keys. */
  guint *key; /* n_vertices */

  guint *chain_start; /* n_links + 1: vertices of a long link, in the order of layers */

  double *layer_start, *layer_end; /* along */
  double *lane_start, *lane_end;   /* across */
} CtnLayers;

/* The graph with the nodes in the order of input. */
CtnLayers *ctn_layers_new (const CtnLayoutNode *nodes,
                           guint n_nodes,
                           const CtnLayoutLink *links,
                           guint n_links,
                           guint n_layers,
                           guint n_lanes,
                           const CtnLayoutOptions *options);
void ctn_layers_free (CtnLayers *self);

/* Crossings between all layers. */
guint64 ctn_layers_count (const CtnLayers *self);

/* Moves vertices within their groups to where they cross less, and remembers what it did. */
typedef struct {
  CtnLayers *layers;
  guint window;  /* how many places a vertex may move at once */
  gint64 budget; /* comparisons left; goes below 0 */
  GCancellable *cancellable;
  guint *before, *after; /* positions of the neighbours of the vertex that moves */
  guint n_before, n_after;
  guint *queue; /* ring of the vertices to look at */
  guint head, n_queued;
  guint8 *queued;  /* n_vertices */
  GArray *moves;   /* pairs of positions, to be undone */
  gboolean record; /* whether moves are */
} CtnSifter;

CtnSifter *ctn_sifter_new (CtnLayers *layers, guint window, GCancellable *cancellable);
void ctn_sifter_free (CtnSifter *self);

/* Has ctn_sifter_run() look at all vertices. */
void ctn_sifter_queue_all (CtnSifter *self);

/* Moves a vertex by hand; all that this touches is queued. Returns: crossings more, may be < 0 */
gint64 ctn_sifter_move (CtnSifter *self, guint vertex, guint to);

/* Moves queued vertices one by one to the best place within the window, until none gets better or the
 * budget is used up. Returns: crossings less */
gint64 ctn_sifter_run (CtnSifter *self);

/* Gives a long link the way that crosses least, with all other things where they are. Returns:
 * crossings less */
gint64 ctn_sifter_reroute (CtnSifter *self, guint link);

/* Undoes all moves since @record was set. */
void ctn_sifter_undo (CtnSifter *self);

/* Goes on from the order that is there: shakes it in one place, lets it settle, and keeps what is no
 * worse, until the budget is used up. Returns: crossings less */
gint64 ctn_sifter_shake (CtnSifter *self, guint64 *random);

/* 0 to 1, the same on all machines (SplitMix64). */
double ctn_layers_random (guint64 *state);

/* Finds the order within the groups. FALSE when cancelled. */
gboolean ctn_layers_order (CtnLayers *self, GCancellable *cancellable);

/* Finds the columns, and the places of vertices along. */
void ctn_layers_place_columns (CtnLayers *self, const CtnLayoutOptions *options);

/* Finds columns, bands and coordinates; sorts sequence by them. FALSE when cancelled. */
gboolean
ctn_layers_place (CtnLayers *self, const CtnLayoutOptions *options, GCancellable *cancellable);

/* Draws the links: appends to @points (CtnLayoutPoint), sets @route_start, n_links + 1 indices. */
void ctn_layers_route (const CtnLayers *self,
                       const CtnLayoutLink *links,
                       const CtnLayoutOptions *options,
                       GArray *points,
                       guint *route_start);

/* First index in sequence of a layer; that of the next is its end. */
static inline guint
ctn_layers_first (const CtnLayers *self, guint layer)
{
  return self->group_start[layer * self->n_lanes];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLayers, ctn_layers_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSifter, ctn_sifter_free)

G_END_DECLS
