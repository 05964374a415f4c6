/* Value-chain maps: a chain laid out and ready to draw, for screen, export, command line and reports.
 *
 * Making one runs the layout, which takes a moment for large chains: do it off the main thread. The
 * figure keeps the chain and no connection to the project; it does not change, and any thread may read
 * it. */
#pragma once

#include <ctn-chain-layout.h>
#include <ctn-chain-map.h>
#include <ctn-chain.h>

#include "ctn-chain-overlay.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CHAIN_LANES_NONE,
  CTN_CHAIN_LANES_COUNTRY,
  CTN_CHAIN_LANES_HELIX,
  CTN_CHAIN_LANES_REGION,  /* NUTS 2 */
  CTN_CHAIN_LANES_SEGMENT, /* of the actors' own */
} CtnChainLanes;

/* "none", "country", "helix", "region", "segment"; "left-to-right", "top-down". Other words change nothing and
 * give FALSE. */
gboolean ctn_chain_lanes_parse (const char *word, CtnChainLanes *lanes);
gboolean ctn_chain_direction_parse (const char *word, CtnLayoutDirection *direction);

typedef struct _CtnChainFigure CtnChainFigure;

typedef struct {
  CtnChainLanes lanes;
  CtnLayoutDirection direction;
  const CtnChainFigure *previous; /* (nullable) an earlier figure of the chain, whose order is kept
                                   * where that costs nothing */
  double
      letters; /* how much larger they are than usual, by the text scale of the metrics that it is laid out with:
                   * boxes are as much higher and hold as many lines; 0 or less than 1: 1 */
  guint
      more_lines; /* by so many lines of a place such boxes are higher yet, for long names in narrow ones */
  gboolean untitled; /* where its name stands beside it anyway */
} CtnChainFigureOptions;

/* The smallest letters of a map that is laid out with metrics of text scale 1, in points. */
#define CTN_CHAIN_FIGURE_SMALLEST 7.0

/* @chain: (transfer full)
 * Errors: G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
CtnChainFigure *ctn_chain_figure_new (CtnChain *chain,
                                      const CtnChainFigureOptions *options,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnChainFigure *ctn_chain_figure_ref (CtnChainFigure *self);
void ctn_chain_figure_unref (CtnChainFigure *self);

/* Lays the map out on a page of its own size. @origin: (out) (optional): where the layout's (0, 0) is.
 * Returns: (transfer full) */
CtnScene *ctn_chain_figure_layout (const CtnChainFigure *self,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme,
                                   CtnPoint *origin) G_GNUC_WARN_UNUSED_RESULT;

/* The same with something laid over it. @overlay: (nullable) */
CtnScene *ctn_chain_figure_layout_with (const CtnChainFigure *self,
                                        const CtnChainOverlay *overlay,
                                        CtnMetrics *metrics,
                                        const CtnTheme *theme,
                                        CtnPoint *origin) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) */
CtnChain *ctn_chain_figure_get_chain (const CtnChainFigure *self);

/* Where everything is; of the chain's actors and links, in their order. (transfer none) */
const CtnLayout *ctn_chain_figure_get_layout (const CtnChainFigure *self);

/* Where the middle of the actor at @index is, in points from the layout's (0, 0). */
CtnPoint ctn_chain_figure_get_actor_point (const CtnChainFigure *self, guint index);

/* The place that an actor gets in the project when it is pinned at a point of the layout. Pins are kept as
 * for a map from left to right; one from top to bottom turns them with the map. */
CtnPoint ctn_chain_figure_get_pin (const CtnChainFigure *self, CtnPoint point);

/* Index of the stage whose column or row holds the point, -1 when there is none; of several beside each
 * other, the one with the nearest actor. */
int ctn_chain_figure_get_stage_at (const CtnChainFigure *self, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainFigure, ctn_chain_figure_unref)

G_END_DECLS
