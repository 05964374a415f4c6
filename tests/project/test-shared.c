/* Several programs with one file, as on a share or in a cloud folder: each edits, publishes, and takes over
 * what the others did. Whatever the order, every row that anybody reported as added is in the file at the
 * end, in every program, and the file is a whole project at all times.
 *
 * With kill -9 at random moments, also in the midst of merging and publishing, the same is asked of every
 * operation that was reported, once what was left behind has been taken up again.
 *
 * CTN_SHARED_RUNS sets how often, CTN_SHARED_SEED the moments (./dev torture shared). */
#include <ctn-check.h>
#include <ctn-id.h>
#include <ctn-merge.h>
#include <ctn-session.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "project-support.h"

#define DEFAULT_RUNS 2
#define N_PROGRAMS 3
#define N_OPERATIONS 25
#define MAX_DELAY_US 400000

/* --- A program ---------------------------------------------------------------------------------- */

static void
report (guint32 number)
{
  if (write (STDOUT_FILENO, &number, sizeof number) != sizeof number)
    exit (1);
}

/* A row of its own, and a field of a row that all have: no two programs write in the same field. */
static gboolean
work (CtnConnection *connection, gpointer data, GError **error)
{
  const char *name = data;
  int program = name[1] - '0';

  return ctn_connection_run (connection, error, "INSERT INTO tag (id, name) VALUES (?, ?)", "it",
                             ctn_id_new (), name) &&
         ctn_connection_run (connection, error,
                             program % 3 == 0   ? "UPDATE organisation SET city = ? WHERE id = 1"
                             : program % 3 == 1 ? "UPDATE organisation SET phone = ? WHERE id = 1"
                                                : "UPDATE organisation SET web = ? WHERE id = 1",
                             "t", name);
}

static void
publish_all (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  /* Another program may be in the midst of writing; the next time it works. */
  for (int i = 0; i < 100; i++) {
    g_clear_error (&error);
    if (ctn_merge_publish (project, NULL, &error))
      return;
    g_usleep (1000 * 20);
  }
  g_error ("publishing: %s", error->message);
}

G_GNUC_NORETURN static void
be_program (const char *path, const char *name, gboolean endless)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_no_error (error);
  ctn_project_set_author (project, name);
  for (guint32 i = 0; endless || i < N_OPERATIONS; i++) {
    const CtnOperation operation = { "Work", NULL, NULL };
    g_autofree char *text = g_strdup_printf ("%s:%u", name, i);

    ctn_project_transact (project, &operation, work, text, &error);
    g_assert_no_error (error);
    report (i);
    if (i % 3 == 2)
      publish_all (project);
  }
  publish_all (project);
  ctn_project_close (project, FALSE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
  g_clear_object (&file);
  exit (0);
}

/* --- Who starts them ---------------------------------------------------------------------------- */

static guint
get_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static GSubprocess *
start (const char *path, const char *name, gboolean endless)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *program;

  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", g_get_user_state_dir (), TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", "--program", path,
                                         name, endless ? "endless" : "once", NULL);
  g_assert_no_error (error);
  return program;
}

/* How many operations the program has reported. */
static guint
count_reports (GSubprocess *program)
{
  GInputStream *out = g_subprocess_get_stdout_pipe (program);
  guint32 number = 0;
  gsize got = 0;
  guint n = 0;

  while (g_input_stream_read_all (out, &number, sizeof number, &got, NULL, NULL) &&
         got == sizeof number)
    n = number + 1;
  return n;
}

static void
make_file (const char *name)
{
  CtnProject *project = support_new_project (name);

  support_run (project, "Add", NULL, "INSERT INTO organisation (id, name) VALUES (1, 'Shared')");
  support_close (project);
}

static void
assert_whole (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (GBytes) bytes = support_read (path);
  g_autoptr (GError) error = NULL;

  support_write (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  ctn_check_file (copy, NULL, &error);
  g_assert_no_error (error);
  g_unlink (copy);
}

static void
assert_all_there (const char *path, const char *name, guint n)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(DISTINCT name) FROM tag WHERE name LIKE '%s:%%' AND "
                       "CAST(substr(name, 4) AS INTEGER) < %u",
                       name, n);

  g_assert_cmpint (support_count_in (path, sql), ==, n);
}

static void
test_together (void)
{
  g_autofree char *path = support_path ("shared.catenary");
  guint n_runs = get_number ("CTN_SHARED_RUNS", DEFAULT_RUNS);

  for (guint run = 0; run < n_runs; run++) {
    GSubprocess *programs[N_PROGRAMS];

    g_unlink (path);
    make_file ("shared.catenary");
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      programs[i] = start (path, name, FALSE);
    }
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      g_assert_cmpuint (count_reports (programs[i]), ==, N_OPERATIONS);
      g_subprocess_wait (programs[i], NULL, NULL);
      g_assert_true (g_subprocess_get_successful (programs[i]));
      g_object_unref (programs[i]);
    }
    assert_whole (path);
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      assert_all_there (path, name, N_OPERATIONS);
    }
    /* The last that each wrote in its own field. */
    g_assert_cmpint (support_count_in (path,
                                       "SELECT count(*) FROM organisation WHERE city = 'p0:24' "
                                       "AND phone = 'p1:24' AND web = 'p2:24'"),
                     ==, 1);
  }
}

/* Takes up what was left, as a person does at the next start. Returns how many there were. */
static guint
take_up (void)
{
  g_autoptr (GPtrArray) left = ctn_session_list_left ();

  for (guint i = 0; i < left->len; i++) {
    const CtnLeftSession *session = g_ptr_array_index (left, i);
    g_autoptr (GError) error = NULL;
    CtnProject *project = ctn_project_recover_session (session->folder, &error);

    g_assert_no_error (error);
    publish_all (project);
    support_close (project);
  }
  return left->len;
}

static void
test_killed (void)
{
  g_autofree char *path = support_path ("killed.catenary");
  g_autoptr (GRand) rand = g_rand_new_with_seed (get_number ("CTN_SHARED_SEED", 20251130));
  guint n_runs = get_number ("CTN_SHARED_RUNS", DEFAULT_RUNS);
  guint n_left = 0;
  guint64 total = 0;

  for (guint run = 0; run < n_runs; run++) {
    GSubprocess *programs[N_PROGRAMS];
    guint n[N_PROGRAMS];

    g_unlink (path);
    make_file ("killed.catenary");
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      programs[i] = start (path, name, TRUE);
    }
    g_usleep (G_USEC_PER_SEC / 4);
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_usleep ((gulong) g_rand_int_range (rand, 0, MAX_DELAY_US));
      g_subprocess_send_signal (programs[i], SIGKILL);
      g_subprocess_wait (programs[i], NULL, NULL);
      g_assert_true (g_subprocess_get_if_signaled (programs[i]));
      n[i] = count_reports (programs[i]);
      total += n[i];
      g_object_unref (programs[i]);
      assert_whole (path);
    }
    n_left += take_up ();
    assert_whole (path);
    for (guint i = 0; i < N_PROGRAMS; i++) {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      assert_all_there (path, name, n[i]);
    }
  }
  g_test_message ("%u kills, %" G_GUINT64_FORMAT " committed operations, 0 lost; %u working copies "
                  "taken up again",
                  n_runs * N_PROGRAMS, total, n_left);
  g_assert_cmpuint (total, >, 0);
  g_assert_cmpuint (n_left, >, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--program"))
    be_program (argv[2], argv[3], g_str_equal (argv[4], "endless"));
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/shared/together", test_together);
  g_test_add_func ("/project/shared/killed", test_killed);
  return g_test_run ();
}
