/* The KPI table of a strategy: what is counted in each period, in total, and against the target. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_KPI_VIEW (ctn_kpi_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnKpiView, ctn_kpi_view, CTN, KPI_VIEW, AdwBin)

/* Shows the KPIs of @strategy (0: none) and follows the project's changes. @page outlives the view. */
void ctn_kpi_view_show (CtnKpiView *self, CtnPage *page, gint64 strategy);

/* Adds a KPI and shows its form. */
void ctn_kpi_view_add (CtnKpiView *self);

G_END_DECLS
