/* What loading a chain reads besides stages, actors and links. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

gboolean _ctn_chain_load_accounts (CtnChain *self, CtnConnection *reader, GError **error);
gboolean _ctn_chain_load_trade (CtnChain *self, CtnConnection *reader, GError **error);

G_END_DECLS
