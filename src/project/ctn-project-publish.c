#include <ctn-i18n.h>

#include "ctn-project-private.h"
#include "ctn-publish.h"

#define QUIET_MS 1000     /* publish this long after the last change … */
#define PATIENCE_MS 10000 /* … and at least this often */
#define RETRY_MS 30000    /* after a failure that may pass by itself */
#define LOCK_TRY_US 10000

static void schedule (CtnProject *self, guint delay_ms);

static void
set_publish_state (CtnProject *self, CtnPublishState state, const char *problem)
{
  if (g_set_str (&self->problem, problem))
    _ctn_project_notify (self, PROP_PROBLEM);
  if (self->publish_state == state)
    return;
  self->publish_state = state;
  _ctn_project_notify (self, PROP_PUBLISH_STATE);
}

/* @serial: a job that did not begin before a newer one was made never begins. */
static CtnPublishJob *
make_job (CtnProject *self, GFile *target, gboolean overwrite)
{
  CtnPublishJob *job = ctn_publish_job_new (self->session->folder, target, overwrite);

  job->serial = g_atomic_int_add (&self->publish_serial, 1) + 1;
  return job;
}

/* A publish that hangs on a share does not hold up whoever waits for it longer than they want to. */
static gboolean
lock_publishing (CtnProject *self, GCancellable *cancellable, GError **error)
{
  if (cancellable == NULL) {
    g_mutex_lock (&self->publish_mutex);
    return TRUE;
  }
  while (!g_mutex_trylock (&self->publish_mutex)) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    g_usleep (LOCK_TRY_US);
  }
  return TRUE;
}

/* What the session's file looks like is known at once, not only when the main loop gets to it: the next
 * publish may come before. */
static void
note_stamp (CtnProject *self, const CtnPublishJob *job, gboolean ok)
{
  if (ok) {
    self->stamps[CTN_SESSION_STAMP_KNOWN] = job->stamp;
    self->stamps[CTN_SESSION_STAMP_PENDING] = (CtnStamp) { 0 };
  } else if (ctn_stamp_is_set (&job->stamp)) {
    self->stamps[CTN_SESSION_STAMP_PENDING] = job->stamp;
  }
}

/* Any thread. */
static gboolean
run_job (CtnProject *self, CtnPublishJob *job, GCancellable *cancellable, GError **error)
{
  gboolean ok = FALSE;

  if (!lock_publishing (self, cancellable, error))
    return FALSE;
  memcpy (job->known, self->stamps, sizeof job->known);
  if (job->serial != g_atomic_int_get (&self->publish_serial))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else {
    g_atomic_int_inc (&self->publish_running);
    ok = ctn_publish_job_run (job, cancellable, error);
    g_atomic_int_set (&self->published_since, TRUE);
    g_atomic_int_add (&self->publish_running, -1);
  }
  if (!job->is_copy && !job->is_new)
    note_stamp (self, job, ok);
  g_mutex_unlock (&self->publish_mutex);
  return ok;
}

static void
set_failed (CtnProject *self, const GError *error)
{
  gboolean conflict =
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE) ||
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_MISSING);

  set_publish_state (self, conflict ? CTN_PUBLISH_STATE_CONFLICT : CTN_PUBLISH_STATE_OFFLINE,
                     error->message);
  if (!conflict)
    schedule (self, RETRY_MS);
}

static void
set_published (CtnProject *self, const CtnPublishJob *job)
{
  g_autoptr (GError) error = NULL;

  self->session->stamps[CTN_SESSION_STAMP_KNOWN] = job->stamp;
  self->session->published_revision = job->revision;
  if (!ctn_session_store (self->session, &error))
    g_debug ("session.json: %s", error->message);
  if (job->revision == self->revision) {
    self->pending_since = 0;
    set_publish_state (self, CTN_PUBLISH_STATE_SAVED, NULL);
  } else {
    set_publish_state (self, CTN_PUBLISH_STATE_SAVING, NULL);
    _ctn_project_schedule_publish (self);
  }
}

/* Tells the outcome, unless that of a newer publish is already told. */
static void
settle (CtnProject *self, const CtnPublishJob *job, const GError *error)
{
  if (self->session == NULL || job->serial < self->told_serial)
    return;
  self->told_serial = job->serial;
  if (error == NULL)
    set_published (self, job);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_failed (self, error);
}

static void
publish_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnPublishJob *job = task_data;
  GError *error = NULL;

  job->goes_on = TRUE;
  if (run_job (source, job, cancellable, &error))
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
  g_task_propagate_boolean (G_TASK (result), &error);
  settle (self, g_task_get_task_data (G_TASK (result)), error);
}

static gboolean
timer_cb (gpointer data)
{
  CtnProject *self = data;
  g_autoptr (GTask) task = NULL;

  self->publish_source = 0;
  if (self->publishing || self->saving || self->file == NULL)
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
    set_publish_state (self, CTN_PUBLISH_STATE_SAVING, NULL);
  waited = (now - self->pending_since) / 1000;
  schedule (self, (guint) CLAMP (PATIENCE_MS - waited, 0, QUIET_MS));
}

/* No publish begins any more, and none runs, when this returns. */
static void
stop_publishing (CtnProject *self)
{
  g_clear_handle_id (&self->publish_source, g_source_remove);
  g_atomic_int_inc (&self->publish_serial);
  g_mutex_lock (&self->publish_mutex);
  g_mutex_unlock (&self->publish_mutex);
}

void
_ctn_project_adopt_file (CtnProject *self, const CtnStamp *stamp, gboolean is_same)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->publish_mutex);
  self->stamps[CTN_SESSION_STAMP_KNOWN] = *stamp;
  self->stamps[CTN_SESSION_STAMP_PENDING] = (CtnStamp) { 0 };
  g_mutex_unlock (&self->publish_mutex);
  self->session->stamps[CTN_SESSION_STAMP_KNOWN] = *stamp;
  if (is_same)
    self->session->published_revision = self->revision;
  if (!ctn_session_store (self->session, &error))
    g_debug ("session.json: %s", error->message);
  if (self->session->published_revision == self->revision) {
    g_clear_handle_id (&self->publish_source, g_source_remove);
    self->pending_since = 0;
    set_publish_state (self, CTN_PUBLISH_STATE_SAVED, NULL);
  } else {
    set_publish_state (self, CTN_PUBLISH_STATE_SAVING, NULL);
    _ctn_project_schedule_publish (self);
  }
}

/* --- What the user asks for ---------------------------------------------------------------------- */

static gboolean
refuse (CtnProject *self, GError **error)
{
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY,
                       self->saving ? _ ("The project is just being saved. Wait until it is "
                                         "done, or cancel it.")
                                    : _ ("A long change is still being made. Wait until it is "
                                         "done, or cancel it."));
  return FALSE;
}

static CtnPublishJob *
begin_save (CtnProject *self, GFile *target, gboolean overwrite, GError **error)
{
  if (self->saving) {
    refuse (self, error);
    return NULL;
  }
  g_clear_handle_id (&self->publish_source, g_source_remove);
  return make_job (self, target, overwrite);
}

static CtnPublishJob *
begin_publish (CtnProject *self, gboolean overwrite, GError **error)
{
  return begin_save (self, self->file, overwrite, error);
}

static CtnPublishJob *
begin_save_as (CtnProject *self, GFile *file, GError **error)
{
  CtnPublishJob *job = begin_save (self, file, TRUE, error);

  if (job != NULL)
    job->is_new = TRUE;
  return job;
}

static CtnPublishJob *
begin_copy (CtnProject *self, GFile *file, CtnPublishEdit edit, gpointer data, GError **error)
{
  CtnPublishJob *job;

  if (edit == NULL && self->file != NULL && g_file_equal (self->file, file))
    return begin_publish (self, FALSE, error);
  job = begin_save (self, file, TRUE, error);
  if (job != NULL) {
    job->is_copy = TRUE;
    job->edit = edit;
    job->edit_data = data;
  }
  return job;
}

/* The file that @job has written is the project's from now on. */
static void
take_file (CtnProject *self, const CtnPublishJob *job)
{
  g_mutex_lock (&self->publish_mutex);
  note_stamp (self, job, TRUE);
  g_set_object (&self->file, job->target);
  g_mutex_unlock (&self->publish_mutex);
  g_free (self->session->uri);
  self->session->uri = g_file_get_uri (job->target);
  g_free (self->session->display_name);
  self->session->display_name = g_file_get_basename (job->target);
}

/* On the project's thread again. What failed to become its file says nothing about the one that is. */
static void
end_save (CtnProject *self, const CtnPublishJob *job, const GError *error)
{
  gboolean taken = job->is_new && error == NULL;

  if (taken)
    take_file (self, job);
  if (taken || (!job->is_new && !job->is_copy))
    settle (self, job, error);
  /* What the timer did not publish meanwhile. */
  if (self->file != NULL && self->publish_source == 0 &&
      self->session->published_revision != self->revision)
    _ctn_project_schedule_publish (self);
  if (taken)
    _ctn_project_notify (self, PROP_DISPLAY_NAME);
}

/* @job: (transfer full) (nullable): with @error set then */
static gboolean
save (CtnProject *self, CtnPublishJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPublishJob) owned = job;
  g_autoptr (GError) local_error = NULL;

  if (job == NULL)
    return FALSE;
  run_job (self, job, cancellable, &local_error);
  end_save (self, job, local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
set_saving (CtnProject *self, gboolean saving)
{
  self->saving = saving;
  _ctn_project_notify (self, PROP_SAVING);
}

/* @job: (transfer full) (nullable): @error (transfer full) says why not */
static void
save_async (CtnProject *self,
            CtnPublishJob *job,
            GError *error,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  /* A file that is in its place is saved, also when Cancel came a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  if (job == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, job, (GDestroyNotify) ctn_publish_job_free);
  set_saving (self, TRUE);
  g_task_run_in_thread (task, publish_thread);
}

gboolean
ctn_project_save_finish (CtnProject *self, GAsyncResult *result, GError **error)
{
  const CtnPublishJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) local_error = NULL;

  g_task_propagate_boolean (G_TASK (result), &local_error);
  if (job != NULL) {
    end_save (self, job, local_error);
    set_saving (self, FALSE);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_project_publish (CtnProject *self,
                     gboolean overwrite,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (self->file != NULL, FALSE);

  return save (self, begin_publish (self, overwrite, error), cancellable, error);
}

void
ctn_project_publish_async (CtnProject *self,
                           gboolean overwrite,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GError *error = NULL;
  CtnPublishJob *job;

  g_return_if_fail (self->file != NULL);

  job = begin_publish (self, overwrite, &error);
  save_async (self, job, error, ctn_project_publish_async, cancellable, callback, data);
}

gboolean
ctn_project_save_as (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error)
{
  return save (self, begin_save_as (self, file, error), cancellable, error);
}

void
ctn_project_save_as_async (CtnProject *self,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GError *error = NULL;
  CtnPublishJob *job = begin_save_as (self, file, &error);

  save_async (self, job, error, ctn_project_save_as_async, cancellable, callback, data);
}

gboolean
_ctn_project_write_copy (CtnProject *self,
                         GFile *file,
                         CtnPublishEdit edit,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  return save (self, begin_copy (self, file, edit, data, error), cancellable, error);
}

void
_ctn_project_write_copy_async (CtnProject *self,
                               GFile *file,
                               CtnPublishEdit edit,
                               gpointer data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GError *error = NULL;
  CtnPublishJob *job = begin_copy (self, file, edit, data, &error);

  save_async (self, job, error, _ctn_project_write_copy_async, cancellable, callback, user_data);
}

gboolean
ctn_project_save_copy (CtnProject *self, GFile *file, GCancellable *cancellable, GError **error)
{
  return _ctn_project_write_copy (self, file, NULL, NULL, cancellable, error);
}

void
ctn_project_save_copy_async (CtnProject *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  _ctn_project_write_copy_async (self, file, NULL, NULL, cancellable, callback, data);
}

gboolean
ctn_project_close (CtnProject *self, gboolean discard, GError **error)
{
  gboolean behind, kept;

  if (self->busy || self->saving)
    return refuse (self, error);
  stop_publishing (self);
  behind = self->session->published_revision != self->revision;
  if (!discard && behind && self->file != NULL && !ctn_project_publish (self, FALSE, NULL, error)) {
    g_clear_handle_id (&self->publish_source, g_source_remove);
    return FALSE;
  }
  g_clear_handle_id (&self->publish_source, g_source_remove);
  g_atomic_int_set (&self->closed, TRUE);
  g_clear_pointer (&self->log, ctn_change_log_free);
  /* Untitled work that was changed waits for its author at the next start. */
  kept = !discard && behind && self->file == NULL;
  g_clear_pointer (&self->reader, kept ? ctn_connection_close : ctn_connection_close_for_good);
  g_clear_pointer (&self->writer, kept ? ctn_connection_close : ctn_connection_close_for_good);
  if (kept)
    g_clear_pointer (&self->session, ctn_session_free);
  else
    g_clear_pointer (&self->session, ctn_session_remove);
  return TRUE;
}
