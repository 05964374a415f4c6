/* Who changed what, and when; and going back. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_HISTORY_PAGE (ctn_history_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnHistoryPage, ctn_history_page, CTN, HISTORY_PAGE, CtnPage)

G_END_DECLS
