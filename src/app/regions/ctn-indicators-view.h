/* Indicators of regions: one at a time, compared over regions and years. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_INDICATORS_VIEW (ctn_indicators_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnIndicatorsView, ctn_indicators_view, CTN, INDICATORS_VIEW, AdwBin)

/* Once. @page outlives the view. */
void ctn_indicators_view_set_up (CtnIndicatorsView *self, CtnPage *page);
/* The region that is drawn strong; %NULL or "" for none. */
void ctn_indicators_view_set_focus (CtnIndicatorsView *self, const char *nuts);

G_END_DECLS
