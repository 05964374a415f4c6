/* Files that take time: the window goes on, says what is being done, and lets it be cancelled. */
#include <ctn-organisation.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
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
remove_folder (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
stop (Fixture *self)
{
  driver_stop (&self->driver);
  remove_folder (self);
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
  CtnProject *project;
  int held;

  start (&fixture);
  project = driver_get_project (&fixture.driver);
  file = get_file (&fixture, "held.catenary");
  g_assert_true (g_file_set_contents (g_file_peek_path (file), before, -1, NULL));
  held = g_open (g_file_peek_path (file), O_RDONLY | O_CLOEXEC, 0);
  g_assert_cmpint (flock (held, LOCK_EX), ==, 0);
  _ctn_window_save (fixture.driver.window, CTN_SAVE_AS, file);
  g_assert_true (ctn_project_is_saving (project));
  g_assert_true (ctn_project_transact (project, &operation, rename_all, NULL, &error));
  driver_wait_for_button (&fixture.driver, "_Cancel");
  g_assert_true (ctn_project_is_saving (project));
  /* Neither is it saved twice at once, nor closed. */
  g_assert_false (ctn_window_close_project (fixture.driver.window));
  driver_click_button (&fixture.driver, "_Cancel");
  driver_wait_for (is_not_saving, project, "the end of saving");
  close (held);
  g_assert_null (ctn_project_get_file (project));
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  driver_wait_for_no_button (&fixture.driver, "_Cancel");
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
    g_autofree char *name = g_strdup_printf ("%zu.catenary", i);
    g_autoptr (GFile) file = get_file (&fixture, name);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnProject) saved = NULL;
    CtnProject *project = driver_get_project (&fixture.driver);
    gint64 n = 0;

    _ctn_window_save (fixture.driver.window, cases[i].save, file);
    g_assert_true (ctn_project_is_saving (project));
    driver_wait_for_label (&fixture.driver, cases[i].told);
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
is_saved (gpointer data)
{
  return ctn_project_get_publish_state (data) == CTN_PUBLISH_STATE_SAVED;
}

static gboolean
is_closed (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A window that closes saves first, without standing still; cancelled, it stays. */
static void
test_closing (void)
{
  const CtnOperation operation = { "Change", NULL, NULL };
  Fixture fixture = { 0 };
  Driver *driver = &fixture.driver;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) saved = NULL;
  CtnWindow *window = NULL;
  CtnProject *project;
  gint64 n = 0;
  int held;

  start (&fixture);
  project = driver_get_project (driver);
  file = get_file (&fixture, "closing.catenary");
  _ctn_window_save (driver->window, CTN_SAVE_AS, file);
  driver_wait_for (is_saved, project, "the file");
  held = g_open (g_file_peek_path (file), O_RDONLY | O_CLOEXEC, 0);
  g_assert_cmpint (flock (held, LOCK_EX), ==, 0);
  g_assert_true (ctn_project_transact (project, &operation, rename_all, NULL, &error));
  gtk_window_close (GTK_WINDOW (driver->window));
  driver_click_button (driver, "_Cancel");
  driver_wait_for (is_not_saving, project, "the end of saving");
  driver_settle ();
  g_assert_true (driver_get_project (driver) == project);
  close (held);
  g_set_weak_pointer (&window, driver->window);
  gtk_window_close (GTK_WINDOW (driver->window));
  driver_wait_for (is_closed, &window, "the window to be gone");
  saved = ctn_project_open_untitled (file, "Saved", NULL, &error);
  g_assert_no_error (error);
  ctn_connection_get_int (ctn_project_get_reader (saved), &n, &error,
                          "SELECT count(*) FROM organisation WHERE city IS NOT 'Amberg'", "");
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  ctn_project_close (saved, TRUE, &error);
  g_assert_no_error (error);
  remove_folder (&fixture);
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

static gboolean
shows_sample (gpointer data)
{
  CtnProject *project = driver_get_project (data);

  return project != NULL && g_str_equal (ctn_project_get_display_name (project), "sample.catenary");
}

/* What was done a moment ago is in the file before another project is there. */
static void
test_opening_saves_first (void)
{
  Fixture fixture = { 0 };
  Driver *driver = &fixture.driver;
  g_autoptr (GFile) other = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) sample = NULL;
  g_autoptr (CtnProject) first = NULL;
  g_autoptr (CtnProject) again = NULL;
  gint64 n = 0;

  start (&fixture);
  file = get_file (&fixture, "first.catenary");
  sample = g_object_ref (driver_get_project (driver));
  ctn_window_set_project (driver->window, NULL);
  g_assert_true (ctn_project_close (sample, TRUE, &error));
  ctn_window_start_project (driver->window, file);
  driver_wait_for (has_project, driver, "the new project");
  first = g_object_ref (driver_get_project (driver));
  g_assert_cmpint (ctn_organisation_add (first, "Beispiel GmbH", &error), !=, 0);
  g_assert_cmpint (ctn_project_get_publish_state (first), ==, CTN_PUBLISH_STATE_SAVING);

  ctn_window_open (driver->window, other);
  g_assert_true (driver_get_project (driver) == first);
  driver_wait_for (shows_sample, driver, "the sample");
  again = ctn_project_open (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (again), &n, &error,
                                         "SELECT count(*) FROM organisation", ""));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (ctn_project_close (again, TRUE, &error));
  stop (&fixture);
}

/* --- Exports ------------------------------------------------------------------------------------- */

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
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) never = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = NULL;
  g_autofree char *written = NULL;
  gint64 n = 0;

  start (&fixture);
  file = get_file (&fixture, "names.txt");
  never = get_file (&fixture, "never.txt");
  project = g_object_ref (driver_get_project (driver));
  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error,
                          "SELECT count(*) FROM organisation", "");
  g_assert_no_error (error);

  export (&fixture, WRITES, file);
  driver_wait_for_label (driver, "Saved as “names.txt”");
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &written, NULL, NULL));
  g_assert_cmpint (g_ascii_strtoll (written, NULL, 10), ==, n);
  g_assert_true (is_destroyed (NULL));

  export (&fixture, FAILS, never);
  driver_wait_for_label (driver, "The paper is out");
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));
  driver_settle ();

  export (&fixture, WAITS, never);
  driver_click_button (driver, "_Cancel");
  driver_wait_for (is_destroyed, NULL, "the end");
  driver_wait_for_no_button (driver, "_Cancel");
  g_assert_null (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));

  export (&fixture, WAITS, never);
  ctn_window_set_project (driver->window, NULL);
  g_assert_true (ctn_project_close (project, TRUE, &error));
  driver_click_button (driver, "_Cancel");
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
  g_test_add_func ("/waiting/closing", test_closing);
  g_test_add_func ("/waiting/opening", test_opening);
  g_test_add_func ("/waiting/opening-saves-first", test_opening_saves_first);
  g_test_add_func ("/waiting/export", test_export);
  return g_test_run ();
}
