#include "ctn-chart-mark.h"

struct _CtnChartMark {
  GtkWidget parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (CtnChartMark, ctn_chart_mark, GTK_TYPE_WIDGET)

GtkWidget *
ctn_chart_mark_new (void)
{
  return g_object_new (CTN_TYPE_CHART_MARK, NULL);
}

void
ctn_chart_mark_set (CtnChartMark *self, CtnScene *scene, guint index)
{
  const CtnMark *mark = ctn_scene_get_mark (scene, index);
  const char *label = mark->info.label != NULL ? mark->info.label : "";
  g_autofree char *text = NULL;

  self->index = index;
  text = mark->info.value != NULL ? g_strdup_printf ("%s: %s", label, mark->info.value)
                                  : g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

guint
ctn_chart_mark_get_index (CtnChartMark *self)
{
  return self->index;
}

static void
ctn_chart_mark_class_init (CtnChartMarkClass *klass)
{
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
