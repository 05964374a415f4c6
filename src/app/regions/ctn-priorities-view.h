/* The priorities of a region's strategy. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PRIORITIES_VIEW (ctn_priorities_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnPrioritiesView, ctn_priorities_view, CTN, PRIORITIES_VIEW, AdwBin)

/* Shows the priorities of a strategy (0: none). @page outlives the view. */
void ctn_priorities_view_show (CtnPrioritiesView *self, CtnPage *page, gint64 strategy);

G_END_DECLS
