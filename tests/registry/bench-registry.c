/* How long 100,000 organisations take: import against the time in which sqlite3 fills a bare table and
 * a search index from the same file, then opening, searching, sorting, counting and filtering. One
 * line of JSON each, beside the limit that is wanted.
 *
 *   bench-registry              1,000, 10,000 and 100,000 organisations, and the shared tables
 *   bench-registry --million    1,000,000 as well
 *   bench-registry --table N FILE.csv   only writes the table, for a profiler:
 *   bench-registry --import FILE.csv FILE.catenary, bench-registry --ask FILE.catenary
 *   BENCH_VERBOSE=1             every question by itself */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "bench-table.h"
#include "bench-work.h"

#define N_RUNS 3

static const char *program;

/* What @argv prints, %NULL when it fails. @milliseconds: (out) (optional): how long it took */
static char *
run (const char *const *argv, double *milliseconds)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error)) {
    g_printerr ("%s: %s\n", argv[0], error->message);
    return NULL;
  }
  if (milliseconds != NULL)
    *milliseconds = (double) (g_get_monotonic_time () - start) / 1000;
  return g_steal_pointer (&output);
}

/* The limit: the best of some runs. */
static double
measure_limit (const char *folder, const char *csv)
{
  g_autofree char *database = g_build_filename (folder, "limit.db", NULL);
  g_autofree char *import = g_strdup_printf (".import --csv '%s' t", csv);
  const char *const argv[] = {
    "sqlite3",
    database,
    import,
    "CREATE VIRTUAL TABLE f USING fts5 (Name, Helix, Country, NUTS, Postcode, City, Website, "
    "\"E-Mail\", NACE, Staff, PIC, Description, content = 't')",
    "INSERT INTO f (f) VALUES ('rebuild')",
    NULL,
  };
  double best = 0;

  for (guint i = 0; i < N_RUNS; i++) {
    g_autofree char *output = NULL;
    double time = 0;

    g_remove (database);
    output = run (argv, &time);
    if (output == NULL)
      return 0;
    best = i == 0 ? time : MIN (best, time);
  }
  return best;
}

/* A number of the line that the importing process printed. */
static double
get_number (const char *line, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\": ", name);
  const char *at = strstr (line, key);

  return at != NULL ? g_ascii_strtod (at + strlen (key), NULL) : 0;
}

static double
get_total (const char *line)
{
  return get_number (line, "read_ms") + get_number (line, "plan_ms") +
         get_number (line, "write_ms") + get_number (line, "index_ms");
}

/* Imports into a new project; the line of the best of some runs. */
static char *
measure_import (const char *csv, const char *project)
{
  const char *const argv[] = { program, "--import", csv, project, NULL };
  g_autofree char *best = NULL;

  for (guint i = 0; i < N_RUNS; i++) {
    g_autofree char *line = NULL;

    g_remove (project);
    line = run (argv, NULL);
    if (line == NULL)
      return NULL;
    if (best == NULL || get_total (line) < get_total (best))
      g_set_str (&best, line);
  }
  return g_steal_pointer (&best);
}

static void
ask (const char *project)
{
  const char *const argv[] = { program, "--ask", project, NULL };
  g_autofree char *output = run (argv, NULL);

  if (output != NULL)
    g_print ("%s", output);
}

static void
bench (const char *folder, guint n)
{
  g_autofree char *csv = g_build_filename (folder, "bench.csv", NULL);
  g_autofree char *project = g_build_filename (folder, "bench.catenary", NULL);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  double limit;

  if (!bench_table_write (csv, n, &error)) {
    g_printerr ("%s\n", error->message);
    return;
  }
  limit = measure_limit (folder, csv);
  line = measure_import (csv, project);
  if (line == NULL)
    return;
  g_print ("{\"bench\": \"import\", \"organisations\": %u, \"ms\": %.1f, \"limit_ms\": %.1f, "
           "\"ratio\": %.2f, \"wanted\": 2.5}\n%s",
           n, get_total (line), limit, limit > 0 ? get_total (line) / limit : 0, line);
  ask (project);
}

/* Tables of real organisations, when they are there. */
static void
bench_shared (const char *folder)
{
  static const char *const names[] = { "h2020-participants-2017.csv", "ror-twelve-countries.csv" };
  const char *data = g_getenv ("CTN_SHARED_DATA");
  g_autofree char *project = g_build_filename (folder, "shared.catenary", NULL);

  for (gsize i = 0; data != NULL && i < G_N_ELEMENTS (names); i++) {
    g_autofree char *csv = g_build_filename (data, "orgs", names[i], NULL);
    g_autofree char *line = NULL;

    if (!g_file_test (csv, G_FILE_TEST_EXISTS))
      continue;
    line = measure_import (csv, project);
    g_print ("{\"bench\": \"import %s\"}\n%s", names[i], line != NULL ? line : "");
  }
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inside = g_build_filename (path, name, NULL);

    if (g_file_test (inside, G_FILE_TEST_IS_DIR) && !g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
      remove_folder (inside);
    else
      g_remove (inside);
  }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;

  program = argv[0];
  /* Collating in a real language takes longer than in none; JSON has no decimal comma. */
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  if (argc == 4 && g_str_equal (argv[1], "--import"))
    return bench_work_import (argv[2], argv[3]);
  if (argc == 3 && g_str_equal (argv[1], "--ask"))
    return bench_work_ask (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--table"))
    return bench_table_write (argv[3], (guint) g_ascii_strtoull (argv[2], NULL, 10), NULL) ? 0 : 1;

  folder = g_dir_make_tmp ("catenary-bench-XXXXXX", NULL);
  g_assert_nonnull (folder);
  /* The working copies belong to the benchmark too. */
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  for (guint n = 1000; n <= (argc == 2 && g_str_equal (argv[1], "--million") ? 1000000 : 100000);
       n *= 10)
    bench (folder, n);
  bench_shared (folder);
  remove_folder (folder);
  return 0;
}
