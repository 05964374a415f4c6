#include "ctn-chart-overview.h"

#include <adwaita.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chart-tiles.h"

#define WIDTH 190 /* pixels at most */
#define HEIGHT 120

struct _CtnChartOverview {
  GtkWidget parent_instance;

  CtnChartCanvas *canvas; /* (unowned) */
  CtnChartTiles *picture; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CtnChartOverview, ctn_chart_overview, GTK_TYPE_WIDGET)

/* Pixels of the picture to a point of the scene. */
static double
get_scale (CtnChartOverview *self)
{
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  double width = scene != NULL ? ctn_scene_get_width (scene) : 1;
  double height = scene != NULL ? ctn_scene_get_height (scene) : 1;

  return MIN (WIDTH / MAX (width, 1), HEIGHT / MAX (height, 1));
}

static void
ctn_chart_overview_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  CtnChartOverview *self = CTN_CHART_OVERVIEW (widget);
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  double size = scene == NULL                               ? 1
                : orientation == GTK_ORIENTATION_HORIZONTAL ? ctn_scene_get_width (scene)
                                                            : ctn_scene_get_height (scene);

  *minimum = *natural = (int) MAX (ceil (size * get_scale (self)), 12);
}

static void
ctn_chart_overview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtnChartOverview *self = CTN_CHART_OVERVIEW (widget);
  double scale = get_scale (self);
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, width, height);
  graphene_rect_t seen;
  GdkRGBA inside;
  GskRoundedRect frame;

  ctn_chart_tiles_set_scene (self->picture, ctn_chart_canvas_get_scene (self->canvas));
  ctn_chart_tiles_snapshot (self->picture, snapshot, 0, 0, scale, (int) width, (int) height,
                            gtk_widget_get_scale_factor (widget));
  ctn_chart_canvas_get_visible (self->canvas, &seen);
  graphene_rect_scale (&seen, (float) scale, (float) scale, &seen);
  inside = *accent;
  inside.alpha = 0.18F;
  if (graphene_rect_intersection (&seen, &all, &seen)) {
    gtk_snapshot_append_color (snapshot, &inside, &seen);
    gsk_rounded_rect_init_from_rect (&frame, &seen, 2);
    gtk_snapshot_append_border (snapshot, &frame, (float[]) { 2, 2, 2, 2 },
                                (GdkRGBA[]) { *accent, *accent, *accent, *accent });
  }
  gdk_rgba_free (accent);
}

static void
look_at (CtnChartOverview *self, double x, double y)
{
  double scale = get_scale (self);

  ctn_chart_canvas_center_on (self->canvas, x / scale, y / scale);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CtnChartOverview *self)
{
  look_at (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CtnChartOverview *self)
{
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  look_at (self, x + dx, y + dy);
}

void
ctn_chart_overview_update (CtnChartOverview *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

CtnChartOverview *
ctn_chart_overview_new (CtnChartCanvas *canvas)
{
  CtnChartOverview *self = g_object_new (CTN_TYPE_CHART_OVERVIEW, NULL);

  self->canvas = canvas;
  g_signal_connect_object (canvas, "moved", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
ctn_chart_overview_dispose (GObject *object)
{
  g_clear_object (&CTN_CHART_OVERVIEW (object)->picture);

  G_OBJECT_CLASS (ctn_chart_overview_parent_class)->dispose (object);
}

static void
ctn_chart_overview_class_init (CtnChartOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chart_overview_dispose;
  widget_class->measure = ctn_chart_overview_measure;
  widget_class->snapshot = ctn_chart_overview_snapshot;
  gtk_widget_class_set_css_name (widget_class, "chart-overview");
  /* The same is said by the canvas itself. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ctn_chart_overview_init (CtnChartOverview *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->picture = ctn_chart_tiles_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("The part of the map that is seen"));
  g_signal_connect_object (self->picture, "ready", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
