#include "ctn-heat-map-dialog.h"

#include <ctn-assessment.h>
#include <ctn-heat-map-figure.h>
#include <ctn-model-store.h>
#include <glib/gi18n.h>

#include "ctn-chart-view.h"

#define CHART_WIDTH 820.0 /* points */

typedef struct {
  CtnPage *page;     /* (owned) */
  AdwDialog *dialog; /* (unowned) */
  CtnHeatMapFunc chosen;
  GtkDropDown *models;
  GPtrArray *codes; /* (owned) utf8, as in the drop-down */
  CtnChartView *chart;
  CtnHeatMapFigure *figure; /* (owned) (nullable) */
} Map;

static void
map_free (gpointer data)
{
  Map *map = data;

  g_object_unref (map->page);
  g_ptr_array_unref (map->codes);
  g_clear_pointer (&map->figure, ctn_heat_map_figure_free);
  g_free (map);
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  const Map *map = data;

  return map->figure != NULL ? ctn_heat_map_figure_layout (map->figure, CHART_WIDTH, metrics, theme)
                             : NULL;
}

static void
show_model (Map *map)
{
  guint selected = gtk_drop_down_get_selected (map->models);
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (map->page));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&map->figure, ctn_heat_map_figure_free);
  if (selected < map->codes->len)
    map->figure = ctn_heat_map_figure_new (reader, map->codes->pdata[selected], NULL, &error);
  if (error != NULL)
    ctn_page_report (map->page, g_steal_pointer (&error));
  ctn_chart_view_set_name (
      map->chart, map->figure != NULL ? ctn_heat_map_figure_get_title (map->figure) : NULL);
  ctn_chart_view_invalidate (map->chart);
  ctn_chart_view_zoom_to_fit (map->chart);
}

static void
activated_cb (Map *map, const char *role, gint64 id)
{
  if (!g_str_equal (role, "cell") && !g_str_equal (role, "row"))
    return;
  map->chosen (map->page, id);
  adw_dialog_close (map->dialog);
}

/* The models that something was assessed by, by their titles. */
static GListModel *
list_models (Map *map)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (map->page));
  g_autoptr (GPtrArray) stored = ctn_model_store_list (reader, NULL);
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = stored->pdata[i];
    g_autoptr (CtnMaturityModel) model = NULL;

    if (entry->n_assessments == 0 ||
        g_ptr_array_find_with_equal_func (map->codes, entry->code, g_str_equal, NULL))
      continue;
    model = ctn_model_store_load (reader, entry->id, NULL);
    if (model == NULL)
      continue;
    g_ptr_array_add (map->codes, g_strdup (entry->code));
    gtk_string_list_append (titles, ctn_texts_get (ctn_maturity_model_get_title (model), NULL));
  }
  return G_LIST_MODEL (titles);
}

static GtkWidget *
make_content (Map *map)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  g_autoptr (GListModel) titles = list_models (map);

  map->models = GTK_DROP_DOWN (gtk_drop_down_new (g_steal_pointer (&titles), NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (map->models), _ ("Model"));
  gtk_widget_set_visible (GTK_WIDGET (map->models), map->codes->len > 1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), GTK_WIDGET (map->models));
  map->chart = ctn_chart_view_new ();
  ctn_chart_view_set_zoomable (map->chart, TRUE);
  ctn_chart_view_set_build (map->chart, build_chart, map);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (map->chart));
  return view;
}

void
ctn_heat_map_dialog_present (CtnPage *page, CtnHeatMapFunc chosen)
{
  Map *map = g_new0 (Map, 1);

  map->page = g_object_ref (page);
  map->chosen = chosen;
  map->codes = g_ptr_array_new_with_free_func (g_free);
  map->dialog = adw_dialog_new ();
  adw_dialog_set_title (map->dialog, _ ("All Subjects"));
  adw_dialog_set_content_width (map->dialog, 900);
  adw_dialog_set_content_height (map->dialog, 620);
  adw_dialog_set_child (map->dialog, make_content (map));
  g_object_set_data_full (G_OBJECT (map->dialog), "map", map, map_free);
  g_signal_connect_swapped (map->models, "notify::selected", G_CALLBACK (show_model), map);
  g_signal_connect_swapped (map->chart, "activated", G_CALLBACK (activated_cb), map);
  show_model (map);
  adw_dialog_present (map->dialog, GTK_WIDGET (page));
}
