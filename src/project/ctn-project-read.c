#include "ctn-project-read.h"

/* The task itself owns none of this: its last reference may be the thread's, and neither a project nor a
 * widget ends there. */
typedef struct {
  CtnProject *project; /* (owned) its working copy goes with it */
  GObject *source;     /* (owned) (nullable) */
  CtnReadFunc function;
  gpointer data;
  GDestroyNotify destroy; /* (nullable) of @data */
  GDestroyNotify free_result;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Reading;

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (reading->project, &error);
  gpointer result = NULL;

  if (reader != NULL) {
    ctn_connection_set_cancellable (reader, cancellable);
    result = reading->function (reader, reading->data, cancellable, &error);
    ctn_project_close_reader (reader);
  }
  if (result != NULL)
    g_task_return_pointer (task, result, reading->free_result);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  reading->callback (reading->source, result, reading->user_data);
  if (reading->destroy != NULL)
    reading->destroy (reading->data);
  g_clear_object (&reading->source);
  g_object_unref (reading->project);
  g_free (reading);
}

void
ctn_project_read_async (CtnProject *self,
                        gpointer source,
                        CtnReadFunc function,
                        gpointer data,
                        GDestroyNotify destroy,
                        GDestroyNotify free_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, read_cb, reading);

  *reading = (Reading) {
    .project = g_object_ref (self),
    .source = source != NULL ? g_object_ref (source) : NULL,
    .function = function,
    .data = data,
    .destroy = destroy,
    .free_result = free_result,
    .callback = callback,
    .user_data = user_data,
  };
  g_task_set_source_tag (task, ctn_project_read_async);
  g_task_set_task_data (task, reading, NULL);
  g_task_run_in_thread (task, read_thread);
}

gpointer
ctn_project_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
