#pragma once

#include <ctn-chain-map.h>

#include "ctn-chain-overlay.h"

G_BEGIN_DECLS

/* Changes an actor's look; the words stay the overlay's. */
void
_ctn_chain_overlay_apply (const CtnChainOverlay *self, CtnMapActor *actor, const CtnTheme *theme);

void _ctn_chain_overlay_apply_to_stage (const CtnChainOverlay *self,
                                        CtnMapStage *stage,
                                        const CtnTheme *theme);

/* Fills in what the map's legend says of the overlay. */
void
_ctn_chain_overlay_explain (const CtnChainOverlay *self, CtnMapData *data, const CtnTheme *theme);

G_END_DECLS
