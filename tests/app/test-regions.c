/* Regions & S3 as a person meets it: its sides, a cell of the matrix, an import, a decision on a code. */
#include <ctn-chart-view.h>
#include <ctn-code-decision.h>
#include <ctn-indicator.h>
#include <ctn-organisation.h>
#include <ctn-region-strategy.h>

#include "app-driver.h"
#include "ctn-code-decisions-dialog.h"
#include "ctn-compare-view.h"
#include "ctn-indicator-import-dialog.h"
#include "ctn-indicators-view.h"
#include "ctn-region-map-view.h"
#include "ctn-sector-view.h"

static gboolean
has_plan (gpointer root)
{
  return driver_has_text (root, "3 new, 0 replaced, 0 the same, 2 with a problem");
}

static void
assert_text (gpointer root, const char *text)
{
  if (!driver_has_text (root, text))
    g_error ("“%s” is missing", text);
}

static void
picture (Driver *driver, const char *name)
{
  g_autofree char *path = NULL;

  if (g_getenv ("CTN_PICTURES") == NULL)
    return;
  path = g_strdup_printf ("%s-%s.png", g_getenv ("CTN_PICTURES"), name);
  driver_save_picture (driver, path);
}

static void
find_stack (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (ADW_IS_VIEW_STACK (widget))
    *found = widget;
}

static CtnPage *
show_side (Driver *driver, const char *side)
{
  CtnPage *page = driver_show_view (driver, "regions");
  GtkWidget *stack = NULL;

  driver_visit (GTK_WIDGET (page), find_stack, &stack);
  g_assert_nonnull (stack);
  adw_navigation_split_view_set_show_content (driver_find (page, ADW_TYPE_NAVIGATION_SPLIT_VIEW),
                                              TRUE);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), side);
  driver_settle ();
  return page;
}

static AdwDialog *
get_dialog (Driver *driver)
{
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));

  g_assert_nonnull (dialog);
  return dialog;
}

static void
close_dialog (Driver *driver)
{
  adw_dialog_force_close (get_dialog (driver));
  driver_settle ();
}

/* CTN_SIZE "360x720" makes narrow pictures; the test itself needs the wide window. */
static void
start (Driver *driver)
{
  int width = 1366;
  int height = 820;

  if (g_getenv ("CTN_SIZE") != NULL)
    sscanf (g_getenv ("CTN_SIZE"), "%dx%d", &width, &height);
  driver_start (driver, width, height);
  if (g_getenv ("CTN_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
}

/* The sample's first strategy by name is that of Nyugat-Dunántúl. */
static void
test_priorities (void)
{
  Driver driver = { 0 };
  CtnPage *page;

  start (&driver);
  page = show_side (&driver, "priorities");
  assert_text (page, "Vehicle industry and mechatronics");
  assert_text (page, "29 Manufacture of motor vehicles");
  picture (&driver, "priorities");
  show_side (&driver, "details");
  picture (&driver, "details");
  driver_stop (&driver);
}

static void
activate (gpointer view, const char *role, gint64 id)
{
  CtnChartView *chart = driver_find (view, CTN_TYPE_CHART_VIEW);

  g_assert_nonnull (chart);
  g_assert_cmpint (ctn_scene_find (ctn_chart_view_get_scene (chart), role, id, 0), >=, -1);
  g_signal_emit_by_name (chart, "activated", role, id);
  driver_settle ();
}

/* The matrix by sectors: regions by code, so the first row is Steiermark; the first column is mobility (AM-MOB), where
 * Steiermark has one priority. Then the overlap of the first two regions, and the synergies. */
static void
test_compare (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnCompareView *view;
  AdwToggleGroup *show;

  start (&driver);
  page = show_side (&driver, "compare");
  view = driver_find (page, CTN_TYPE_COMPARE_VIEW);
  picture (&driver, "matrix");
  activate (view, "cell", 1);
  assert_text (get_dialog (&driver), "Mobility technology");
  picture (&driver, "cell");
  close_dialog (&driver);
  show = driver_find (view, ADW_TYPE_TOGGLE_GROUP);
  adw_toggle_group_set_active (show, 1);
  driver_settle ();
  picture (&driver, "overlap");
  activate (view, "cell", 2);
  assert_text (get_dialog (&driver), "codes in common");
  picture (&driver, "shared");
  close_dialog (&driver);
  adw_toggle_group_set_active (show, 2);
  driver_settle ();
  assert_text (view, "Oberpfalz – Nyugat-Dunántúl");
  picture (&driver, "synergies");
  driver_stop (&driver);
}

static guint
count_marks (CtnScene *scene, const char *role)
{
  guint n = 0;

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++)
    n += g_str_equal (ctn_scene_get_mark (scene, i)->info.role, role);
  return n;
}

static void
choose_lines (GtkWidget *widget, gpointer data)
{
  GListModel *model =
      GTK_IS_DROP_DOWN (widget) ? gtk_drop_down_get_model (GTK_DROP_DOWN (widget)) : NULL;

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                     "Lines Over the Years"))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), i);
}

static void
choose_region (GtkWidget *widget, gpointer data)
{
  const char *title = ADW_IS_PREFERENCES_ROW (widget)
                          ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))
                          : NULL;

  if (g_strcmp0 (title, "Oberpfalz") == 0 || g_strcmp0 (title, "European Union") == 0)
    gtk_widget_activate (widget);
}

/* The lines of business R&D in data/sample/indicator-values.csv, by hand: six regions over 2019, 2021, 2023;
 * the EU from 1.45 to 1.51. Two that are chosen are two lines. */
static void
show_lines (Driver *driver, GtkWidget *view)
{
  CtnChartView *chart = driver_find (view, CTN_TYPE_CHART_VIEW);

  driver_visit (view, choose_lines, NULL);
  driver_settle ();
  g_assert_cmpuint (count_marks (ctn_chart_view_get_scene (chart), "value"), ==, 18);
  g_assert_cmpuint (count_marks (ctn_chart_view_get_scene (chart), "series"), ==, 6);
  assert_text (view, "European Union");
  assert_text (view, "+0.06");
  picture (driver, "lines");
  driver_click_button (driver, "_Compare…");
  driver_settle ();
  driver_visit (GTK_WIDGET (get_dialog (driver)), choose_region, NULL);
  driver_click_button (driver, "_Compare");
  driver_settle ();
  g_assert_cmpuint (count_marks (ctn_chart_view_get_scene (chart), "series"), ==, 2);
}

static void
test_indicators (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnChartView *chart;

  start (&driver);
  page = show_side (&driver, "indicators");
  chart = driver_find (driver_find (page, CTN_TYPE_INDICATORS_VIEW), CTN_TYPE_CHART_VIEW);
  g_assert_cmpstr (ctn_scene_get_title (ctn_chart_view_get_scene (chart)), ==,
                   "Business R&D expenditure (example)");
  picture (&driver, "indicators");
  show_lines (&driver, driver_find (page, CTN_TYPE_INDICATORS_VIEW));
  driver_stop (&driver);
}

/* A table is read, shown value by value, imported as one operation, and undone. */
static void
test_import (void)
{
  static const char table[] = "geo,2022,2023\nDE23,1.5,1.7\nHU22,0.6,:\nNowhere,1,2\n";
  Driver driver = { 0 };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "BERD.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CtnConnection *reader;
  CtnPage *page;
  GtkWidget *button = NULL;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  start (&driver);
  reader = ctn_project_get_reader (driver_get_project (&driver));
  page = show_side (&driver, "indicators");
  ctn_indicator_import_dialog_present (page, file);
  driver_wait_for (has_plan, get_dialog (&driver), "the comparison with the project");
  driver_settle ();
  assert_text (get_dialog (&driver), "BERD · DE23 · 2022 · 1.5");
  picture (&driver, "import");
  button = adw_dialog_get_default_widget (get_dialog (&driver));
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  driver_settle ();
  g_assert_cmpint (ctn_indicator_find (reader, "BERD"), !=, 0);
  g_assert_cmpstr (ctn_project_get_undo_label (driver_get_project (&driver)), ==,
                   "Import Indicators: BERD.csv");
  g_assert_true (ctn_project_undo (driver_get_project (&driver), NULL));
  g_assert_cmpint (ctn_indicator_find (reader, "BERD"), ==, 0);
  driver_stop (&driver);
}

static gboolean
sector_is_shown (gpointer data)
{
  return driver_has_text (data, "Location Quotient");
}

static void
test_sectors (void)
{
  Driver driver = { 0 };
  CtnPage *page;

  start (&driver);
  page = show_side (&driver, "sectors");
  driver_wait_for (sector_is_shown, page, "the analysis of a sector");
  assert_text (page, "Vehicle industry and mechatronics");
  assert_text (page, "Light electric vehicles (example)");
  picture (&driver, "sectors");
  driver_stop (&driver);
}

static gboolean
map_is_shown (gpointer data)
{
  CtnChartView *chart = driver_find (data, CTN_TYPE_CHART_VIEW);

  return chart != NULL && ctn_chart_view_get_scene (chart) != NULL &&
         ctn_scene_find (ctn_chart_view_get_scene (chart), "place", 1, 0) >= 0;
}

static guint
count_places (CtnChartView *chart)
{
  CtnScene *scene = ctn_chart_view_get_scene (chart);
  guint n = 0;

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++)
    n += g_strcmp0 (ctn_scene_get_mark (scene, i)->info.role, "place") == 0;
  return n;
}

/* Nearer by, what stood as one place parts; and a place leads to its organisations. */
static void
test_map (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnRegionMapView *view;
  CtnChartView *chart;
  guint before;

  start (&driver);
  page = show_side (&driver, "map");
  view = driver_find (page, CTN_TYPE_REGION_MAP_VIEW);
  driver_wait_for (map_is_shown, view, "the map");
  driver_settle ();
  chart = driver_find (view, CTN_TYPE_CHART_VIEW);
  before = count_places (chart);
  picture (&driver, "map");
  g_signal_emit_by_name (chart, "activated", "place", (gint64) 1);
  driver_settle ();
  assert_text (get_dialog (&driver), "Organisations");
  picture (&driver, "place");
  close_dialog (&driver);
  ctn_chart_view_zoom_by (chart, 5);
  driver_settle ();
  g_assert_cmpuint (count_places (chart), >, before);
  picture (&driver, "map-near");
  driver_stop (&driver);
}

/* NACE 27 goes into 27, 29 and 32 of Rev. 2.1, so it waits for a decision. */
static void
test_codes (void)
{
  Driver driver = { 0 };
  CtnPage *page;

  start (&driver);
  page = driver_show_view (&driver, "regions");
  gtk_widget_activate_action (GTK_WIDGET (page), "regions.codes", NULL);
  driver_settle ();
  assert_text (get_dialog (&driver), "needs a decision");
  picture (&driver, "codes");
  close_dialog (&driver);
  driver_stop (&driver);
}

static void
test_partners_map (void)
{
  Driver driver = { 0 };
  CtnPage *page;

  start (&driver);
  page = driver_show_view (&driver, "partners");
  driver_settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.map", NULL);
  driver_wait_for (map_is_shown, get_dialog (&driver), "the map of partners");
  driver_settle ();
  picture (&driver, "partners-map");
  close_dialog (&driver);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/regions/priorities", test_priorities);
  g_test_add_func ("/regions/compare", test_compare);
  g_test_add_func ("/regions/indicators", test_indicators);
  g_test_add_func ("/regions/import", test_import);
  g_test_add_func ("/regions/sectors", test_sectors);
  g_test_add_func ("/regions/map", test_map);
  g_test_add_func ("/regions/codes", test_codes);
  g_test_add_func ("/regions/partners-map", test_partners_map);
  return g_test_run ();
}
