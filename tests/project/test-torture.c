/* kill -9 at random moments while a process opens, edits, imports and publishes, and while one merges file
 * after file into its own: every operation whose commit the process has reported is there afterwards, every
 * operation is there wholly or not at all, and the user's file is a whole project at all times.
 *
 * CTN_TORTURE_RUNS sets the number of kills (200, and 6 during merges; ./dev torture: 1,000 of each),
 * CTN_TORTURE_SEED the moments. */
#include <ctn-check.h>
#include <ctn-merge.h>
#include <ctn-session.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "project-support.h"

#define DEFAULT_RUNS 200
#define RUNS_PER_FILE 25
#define ROWS_PER_IMPORT 40
#define READY G_MAXUINT32
#define MAX_DELAY_US 45000

#define DEFAULT_MERGES 6
#define N_THEIRS 2       /* files that are merged one after the other */
#define ROWS_PER_FILE 30 /* that each of them brings */

/* --- The process that is killed ---------------------------------------------------------------- */

static void
report (guint32 number)
{
  if (write (STDOUT_FILENO, &number, sizeof number) != sizeof number)
    exit (1);
}

/* A tag for each operation; an import adds organisations of the same name, all or none. */
static gboolean
work (CtnConnection *connection, gpointer data, GError **error)
{
  const char *name = data;
  gboolean import = g_str_has_suffix (name, "0") || g_str_has_suffix (name, "5");
  gboolean ok = ctn_connection_run (
      connection, error, "INSERT INTO tag (id, name) VALUES (abs(random()) | 1, ?)", "t", name);

  for (int i = 0; import && ok && i < ROWS_PER_IMPORT; i++)
    ok = ctn_connection_run (connection, error,
                             "INSERT INTO organisation (id, name, short_name) "
                             "VALUES (abs(random()) | 1, ?1, ?1)",
                             "t", name);
  return ok;
}

G_GNUC_NORETURN static void
be_child (const char *path, const char *run)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_no_error (error);
  report (READY);
  for (guint32 i = 0;; i++) {
    const CtnOperation operation = { "Work", NULL, NULL };
    g_autofree char *name = g_strdup_printf ("%s:%u", run, i);

    ctn_project_transact (project, &operation, work, name, &error);
    g_assert_no_error (error);
    report (i);
    if (i % 4 == 3)
      ctn_project_publish (project, FALSE, NULL, &error);
    g_assert_no_error (error);
  }
}

/* --- The process that kills -------------------------------------------------------------------- */

static GSubprocess *
start_child (const char *path, const char *run)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", g_get_user_state_dir (), TRUE);
  child =
      g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", "--child", path, run, NULL);
  g_assert_no_error (error);
  return child;
}

/* Kills at a random moment, half of the time counted from the start, half from the first moment at
 * which there is something to lose. Returns the number of operations reported. */
static guint32
run_and_kill (GRand *rand, const char *path, const char *run)
{
  g_autoptr (GSubprocess) child = start_child (path, run);
  GInputStream *out = g_subprocess_get_stdout_pipe (child);
  guint32 number = 0;
  guint32 n = 0;
  gsize got = 0;

  if (g_rand_boolean (rand))
    g_input_stream_read_all (out, &number, sizeof number, &got, NULL, NULL);
  g_usleep ((gulong) g_rand_int_range (rand, 0, MAX_DELAY_US));
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  /* What ended by itself ended by a failed assertion. */
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  while (g_input_stream_read_all (out, &number, sizeof number, &got, NULL, NULL) &&
         got == sizeof number)
    if (number != READY)
      n = number + 1;
  return n;
}

static void
assert_file_is_whole (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (GBytes) bytes = support_read (path);
  g_autoptr (GError) error = NULL;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (copy, data, (gssize) size, NULL));
  ctn_check_file (copy, NULL, &error);
  g_assert_no_error (error);
  g_unlink (copy);
}

/* Nothing but the file itself lies in its folder: no temporary files pile up. */
static void
assert_no_litter (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".tmp"));
}

/* Does what a person does at the next start: take up what was left. Returns whether there was any. */
static gboolean
take_up (void)
{
  g_autoptr (GPtrArray) left = ctn_session_list_left ();
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  g_assert_cmpuint (left->len, <=, 1);
  if (left->len == 0)
    return FALSE;
  project = ctn_project_recover_session (((CtnLeftSession *) g_ptr_array_index (left, 0))->folder,
                                         &error);
  g_assert_no_error (error);
  support_close (project);
  return TRUE;
}

static void
assert_all_there (const char *path, const char *run, guint32 n)
{
  g_autofree char *mine = g_strdup_printf ("SELECT count(*) FROM tag WHERE name LIKE '%s:%%'", run);
  g_autofree char *first = g_strdup_printf (
      "SELECT count(*) FROM tag WHERE name LIKE '%s:%%' AND CAST(substr(name, %u) AS INTEGER) < %u",
      run, (guint) strlen (run) + 2, n);
  gint64 found = support_count_in (path, mine);

  g_assert_cmpint (support_count_in (path, first), ==, n);
  /* One more may have been committed whose report did not come to be written. */
  g_assert_cmpint (found, <=, (gint64) n + 1);
  g_assert_cmpint (support_count_in (
                       path, "SELECT count(*) FROM (SELECT 1 FROM organisation GROUP "
                             "BY short_name HAVING count(*) <> " G_STRINGIFY (ROWS_PER_IMPORT) ")"),
                   ==, 0);
  g_assert_cmpint (support_count_in (path, "SELECT count(*) FROM tag WHERE "
                                           "name GLOB '*[05]' AND name NOT IN "
                                           "(SELECT short_name FROM organisation)"),
                   ==, 0);
}

static guint
get_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
test_kill (void)
{
  guint n_runs = get_number ("CTN_TORTURE_RUNS", DEFAULT_RUNS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (get_number ("CTN_TORTURE_SEED", 20250702));
  g_autofree char *path = support_path ("t.catenary");
  guint64 n_operations = 0;
  guint n_left = 0;

  for (guint i = 0; i < n_runs; i++) {
    g_autofree char *run = g_strdup_printf ("r%u", i);
    guint32 n;

    if (i % RUNS_PER_FILE == 0) {
      g_unlink (path);
      support_close (support_new_project ("t.catenary"));
    }
    n = run_and_kill (rand, path, run);
    assert_file_is_whole (path);
    n_left += take_up ();
    assert_file_is_whole (path);
    assert_all_there (path, run, n);
    assert_no_litter (path);
    n_operations += n;
  }
  g_test_message ("%u kills, %" G_GUINT64_FORMAT " committed operations, 0 lost; %u working copies "
                  "taken up again",
                  n_runs, n_operations, n_left);
  /* A test that always kills too early or too late shows nothing. */
  g_assert_cmpuint (n_operations, >, n_runs / 4);
  g_assert_cmpuint (n_left, >, n_runs / 10);
}

/* --- Merging ------------------------------------------------------------------------------------- */

/* What the process that merges is about to do with a file, and has done: each is reported. */
typedef enum { STEP_START, STEP_COMPARE, STEP_APPLY, STEP_PUBLISH, STEP_PUBLISHED, N_STEPS } Step;

static void
report_step (guint file, Step step)
{
  report (file * N_STEPS + step);
}

static GFile *
get_theirs (const char *path, guint number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf ("theirs-%u.catenary", number);

  return g_file_new_build_filename (folder, name, NULL);
}

G_GNUC_NORETURN static void
be_merger (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_THEIRS; i++) {
    g_autoptr (GFile) theirs = get_theirs (path, i);
    g_autoptr (CtnMerge) merge = NULL;

    report_step (i, STEP_COMPARE);
    merge = ctn_merge_new (project, theirs, NULL, &error);
    g_assert_no_error (error);
    report_step (i, STEP_APPLY);
    ctn_merge_apply (merge, project, NULL, &error);
    g_assert_no_error (error);
    report_step (i, STEP_PUBLISH);
    ctn_project_publish (project, FALSE, NULL, &error);
    g_assert_no_error (error);
    report_step (i, STEP_PUBLISHED);
  }
  for (;;)
    pause ();
}

/* A project, and copies of it which each bring rows, take one away and change one. */
static void
make_files (const char *path)
{
  CtnProject *project = support_new_project ("base.catenary");

  support_run (project, "Add", NULL,
               "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99) "
               "INSERT INTO organisation (id, name) SELECT 1 + i, 'Organisation ' || i FROM n");
  support_close (project);
  for (guint i = 0; i < N_THEIRS; i++) {
    g_autoptr (GFile) file = get_theirs (path, i);
    g_autofree char *name = g_file_get_basename (file);
    g_autofree char *insert = g_strdup_printf (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO "
        "organisation (id, name, short_name) SELECT 1000 * (%u + 1) + i, 'New %u ' || i, 't%u' "
        "FROM n",
        ROWS_PER_FILE, i, i, i);
    g_autofree char *remove = g_strdup_printf ("DELETE FROM organisation WHERE id = %u", 11 + i);
    g_autofree char *change =
        g_strdup_printf ("UPDATE organisation SET city = 't%u' WHERE id = %u", i, 31 + i);

    support_copy ("base.catenary", name);
    project = support_open (name);
    support_run (project, "Add", NULL, insert);
    support_run (project, "Delete", NULL, remove);
    support_run (project, "Edit", NULL, change);
    support_close (project);
  }
}

/* Reads what the process reports up to @number, or to its end. Returns the last. */
static guint32
read_until (GSubprocess *child, guint32 number)
{
  GInputStream *out = g_subprocess_get_stdout_pipe (child);
  guint32 last = 0;
  guint32 next = 0;
  gsize got = 0;

  while (last < number && g_input_stream_read_all (out, &next, sizeof next, &got, NULL, NULL) &&
         got == sizeof next)
    last = next;
  return last;
}

typedef struct {
  gint32 all;   /* how long all merges take, in microseconds */
  gint32 apply; /* how long taking over takes */
} Lengths;

/* Among which the moments are. */
static Lengths
measure (const char *path)
{
  g_autoptr (GSubprocess) child = NULL;
  gint64 start, apply, applied;

  support_copy ("base.catenary", "ours.catenary");
  child = start_child (path, "merge");
  read_until (child, STEP_COMPARE);
  start = g_get_monotonic_time ();
  read_until (child, STEP_APPLY);
  apply = g_get_monotonic_time ();
  read_until (child, STEP_PUBLISH);
  applied = g_get_monotonic_time ();
  read_until (child, (N_THEIRS - 1) * N_STEPS + STEP_PUBLISHED);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  take_up ();
  return (Lengths) { (gint32) (g_get_monotonic_time () - start), (gint32) (applied - apply) };
}

/* Kills at a random moment, half of the time counted from where something is being taken over, which does
 * not take long. Returns the last that was reported. */
static guint32
merge_and_kill (GRand *rand, const char *path, const Lengths *lengths)
{
  g_autoptr (GSubprocess) child = start_child (path, "merge");
  guint32 from = STEP_COMPARE;
  gint32 length = lengths->all;
  guint32 number;
  guint32 last;

  if (g_rand_boolean (rand)) {
    from = (guint32) g_rand_int_range (rand, 0, N_THEIRS) * N_STEPS + STEP_APPLY;
    length = lengths->apply;
  }
  number = read_until (child, from);
  g_usleep ((gulong) g_rand_int_range (rand, 0, length));
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  last = read_until (child, G_MAXUINT32);
  return MAX (last, number);
}

/* What each file brings is there wholly or not at all; of those whose merge was committed, wholly. */
static void
assert_merges_whole (const char *path, guint32 last)
{
  for (guint i = 0; i < N_THEIRS; i++) {
    g_autofree char *rows = g_strdup_printf (
        "SELECT (SELECT count(*) FROM organisation WHERE short_name = 't%u') + "
        "1000 * (SELECT count(*) FROM organisation WHERE id = %u) + "
        "10000 * (SELECT count(*) FROM organisation WHERE id = %u AND city = 't%u')",
        i, 11 + i, 31 + i, i);
    gint64 found = support_count_in (path, rows);

    if (last >= i * N_STEPS + STEP_PUBLISH)
      g_assert_cmpint (found, ==, 10000 + ROWS_PER_FILE);
    else if (last < i * N_STEPS + STEP_APPLY)
      g_assert_cmpint (found, ==, 1000);
    else
      g_assert_true (found == 10000 + ROWS_PER_FILE || found == 1000);
  }
}

static void
test_kill_merge (void)
{
  guint n_runs = get_number ("CTN_TORTURE_RUNS", DEFAULT_MERGES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (get_number ("CTN_TORTURE_SEED", 20251129));
  g_autofree char *path = support_path ("ours.catenary");
  guint n[N_STEPS] = { 0 };
  Lengths lengths;

  make_files (path);
  lengths = measure (path);
  /* Kills that always come too early show nothing. */
  while (n[STEP_COMPARE] + n[STEP_APPLY] < n_runs || n[STEP_APPLY] <= n_runs / 10) {
    guint32 last;

    support_copy ("base.catenary", "ours.catenary");
    last = merge_and_kill (rand, path, &lengths);
    n[last % N_STEPS]++;
    assert_file_is_whole (path);
    take_up ();
    assert_file_is_whole (path);
    assert_merges_whole (path, last);
    assert_no_litter (path);
  }
  g_test_message (
      "%u kills during merges, 0 lost: %u while comparing, %u while taking over; and %u "
      "while publishing that",
      n[STEP_COMPARE] + n[STEP_APPLY], n[STEP_COMPARE], n[STEP_APPLY], n[STEP_PUBLISH]);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child") && g_str_equal (argv[3], "merge"))
    be_merger (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    be_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/torture/kill", test_kill);
  g_test_add_func ("/project/torture/merge", test_kill_merge);
  return g_test_run ();
}
