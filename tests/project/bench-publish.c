/* Publishing a project of 50 MB beside copying its file with cp and syncing it. The target is at most
 * twice as long (TARGET). Medians of five runs each, taken in turns. */
#include <ctn-id.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "project-support.h"

#define N_RUNS 5
#define N_BYTES (50 * 1024 * 1024)
#define ROW_BYTES 500
#define TARGET 2.0

static gboolean
fill (CtnConnection *connection, gpointer data, GError **error)
{
  for (int i = 0; i < N_BYTES / ROW_BYTES; i++)
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO organisation (id, name, description) "
                             "VALUES (?, 'Organisation ' || ?, hex(randomblob(190)))",
                             "ii", ctn_id_new (), (gint64) i))
      return FALSE;
  return TRUE;
}

static double
time_publish (CtnProject *project)
{
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (GError) error = NULL;

  support_run (project, "Edit", NULL,
               "INSERT INTO tag (id, name) VALUES (abs(random()) | 1, 'tag')");
  timer = g_timer_new ();
  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
  return g_timer_elapsed (timer, NULL);
}

static double
time_copy (const char *path)
{
  g_autofree char *command =
      g_strdup_printf ("cp '%s' '%s.copy' && sync '%s.copy'", path, path, path);
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  double seconds;

  g_assert_cmpint (system (command), ==, 0);
  seconds = g_timer_elapsed (timer, NULL);
  g_unlink (copy);
  return seconds;
}

static int
compare (const void *a, const void *b)
{
  const double *one = a;
  const double *other = b;

  return (*one > *other) - (*one < *other);
}

static double
median (double *values)
{
  qsort (values, N_RUNS, sizeof *values, compare);
  return values[N_RUNS / 2];
}

static void
bench_publish (void)
{
  const CtnOperation operation = { "Fill", NULL, NULL };
  CtnProject *project = support_new_project ("big.catenary");
  g_autofree char *path = support_path ("big.catenary");
  g_autoptr (GError) error = NULL;
  double publish[N_RUNS];
  double copy[N_RUNS];
  GStatBuf info = { 0 };

  ctn_project_transact (project, &operation, fill, NULL, &error);
  g_assert_no_error (error);
  time_publish (project);
  for (int i = 0; i < N_RUNS; i++) {
    publish[i] = time_publish (project);
    copy[i] = time_copy (path);
  }
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  printf ("# publish of %.0f MB: %.0f ms; cp and sync: %.0f ms; ratio %.2f (target <= %.1f)\n",
          (double) info.st_size / 1048576, median (publish) * 1000, median (copy) * 1000,
          median (publish) / median (copy), TARGET);
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/bench/publish", bench_publish);
  return g_test_run ();
}
