#include "ctn-chart-canvas-private.h"

#include <math.h>

#include "ctn-chart-mark.h"

#define HIT_TOLERANCE 6.0 /* pixels */
#define MIN_SCALE 0.05
#define MAX_SCALE 12.0

enum { SIGNAL_ACTIVATED, SIGNAL_DRAGGED, SIGNAL_CONTEXT_MENU, SIGNAL_RESIZED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChartCanvas, ctn_chart_canvas, GTK_TYPE_WIDGET)

void
_ctn_chart_canvas_get_mark_rectangle (CtnChartCanvas *self, guint index, graphene_rect_t *rectangle)
{
  const cairo_rectangle_t *bounds = &ctn_scene_get_mark (self->scene, index)->bounds;

  graphene_rect_init (rectangle, (float) (self->x + bounds->x * self->scale),
                      (float) (self->y + bounds->y * self->scale),
                      (float) MAX (bounds->width * self->scale, 1),
                      (float) MAX (bounds->height * self->scale, 1));
}

static void
fit (CtnChartCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scene_width = self->scene != NULL ? ctn_scene_get_width (self->scene) : 0;
  double scene_height = self->scene != NULL ? ctn_scene_get_height (self->scene) : 0;

  if (scene_width <= 0 || scene_height <= 0 || width <= 0 || height <= 0)
    return;
  if (self->zoomable)
    self->scale =
        MIN (MIN (width / scene_width, height / scene_height), 2 * CTN_CHART_SCREEN_SCALE);
  else
    self->scale = CTN_CHART_SCREEN_SCALE;
  self->x = (width - scene_width * self->scale) / 2;
  self->y = (height - scene_height * self->scale) / 2;
}

static gboolean
resized_cb (gpointer data)
{
  CtnChartCanvas *self = data;

  self->resize_idle = 0;
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
  return G_SOURCE_REMOVE;
}

/* Another scene means other children, which cannot be made while children are placed. */
static void
note_size (CtnChartCanvas *self, int width, int height)
{
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  if (self->resize_idle == 0)
    self->resize_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resized_cb, self, NULL);
}

static void
ctn_chart_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);

  note_size (self, width, height);
  if (self->fitted || !self->zoomable)
    fit (self);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    graphene_rect_t rectangle;
    GskTransform *transform;

    _ctn_chart_canvas_get_mark_rectangle (self, ctn_chart_mark_get_index (CTN_CHART_MARK (child)),
                                          &rectangle);
    transform = gsk_transform_translate (NULL, &rectangle.origin);
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    gtk_widget_allocate (child, (int) ceil (rectangle.size.width),
                         (int) ceil (rectangle.size.height), -1, transform);
  }
}

static void
ctn_chart_canvas_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 360;
}

static void
ctn_chart_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  CtnColor background;
  cairo_t *cr;

  if (self->scene == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  background = ctn_scene_get_background (self->scene);
  cairo_set_source_rgba (cr, background.red, background.green, background.blue, background.alpha);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  cairo_translate (cr, self->x, self->y);
  cairo_scale (cr, self->scale, self->scale);
  ctn_scene_paint_at_scale (self->scene, cr, self->scale);
  cairo_destroy (cr);
  if (focus != NULL)
    gtk_widget_snapshot_child (widget, focus, snapshot);
}

void
_ctn_chart_canvas_moved (CtnChartCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoom_about (CtnChartCanvas *self, double factor, double x, double y)
{
  double scale = CLAMP (self->scale * factor, MIN_SCALE, MAX_SCALE);

  if (!self->zoomable)
    return;
  self->x = x - (x - self->x) * scale / self->scale;
  self->y = y - (y - self->y) * scale / self->scale;
  self->scale = scale;
  self->fitted = FALSE;
  _ctn_chart_canvas_moved (self);
}

static int
hit (CtnChartCanvas *self, double x, double y)
{
  if (self->scene == NULL)
    return -1;
  return ctn_scene_hit (self->scene, (x - self->x) / self->scale, (y - self->y) / self->scale,
                        HIT_TOLERANCE / self->scale);
}

void
_ctn_chart_canvas_activate (CtnChartCanvas *self, guint index)
{
  const CtnMarkInfo *info = &ctn_scene_get_mark (self->scene, index)->info;

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, info->role, info->id);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CtnChartCanvas *self)
{
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (!self->zoomable)
    return FALSE;
  if (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) {
    gboolean sideways = (modifiers & GDK_SHIFT_MASK) != 0;

    self->x -= (sideways ? dy : dx) * 40;
    self->y -= (sideways ? 0 : dy) * 40;
    self->fitted = FALSE;
    _ctn_chart_canvas_moved (self);
    return TRUE;
  }
  if (event != NULL) {
    graphene_point_t point;

    gdk_event_get_position (event, &x, &y);
    if (gtk_widget_compute_point (GTK_WIDGET (gtk_widget_get_native (GTK_WIDGET (self))),
                                  GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                  &point)) {
      x = point.x;
      y = point.y;
    }
  }
  zoom_about (self, pow (1.15, -dy), x, y);
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
    zoom_about (self, self->zoom_start * scale / self->scale, x, y);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CtnChartCanvas *self)
{
  int index = hit (self, x, y);
  const char *role = index >= 0 ? ctn_scene_get_mark (self->scene, (guint) index)->info.role : NULL;

  self->pulled = role != NULL && g_strcmp0 (role, self->draggable) == 0 ? index : -1;
  self->drag_x = self->x;
  self->drag_y = self->y;
}

static void
emit_dragged (CtnChartCanvas *self, GtkGestureDrag *gesture, double dx, double dy, gboolean done)
{
  const CtnMarkInfo *info = &ctn_scene_get_mark (self->scene, (guint) self->pulled)->info;
  const char *role = g_intern_string (info->role);
  gint64 id = info->id;
  int part = info->part;
  double x = 0;
  double y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  g_signal_emit (self, signals[SIGNAL_DRAGGED], 0, role, id, part, (x + dx - self->x) / self->scale,
                 (y + dy - self->y) / self->scale, done);
  /* The owner may have answered with another scene. */
  if (!done)
    self->pulled = ctn_scene_find (self->scene, role, id, part);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CtnChartCanvas *self)
{
  if (fabs (dx) + fabs (dy) < 4)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->pulled >= 0) {
    emit_dragged (self, gesture, dx, dy, FALSE);
  } else if (self->zoomable) {
    self->x = self->drag_x + dx;
    self->y = self->drag_y + dy;
    self->fitted = FALSE;
    _ctn_chart_canvas_moved (self);
  }
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CtnChartCanvas *self)
{
  if (self->pulled >= 0 && fabs (dx) + fabs (dy) >= 4)
    emit_dragged (self, gesture, dx, dy, TRUE);
  self->pulled = -1;
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CtnChartCanvas *self)
{
  int index = hit (self, x, y);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  const CtnMarkInfo *info;

  if (index < 0 && button != GDK_BUTTON_SECONDARY)
    return;
  if (button == GDK_BUTTON_SECONDARY) {
    info = index >= 0 ? &ctn_scene_get_mark (self->scene, (guint) index)->info : NULL;
    g_signal_emit (self, signals[SIGNAL_CONTEXT_MENU], 0, info != NULL ? info->role : "",
                   info != NULL ? info->id : 0, x, y);
    return;
  }
  for (guint i = 0; i < MIN (ctn_scene_get_n_reachable (self->scene), CTN_CHART_MAX_CHILDREN); i++)
    if ((int) ctn_scene_get_reachable (self->scene, i) == index)
      _ctn_chart_canvas_focus_position (self, i);
  _ctn_chart_canvas_activate (self, (guint) index);
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
  int index = keyboard ? -1 : hit (self, x, y);
  const CtnMarkInfo *info;
  g_autofree char *text = NULL;
  graphene_rect_t rectangle;
  GdkRectangle area;

  if (index < 0)
    return FALSE;
  info = &ctn_scene_get_mark (self->scene, (guint) index)->info;
  if (info->label == NULL)
    return FALSE;
  text = info->value != NULL && !g_str_has_suffix (info->label, info->value)
             ? g_strdup_printf ("%s: %s", info->label, info->value)
             : g_strdup (info->label);
  gtk_tooltip_set_text (tooltip, text);
  _ctn_chart_canvas_get_mark_rectangle (self, (guint) index, &rectangle);
  area = (GdkRectangle) { (int) rectangle.origin.x, (int) rectangle.origin.y,
                          (int) rectangle.size.width, (int) rectangle.size.height };
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

/* As many children as there are reachable marks, in reading order. */
static void
sync_children (CtnChartCanvas *self)
{
  guint n = self->scene != NULL
                ? MIN (ctn_scene_get_n_reachable (self->scene), CTN_CHART_MAX_CHILDREN)
                : 0;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < n; i++) {
    if (child == NULL) {
      child = ctn_chart_mark_new ();
      gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
    }
    ctn_chart_mark_set (CTN_CHART_MARK (child), self->scene,
                        ctn_scene_get_reachable (self->scene, i));
    child = gtk_widget_get_next_sibling (child);
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_widget_unparent (child);
    child = next;
  }
  self->current = n > 0 ? MIN (self->current, n - 1) : 0;
}

void
ctn_chart_canvas_set_scene (CtnChartCanvas *self, CtnScene *scene)
{
  g_clear_pointer (&self->scene, ctn_scene_unref);
  self->scene = scene != NULL ? ctn_scene_ref (scene) : NULL;
  self->pulled = -1;
  sync_children (self);
  if (scene != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
        ctn_scene_get_title (scene) != NULL ? ctn_scene_get_title (scene) : "",
        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
        ctn_scene_get_description (scene) != NULL ? ctn_scene_get_description (scene) : "", -1);
  if (self->fitted || !self->zoomable)
    fit (self);
  _ctn_chart_canvas_moved (self);
}

CtnScene *
ctn_chart_canvas_get_scene (CtnChartCanvas *self)
{
  return self->scene;
}

void
ctn_chart_canvas_set_zoomable (CtnChartCanvas *self, gboolean zoomable)
{
  self->zoomable = zoomable;
}

gboolean
ctn_chart_canvas_get_zoomable (CtnChartCanvas *self)
{
  return self->zoomable;
}

void
ctn_chart_canvas_set_draggable (CtnChartCanvas *self, const char *role)
{
  g_set_str (&self->draggable, role);
}

void
ctn_chart_canvas_zoom_by (CtnChartCanvas *self, double factor)
{
  zoom_about (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
              gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
ctn_chart_canvas_zoom_to_fit (CtnChartCanvas *self)
{
  self->fitted = TRUE;
  fit (self);
  _ctn_chart_canvas_moved (self);
}

gboolean
ctn_chart_canvas_focus_mark (CtnChartCanvas *self, const char *role, gint64 id)
{
  guint n = self->scene != NULL
                ? MIN (ctn_scene_get_n_reachable (self->scene), CTN_CHART_MAX_CHILDREN)
                : 0;

  for (guint i = 0; i < n; i++) {
    const CtnMarkInfo *info =
        &ctn_scene_get_mark (self->scene, ctn_scene_get_reachable (self->scene, i))->info;

    if (info->id == id && g_strcmp0 (info->role, role) == 0) {
      _ctn_chart_canvas_focus_position (self, i);
      return TRUE;
    }
  }
  return FALSE;
}

static void
ctn_chart_canvas_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_handle_id (&CTN_CHART_CANVAS (object)->resize_idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&CTN_CHART_CANVAS (object)->scene, ctn_scene_unref);

  G_OBJECT_CLASS (ctn_chart_canvas_parent_class)->dispose (object);
}

static void
ctn_chart_canvas_finalize (GObject *object)
{
  g_free (CTN_CHART_CANVAS (object)->draggable);

  G_OBJECT_CLASS (ctn_chart_canvas_parent_class)->finalize (object);
}

static void
ctn_chart_canvas_class_init (CtnChartCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chart_canvas_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_chart_canvas_finalize;
  widget_class->size_allocate = ctn_chart_canvas_size_allocate;
  widget_class->measure = ctn_chart_canvas_measure;
  widget_class->snapshot = ctn_chart_canvas_snapshot;
  widget_class->focus = _ctn_chart_canvas_focus;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_DRAGGED] = g_signal_new ("dragged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 6, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT,
                                          G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[SIGNAL_CONTEXT_MENU] =
      g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_STRING, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_RESIZED] =
      g_signal_new ("resized", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_controllers (CtnChartCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *zoom = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (_ctn_chart_canvas_key_pressed), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (zoom, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (zoom_changed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (zoom));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
ctn_chart_canvas_init (CtnChartCanvas *self)
{
  self->scale = CTN_CHART_SCREEN_SCALE;
  self->fitted = TRUE;
  self->pulled = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  add_controllers (self);
}
