/* The same work on many items, shared out among the processors. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does the items @start to @end - 1; called on several threads at once. */
typedef void (*CtnParallelFunc) (guint start, guint end, gpointer data);

/* Calls @function for pieces of at most @chunk (from 1) of the items 0 to @n - 1, each item once, in
 * no order, and returns when all are done. The calling thread works too; a single piece is done on it
 * alone. */
void ctn_parallel_for (guint n, guint chunk, CtnParallelFunc function, gpointer data);

G_END_DECLS
