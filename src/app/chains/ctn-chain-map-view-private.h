/* The state of the map of a chain, shared by its files. */
#pragma once

#include <ctn-chain-edits.h>

#include "ctn-chain-map-view.h"
#include "ctn-chart-overview.h"
#include "ctn-chart-view.h"
#include "ctn-watch.h"

G_BEGIN_DECLS

struct _CtnChainMapView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the view is part of it */
  gint64 chain;
  CtnChainLanes lanes;
  CtnLayoutDirection direction;
  gboolean turned;            /* and the figure is not yet there */
  CtnWatch *watch;            /* (unowned) (nullable) lays out */
  CtnChainFigure *figure;     /* (owned) (nullable) */
  CtnChainLanes figure_lanes; /* those that it has */
  GCancellable *cancellable;  /* (owned) (nullable) of the layout under way */
  CtnChainOverlay *overlay;   /* (owned) (nullable) */
  CtnPoint origin;            /* of the layout in the scene */
  const char *wanted_role;    /* interned: what to focus once it is laid out */
  gint64 wanted;
  gboolean beginning;   /* of a new chain: the focus goes there once it is laid out */
  gboolean look_wanted; /* once it is laid out and has a size */
  double look[3];       /* as in ctn_chart_canvas_get_look() */
  gint64 stage;         /* id of the one that was chosen last, where additions go */

  CtnChartView *chart;
  CtnChartCanvas *canvas; /* (unowned) of the chart */
  GtkSearchEntry *search;
  GtkWidget *hits; /* how many actors the search found */
  guint hit;       /* the one that is looked at */
  CtnChartOverview *overview;
  GtkWidget *no_stages;
  GtkWidget *no_actors;
  GtkWidget *menu;   /* (unowned) (nullable) the context menu */
  GtkWidget *rename; /* (unowned) (nullable) the field over a name */
};

CtnProject *_ctn_chain_map_get_project (CtnChainMapView *self);
/* The chain that is shown; %NULL before the first layout. (transfer none) */
CtnChain *_ctn_chain_map_get_chain (CtnChainMapView *self);

/* Says what went wrong, if anything did. Takes @error. */
gboolean _ctn_chain_map_settle (CtnChainMapView *self, gboolean ok, GError *error);

/* What is selected, else what has the keyboard focus: ids of marks with @role. (transfer full) */
GArray *_ctn_chain_map_list_chosen (CtnChainMapView *self, const char *role);
/* The only stage, actor or link that is chosen; 0 for none or several. */
gint64 _ctn_chain_map_get_chosen (CtnChainMapView *self, const char *role);

/* Selects new actors and brings the first into view as soon as they are laid out. */
void _ctn_chain_map_want (CtnChainMapView *self, const char *role, gint64 id);

/* Id of the stage that additions go to: the one chosen, that of the actor chosen, or the first; 0 for none. */
gint64 _ctn_chain_map_get_stage (CtnChainMapView *self);
/* Id of the stage at a point of the scene; 0 for none. */
gint64 _ctn_chain_map_get_stage_at (CtnChainMapView *self, double x, double y);

void _ctn_chain_map_install_actions (GtkWidgetClass *klass);
void _ctn_chain_map_add_keys (CtnChainMapView *self);
void
_ctn_chain_map_show_menu (CtnChainMapView *self, const char *role, gint64 id, double x, double y);
/* Puts a field over the name of a stage or actor, or the product of a link. */
void _ctn_chain_map_rename (CtnChainMapView *self, const char *role, gint64 id);

void _ctn_chain_map_add_drop (CtnChainMapView *self);
void _ctn_chain_map_drag (CtnChainMapView *self,
                          const char *role,
                          gint64 id,
                          double x,
                          double y,
                          gboolean done);
void _ctn_chain_map_connect (CtnChainMapView *self, gint64 from, gint64 to);

void _ctn_chain_map_add_search (CtnChainMapView *self);
/* Another figure: what was searched may be elsewhere. */
void _ctn_chain_map_update_search (CtnChainMapView *self);

void _ctn_chain_map_copy (CtnChainMapView *self);
void _ctn_chain_map_paste (CtnChainMapView *self);

G_END_DECLS
