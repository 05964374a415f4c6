/* The overview and the strategy view with the sample: what is due leads to its record, a measure and a
 * KPI are added, numbers lead to what makes them up, a period is locked and unlocked. */
#include <ctn-kpi-table.h>
#include <ctn-kpi.h>
#include <ctn-record-operations.h>
#include <ctn-strategy.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-kpi-view.h"
#include "ctn-overview-page.h"
#include "ctn-plan-view.h"
#include "ctn-record-form.h"
#include "ctn-record-group.h"

static void
picture (Driver *driver, const char *suffix)
{
  g_autofree char *path = g_strconcat (g_getenv ("CTN_PICTURES"), suffix, NULL);

  if (path != NULL)
    driver_save_picture (driver, path);
}

static gint64
count (Driver *driver, const char *sql)
{
  gint64 n = -1;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n, NULL, sql, "");
  return n;
}

typedef struct {
  const char *title;
  GtkWidget *row;
} Search;

static void
look (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->row == NULL && ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), search->title) != NULL)
    search->row = widget;
}

static GtkWidget *
find_row (gpointer root, const char *title)
{
  Search search = { title, NULL };

  driver_visit (root, look, &search);
  return search.row;
}

static gboolean
has_overdue (gpointer data)
{
  return find_row (data, "Find a successor project") != NULL;
}

static void
find_stack (GtkWidget *widget, gpointer data)
{
  GtkWidget **stack = data;

  if (ADW_IS_VIEW_STACK (widget) && gtk_widget_get_mapped (widget))
    *stack = widget;
}

static void
show_side (CtnPage *page, const char *name)
{
  GtkWidget *stack = NULL;

  driver_visit (GTK_WIDGET (page), find_stack, &stack);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), name);
  driver_settle ();
}

/* The measure of the sample that is due in 2022 and still planned. */
static void
test_overview (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *row;

  driver_start (&driver, 1100, 760);
  page = driver_show_view (&driver, "overview");
  driver_wait_for (has_overdue, page, "the overdue measure");
  driver_settle ();
  picture (&driver, "-overview.png");
  row = find_row (page, "Find a successor project");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  driver_settle ();
  g_assert_nonnull (driver_find (driver.window, CTN_TYPE_PLAN_VIEW));
  g_assert_nonnull (find_row (driver.window, "Find a successor project"));
  picture (&driver, "-plan.png");
  driver_stop (&driver);
}

static void
find_cell (GtkWidget *widget, gpointer data)
{
  GtkWidget **cell = data;

  if (*cell == NULL && GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_object_get_data (G_OBJECT (widget), "cell") != NULL)
    *cell = widget;
}

static void
test_kpis (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnProject *project;
  GtkWidget *cell = NULL;
  gint64 strategy, period;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 1100, 760);
  project = driver_get_project (&driver);
  page = driver_show_view (&driver, "strategy");
  show_side (page, "kpis");
  picture (&driver, "-kpis.png");
  strategy = count (&driver, "SELECT min(id) FROM strategy");
  period = count (&driver, "SELECT min(id) FROM kpi_period");
  driver_visit (GTK_WIDGET (page), find_cell, &cell);
  g_assert_nonnull (cell);
  gtk_menu_button_popup (GTK_MENU_BUTTON (cell));
  driver_settle ();
  picture (&driver, "-cell.png");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (cell));
  g_assert_cmpint (strategy, !=, 0);
  g_assert_true (ctn_kpi_period_lock (project, period, "2021-01-01", "Test", &error));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM kpi_value WHERE locked_value IS NOT NULL"),
                   >, 10);
  g_assert_true (ctn_project_undo (project, &error));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM kpi_value WHERE locked_value IS NOT NULL"),
                   ==, 0);
  driver_stop (&driver);
}

/* Adding goes through the actions of the menu and shows the form. */
static void
test_add (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  gint64 objectives, kpis;
  AdwDialog *dialog;

  driver_start (&driver, 360, 720);
  page = driver_show_view (&driver, "strategy");
  ctn_page_show_record (page, "strategy", count (&driver, "SELECT min(id) FROM strategy"));
  driver_settle ();
  picture (&driver, "-plan-narrow.png");
  objectives = count (&driver, "SELECT count(*) FROM objective");
  kpis = count (&driver, "SELECT count(*) FROM kpi");
  gtk_widget_activate_action (GTK_WIDGET (page), "strategy.add-objective", NULL);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM objective"), ==, objectives + 1);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_nonnull (dialog);
  adw_dialog_force_close (dialog);
  driver_settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "strategy.add-kpi", NULL);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM kpi"), ==, kpis + 1);
  picture (&driver, "-kpi-form.png");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  adw_dialog_force_close (dialog);
  driver_settle ();
  driver_stop (&driver);
}

static void
find_add (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (*button == NULL && GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "list-add-symbolic") == 0 &&
      gtk_widget_get_ancestor (widget, CTN_TYPE_RECORD_GROUP) != NULL)
    *button = widget;
}

/* The groups of the plan are made anew when a measure comes; the one whose button was pressed still opens
 * its form, in the window. */
static void
test_add_measure (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *button = NULL;
  AdwDialog *dialog;
  gint64 measures;

  driver_start (&driver, 1100, 760);
  page = driver_show_view (&driver, "strategy");
  ctn_page_show_record (page, "strategy", count (&driver, "SELECT min(id) FROM strategy"));
  driver_settle ();
  measures = count (&driver, "SELECT count(*) FROM measure");
  driver_visit (driver_find (page, CTN_TYPE_PLAN_VIEW), find_add, &button);
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  driver_press (&driver, "Return");
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM measure"), ==, measures + 1);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_nonnull (dialog);
  g_assert_nonnull (driver_find (dialog, CTN_TYPE_RECORD_FORM));
  adw_dialog_force_close (dialog);
  driver_settle ();
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/overview", test_overview);
  g_test_add_func ("/app/strategy/kpis", test_kpis);
  g_test_add_func ("/app/strategy/add", test_add);
  g_test_add_func ("/app/strategy/add-measure", test_add_measure);
  return g_test_run ();
}
