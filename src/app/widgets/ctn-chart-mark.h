/* An invisible child of a chart for one of its marks: takes the keyboard focus and tells the screen
 * reader what the mark is. */
#pragma once

#include <ctn-scene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CTN_TYPE_CHART_MARK (ctn_chart_mark_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartMark, ctn_chart_mark, CTN, CHART_MARK, GtkWidget)

GtkWidget *ctn_chart_mark_new (void);

/* Stands for the mark at @index of @scene from now on. */
void ctn_chart_mark_set (CtnChartMark *self, CtnScene *scene, guint index);
guint ctn_chart_mark_get_index (CtnChartMark *self);

G_END_DECLS
