/* Invisible children of a chart for its marks, which take the keyboard focus and tell the screen reader
 * what the marks are, and the layer that holds them all. */
#pragma once

#include <ctn-scene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CTN_TYPE_CHART_LAYER (ctn_chart_layer_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartLayer, ctn_chart_layer, CTN, CHART_LAYER, GtkWidget)

/* Its marks lie as they do in the scene at zoom 1; whoever zooms transforms the layer. */
GtkWidget *ctn_chart_layer_new (void);

/* Has a child for each reachable mark of @scene, in reading order. @scene: (nullable) */
void ctn_chart_layer_set_scene (CtnChartLayer *self, CtnScene *scene);

/* Moves the keyboard focus to the reachable mark at @position. */
void ctn_chart_layer_focus (CtnChartLayer *self, guint position);

#define CTN_TYPE_CHART_MARK (ctn_chart_mark_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartMark, ctn_chart_mark, CTN, CHART_MARK, GtkWidget)

/* What the screen reader says. (transfer none) */
const char *ctn_chart_mark_get_text (CtnChartMark *self);

G_END_DECLS
