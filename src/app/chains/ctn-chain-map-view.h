/* The map of a value chain: laid out off the main thread, panned, zoomed, dragged.
 *
 * An actor that is dragged into another column moves to that stage; dropped in its own column, it stays
 * where it was put. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAIN_MAP_VIEW (ctn_chain_map_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainMapView, ctn_chain_map_view, CTN, CHAIN_MAP_VIEW, AdwBin)

/* Signals: "activated" (const char *role, gint64 id): "stage", "actor" or "link" was chosen;
 * "laid-out": another figure is shown. */

/* Shows the chain @id (0: none) and follows the project. @page: where messages go. */
void ctn_chain_map_view_show (CtnChainMapView *self, CtnPage *page, gint64 id);

void ctn_chain_map_view_set_lanes (CtnChainMapView *self, CtnChainLanes lanes);

/* Lays figures over the map, or takes them away. @overlay: (transfer full) (nullable) */
void ctn_chain_map_view_set_overlay (CtnChainMapView *self, CtnChainOverlay *overlay);

/* What is shown; %NULL before the first layout. (transfer none) (nullable) */
CtnChainFigure *ctn_chain_map_view_get_figure (CtnChainMapView *self);

/* Moves the focus to a mark that is on the map and brings it into view. */
void ctn_chain_map_view_focus (CtnChainMapView *self, const char *role, gint64 id);

/* The same for an actor, also when it is laid out only in a moment. */
void ctn_chain_map_view_focus_actor (CtnChainMapView *self, gint64 actor);

G_END_DECLS
