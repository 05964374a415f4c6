/* Betweenness, by all processors.
 *
 * igraph does the same on one: where it is built without thread-local storage it cannot share the work
 * (ctn-graph.c). Sources are divided into a fixed number of blocks with a sum each, and the sums are added
 * in order: so the last bit of a value does not depend on how many processors there are. */
#include <string.h>

#include "ctn-graph-private.h"

#define BLOCKS 16
#define MIN_VERTICES_FOR_THREADS 200 /* below, a thread costs more than it saves */

typedef struct {
  guint n;
  guint *first; /* n + 1: where the heads of a vertex begin */
  guint *heads;
  double *sums; /* BLOCKS × n */
  int next;     /* atomic: the next block */
  GCancellable *cancellable;
} Work;

/* What one thread needs for one source after the other. */
typedef struct {
  guint *queue;    /* in the order of distance */
  guint *distance; /* + 1; 0: not reached */
  double *paths;   /* shortest ones from the source */
  double *ratio;   /* (1 + Brandes' dependency of the source on a vertex) / paths */
  guint *
      steps; /* heads of the edges that are on shortest paths, by their tails' places in the queue */
  guint *begin; /* where the steps of a place in the queue begin */
} Trip;

static void
fill_heads (Work *work, const CtnGraph *graph)
{
  g_autofree guint *next = NULL;

  work->first = g_new0 (guint, graph->n + 1);
  work->heads = g_new (guint, MAX (graph->n_edges, 1));
  for (guint i = 0; i < graph->n_edges; i++)
    work->first[graph->edges[i].from + 1]++;
  for (guint i = 0; i < graph->n; i++)
    work->first[i + 1] += work->first[i];
  next = g_memdup2 (work->first, (graph->n + 1) * sizeof *next);
  for (guint i = 0; i < graph->n_edges; i++)
    work->heads[next[graph->edges[i].from]++] = graph->edges[i].to;
}

/* Breadth first from @source. Returns: how many are reached */
static guint
spread (const Work *work, Trip *trip, guint source)
{
  guint end = 1;
  guint n_steps = 0;

  trip->queue[0] = source;
  trip->distance[source] = 1;
  trip->paths[source] = 1;
  for (guint i = 0; i < end; i++) {
    guint v = trip->queue[i];
    guint next = trip->distance[v] + 1;
    double paths = trip->paths[v];

    trip->begin[i] = n_steps;
    for (guint k = work->first[v]; k < work->first[v + 1]; k++) {
      guint w = work->heads[k];

      if (trip->distance[w] == 0) {
        trip->distance[w] = next;
        trip->queue[end++] = w;
      }
      if (trip->distance[w] == next) {
        trip->paths[w] += paths;
        trip->steps[n_steps++] = w;
      }
    }
  }
  trip->begin[end] = n_steps;
  return end;
}

/* From the farthest back to the source; leaves the trip as it was before. The dependency on v is the sum over
 * its steps w of paths (v) / paths (w) · (1 + dependency on w): with the ratio kept, there is one division a
 * vertex instead of one an edge. */
static void
gather (const Work *work, Trip *trip, guint n_reached, double *sums)
{
  for (guint i = n_reached; i-- > 0;) {
    guint v = trip->queue[i];
    double sum = 0;

    for (guint k = trip->begin[i]; k < trip->begin[i + 1]; k++)
      sum += trip->ratio[trip->steps[k]];
    if (i > 0)
      sums[v] += trip->paths[v] * sum;
    trip->ratio[v] = 1 / trip->paths[v] + sum;
    trip->distance[v] = 0;
    trip->paths[v] = 0;
  }
}

static gpointer
work_thread (gpointer data)
{
  Work *work = data;
  g_autofree guint *queue = g_new (guint, work->n);
  g_autofree guint *distance = g_new0 (guint, work->n);
  g_autofree double *paths = g_new0 (double, work->n);
  g_autofree double *ratio = g_new (double, work->n);
  g_autofree guint *steps = g_new (guint, work->first[work->n] + 1);
  g_autofree guint *begin = g_new (guint, work->n + 1);
  Trip trip = { queue, distance, paths, ratio, steps, begin };
  guint block;

  while ((block = (guint) g_atomic_int_add (&work->next, 1)) < BLOCKS)
    for (guint source = block; source < work->n; source += BLOCKS) {
      if (g_cancellable_is_cancelled (work->cancellable))
        return NULL;
      gather (work, &trip, spread (work, &trip, source), work->sums + (gsize) block * work->n);
    }
  return NULL;
}

gboolean
_ctn_graph_get_betweenness (const CtnGraph *graph, double *values, GCancellable *cancellable)
{
  Work work = { .n = graph->n, .cancellable = cancellable };
  guint n_threads =
      graph->n < MIN_VERTICES_FOR_THREADS ? 1 : CLAMP (g_get_num_processors (), 1, BLOCKS);
  GThread *threads[BLOCKS];

  fill_heads (&work, graph);
  work.sums = g_new0 (double, (gsize) BLOCKS *MAX (graph->n, 1));
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("betweenness", work_thread, &work);
  work_thread (&work);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  memset (values, 0, graph->n * sizeof *values);
  for (guint block = 0; block < BLOCKS; block++)
    for (guint i = 0; i < graph->n; i++)
      values[i] += work.sums[(gsize) block * graph->n + i];
  g_free (work.first);
  g_free (work.heads);
  g_free (work.sums);
  return !g_cancellable_is_cancelled (cancellable);
}
