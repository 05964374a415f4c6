/* The state of a chart canvas, shared by its drawing and its keyboard part. */
#pragma once

#include "ctn-chart-canvas.h"

G_BEGIN_DECLS

#define CTN_CHART_MAX_CHILDREN 600 /* beyond, the keyboard reaches marks through search */

struct _CtnChartCanvas {
  GtkWidget parent_instance;

  CtnScene *scene; /* (owned) (nullable) */
  gboolean zoomable;
  gboolean fitted; /* the scene is to fill the canvas until the user zooms or pans */
  double scale;    /* pixels to a point */
  double x, y;     /* where the scene's origin is, in pixels */
  char *draggable; /* (owned) (nullable) */

  guint current; /* position among the reachable marks of the one that has or had the focus */
  int pulled;    /* index of the mark that is dragged, or -1 */
  double drag_x, drag_y; /* where the drag began: offset before panning, or pointer */
  double zoom_start;

  int width, height; /* of the last allocation */
  guint resize_idle;
};

/* Where a mark is on the canvas, in pixels. */
void _ctn_chart_canvas_get_mark_rectangle (CtnChartCanvas *self,
                                           guint index,
                                           graphene_rect_t *rectangle);
/* The part of the scene that is seen has changed. */
void _ctn_chart_canvas_moved (CtnChartCanvas *self);
/* Emits "activated" for a mark. */
void _ctn_chart_canvas_activate (CtnChartCanvas *self, guint index);

/* Puts the focus on the reachable mark at @position and brings it into view. */
void _ctn_chart_canvas_focus_position (CtnChartCanvas *self, guint position);
/* Widget focus: one stop of the Tab key for the whole chart; the arrows move inside. */
gboolean _ctn_chart_canvas_focus (GtkWidget *widget, GtkDirectionType direction);
gboolean _ctn_chart_canvas_key_pressed (GtkEventControllerKey *controller,
                                        guint key,
                                        guint code,
                                        GdkModifierType modifiers,
                                        CtnChartCanvas *self);

G_END_DECLS
