/* The partnerships of the sample, in the real window. */
#include <ctn-partnership.h>
#include <ctn-pilot.h>
#include <ctn-tie.h>
#include <math.h>

#include "app-driver.h"
#include "ctn-chart-view.h"
#include "ctn-record-form.h"
#include "ctn-record-group.h"
#include "ctn-reviews-group.h"
#include "ctn-ties-group.h"
#include "ctn-tuig-group.h"

static gint64
get_number (Driver *driver, const char *sql)
{
  gint64 number = 0;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &number, &error,
                          sql, "");
  g_assert_no_error (error);
  return number;
}

static void
find_stack (GtkWidget *widget, gpointer data)
{
  GtkWidget **stack = data;

  if (*stack == NULL && ADW_IS_VIEW_STACK (widget) && gtk_widget_get_mapped (widget))
    *stack = widget;
}

/* Opens the window at a side of a partnership. */
static CtnPage *
open_side (Driver *driver, const char *short_name, const char *side)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM partnership WHERE short_name = '%s'", short_name);
  GtkWidget *stack = NULL;
  CtnPage *page;

  driver_start (driver, 1366, 768);
  page = driver_show_view (driver, "partnerships");
  g_assert_true (ctn_page_show_record (page, "partnership", get_number (driver, sql)));
  driver_settle ();
  driver_visit (GTK_WIDGET (page), find_stack, &stack);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), side);
  driver_settle ();
  return page;
}

static gboolean
has_scene (gpointer chart)
{
  return ctn_chart_view_get_scene (chart) != NULL;
}

static void
find_number (GtkWidget *widget, gpointer data)
{
  const char **text = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading") &&
      g_str_has_suffix (gtk_label_get_label (GTK_LABEL (widget)), "mbit"))
    *text = gtk_label_get_label (GTK_LABEL (widget));
}

static gboolean
has_number (gpointer page)
{
  const char *text = NULL;

  driver_visit (driver_find (page, CTN_TYPE_TUIG_GROUP), find_number, &text);
  return text != NULL;
}

/* The trail of the alliance is drawn, year by year; the synergy comes from the other thread. */
static void
test_helices (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "Example alliance", "helices");
  CtnChartView *chart = driver_find (page, CTN_TYPE_CHART_VIEW);
  gint64 id;

  g_assert_nonnull (chart);
  driver_wait_for (has_scene, chart, "the plot");
  id = get_number (&driver, "SELECT id FROM partnership WHERE short_name = 'Example alliance'");
  for (int year = 0; year < 3; year++)
    g_assert_cmpint (ctn_scene_find (ctn_chart_view_get_scene (chart), "value", id, year), >=, 0);
  driver_wait_for (has_number, page, "the synergy");
  driver_stop (&driver);
}

/* A tie shows as soon as it is recorded, and goes with undo. */
static void
count_rows (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  *n += ADW_IS_EXPANDER_ROW (widget);
}

static guint
count_ties (CtnPage *page)
{
  guint n = 0;

  driver_visit (driver_find (page, CTN_TYPE_TIES_GROUP), count_rows, &n);
  return n;
}

static void
test_ties (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "Example alliance", "helices");
  guint before = count_ties (page);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
      ctn_tie_add (driver_get_project (&driver),
                   get_number (&driver, "SELECT id FROM partnership WHERE short_name = "
                                        "'Example alliance'"),
                   get_number (&driver, "SELECT id FROM organisation WHERE name = "
                                        "'Beispielverein Radverkehr e.V.'"),
                   get_number (&driver, "SELECT id FROM organisation WHERE name = "
                                        "'Príklad Rozvojová agentúra'"),
                   NULL, &error),
      !=, 0);
  g_assert_no_error (error);
  driver_settle ();
  g_assert_cmpuint (count_ties (page), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  g_assert_cmpuint (count_ties (page), ==, before);
  driver_stop (&driver);
}

static AdwDialog *
get_dialog (Driver *driver)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

static void
find_member (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                 "Beispielhochschule Oberpfalz") == 0)
    *row = widget;
}

static void
find_commitment (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_COMBO_ROW (widget))
    *row = widget;
}

/* A step chosen in a member's dialog is dated in the same operation. */
static void
test_commitment (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "Example alliance", "members");
  gint64 before = get_number (&driver, "SELECT count(*) FROM commitment");
  GtkWidget *row = NULL, *combo = NULL;

  driver_visit (GTK_WIDGET (page), find_member, &row);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  driver_settle ();
  g_assert_nonnull (get_dialog (&driver));
  driver_visit (GTK_WIDGET (get_dialog (&driver)), find_commitment, &combo);
  g_assert_nonnull (combo);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo),
                              adw_combo_row_get_selected (ADW_COMBO_ROW (combo)) + 1);
  driver_settle ();
  g_assert_cmpint (get_number (&driver, "SELECT count(*) FROM commitment"), ==, before + 1);
  g_assert_cmpint (get_number (&driver, "SELECT m.commitment FROM membership m JOIN organisation o "
                                        "ON o.id = m.organisation WHERE o.name = "
                                        "'Beispielhochschule Oberpfalz' ORDER BY m.commitment "
                                        "LIMIT 1"),
                   ==, 4);
  adw_dialog_force_close (get_dialog (&driver));
  driver_stop (&driver);
}

static void
find_page (GtkWidget *widget, gpointer data)
{
  AdwViewStackPage **labels = data;

  if (ADW_IS_VIEW_STACK (widget) && *labels == NULL) {
    GtkWidget *child = adw_view_stack_get_child_by_name (ADW_VIEW_STACK (widget), "labels");

    if (child != NULL)
      *labels = adw_view_stack_get_page (ADW_VIEW_STACK (widget), child);
  }
}

static void
find_icon (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  *n += GTK_IS_IMAGE (widget) &&
        g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), "dialog-error-symbolic") == 0;
}

/* Labels are for clusters, and partnerships of such; the criterion that the example cluster fails is marked. */
static void
test_labels (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "Example cluster", "labels");
  AdwViewStackPage *labels = NULL;
  guint n = 0;

  driver_visit (GTK_WIDGET (page), find_page, &labels);
  g_assert_true (adw_view_stack_page_get_visible (labels));
  driver_visit (GTK_WIDGET (page), find_icon, &n);
  g_assert_cmpuint (n, >, 0);
  ctn_page_show_record (page, "partnership",
                        get_number (&driver, "SELECT id FROM partnership WHERE short_name = "
                                             "'Example alliance'"));
  driver_settle ();
  g_assert_false (adw_view_stack_page_get_visible (labels));
  driver_stop (&driver);
}

typedef struct {
  const char *text; /* of title or subtitle */
  guint n;
  GtkWidget *last;
} Rows;

static void
find_row (GtkWidget *widget, gpointer data)
{
  Rows *rows = data;

  if (!ADW_IS_ACTION_ROW (widget) || !gtk_widget_get_mapped (widget) ||
      (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), rows->text) == NULL &&
       strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) ?: "", rows->text) == NULL))
    return;
  rows->n++;
  rows->last = widget;
}

/* The five clusters of RECiPE4Mobility: of one, data/sample/labels.csv has the date of its label; of the others,
 * the calendar says how they get one. */
static void
test_clusters (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "RECiPE4Mobility", "labels");
  Rows known = { .text = "Bronze · awarded" }, unknown = { .text = "Date of the label unknown" };
  Rows calendar = { .text = "No Date of a Label Is Known" };
  gint64 n = get_number (&driver, "SELECT count(*) FROM label");

  driver_visit (GTK_WIDGET (page), find_row, &known);
  driver_visit (GTK_WIDGET (page), find_row, &unknown);
  g_assert_cmpuint (known.n, ==, 1);
  g_assert_cmpuint (unknown.n, ==, 4);
  gtk_widget_activate (unknown.last);
  driver_settle ();
  driver_visit (GTK_WIDGET (page), find_row, &calendar);
  g_assert_cmpuint (calendar.n, ==, 1);
  gtk_widget_activate (calendar.last);
  driver_settle ();
  g_assert_cmpint (get_number (&driver, "SELECT count(*) FROM label"), ==, n + 1);
  adw_dialog_force_close (get_dialog (&driver));
  driver_settle ();
  calendar.n = 0;
  driver_visit (GTK_WIDGET (page), find_row, &calendar);
  g_assert_cmpuint (calendar.n, ==, 0);
  driver_stop (&driver);
}

static void
find_pilot (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "Pilot: "))
    *row = widget;
}

/* A pilot opens with its round of reviews. */
static void
test_pilots (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_side (&driver, "Example alliance", "pilots");
  GtkWidget *row = NULL;

  driver_visit (driver_find (page, CTN_TYPE_RECORD_GROUP), find_pilot, &row);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  driver_settle ();
  g_assert_nonnull (driver_find (get_dialog (&driver), CTN_TYPE_REVIEWS_GROUP));
  adw_dialog_force_close (get_dialog (&driver));
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/partnerships/helices", test_helices);
  g_test_add_func ("/app/partnerships/ties", test_ties);
  g_test_add_func ("/app/partnerships/commitment", test_commitment);
  g_test_add_func ("/app/partnerships/labels", test_labels);
  g_test_add_func ("/app/partnerships/clusters", test_clusters);
  g_test_add_func ("/app/partnerships/pilots", test_pilots);
  return g_test_run ();
}
