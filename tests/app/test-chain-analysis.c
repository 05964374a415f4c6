/* Findings of the sample's value chain and a trial, in the real window. */
#include <ctn-chain-findings.h>

#include "app-driver.h"
#include "ctn-chart-view.h"
#include "ctn-finding-row.h"
#include "ctn-record-list.h"
#include "ctn-what-if-pane.h"

typedef struct {
  CtnPage *page;
  CtnFindingState state;
  guint n;         /* of the rows in that state */
  const char *key; /* (nullable) of the first one */
} Rows;

static void
count_row (GtkWidget *widget, gpointer data)
{
  Rows *rows = data;
  const CtnFinding *finding;

  if (!CTN_IS_FINDING_ROW (widget))
    return;
  finding = ctn_finding_row_get_finding (CTN_FINDING_ROW (widget));
  if (finding->state != rows->state)
    return;
  rows->n++;
  if (rows->key == NULL)
    rows->key = finding->key;
}

static gboolean
has_rows (gpointer data)
{
  Rows *rows = data;

  rows->n = 0;
  rows->key = NULL;
  driver_visit (GTK_WIDGET (rows->page), count_row, rows);
  return rows->n > 0;
}

static gboolean
has_none (gpointer data)
{
  return !has_rows (data);
}

static CtnPage *
open_chain (Driver *driver)
{
  CtnPage *page;

  driver_start (driver, 1600, 800);
  page = driver_show_view (driver, "chains");
  ctn_page_show_record (page, "chain",
                        ctn_record_list_get_selected (driver_find (page, CTN_TYPE_RECORD_LIST)));
  driver_settle ();
  return page;
}

static void
click (GtkWidget *widget, gpointer data)
{
  const char *label = data;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    g_signal_emit_by_name (widget, "clicked");
}

static void
find_row (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && CTN_IS_FINDING_ROW (widget))
    *row = widget;
}

/* The most serious finding is accepted; undo opens it again. */
static void
test_findings (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_chain (&driver);
  Rows open = { page, CTN_FINDING_OPEN, 0, NULL };
  Rows accepted = { page, CTN_FINDING_ACCEPTED, 0, NULL };
  GtkWidget *row = NULL;

  driver_wait_for (has_rows, &open, "findings");
  g_assert_true (g_str_has_prefix (open.key, "single-point:actor:"));
  driver_visit (GTK_WIDGET (page), find_row, &row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  driver_visit (row, click, (gpointer) "_Accept");
  driver_wait_for (has_rows, &accepted, "the accepted finding");
  g_assert_cmpuint (accepted.n, ==, 1);
  g_assert_true (g_str_has_prefix (accepted.key, "single-point:actor:"));
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_wait_for (has_none, &accepted, "no accepted finding");
  driver_stop (&driver);
}

static void
activate_measure (GtkWidget *widget, gpointer data)
{
  if (ADW_IS_ACTION_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                 "Make a Measure of It…") == 0)
    g_signal_emit_by_name (widget, "activated");
}

/* A measure that rests on a finding: its name is that of the finding, and undo takes it away. */
static void
test_measure (void)
{
  static const char count_sql[] =
      "SELECT count (*) FROM measure m JOIN measure_reason r ON r.measure = m.id "
      "WHERE r.finding = ? AND m.name = r.note";
  Driver driver = { 0 };
  CtnPage *page = open_chain (&driver);
  Rows open = { page, CTN_FINDING_OPEN, 0, NULL };
  g_autofree char *key = NULL;
  GtkWidget *row = NULL;
  AdwDialog *dialog;
  gint64 before = -1, after = -1;

  driver_wait_for (has_rows, &open, "findings");
  driver_visit (GTK_WIDGET (page), find_row, &row);
  key = g_strdup (ctn_finding_row_get_finding (CTN_FINDING_ROW (row))->key);
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &before, NULL,
                          count_sql, "t", key);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  driver_visit (row, activate_measure, NULL);
  driver_settle ();
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_signal_emit_by_name (dialog, "response::add", "add");
  adw_dialog_force_close (dialog);
  driver_settle ();
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &after, NULL,
                          count_sql, "t", key);
  g_assert_cmpint (after, ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &after, NULL,
                          count_sql, "t", key);
  g_assert_cmpint (after, ==, before);
  driver_stop (&driver);
}

static void
find_add (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (*button == NULL && GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Add to Stage") == 0)
    *button = widget;
}

static gboolean
has_candidates (gpointer data)
{
  Driver *driver = data;
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
  GtkWidget *button = NULL;

  if (dialog != NULL)
    driver_visit (GTK_WIDGET (dialog), find_add, &button);
  return button != NULL;
}

/* The best candidate for the stage of the first finding takes a place there. */
static void
test_candidates (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_chain (&driver);
  Rows open = { page, CTN_FINDING_OPEN, 0, NULL };
  CtnConnection *reader = ctn_project_get_reader (driver_get_project (&driver));
  GtkWidget *row = NULL, *button = NULL;
  gint64 before = 0, after = 0;

  driver_wait_for (has_rows, &open, "findings");
  driver_visit (GTK_WIDGET (page), find_row, &row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_signal_emit_by_name (row, "candidates");
  driver_wait_for (has_candidates, &driver, "candidates");
  ctn_connection_get_int (reader, &before, NULL, "SELECT count(*) FROM chain_actor", "");
  driver_visit (GTK_WIDGET (driver.window), find_add, &button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  ctn_connection_get_int (reader, &after, NULL, "SELECT count(*) FROM chain_actor", "");
  g_assert_cmpint (after, ==, before + 1);
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window)));
  driver_stop (&driver);
}

static gboolean
is_pale (gpointer data)
{
  CtnScene *scene = ctn_chart_view_get_scene (data);

  for (guint i = 0; scene != NULL && i < ctn_scene_get_n_marks (scene); i++)
    if (g_strcmp0 (ctn_scene_get_mark (scene, i)->info.value, "taken away") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_whole (gpointer data)
{
  return ctn_chart_view_get_scene (data) != NULL && !is_pale (data);
}

/* A country is switched off: its actor turns pale on the map, and comes back with the mode's end. */
static void
test_what_if (void)
{
  Driver driver = { 0 };
  CtnPage *page = open_chain (&driver);
  CtnChartView *chart = driver_find (page, CTN_TYPE_CHART_VIEW);
  g_autofree char *label = g_strdup (ctn_project_get_undo_label (driver_get_project (&driver)));
  GtkWidget *pane;

  driver_wait_for (is_whole, chart, "the map");
  gtk_widget_activate_action (GTK_WIDGET (page), "map.what-if", NULL);
  driver_settle ();
  pane = driver_find (page, CTN_TYPE_WHAT_IF_PANE);
  g_assert_nonnull (pane);
  adw_switch_row_set_active (driver_find (pane, ADW_TYPE_SWITCH_ROW), FALSE);
  driver_wait_for (is_pale, chart, "the pale actor");
  /* Nothing is written. */
  g_assert_cmpstr (ctn_project_get_undo_label (driver_get_project (&driver)), ==, label);
  gtk_widget_activate_action (GTK_WIDGET (page), "map.what-if", NULL);
  driver_wait_for (is_whole, chart, "the whole chain");
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/chain-analysis/findings", test_findings);
  g_test_add_func ("/app/chain-analysis/measure", test_measure);
  g_test_add_func ("/app/chain-analysis/candidates", test_candidates);
  g_test_add_func ("/app/chain-analysis/what-if", test_what_if);
  return g_test_run ();
}
