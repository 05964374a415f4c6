/* Asks in which format and size a chart is to be saved. The answers are kept in the settings
 * "chart-export-…". */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @sized: whether the chart can have any size; a map has its own. @function is called with @data when
 * the user wants to go on; @data must outlive @parent. */
void ctn_chart_save_dialog_present (GtkWidget *parent,
                                    gboolean sized,
                                    void (*function) (gpointer data),
                                    gpointer data);

G_END_DECLS
