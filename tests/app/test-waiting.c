/* What takes time: the window goes on, says what is being done, and lets it be cancelled. */
#include <ctn-connection-private.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "app-driver.h"
#include "ctn-file-export.h"
#include "ctn-window-private.h"

static int n_destroyed;

typedef struct {
  Driver driver;
  char *folder; /* (owned) */
} Fixture;

static void
start (Fixture *self)
{
  self->folder = g_dir_make_tmp (NULL, NULL);
  driver_start (&self->driver, 1100, 720);
}

static GFile *
get_file (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
stop (Fixture *self)
{
  g_autoptr (GDir) dir = NULL;

  driver_stop (&self->driver);
  dir = g_dir_open (self->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
}

/* Somewhere in the window: dialogs are in it as well. */
typedef struct {
  GtkWidget *root;
  const char *label;
  GtkWidget *found;
} Search;

static void
look_at_button (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->label) == 0)
    search->found = widget;
}

static gboolean
has_button (gpointer data)
{
  Search *search = data;

  search->found = NULL;
  driver_visit (search->root, look_at_button, search);
  return search->found != NULL;
}

static gboolean
has_no_button (gpointer data)
{
  return !has_button (data);
}

static void
look_at_label (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), search->label))
    search->found = widget;
}

static gboolean
has_label (gpointer data)
{
  Search *search = data;

  search->found = NULL;
  driver_visit (search->root, look_at_label, search);
  return search->found != NULL;
}

static gboolean
is_not_saving (gpointer data)
{
  return !ctn_project_is_saving (data);
}

static gboolean
rename_all (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE organisation SET city = 'Amberg'", "");
}

/* Another program holds the file that is to be replaced: meanwhile the project is changed, and then the
 * waiting is given up. */
static void
test_cancelled (void)
{
  static const char before[] = "what was there";
  const CtnOperation operation = { "Change", NULL, NULL };
  Fixture fixture = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  Search search;
  CtnProject *project;
  int held;

  start (&fixture);
  search = (Search) { GTK_WIDGET (fixture.driver.window), "_Cancel", NULL };
  project = driver_get_project (&fixture.driver);
  file = get_file (&fixture, "held.catenary");
  g_assert_true (g_file_set_contents (g_file_peek_path (file), before, -1, NULL));
  held = g_open (g_file_peek_path (file), O_RDONLY | O_CLOEXEC, 0);
  g_assert_cmpint (flock (held, LOCK_EX), ==, 0);
  _ctn_window_save (fixture.driver.window, CTN_SAVE_AS, file);
  g_assert_true (ctn_project_is_saving (project));
  g_assert_true (ctn_project_transact (project, &operation, rename_all, NULL, &error));
  driver_wait_for (has_button, &search, "the button that cancels");
  g_assert_true (ctn_project_is_saving (project));
  /* Neither is it saved twice at once, nor closed. */
  g_assert_false (ctn_window_close_project (fixture.driver.window));
  g_signal_emit_by_name (search.found, "clicked");
  driver_wait_for (is_not_saving, project, "the end of saving");
  close (held);
  g_assert_null (ctn_project_get_file (project));
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  driver_wait_for (has_no_button, &search, "the end of the message");
  stop (&fixture);
}

static void
test_saved (void)
{
  static const struct {
    CtnSave save;
    const char *told;
    gboolean keeps_persons;
  } cases[] = {
    { CTN_SAVE_COPY, "Copy saved", TRUE },
    { CTN_SAVE_WITHOUT_PERSONS, "Copy without persons saved", FALSE },
    { CTN_SAVE_AS, "Saved; from now on by itself", TRUE },
  };
  Fixture fixture = { 0 };

  start (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Search search = { GTK_WIDGET (fixture.driver.window), cases[i].told, NULL };
    g_autofree char *name = g_strdup_printf ("%zu.catenary", i);
    g_autoptr (GFile) file = get_file (&fixture, name);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnProject) saved = NULL;
    CtnProject *project = driver_get_project (&fixture.driver);
    gint64 n = 0;

    _ctn_window_save (fixture.driver.window, cases[i].save, file);
    g_assert_true (ctn_project_is_saving (project));
    driver_wait_for (has_label, &search, cases[i].told);
    saved = ctn_project_open_untitled (file, "Saved", NULL, &error);
    g_assert_no_error (error);
    ctn_connection_get_int (ctn_project_get_reader (saved), &n, &error,
                            "SELECT count(*) > 0 FROM person", "");
    g_assert_no_error (error);
    g_assert_cmpint (n, ==, cases[i].keeps_persons);
    ctn_project_close (saved, TRUE, &error);
    g_assert_no_error (error);
    g_assert_cmpint (ctn_project_get_file (project) != NULL, ==, cases[i].save == CTN_SAVE_AS);
  }
  stop (&fixture);
}

static gboolean
has_project (gpointer data)
{
  return driver_get_project (data) != NULL;
}

static gboolean
is_at_start (gpointer data)
{
  Driver *driver = data;

  return g_str_equal (gtk_stack_get_visible_child_name (driver->window->main_stack), "start");
}

static void
assert_opening (Driver *driver)
{
  g_assert_null (driver_get_project (driver));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (driver->window->main_stack), ==, "opening");
}

/* The built sample, where the program looks for the installed one. */
static void
open_sample (Fixture *self)
{
  g_autofree char *data = g_strdup (g_getenv ("CTN_DATA_DIR"));
  g_autofree char *folder = g_build_filename (self->folder, "sample", NULL);
  g_autofree char *path = g_build_filename (folder, "sample.catenary", NULL);

  g_mkdir (folder, 0700);
  g_assert_cmpint (symlink (g_getenv ("CTN_SAMPLE"), path), ==, 0);
  g_setenv ("CTN_DATA_DIR", self->folder, TRUE);
  ctn_window_open_sample (self->driver.window);
  g_setenv ("CTN_DATA_DIR", data, TRUE);
  assert_opening (&self->driver);
}

static void
remove_sample (Fixture *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "sample", NULL);
  g_autofree char *path = g_build_filename (folder, "sample.catenary", NULL);

  g_unlink (path);
  g_rmdir (folder);
}

/* The sample, with Cancel and without; then a new project. */
static void
test_opening (void)
{
  Fixture fixture = { 0 };
  Driver *driver = &fixture.driver;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) first = NULL;
  g_autoptr (GFile) file = NULL;

  start (&fixture);
  first = g_object_ref (driver_get_project (driver));
  ctn_window_set_project (driver->window, NULL);
  g_assert_true (ctn_project_close (first, TRUE, &error));
  open_sample (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.cancel-opening", NULL);
  driver_wait_for (is_at_start, driver, "the start page");
  g_assert_null (driver_get_project (driver));
  remove_sample (&fixture);
  open_sample (&fixture);
  driver_wait_for (has_project, driver, "the sample");
  g_assert_null (ctn_project_get_file (driver_get_project (driver)));
  g_assert_cmpstr (ctn_project_get_display_name (driver_get_project (driver)), ==,
                   "Sample Project");
  remove_sample (&fixture);

  file = get_file (&fixture, "new.catenary");
  ctn_window_start_project (driver->window, file);
  assert_opening (driver);
  driver_wait_for (has_project, driver, "the new project");
  g_assert_true (g_file_equal (ctn_project_get_file (driver_get_project (driver)), file));
  g_assert_true (g_file_query_exists (file, NULL));
  stop (&fixture);
}

static void
click (Fixture *self, const char *label)
{
  Search search = { GTK_WIDGET (self->driver.window), label, NULL };

  driver_wait_for (has_button, &search, label);
  g_signal_emit_by_name (search.found, "clicked");
  driver_settle ();
}

/* The dialog for all organisations. */
static AdwDialog *
open_bulk_edit (Fixture *self)
{
  CtnPage *page = driver_show_view (&self->driver, "partners");

  gtk_widget_activate_action (GTK_WIDGET (page), "partners.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.bulk-edit", NULL);
  driver_settle ();
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->driver.window));
}

static void
choose_field (AdwDialog *dialog, const char *label)
{
  AdwComboRow *row = driver_find (dialog, ADW_TYPE_COMBO_ROW);
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label)) {
      adw_combo_row_set_selected (row, i);
      return;
    }
  g_assert_not_reached ();
}

/* What a field does not take is said in the place of the title, which comes back. */
static void
test_problem (void)
{
  static const char title[] = "Value for All";
  Fixture fixture = { 0 };
  AdwDialog *dialog;
  AdwPreferencesRow *row;

  start (&fixture);
  dialog = open_bulk_edit (&fixture);
  row = driver_find (dialog, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (row), ==, title);
  choose_field (dialog, "Latitude");
  for (int i = 0; i < 2; i++) {
    gtk_editable_set_text (GTK_EDITABLE (row), "north");
    click (&fixture, "_Apply");
    /* Once more: the first problem is not what comes back. */
    click (&fixture, "_Apply");
    g_assert_cmpstr (adw_preferences_row_get_title (row), !=, title);
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
    if (i == 0)
      gtk_editable_set_text (GTK_EDITABLE (row), "48");
    else
      choose_field (dialog, "Longitude");
    g_assert_cmpstr (adw_preferences_row_get_title (row), ==, title);
    g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  }
  adw_dialog_force_close (dialog);
  stop (&fixture);
}

#define MANY 3000

/* Another connection writes to the working copy: whoever wants to write as well waits for it. */
static CtnConnection *
hold_project (CtnProject *project)
{
  g_autofree char *path =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);
  g_autoptr (GError) error = NULL;
  CtnConnection *other = ctn_connection_open (path, CTN_CONNECTION_WORK, &error);

  g_assert_no_error (error);
  g_assert_true (ctn_connection_exec (other, "BEGIN IMMEDIATE", &error));
  return other;
}

static void
release_project (CtnConnection *other)
{
  g_assert_true (ctn_connection_exec (other, "ROLLBACK", NULL));
  ctn_connection_close (other);
}

static gboolean
add_many (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < ?) INSERT INTO organisation (id, name, modified) "
                             "SELECT i, 'Beispiel ' || i || ' GmbH', 1 FROM n",
                             "i", (gint64) MANY);
}

static gint64
count (CtnProject *project, const char *city)
{
  gint64 n = 0;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error,
                          "SELECT count(*) FROM organisation WHERE ?1 IS NULL OR city = ?1", "t",
                          city);
  g_assert_no_error (error);
  return n;
}

static gboolean
is_not_busy (gpointer data)
{
  return !ctn_project_is_busy (data);
}

static void
select_all (Driver *driver, CtnPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.select-all", NULL);
  driver_settle ();
}

/* Thousands are changed and deleted while the window goes on; each is one operation, or none. */
static void
test_bulk (void)
{
  const CtnOperation operation = { "Add Many", NULL, NULL };
  Fixture fixture = { 0 };
  Driver *driver = &fixture.driver;
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  CtnConnection *held;
  CtnPage *page;
  AdwDialog *dialog;
  gint64 all;

  start (&fixture);
  project = driver_get_project (driver);
  g_assert_true (ctn_project_transact (project, &operation, add_many, NULL, &error));
  all = count (project, NULL);
  page = driver_show_view (driver, "partners");
  select_all (driver, page);
  held = hold_project (project);
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.delete", NULL);
  g_assert_true (ctn_project_is_busy (project));
  click (&fixture, "_Cancel");
  release_project (held);
  driver_wait_for (is_not_busy, project, "the end of deleting");
  g_assert_cmpint (count (project, NULL), ==, all);
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Add Many");

  dialog = open_bulk_edit (&fixture);
  choose_field (dialog, "City");
  gtk_editable_set_text (GTK_EDITABLE (driver_find (dialog, ADW_TYPE_ENTRY_ROW)), "Amberg");
  {
    Search apply = { GTK_WIDGET (driver->window), "_Apply", NULL };
    Search told = { GTK_WIDGET (driver->window), NULL, NULL };
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " organisations changed", all);

    told.label = text;
    g_assert_true (has_button (&apply));
    g_signal_emit_by_name (apply.found, "clicked");
    g_assert_true (ctn_project_is_busy (project));
    driver_wait_for (has_label, &told, "what was done");
  }
  g_assert_cmpint (count (project, "Amberg"), ==, all);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (count (project, "Amberg"), <, MANY);
  stop (&fixture);
}

typedef enum { WRITES, FAILS, WAITS } Behaviour;

/* On the worker thread. */
static gboolean
write_names (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Behaviour behaviour = (Behaviour) GPOINTER_TO_INT (data);
  g_autofree char *text = NULL;

  if (behaviour == FAILS) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The paper is out");
    return FALSE;
  }
  while (behaviour == WAITS && !g_cancellable_is_cancelled (cancellable))
    g_usleep (10 * 1000);
  text = ctn_connection_get_text (reader, error, "SELECT count(*) FROM organisation", "");
  return text != NULL && g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                                  G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static void
count_destroyed (gpointer data)
{
  n_destroyed++;
}

static void export (Fixture *self, Behaviour behaviour, GFile *file)
{
  const CtnFileExport export = {
    .function = write_names,
    .data = GINT_TO_POINTER ((int) behaviour),
    .destroy = count_destroyed,
  };

  n_destroyed = 0;
  ctn_file_export_run (GTK_WIDGET (self->driver.window), &export, file);
}

static gboolean
is_destroyed (gpointer data)
{
  return n_destroyed == 1;
}

/* A file is written, or what went wrong is said, or the wait is cancelled; also when the project is closed
 * before the end. */
static void
test_export (void)
{
  Fixture fixture = { 0 };
  Driver *driver = &fixture.driver;
  Search search;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) never = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = NULL;
  g_autofree char *written = NULL;
  gint64 n;

  start (&fixture);
  file = get_file (&fixture, "names.txt");
  never = get_file (&fixture, "never.txt");
  project = g_object_ref (driver_get_project (driver));
  n = count (project, NULL);

  search = (Search) { GTK_WIDGET (driver->window), "Saved as “names.txt”", NULL };
  export (&fixture, WRITES, file);
  driver_wait_for (has_label, &search, search.label);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &written, NULL, NULL));
  g_assert_cmpint (g_ascii_strtoll (written, NULL, 10), ==, n);
  g_assert_true (is_destroyed (NULL));

  search.label = "The paper is out";
  export (&fixture, FAILS, never);
  driver_wait_for (has_label, &search, search.label);
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));
  driver_settle ();

  export (&fixture, WAITS, never);
  click (&fixture, "_Cancel");
  driver_wait_for (is_destroyed, NULL, "the end");
  driver_settle ();
  g_assert_null (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));

  export (&fixture, WAITS, never);
  ctn_window_set_project (driver->window, NULL);
  g_assert_true (ctn_project_close (project, TRUE, &error));
  click (&fixture, "_Cancel");
  driver_wait_for (is_destroyed, NULL, "the end");
  g_assert_false (g_file_query_exists (never, NULL));
  stop (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/waiting/cancelled", test_cancelled);
  g_test_add_func ("/waiting/saved", test_saved);
  g_test_add_func ("/waiting/opening", test_opening);
  g_test_add_func ("/waiting/problem", test_problem);
  g_test_add_func ("/waiting/bulk", test_bulk);
  g_test_add_func ("/waiting/export", test_export);
  return g_test_run ();
}
