/* The drawing part of CtnChartView: a scene, painted, pointed at, walked through and, where its owner
 * wants that, worked on. */
#pragma once

#include <ctn-scene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels of a screen to a point, at zoom 1. */
#define CTN_CHART_SCREEN_SCALE (96.0 / 72.0)

/* A mark, whatever scene it is in. */
typedef struct {
  const char *role; /* interned */
  gint64 id;
} CtnChartRef;

#define CTN_TYPE_CHART_CANVAS (ctn_chart_canvas_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartCanvas, ctn_chart_canvas, CTN, CHART_CANVAS, GtkWidget)

/* Signals: "activated", "dragged", "connected", "edit", "context-menu", "selection-changed" and "moved" as
 * in ctn-chart-view.h; "resized": the canvas has another size. */

/* Shows @scene; keeps the focused mark, what is selected and, when zoomable, the place that is looked at.
 * @animate: let marks wander to their new places, unless the desktop wants no animation */
void ctn_chart_canvas_set_scene (CtnChartCanvas *self, CtnScene *scene, gboolean animate);
CtnScene *ctn_chart_canvas_get_scene (CtnChartCanvas *self);

void ctn_chart_canvas_set_zoomable (CtnChartCanvas *self, gboolean zoomable);
gboolean ctn_chart_canvas_get_zoomable (CtnChartCanvas *self);
void ctn_chart_canvas_set_draggable (CtnChartCanvas *self, const char *roles);
void ctn_chart_canvas_set_editable (CtnChartCanvas *self, gboolean editable);
gboolean ctn_chart_canvas_get_editable (CtnChartCanvas *self);

/* Whether lines run down and not to the right: which arrow keys walk along them. */
void ctn_chart_canvas_set_top_down (CtnChartCanvas *self, gboolean top_down);

/* Zooms about the middle, or fits the whole scene into the canvas. */
void ctn_chart_canvas_zoom_by (CtnChartCanvas *self, double factor);
void ctn_chart_canvas_zoom_to_fit (CtnChartCanvas *self);

/* Moves the scene by pixels; puts a point of the scene in the middle. */
void ctn_chart_canvas_pan_by (CtnChartCanvas *self, double dx, double dy);
void ctn_chart_canvas_center_on (CtnChartCanvas *self, double x, double y);

/* The part of the scene that is seen, in its points; it may be larger than the scene. */
void ctn_chart_canvas_get_visible (CtnChartCanvas *self, graphene_rect_t *part);

/* How a zoomable canvas is looked at: pixels to a point of the scene, and the point in the middle; a scale of
 * 0 stands for the whole scene, fitted. */
void ctn_chart_canvas_get_look (CtnChartCanvas *self, double *scale, double *x, double *y);
void ctn_chart_canvas_set_look (CtnChartCanvas *self, double scale, double x, double y);

/* From pixels of the canvas to points of the scene. */
void ctn_chart_canvas_to_scene (CtnChartCanvas *self, double *x, double *y);

/* Where a mark is, in pixels of the canvas. %FALSE when there is none. */
gboolean ctn_chart_canvas_get_mark_area (CtnChartCanvas *self,
                                         const char *role,
                                         gint64 id,
                                         GdkRectangle *area);

/* What is selected. (transfer none) (element-type CtnChartRef) */
GArray *ctn_chart_canvas_get_selected (CtnChartCanvas *self);
void ctn_chart_canvas_select (CtnChartCanvas *self, const CtnChartRef *refs, guint n_refs);

/* The mark that has the keyboard focus. %FALSE when there is none. */
gboolean ctn_chart_canvas_get_focused (CtnChartCanvas *self, CtnChartRef *ref);

/* Puts a frame around a mark, such as the one that something can be dropped on; %NULL for none. */
void ctn_chart_canvas_set_highlight (CtnChartCanvas *self, const char *role, gint64 id);

gboolean ctn_chart_canvas_focus_mark (CtnChartCanvas *self, const char *role, gint64 id);

G_END_DECLS
