/* Strategies: what is to be reached, by which measures, and how far that is. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_STRATEGY_PAGE (ctn_strategy_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnStrategyPage, ctn_strategy_page, CTN, STRATEGY_PAGE, CtnPage)

G_END_DECLS
