#include "ctn-merge.h"

#include <ctn-i18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctn-change-sql.h"
#include "ctn-check.h"
#include "ctn-merge-private.h"
#include "ctn-project-private.h"
#include "ctn-schema.h"

#define MAX_MERGES 20 /* of a file that others keep changing, until the user is asked */

/* No operation is recorded in the copies. */
static CtnChangeState no_state;

static char *
dup_path (CtnMerge *self, const char *ending)
{
  return g_strconcat (self->stem, ending, NULL);
}

static void
remove_files (CtnMerge *self)
{
  static const char *const endings[] = { "theirs.db",   "theirs.db-wal", "theirs.db-shm", "base.db",
                                         "base.db-wal", "base.db-shm",   "file.db" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *path = dup_path (self, endings[i]);

    g_unlink (path);
  }
}

CtnMerge *
ctn_merge_ref (CtnMerge *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_merge_unref (CtnMerge *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->connection, ctn_connection_close);
  g_clear_pointer (&self->schema, ctn_merge_schema_free);
  g_clear_pointer (&self->scrub, ctn_scrub_free);
  g_clear_pointer (&self->without, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->authors, g_ptr_array_unref);
  g_clear_pointer (&self->roots, g_hash_table_unref);
  remove_files (self);
  g_free (self->subject);
  g_free (self->known);
  g_free (self->stem);
  g_free (self);
}

static void
author_free (gpointer data)
{
  CtnMergeAuthor *author = data;

  g_free (author->author);
  g_free (author);
}

CtnMerge *
_ctn_merge_alloc (CtnProject *project)
{
  static int serial;
  CtnMerge *self = g_new0 (CtnMerge, 1);

  g_atomic_ref_count_init (&self->references);
  self->stem = g_strdup_printf ("%s/merge-%d-", ctn_project_get_session_folder (project),
                                g_atomic_int_add (&serial, 1));
  self->known =
      g_build_filename (ctn_project_get_session_folder (project), CTN_SESSION_KNOWN_NAME, NULL);
  self->without = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->authors = g_ptr_array_new_with_free_func (author_free);
  return self;
}

gboolean
_ctn_merge_open (CtnMerge *self, const char *path, GCancellable *cancellable, GError **error)
{
  self->connection = ctn_connection_open (path, CTN_CONNECTION_WORK, error);
  if (self->connection == NULL)
    return FALSE;
  ctn_connection_set_cancellable (self->connection, cancellable);
  return ctn_connection_exec (self->connection,
                              "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF", error) &&
         ctn_change_sql_add_functions (self->connection, &no_state, error);
}

/* The project's own file as it is now: what the next merge with it starts from. */
static gboolean
keep_file (CtnMerge *self, const char *path, GError **error)
{
  g_autofree char *kept = dup_path (self, "file.db");
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (kept);

  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

/* What is opened is a copy that is ours: a file of an older version is brought up to date in it. */
static gboolean
open_theirs (CtnMerge *self, GFile *theirs, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = dup_path (self, "theirs.db");

  return _ctn_project_copy_in (theirs, path, &self->stamp, cancellable, error) &&
         ctn_check_file (path, cancellable, error) &&
         (!self->is_own || keep_file (self, path, error)) &&
         _ctn_merge_open (self, path, cancellable, error) &&
         ctn_schema_migrate (self->connection, error) &&
         ctn_merge_base_note_state (self->connection, error);
}

static gboolean
attach_base (CtnMerge *self, const char *work, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = dup_path (self, "base.db");

  if (!ctn_merge_base_find (self->connection, self->known, &self->base, error))
    return FALSE;
  if (self->base.kind == CTN_MERGE_BASE_CURRENT)
    return ctn_connection_attach (self->connection, work, "base", error);
  return ctn_merge_base_make (self->connection, &self->base, self->known, path, cancellable,
                              error) &&
         ctn_connection_attach (self->connection, path, "base", error);
}

/* What theirs was handed out without is no deletion. */
static gboolean
read_without (CtnMerge *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = ctn_connection_get_text (
      self->connection, &local_error, "SELECT value FROM main.meta WHERE key = 'without'", "");
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", " ", -1);

  for (char **name = names; *name != NULL; name++)
    if (g_regex_match_simple ("^[a-z_.!]+$", *name, 0, 0))
      g_hash_table_add (self->without, g_strdup (*name));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_authors (CtnMerge *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      self->connection, &local_error,
      "SELECT author, count (*) FROM main.operation WHERE state = 'done' AND id NOT IN "
      "(SELECT id FROM ours.operation) GROUP BY author ORDER BY count (*) DESC, author",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnMergeAuthor *author = g_new0 (CtnMergeAuthor, 1);

    author->author = g_strdup (ctn_statement_get_text (rows, 0));
    author->n_operations = (guint) ctn_statement_get_int (rows, 1);
    g_ptr_array_add (self->authors, author);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Everything is read in one transaction, so that it is one state of ours that is compared. */
gboolean
_ctn_merge_compare_all (CtnMerge *self, GError **error)
{
  if (!ctn_connection_exec (self->connection, "BEGIN", error) ||
      !ctn_connection_get_int (self->connection, &self->revision, error,
                               "SELECT max(0, CAST(value AS INTEGER) % (1 << 50)) FROM ours.meta "
                               "WHERE key = 'revision'",
                               ""))
    return FALSE;
  self->schema = ctn_merge_schema_new (self->connection, error);
  return self->schema != NULL && read_without (self, error) && read_authors (self, error) &&
         _ctn_merge_identify (self, error) && _ctn_merge_find_erased (self, error) &&
         _ctn_merge_compare (self, error) &&
         ctn_connection_exec (self->connection, "COMMIT", error);
}

CtnMerge *
ctn_merge_new (CtnProject *project, GFile *theirs, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnMerge) self = _ctn_merge_alloc (project);
  g_autofree char *work =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);

  self->label = N_ ("Merge File");
  self->subject = g_file_get_basename (theirs);
  self->is_own = project->file != NULL && g_file_equal (theirs, project->file);
  if (!open_theirs (self, theirs, cancellable, error) ||
      !ctn_connection_attach (self->connection, work, "ours", error) ||
      !attach_base (self, work, cancellable, error) || !_ctn_merge_compare_all (self, error))
    return NULL;
  ctn_connection_set_cancellable (self->connection, NULL);
  return g_steal_pointer (&self);
}

static void
new_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  CtnMerge *self = ctn_merge_new (source, task_data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) ctn_merge_unref);
  else
    g_task_return_error (task, error);
}

void
ctn_merge_new_async (CtnProject *project,
                     GFile *theirs,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, data);

  g_task_set_source_tag (task, ctn_merge_new_async);
  g_task_set_task_data (task, g_object_ref (theirs), g_object_unref);
  g_task_run_in_thread (task, new_thread);
}

CtnMerge *
ctn_merge_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
ctn_merge_has_base (CtnMerge *self)
{
  return self->base.kind != CTN_MERGE_BASE_NONE;
}

gboolean
ctn_merge_is_empty (CtnMerge *self)
{
  return self->changes->len == 0 && self->conflicts->len == 0;
}

GPtrArray *
ctn_merge_get_conflicts (CtnMerge *self)
{
  return self->conflicts;
}

guint
ctn_merge_count_undecided (CtnMerge *self)
{
  guint n = 0;

  for (guint i = 0; i < self->conflicts->len; i++)
    n += ((CtnMergeConflict *) g_ptr_array_index (self->conflicts, i))->choice ==
         CTN_MERGE_UNDECIDED;
  return n;
}

void
ctn_merge_choose_all (CtnMerge *self, CtnMergeChoice choice)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    ((CtnMergeConflict *) g_ptr_array_index (self->conflicts, i))->choice = choice;
}

GPtrArray *
ctn_merge_get_authors (CtnMerge *self)
{
  return self->authors;
}

const CtnMergeCount *
ctn_merge_get_counts (CtnMerge *self, guint *n)
{
  *n = self->counts->len;
  return (const CtnMergeCount *) (gpointer) self->counts->data;
}

double
ctn_merge_get_progress (CtnMerge *self)
{
  return g_atomic_int_get (&self->progress) / 1000.0;
}

/* --- Applying ----------------------------------------------------------------------------------- */

static gboolean
apply_func (CtnConnection *connection, gpointer data, GError **error)
{
  return _ctn_merge_take_over (data, connection, error);
}

/* Which states the other file knows is worth knowing also when nothing of it came in: what was decided
 * then is not asked again. */
static gboolean
note_states (CtnMerge *self, CtnProject *project, GError **error)
{
  gboolean ok;

  g_mutex_lock (&project->writer_mutex);
  ok = ctn_connection_exec (project->writer, "BEGIN IMMEDIATE", error) &&
       _ctn_merge_take_over_states (self, project->writer, error) &&
       ctn_connection_exec (project->writer, "COMMIT", error);
  if (!ok)
    ctn_connection_exec (project->writer, "ROLLBACK", NULL);
  g_mutex_unlock (&project->writer_mutex);
  return ok;
}

/* What was merged may be the project's own file: it may then be replaced, and need not be where it holds
 * the same as the working copy. */
static gboolean
settle (CtnMerge *self, CtnProject *project, GError **error)
{
  if (project->revision == self->revision && !note_states (self, project, error))
    return FALSE;
  if (self->is_own) {
    g_autofree char *kept = dup_path (self, "file.db");

    g_rename (kept, self->known);
    /* Nobody here had changed anything that the file does not have: then it need not be written. */
    _ctn_project_adopt_file (project, &self->stamp,
                             project->session->published_revision == self->revision &&
                                 self->conflicts->len == 0);
  }
  return TRUE;
}

gboolean
ctn_merge_apply (CtnMerge *self, CtnProject *project, GCancellable *cancellable, GError **error)
{
  const CtnOperation operation = { self->label, self->subject, NULL };

  g_atomic_int_set (&self->progress, 0);
  return ctn_project_transact (project, &operation, apply_func, self, error) &&
         settle (self, project, error);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CtnProject *project = CTN_PROJECT (source);
  CtnMerge *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (ctn_project_transact_finish (project, result, &error) && settle (self, project, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ctn_merge_apply_async (CtnMerge *self,
                       CtnProject *project,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  const CtnOperation operation = { self->label, self->subject, NULL };
  GTask *task = g_task_new (project, NULL, callback, data);

  g_task_set_source_tag (task, ctn_merge_apply_async);
  g_task_set_task_data (task, ctn_merge_ref (self), (GDestroyNotify) ctn_merge_unref);
  g_atomic_int_set (&self->progress, 0);
  ctn_project_transact_async (project, &operation, apply_func, self, cancellable, applied_cb, task);
}

gboolean
ctn_merge_apply_finish (CtnProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Saving under another name changes it on the project's own thread. */
static GFile *
get_file (CtnProject *project)
{
  GFile *file;

  g_mutex_lock (&project->publish_mutex);
  file = project->file != NULL ? g_object_ref (project->file) : NULL;
  g_mutex_unlock (&project->publish_mutex);
  return file;
}

gboolean
ctn_project_file_has_changed (CtnProject *project, GCancellable *cancellable)
{
  g_autoptr (GFile) file = get_file (project);
  CtnStamp stamps[CTN_SESSION_N_STAMPS];
  CtnStamp found = { 0 };
  gboolean seen = FALSE;
  gboolean same;

  if (file == NULL || !ctn_stamp_read (&found, file, cancellable, NULL))
    return FALSE;
  /* What a publish is writing just now is not somebody else's. */
  g_mutex_lock (&project->publish_mutex);
  memcpy (stamps, project->stamps, sizeof stamps);
  same = project->file == file;
  g_mutex_unlock (&project->publish_mutex);
  for (gsize i = 0; same && i < G_N_ELEMENTS (stamps); i++) {
    seen |= ctn_stamp_is_set (&stamps[i]);
    if (ctn_stamp_is_set (&stamps[i]) && ctn_stamp_equal (&stamps[i], &found))
      return FALSE;
  }
  return seen;
}

gboolean
ctn_merge_publish (CtnProject *project, GCancellable *cancellable, GError **error)
{
  for (int i = 0;; i++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (GError) merge_error = NULL;
    g_autoptr (CtnMerge) merge = NULL;

    if (ctn_project_publish (project, FALSE, cancellable, &local_error))
      return TRUE;
    if (g_error_matches (local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE) &&
        i < MAX_MERGES)
      merge = ctn_merge_new (project, ctn_project_get_file (project), cancellable, &merge_error);
    if (merge_error != NULL)
      g_debug ("merging the project's file: %s", merge_error->message);
    if (merge == NULL || merge->conflicts->len > 0) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    if (!ctn_merge_apply (merge, project, cancellable, error))
      return FALSE;
  }
}
