/* The window itself: a key for each view, the menu and the list of keys, files dropped onto it, what it
 * remembers, and the figures of several years in a partner's profile. */
#include <ctn-organisation-size.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-record-group.h"
#include "ctn-start-page.h"
#include "ctn-views.h"

static AdwDialog *
get_dialog (Driver *driver)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

static void
close_dialog (Driver *driver)
{
  AdwDialog *dialog = get_dialog (driver);

  g_assert_nonnull (dialog);
  adw_dialog_force_close (dialog);
  driver_settle ();
}

static void
assert_view (Driver *driver, guint index)
{
  g_test_message ("%s", ctn_views ()[index].id);
  g_assert_nonnull (driver_find (driver->window, ctn_views ()[index].get_type ()));
}

static void
theme_changed_cb (gpointer theme, guint *n_windows)
{
  *n_windows += g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* The icon theme does not change under a window that has just come (ctn-application.c). This has to be the
 * first of the tests: the program starts once. */
static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  guint n_windows = 0;
  Driver driver = { 0 };
  gulong handler = g_signal_connect (theme, "changed", G_CALLBACK (theme_changed_cb), &n_windows);

  driver_start (&driver, 1100, 720);
  g_signal_handler_disconnect (theme, handler);
  g_assert_cmpuint (n_windows, ==, 0);
  g_assert_true (gtk_icon_theme_has_icon (theme, "ctn-overview-symbolic"));
  driver_stop (&driver);
}

static void
test_keys (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 720);
  for (guint i = 0; i < 10; i++) {
    g_autofree char *keys = g_strdup_printf ("alt+%u", (i + 1) % 10);

    driver_press (&driver, keys);
    driver_settle ();
    assert_view (&driver, i);
  }
  driver_press (&driver, "ctrl+Next");
  driver_settle ();
  assert_view (&driver, 10);
  driver_press (&driver, "ctrl+Prior ctrl+Prior");
  driver_settle ();
  assert_view (&driver, 8);
  /* Round at the ends. */
  driver_press (&driver, "alt+1 ctrl+Prior");
  driver_settle ();
  assert_view (&driver, 11);
  g_assert_null (ctn_views ()[12].id);
  driver_stop (&driver);
}

static void
find_popover (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (GTK_IS_POPOVER_MENU (widget) && gtk_widget_get_mapped (widget))
    *found = widget;
}

static void
count_titles (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  if (!ADW_IS_ACTION_ROW (widget))
    return;
  for (const CtnView *view = ctn_views (); view->id != NULL; view++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), view->title))
      (*n)++;
}

static void
test_menu_and_list_of_keys (void)
{
  Driver driver = { 0 };
  GtkWidget *popover = NULL;
  guint n = 0;

  driver_start (&driver, 1100, 720);
  driver_press (&driver, "F10");
  driver_settle ();
  driver_visit (GTK_WIDGET (driver.window), find_popover, &popover);
  g_assert_nonnull (popover);
  driver_press (&driver, "Escape");
  driver_settle ();
  driver_press (&driver, "ctrl+question");
  driver_settle ();
  g_assert_nonnull (get_dialog (&driver));
  driver_visit (GTK_WIDGET (get_dialog (&driver)), count_titles, &n);
  g_assert_cmpuint (n, ==, 10);
  close_dialog (&driver);
  driver_stop (&driver);
}

/* What the window's drop target does with @file. */
static void
drop (Driver *driver, GFile *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (driver->window));
  GSList files = { file, NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DROP_TARGET (controller))
      g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
  }
  g_assert_true (taken);
  driver_settle ();
}

static gboolean
shows_import (gpointer data)
{
  AdwDialog *dialog = get_dialog (data);

  return dialog != NULL && g_str_equal (G_OBJECT_TYPE_NAME (dialog), "CtnImportDialog");
}

static void
test_drop (void)
{
  Driver driver = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  int descriptor = g_file_open_tmp ("catenary-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, "Name;City\nBeispiel Neu GmbH;Amberg\n", -1, NULL));
  file = g_file_new_for_path (path);
  driver_start (&driver, 1100, 720);
  drop (&driver, file);
  driver_wait_for (shows_import, &driver, "the import");
  close_dialog (&driver);
  driver_stop (&driver);
  g_unlink (path);
}

static void
test_remembered (void)
{
  Driver driver = { 0 };
  int width = 0, height = 0;
  g_autoptr (GSettings) settings = g_settings_new (CTN_APPLICATION_ID);
  g_autofree char *view = NULL;
  CtnWindow *next;

  driver_start (&driver, 1010, 690);
  driver_show_view (&driver, "needs");
  view = g_settings_get_string (settings, "last-view");
  g_assert_cmpstr (view, ==, "needs");
  driver_stop (&driver);
  next = ctn_window_new (driver.application);
  gtk_window_get_default_size (GTK_WINDOW (next), &width, &height);
  g_assert_cmpint (width, ==, 1010);
  g_assert_cmpint (height, ==, 690);
  gtk_window_destroy (GTK_WINDOW (next));
  driver_start (&driver, 1010, 690);
  assert_view (&driver, 8);
  driver_stop (&driver);
}

static void
find_sizes (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (CTN_IS_RECORD_GROUP (widget) &&
      g_str_equal (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget)),
                   "Figures by Year"))
    *found = widget;
}

/* Two clicks on the group's button are two years. */
static void
test_years (void)
{
  Driver driver = { 0 };
  GtkWidget *group = NULL, *button;
  CtnConnection *reader;
  gint64 organisation = 0, before = 0, after = 0;
  CtnPage *page;

  driver_start (&driver, 1100, 720);
  reader = ctn_project_get_reader (driver_get_project (&driver));
  ctn_connection_get_int (reader, &organisation, NULL, "SELECT min(id) FROM organisation", "");
  ctn_connection_get_int (reader, &before, NULL,
                          "SELECT count(*) FROM organisation_size WHERE organisation = ?", "i",
                          organisation);
  page = driver_show_view (&driver, "partners");
  ctn_page_show_record (page, "organisation", organisation);
  driver_settle ();
  driver_visit (GTK_WIDGET (page), find_sizes, &group);
  g_assert_nonnull (group);
  button = adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group));
  for (guint i = 0; i < 2; i++) {
    g_signal_emit_by_name (button, "clicked");
    driver_settle ();
    close_dialog (&driver);
  }
  ctn_connection_get_int (
      reader, &after, NULL,
      "SELECT count(DISTINCT year) FROM organisation_size WHERE organisation = ?", "i",
      organisation);
  g_assert_cmpint (after, ==, before + 2);
  driver_stop (&driver);
}

static gboolean
shows_figures (gpointer data)
{
  return driver_find (driver_find (data, ctn_views ()[0].get_type ()), ADW_TYPE_WRAP_BOX) != NULL;
}

/* The overview of a new project says what to do first, and figures when it has been done. */
static void
test_empty_overview (void)
{
  Driver driver = { 0 };
  g_autoptr (CtnProject) sample = NULL;
  g_autoptr (CtnProject) project = NULL;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 1100, 720);
  sample = g_object_ref (driver_get_project (&driver));
  project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  ctn_window_set_project (driver.window, project);
  ctn_project_close (sample, TRUE, NULL);
  g_assert_false (shows_figures (driver_show_view (&driver, "overview")));
  driver_click_button (&driver, "_Draw a Value Chain");
  driver_settle ();
  assert_view (&driver, 3);
  g_assert_cmpint (ctn_organisation_add (project, "Beispiel GmbH", &error), !=, 0);
  driver_show_view (&driver, "overview");
  driver_wait_for (shows_figures, driver.window, "the figures");
  driver_stop (&driver);
}

static gboolean
is_focus_in (Driver *driver, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (driver->window));

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, widget);
}

/* A widget of the page that has the keyboard, until it is removed. */
static GtkWidget *
add_button (GtkWidget *page)
{
  GtkWidget *button = gtk_button_new_with_label ("Beispiel");
  GtkWidget *search = driver_find (page, GTK_TYPE_SEARCH_ENTRY);

  gtk_box_append (GTK_BOX (gtk_widget_get_ancestor (search, GTK_TYPE_BOX)), button);
  g_assert_true (gtk_widget_grab_focus (button));
  return button;
}

static void
remove_button (GtkWidget *button)
{
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (button)), button);
}

/* Lists are made anew, also behind a dialog: who types on there is still in the view, at once. */
static void
test_keyboard_stays (void)
{
  Driver driver = { 0 };
  GtkWidget *page, *button;

  driver_start (&driver, 1100, 720);
  page = GTK_WIDGET (driver_show_view (&driver, "partners"));
  button = add_button (page);
  remove_button (button);
  driver_settle ();
  g_assert_true (is_focus_in (&driver, page));
  button = add_button (page);
  driver_press (&driver, "F1");
  g_assert_nonnull (get_dialog (&driver));
  remove_button (button);
  adw_dialog_close (get_dialog (&driver));
  g_assert_true (is_focus_in (&driver, page));
  driver_settle ();
  g_assert_true (is_focus_in (&driver, page));
  driver_stop (&driver);
}

static gboolean
has_day (gpointer window)
{
  return driver_has_text (window, "Last opened on ");
}

/* A project that came through the document portal stands in a folder whose name is a number. Where the portal does
 * not tell the real one, as here, nobody is shown that number. */
static void
test_recent_in_sandbox (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (),
                               "file:///run/flatpak/doc/1f2e3d4c/Beispiel.catenary");
  gtk_window_set_child (GTK_WINDOW (window), g_object_new (CTN_TYPE_START_PAGE, NULL));
  gtk_window_present (GTK_WINDOW (window));
  driver_wait_for (has_day, window, "the recent project");
  g_assert_true (driver_has_text (window, "Beispiel.catenary"));
  g_assert_false (driver_has_text (window, "1f2e3d4c"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_choices (gpointer row)
{
  GtkListView *list = driver_find (driver_find (row, GTK_TYPE_POPOVER), GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

typedef struct {
  AdwComboRow *row;
  guint n;
} Choices;

static gboolean
has_choices (gpointer data)
{
  const Choices *choices = data;

  return count_choices (choices->row) == choices->n;
}

static void
look_for_searched (GtkWidget *widget, gpointer data)
{
  if (ADW_IS_COMBO_ROW (widget) && adw_combo_row_get_enable_search (ADW_COMBO_ROW (widget)))
    *(AdwComboRow **) data = ADW_COMBO_ROW (widget);
}

static AdwComboRow *
find_searched (CtnPage *page)
{
  AdwComboRow *row = NULL;

  driver_visit (GTK_WIDGET (page), look_for_searched, &row);
  g_assert_nonnull (row);
  return row;
}

/* Which of many, by typing part of the name: the subject of a report. */
static void
test_search_in_choice (void)
{
  Driver driver = { 0 };
  Choices choices = { NULL, 0 };
  GtkEditable *search;

  driver_start (&driver, 1366, 768);
  choices.row = find_searched (driver_show_view (&driver, "reports"));
  gtk_widget_activate (GTK_WIDGET (choices.row));
  driver_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (adw_combo_row_get_model (choices.row)); i++) {
    g_autofree char *name = g_utf8_strdown (
        gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (choices.row)), i),
        -1);

    choices.n += strstr (name, "pfalz") != NULL;
  }
  g_assert_cmpuint (choices.n, >, 0);
  g_assert_cmpuint (choices.n, <, count_choices (choices.row));
  search = GTK_EDITABLE (driver_find (choices.row, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (search, "pfalz");
  driver_wait_for (has_choices, &choices, "those with these letters");
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/app/shell/icons", test_icons);
  g_test_add_func ("/app/shell/keys", test_keys);
  g_test_add_func ("/app/shell/menu-and-list-of-keys", test_menu_and_list_of_keys);
  g_test_add_func ("/app/shell/keyboard-stays", test_keyboard_stays);
  g_test_add_func ("/app/shell/drop", test_drop);
  g_test_add_func ("/app/shell/remembered", test_remembered);
  g_test_add_func ("/app/shell/years", test_years);
  g_test_add_func ("/app/shell/empty-overview", test_empty_overview);
  g_test_add_func ("/app/shell/recent-in-sandbox", test_recent_in_sandbox);
  g_test_add_func ("/app/shell/search-in-choice", test_search_in_choice);
  return g_test_run ();
}
