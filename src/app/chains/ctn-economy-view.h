/* What the stages of a value chain earn and trade: accounts of a year, trade, and dependency on imports. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_ECONOMY_VIEW (ctn_economy_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnEconomyView, ctn_economy_view, CTN, ECONOMY_VIEW, AdwBin)

/* Shows the chain @id (0: none) and follows the project's changes. @page outlives the view. */
void ctn_economy_view_show (CtnEconomyView *self, CtnPage *page, gint64 id);

G_END_DECLS
