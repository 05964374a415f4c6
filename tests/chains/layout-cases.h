/* Chains made for the tests and the benchmark of the layout. */
#pragma once

#include <ctn-chain-layout.h>

G_BEGIN_DECLS

typedef struct {
  GArray *nodes; /* CtnLayoutNode */
  GArray *links; /* CtnLayoutLink */
  guint n_stages, n_lanes;
} LayoutCase;

LayoutCase *layout_case_new (guint n_stages, guint n_lanes);
void layout_case_free (LayoutCase *self);

/* Boxes of 120 × 40 points. Returns: the index */
guint layout_case_add_node (LayoutCase *self, guint stage, guint lane);
void layout_case_add_link (LayoutCase *self, guint from, guint to);

/* Any links between any nodes, among them parallel ones, backward ones, and those of a node to itself;
 * boxes of various sizes. */
LayoutCase *
layout_case_new_random (guint32 seed, guint n_nodes, guint n_links, guint n_stages, guint n_lanes);

/* Like chains of real regions: actors have a place (a branch, a town); links go to the next stage
 * (four of five), or to one of the two behind it, seven of ten to somebody near, the others to
 * anybody, and more to those that already have many. No link twice. */
LayoutCase *layout_case_new_chain (guint32 seed, guint n_nodes, guint n_links, guint n_stages);

/* With %NULL options and nothing to cancel; aborts on errors. (transfer full) */
CtnLayout *layout_case_run (const LayoutCase *self, const CtnLayoutOptions *options);

static inline CtnLayoutNode *
layout_case_get_node (const LayoutCase *self, guint index)
{
  return &g_array_index (self->nodes, CtnLayoutNode, index);
}

static inline CtnLayoutLink *
layout_case_get_link (const LayoutCase *self, guint index)
{
  return &g_array_index (self->links, CtnLayoutLink, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LayoutCase, layout_case_free)

G_END_DECLS
