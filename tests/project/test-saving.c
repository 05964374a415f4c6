/* Saving on a worker thread: what the user asks for while the main loop goes on. */
#include <ctn-project-read.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "project-support.h"

/* Half of the program's own patience with a file that somebody holds. */
#define SOON_SECONDS 2.5

typedef struct {
  gboolean done;
  gboolean ok;
  GError *error;
} Waiting;

static gboolean
is_done (gpointer data)
{
  return ((Waiting *) data)->done;
}

static gboolean
is_saved (gpointer data)
{
  return ctn_project_get_publish_state (data) == CTN_PUBLISH_STATE_SAVED;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  waiting->ok = ctn_project_save_finish (CTN_PROJECT (source), result, &waiting->error);
  waiting->done = TRUE;
}

static gint64
count_organisations (const char *name)
{
  g_autofree char *path = support_path (name);

  return support_count_in (path, "SELECT count(*) FROM organisation");
}

static gboolean
exists (const char *name)
{
  g_autofree char *path = support_path (name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_busy (gboolean ok, GError **error)
{
  g_assert_false (ok);
  g_assert_error (*error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY);
  g_clear_error (error);
}

/* The project can be changed while it is saved; what comes later follows by itself. */
static void
test_save_as (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = support_file ("b.catenary");
  g_autoptr (GFile) other = support_file ("c.catenary");
  CtnProject *project = ctn_project_new (NULL, &error);
  Waiting waiting = { 0 };
  Waiting refused = { 0 };

  g_assert_no_error (error);
  support_add_organisation (project, "One");
  ctn_project_save_as_async (project, file, NULL, saved_cb, &waiting);
  g_assert_true (ctn_project_is_saving (project));
  g_assert_false (ctn_project_is_busy (project));
  assert_busy (ctn_project_save_copy (project, other, NULL, &error), &error);
  assert_busy (ctn_project_close (project, FALSE, &error), &error);
  ctn_project_save_copy_async (project, other, NULL, saved_cb, &refused);
  support_add_organisation (project, "Two");
  support_wait (is_done, &refused, 10);
  assert_busy (refused.ok, &refused.error);
  support_wait (is_done, &waiting, 30);
  g_assert_no_error (waiting.error);
  g_assert_false (ctn_project_is_saving (project));
  g_assert_true (g_file_equal (ctn_project_get_file (project), file));
  g_assert_cmpstr (ctn_project_get_display_name (project), ==, "b.catenary");
  g_assert_cmpint (count_organisations ("b.catenary"), >=, 1);
  support_wait (is_saved, project, 30);
  g_assert_cmpint (count_organisations ("b.catenary"), ==, 2);
  g_assert_false (exists ("c.catenary"));
  support_close (project);
}

/* A copy is nothing to the project's own file, neither when it works nor when it does not. */
static void
test_copy (void)
{
  g_autoptr (GFile) copy = support_file ("copy.catenary");
  g_autoptr (GFile) nowhere = support_file ("no-such-folder/copy.catenary");
  CtnProject *project = support_new_project ("a.catenary");
  Waiting waiting = { 0 };

  support_add_organisation (project, "One");
  ctn_project_save_copy_async (project, copy, NULL, saved_cb, &waiting);
  support_wait (is_done, &waiting, 30);
  g_assert_no_error (waiting.error);
  g_assert_cmpint (count_organisations ("copy.catenary"), ==, 1);

  waiting = (Waiting) { 0 };
  ctn_project_save_as_async (project, nowhere, NULL, saved_cb, &waiting);
  support_wait (is_done, &waiting, 30);
  g_assert_false (waiting.ok);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&waiting.error);
  g_assert_null (ctn_project_get_problem (project));
  g_assert_cmpstr (ctn_project_get_display_name (project), ==, "a.catenary");
  /* Its own file comes by itself. */
  support_wait (is_saved, project, 30);
  g_assert_cmpint (count_organisations ("a.catenary"), ==, 1);
  support_close (project);
}

/* A file that was changed outside is only replaced when told so. */
static void
test_replace (void)
{
  g_autofree char *path = support_path ("a.catenary");
  CtnProject *project = support_new_project ("a.catenary");
  Waiting waiting = { 0 };

  support_add_organisation (project, "One");
  g_assert_true (ctn_project_publish (project, FALSE, NULL, NULL));
  support_tamper (path, "UPDATE organisation SET name = 'Elsewhere'");
  support_add_organisation (project, "Two");
  ctn_project_publish_async (project, FALSE, NULL, saved_cb, &waiting);
  support_wait (is_done, &waiting, 30);
  g_assert_error (waiting.error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE);
  g_clear_error (&waiting.error);
  g_assert_cmpint (ctn_project_get_publish_state (project), ==, CTN_PUBLISH_STATE_CONFLICT);
  g_assert_cmpint (count_organisations ("a.catenary"), ==, 1);

  waiting = (Waiting) { 0 };
  ctn_project_publish_async (project, TRUE, NULL, saved_cb, &waiting);
  support_wait (is_done, &waiting, 30);
  g_assert_no_error (waiting.error);
  g_assert_cmpint (ctn_project_get_publish_state (project), ==, CTN_PUBLISH_STATE_SAVED);
  g_assert_null (ctn_project_get_problem (project));
  g_assert_cmpint (count_organisations ("a.catenary"), ==, 2);
  support_close (project);
}

/* Somebody holds the file that is to be replaced: Cancel ends the waiting at once, and nothing is left
 * half done. */
static void
test_cancel (void)
{
  static const char before[] = "what was there";
  g_autofree char *path = support_path ("held.catenary");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new_static (before, sizeof before);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDir) dir = NULL;
  CtnProject *project = support_new_project ("a.catenary");
  Waiting waiting = { 0 };
  int held;

  support_write (path, before, sizeof before);
  held = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_assert_cmpint (flock (held, LOCK_EX), ==, 0);
  support_add_organisation (project, "One");
  ctn_project_save_as_async (project, file, cancellable, saved_cb, &waiting);
  g_usleep (300 * 1000);
  g_assert_false (waiting.done);
  g_cancellable_cancel (cancellable);
  support_wait (is_done, &waiting, SOON_SECONDS);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  close (held);
  support_assert_bytes (path, bytes);
  g_assert_cmpstr (ctn_project_get_display_name (project), ==, "a.catenary");
  support_wait (is_saved, project, 30);
  dir = g_dir_open (folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_assert_true (g_str_equal (name, "held.catenary") || g_str_equal (name, "a.catenary"));
  support_close (project);
}

static gint64
count_in_database_alone (CtnProject *project)
{
  g_autofree char *work =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);
  g_autofree char *alone = support_path ("alone.db");
  g_autoptr (GBytes) bytes = support_read (work);

  support_write (alone, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return support_count_in (alone, "SELECT count(*) FROM organisation");
}

static void
save_and_wait (CtnProject *project)
{
  Waiting waiting = { 0 };

  ctn_project_publish_async (project, FALSE, NULL, saved_cb, &waiting);
  support_wait (is_done, &waiting, 30);
  g_assert_no_error (waiting.error);
}

/* Saving takes what waits in the log in front of the working copy over into it, so that no commit has to. */
static void
test_carry_over (void)
{
  CtnProject *project = support_new_project ("a.catenary");

  save_and_wait (project);
  support_add_organisation (project, "One");
  g_assert_cmpint (count_in_database_alone (project), ==, 0);
  save_and_wait (project);
  g_assert_cmpint (count_in_database_alone (project), ==, 1);
  support_close (project);
}

/* Somebody who reads on a thread of their own may come to it when the project is closed: nothing is read, and
 * nobody hears of a mistake. */
static gpointer
read_number (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_null (ctn_project_read_finish (result, error));
}

static gboolean
has_error (gpointer data)
{
  return *(GError **) data != NULL;
}

static void
test_read_closed (void)
{
  CtnProject *project = support_new_project ("closed.catenary");
  g_autofree char *folder = g_strdup (ctn_project_get_session_folder (project));
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_project_close (project, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (ctn_project_get_session_folder (project), ==, folder);
  ctn_project_read_async (project, NULL, read_number, NULL, NULL, NULL, NULL, read_cb, &error);
  support_wait (has_error, &error, 10);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/saving/save-as", test_save_as);
  g_test_add_func ("/project/saving/copy", test_copy);
  g_test_add_func ("/project/saving/replace", test_replace);
  g_test_add_func ("/project/saving/cancel", test_cancel);
  g_test_add_func ("/project/saving/carry-over", test_carry_over);
  g_test_add_func ("/project/saving/read-closed", test_read_closed);
  return g_test_run ();
}
