/* The numbers of a chart as a table of two columns: what, and how much. */
#pragma once

#include <adwaita.h>
#include <ctn-scene.h>

G_BEGIN_DECLS

#define CTN_TYPE_CHART_TABLE (ctn_chart_table_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartTable, ctn_chart_table, CTN, CHART_TABLE, AdwBin)

/* Shows every reachable mark of @scene. @scene: (nullable) */
void ctn_chart_table_set_scene (CtnChartTable *self, CtnScene *scene);

G_END_DECLS
