/* The plan of a strategy: its vision, its objectives and the measures of each. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PLAN_VIEW (ctn_plan_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnPlanView, ctn_plan_view, CTN, PLAN_VIEW, AdwBin)

/* Shows @strategy (0: none) and follows the project's changes. @page outlives the view. */
void ctn_plan_view_show (CtnPlanView *self, CtnPage *page, gint64 strategy);

/* Adds an objective to the strategy and shows its form. */
void ctn_plan_view_add_objective (CtnPlanView *self);

G_END_DECLS
