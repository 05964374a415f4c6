/* The layout of chains beside that of Graphviz dot, on the same stages and with the same boxes and gaps:
 * crossings, time, length of the links, area. dot's crossings are those that it counts itself; its
 * time is that of the process, less that of one with an empty graph.
 *
 * Graphs: generated ones, and those of the North collection in the shared data (directed graphs that
 * people have had drawn), whose stages are the longest paths to each node. */
#include "layout-cases.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS 72.0 /* an inch */

typedef struct {
  double crossings, seconds, length, area;
} Result;

/* Sums of logarithms of ratios. */
typedef struct {
  guint n;
  double crossings, seconds, length, area, worst;
  char *worst_name;
} Summary;

/* --- Measures ---------------------------------------------------------------------------------- */

static double
measure_route (const CtnLayoutPoint *p, guint n)
{
  double length = 0;
  CtnLayoutPoint last = p[0];

  for (; n >= 4; n -= 3, p += 3)
    for (guint k = 1; k <= 8; k++) {
      double t = k / 8.0, s = 1 - t;
      double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
      CtnLayoutPoint next = { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                              a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };

      length += hypot (next.x - last.x, next.y - last.y);
      last = next;
    }
  return length;
}

static Result
run_ours (const LayoutCase *chain)
{
  Result result = { .seconds = INFINITY };
  gint64 first = g_get_monotonic_time ();

  for (guint run = 0; run < 5 && g_get_monotonic_time () < first + 50000; run++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (CtnLayout) layout = layout_case_run (chain, NULL);

    result.seconds = MIN (result.seconds, (double) (g_get_monotonic_time () - start) / 1e6);
    if (run > 0)
      continue;
    result.crossings = layout->n_crossings;
    result.area = layout->width * layout->height;
    for (guint i = 0; i < layout->n_links; i++) {
      guint n;
      const CtnLayoutPoint *points = ctn_layout_get_route (layout, i, &n);

      result.length += measure_route (points, n);
    }
  }
  return result;
}

/* --- dot --------------------------------------------------------------------------------------- */

static char *
write_dot (const LayoutCase *chain)
{
  GString *text = g_string_new ("digraph {\n");
  CtnLayoutOptions options;

  ctn_layout_options_init (&options);
  g_string_append_printf (text,
                          "graph [rankdir=LR nodesep=%.4f ranksep=%.4f];\n"
                          "node [shape=box fixedsize=true label=\"\" width=%.4f height=%.4f];\n",
                          options.node_gap / POINTS, options.stage_gap / POINTS, 120 / POINTS,
                          40 / POINTS);
  for (guint stage = 0; stage < chain->n_stages; stage++) {
    g_string_append_printf (text, "{rank=same; b%u [style=invis width=0.01 height=0.01];", stage);
    for (guint i = 0; i < chain->nodes->len; i++)
      if (layout_case_get_node (chain, i)->stage == stage)
        g_string_append_printf (text, " n%u;", i);
    g_string_append (text, "}\n");
  }
  for (guint stage = 1; stage < chain->n_stages; stage++)
    g_string_append_printf (text, "b%u -> b%u [style=invis];\n", stage - 1, stage);
  for (guint i = 0; i < chain->links->len; i++)
    g_string_append_printf (text, "n%u -> n%u;\n", layout_case_get_link (chain, i)->from,
                            layout_case_get_link (chain, i)->to);
  g_string_append (text, "}\n");
  return g_string_free (text, FALSE);
}

/* "edge tail head n x1 y1 …", in inches */
static double
measure_edge (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = (guint) atoi (words[3]);
  g_autofree CtnLayoutPoint *points = g_new (CtnLayoutPoint, n);

  if (g_strv_length (words) < 4 + 2 * n || words[1][0] == 'b')
    return 0;
  for (guint i = 0; i < n; i++)
    points[i] = (CtnLayoutPoint) { g_ascii_strtod (words[4 + 2 * i], NULL) * POINTS,
                                   g_ascii_strtod (words[5 + 2 * i], NULL) * POINTS };
  return measure_route (points, n);
}

static void
read_dot (const char *plain, const char *log, Result *result)
{
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  g_auto (GStrv) messages = g_strsplit (log, "\n", -1);

  result->crossings = NAN;
  for (guint i = 0; lines[i] != NULL; i++) {
    if (g_str_has_prefix (lines[i], "edge "))
      result->length += measure_edge (lines[i]);
    if (g_str_has_prefix (lines[i], "graph ")) {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);

      result->area =
          g_ascii_strtod (words[2], NULL) * g_ascii_strtod (words[3], NULL) * POINTS * POINTS;
    }
  }
  for (guint i = 0; messages[i] != NULL; i++) {
    const char *colon = strstr (messages[i], ": ");

    if (g_str_has_prefix (messages[i], "mincross ") && strstr (messages[i], " crossings,") != NULL)
      result->crossings = g_ascii_strtod (colon + 2, NULL);
  }
}

static gboolean
run_dot (const char *graph, Result *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *plain = NULL, *log = NULL;
  gint64 start = g_get_monotonic_time ();

  *result = (Result) { 0 };
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                  G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, "dot", "-v", "-Tplain", NULL);
  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, graph, NULL, &plain, &log, &error)) {
    g_print ("dot: %s\n", error->message);
    return FALSE;
  }
  result->seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  read_dot (plain, log, result);
  return isfinite (result->crossings);
}

/* The time that dot takes for nothing. */
static double
measure_startup (void)
{
  double seconds = INFINITY;
  Result result;

  for (guint i = 0; i < 9 && isfinite (run_dot ("digraph { a -> b }", &result) ? 1 : NAN); i++)
    seconds = MIN (seconds, result.seconds);
  return seconds;
}

/* --- Comparison -------------------------------------------------------------------------------- */

static void
add_result (Summary *summary,
            const char *name,
            guint n_links,
            const Result *ours,
            const Result *dot)
{
  double ratio = (ours->crossings + 1) / (dot->crossings + 1);

  if (n_links >= 50 && ratio > summary->worst) {
    summary->worst = ratio;
    g_free (summary->worst_name);
    summary->worst_name = g_strdup (name);
  }
  if (ours->crossings + dot->crossings < 1)
    return; /* drawn without any by both: nothing to compare */
  summary->n++;
  summary->crossings += log (ratio);
  summary->seconds += log (dot->seconds / ours->seconds);
  summary->length += log (ours->length / dot->length);
  summary->area += log (ours->area / dot->area);
}

static void
print_summary (const char *name, const Summary *summary)
{
  double n = summary->n;

  if (summary->n == 0)
    return;
  g_print (
      "%s, %u graphs, geometric means: crossings %.3f × dot (target ≤ 0.95), time dot/ours %.1f, "
      "length %.2f, area %.2f; worst with 50 links or more: %.3f, %s (target ≤ 1.05)\n",
      name, summary->n, exp (summary->crossings / n), exp (summary->seconds / n),
      exp (summary->length / n), exp (summary->area / n), summary->worst,
      summary->worst_name != NULL ? summary->worst_name : "none");
}

static void
compare (const LayoutCase *chain,
         const char *name,
         double startup,
         Summary *summary,
         gboolean print)
{
  g_autofree char *graph = write_dot (chain);
  Result ours = run_ours (chain), dot = { 0 };

  if (!isfinite (startup)) {
    if (print)
      g_print ("%-22s crossings %7.0f, %8.2f ms\n", name, ours.crossings, ours.seconds * 1e3);
    return;
  }
  if (!run_dot (graph, &dot))
    return;
  dot.seconds = MAX (dot.seconds - startup, 1e-4);
  add_result (summary, name, chain->links->len, &ours, &dot);
  if (print)
    g_print (
        "%-22s crossings %7.0f, dot %7.0f, ratio %.3f; %8.2f ms, dot %8.1f ms, %5.1f × faster; "
        "length %.2f × dot, area %.2f × dot\n",
        name, ours.crossings, dot.crossings, (ours.crossings + 1) / (dot.crossings + 1),
        ours.seconds * 1e3, dot.seconds * 1e3, dot.seconds / ours.seconds, ours.length / dot.length,
        ours.area / dot.area);
}

static void
compare_generated (double startup, Summary *summary)
{
  static const struct {
    guint n_nodes, n_links, n_seeds; /* small ones differ more */
    const char *target;
  } sizes[] = {
    { 100, 180, 12, "" },
    { 500, 900, 5, "" },
    { 1000, 2000, 3, "target ≥ 30 × faster than dot" },
    { 3000, 6000, 3, "target ≥ 60 × faster than dot" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Summary of_size = { 0 };

    g_print ("%u actors, %u links, 8 stages  %s\n", sizes[i].n_nodes, sizes[i].n_links,
             sizes[i].target);
    for (guint seed = 1; seed <= sizes[i].n_seeds; seed++) {
      g_autofree char *name =
          g_strdup_printf ("%u/%u #%u", sizes[i].n_nodes, sizes[i].n_links, seed);
      g_autoptr (LayoutCase) chain =
          layout_case_new_chain (seed, sizes[i].n_nodes, sizes[i].n_links, 8);

      compare (chain, name, startup, &of_size, TRUE);
    }
    print_summary ("  together", &of_size);
    summary->n += of_size.n;
    summary->crossings += of_size.crossings;
    summary->seconds += of_size.seconds;
    summary->length += of_size.length;
    summary->area += of_size.area;
    if (of_size.worst > summary->worst) {
      summary->worst = of_size.worst;
      g_free (summary->worst_name);
      summary->worst_name = g_strdup (of_size.worst_name);
    }
    g_free (of_size.worst_name);
  }
}

/* --- Real graphs ------------------------------------------------------------------------------- */

typedef struct {
  LayoutCase *chain;
  GHashTable *nodes; /* id → index */
} Reader;

static void
read_element (GMarkupParseContext *context,
              const char *element,
              const char **names,
              const char **values,
              gpointer data,
              GError **error)
{
  Reader *reader = data;
  const char *id = NULL, *source = NULL, *target = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], "id"))
      id = values[i];
    else if (g_str_equal (names[i], "source"))
      source = values[i];
    else if (g_str_equal (names[i], "target"))
      target = values[i];
  }
  if (g_str_equal (element, "node") && id != NULL)
    g_hash_table_insert (reader->nodes, g_strdup (id),
                         GUINT_TO_POINTER (layout_case_add_node (reader->chain, 0, 0)));
  else if (g_str_equal (element, "edge") && source != NULL && target != NULL &&
           g_hash_table_contains (reader->nodes, source) &&
           g_hash_table_contains (reader->nodes, target) && !g_str_equal (source, target))
    layout_case_add_link (reader->chain,
                          GPOINTER_TO_UINT (g_hash_table_lookup (reader->nodes, source)),
                          GPOINTER_TO_UINT (g_hash_table_lookup (reader->nodes, target)));
}

/* Turns round the links that close a cycle, seen from a walk in depth; marks: 1 open, 2 done. */
static void
break_cycles (LayoutCase *chain, guint node, guint *mark)
{
  mark[node] = 1;
  for (guint i = 0; i < chain->links->len; i++) {
    CtnLayoutLink *link = layout_case_get_link (chain, i);

    if (link->from != node)
      continue;
    if (mark[link->to] == 1) {
      link->from = link->to;
      link->to = node;
    } else if (mark[link->to] == 0) {
      break_cycles (chain, link->to, mark);
    }
  }
  mark[node] = 2;
}

/* Stages by longest paths. */
static void
set_stages (LayoutCase *chain)
{
  g_autofree guint *mark = g_new0 (guint, chain->nodes->len);
  gboolean changed = TRUE;

  for (guint i = 0; i < chain->nodes->len; i++)
    if (mark[i] == 0)
      break_cycles (chain, i, mark);
  while (changed) {
    changed = FALSE;
    for (guint i = 0; i < chain->links->len; i++) {
      const CtnLayoutLink *link = layout_case_get_link (chain, i);
      guint stage = layout_case_get_node (chain, link->from)->stage + 1;

      chain->n_stages = MAX (chain->n_stages, stage + 1);
      if (layout_case_get_node (chain, link->to)->stage < stage) {
        layout_case_get_node (chain, link->to)->stage = stage;
        changed = TRUE;
      }
    }
  }
}

static LayoutCase *
read_graph (const char *path)
{
  static const GMarkupParser parser = { .start_element = read_element };
  g_autofree char *text = NULL;
  gsize length;
  Reader reader = { layout_case_new (1, 1), NULL };
  g_autoptr (GMarkupParseContext) context = NULL;

  reader.nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  if (!g_file_get_contents (path, &text, &length, NULL) ||
      !g_markup_parse_context_parse (context, text, (gssize) length, NULL))
    g_print ("%s cannot be read\n", path);
  set_stages (reader.chain);
  g_hash_table_unref (reader.nodes);
  return reader.chain;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
compare_real (double startup, Summary *summary)
{
  const char *shared = g_getenv ("CTN_SHARED_DATA");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "graphs", "north", NULL);
  g_autoptr (GDir) dir = shared != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".graphml"))
      g_ptr_array_add (names, g_strdup (name));
  if (names->len == 0) {
    g_print ("No shared data: real graphs left out\n");
    return;
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    g_autoptr (LayoutCase) chain = read_graph (path);

    if (chain->links->len > 0)
      compare (chain, g_ptr_array_index (names, i), startup, summary,
               g_getenv ("CTN_BENCH_VERBOSE") != NULL);
  }
}

int
main (void)
{
  Summary generated = { 0 }, real = { 0 };
  double startup;

  setlocale (LC_ALL, "");
  startup = measure_startup ();

  if (!isfinite (startup))
    g_print ("No dot: nothing to compare with\n");
  compare_generated (startup, &generated);
  print_summary ("Generated", &generated);
  compare_real (startup, &real);
  print_summary ("Real", &real);
  g_free (generated.worst_name);
  g_free (real.worst_name);
  return 0;
}
