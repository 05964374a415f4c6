/* The pane beside a value-chain map: what is known of the stage, actor or link that was chosen, or of
 * the whole chain, and what can be done with it. */
#pragma once

#include <ctn-chain.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAIN_INSPECTOR (ctn_chain_inspector_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainInspector, ctn_chain_inspector, CTN, CHAIN_INSPECTOR, AdwBin)

/* Signal "chosen" (const char *role, gint64 id): the user wants to see another part of the chain. */

/* Shows a part of @chain: @role "stage", "actor" or "link" with its id; anything else, or a part that is
 * gone, shows the chain. @chain must live until the next call. @chain: (nullable) */
void ctn_chain_inspector_show (CtnChainInspector *self,
                               CtnPage *page,
                               CtnChain *chain,
                               const char *role,
                               gint64 id);

/* Shows how many actors and links there are, and what can be done with all of them.
 * @actors, @links: (element-type gint64) */
void ctn_chain_inspector_show_several (CtnChainInspector *self,
                                       CtnPage *page,
                                       CtnChain *chain,
                                       GArray *actors,
                                       GArray *links);

/* Lets the user add a stage, or place organisations at the stage that is shown (else the first one). */
void ctn_chain_inspector_add_stage (CtnChainInspector *self);
void ctn_chain_inspector_place (CtnChainInspector *self);

G_END_DECLS
