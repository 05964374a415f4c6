/* The coverage matrix of a value chain: stages by countries or regions, with number, capability and location
 * quotient in each cell, and what follows for each stage. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_COVERAGE_VIEW (ctn_coverage_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnCoverageView, ctn_coverage_view, CTN, COVERAGE_VIEW, AdwBin)

/* Signal "chosen" (const char *role, gint64 id): a stage, or an actor behind a cell, was clicked. */

/* Shows the chain of @figure, %NULL for none. @page outlives the view. */
void ctn_coverage_view_show (CtnCoverageView *self, CtnPage *page, CtnChainFigure *figure);

G_END_DECLS
