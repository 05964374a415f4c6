#include <math.h>

#include "ctn-chart-canvas-private.h"
#include "ctn-chart-mark.h"

/* Puts the focus on the reachable mark at @position and brings it into view. */
void
_ctn_chart_canvas_focus_position (CtnChartCanvas *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  graphene_rect_t rectangle;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  for (guint i = 0; i < position && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child == NULL)
    return;
  self->current = position;
  _ctn_chart_canvas_get_mark_rectangle (self, ctn_chart_mark_get_index (CTN_CHART_MARK (child)),
                                        &rectangle);
  if (self->zoomable && (rectangle.origin.x < 0 || rectangle.origin.y < 0 ||
                         rectangle.origin.x + rectangle.size.width > width ||
                         rectangle.origin.y + rectangle.size.height > height)) {
    self->x += width / 2 - rectangle.origin.x - rectangle.size.width / 2;
    self->y += height / 2 - rectangle.origin.y - rectangle.size.height / 2;
    self->fitted = FALSE;
  }
  _ctn_chart_canvas_moved (self);
  gtk_widget_grab_focus (child);
}

/* How far @rectangle lies from @from in a direction; negative when it lies elsewhere. */
static double
measure_direction (const graphene_rect_t *from,
                   const graphene_rect_t *to,
                   GtkDirectionType direction)
{
  double dx = to->origin.x + to->size.width / 2 - from->origin.x - from->size.width / 2;
  double dy = to->origin.y + to->size.height / 2 - from->origin.y - from->size.height / 2;
  double along = direction == GTK_DIR_LEFT    ? -dx
                 : direction == GTK_DIR_RIGHT ? dx
                 : direction == GTK_DIR_UP    ? -dy
                                              : dy;
  double across = direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT ? dy : dx;

  return along > 1 && fabs (across) <= 2 * along ? along + 2 * fabs (across) : -1;
}

static gboolean
move_focus (CtnChartCanvas *self, GtkDirectionType direction)
{
  graphene_rect_t from;
  double best = INFINITY;
  guint target = self->current;
  guint n = MIN (ctn_scene_get_n_reachable (self->scene), CTN_CHART_MAX_CHILDREN);

  _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, self->current),
                                        &from);
  for (guint i = 0; i < n; i++) {
    graphene_rect_t to;
    double distance;

    _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, i), &to);
    distance = measure_direction (&from, &to, direction);
    if (i != self->current && distance >= 0 && distance < best) {
      best = distance;
      target = i;
    }
  }
  if (target != self->current)
    _ctn_chart_canvas_focus_position (self, target);
  return TRUE;
}

/* One stop of the Tab key for the whole chart; the arrows move inside. */
gboolean
_ctn_chart_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);
  guint n = self->scene != NULL ? ctn_scene_get_n_reachable (self->scene) : 0;
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (n == 0)
    return FALSE;
  if (!inside) {
    _ctn_chart_canvas_focus_position (self,
                                      MIN (self->current, MIN (n, CTN_CHART_MAX_CHILDREN) - 1));
    return TRUE;
  }
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;
  return move_focus (self, direction);
}

gboolean
_ctn_chart_canvas_key_pressed (GtkEventControllerKey *controller,
                               guint key,
                               guint code,
                               GdkModifierType modifiers,
                               CtnChartCanvas *self)
{
  guint n = self->scene != NULL ? ctn_scene_get_n_reachable (self->scene) : 0;

  if (n == 0)
    return FALSE;
  switch (key) {
  case GDK_KEY_Home:
    _ctn_chart_canvas_focus_position (self, 0);
    return TRUE;
  case GDK_KEY_End:
    _ctn_chart_canvas_focus_position (self, MIN (n, CTN_CHART_MAX_CHILDREN) - 1);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_space:
    _ctn_chart_canvas_activate (self,
                                ctn_scene_get_reachable (self->scene, MIN (self->current, n - 1)));
    return TRUE;
  case GDK_KEY_plus:
  case GDK_KEY_KP_Add:
    ctn_chart_canvas_zoom_by (self, 1.25);
    return self->zoomable;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    ctn_chart_canvas_zoom_by (self, 0.8);
    return self->zoomable;
  case GDK_KEY_0:
    if (self->zoomable)
      ctn_chart_canvas_zoom_to_fit (self);
    return self->zoomable;
  default:
    return FALSE;
  }
}
