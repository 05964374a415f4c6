/* One page over the whole project: what needs attention, the key figures, the latest radar, the chains. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_OVERVIEW_PAGE (ctn_overview_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnOverviewPage, ctn_overview_page, CTN, OVERVIEW_PAGE, CtnPage)

G_END_DECLS
