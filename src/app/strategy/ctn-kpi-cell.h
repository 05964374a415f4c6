/* A KPI in a period: a button with the number, and behind it what makes it up, the plan, the value
 * where one is given by hand, and a comment. And the head of a period's column. */
#pragma once

#include <ctn-kpi-table.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* What is shown is read from @row and @cell now; @page outlives the button. */
GtkWidget *ctn_kpi_cell_new (CtnPage *page,
                             const CtnKpiRow *row,
                             const CtnKpiPeriod *period,
                             const CtnKpiCellValue *cell) G_GNUC_WARN_UNUSED_RESULT;

/* A menu to lock, unlock, edit and delete the period. */
GtkWidget *ctn_kpi_period_button_new (CtnPage *page,
                                      const CtnKpiPeriod *period) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
