/* What the sample's value chain has beside stages, actors and links. */
#pragma once

#include <ctn-chain.h>

/* Accounts, trade, capabilities, forms of analysis. Ends the program with a message when something is
 * amiss. */
void make_sample_chain_figures (CtnProject *project, gint64 chain, const char *folder);

/* Keeps the chain as it was at a kick-off, to be compared with what follows. */
void make_sample_chain_snapshot (CtnProject *project, gint64 chain);
