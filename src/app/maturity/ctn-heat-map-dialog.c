#include "ctn-heat-map-dialog.h"

#include <ctn-assessment.h>
#include <ctn-heat-map-figure.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <ctn-potential-figure.h>

#include "ctn-chart-view.h"
#include "ctn-explain-button.h"
#include "ctn-model-drop-down.h"

#define CHART_WIDTH 820.0 /* points */

typedef struct {
  CtnPage *page;     /* (owned) */
  AdwDialog *dialog; /* (unowned) */
  CtnHeatMapFunc chosen;
  AdwToggleGroup *kind; /* of the chart */
  GtkDropDown *models;
  GPtrArray *codes; /* (owned) utf8, as in the drop-down */
  CtnChartView *chart;
  GtkLabel *note;
  CtnHeatMapFigure *figure;      /* (owned) (nullable) */
  CtnPotentialFigure *potential; /* (owned) (nullable) */
} Map;

static void
map_free (gpointer data)
{
  Map *map = data;

  g_object_unref (map->page);
  g_ptr_array_unref (map->codes);
  g_clear_pointer (&map->figure, ctn_heat_map_figure_free);
  g_clear_pointer (&map->potential, ctn_potential_figure_free);
  g_free (map);
}

static gboolean
is_potential (const Map *map)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (map->kind), "potential") == 0;
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  const Map *map = data;

  if (is_potential (map))
    return map->potential != NULL
               ? ctn_potential_figure_layout (map->potential, width, height, metrics, theme)
               : NULL;
  return map->figure != NULL ? ctn_heat_map_figure_layout (map->figure, CHART_WIDTH, metrics, theme)
                             : NULL;
}

static void
read_heat_map (Map *map)
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
  gtk_label_set_label (map->note, _ ("The latest assessment of each subject; the best first."));
}

/* Says what a subject lacks to be on the chart. */
static void
read_potential (Map *map)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (map->page));
  g_autoptr (GString) without = g_string_new (NULL);
  g_autofree char *note = NULL;
  GPtrArray *subjects;

  g_clear_pointer (&map->potential, ctn_potential_figure_free);
  map->potential = ctn_potential_figure_new (reader, NULL, NULL, NULL, NULL);
  if (map->potential == NULL) {
    gtk_label_set_label (
        map->note,
        _ ("Assess regions by “Regional innovation potential” and organisations in them by "
           "“Organisational innovation capacity”; then both are shown here together."));
    return;
  }
  ctn_chart_view_set_name (map->chart, ctn_potential_figure_get_title (map->potential));
  subjects = ctn_potential_figure_get_subjects (map->potential);
  for (guint i = 0; i < subjects->len; i++) {
    const CtnPotential *subject = g_ptr_array_index (subjects, i);

    if (subject->n_capacity == 0)
      g_string_append_printf (without, "%s%s", without->len > 0 ? ", " : "", subject->name);
  }
  if (without->len > 0)
    note = g_strdup_printf (_ ("No organisation was assessed in: %s"), without->str);
  gtk_label_set_label (map->note,
                       note != NULL ? note : _ ("The lines show the potential that is not used."));
}

static void
show_chart (Map *map)
{
  gboolean potential = is_potential (map);

  if (potential)
    read_potential (map);
  else
    read_heat_map (map);
  gtk_widget_set_visible (GTK_WIDGET (map->models), !potential && map->codes->len > 1);
  ctn_chart_view_set_zoomable (map->chart, !potential);
  ctn_chart_view_invalidate (map->chart);
  ctn_chart_view_zoom_to_fit (map->chart);
}

static void
activated_cb (Map *map, const char *role, gint64 id)
{
  if (!g_str_equal (role, "cell") && !g_str_equal (role, "row") && !g_str_equal (role, "point"))
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

static void
add_toggle (Map *map, const char *name, const char *label)
{
  AdwToggle *toggle = adw_toggle_new ();

  adw_toggle_set_name (toggle, name);
  adw_toggle_set_label (toggle, label);
  adw_toggle_group_add (map->kind, toggle);
}

/* What is shown and how the figures come about; below it, by which model. */
static GtkWidget *
make_bar (Map *map)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *kinds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GListModel) titles = list_models (map);

  map->kind = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  add_toggle (map, "heat-map", _ ("Heat Map"));
  add_toggle (map, "potential", _ ("Potential and Capacity"));
  adw_toggle_group_set_active_name (map->kind, "heat-map");
  map->models = GTK_DROP_DOWN (ctn_model_drop_down_new (g_steal_pointer (&titles)));
  gtk_box_append (GTK_BOX (kinds), GTK_WIDGET (map->kind));
  gtk_box_append (
      GTK_BOX (kinds),
      ctn_explain_button_new (_ (
          "Heat map: the values of the dimensions in the latest assessment of each subject by "
          "the model, in terms of its newest version; subjects go by the total, or by the mean "
          "of the dimensions where there is none.\n\nPotential and capacity: upwards the total "
          "of “Regional innovation potential”, across that of “Organisational innovation "
          "capacity”: the subject’s own, or the mean over the organisations that have their seat "
          "in the region or are members of the partnership. Above the diagonal lies potential "
          "that is not used. Both models are ours and no official measure.")));
  gtk_widget_set_halign (kinds, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (map->models), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (bar), kinds);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (map->models));
  gtk_widget_set_margin_start (bar, 6);
  gtk_widget_set_margin_end (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  return bar;
}

static GtkWidget *
make_content (Map *map)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  map->chart = ctn_chart_view_new ();
  ctn_chart_view_set_build (map->chart, build_chart, map);
  gtk_widget_set_vexpand (GTK_WIDGET (map->chart), TRUE);
  map->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (map->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (map->note), "dim-label");
  gtk_widget_set_margin_top (GTK_WIDGET (map->note), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (map->note), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (map->note), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (map->note), 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (map->chart));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (map->note));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_bar (map));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
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
  g_signal_connect_swapped (map->models, "notify::selected", G_CALLBACK (show_chart), map);
  g_signal_connect_swapped (map->kind, "notify::active", G_CALLBACK (show_chart), map);
  g_signal_connect_swapped (map->chart, "activated", G_CALLBACK (activated_cb), map);
  show_chart (map);
  adw_dialog_present (map->dialog, GTK_WIDGET (page));
}
