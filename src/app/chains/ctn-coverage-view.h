/* The coverage matrix of a value chain: stages across countries, with concentration and gaps. */
#pragma once

#include <adwaita.h>
#include <ctn-chain.h>

G_BEGIN_DECLS

#define CTN_TYPE_COVERAGE_VIEW (ctn_coverage_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnCoverageView, ctn_coverage_view, CTN, COVERAGE_VIEW, AdwBin)

/* Signal "chosen" (gint64 id): the user wants to see the stage with that id. */

/* @chain: (nullable); read at once */
void ctn_coverage_view_show (CtnCoverageView *self, CtnChain *chain);

G_END_DECLS
