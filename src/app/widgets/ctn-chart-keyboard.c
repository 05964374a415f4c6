#include <math.h>

#include "ctn-chart-canvas-private.h"
#include "ctn-chart-mark.h"

#define PAN_STEP 120 /* pixels */

static const CtnMarkInfo *
get_info (CtnChartCanvas *self, guint position)
{
  return &ctn_scene_get_mark (self->scene, ctn_scene_get_reachable (self->scene, position))->info;
}

int
_ctn_chart_canvas_find_position (CtnChartCanvas *self, guint index)
{
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++)
    if (ctn_scene_get_reachable (self->scene, i) == index)
      return (int) i;
  return -1;
}

/* A box that is not quite seen comes to the middle. A long line does when nothing of it is seen. While a scene
 * that fills the canvas grows into its new shape, what is added to it comes into view by itself. */
static void
bring_into_view (CtnChartCanvas *self, guint position)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t place;
  double slack_x, slack_y;

  if (self->fitted && self->between != NULL)
    return;
  _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, position),
                                        &place);
  slack_x = MAX (place.size.width - width, 0);
  slack_y = MAX (place.size.height - height, 0);
  if (place.origin.x < -slack_x || place.origin.y < -slack_y ||
      place.origin.x + place.size.width > width + slack_x ||
      place.origin.y + place.size.height > height + slack_y)
    ctn_chart_canvas_pan_by (self, width / 2 - place.origin.x - place.size.width / 2,
                             height / 2 - place.origin.y - place.size.height / 2);
}

void
_ctn_chart_canvas_focus_position (CtnChartCanvas *self, guint position)
{
  self->current = position;
  bring_into_view (self, position);
  ctn_chart_layer_focus (CTN_CHART_LAYER (self->layer), position);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far @to lies from @from in a direction; negative when it lies elsewhere. What a line leads to may lie far
 * to the side. */
static double
measure_direction (const graphene_rect_t *from,
                   const graphene_rect_t *to,
                   GtkDirectionType direction,
                   gboolean linked)
{
  double dx = to->origin.x + to->size.width / 2 - from->origin.x - from->size.width / 2;
  double dy = to->origin.y + to->size.height / 2 - from->origin.y - from->size.height / 2;
  double along = direction == GTK_DIR_LEFT    ? -dx
                 : direction == GTK_DIR_RIGHT ? dx
                 : direction == GTK_DIR_UP    ? -dy
                                              : dy;
  double across = direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT ? dy : dx;

  if (along <= 1 || (!linked && fabs (across) > 2 * along))
    return -1;
  return along + 2 * fabs (across);
}

static gboolean
is_line (const CtnMarkInfo *info)
{
  return info->from != 0;
}

/* Where lines run to and come from in this chart. */
static GtkDirectionType
get_forward (CtnChartCanvas *self)
{
  return self->top_down ? GTK_DIR_DOWN : GTK_DIR_RIGHT;
}

static GtkDirectionType
get_back (CtnChartCanvas *self)
{
  return self->top_down ? GTK_DIR_UP : GTK_DIR_LEFT;
}

static gboolean
is_along (CtnChartCanvas *self, GtkDirectionType direction)
{
  return direction == get_forward (self) || direction == get_back (self);
}

/* Whether a line leads from @from to @to, or, for @back, the other way. */
static gboolean
is_linked (CtnChartCanvas *self, gint64 from, gint64 to, gboolean back)
{
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    const CtnMarkInfo *info = get_info (self, i);

    if (back ? info->from == to && info->to == from : info->from == from && info->to == to)
      return TRUE;
  }
  return FALSE;
}

/* The nearest mark in a direction; where @linked, among those at the other end of a line only. */
static int
find_neighbour (CtnChartCanvas *self, GtkDirectionType direction, gboolean linked)
{
  const CtnMarkInfo *here = get_info (self, self->current);
  graphene_rect_t from;
  double best = INFINITY;
  int target = -1;

  _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, self->current),
                                        &from);
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    const CtnMarkInfo *info = get_info (self, i);
    graphene_rect_t to;
    double distance;

    if (i == self->current || (here->connects && is_line (info)) || (linked && !info->connects))
      continue;
    _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, i), &to);
    distance = measure_direction (&from, &to, direction, linked);
    if (distance < 0 || distance >= best ||
        (linked && !is_linked (self, here->id, info->id, direction == get_back (self))))
      continue;
    best = distance;
    target = (int) i;
  }
  return target;
}

/* The position of the mark with @id where lines end, or -1. */
static int
find_end (CtnChartCanvas *self, gint64 id)
{
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++)
    if (get_info (self, i)->connects && get_info (self, i)->id == id)
      return (int) i;
  return -1;
}

/* The next line at an end of @line, or the first one of the mark with @end, by reading order. */
static int
find_line (CtnChartCanvas *self, gint64 end, guint after, gboolean outgoing, int step)
{
  int n = (int) ctn_scene_get_n_reachable (self->scene);

  for (int i = 1; i <= n; i++) {
    int position = (((int) after + step * i) % n + n) % n;
    const CtnMarkInfo *info = get_info (self, (guint) position);

    if (is_line (info) && (outgoing ? info->from : info->to) == end)
      return position;
  }
  return -1;
}

/* From a line to its ends and to the lines beside it. */
static int
leave_line (CtnChartCanvas *self, GtkDirectionType direction)
{
  const CtnMarkInfo *line = get_info (self, self->current);

  if (direction == get_back (self))
    return find_end (self, line->from);
  if (direction == get_forward (self))
    return find_end (self, line->to);
  return find_line (self, line->from, self->current, TRUE,
                    direction == GTK_DIR_UP || direction == GTK_DIR_LEFT ? -1 : 1);
}

static gboolean
move_focus (CtnChartCanvas *self, GtkDirectionType direction)
{
  const CtnMarkInfo *here = get_info (self, self->current);
  int target = -1;

  if (is_line (here))
    target = leave_line (self, direction);
  else if (here->connects && is_along (self, direction))
    target = find_neighbour (self, direction, TRUE);
  if (target < 0)
    target = find_neighbour (self, direction, FALSE);
  if (target >= 0)
    _ctn_chart_canvas_focus_position (self, (guint) target);
  return TRUE;
}

/* One stop of the Tab key for the whole chart; the arrows move inside, along lines and from line to line.
 * A Tab that walked along lines would have to go round a loop of a chain for ever, and with a thousand marks
 * nobody would come out again (WCAG 2.1.2, no keyboard trap; ARIA's pattern for composite widgets). */
gboolean
_ctn_chart_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);
  guint n = self->scene != NULL ? ctn_scene_get_n_reachable (self->scene) : 0;
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (n == 0)
    return FALSE;
  if (!inside) {
    _ctn_chart_canvas_focus_position (self, MIN (self->current, n - 1));
    return TRUE;
  }
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;
  return move_focus (self, direction);
}

static void
select_all (CtnChartCanvas *self)
{
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (CtnChartRef));

  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    const CtnMarkInfo *info = get_info (self, i);
    CtnChartRef ref = { info->role, info->id };

    if (info->connects)
      g_array_append_val (refs, ref);
  }
  ctn_chart_canvas_select (self, (CtnChartRef *) (gpointer) refs->data, refs->len);
}

/* What is chosen goes with the focus, unless it is being collected. */
static void
leave_chosen (CtnChartCanvas *self)
{
  if (!self->collecting)
    ctn_chart_canvas_select (self, NULL, 0);
}

/* Along lines with Ctrl: on to the line itself; with Shift the selection grows on the way. */
static gboolean
arrow_pressed (CtnChartCanvas *self, GtkDirectionType direction, GdkModifierType modifiers)
{
  guint before = self->current;
  const CtnMarkInfo *here = get_info (self, self->current);

  if (modifiers & GDK_CONTROL_MASK) {
    gboolean outgoing = direction == get_forward (self);
    int line = -1;

    if (here->connects && is_along (self, direction))
      line = find_line (self, here->id, 0, outgoing, 1);
    if (line >= 0)
      _ctn_chart_canvas_focus_position (self, (guint) line);
    return TRUE;
  }
  if (!(modifiers & GDK_SHIFT_MASK) || !self->editable) {
    leave_chosen (self);
    return FALSE;
  }
  if (self->selected->len == 0)
    _ctn_chart_canvas_toggle_mark (self, ctn_scene_get_reachable (self->scene, before));
  move_focus (self, direction);
  if (self->current != before &&
      !_ctn_chart_canvas_is_selected (self, get_info (self, self->current)))
    _ctn_chart_canvas_toggle_mark (self, ctn_scene_get_reachable (self->scene, self->current));
  return TRUE;
}

static gboolean
view_key_pressed (CtnChartCanvas *self, guint key, GdkModifierType modifiers)
{
  gboolean sideways = (modifiers & GDK_SHIFT_MASK) != 0;

  if (!self->zoomable)
    return FALSE;
  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    ctn_chart_canvas_zoom_by (self, 1.25);
    return TRUE;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    ctn_chart_canvas_zoom_by (self, 0.8);
    return TRUE;
  case GDK_KEY_0:
  case GDK_KEY_KP_0:
    ctn_chart_canvas_zoom_to_fit (self);
    return TRUE;
  case GDK_KEY_Page_Up:
    ctn_chart_canvas_pan_by (self, sideways ? PAN_STEP : 0, sideways ? 0 : PAN_STEP);
    return TRUE;
  case GDK_KEY_Page_Down:
    ctn_chart_canvas_pan_by (self, sideways ? -PAN_STEP : 0, sideways ? 0 : -PAN_STEP);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
show_menu (CtnChartCanvas *self)
{
  guint index = ctn_scene_get_reachable (self->scene, self->current);
  graphene_rect_t place;
  graphene_point_t center;

  if (!_ctn_chart_canvas_is_selected (self, get_info (self, self->current)))
    _ctn_chart_canvas_select_mark (self, index);
  _ctn_chart_canvas_get_mark_rectangle (self, index, &place);
  graphene_rect_get_center (&place, &center);
  _ctn_chart_canvas_emit_menu (self, (int) index, center.x, center.y);
}

static gboolean
edit_key_pressed (CtnChartCanvas *self, guint key, GdkModifierType modifiers)
{
  guint index = ctn_scene_get_reachable (self->scene, self->current);

  switch (key) {
  case GDK_KEY_Menu:
    show_menu (self);
    return TRUE;
  case GDK_KEY_F10:
    if (!(modifiers & GDK_SHIFT_MASK))
      return FALSE;
    show_menu (self);
    return TRUE;
  case GDK_KEY_F2:
    _ctn_chart_canvas_emit_edit (self, (int) index, 0, 0);
    return TRUE;
  case GDK_KEY_a:
    if (!(modifiers & GDK_CONTROL_MASK))
      return FALSE;
    select_all (self);
    return TRUE;
  case GDK_KEY_Escape:
    if (self->selected->len == 0)
      return FALSE;
    ctn_chart_canvas_select (self, NULL, 0);
    return TRUE;
  case GDK_KEY_space:
    if (!(modifiers & GDK_CONTROL_MASK))
      return FALSE;
    _ctn_chart_canvas_toggle_mark (self, index);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
walk_key_pressed (CtnChartCanvas *self, guint key, GdkModifierType modifiers)
{
  switch (key) {
  case GDK_KEY_Home:
    leave_chosen (self);
    _ctn_chart_canvas_focus_position (self, 0);
    return TRUE;
  case GDK_KEY_End:
    leave_chosen (self);
    _ctn_chart_canvas_focus_position (self, ctn_scene_get_n_reachable (self->scene) - 1);
    return TRUE;
  case GDK_KEY_Left:
    return arrow_pressed (self, GTK_DIR_LEFT, modifiers);
  case GDK_KEY_Right:
    return arrow_pressed (self, GTK_DIR_RIGHT, modifiers);
  case GDK_KEY_Up:
    return arrow_pressed (self, GTK_DIR_UP, modifiers);
  case GDK_KEY_Down:
    return arrow_pressed (self, GTK_DIR_DOWN, modifiers);
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_space:
    _ctn_chart_canvas_select_mark (self, ctn_scene_get_reachable (self->scene, self->current));
    _ctn_chart_canvas_activate (self, ctn_scene_get_reachable (self->scene, self->current));
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
_ctn_chart_canvas_key_pressed (GtkEventControllerKey *controller,
                               guint key,
                               guint code,
                               GdkModifierType modifiers,
                               CtnChartCanvas *self)
{
  guint n = self->scene != NULL ? ctn_scene_get_n_reachable (self->scene) : 0;

  if (n == 0 || (modifiers & GDK_ALT_MASK))
    return FALSE;
  self->current = MIN (self->current, n - 1);
  return view_key_pressed (self, key, modifiers) ||
         (self->editable && edit_key_pressed (self, key, modifiers)) ||
         walk_key_pressed (self, key, modifiers);
}
