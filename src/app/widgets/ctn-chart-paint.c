#include <math.h>

#include "ctn-chart-canvas-private.h"

#define FRAME 2.0  /* pixels of the line around what is selected */
#define HANDLE 4.5 /* pixels of the radius of the point where a line begins */

static void
set_accent (cairo_t *cr, double alpha)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GdkRGBA *color = adw_style_manager_get_accent_color_rgba (style);

  cairo_set_source_rgba (cr, color->red, color->green, color->blue, alpha);
  gdk_rgba_free (color);
}

/* As a picture of our own, since the pen of straight lines writes pixels. */
static void
paint_scene (CtnChartCanvas *self, GtkSnapshot *snapshot)
{
  CtnScene *scene = self->between != NULL ? self->between : self->scene;
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr (GdkTexture) texture = NULL;

  if (width <= 0 || height <= 0)
    return;
  texture = ctn_chart_tiles_paint (scene, self->scale * factor, -self->x * factor,
                                   -self->y * factor, width * factor, height * factor);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static void
paint_background (CtnChartCanvas *self, GtkSnapshot *snapshot)
{
  CtnColor color = ctn_scene_get_background (self->scene);

  gtk_snapshot_append_color (
      snapshot,
      &(GdkRGBA) { (float) color.red, (float) color.green, (float) color.blue,
                   (float) color.alpha },
      &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                           (float) gtk_widget_get_height (GTK_WIDGET (self))));
}

/* The outline of a mark, in the pixels of the canvas, moved by (@dx, @dy). */
static void
append_outline (CtnChartCanvas *self, cairo_t *cr, const CtnMark *mark, double dx, double dy)
{
  cairo_save (cr);
  cairo_translate (cr, self->x + dx, self->y + dy);
  cairo_scale (cr, self->scale, self->scale);
  if (mark->path != NULL)
    ctn_path_append_to (mark->path, cr);
  else
    cairo_rectangle (cr, mark->bounds.x, mark->bounds.y, mark->bounds.width, mark->bounds.height);
  cairo_restore (cr);
}

static void
stroke_outline (CtnChartCanvas *self, cairo_t *cr, const CtnMark *mark, double width)
{
  gboolean line = mark->info.hit == CTN_HIT_STROKE;

  append_outline (self, cr, mark, 0, 0);
  cairo_set_line_width (cr, line ? mark->paint.width * self->scale + 2 * width : width);
  set_accent (cr, line ? 0.55 : 1);
  cairo_stroke (cr);
}

static gboolean
is_ref (const CtnMarkInfo *info, const CtnChartRef *ref)
{
  return ref->role != NULL && info->id == ref->id && info->role == ref->role;
}

static void
paint_selected (CtnChartCanvas *self, cairo_t *cr)
{
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    const CtnMark *mark =
        ctn_scene_get_mark (self->scene, ctn_scene_get_reachable (self->scene, i));

    if (self->between == NULL && _ctn_chart_canvas_is_selected (self, &mark->info))
      stroke_outline (self, cr, mark, FRAME);
    if (is_ref (&mark->info, &self->highlight))
      stroke_outline (self, cr, mark, 2 * FRAME);
  }
}

/* What is pulled, as a shadow where it would come to lie. */
static void
paint_pulled (CtnChartCanvas *self, cairo_t *cr)
{
  double dx = self->pointer_x - self->start_x, dy = self->pointer_y - self->start_y;

  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    guint index = ctn_scene_get_reachable (self->scene, i);
    const CtnMark *mark = ctn_scene_get_mark (self->scene, index);

    if (mark->info.hit == CTN_HIT_STROKE ||
        ((int) index != self->pulled && !_ctn_chart_canvas_is_selected (self, &mark->info)))
      continue;
    append_outline (self, cr, mark, dx, dy);
    set_accent (cr, 0.25);
    cairo_fill_preserve (cr);
    set_accent (cr, 1);
    cairo_set_line_width (cr, FRAME);
    cairo_stroke (cr);
  }
}

static void
paint_band (CtnChartCanvas *self, cairo_t *cr)
{
  cairo_rectangle (cr, self->start_x, self->start_y, self->pointer_x - self->start_x,
                   self->pointer_y - self->start_y);
  set_accent (cr, 0.15);
  cairo_fill_preserve (cr);
  set_accent (cr, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* A line on its way from one mark to another. */
static void
paint_line (CtnChartCanvas *self, cairo_t *cr)
{
  graphene_rect_t from;
  double x, y, arm;

  _ctn_chart_canvas_get_mark_rectangle (self, (guint) self->pulled, &from);
  x = CLAMP (self->pointer_x, from.origin.x, from.origin.x + from.size.width);
  y = CLAMP (self->pointer_y, from.origin.y, from.origin.y + from.size.height);
  if (self->pointer_x > from.origin.x + from.size.width)
    y = from.origin.y + from.size.height / 2;
  arm = (self->pointer_x - x) / 2;
  cairo_move_to (cr, x, y);
  cairo_curve_to (cr, x + arm, y, self->pointer_x - arm, self->pointer_y, self->pointer_x,
                  self->pointer_y);
  set_accent (cr, 1);
  cairo_set_line_width (cr, FRAME + 0.5);
  cairo_stroke (cr);
  cairo_arc (cr, self->pointer_x, self->pointer_y, HANDLE, 0, 2 * G_PI);
  cairo_fill (cr);
  if (self->hover >= 0 && self->hover != self->pulled &&
      _ctn_chart_canvas_is_connectable (
          self, &ctn_scene_get_mark (self->scene, (guint) self->hover)->info))
    stroke_outline (self, cr, ctn_scene_get_mark (self->scene, (guint) self->hover), 2 * FRAME);
}

/* Points in the middle of the edges say that a line can be drawn from there. */
static void
paint_handles (CtnChartCanvas *self, cairo_t *cr)
{
  graphene_rect_t place;
  graphene_point_t center;

  _ctn_chart_canvas_get_mark_rectangle (self, (guint) self->hover, &place);
  if (place.size.height < 4 * HANDLE)
    return;
  graphene_rect_get_center (&place, &center);
  for (int side = 0; side < 4; side++) {
    double x = side == 0   ? place.origin.x
               : side == 1 ? place.origin.x + place.size.width
                           : center.x;
    double y = side == 2   ? place.origin.y
               : side == 3 ? place.origin.y + place.size.height
                           : center.y;

    cairo_arc (cr, x, y, HANDLE, 0, 2 * G_PI);
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_fill_preserve (cr);
    set_accent (cr, 1);
    cairo_set_line_width (cr, 1.5);
    cairo_stroke (cr);
  }
}

static gboolean
shows_handles (CtnChartCanvas *self)
{
  return self->pull == CTN_CHART_PULL_NOTHING && self->hover >= 0 &&
         _ctn_chart_canvas_is_connectable (
             self, &ctn_scene_get_mark (self->scene, (guint) self->hover)->info);
}

/* What lies over the scene while somebody works on it. */
static void
paint_work (CtnChartCanvas *self, GtkSnapshot *snapshot)
{
  cairo_t *cr;

  if (self->selected->len == 0 && self->pull <= CTN_CHART_PULL_MAP &&
      self->highlight.role == NULL && !shows_handles (self))
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                     (float) gtk_widget_get_height (GTK_WIDGET (self))));
  paint_selected (self, cr);
  if (self->pull == CTN_CHART_PULL_MARK && self->editable)
    paint_pulled (self, cr);
  else if (self->pull == CTN_CHART_PULL_BAND)
    paint_band (self, cr);
  else if (self->pull == CTN_CHART_PULL_LINE && self->pulled >= 0)
    paint_line (self, cr);
  else if (shows_handles (self))
    paint_handles (self, cr);
  cairo_destroy (cr);
}

/* Around the mark that has the keyboard focus. */
static void
paint_focus (CtnChartCanvas *self, GtkSnapshot *snapshot)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  graphene_rect_t place;
  GskRoundedRect outline;
  GdkRGBA *color;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL || !GTK_IS_WINDOW (root) ||
      !gtk_window_get_focus_visible (GTK_WINDOW (root)) || self->between != NULL ||
      self->current >= ctn_scene_get_n_reachable (self->scene))
    return;
  _ctn_chart_canvas_get_mark_rectangle (self, ctn_scene_get_reachable (self->scene, self->current),
                                        &place);
  graphene_rect_inset (&place, -4, -4);
  gsk_rounded_rect_init_from_rect (&outline, &place, 5);
  color = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  gtk_snapshot_append_border (snapshot, &outline, (float[]) { 2, 2, 2, 2 },
                              (GdkRGBA[]) { *color, *color, *color, *color });
  gdk_rgba_free (color);
}

void
_ctn_chart_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtnChartCanvas *self = CTN_CHART_CANVAS (widget);

  if (self->scene == NULL)
    return;
  paint_background (self, snapshot);
  if (ctn_chart_tiles_get_scene (self->tiles) != NULL)
    ctn_chart_tiles_snapshot (self->tiles, snapshot, self->x, self->y, self->scale,
                              gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                              gtk_widget_get_scale_factor (widget));
  else
    paint_scene (self, snapshot);
  paint_work (self, snapshot);
  paint_focus (self, snapshot);
}
