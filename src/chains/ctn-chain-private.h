/* What loading a chain reads besides stages, actors and links; lists of ids. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

gboolean _ctn_chain_load_accounts (CtnChain *self, CtnConnection *reader, GError **error);
gboolean _ctn_chain_load_trade (CtnChain *self, CtnConnection *reader, GError **error);

/* The ids of the first column (element-type gint64). @rows: (transfer full) (nullable): %NULL with @error
 * set already. Returns: (transfer full) (nullable) */
GArray *_ctn_chain_list_ids (CtnStatement *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
