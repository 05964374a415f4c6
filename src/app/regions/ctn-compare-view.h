/* Priorities of several regions side by side: what they set, how far they overlap, and who completes whom. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_COMPARE_VIEW (ctn_compare_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnCompareView, ctn_compare_view, CTN, COMPARE_VIEW, AdwBin)

/* Once. @page outlives the view. */
void ctn_compare_view_set_up (CtnCompareView *self, CtnPage *page);

G_END_DECLS
