#include <math.h>

#include "ctn-chart-canvas-private.h"

#define DRAG_THRESHOLD 4 /* pixels */
#define EDGE 7.0         /* pixels inside of a mark's border where lines begin */
#define WHEEL_STEP 1.15  /* a notch of the wheel */
#define PAN_STEP 48      /* pixels a notch */

/* Zoom: the wheel, or two fingers with Ctrl. Two fingers alone push the map, as everywhere. */

static void
get_pointer (CtnChartCanvas *self, GtkEventController *controller, double *x, double *y)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  graphene_point_t point;
  double surface_x, surface_y;

  *x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  *y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  if (event != NULL && gdk_event_get_position (event, &surface_x, &surface_y) &&
      gtk_widget_compute_point (
          GTK_WIDGET (gtk_widget_get_native (GTK_WIDGET (self))), GTK_WIDGET (self),
          &GRAPHENE_POINT_INIT ((float) surface_x, (float) surface_y), &point)) {
    *x = point.x;
    *y = point.y;
  }
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CtnChartCanvas *self)
{
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  double step = wheel ? PAN_STEP : 1;
  double x, y;

  if (!self->zoomable)
    return FALSE;
  if (modifiers & GDK_SHIFT_MASK) {
    ctn_chart_canvas_pan_by (self, -(dx + dy) * step, 0);
  } else if (wheel || (modifiers & GDK_CONTROL_MASK)) {
    get_pointer (self, GTK_EVENT_CONTROLLER (controller), &x, &y);
    _ctn_chart_canvas_zoom_about (self, pow (WHEEL_STEP, wheel ? -dy : -dy / 16), x, y);
  } else {
    ctn_chart_canvas_pan_by (self, -dx, -dy);
  }
  return TRUE;
}

static void
zoom_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, CtnChartCanvas *self)
{
  self->zoom_start = self->scale;
}

static void
zoom_changed_cb (GtkGestureZoom *gesture, double scale, CtnChartCanvas *self)
{
  double x = 0;
  double y = 0;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  if (self->scale > 0)
    _ctn_chart_canvas_zoom_about (self, self->zoom_start * scale / self->scale, x, y);
}

/* Dragging --------------------------------------------------------------------------------------- */

/* Near the border of a mark, inside or just outside of it. */
static gboolean
is_at_edge (CtnChartCanvas *self, int index, double x, double y)
{
  graphene_rect_t place;
  double inset;

  _ctn_chart_canvas_get_mark_rectangle (self, (guint) index, &place);
  inset = MIN (EDGE, place.size.height / 5);
  graphene_rect_inset (&place, (float) inset, (float) inset);
  return !graphene_rect_contains_point (&place, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

static CtnChartPull
choose_pull (CtnChartCanvas *self, int index, double x, double y, GtkGestureDrag *gesture)
{
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  const CtnMarkInfo *info =
      index >= 0 ? &ctn_scene_get_mark (self->scene, (guint) index)->info : NULL;

  if (button == GDK_BUTTON_MIDDLE)
    return CTN_CHART_PULL_MAP;
  if (info != NULL && _ctn_chart_canvas_is_connectable (self, info) &&
      is_at_edge (self, index, x, y))
    return CTN_CHART_PULL_LINE;
  if (info != NULL && _ctn_chart_canvas_is_draggable (self, info))
    return CTN_CHART_PULL_MARK;
  if (self->editable && (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
    return CTN_CHART_PULL_BAND;
  return CTN_CHART_PULL_MAP;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CtnChartCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == GDK_BUTTON_SECONDARY) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  self->pulled = _ctn_chart_canvas_hit (self, x, y);
  self->pull = choose_pull (self, self->pulled, x, y, gesture);
  self->dragged = FALSE;
  self->start_x = self->pointer_x = x;
  self->start_y = self->pointer_y = y;
  self->origin_x = self->x;
  self->origin_y = self->y;
}

/* Whoever pulls a mark that is not selected means this one alone. */
static void
begin_to_pull (CtnChartCanvas *self)
{
  const CtnMarkInfo *info = &ctn_scene_get_mark (self->scene, (guint) self->pulled)->info;

  if (self->editable && !_ctn_chart_canvas_is_selected (self, info))
    _ctn_chart_canvas_select_mark (self, (guint) self->pulled);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CtnChartCanvas *self)
{
  gboolean begins = !self->dragged;

  if (self->pull == CTN_CHART_PULL_NOTHING || (begins && fabs (dx) + fabs (dy) < DRAG_THRESHOLD))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragged = TRUE;
  self->pointer_x = self->start_x + dx;
  self->pointer_y = self->start_y + dy;
  if (self->pull == CTN_CHART_PULL_MARK && self->pulled >= 0) {
    if (begins)
      begin_to_pull (self);
    _ctn_chart_canvas_emit_dragged (self, self->pointer_x, self->pointer_y, FALSE);
  } else if (self->pull == CTN_CHART_PULL_LINE) {
    self->hover = _ctn_chart_canvas_hit (self, self->pointer_x, self->pointer_y);
  } else if (self->pull == CTN_CHART_PULL_MAP) {
    ctn_chart_canvas_pan_by (self, self->origin_x + dx - self->x, self->origin_y + dy - self->y);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
finish_band (CtnChartCanvas *self)
{
  graphene_rect_t band = GRAPHENE_RECT_INIT ((float) MIN (self->start_x, self->pointer_x),
                                             (float) MIN (self->start_y, self->pointer_y),
                                             (float) fabs (self->pointer_x - self->start_x),
                                             (float) fabs (self->pointer_y - self->start_y));

  _ctn_chart_canvas_select_within (self, &band);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CtnChartCanvas *self)
{
  CtnChartPull pull = self->pull;

  self->pull = CTN_CHART_PULL_NOTHING;
  if (self->dragged && self->scene != NULL) {
    if (pull == CTN_CHART_PULL_MARK && self->pulled >= 0)
      _ctn_chart_canvas_emit_dragged (self, self->pointer_x, self->pointer_y, TRUE);
    else if (pull == CTN_CHART_PULL_BAND)
      finish_band (self);
    else if (pull == CTN_CHART_PULL_LINE && self->pulled >= 0)
      _ctn_chart_canvas_emit_connected (
          self, _ctn_chart_canvas_hit (self, self->pointer_x, self->pointer_y), self->pointer_x,
          self->pointer_y);
  }
  self->pulled = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, CtnChartCanvas *self)
{
  self->pull = CTN_CHART_PULL_NOTHING;
  self->pulled = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Clicks ----------------------------------------------------------------------------------------- */

static void
show_menu (CtnChartCanvas *self, int index, double x, double y)
{
  const CtnMarkInfo *info =
      index >= 0 ? &ctn_scene_get_mark (self->scene, (guint) index)->info : NULL;

  if (info != NULL && !_ctn_chart_canvas_is_selected (self, info))
    _ctn_chart_canvas_select_mark (self, (guint) index);
  _ctn_chart_canvas_emit_menu (self, index, x, y);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CtnChartCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  int index = _ctn_chart_canvas_hit (self, x, y);

  if (button == GDK_BUTTON_SECONDARY) {
    if (self->scene != NULL)
      show_menu (self, index, x, y);
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  } else if (button == GDK_BUTTON_PRIMARY && n_press == 2 && self->editable &&
             self->scene != NULL) {
    _ctn_chart_canvas_emit_edit (self, index, x, y);
  }
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CtnChartCanvas *self)
{
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  int index = _ctn_chart_canvas_hit (self, x, y);
  int position = index >= 0 ? _ctn_chart_canvas_find_position (self, (guint) index) : -1;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY ||
      n_press > 1)
    return;
  if (position >= 0)
    _ctn_chart_canvas_focus_position (self, (guint) position);
  if (index >= 0 && self->editable && (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK))) {
    _ctn_chart_canvas_toggle_mark (self, (guint) index);
  } else if (index >= 0) {
    _ctn_chart_canvas_select_mark (self, (guint) index);
    _ctn_chart_canvas_activate (self, (guint) index);
  } else if (self->editable) {
    ctn_chart_canvas_select (self, NULL, 0);
    if (position < 0 && self->scene != NULL && ctn_scene_get_n_reachable (self->scene) > 0)
      _ctn_chart_canvas_focus_position (self, self->current);
  }
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, CtnChartCanvas *self)
{
  if (self->scene != NULL)
    show_menu (self, _ctn_chart_canvas_hit (self, x, y), x, y);
}

/* Hovering --------------------------------------------------------------------------------------- */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, CtnChartCanvas *self)
{
  int index;
  const char *cursor = NULL;

  if (!self->editable || self->pull != CTN_CHART_PULL_NOTHING)
    return;
  index = _ctn_chart_canvas_hit (self, x, y);
  if (index >= 0) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (self->scene, (guint) index)->info;

    cursor = _ctn_chart_canvas_is_connectable (self, info) && is_at_edge (self, index, x, y)
                 ? "crosshair"
             : _ctn_chart_canvas_is_draggable (self, info) ? "grab"
                                                           : "pointer";
  }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
  if (index == self->hover)
    return;
  self->hover = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (GtkEventControllerMotion *controller, CtnChartCanvas *self)
{
  if (self->hover < 0)
    return;
  self->hover = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
dup_tooltip (const CtnMarkInfo *info)
{
  if (info->description != NULL)
    return g_strdup (info->description);
  return info->value != NULL && !g_str_has_suffix (info->label, info->value)
             ? g_strdup_printf ("%s: %s", info->label, info->value)
             : g_strdup (info->label);
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);
  int index = keyboard ? -1 : _ctn_chart_canvas_hit (self, x, y);
  const CtnMarkInfo *info;
  g_autofree char *text = NULL;
  graphene_rect_t rectangle;
  GdkRectangle area;

  if (index < 0 || self->pull != CTN_CHART_PULL_NOTHING)
    return FALSE;
  info = &ctn_scene_get_mark (self->scene, (guint) index)->info;
  if (info->label == NULL)
    return FALSE;
  text = dup_tooltip (info);
  gtk_tooltip_set_text (tooltip, text);
  _ctn_chart_canvas_get_mark_rectangle (self, (guint) index, &rectangle);
  area = (GdkRectangle) { (int) rectangle.origin.x, (int) rectangle.origin.y,
                          (int) rectangle.size.width, (int) rectangle.size.height };
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------ */

static void
add_gestures (CtnChartCanvas *self)
{
  GtkGesture *zoom = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (zoom, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (zoom_changed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (zoom));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

void
_ctn_chart_canvas_add_pointer (CtnChartCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (_ctn_chart_canvas_key_pressed), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  add_gestures (self);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
