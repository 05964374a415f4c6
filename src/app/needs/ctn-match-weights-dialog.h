/* How much each criterion counts when offers are matched with needs. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_match_weights_dialog_present (CtnPage *page);

G_END_DECLS
