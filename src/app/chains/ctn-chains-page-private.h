/* The insides of CtnChainsPage: ctn-chains-page.c has the parts and what happens among them, ctn-chains-map-state.c how the
 * map is looked at. */
#pragma once

#include "ctn-canvas-view.h"
#include "ctn-chain-analysis.h"
#include "ctn-chain-inspector.h"
#include "ctn-chain-map-view.h"
#include "ctn-chain-place-pane.h"
#include "ctn-chains-page.h"
#include "ctn-coverage-view.h"
#include "ctn-economy-view.h"
#include "ctn-findings-view.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"
#include "ctn-what-if-pane.h"

G_BEGIN_DECLS

struct _CtnChainsPage {
  CtnPage parent_instance;

  GMenu *chain_menu;
  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  CtnRecordList *list;
  AdwNavigationPage *content_page;
  GtkStack *content_stack;
  AdwViewStack *views;
  AdwOverlaySplitView *map_split;
  CtnChainMapView *map;
  CtnChainInspector *inspector;
  GtkWidget *sidebar_switcher;
  AdwViewStack *sidebar_stack;
  CtnChainPlacePane *place;
  CtnWhatIfPane *what_if;
  CtnCoverageView *coverage;
  CtnEconomyView *economy;
  CtnCanvasView *canvases;
  AdwViewStackPage *findings_page;
  CtnFindingsView *findings;
  CtnRecordForm *form;

  gint64 shown;     /* id of the chain */
  const char *role; /* interned: what the inspector shows */
  gint64 part;
  CtnChainAnalysis *analysis; /* (owned) */
  CtnOverlayKind overlay;
  guint pane_source;           /* opens the pane beside the map */
  GSimpleActionGroup *actions; /* (owned) of the map */
  gboolean trying;             /* what if … */
  gboolean recalling;          /* what was remembered */
  gboolean several;            /* are chosen on the map */
};

/* Shows what is laid over the map: what is tried, else what was chosen. */
void _ctn_chains_page_show_overlay (CtnChainsPage *self);

/* Keeps how the chain that is shown is looked at, and looks at it so again. */
void _ctn_chains_page_remember (CtnChainsPage *self);
void _ctn_chains_page_recall (CtnChainsPage *self);

/* The group "map": lanes, direction, overlay, what-if. */
void _ctn_chains_page_add_map_actions (CtnChainsPage *self);

G_END_DECLS
