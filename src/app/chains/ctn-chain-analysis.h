/* Figures and findings of the chain on the map, computed off the main thread and kept up to date. */
#pragma once

#include <ctn-chain-figure.h>
#include <ctn-chain-findings.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAIN_ANALYSIS (ctn_chain_analysis_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainAnalysis, ctn_chain_analysis, CTN, CHAIN_ANALYSIS, GObject)

/* Signal "ready": there are other figures or judgements, or none any more. */

CtnChainAnalysis *ctn_chain_analysis_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Begins with another figure. @page: where messages go. @figure: (nullable) */
void ctn_chain_analysis_set_figure (CtnChainAnalysis *self, CtnPage *page, CtnChainFigure *figure);

/* What was computed; all %NULL until it is ready, and then of the same chain. (transfer none) (nullable) */
CtnPage *ctn_chain_analysis_get_page (CtnChainAnalysis *self);
CtnChain *ctn_chain_analysis_get_chain (CtnChainAnalysis *self);
const CtnChainNetwork *ctn_chain_analysis_get_network (CtnChainAnalysis *self);
/* (element-type CtnFinding) */
GPtrArray *ctn_chain_analysis_get_findings (CtnChainAnalysis *self);

typedef enum {
  CTN_OVERLAY_NONE,
  CTN_OVERLAY_NUMBERS,  /* of customers and suppliers; actors and concentration of a stage */
  CTN_OVERLAY_JOBS,     /* annual work units */
  CTN_OVERLAY_VALUE,    /* € of what goes out; value added of a stage, where there are accounts */
  CTN_OVERLAY_MATURITY, /* capability, 0 to 5; of a stage the mean */
  CTN_OVERLAY_RISK,     /* the gravest finding that is not rejected */
  CTN_OVERLAY_FINDINGS, /* how many there are */
  CTN_OVERLAY_BETWEENNESS,
} CtnOverlayKind;

/* By its name in actions and settings: "jobs"; CTN_OVERLAY_NONE for what is no name. */
CtnOverlayKind ctn_overlay_kind_parse (const char *name);

/* What to lay over the map, %NULL for nothing or as long as nothing is computed.
 * Returns: (transfer full) (nullable) */
CtnChainOverlay *ctn_chain_analysis_make_overlay (CtnChainAnalysis *self,
                                                  CtnOverlayKind kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
