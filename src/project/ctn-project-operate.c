#include <ctn-i18n.h>

#include "ctn-merge-base.h"
#include "ctn-project-private.h"

/* What writes more rows than these may take longer than a frame lasts. */
#define MANY_CHANGES 500

typedef struct {
  char *label;
  char *subject;
  char *merge_key;
  char *author;
  CtnTransactFunc function;
  gpointer data;
  CtnChangeSet *changes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->label);
  g_free (job->subject);
  g_free (job->merge_key);
  g_free (job->author);
  g_clear_pointer (&job->changes, ctn_change_set_unref);
  g_free (job);
}

/* The states that undo and redo no longer lead to after @operation went on. Those that nobody else can
 * have seen are forgotten: typing makes many of them. */
static gboolean
drop_states (CtnProject *self, gint64 operation, GError **error)
{
  gboolean seen = g_atomic_int_get (&self->publish_running) > 0 ||
                  g_atomic_int_compare_and_exchange (&self->published_since, TRUE, FALSE);

  return seen ? ctn_connection_run (self->writer, error,
                                    "UPDATE known_state SET operation = NULL WHERE operation = ?",
                                    "i", operation)
              : ctn_connection_run (self->writer, error,
                                    "DELETE FROM known_state WHERE operation = ?", "i", operation);
}

/* Counts on, and marks the content as one that there never was before. */
gboolean
_ctn_project_mark_version (CtnProject *self, GError **error)
{
  return ctn_connection_run (self->writer, error,
                             "UPDATE meta SET value = CASE key WHEN 'revision' "
                             "THEN max(0, CAST(value AS INTEGER) % (1 << 50)) + 1 "
                             "ELSE lower(hex(randomblob(16))) END "
                             "WHERE key IN ('revision', 'version')",
                             "") &&
         ctn_merge_base_note_state (self->writer, error);
}

static gboolean
begin (CtnProject *self, GError **error)
{
  return ctn_connection_exec (self->writer, "BEGIN IMMEDIATE", error);
}

static void
roll_back (CtnProject *self)
{
  ctn_change_log_abandon (self->log);
  ctn_connection_exec (self->writer, "ROLLBACK; " CTN_PROJECT_PURGE_ABANDON, NULL);
}

/* It is erased. Where there is no space to write the working copy anew, what older deletions left in it
 * goes when the project is closed; it is in no published file. */
void
_ctn_project_purge (CtnProject *self)
{
  g_autoptr (GError) error = NULL;

  ctn_session_drop_files (self->session);
  if (!ctn_connection_exec (self->writer, CTN_PROJECT_PURGE, &error))
    g_debug ("after erasing: %s", error->message);
}

/* Commits, or rolls back when there is nothing to commit or committing fails. */
static gboolean
commit (CtnProject *self, CtnChangeSet *changes, GError **error)
{
  if (ctn_change_set_is_empty (changes)) {
    roll_back (self);
    return TRUE;
  }
  if (_ctn_project_mark_version (self, error) &&
      ctn_connection_exec (self->writer, "COMMIT", error)) {
    if (ctn_change_set_is_final (changes))
      _ctn_project_purge (self);
    return TRUE;
  }
  roll_back (self);
  return FALSE;
}

static gboolean
run_job (CtnProject *self, Job *job, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  if (ctn_change_log_begin (self->log, job->label, job->subject, job->author, job->merge_key,
                            error) &&
      job->function (self->writer, job->data, error)) {
    gint64 joined = ctn_change_log_get_joined (self->log);

    if (ctn_change_log_end (self->log, &job->changes, error) &&
        (joined == 0 || drop_states (self, joined, error)))
      return commit (self, job->changes, error);
  }
  roll_back (self);
  return FALSE;
}

gboolean
_ctn_project_claim_writer (CtnProject *self, GError **error)
{
  if (!self->busy && g_mutex_trylock (&self->writer_mutex))
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY,
                       _ ("Another change is still being made. Wait until it is done, or cancel "
                          "it."));
  return FALSE;
}

gboolean
ctn_project_transact (CtnProject *self,
                      const CtnOperation *operation,
                      CtnTransactFunc function,
                      gpointer data,
                      GError **error)
{
  Job job = {
    .label = (char *) operation->label,
    .subject = (char *) operation->subject,
    .merge_key = (char *) operation->merge_key,
    .author = self->author,
    .function = function,
    .data = data,
  };
  g_autoptr (CtnChangeSet) changes = NULL;
  gboolean ok;

  if (!_ctn_project_claim_writer (self, error))
    return FALSE;
  ok = run_job (self, &job, error);
  g_mutex_unlock (&self->writer_mutex);
  changes = job.changes;
  if (ok)
    _ctn_project_changed (self, changes);
  return ok;
}

gboolean
ctn_project_seed (CtnProject *self, CtnTransactFunc function, gpointer data, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self->undo_label == NULL, FALSE);

  if (!_ctn_project_claim_writer (self, error))
    return FALSE;
  ok = begin (self, error) && function (self->writer, data, error) &&
       drop_states (self, 0, error) && _ctn_project_mark_version (self, error) &&
       ctn_connection_exec (self->writer, "COMMIT", error);
  if (!ok)
    roll_back (self);
  g_mutex_unlock (&self->writer_mutex);
  if (ok)
    self->revision++;
  if (ok && self->file == NULL) {
    /* What it starts with is not yet anybody's work. */
    self->session->published_revision = self->revision;
    ok = ctn_session_store (self->session, error);
  }
  return ok;
}

static void
transact_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnProject *self = source;
  Job *job = task_data;
  GError *error = NULL;
  gboolean ok;

  g_mutex_lock (&self->writer_mutex);
  ctn_connection_set_cancellable (self->writer, cancellable);
  ok = run_job (self, job, &error);
  ctn_connection_set_cancellable (self->writer, NULL);
  g_mutex_unlock (&self->writer_mutex);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
_ctn_project_set_busy (CtnProject *self, gboolean busy)
{
  self->busy = busy;
  _ctn_project_notify (self, PROP_BUSY);
  _ctn_project_notify (self, PROP_CAN_UNDO);
  _ctn_project_notify (self, PROP_CAN_REDO);
}

void
ctn_project_transact_async (CtnProject *self,
                            const CtnOperation *operation,
                            CtnTransactFunc function,
                            gpointer data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Job *job;

  g_task_set_source_tag (task, ctn_project_transact_async);
  /* A commit that got through is a success, also when Cancel came a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  if (!_ctn_project_claim_writer (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_mutex_unlock (&self->writer_mutex);
  job = g_new0 (Job, 1);
  job->label = g_strdup (operation->label);
  job->subject = g_strdup (operation->subject);
  job->merge_key = g_strdup (operation->merge_key);
  job->author = g_strdup (self->author);
  job->function = function;
  job->data = data;
  g_task_set_task_data (task, job, job_free);
  _ctn_project_set_busy (self, TRUE);
  g_task_run_in_thread (task, transact_thread);
}

gboolean
ctn_project_transact_finish (CtnProject *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), error);

  if (job == NULL)
    return ok;
  _ctn_project_set_busy (self, FALSE);
  if (ok)
    _ctn_project_changed (self, job->changes);
  return ok;
}

/* --- Undo and redo ------------------------------------------------------------------------------- */

/* One undo or redo, or all that lead to an operation. */
typedef struct {
  gboolean one;
  gboolean redo;    /* of one */
  gint64 operation; /* of all */
  CtnProgressFunc progress;
  gpointer progress_data;
  CtnChangeSet *changes; /* (owned) (nullable) out */
} Replay;

static void
replay_free (gpointer data)
{
  Replay *replay = data;

  g_clear_pointer (&replay->changes, ctn_change_set_unref);
  g_free (replay);
}

static gboolean
run_replay (CtnProject *self, Replay *replay, GCancellable *cancellable, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  if (replay->one
          ? ctn_change_log_replay (self->log, replay->redo, &replay->changes, error)
          : ctn_change_log_go_to (self->log, replay->operation, replay->progress,
                                  replay->progress_data, cancellable, &replay->changes, error))
    return commit (self, replay->changes, error);
  roll_back (self);
  return FALSE;
}

static gboolean
replay_now (CtnProject *self, const Replay *wanted, GError **error)
{
  Replay replay = *wanted;
  g_autoptr (CtnChangeSet) changes = NULL;
  gboolean ok;

  if (!_ctn_project_claim_writer (self, error))
    return FALSE;
  ok = run_replay (self, &replay, NULL, error);
  g_mutex_unlock (&self->writer_mutex);
  changes = replay.changes;
  if (ok)
    _ctn_project_changed (self, changes);
  return ok;
}

static gboolean
replay_one (CtnProject *self, gboolean redo, GError **error)
{
  return ctn_change_log_peek (self->reader, redo, NULL, NULL) != 0 &&
         replay_now (self, &(Replay) { .one = TRUE, .redo = redo }, error);
}

gboolean
ctn_project_undo (CtnProject *self, GError **error)
{
  return replay_one (self, FALSE, error);
}

gboolean
ctn_project_redo (CtnProject *self, GError **error)
{
  return replay_one (self, TRUE, error);
}

gboolean
ctn_project_go_to (CtnProject *self, gint64 operation, GError **error)
{
  return replay_now (self, &(Replay) { .operation = operation }, error);
}

gboolean
ctn_project_is_replay_long (CtnProject *self, gboolean redo)
{
  gint64 n = 0;

  return ctn_connection_get_int (
             self->reader, &n, NULL,
             "SELECT count(*) FROM (SELECT 1 FROM change WHERE operation = ? LIMIT ?)", "ii",
             ctn_change_log_peek (self->reader, redo, NULL, NULL), (gint64) MANY_CHANGES) &&
         n == MANY_CHANGES;
}

static void
replay_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnProject *self = source;
  GError *error = NULL;
  gboolean ok;

  g_mutex_lock (&self->writer_mutex);
  ctn_connection_set_cancellable (self->writer, cancellable);
  ok = run_replay (self, task_data, cancellable, &error);
  ctn_connection_set_cancellable (self->writer, NULL);
  g_mutex_unlock (&self->writer_mutex);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
replay_async (CtnProject *self,
              const Replay *wanted,
              gpointer tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *error = NULL;

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  if (!_ctn_project_claim_writer (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_mutex_unlock (&self->writer_mutex);
  g_task_set_task_data (task, g_memdup2 (wanted, sizeof *wanted), replay_free);
  _ctn_project_set_busy (self, TRUE);
  g_task_run_in_thread (task, replay_thread);
}

void
ctn_project_replay_async (CtnProject *self,
                          gboolean redo,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  replay_async (self, &(Replay) { .one = TRUE, .redo = redo }, ctn_project_replay_async,
                cancellable, callback, data);
}

void
ctn_project_go_to_async (CtnProject *self,
                         gint64 operation,
                         CtnProgressFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  const Replay replay = {
    .operation = operation,
    .progress = progress,
    .progress_data = progress_data,
  };

  replay_async (self, &replay, ctn_project_go_to_async, cancellable, callback, data);
}

gboolean
ctn_project_replay_finish (CtnProject *self, GAsyncResult *result, GError **error)
{
  const Replay *replay = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), error);

  if (replay == NULL)
    return FALSE;
  _ctn_project_set_busy (self, FALSE);
  if (!ok || ctn_change_set_is_empty (replay->changes))
    return FALSE;
  _ctn_project_changed (self, replay->changes);
  return TRUE;
}

static void
refresh_label (CtnProject *self, gboolean redo, char **label, guint property, guint flag_property)
{
  g_autofree char *source = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;

  if (ctn_change_log_peek (self->reader, redo, &source, &subject) != 0)
    text = subject != NULL && *subject != '\0'
               /* Translators: an operation and what it was done to, "Edit Organisation: Aalto" */
               ? g_strdup_printf (_ ("%s: %s"), _ (source), subject)
               : g_strdup (_ (source));
  if (g_set_str (label, text)) {
    _ctn_project_notify (self, property);
    _ctn_project_notify (self, flag_property);
  }
}

void
_ctn_project_refresh_labels (CtnProject *self)
{
  refresh_label (self, FALSE, &self->undo_label, PROP_UNDO_LABEL, PROP_CAN_UNDO);
  refresh_label (self, TRUE, &self->redo_label, PROP_REDO_LABEL, PROP_CAN_REDO);
}

gboolean
ctn_project_can_undo (CtnProject *self)
{
  return !self->busy && self->undo_label != NULL;
}

gboolean
ctn_project_can_redo (CtnProject *self)
{
  return !self->busy && self->redo_label != NULL;
}

const char *
ctn_project_get_undo_label (CtnProject *self)
{
  return self->undo_label;
}

const char *
ctn_project_get_redo_label (CtnProject *self)
{
  return self->redo_label;
}
