#include "ctn-chart-mark.h"

#include <math.h>

#include "ctn-chart-canvas.h"

struct _CtnChartMark {
  GtkWidget parent_instance;

  char *text; /* (owned) */
  cairo_rectangle_t bounds;
};

G_DEFINE_FINAL_TYPE (CtnChartMark, ctn_chart_mark, GTK_TYPE_WIDGET)

const char *
ctn_chart_mark_get_text (CtnChartMark *self)
{
  return self->text;
}

static void
set_mark (CtnChartMark *self, const CtnMark *mark)
{
  const char *label = mark->info.label != NULL ? mark->info.label : "";
  g_autofree char *text = NULL;

  if (mark->info.description != NULL)
    text = g_strdup (mark->info.description);
  else if (mark->info.value != NULL)
    text = g_strdup_printf ("%s: %s", label, mark->info.value);
  else
    text = g_strdup (label);
  self->bounds = mark->bounds;
  if (g_set_str (&self->text, text))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
ctn_chart_mark_finalize (GObject *object)
{
  g_free (CTN_CHART_MARK (object)->text);

  G_OBJECT_CLASS (ctn_chart_mark_parent_class)->finalize (object);
}

static void
ctn_chart_mark_class_init (CtnChartMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_chart_mark_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chart-mark");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
ctn_chart_mark_init (CtnChartMark *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* The canvas decides what is under the pointer: its hit test knows the shapes. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* The layer -------------------------------------------------------------------------------------- */

struct _CtnChartLayer {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CtnChartLayer, ctn_chart_layer, GTK_TYPE_WIDGET)

GtkWidget *
ctn_chart_layer_new (void)
{
  return g_object_new (CTN_TYPE_CHART_LAYER, NULL);
}

void
ctn_chart_layer_set_scene (CtnChartLayer *self, CtnScene *scene)
{
  guint n = scene != NULL ? ctn_scene_get_n_reachable (scene) : 0;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < n; i++) {
    if (child == NULL) {
      child = g_object_new (CTN_TYPE_CHART_MARK, NULL);
      gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
    }
    set_mark (CTN_CHART_MARK (child),
              ctn_scene_get_mark (scene, ctn_scene_get_reachable (scene, i)));
    child = gtk_widget_get_next_sibling (child);
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_widget_unparent (child);
    child = next;
  }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ctn_chart_layer_focus (CtnChartLayer *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < position && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_grab_focus (child);
}

static void
ctn_chart_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const cairo_rectangle_t *bounds = &CTN_CHART_MARK (child)->bounds;
    GskTransform *transform = gsk_transform_translate (
        NULL, &GRAPHENE_POINT_INIT ((float) (bounds->x * CTN_CHART_SCREEN_SCALE),
                                    (float) (bounds->y * CTN_CHART_SCREEN_SCALE)));

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    gtk_widget_allocate (child, (int) ceil (MAX (bounds->width * CTN_CHART_SCREEN_SCALE, 1)),
                         (int) ceil (MAX (bounds->height * CTN_CHART_SCREEN_SCALE, 1)), -1,
                         transform);
  }
}

/* The chart draws the focus ring: it knows the shapes, and the layer may be much enlarged. */
static void
ctn_chart_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
}

static void
ctn_chart_layer_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ctn_chart_layer_parent_class)->dispose (object);
}

static void
ctn_chart_layer_class_init (CtnChartLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chart_layer_dispose;
  widget_class->size_allocate = ctn_chart_layer_size_allocate;
  widget_class->snapshot = ctn_chart_layer_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
ctn_chart_layer_init (CtnChartLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
