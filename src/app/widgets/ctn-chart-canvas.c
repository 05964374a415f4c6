#include "ctn-chart-canvas-private.h"

#include <math.h>

#include "ctn-chart-mark.h"

#define MIN_SCALE 0.05
#define MAX_SCALE 12.0

/* Longer than this and the eye loses what the hand has done. */
#define ANIMATION_MS 260

/* Larger scenes are painted as tiles, and jump. */
#define MANY_MARKS 1500

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_DRAGGED,
  SIGNAL_CONNECTED,
  SIGNAL_EDIT,
  SIGNAL_CONTEXT_MENU,
  SIGNAL_MOVED,
  SIGNAL_RESIZED,
  N_SIGNALS
};

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
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
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

/* The layer of marks moves and grows as a whole, so that panning costs nothing for each of them. */
static void
ctn_chart_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);
  GskTransform *transform;
  float scale;

  note_size (self, width, height);
  if (self->between == NULL && (self->fitted || !self->zoomable))
    fit (self);
  scale = (float) (self->scale / CTN_CHART_SCREEN_SCALE);
  transform =
      gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y));
  transform = gsk_transform_scale (transform, scale, scale);
  gtk_widget_measure (self->layer, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->layer, 1, 1, -1, transform);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
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

/* The part of the scene that is seen has changed. */
static void
moved (CtnChartCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

void
_ctn_chart_canvas_zoom_about (CtnChartCanvas *self, double factor, double x, double y)
{
  double scale = CLAMP (self->scale * factor, MIN_SCALE, MAX_SCALE);

  if (!self->zoomable)
    return;
  self->x = x - (x - self->x) * scale / self->scale;
  self->y = y - (y - self->y) * scale / self->scale;
  self->scale = scale;
  self->fitted = FALSE;
  moved (self);
}

int
_ctn_chart_canvas_hit (CtnChartCanvas *self, double x, double y)
{
  if (self->scene == NULL)
    return -1;
  ctn_chart_canvas_to_scene (self, &x, &y);
  return ctn_scene_hit (self->scene, x, y, CTN_CHART_HIT_TOLERANCE / self->scale);
}

/* Signals ---------------------------------------------------------------------------------------- */

void
_ctn_chart_canvas_activate (CtnChartCanvas *self, guint index)
{
  const CtnMarkInfo *info = &ctn_scene_get_mark (self->scene, index)->info;

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, info->role, info->id);
}

const CtnMarkInfo *
_ctn_chart_canvas_get_info (CtnChartCanvas *self, int index)
{
  static const CtnMarkInfo nothing = { .role = "" };

  return index >= 0 ? &ctn_scene_get_mark (self->scene, (guint) index)->info : &nothing;
}

void
_ctn_chart_canvas_emit_edit (CtnChartCanvas *self, int index, double x, double y)
{
  const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, index);

  ctn_chart_canvas_to_scene (self, &x, &y);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, info->role, info->id, x, y);
}

void
_ctn_chart_canvas_emit_menu (CtnChartCanvas *self, int index, double x, double y)
{
  const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, index);

  g_signal_emit (self, signals[SIGNAL_CONTEXT_MENU], 0, info->role, info->id, x, y);
}

void
_ctn_chart_canvas_emit_dragged (CtnChartCanvas *self, double x, double y, gboolean done)
{
  const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, self->pulled);
  const char *role = g_intern_string (info->role);
  gint64 id = info->id;
  int part = info->part;

  ctn_chart_canvas_to_scene (self, &x, &y);
  g_signal_emit (self, signals[SIGNAL_DRAGGED], 0, role, id, part, x, y, done);
  /* The owner may have answered with another scene. */
  if (!done && self->scene != NULL)
    self->pulled = ctn_scene_find (self->scene, role, id, part);
}

void
_ctn_chart_canvas_emit_connected (CtnChartCanvas *self, int index, double x, double y)
{
  const CtnMarkInfo *from = _ctn_chart_canvas_get_info (self, self->pulled),
                    *to = _ctn_chart_canvas_get_info (self, index);

  ctn_chart_canvas_to_scene (self, &x, &y);
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, from->role, from->id, to->role, to->id, x, y);
}

/* Scene ------------------------------------------------------------------------------------------ */

static void
animate_cb (double progress, gpointer data)
{
  CtnChartCanvas *self = data;

  g_clear_pointer (&self->between, ctn_scene_unref);
  if (progress < 1)
    self->between = ctn_scene_new_between (self->before, self->scene, progress);
  if (!self->fitted) {
    gtk_widget_queue_draw (GTK_WIDGET (self));
    return;
  }
  self->x = self->from.x + (self->to.x - self->from.x) * progress;
  self->y = self->from.y + (self->to.y - self->from.y) * progress;
  self->scale = self->from.scale + (self->to.scale - self->from.scale) * progress;
  moved (self);
}

static void
animated_cb (CtnChartCanvas *self)
{
  g_clear_pointer (&self->between, ctn_scene_unref);
  g_clear_pointer (&self->before, ctn_scene_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
stop_animation (CtnChartCanvas *self)
{
  if (self->animation != NULL)
    adw_animation_pause (self->animation);
  g_clear_object (&self->animation);
  animated_cb (self);
}

/* From what is seen now. Takes @before. */
static void
start_animation (CtnChartCanvas *self, CtnScene *before, CtnChartPlace from)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (animate_cb, self, NULL);

  self->before = before;
  self->from = from;
  self->to = (CtnChartPlace) { self->x, self->y, self->scale };
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, ANIMATION_MS, target);
  g_signal_connect_object (self->animation, "done", G_CALLBACK (animated_cb), self,
                           G_CONNECT_SWAPPED);
  animate_cb (0, self);
  adw_animation_play (self->animation);
}

static gboolean
can_animate (CtnChartCanvas *self, CtnScene *scene)
{
  return self->scene != NULL && scene != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         adw_get_enable_animations (GTK_WIDGET (self)) &&
         ctn_scene_get_n_marks (scene) <= MANY_MARKS &&
         ctn_scene_get_n_marks (self->scene) <= MANY_MARKS;
}

/* The focus stays at the mark that had it, wherever that is in the new scene. */
static void
keep_focus (CtnChartCanvas *self, const CtnChartRef *focused)
{
  guint n = self->scene != NULL ? ctn_scene_get_n_reachable (self->scene) : 0;

  for (guint i = 0; focused->role != NULL && i < n; i++) {
    const CtnMarkInfo *info =
        _ctn_chart_canvas_get_info (self, (int) ctn_scene_get_reachable (self->scene, i));

    if (info->id == focused->id && info->role == focused->role) {
      self->current = i;
      break;
    }
  }
  self->current = n > 0 ? MIN (self->current, n - 1) : 0;
}

void
ctn_chart_canvas_set_scene (CtnChartCanvas *self, CtnScene *scene, gboolean animate)
{
  g_autoptr (CtnScene) before = NULL;
  CtnChartRef focused = { NULL, 0 };
  const CtnChartPlace from = { self->x, self->y, self->scale };
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  ctn_chart_canvas_get_focused (self, &focused);
  if (animate && can_animate (self, scene))
    before = ctn_scene_ref (self->between != NULL ? self->between : self->scene);
  stop_animation (self);
  g_clear_pointer (&self->scene, ctn_scene_unref);
  self->scene = scene != NULL ? ctn_scene_ref (scene) : NULL;
  self->pulled = -1;
  self->hover = -1;
  ctn_chart_layer_set_scene (CTN_CHART_LAYER (self->layer), scene);
  keep_focus (self, &focused);
  if (had_focus && focused.role != NULL && scene != NULL)
    ctn_chart_layer_focus (CTN_CHART_LAYER (self->layer), self->current);
  _ctn_chart_canvas_drop_lost (self);
  ctn_chart_tiles_set_scene (
      self->tiles, scene != NULL && ctn_scene_get_n_marks (scene) > MANY_MARKS ? scene : NULL);
  if (scene != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
        ctn_scene_get_title (scene) != NULL ? ctn_scene_get_title (scene) : "",
        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
        ctn_scene_get_description (scene) != NULL ? ctn_scene_get_description (scene) : "", -1);
  if (self->fitted || !self->zoomable)
    fit (self);
  if (before != NULL)
    start_animation (self, g_steal_pointer (&before), from);
  moved (self);
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
ctn_chart_canvas_set_draggable (CtnChartCanvas *self, const char *roles)
{
  g_set_str (&self->draggable, roles);
}

void
ctn_chart_canvas_set_editable (CtnChartCanvas *self, gboolean editable)
{
  self->editable = editable;
}

void
ctn_chart_canvas_set_top_down (CtnChartCanvas *self, gboolean top_down)
{
  self->top_down = top_down;
}

gboolean
ctn_chart_canvas_get_editable (CtnChartCanvas *self)
{
  return self->editable;
}

/* Where one looks -------------------------------------------------------------------------------- */

void
ctn_chart_canvas_zoom_by (CtnChartCanvas *self, double factor)
{
  _ctn_chart_canvas_zoom_about (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                                gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
ctn_chart_canvas_zoom_to_fit (CtnChartCanvas *self)
{
  self->fitted = TRUE;
  fit (self);
  moved (self);
}

void
ctn_chart_canvas_pan_by (CtnChartCanvas *self, double dx, double dy)
{
  if (!self->zoomable)
    return;
  self->x += dx;
  self->y += dy;
  self->fitted = FALSE;
  moved (self);
}

void
ctn_chart_canvas_center_on (CtnChartCanvas *self, double x, double y)
{
  ctn_chart_canvas_pan_by (
      self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - self->x - x * self->scale,
      gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - self->y - y * self->scale);
}

void
ctn_chart_canvas_get_look (CtnChartCanvas *self, double *scale, double *x, double *y)
{
  *x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  *y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  ctn_chart_canvas_to_scene (self, x, y);
  *scale = self->fitted ? 0 : self->scale;
}

void
ctn_chart_canvas_set_look (CtnChartCanvas *self, double scale, double x, double y)
{
  if (!self->zoomable || scale <= 0) {
    ctn_chart_canvas_zoom_to_fit (self);
    return;
  }
  self->scale = CLAMP (scale, MIN_SCALE, MAX_SCALE);
  ctn_chart_canvas_center_on (self, x, y);
}

void
ctn_chart_canvas_to_scene (CtnChartCanvas *self, double *x, double *y)
{
  *x = (*x - self->x) / self->scale;
  *y = (*y - self->y) / self->scale;
}

void
ctn_chart_canvas_get_visible (CtnChartCanvas *self, graphene_rect_t *part)
{
  double x = 0, y = 0;

  ctn_chart_canvas_to_scene (self, &x, &y);
  graphene_rect_init (part, (float) x, (float) y,
                      (float) (gtk_widget_get_width (GTK_WIDGET (self)) / self->scale),
                      (float) (gtk_widget_get_height (GTK_WIDGET (self)) / self->scale));
}

gboolean
ctn_chart_canvas_get_mark_area (CtnChartCanvas *self,
                                const char *role,
                                gint64 id,
                                GdkRectangle *area)
{
  graphene_rect_t rectangle;

  for (guint i = 0; self->scene != NULL && i < ctn_scene_get_n_reachable (self->scene); i++) {
    guint index = ctn_scene_get_reachable (self->scene, i);
    const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, (int) index);

    if (info->id != id || g_strcmp0 (info->role, role) != 0)
      continue;
    _ctn_chart_canvas_get_mark_rectangle (self, index, &rectangle);
    *area = (GdkRectangle) { (int) rectangle.origin.x, (int) rectangle.origin.y,
                             (int) rectangle.size.width, (int) rectangle.size.height };
    return TRUE;
  }
  return FALSE;
}

gboolean
ctn_chart_canvas_get_focused (CtnChartCanvas *self, CtnChartRef *ref)
{
  const CtnMarkInfo *info;

  if (self->scene == NULL || self->current >= ctn_scene_get_n_reachable (self->scene))
    return FALSE;
  info =
      _ctn_chart_canvas_get_info (self, (int) ctn_scene_get_reachable (self->scene, self->current));
  *ref = (CtnChartRef) { info->role, info->id };
  return TRUE;
}

gboolean
ctn_chart_canvas_focus_mark (CtnChartCanvas *self, const char *role, gint64 id)
{
  for (guint i = 0; self->scene != NULL && i < ctn_scene_get_n_reachable (self->scene); i++) {
    const CtnMarkInfo *info =
        _ctn_chart_canvas_get_info (self, (int) ctn_scene_get_reachable (self->scene, i));

    if (info->id == id && g_strcmp0 (info->role, role) == 0) {
      _ctn_chart_canvas_focus_position (self, i);
      return TRUE;
    }
  }
  return FALSE;
}

/* ------------------------------------------------------------------------------------------------ */

static gboolean
ctn_chart_canvas_grab_focus (GtkWidget *widget)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);

  if (self->scene == NULL || self->current >= ctn_scene_get_n_reachable (self->scene))
    return FALSE;
  ctn_chart_layer_focus (CTN_CHART_LAYER (self->layer), self->current);
  return TRUE;
}

static void
ctn_chart_canvas_dispose (GObject *object)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (object);

  g_clear_handle_id (&self->resize_idle, g_source_remove);
  if (self->layer != NULL)
    stop_animation (self);
  g_clear_pointer (&self->layer, gtk_widget_unparent);
  g_clear_pointer (&self->scene, ctn_scene_unref);
  g_clear_object (&self->tiles);

  G_OBJECT_CLASS (ctn_chart_canvas_parent_class)->dispose (object);
}

static void
ctn_chart_canvas_finalize (GObject *object)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (object);

  g_free (self->draggable);
  g_array_unref (self->selected);

  G_OBJECT_CLASS (ctn_chart_canvas_parent_class)->finalize (object);
}

static void
add_signals (GType type)
{
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_DRAGGED] = g_signal_new ("dragged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 6, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT,
                                          G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[SIGNAL_CONNECTED] = g_signal_new (
      "connected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 6, G_TYPE_STRING,
      G_TYPE_INT64, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_EDIT] =
      g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_STRING, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_CONTEXT_MENU] =
      g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_STRING, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] =
      g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESIZED] =
      g_signal_new ("resized", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_chart_canvas_class_init (CtnChartCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chart_canvas_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_chart_canvas_finalize;
  widget_class->size_allocate = ctn_chart_canvas_size_allocate;
  widget_class->measure = ctn_chart_canvas_measure;
  widget_class->snapshot = _ctn_chart_canvas_snapshot;
  widget_class->focus = _ctn_chart_canvas_focus;
  widget_class->grab_focus = ctn_chart_canvas_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  add_signals (G_TYPE_FROM_CLASS (klass));
}

static void
ctn_chart_canvas_init (CtnChartCanvas *self)
{
  self->scale = CTN_CHART_SCREEN_SCALE;
  self->fitted = TRUE;
  self->pulled = -1;
  self->hover = -1;
  self->selected = g_array_new (FALSE, FALSE, sizeof (CtnChartRef));
  self->tiles = ctn_chart_tiles_new ();
  self->layer = ctn_chart_layer_new ();
  gtk_widget_set_parent (self->layer, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (self->tiles, "ready", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  _ctn_chart_canvas_add_pointer (self);
}
