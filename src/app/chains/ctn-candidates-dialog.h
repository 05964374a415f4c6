/* Who of the registry could fill a gap, with reasons, and a button that places them at the stage. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CANDIDATES_DIALOG (ctn_candidates_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnCandidatesDialog, ctn_candidates_dialog, CTN, CANDIDATES_DIALOG, AdwDialog)

/* Looks for candidates for the stage with the id @stage of the figure's chain and shows them. */
void ctn_candidates_dialog_present (CtnPage *page, CtnChainFigure *figure, gint64 stage);

G_END_DECLS
