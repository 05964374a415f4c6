/* The sections of a value-chain report that draw or analyse. Each begins with its heading and is nothing when it is
 * left out or has nothing to tell. */
#pragma once

#include <ctn-chain.h>

#include "ctn-report-private.h"

G_BEGIN_DECLS

/* The map, in letters that can be read on the page. */
gboolean ctn_report_add_chain_map (CtnReportDraft *draft, CtnChain *chain, GError **error);

/* Regions by stages. Errors: those of reading. */
gboolean ctn_report_add_chain_matrix (CtnReportDraft *draft, CtnChain *chain, GError **error);
void ctn_report_add_chain_complements (CtnReportDraft *draft, CtnChain *chain);

/* Value added of the latest year with accounts; trade and dependence on imports. */
void ctn_report_add_chain_accounts (CtnReportDraft *draft, CtnChain *chain);
void ctn_report_add_chain_dependencies (CtnReportDraft *draft, CtnChain *chain);

/* What the rules find, without what people rejected, each with the measures that act on it. */
gboolean ctn_report_add_chain_findings (CtnReportDraft *draft, CtnChain *chain, GError **error);

/* The forms of analysis that are filled in, as figures. */
gboolean ctn_report_add_chain_forms (CtnReportDraft *draft, GError **error);

G_END_DECLS
