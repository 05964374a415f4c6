#include "ctn-chart-table.h"

#include <ctn-i18n.h>

struct _CtnChartTable {
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkStringList *labels; /* (owned) one item a row; the rows read the scene */
  CtnScene *scene;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CtnChartTable, ctn_chart_table, ADW_TYPE_BIN)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static const CtnMarkInfo *
get_info (CtnChartTable *self, GtkListItem *item)
{
  guint position = gtk_list_item_get_position (item);

  if (self->scene == NULL || position >= ctn_scene_get_n_reachable (self->scene))
    return NULL;
  return &ctn_scene_get_mark (self->scene, ctn_scene_get_reachable (self->scene, position))->info;
}

static void
bind_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnChartTable *self)
{
  const CtnMarkInfo *info = get_info (self, item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       info != NULL && info->label != NULL ? info->label : "");
}

static void
bind_value_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnChartTable *self)
{
  const CtnMarkInfo *info = get_info (self, item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       info != NULL && info->value != NULL ? info->value : "");
}

static void
add_column (CtnChartTable *self, const char *title, GCallback bind, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", bind, self);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (column);
}

void
ctn_chart_table_set_scene (CtnChartTable *self, CtnScene *scene)
{
  guint n = scene != NULL ? ctn_scene_get_n_reachable (scene) : 0;

  g_clear_pointer (&self->scene, ctn_scene_unref);
  self->scene = scene != NULL ? ctn_scene_ref (scene) : NULL;
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)),
                          NULL);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (self->labels, "");
}

static void
ctn_chart_table_dispose (GObject *object)
{
  CtnChartTable *self = CTN_CHART_TABLE (object);

  g_clear_pointer (&self->scene, ctn_scene_unref);
  g_clear_object (&self->labels);

  G_OBJECT_CLASS (ctn_chart_table_parent_class)->dispose (object);
}

static void
ctn_chart_table_class_init (CtnChartTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_chart_table_dispose;
}

static void
ctn_chart_table_init (CtnChartTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->labels = gtk_string_list_new (NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->labels))))));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  add_column (self, _ ("What"), G_CALLBACK (bind_label_cb), TRUE);
  add_column (self, _ ("Value"), G_CALLBACK (bind_value_cb), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
