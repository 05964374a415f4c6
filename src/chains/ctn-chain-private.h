/* What loading a chain reads besides stages, actors and links; lists of ids. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

gboolean _ctn_chain_load_accounts (CtnChain *self, CtnConnection *reader, GError **error);
gboolean _ctn_chain_load_trade (CtnChain *self, CtnConnection *reader, GError **error);

/* Runs @function as an operation about @subject. @subject: (transfer full) (nullable) */
gboolean _ctn_chain_run (CtnProject *project,
                         const char *label,
                         char *subject,
                         CtnTransactFunc function,
                         gpointer data,
                         GError **error);

G_END_DECLS
