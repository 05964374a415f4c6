/* Placing actors: the partners of the registry, searched by typing, to be dragged onto the map or placed at a
 * stage with Enter; and others by name. */
#pragma once

#include <ctn-chain.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAIN_PLACE_PANE (ctn_chain_place_pane_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainPlacePane, ctn_chain_place_pane, CTN, CHAIN_PLACE_PANE, AdwBin)

/* Signal "left": Escape; the user goes back to the map. */

/* Places in @chain from now on; the stage stays the same one. @page: where messages go.
 * @chain must live until the next call. (nullable) */
void ctn_chain_place_pane_show (CtnChainPlacePane *self, CtnPage *page, CtnChain *chain);

/* Places at @stage (an id; 0: as before) and puts the keyboard focus into the search field. */
void ctn_chain_place_pane_begin (CtnChainPlacePane *self, gint64 stage);

/* Places at @stage, without more. */
gint64 ctn_chain_place_pane_get_stage (CtnChainPlacePane *self);
void ctn_chain_place_pane_set_stage (CtnChainPlacePane *self, gint64 stage);

G_END_DECLS
