/* Layered layout of a value-chain map: where the boxes stand and how the links run.
 *
 * Stages are the layers and given; lanes are contiguous groups within a stage, each one band across
 * the whole map. Lengths are in points, y grows downwards. Plain structs in, plain structs out: the
 * functions know no project and may run on any thread. The same input gives the same layout.
 *
 * Methods: K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of hierarchical system
 * structures, IEEE Trans. SMC 11 (1981); E. R. Gansner et al., A technique for drawing directed
 * graphs, IEEE TSE 19 (1993); C. Matuszewski, R. Schönfeld, P. Molitor, Using sifting for k-layer
 * straightline crossing minimization, GD 1999; W. Barth, P. Mutzel, M. Jünger, Simple and efficient
 * bilayer cross counting, JGAA 8 (2004); R. E. Barlow et al., Statistical inference under order
 * restrictions (1972) for the pool-adjacent-violators algorithm that finds the coordinates. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CTN_LAYOUT_LEFT_TO_RIGHT, /* stages are columns, lanes are rows */
  CTN_LAYOUT_TOP_DOWN,      /* stages are rows, lanes are columns */
} CtnLayoutDirection;

typedef struct {
  guint stage, lane;         /* indices */
  double width, height;      /* of the box, 0 to 1e6; what is not finite or below 0 counts as 0 */
  gboolean pinned;           /* ignored unless pinned_x and pinned_y are -1e6 to 1e6 */
  double pinned_x, pinned_y; /* centre */
} CtnLayoutNode;

/* Links within a stage, backward, from a node to itself, and parallel ones are allowed. */
typedef struct {
  guint from, to; /* indices of nodes */
  double weight;  /* > 0, 1 is usual: how strongly the link pulls its ends together; else 1 */
} CtnLayoutLink;

typedef struct {
  CtnLayoutDirection direction;
  double stage_gap; /* between the boxes of two stages, > 0 */
  double node_gap;  /* between two boxes of a stage, ≥ 0 */
  double lane_gap;  /* between two bands, ≥ 0 */
  double slack;     /* room that lets links run straighter, of what a band needs at least, 0 to 1 */
  /* (nullable) n_nodes: CtnLayout.order of each node in an earlier layout, G_MAXUINT for those that
   * are new or have come from another stage. Nodes of one stage and lane that have an index keep
   * their order among themselves, so that the map stays recognisable under small edits. */
  const guint *previous;
} CtnLayoutOptions;

typedef struct {
  double x, y;
} CtnLayoutPoint;

/* Without pinned nodes everything has coordinates from 0 on. */
typedef struct {
  guint n_nodes, n_links, n_stages, n_lanes; /* at least one lane */
  double *x, *y;                             /* n_nodes: centres */
  guint *order;                              /* n_nodes: place within the stage, from 0 */
  CtnLayoutPoint *points;                    /* of all routes, see ctn_layout_get_route() */
  guint *route_start; /* n_links + 1: index of the first point of each route */
  /* n_lanes: y of the bands from left to right, x top down. A band holds its boxes with half of
   * node_gap around them, except for those that are pinned out of it. */
  double *lane_start, *lane_end;
  double *stage_start, *stage_end; /* n_stages: x of the columns, or y of the rows */
  double min_x, min_y;             /* at most 0; below it only by pinned nodes */
  double width, height;            /* of all, from min_x and min_y on */
  /* Between links of neighbouring stages, long links counted at each stage that they pass. Links
   * within a stage do not count. At most G_MAXUINT. */
  guint n_crossings;
} CtnLayout;

/* Left to right, gaps that suit boxes with a line or two of text, nothing previous. */
void ctn_layout_options_init (CtnLayoutOptions *options);

/* Lays out a chain.
 *
 * Lanes stay contiguous within each stage and are aligned across the map. No two boxes overlap,
 * unless they are pinned so. Pinned nodes stay where they are; the others make room.
 *
 * @options: (nullable): %NULL for the defaults
 * @cancellable: (nullable): asked in every loop
 *
 * Errors: %G_IO_ERROR_CANCELLED; %G_IO_ERROR_INVALID_ARGUMENT when an index is out of range, a
 * length is not finite, or long links pass more than some millions of stages in all.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnLayout *ctn_chain_layout (const CtnLayoutNode *nodes,
                             guint n_nodes,
                             const CtnLayoutLink *links,
                             guint n_links,
                             guint n_stages,
                             guint n_lanes,
                             const CtnLayoutOptions *options,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The route of @link: 1 + 3 k points, k ≥ 1, of a chain of cubic Bézier curves from the border of
 * the source's box to the border of the target's.
 *
 * @n_points: (out)
 *
 * Returns: (transfer none): the first point */
const CtnLayoutPoint *ctn_layout_get_route (const CtnLayout *self, guint link, guint *n_points);

void ctn_layout_free (CtnLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLayout, ctn_layout_free)

G_END_DECLS
