/* The drawing part of CtnChartView: a scene, painted, pointed at and walked through. */
#pragma once

#include <ctn-scene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels of a screen to a point, at zoom 1. */
#define CTN_CHART_SCREEN_SCALE (96.0 / 72.0)

#define CTN_TYPE_CHART_CANVAS (ctn_chart_canvas_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartCanvas, ctn_chart_canvas, CTN, CHART_CANVAS, GtkWidget)

/* Signals: "activated" (role, id), "dragged" (role, id, part, x, y, done), "context-menu" (role, id, x,
 * y) as in ctn-chart-view.h; "resized": the canvas has another size. */

/* Shows @scene; keeps the focused mark and, when zoomable, the place that is looked at. */
void ctn_chart_canvas_set_scene (CtnChartCanvas *self, CtnScene *scene);
CtnScene *ctn_chart_canvas_get_scene (CtnChartCanvas *self);

void ctn_chart_canvas_set_zoomable (CtnChartCanvas *self, gboolean zoomable);
gboolean ctn_chart_canvas_get_zoomable (CtnChartCanvas *self);
void ctn_chart_canvas_set_draggable (CtnChartCanvas *self, const char *role);

/* Zooms about the middle, or fits the whole scene into the canvas. */
void ctn_chart_canvas_zoom_by (CtnChartCanvas *self, double factor);
void ctn_chart_canvas_zoom_to_fit (CtnChartCanvas *self);

gboolean ctn_chart_canvas_focus_mark (CtnChartCanvas *self, const char *role, gint64 id);

G_END_DECLS
