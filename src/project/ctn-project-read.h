/* Reading for which the window should not wait: on a worker thread, with a connection of its own. */
#pragma once

#include "ctn-project.h"

G_BEGIN_DECLS

/* Runs on the worker thread. @reader is open for this call only; cancelling interrupts its statements.
 * Returns: (transfer full) (nullable) what ctn_project_read_finish() hands on; %NULL with @error */
typedef gpointer (*CtnReadFunc) (CtnConnection *reader,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Runs @function. Project, @source and @data stay until @callback has run, and end on its thread.
 * @source: (nullable) what the callback gets as its source: the widget that waits
 * @data: of @function. @destroy: (nullable)
 * @free_result: of what nobody takes any more, because it was cancelled */
void ctn_project_read_async (CtnProject *self,
                             gpointer source,
                             CtnReadFunc function,
                             gpointer data,
                             GDestroyNotify destroy,
                             GDestroyNotify free_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* Errors: those of the function and of ctn_project_open_reader(); G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
gpointer ctn_project_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
