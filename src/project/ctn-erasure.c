#include "ctn-erasure.h"

#include <ctn-i18n.h>

#include "ctn-erasure-record.h"
#include "ctn-project-private.h"
#include "ctn-schema.h"

typedef struct {
  char *label;
  const CtnErasure *erasure;
  CtnChangeSet *changes; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->label);
  g_clear_pointer (&job->changes, ctn_change_set_unref);
  g_free (job);
}

/* The functions of a CtnScrub are in @connection. */
static gboolean
erase (CtnConnection *connection, const CtnErasure *erasure, gint64 operation, GError **error)
{
  g_autoptr (CtnErasureRecord) record = NULL;

  if (!ctn_scrub_keep_rows (connection, NULL, NULL, error))
    return FALSE;
  record = ctn_erasure_record_new (connection, erasure, error);
  return record != NULL && ctn_scrub_clean_tables (connection, error) &&
         ctn_erasure_record_clean_history (record, connection, operation, CTN_ERASURE_ALL, error) &&
         ctn_scrub_clean_history (connection, error) &&
         ctn_change_log_mark_final (connection, operation, error) &&
         ctn_change_log_drop_contents (connection, error);
}

static gboolean
erase_and_log (CtnProject *self, Job *job, GError **error)
{
  if (!ctn_change_log_begin (self->log, job->label, NULL, self->author, NULL, error) ||
      !erase (self->writer, job->erasure, ctn_change_log_get_operation (self->log), error) ||
      !ctn_change_log_end (self->log, &job->changes, error))
    return FALSE;
  /* Also when no row changed, because there was nothing left but history. */
  ctn_change_set_mark_final (job->changes);
  return TRUE;
}

/* The writer is the caller's. */
static gboolean
erase_here (CtnProject *self, Job *job, CtnScrub *scrub, GError **error)
{
  if (!ctn_scrub_add_functions (scrub, self->writer, error) ||
      !ctn_connection_exec (self->writer, CTN_PROJECT_PURGE_BEGIN "; BEGIN IMMEDIATE", error))
    return FALSE;
  if (!erase_and_log (self, job, error) || !_ctn_project_mark_version (self, error) ||
      !ctn_connection_exec (self->writer, "COMMIT", error)) {
    ctn_change_log_abandon (self->log);
    ctn_connection_exec (self->writer, "ROLLBACK; " CTN_PROJECT_PURGE_ABANDON, NULL);
    return FALSE;
  }
  _ctn_project_purge (self);
  return TRUE;
}

static char *
dup_uuid (CtnConnection *connection)
{
  return ctn_connection_get_text (connection, NULL, "SELECT value FROM meta WHERE key = 'uuid'",
                                  "");
}

static gboolean
erase_in_copy (CtnConnection *copy, const CtnErasure *erasure, CtnScrub *scrub, GError **error)
{
  if (!ctn_scrub_add_functions (scrub, copy, error) || !ctn_schema_migrate (copy, error) ||
      !ctn_connection_exec (copy, CTN_PROJECT_PURGE_BEGIN "; BEGIN IMMEDIATE", error))
    return FALSE;
  if (erase (copy, erasure, 0, error) && ctn_connection_exec (copy, "COMMIT", error) &&
      ctn_connection_exec (copy, CTN_PROJECT_PURGE, error))
    return TRUE;
  ctn_connection_exec (copy, "ROLLBACK", NULL);
  return FALSE;
}

/* %TRUE as well when the copy is of another project. */
static gboolean
erase_in_session (const char *folder, const char *uuid, const CtnErasure *erasure, CtnScrub *scrub)
{
  g_autoptr (CtnSession) session = ctn_session_take (folder, NULL);
  g_autofree char *path = session != NULL ? ctn_session_dup_path (session, "work.db") : NULL;
  g_autoptr (CtnConnection) copy =
      path != NULL ? ctn_connection_open (path, CTN_CONNECTION_WORK, NULL) : NULL;
  g_autofree char *other = copy != NULL ? dup_uuid (copy) : NULL;
  g_autoptr (GError) error = NULL;

  if (other == NULL)
    return FALSE;
  if (!g_str_equal (other, uuid))
    return TRUE;
  ctn_session_drop_caches (session);
  if (erase_in_copy (copy, erasure, scrub, &error))
    return TRUE;
  g_debug ("%s: %s", folder, error->message);
  return FALSE;
}

static gboolean
erase_left (CtnProject *self, const CtnErasure *erasure, CtnScrub *scrub, GError **error)
{
  g_autoptr (GPtrArray) left = ctn_session_list_left ();
  g_autofree char *uuid = dup_uuid (self->writer);
  guint n_failed = 0;

  for (guint i = 0; uuid != NULL && i < left->len; i++) {
    const CtnLeftSession *session = g_ptr_array_index (left, i);

    if (!erase_in_session (session->folder, uuid, erasure, scrub))
      n_failed++;
  }
  if (n_failed == 0)
    return TRUE;
  g_set_error (
      error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_FAILED,
      ctn_ngettext ("It is erased in this project. But %u working copy that a crash left "
                    "behind could not be opened: recover or discard it on the start page.",
                    "It is erased in this project. But %u working copies that a crash left "
                    "behind could not be opened: recover or discard them on the start page.",
                    n_failed),
      n_failed);
  return FALSE;
}

/* Any thread; the writer is the caller's. @job->changes tells whether the project has changed. */
static gboolean
run (CtnProject *self, Job *job, GError **error)
{
  g_autoptr (CtnScrub) scrub = ctn_scrub_new (job->erasure->texts);

  return erase_here (self, job, scrub, error) && erase_left (self, job->erasure, scrub, error);
}

gboolean
ctn_project_erase (CtnProject *self, const char *label, const CtnErasure *erasure, GError **error)
{
  Job *job;
  gboolean ok;

  if (!_ctn_project_claim_writer (self, error))
    return FALSE;
  job = g_new0 (Job, 1);
  job->label = g_strdup (label);
  job->erasure = erasure;
  ok = run (self, job, error);
  g_mutex_unlock (&self->writer_mutex);
  if (job->changes != NULL)
    _ctn_project_changed (self, job->changes);
  job_free (job);
  return ok;
}

static void
erase_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnProject *self = source;
  GError *error = NULL;
  gboolean ok;

  g_mutex_lock (&self->writer_mutex);
  ok = run (self, task_data, &error);
  g_mutex_unlock (&self->writer_mutex);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ctn_project_erase_async (CtnProject *self,
                         const char *label,
                         const CtnErasure *erasure,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  GError *error = NULL;
  Job *job;

  g_task_set_source_tag (task, ctn_project_erase_async);
  if (!_ctn_project_claim_writer (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_mutex_unlock (&self->writer_mutex);
  job = g_new0 (Job, 1);
  job->label = g_strdup (label);
  job->erasure = erasure;
  g_task_set_task_data (task, job, job_free);
  _ctn_project_set_busy (self, TRUE);
  g_task_run_in_thread (task, erase_thread);
}

gboolean
ctn_project_erase_finish (CtnProject *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), error);

  if (job == NULL)
    return ok;
  _ctn_project_set_busy (self, FALSE);
  if (job->changes != NULL)
    _ctn_project_changed (self, job->changes);
  return ok;
}

GArray *
ctn_erasure_find_files (CtnConnection *reader, const char *const *texts, GError **error)
{
  g_autoptr (CtnScrub) scrub = ctn_scrub_new (texts);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT a.id, c.data FROM attachment a JOIN attachment_content c "
                            "ON c.hash = a.hash ORDER BY a.id",
                            "");

  while (ctn_statement_next (rows, &local_error)) {
    g_autoptr (GBytes) bytes = ctn_statement_dup_bytes (rows, 1);
    gint64 id = ctn_statement_get_int (rows, 0);

    if (ctn_scrub_finds (scrub, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
      g_array_append_val (ids, id);
  }
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

char *
ctn_erasure_scrub (const char *const *texts, const char *text)
{
  g_autoptr (CtnScrub) scrub = ctn_scrub_new (texts);

  return ctn_scrub_clean (scrub, text);
}
