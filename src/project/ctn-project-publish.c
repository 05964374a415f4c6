#include <glib/gi18n-lib.h>

#include "ctn-project-private.h"
#include "ctn-publish.h"

#define QUIET_MS 1000     /* publish this long after the last change … */
#define PATIENCE_MS 10000 /* … and at least this often */
#define RETRY_MS 30000    /* after a failure that may pass by itself */

static void schedule (CtnProject *self, guint delay_ms);

void
_ctn_project_set_publish_state (CtnProject *self, CtnPublishState state, const char *problem)
{
  if (g_set_str (&self->problem, problem))
    _ctn_project_notify (self, PROP_PROBLEM);
  if (self->publish_state == state)
    return;
  self->publish_state = state;
  _ctn_project_notify (self, PROP_PUBLISH_STATE);
}

static CtnPublishJob *
make_job (CtnProject *self, GFile *target, gboolean overwrite)
{
  CtnPublishJob *job = g_new0 (CtnPublishJob, 1);

  job->work_path = ctn_session_dup_path (self->session, "work.db");
  job->out_path = ctn_session_dup_path (self->session, "out.db");
  job->target = g_object_ref (target);
  job->etag = g_strdup (self->session->etag);
  job->known = self->session->etag != NULL;
  job->overwrite = overwrite;
  return job;
}

static void
set_failed (CtnProject *self, const GError *error)
{
  gboolean conflict =
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE) ||
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_MISSING);

  _ctn_project_set_publish_state (
      self, conflict ? CTN_PUBLISH_STATE_CONFLICT : CTN_PUBLISH_STATE_OFFLINE, error->message);
  if (!conflict)
    schedule (self, RETRY_MS);
}

static void
set_published (CtnProject *self, const CtnPublishJob *job)
{
  g_autoptr (GError) error = NULL;

  g_set_str (&self->session->etag, job->etag);
  self->session->published_revision = job->revision;
  if (!ctn_session_store (self->session, &error))
    g_debug ("session.json: %s", error->message);
  if (job->revision == self->revision) {
    self->pending_since = 0;
    _ctn_project_set_publish_state (self, CTN_PUBLISH_STATE_SAVED, NULL);
  } else {
    _ctn_project_schedule_publish (self);
  }
}

static void
publish_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (ctn_publish_job_run (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnProject *self = CTN_PROJECT (source);
  g_autoptr (GError) error = NULL;

  self->publishing = FALSE;
  if (self->session == NULL)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    set_published (self, g_task_get_task_data (G_TASK (result)));
  else
    set_failed (self, error);
}

static gboolean
timer_cb (gpointer data)
{
  CtnProject *self = data;
  g_autoptr (GTask) task = NULL;

  self->publish_source = 0;
  if (self->publishing || self->file == NULL)
    return G_SOURCE_REMOVE;
  self->publishing = TRUE;
  task = g_task_new (self, NULL, published_cb, NULL);
  g_task_set_source_tag (task, timer_cb);
  g_task_set_task_data (task, make_job (self, self->file, FALSE),
                        (GDestroyNotify) ctn_publish_job_free);
  g_task_run_in_thread (task, publish_thread);
  return G_SOURCE_REMOVE;
}

static void
schedule (CtnProject *self, guint delay_ms)
{
  g_clear_handle_id (&self->publish_source, g_source_remove);
  self->publish_source = g_timeout_add (delay_ms, timer_cb, self);
}

void
_ctn_project_schedule_publish (CtnProject *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 waited;

  if (self->file == NULL || self->publish_state == CTN_PUBLISH_STATE_CONFLICT)
    return;
  if (self->pending_since == 0)
    self->pending_since = now;
  if (self->publish_state == CTN_PUBLISH_STATE_SAVED)
    _ctn_project_set_publish_state (self, CTN_PUBLISH_STATE_SAVING, NULL);
  waited = (now - self->pending_since) / 1000;
  schedule (self, (guint) CLAMP (PATIENCE_MS - waited, 0, QUIET_MS));
}

void
_ctn_project_stop_publishing (CtnProject *self)
{
  g_clear_handle_id (&self->publish_source, g_source_remove);
  /* A publish that is under way holds a reference and ends within moments. */
  while (self->publishing)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
ctn_project_publish (CtnProject *self,
                     gboolean overwrite,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnPublishJob) job = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self->file != NULL, FALSE);

  _ctn_project_stop_publishing (self);
  job = make_job (self, self->file, overwrite);
  if (ctn_publish_job_run (job, cancellable, &local_error)) {
    set_published (self, job);
    return TRUE;
  }
  set_failed (self, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_project_save_as (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPublishJob) job = NULL;

  _ctn_project_stop_publishing (self);
  job = make_job (self, file, TRUE);
  if (!ctn_publish_job_run (job, cancellable, error))
    return FALSE;
  g_set_object (&self->file, file);
  g_free (self->session->uri);
  self->session->uri = g_file_get_uri (file);
  g_free (self->session->display_name);
  self->session->display_name = g_file_get_basename (file);
  set_published (self, job);
  _ctn_project_notify (self, PROP_DISPLAY_NAME);
  return TRUE;
}

gboolean
ctn_project_save_copy (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPublishJob) job = NULL;

  if (self->file != NULL && g_file_equal (self->file, file))
    return ctn_project_publish (self, FALSE, cancellable, error);
  _ctn_project_stop_publishing (self);
  job = make_job (self, file, TRUE);
  return ctn_publish_job_run (job, cancellable, error);
}
