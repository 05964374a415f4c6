/* The map of a value chain: laid out off the main thread, panned, zoomed, and edited in place.
 *
 * An actor that is dragged into another column moves to that stage; dropped in its own column, it stays
 * where it was put. A line that is drawn from an actor's edge to another one is a link. Organisations come
 * by drag and drop, as CtnPick of ctn-picker.h, or as text, a name a line. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAIN_MAP_VIEW (ctn_chain_map_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainMapView, ctn_chain_map_view, CTN, CHAIN_MAP_VIEW, AdwBin)

/* Signals: "activated" (const char *role, gint64 id): "stage", "actor" or "link" was chosen, or "" for what
 * lies beside them; "laid-out": another figure is shown; "add-wanted" (gint64 stage): the user wants to
 * place somebody at a stage; "selected": other marks are selected.
 *
 * Actions: "canvas.…", see ctn-chain-map-actions.c. */

/* Shows the chain @id (0: none) and follows the project. @page: where messages go. */
void ctn_chain_map_view_show (CtnChainMapView *self, CtnPage *page, gint64 id);

void ctn_chain_map_view_set_lanes (CtnChainMapView *self, CtnChainLanes lanes);
void ctn_chain_map_view_set_direction (CtnChainMapView *self, CtnLayoutDirection direction);

/* Whether the map can be edited; in a trial it cannot. */
void ctn_chain_map_view_set_editable (CtnChainMapView *self, gboolean editable);

/* Lays figures over the map, or takes them away. @overlay: (transfer full) (nullable) */
void ctn_chain_map_view_set_overlay (CtnChainMapView *self, CtnChainOverlay *overlay);

/* How the map is looked at, as ctn_chart_canvas_get_look() tells it; takes effect when it is laid out. */
void ctn_chain_map_view_get_look (CtnChainMapView *self, double *scale, double *x, double *y);
void ctn_chain_map_view_set_look (CtnChainMapView *self, double scale, double x, double y);

/* Ids of the marks with @role that are selected. (transfer full) (element-type gint64) */
GArray *ctn_chain_map_view_list_selected (CtnChainMapView *self, const char *role);

/* What is shown; %NULL before the first layout. (transfer none) (nullable) */
CtnChainFigure *ctn_chain_map_view_get_figure (CtnChainMapView *self);

/* Moves the focus to a mark and brings it into view, also when it is laid out only in a moment. */
void ctn_chain_map_view_focus (CtnChainMapView *self, const char *role, gint64 id);

/* The chain that is shown next is a new one: the focus goes to what it begins with. */
void ctn_chain_map_view_begin (CtnChainMapView *self);

/* Puts the keyboard focus into the field that searches the map. */
void ctn_chain_map_view_find (CtnChainMapView *self);

G_END_DECLS
