/* A small picture of a large chart that shows which part of it is seen; a click or a drag looks elsewhere. */
#pragma once

#include "ctn-chart-canvas.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHART_OVERVIEW (ctn_chart_overview_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartOverview, ctn_chart_overview, CTN, CHART_OVERVIEW, GtkWidget)

/* @canvas must live as long. */
CtnChartOverview *ctn_chart_overview_new (CtnChartCanvas *canvas) G_GNUC_WARN_UNUSED_RESULT;

/* The canvas has another scene. */
void ctn_chart_overview_update (CtnChartOverview *self);

G_END_DECLS
