/* The figures of a chain's network as rows. */
#pragma once

#include <adwaita.h>
#include <ctn-chain-network.h>

G_BEGIN_DECLS

/* (transfer floating) an AdwPreferencesGroup; keeps nothing of what it is given. */
GtkWidget *ctn_network_group_new (CtnChain *chain, const CtnChainNetwork *network);

G_END_DECLS
