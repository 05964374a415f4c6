/* A trial: switch actors, regions, countries or borders off and see what is left of the chain. Nothing of it
 * is written into the project. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_WHAT_IF_PANE (ctn_what_if_pane_get_type ())

G_DECLARE_FINAL_TYPE (CtnWhatIfPane, ctn_what_if_pane, CTN, WHAT_IF_PANE, AdwBin)

/* Signal "changed": there is another overlay. */

/* Tries on the chain of @figure; what was switched off stays so as long as it is the same chain.
 * @figure: (nullable) */
void ctn_what_if_pane_show (CtnWhatIfPane *self, CtnChainFigure *figure);

/* Takes an actor away or gives it back. */
void ctn_what_if_pane_toggle_actor (CtnWhatIfPane *self, gint64 actor);

/* What the trial looks like on the map. Returns: (transfer full) (nullable): %NULL when all is there */
CtnChainOverlay *ctn_what_if_pane_make_overlay (CtnWhatIfPane *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
