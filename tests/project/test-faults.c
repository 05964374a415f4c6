/* What a file system does to a project: full, read-only, gone, replaced, forbidden, a clock that was
 * set back, two programs with one file. Every time there is a message, the work is kept in the
 * working copy, the file is whole, and publishing works again once the cause is gone. */
#include <ctn-check.h>
#include <ctn-id.h>
#include <ctn-session.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "project-support.h"

static void
assert_whole (const char *path, gint64 n_organisations)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (GBytes) bytes = support_read (path);
  g_autoptr (GError) error = NULL;

  support_write (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  ctn_check_file (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count_in (copy, "SELECT count(*) FROM organisation"), ==,
                   n_organisations);
  g_unlink (copy);
}

/* A project with one organisation in its file and a second one that is not published yet. */
static CtnProject *
make_behind (const char *name)
{
  CtnProject *project = support_new_project (name);
  g_autoptr (GError) error = NULL;

  support_add_organisation (project, "One");
  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
  support_add_organisation (project, "Two");
  return project;
}

/* Publishing fails with a message, the work stays, nothing is left beside the file. */
static void
assert_refused (CtnProject *project, CtnPublishState state)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_project_publish (project, FALSE, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (ctn_project_get_problem (project), ==, error->message);
  g_assert_cmpint (ctn_project_get_publish_state (project), ==, state);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==, 2);
}

static void
assert_published (CtnProject *project, gboolean overwrite)
{
  g_autoptr (GError) error = NULL;

  ctn_project_publish (project, overwrite, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ctn_project_get_problem (project));
  g_assert_cmpint (ctn_project_get_publish_state (project), ==, CTN_PUBLISH_STATE_SAVED);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_full_disk (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");

  for (rlim_t size = 1; size < 200000; size = size * 3 + 4096) {
    limit_files (size);
    assert_refused (project, CTN_PUBLISH_STATE_OFFLINE);
    limit_files (RLIM_INFINITY);
    assert_whole (path, 1);
  }
  assert_published (project, FALSE);
  support_close (project);
  assert_whole (path, 2);
}

static gboolean
write_much (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO organisation (id, name, description) VALUES (?, 'Big', "
                             "hex(randomblob(3000000)))",
                             "i", ctn_id_new ());
}

/* The disk of the working copy is full: the operation fails as a whole, earlier ones stay. */
static void
test_full_disk_operation (void)
{
  CtnProject *project = make_behind ("a.catenary");
  const CtnOperation operation = { "Big", NULL, NULL };
  g_autoptr (GError) error = NULL;

  limit_files (1000000);
  g_assert_false (ctn_project_transact (project, &operation, write_much, NULL, &error));
  g_assert_nonnull (error);
  limit_files (RLIM_INFINITY);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==, 2);
  g_clear_error (&error);
  g_assert_true (ctn_project_transact (project, &operation, write_much, NULL, &error));
  g_assert_no_error (error);
  support_close (project);
}

/* root may write everywhere, so permissions only show as somebody else. */
static void
be_somebody (gboolean somebody)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (somebody ? 65534 : 0), ==, 0);
}

/* Gives the file's folder and the working copies to that somebody, and opens the way to them. */
static void
hand_over (const char *folder)
{
  const char *folders[] = { folder, g_get_user_state_dir () };

  for (gsize i = 0; getuid () == 0 && i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *command = g_strdup_printf ("chown -R 65534 '%s'", folders[i]);
    g_autofree char *parent = g_path_get_dirname (folders[i]);

    g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
    /* Up to the folder that GLib made for this program. */
    while (strstr (parent, "/test_") != NULL) {
      char *above = g_path_get_dirname (parent);

      g_assert_cmpint (g_chmod (parent, 0755), ==, 0);
      g_free (parent);
      parent = above;
    }
  }
}

static void
test_permissions (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) before = support_read (path);

  hand_over (folder);
  be_somebody (TRUE);
  /* A file marked read-only. */
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  assert_refused (project, CTN_PUBLISH_STATE_OFFLINE);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  /* A folder in which nothing can be made. */
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  assert_refused (project, CTN_PUBLISH_STATE_OFFLINE);
  support_assert_bytes (path, before);
  /* A file that may not even be read any more. */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_refused (project, CTN_PUBLISH_STATE_OFFLINE);
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  assert_published (project, FALSE);
  be_somebody (FALSE);
  support_close (project);
  assert_whole (path, 2);
}

static void
test_removed (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");

  g_unlink (path);
  assert_refused (project, CTN_PUBLISH_STATE_CONFLICT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_published (project, TRUE);
  support_close (project);
  assert_whole (path, 2);
}

static void
test_folder_removed (void)
{
  g_autofree char *folder = support_path ("drive");
  g_autofree char *away = support_path ("drive-away");
  g_autofree char *path = support_path ("drive/a.catenary");
  CtnProject *project;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  project = make_behind ("drive/a.catenary");
  g_assert_cmpint (g_rename (folder, away), ==, 0);
  assert_refused (project, CTN_PUBLISH_STATE_OFFLINE);
  g_assert_cmpint (g_rename (away, folder), ==, 0);
  assert_published (project, FALSE);
  support_close (project);
  assert_whole (path, 2);
}

/* Replaced by a file of the same size with the same times: nothing but its content tells. */
static void
test_replaced (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GBytes) before = support_read (path);
  g_autoptr (GBytes) strange = NULL;
  GStatBuf info = { 0 };

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  support_tamper (path, "UPDATE organisation SET name = 'Eno'");
  g_assert_cmpint (g_utime (path, &(struct utimbuf) { info.st_atime, info.st_mtime }), ==, 0);
  strange = support_read (path);
  g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (strange));
  assert_refused (project, CTN_PUBLISH_STATE_CONFLICT);
  support_assert_bytes (path, strange);
  assert_published (project, TRUE);
  support_close (project);
  assert_whole (path, 2);
}

/* A file that was only touched, or copied and put back, is the same file. */
static void
test_touched (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GBytes) bytes = support_read (path);

  g_unlink (path);
  support_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpint (g_utime (path, &(struct utimbuf) { 1, 1 }), ==, 0);
  assert_published (project, FALSE);
  support_close (project);
  assert_whole (path, 2);
}

/* Closing while the file cannot be written says so, and the next start finds the work. */
static void
test_kept (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  g_assert_false (ctn_project_close (project, FALSE, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_MISSING);
  g_clear_error (&error);
  g_object_unref (project);
  left = ctn_session_list_left ();
  g_assert_cmpuint (left->len, ==, 1);
  project = ctn_project_recover_session (((CtnLeftSession *) g_ptr_array_index (left, 0))->folder,
                                         &error);
  g_assert_no_error (error);
  assert_refused (project, CTN_PUBLISH_STATE_CONFLICT);
  assert_published (project, TRUE);
  support_close (project);
  assert_whole (path, 2);
}

/* Two programs with the same file: the second to publish is told, and overwrites nothing. */
static void
test_two (void)
{
  CtnProject *first = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GError) error = NULL;
  CtnProject *second = support_open ("a.catenary");
  g_autoptr (GBytes) published = NULL;

  support_add_organisation (second, "Three");
  assert_published (second, FALSE);
  published = support_read (path);
  assert_refused (first, CTN_PUBLISH_STATE_CONFLICT);
  support_assert_bytes (path, published);
  support_close (second);
  ctn_project_close (first, TRUE, &error);
  g_assert_no_error (error);
  g_object_unref (first);
  assert_whole (path, 2);
}

/* The permissions of the file stay, and behind a symbolic link its target is replaced. */
static void
test_kept_permissions (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autofree char *link = support_path ("link.catenary");
  GStatBuf info = { 0 };

  g_assert_cmpint (g_chmod (path, 0604), ==, 0);
  assert_published (project, FALSE);
  support_close (project);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0604);
  g_assert_cmpint (symlink ("a.catenary", link), ==, 0);
  project = support_open ("link.catenary");
  support_add_organisation (project, "Three");
  support_close (project);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_whole (path, 3);
}

/* Operations that the log dates in the future: those after the clock was set back still count as
 * the newer ones. */
static void
test_clock (void)
{
  CtnProject *project = make_behind ("a.catenary");
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GError) error = NULL;

  support_close (project);
  support_tamper (path, "UPDATE operation SET time = time + 10000000000");
  project = support_open ("a.catenary");
  support_run (project, "Late", NULL, "INSERT INTO tag (id, name) VALUES (5, 'late')");
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Late");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM tag"), ==, 0);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==, 2);
  g_assert_true (ctn_project_redo (project, &error));
  assert_published (project, FALSE);
  support_close (project);
  assert_whole (path, 2);
}

int
main (int argc, char **argv)
{
  /* Writing beyond the limit fails with EFBIG instead of ending the process. */
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/faults/full-disk", test_full_disk);
  g_test_add_func ("/project/faults/full-disk-operation", test_full_disk_operation);
  g_test_add_func ("/project/faults/permissions", test_permissions);
  g_test_add_func ("/project/faults/removed", test_removed);
  g_test_add_func ("/project/faults/folder-removed", test_folder_removed);
  g_test_add_func ("/project/faults/replaced", test_replaced);
  g_test_add_func ("/project/faults/touched", test_touched);
  g_test_add_func ("/project/faults/kept", test_kept);
  g_test_add_func ("/project/faults/two", test_two);
  g_test_add_func ("/project/faults/kept-permissions", test_kept_permissions);
  g_test_add_func ("/project/faults/clock", test_clock);
  return g_test_run ();
}
