/* How soon the window is there, how much memory it takes and how smoothly its list scrolls, with
 * 100,000 organisations; an empty libadwaita window beside it. One line of JSON each.
 *
 *   bench-app BENCH-REGISTRY   makes the project with that program and measures all
 *   bench-app --empty          one empty window: milliseconds to the first frame, twice, and memory
 *   bench-app --start FILE     the program with a project: to the first frame, to the list of partners,
 *                              memory
 *   bench-app --scroll FILE    milliseconds of work per frame while scrolling */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-application.h"

#define N_ORGANISATIONS "100000"
#define N_STARTS 7
#define N_FRAMES 600

static gint64 process_start;

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* Resident memory of this process in MiB. */
static double
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

/* One child: how long to the first frame and until it is ready, and its memory a second later. */

typedef struct {
  gboolean (*is_ready) (gpointer data);
  gpointer data;
  double first_frame;
  double ready;
} Start;

static void
after_paint_cb (GdkFrameClock *clock, Start *start)
{
  if (start->first_frame <= 0)
    start->first_frame = since (process_start);
  if (start->ready <= 0 && start->is_ready (start->data))
    start->ready = since (process_start);
}

static void
run_until_shown (GtkWidget *window, Start *start)
{
  gint64 end;

  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    start);
  while (start->ready <= 0)
    g_main_context_iteration (NULL, TRUE);
  end = g_get_monotonic_time () + G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_print ("%.1f %.1f %.1f\n", start->first_frame, start->ready, get_memory ());
}

static gboolean
is_always_ready (gpointer data)
{
  return TRUE;
}

static void
empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  Start start = { is_always_ready, NULL, 0, 0 };

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), toolbar_view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 740);
  gtk_window_present (GTK_WINDOW (window));
  run_until_shown (window, &start);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
run_empty (void)
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.github.catenary.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (empty_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* The list of partners has rows. */
static gboolean
has_rows (gpointer data)
{
  GtkWidget *view = driver_find (data, GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *model =
      view != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (view)) : NULL;

  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0;
}

static CtnWindow *
open_window (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CtnApplication *application = ctn_application_new ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.catenary.Catenary");
  g_autoptr (GError) error = NULL;
  CtnWindow *window;

  g_settings_set_string (settings, "last-view", "partners");
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  window = ctn_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 740);
  gtk_window_present (GTK_WINDOW (window));
  ctn_window_open (window, file);
  return window;
}

static int
run_start (const char *path)
{
  CtnWindow *window = open_window (path);
  Start start = { has_rows, window, 0, 0 };

  run_until_shown (GTK_WIDGET (window), &start);
  ctn_window_close_project (window);
  return 0;
}

static gint64 frame_start;

static void
before_paint_cb (GdkFrameClock *clock)
{
  frame_start = g_get_monotonic_time ();
}

static void
note_frame_cb (GdkFrameClock *clock, GArray *times)
{
  double time = since (frame_start);

  g_array_append_val (times, time);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

/* A page and a half further with each frame, as somebody who pulls the scroll bar. */
static int
run_scroll (const char *path)
{
  CtnWindow *window = open_window (path);
  Start start = { has_rows, window, 0, 0 };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkAdjustment *adjustment;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  run_until_shown (GTK_WIDGET (window), &start);
  adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (driver_find (window, GTK_TYPE_COLUMN_VIEW)));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (note_frame_cb), times);
  while (times->len < N_FRAMES) {
    guint before = times->len;

    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                              1.5 * gtk_adjustment_get_page_size (adjustment));
    while (times->len == before)
      g_main_context_iteration (NULL, TRUE);
  }
  g_array_sort (times, compare);
  g_print ("%.2f %.2f %.2f\n", g_array_index (times, double, N_FRAMES / 2),
           g_array_index (times, double, N_FRAMES * 99 / 100),
           g_array_index (times, double, N_FRAMES - 1));
  ctn_window_close_project (window);
  return 0;
}

/* The parent: starts children and compares. */

static gboolean
run (const char *const *argv, char **output)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, output, NULL,
                    &status, &error) &&
      g_spawn_check_wait_status (status, &error))
    return TRUE;
  g_printerr ("%s: %s\n", argv[0], error->message);
  return FALSE;
}

typedef struct {
  double first_frame; /* milliseconds */
  double ready;
  double memory; /* MiB */
} Figures;

/* The best times of several starts, and the middle one of their memories. */
static gboolean
measure (const char *program, const char *mode, const char *path, Figures *figures)
{
  const char *const argv[] = { program, mode, path, NULL };

  double memories[N_STARTS];

  *figures = (Figures) { G_MAXDOUBLE, G_MAXDOUBLE, 0 };
  for (guint i = 0; i < N_STARTS; i++) {
    g_autofree char *output = NULL;
    char *rest = NULL;
    double value;

    if (!run (argv, &output))
      return FALSE;
    value = g_ascii_strtod (output, &rest);
    figures->first_frame = MIN (figures->first_frame, value);
    value = g_ascii_strtod (rest, &rest);
    figures->ready = MIN (figures->ready, value);
    memories[i] = g_ascii_strtod (rest, NULL);
  }
  qsort (memories, N_STARTS, sizeof *memories, compare);
  figures->memory = memories[N_STARTS / 2];
  return TRUE;
}

static void
print_ratio (const char *what, double value, double peer, const char *unit)
{
  g_print ("{\"bench\": \"%s\", \"%s\": %.1f, \"empty_window\": %.1f, \"ratio\": %.2f, "
           "\"wanted\": 1.5}\n",
           what, unit, value, peer, value / peer);
}

static gboolean
bench (const char *program, const char *registry, const char *folder)
{
  g_autofree char *csv = g_build_filename (folder, "organisations.csv", NULL);
  g_autofree char *project = g_build_filename (folder, "organisations.catenary", NULL);
  const char *const table[] = { registry, "--table", N_ORGANISATIONS, csv, NULL };
  const char *const import[] = { registry, "--import", csv, project, NULL };
  const char *const scroll[] = { program, "--scroll", project, NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  Figures empty;
  Figures full;
  guint n;

  if (!run (table, NULL) || !run (import, NULL) || !measure (program, "--empty", NULL, &empty) ||
      !measure (program, "--start", project, &full) || !run (scroll, &output))
    return FALSE;
  print_ratio ("first frame of the window", full.first_frame, empty.first_frame, "ms");
  print_ratio ("first frame with 100,000 organisations", full.ready, empty.ready, "ms");
  print_ratio ("memory then", full.memory, empty.memory, "mib");
  lines = g_strsplit (g_strchomp (output), "\n", -1);
  n = g_strv_length (lines);
  g_print ("{\"bench\": \"work per frame while scrolling, p50 p99 max\", \"ms\": \"%s\", "
           "\"limit_ms\": 16.7}\n",
           n > 0 ? lines[n - 1] : "");
  g_remove (csv);
  g_remove (project);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  gboolean ok;

  process_start = g_get_monotonic_time ();
  g_set_prgname ("catenary");
  g_set_application_name ("Catenary");
  if (argc == 2 && g_str_equal (argv[1], "--empty"))
    return run_empty ();
  if (argc == 3 && g_str_equal (argv[1], "--start"))
    return run_start (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--scroll"))
    return run_scroll (argv[2]);
  if (argc != 2) {
    g_printerr ("usage: bench-app BENCH-REGISTRY\n");
    return 2;
  }
  folder = g_dir_make_tmp ("catenary-bench-XXXXXX", NULL);
  ok = folder != NULL && bench (argv[0], argv[1], folder);
  g_rmdir (folder);
  return ok ? 0 : 1;
}
