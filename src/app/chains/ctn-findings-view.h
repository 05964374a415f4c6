/* The findings of a value chain: what is the matter, why, and what people make of it. */
#pragma once

#include "ctn-chain-analysis.h"

G_BEGIN_DECLS

#define CTN_TYPE_FINDINGS_VIEW (ctn_findings_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnFindingsView, ctn_findings_view, CTN, FINDINGS_VIEW, AdwBin)

/* Signals: "chosen" (const char *role, gint64 id): the user wants to see on the map what a finding is about;
 * "candidates" (gint64 stage): who could fill the gap at the stage with this id. */

/* Follows @analysis from now on; once. */
void ctn_findings_view_set_analysis (CtnFindingsView *self, CtnChainAnalysis *analysis);

G_END_DECLS
