#include "bench-work.h"

#include <ctn-import-plan.h>
#include <ctn-import-source.h>
#include <ctn-organisation-finder.h>
#include <ctn-record-item.h>
#include <ctn-sectors.h>
#include <stdio.h>

#include "bench-table.h"

#define N_PAGE 30 /* rows of a list that are in view */
#define N_WORDS_TYPED 60
#define N_FILTERS 40

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
failed (const char *what, const GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "failed");
  return 1;
}

/* The most memory of this process in MiB. VmHWM and not getrusage(), whose figure begins with that
 * of the process that started this one. */
static double
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + 6, NULL) / 1024 : 0;
}

typedef struct {
  CtnImportSource *source;
  CtnImportRun run;
} Import;

static gboolean
apply (CtnConnection *connection, gpointer data, GError **error)
{
  Import *import = data;

  return ctn_import_plan_apply (connection, &import->run, error) &&
         ctn_import_source_remember (import->source, connection, error);
}

static gboolean
import_file (CtnProject *project, const char *csv, double *times, GError **error)
{
  const CtnCsvFormat format = { 0 };
  const CtnOperation operation = { "Import Organisations", "bench.csv", NULL };
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  CtnConnection *reader = ctn_project_get_reader (project);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CtnImportSource) source =
      ctn_import_source_load (file, &format, NULL, reader, NULL, error);
  g_autoptr (CtnImportPlan) plan = NULL;
  Import import = { .source = source, .run.source = "bench.csv" };

  if (source == NULL)
    return FALSE;
  times[0] = since (start);
  start = g_get_monotonic_time ();
  import.run.plan = plan =
      ctn_import_plan_new (source->table, ctn_import_source_get_first_row (source), source->mapping,
                           source->n_columns, reader, NULL, NULL, NULL, error);
  if (plan == NULL)
    return FALSE;
  times[1] = since (start);
  start = g_get_monotonic_time ();
  if (!ctn_project_transact (project, &operation, apply, &import, error))
    return FALSE;
  times[2] = since (start);
  g_print ("{\"added\": %u, \"skipped\": %u, \"problems\": %u, ", import.run.n_added,
           ctn_import_plan_count (plan, CTN_IMPORT_SKIP),
           ctn_import_plan_count_problem_rows (plan));
  return TRUE;
}

int
bench_work_import (const char *csv, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CtnProject) project = ctn_project_new (file, &error);
  g_autoptr (CtnSearchIndex) index = NULL;
  double times[4] = { 0 };
  gint64 start;

  if (project == NULL || !ctn_sectors_start (project, &error) ||
      !import_file (project, csv, times, &error))
    return failed ("import", error);
  start = g_get_monotonic_time ();
  index = ctn_search_index_new (project, &error);
  if (index == NULL ||
      !ctn_search_index_update (index, ctn_project_get_reader (project), NULL, NULL, &error))
    return failed ("index", error);
  times[3] = since (start);
  g_print ("\"read_ms\": %.1f, \"plan_ms\": %.1f, \"write_ms\": %.1f, \"index_ms\": %.1f, "
           "\"peak_mib\": %.1f, ",
           times[0], times[1], times[2], times[3], get_peak ());
  start = g_get_monotonic_time ();
  if (!ctn_project_close (project, FALSE, &error))
    return failed ("publish", error);
  g_print ("\"publish_ms\": %.1f, \"peak_with_publish_mib\": %.1f}\n", since (start), get_peak ());
  return 0;
}

/* Asking as a list view does: off the main thread, with a main loop. */
typedef struct {
  CtnProject *project;
  CtnOrganisationFinder *finder;
  GMainLoop *loop;
  GAsyncResult *result; /* (owned) */
} Asker;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asker *asker = data;

  asker->result = g_object_ref (result);
  g_main_loop_quit (asker->loop);
}

/* Time from the question until the first page of rows can be drawn. */
static double
find (Asker *asker, CtnOrganisationQuery *query, const CtnField *field, guint *n)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) ids = NULL;

  ctn_organisation_finder_find_async (asker->finder, query, field->name, FALSE, answer_cb, asker);
  g_main_loop_run (asker->loop);
  ids = ctn_organisation_finder_find_finish (asker->finder, asker->result, NULL);
  g_clear_object (&asker->result);
  g_assert_nonnull (ids);
  for (guint i = 0; i < MIN (ids->len, N_PAGE); i++) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (asker->project, ctn_organisation_kind (),
                                                          g_array_index (ids, gint64, i));

    g_assert_cmpstr (ctn_record_item_get_text (item, "name"), !=, "");
  }
  if (n != NULL)
    *n = ids->len;
  return since (start);
}

static double
count (Asker *asker, CtnOrganisationQuery *query, GHashTable **result)
{
  gint64 start = g_get_monotonic_time ();
  GHashTable *counts;

  ctn_organisation_finder_count_async (asker->finder, query, answer_cb, asker);
  g_main_loop_run (asker->loop);
  counts = ctn_organisation_finder_count_finish (asker->finder, asker->result, NULL);
  g_clear_object (&asker->result);
  g_assert_nonnull (counts);
  if (result != NULL)
    *result = counts;
  else
    g_hash_table_unref (counts);
  return since (start);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static void
report (const char *what, GArray *times, double limit)
{
  guint p99 = (guint) ((double) (times->len - 1) * 0.99 + 0.5);

  g_array_sort (times, compare);
  g_print ("{\"bench\": \"%s\", \"n\": %u, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
           "\"limit_ms\": %.0f, \"ratio\": %.2f}\n",
           what, times->len, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, p99), g_array_index (times, double, times->len - 1), limit,
           g_array_index (times, double, p99) / limit);
}

/* Types words letter by letter, some of them with a second one behind. */
static void
type (Asker *asker)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  const CtnField *name = ctn_organisation_kind ()->fields;

  g_print ("{\"bench\": \"first search, index built\", \"ms\": %.1f}\n",
           (ctn_organisation_query_set_search (query, "q"), find (asker, query, name, NULL)));
  for (guint i = 0; i < N_WORDS_TYPED; i++) {
    g_autofree char *word = bench_table_dup_word (i * 53);
    g_autofree char *second = bench_table_dup_word (i * 31 + 1);
    g_autofree char *text =
        g_strdup_printf ("%s%s%s", word, i % 3 == 0 ? " " : "", i % 3 == 0 ? second : "");

    for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end)) {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));
      double time;
      guint n = 0;

      ctn_organisation_query_set_search (query, typed);
      time = find (asker, query, name, &n);
      g_array_append_val (times, time);
      if (g_getenv ("BENCH_VERBOSE") != NULL)
        g_print ("  %6.2f ms %7u  %s\n", time, n, typed);
      if (*end == '\0')
        break;
    }
  }
  report ("keystroke to first page", times, 8);
}

static void
sort (Asker *asker)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autoptr (GArray) cold = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) warm = g_array_new (FALSE, FALSE, sizeof (double));

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    double time;

    if (!(field->flags & CTN_FIELD_LISTED))
      continue;
    time = find (asker, query, field, NULL);
    g_array_append_val (cold, time);
    if (g_getenv ("BENCH_VERBOSE") != NULL)
      g_print ("  %6.2f ms first sort by %s\n", time, field->name);
    for (guint i = 0; i < 5; i++) {
      time = find (asker, query, field, NULL);
      g_array_append_val (warm, time);
    }
  }
  report ("first sort by a column", cold, 50);
  report ("sort by a column again", warm, 50);
}

/* Counts with nothing chosen, then with each of the most frequent values of every facet. */
static void
filter (Asker *asker)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autoptr (GArray) counting = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) finding = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GHashTable) all = NULL;
  const CtnField *name = ctn_organisation_kind ()->fields;
  GHashTableIter iter;
  gpointer field;
  gpointer values;

  g_print ("{\"bench\": \"first counts of all facets\", \"ms\": %.2f}\n",
           count (asker, query, &all));
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &field, &values))
    for (guint i = 0; i < MIN (((GPtrArray *) values)->len, N_FILTERS); i++) {
      const CtnFacetValue *value = g_ptr_array_index ((GPtrArray *) values, i);
      double time;

      ctn_organisation_query_clear_filters (query);
      ctn_organisation_query_set_filter (query, field, value->value, TRUE);
      time = find (asker, query, name, NULL);
      g_array_append_val (finding, time);
      time = count (asker, query, NULL);
      g_array_append_val (counting, time);
      if (g_getenv ("BENCH_VERBOSE") != NULL)
        g_print ("  %6.2f ms counts with %s = %s\n", time, ((const CtnField *) field)->name,
                 value->value);
    }
  report ("filter to first page", finding, 50);
  report ("counts of all facets", counting, 50);
}

int
bench_work_ask (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CtnProject) project = ctn_project_open (file, NULL, &error);
  g_autoptr (CtnOrganisationFinder) finder = NULL;
  g_autoptr (CtnOrganisationQuery) all = ctn_organisation_query_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Asker asker = { .loop = loop, .project = project };

  if (project == NULL)
    return failed ("open", error);
  g_print ("{\"bench\": \"open\", \"ms\": %.1f}\n", since (start));
  start = g_get_monotonic_time ();
  asker.finder = finder = ctn_organisation_finder_new (project, &error);
  if (finder == NULL)
    return failed ("find", error);
  find (&asker, all, ctn_organisation_kind ()->fields, NULL);
  g_print ("{\"bench\": \"first list\", \"ms\": %.1f}\n", since (start));
  type (&asker);
  sort (&asker);
  filter (&asker);
  g_print ("{\"bench\": \"memory while asking\", \"peak_mib\": %.1f}\n", get_peak ());
  g_clear_object (&finder);
  return ctn_project_close (project, TRUE, NULL) ? 0 : 1;
}
