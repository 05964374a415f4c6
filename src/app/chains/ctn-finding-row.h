/* One finding in a list; unfolded, it says why and takes what people make of it. */
#pragma once

#include <ctn-chain-findings.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_FINDING_ROW (ctn_finding_row_get_type ())

G_DECLARE_FINAL_TYPE (CtnFindingRow, ctn_finding_row, CTN, FINDING_ROW, AdwExpanderRow)

/* Signals: "locate": what it is about is to be shown; "candidates": who could fill the gap. */

/* @page: where messages go. @finding: copied */
CtnFindingRow *ctn_finding_row_new (CtnPage *page, gint64 chain, const CtnFinding *finding);

/* (transfer none) */
const CtnFinding *ctn_finding_row_get_finding (CtnFindingRow *self);

G_END_DECLS
