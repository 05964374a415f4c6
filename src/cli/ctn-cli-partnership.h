/* What is printed of partnerships. */
#pragma once

#include "ctn-cli.h"

G_BEGIN_DECLS

/* Prints the figures of a partnership: shares, ties, synergy, funnel, labels; see README.md in this folder.
 * @own_regions: the synergy is that of the members' regions and not of the whole register. Returns a
 * CtnExit. */
int ctn_cli_analyse_partnership (CtnProject *project,
                                 const char *name,
                                 gboolean own_regions,
                                 gboolean json);

G_END_DECLS
