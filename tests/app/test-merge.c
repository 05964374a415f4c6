/* Merging, the shared file, and the history, in the program. */
#include <ctn-merge.h>
#include <ctn-organisation.h>

#include "app-driver.h"
#include "ctn-history-row.h"
#include "ctn-merge-conflict-row.h"
#include "ctn-merge-dialog.h"
#include "merge-example.h"

static gint64
count (Driver *driver, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n, &error, sql,
                          "");
  g_assert_no_error (error);
  return n;
}

static AdwDialog *
get_dialog (Driver *driver)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

static gboolean
is_compared (gpointer data)
{
  AdwDialog *dialog = get_dialog (data);

  return dialog != NULL && CTN_IS_MERGE_DIALOG (dialog) &&
         ctn_merge_dialog_get_merge (CTN_MERGE_DIALOG (dialog)) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return get_dialog (data) == NULL;
}

/* The button with that label. */
typedef struct {
  const char *label;
  GtkWidget *button;
} Wanted;

static void
find_button (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), wanted->label) == 0)
    wanted->button = widget;
}

static GtkWidget *
get_button (Driver *driver, const char *label)
{
  Wanted wanted = { label, NULL };

  driver_visit (GTK_WIDGET (get_dialog (driver)), find_button, &wanted);
  g_assert_nonnull (wanted.button);
  return wanted.button;
}

static void
click (Driver *driver, const char *label)
{
  GtkWidget *button = get_button (driver, label);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* The conflicts of the example: two fields; and two deletions, one on each side. */
static void
test_dialog (void)
{
  Driver driver = { 0 };
  g_autoptr (GFile) copy = NULL;
  CtnMerge *merge;
  gint64 n;

  driver_start (&driver, 900, 720);
  copy = merge_example_new (driver_get_project (&driver));
  n = count (&driver, "SELECT count(*) FROM organisation");
  adw_dialog_present (ctn_merge_dialog_new_for_file (driver_get_project (&driver), copy),
                      GTK_WIDGET (driver.window));
  driver_wait_for (is_compared, &driver, "the comparison");
  driver_settle ();
  merge = ctn_merge_dialog_get_merge (CTN_MERGE_DIALOG (get_dialog (&driver)));
  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, 4);
  g_assert_nonnull (driver_find (get_dialog (&driver), CTN_TYPE_MERGE_CONFLICT_ROW));
  g_assert_false (gtk_widget_get_sensitive (get_button (&driver, "_Merge")));
  click (&driver, "All Ours");
  click (&driver, "All Theirs");
  g_assert_cmpuint (ctn_merge_count_undecided (merge), ==, 0);
  click (&driver, "_Merge");
  driver_wait_for (is_closed, &driver, "the end of merging");
  /* The deleted one is back, the one deleted there is gone. */
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, n);
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation WHERE city = 'Weiden' OR "
                                   "web LIKE '%/berta' OR notes = 'Met at the fair'"),
                   >=, 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL));
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation WHERE city = 'Cham' OR "
                                   "web LIKE '%/anna' OR notes = 'Still needed'"),
                   >=, 3);
  driver_stop (&driver);
}

static gboolean
is_renamed (gpointer data)
{
  return count (data, "SELECT count(*) FROM organisation WHERE name = 'A Example of Berta'") == 1;
}

/* Another program writes the file of the window: what it did comes in by itself. */
static void
test_shared (void)
{
  Driver driver = { 0 };
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  driver_start (&driver, 900, 720);
  project = driver_get_project (&driver);
  copy = merge_example_new (project);
  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
  driver_settle ();
  merge_example_rename (ctn_project_get_file (project), "A Example of Berta");
  driver_wait_for (is_renamed, &driver, "the change of the other program");
  g_assert_cmpint (ctn_project_get_publish_state (project), ==, CTN_PUBLISH_STATE_SAVED);
  g_assert_cmpint (
      count (&driver, "SELECT count(*) FROM operation WHERE author = 'Berta Beispiel'"), >, 0);
  /* The same field on both sides: somebody has to decide. */
  {
    gint64 id = count (&driver, "SELECT id FROM organisation WHERE name = 'A Example of Berta'");

    ctn_organisation_edit (project, &id, 1,
                           ctn_record_kind_find_field (ctn_organisation_kind (), "name"),
                           "A of Anna", &error);
    g_assert_no_error (error);
    merge_example_rename (ctn_project_get_file (project), "Other of Berta");
  }
  driver_wait_for (is_compared, &driver, "the question");
  driver_settle ();
  click (&driver, "All Ours");
  click (&driver, "_Merge");
  driver_wait_for (is_closed, &driver, "the end of merging");
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation WHERE name = 'A of Anna'"),
                   ==, 1);
  driver_stop (&driver);
}

static gboolean
has_project (gpointer data)
{
  return driver_get_project (data) != NULL;
}

static gboolean
is_left (gpointer data)
{
  return driver_get_project (data) == NULL;
}

static void
set_city (CtnProject *project, const char *city)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &id, &error,
                          "SELECT id FROM organisation ORDER BY name, id LIMIT 1", "");
  ctn_organisation_edit (
      project, &id, 1, ctn_record_kind_find_field (ctn_organisation_kind (), "city"), city, &error);
  g_assert_no_error (error);
}

static gint64
count_in_file (GFile *file, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_open_untitled (file, "Read", NULL, &error);
  gint64 n = -1;

  g_assert_no_error (error);
  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error, sql, "");
  g_assert_no_error (error);
  ctn_project_close (project, TRUE, &error);
  return n;
}

/* Whoever leaves a project takes with them what another program wrote into its file a moment ago; where a
 * person has to decide, the project stays open. */
static void
test_leaving (void)
{
  Driver driver = { 0 };
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 900, 720);
  copy = merge_example_new (driver_get_project (&driver));
  file = g_object_ref (ctn_project_get_file (driver_get_project (&driver)));
  ctn_project_publish (driver_get_project (&driver), FALSE, NULL, &error);
  g_assert_no_error (error);
  merge_example_rename (file, "A Example of Berta");
  set_city (driver_get_project (&driver), "Amberg");
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.close-project", NULL);
  /* Not while its user waits. */
  g_assert_nonnull (driver_get_project (&driver));
  driver_wait_for (is_left, &driver, "the project to be closed");
  g_assert_cmpint (count_in_file (file, "SELECT count(*) FROM organisation WHERE city = 'Amberg' "
                                        "AND name = 'A Example of Berta'"),
                   ==, 1);

  ctn_window_open (driver.window, file);
  driver_wait_for (has_project, &driver, "the project again");
  {
    gint64 id = count (&driver, "SELECT id FROM organisation WHERE name = 'A Example of Berta'");

    ctn_organisation_edit (driver_get_project (&driver), &id, 1,
                           ctn_record_kind_find_field (ctn_organisation_kind (), "name"),
                           "A of Anna", &error);
    g_assert_no_error (error);
  }
  merge_example_rename (file, "A Other of Berta");
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.close-project", NULL);
  driver_wait_for (is_compared, &driver, "the question");
  g_assert_nonnull (driver_get_project (&driver));
  adw_dialog_force_close (get_dialog (&driver));
  driver_stop (&driver);
}

static gboolean
is_not_saving (gpointer data)
{
  return !ctn_project_is_saving (data) && !ctn_project_is_busy (data);
}

/* Nothing is done to a window any more whose project went while it was being left. */
static void
test_gone (void)
{
  Driver driver = { 0 };
  g_autoptr (GFile) copy = NULL;
  g_autoptr (CtnProject) project = NULL;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 900, 720);
  project = g_object_ref (driver_get_project (&driver));
  copy = merge_example_new (project);
  merge_example_rename (ctn_project_get_file (project), "A Example of Berta");
  set_city (project, "Amberg");
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.close-project", NULL);
  ctn_window_set_project (driver.window, NULL);
  driver_wait_for (is_not_saving, project, "the end of saving");
  driver_settle ();
  g_assert_null (driver_get_project (&driver));
  g_assert_true (ctn_project_close (project, TRUE, &error));
  g_assert_no_error (error);
  driver_stop (&driver);
}

static guint
count_rows (GtkWidget *page)
{
  GtkWidget *list = driver_find (page, GTK_TYPE_LIST_BOX);
  guint n = 0;

  for (GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += CTN_IS_HISTORY_ROW (row);
  return n;
}

typedef struct {
  GtkWidget *page;
  guint n;
} Rows;

static gboolean
has_rows (gpointer data)
{
  const Rows *rows = data;

  return count_rows (rows->page) == rows->n;
}

static void
test_history (void)
{
  Driver driver = { 0 };
  g_autoptr (GFile) copy = NULL;
  GtkWidget *page;
  GtkWidget *row;
  Rows rows;
  gint64 first;
  gint64 n;

  driver_start (&driver, 900, 720);
  first = count (&driver, "SELECT max(id) FROM operation");
  n = count (&driver, "SELECT count(*) FROM organisation");
  copy = merge_example_new (driver_get_project (&driver));
  page = GTK_WIDGET (driver_show_view (&driver, "history"));
  row = driver_find (page, CTN_TYPE_HISTORY_ROW);
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  driver_settle ();
  /* Four fields were written in and one organisation deleted since. */
  rows = (Rows) { page, 1 };
  gtk_editable_set_text (driver_find (page, GTK_TYPE_SEARCH_ENTRY), "delete organ");
  driver_wait_for (has_rows, &rows, "the deletion that is searched");
  gtk_editable_set_text (driver_find (page, GTK_TYPE_SEARCH_ENTRY), "nobody did this");
  rows.n = 0;
  driver_wait_for (has_rows, &rows, "nothing");
  gtk_widget_activate_action (page, "history.restore", "x", first);
  driver_wait_for (is_compared, &driver, "the comparison with the earlier state");
  driver_settle ();
  click (&driver, "_Restore");
  driver_wait_for (is_closed, &driver, "the end of restoring");
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, n);
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation WHERE web LIKE '%/anna'"), ==,
                   0);
  gtk_widget_activate_action (page, "history.compare-now", "x", first);
  driver_wait_for (is_compared, &driver, "the comparison with now");
  g_assert_true (
      ctn_merge_is_empty (ctn_merge_dialog_get_merge (CTN_MERGE_DIALOG (get_dialog (&driver)))));
  adw_dialog_force_close (get_dialog (&driver));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL));
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, n - 1);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/merge/dialog", test_dialog);
  g_test_add_func ("/app/merge/shared", test_shared);
  g_test_add_func ("/app/merge/leaving", test_leaving);
  g_test_add_func ("/app/merge/gone", test_gone);
  g_test_add_func ("/app/merge/history", test_history);
  return g_test_run ();
}
