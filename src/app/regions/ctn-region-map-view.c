#include "ctn-region-map-view.h"

#include <ctn-i18n.h>
#include <ctn-indicator.h>
#include <ctn-project-read.h>
#include <ctn-record.h>
#include <ctn-region-map-figure.h>
#include <math.h>
#include <string.h>

#include "ctn-chart-view.h"
#include "ctn-region-dialogs.h"
#include "ctn-watch.h"
#include "ctn-window.h"

/* The map is laid out again when it is seen so many times larger or smaller than it was made for. */
#define ZOOM_STEP 1.35

struct _CtnRegionMapView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) (nullable) */
  gboolean filling;
  GArray *organisations; /* (owned) (nullable) only these */
  GArray *indicator_ids; /* (owned) gint64, as in the drop-down; the first is 0 */
  gboolean links[CTN_N_LINK_KINDS];
  GtkDropDown *indicators;
  GtkWidget *link_button;
  CtnChartView *chart;
  CtnRegionMapFigure *figure; /* (owned) (nullable) */
  double zoom;                /* what the scene is laid out for */
  guint zoom_idle;
  GCancellable *cancellable; /* (owned) (nullable) of the reading that runs */
};

G_DEFINE_FINAL_TYPE (CtnRegionMapView, ctn_region_map_view, ADW_TYPE_BIN)

/* How many times larger than its own size the map is seen now. */
static double
get_zoom (CtnRegionMapView *self)
{
  CtnChartCanvas *canvas = ctn_chart_view_get_canvas (self->chart);
  graphene_rect_t part;

  if (ctn_chart_view_get_scene (self->chart) == NULL)
    return 1;
  ctn_chart_canvas_get_visible (canvas, &part);
  if (part.size.width <= 0)
    return 1;
  return CLAMP (gtk_widget_get_width (GTK_WIDGET (canvas)) /
                    (part.size.width * CTN_CHART_SCREEN_SCALE),
                CTN_REGION_MAP_MIN_ZOOM, CTN_REGION_MAP_MAX_ZOOM);
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnRegionMapView *self = data;
  /* Files show the whole map. */
  gboolean print = theme == ctn_theme_get (CTN_THEME_PRINT);

  return self->figure != NULL
             ? ctn_region_map_figure_layout (self->figure, print ? 1 : self->zoom, metrics, theme)
             : NULL;
}

static gboolean
zoom_idle_cb (gpointer data)
{
  CtnRegionMapView *self = data;
  double zoom = get_zoom (self);

  self->zoom_idle = 0;
  if (zoom < self->zoom * ZOOM_STEP && zoom > self->zoom / ZOOM_STEP)
    return G_SOURCE_REMOVE;
  self->zoom = zoom;
  ctn_chart_view_invalidate (self->chart);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (CtnRegionMapView *self)
{
  if (self->zoom_idle == 0 && self->chart != NULL)
    self->zoom_idle = g_idle_add (zoom_idle_cb, self);
}

static void
options_free (gpointer data)
{
  CtnRegionMapOptions *options = data;

  g_clear_pointer (&options->organisations, g_array_unref);
  g_free (options);
}

static gpointer
make_figure (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return ctn_region_map_figure_new (reader, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnRegionMapView *self = CTN_REGION_MAP_VIEW (source);
  GError *error = NULL;
  CtnRegionMapFigure *figure = ctn_project_read_finish (result, &error);
  gboolean first = self->figure == NULL;

  if (figure == NULL) {
    if (self->page != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      ctn_page_report (self->page, g_steal_pointer (&error));
    g_clear_error (&error);
    return;
  }
  g_clear_pointer (&self->figure, ctn_region_map_figure_free);
  self->figure = figure;
  if (self->chart == NULL)
    return;
  ctn_chart_view_set_name (self->chart, ctn_region_map_figure_get_data (figure)->title);
  ctn_chart_view_invalidate (self->chart);
  if (first)
    ctn_chart_view_zoom_to_fit (self->chart);
}

static void
read_map (CtnRegionMapView *self)
{
  guint selected = gtk_drop_down_get_selected (self->indicators);
  CtnRegionMapOptions *options;

  if (self->filling || self->page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  options = g_new0 (CtnRegionMapOptions, 1);
  if (self->organisations != NULL)
    options->organisations = g_array_ref (self->organisations);
  else
    memcpy (options->links, self->links, sizeof self->links);
  if (selected < self->indicator_ids->len)
    options->indicator = g_array_index (self->indicator_ids, gint64, selected);
  ctn_project_read_async (ctn_page_get_project (self->page), self, make_figure, options,
                          options_free, (GDestroyNotify) ctn_region_map_figure_free,
                          self->cancellable, read_cb, NULL);
}

/* Keeps the indicator that is chosen. */
static void
fill_indicators (CtnRegionMapView *self)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (self->page));
  g_autoptr (GPtrArray) choices = ctn_record_list_titles (reader, ctn_indicator_kind (), 0, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->indicators);
  gint64 current = selected < self->indicator_ids->len
                       ? g_array_index (self->indicator_ids, gint64, selected)
                       : 0;
  gint64 none = 0;

  g_array_set_size (self->indicator_ids, 0);
  g_array_append_val (self->indicator_ids, none);
  gtk_string_list_append (names, _ ("No Indicator"));
  selected = 0;
  for (guint i = 0; choices != NULL && i < choices->len; i++) {
    const CtnRecordChoice *choice = g_ptr_array_index (choices, i);

    if (choice->id == current)
      selected = self->indicator_ids->len;
    g_array_append_val (self->indicator_ids, choice->id);
    gtk_string_list_append (names, choice->title);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->indicators, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->indicators, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->indicators),
                          self->organisations == NULL && self->indicator_ids->len > 1);
  self->filling = FALSE;
}

static void
refresh (CtnRegionMapView *self)
{
  fill_indicators (self);
  read_map (self);
}

void
ctn_region_map_view_set_up (CtnRegionMapView *self, CtnPage *page, GArray *organisations)
{
  static const char *const tables[] = { "organisation",    "chain_link", "chain_actor",
                                        "membership",      "exchange",   "indicator",
                                        "indicator_value", NULL };

  self->page = page;
  self->organisations = organisations;
  gtk_widget_set_visible (self->link_button, organisations == NULL);
  ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

static void
activated_cb (CtnRegionMapView *self, const char *role, gint64 id)
{
  g_autoptr (GArray) ids = NULL;

  if (!g_str_equal (role, "place") || self->figure == NULL)
    return;
  ids = ctn_region_map_figure_list_organisations (self->figure, self->zoom, id);
  if (ids->len == 1 && self->organisations == NULL) {
    ctn_window_show_record (CTN_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), "organisation",
                            g_array_index (ids, gint64, 0));
    return;
  }
  ctn_region_dialogs_show_organisations (self->page, GTK_WIDGET (self), ids);
}

static void
link_cb (GtkCheckButton *check, CtnRegionMapView *self)
{
  guint kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "kind"));

  self->links[kind] = gtk_check_button_get_active (check);
  read_map (self);
}

/* Links and indicator, in a popover: the row of tools is narrow. */
static GtkWidget *
make_links (CtnRegionMapView *self)
{
  const char *const labels[CTN_N_LINK_KINDS] = { _ ("Value Chains"), _ ("Partnerships"),
                                                 _ ("Exchanges") };
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (guint i = 0; i < CTN_N_LINK_KINDS; i++) {
    GtkWidget *check = gtk_check_button_new_with_label (labels[i]);

    self->links[i] = TRUE;
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    g_object_set_data (G_OBJECT (check), "kind", GUINT_TO_POINTER (i));
    g_signal_connect (check, "toggled", G_CALLBACK (link_cb), self);
    gtk_box_append (GTK_BOX (box), check);
  }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->indicators));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("What Is Shown"));
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
ctn_region_map_view_dispose (GObject *object)
{
  CtnRegionMapView *self = CTN_REGION_MAP_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->chart = NULL;
  self->page = NULL;
  g_clear_handle_id (&self->zoom_idle, g_source_remove);

  G_OBJECT_CLASS (ctn_region_map_view_parent_class)->dispose (object);
}

static void
ctn_region_map_view_finalize (GObject *object)
{
  CtnRegionMapView *self = CTN_REGION_MAP_VIEW (object);

  g_clear_pointer (&self->figure, ctn_region_map_figure_free);
  g_clear_pointer (&self->organisations, g_array_unref);
  g_array_unref (self->indicator_ids);

  G_OBJECT_CLASS (ctn_region_map_view_parent_class)->finalize (object);
}

static void
ctn_region_map_view_class_init (CtnRegionMapViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_region_map_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_region_map_view_finalize;
}

static void
ctn_region_map_view_init (CtnRegionMapView *self)
{
  const char *const none[] = { NULL };

  self->zoom = 1;
  self->indicator_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->chart = ctn_chart_view_new ();
  self->indicators = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (none));
  self->link_button = make_links (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->indicators), _ ("Indicator"));
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  ctn_chart_view_add_tool (self->chart, self->link_button);
  ctn_chart_view_set_build (self->chart, build_chart, self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->chart));
  g_signal_connect_object (self->indicators, "notify::selected", G_CALLBACK (read_map), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ctn_chart_view_get_canvas (self->chart), "moved", G_CALLBACK (moved_cb),
                           self, G_CONNECT_SWAPPED);
}

void
ctn_region_map_dialog_present (CtnPage *page, GArray *organisations)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  CtnRegionMapView *map = g_object_new (CTN_TYPE_REGION_MAP_VIEW, NULL);

  ctn_region_map_view_set_up (map, page, organisations);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (map));
  adw_dialog_set_title (dialog, _ ("Map of What Is Shown"));
  adw_dialog_set_content_width (dialog, 860);
  adw_dialog_set_content_height (dialog, 760);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
