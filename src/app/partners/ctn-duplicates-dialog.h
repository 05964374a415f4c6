/* Organisations that are probably in the registry twice: a list of pairs, and the two of a pair side
 * by side, to be made one or kept apart. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_duplicates_dialog_present (CtnPage *page);

G_END_DECLS
