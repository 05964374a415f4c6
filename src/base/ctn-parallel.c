#include "ctn-parallel.h"

/* More help little, since memory is shared. */
#define MAX_THREADS 8

typedef struct {
  guint n;
  guint chunk;
  guint n_chunks;
  guint next; /* (atomic) */
  CtnParallelFunc function;
  gpointer data;
} Work;

static gpointer
work_thread (gpointer data)
{
  Work *work = data;

  for (;;) {
    guint index = (guint) g_atomic_int_add ((gint *) &work->next, 1);
    guint start;

    if (index >= work->n_chunks)
      return NULL;
    start = index * work->chunk;
    work->function (start, MIN (work->n - start, work->chunk) + start, work->data);
  }
}

void
ctn_parallel_for (guint n, guint chunk, CtnParallelFunc function, gpointer data)
{
  Work work = { .n = n, .chunk = chunk, .function = function, .data = data };
  GThread *threads[MAX_THREADS - 1];
  guint n_threads;

  g_return_if_fail (chunk > 0);

  work.n_chunks = n / chunk + (n % chunk != 0);
  n_threads = MIN (MIN (g_get_num_processors (), MAX_THREADS), work.n_chunks);
  for (guint i = 1; i < n_threads; i++)
    threads[i - 1] = g_thread_try_new ("parallel", work_thread, &work, NULL);
  work_thread (&work);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i - 1] != NULL)
      g_thread_join (threads[i - 1]);
}
