#include "ctn-publish.h"

#include <ctn-i18n.h>
#include <glib/gstdio.h>

#include "ctn-connection-private.h"
#include "ctn-project-error.h"

CtnPublishJob *
ctn_publish_job_new (const char *folder, GFile *target, gboolean overwrite)
{
  CtnPublishJob *self = g_new0 (CtnPublishJob, 1);

  self->folder = g_strdup (folder);
  self->target = g_object_ref (target);
  self->overwrite = overwrite;
  return self;
}

void
ctn_publish_job_free (CtnPublishJob *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_clear_object (&self->target);
  g_free (self);
}

/* What came out is a whole database. The rules of its tables were kept while it was written. */
static gboolean
check_pages (CtnConnection *out, GError **error)
{
  g_autofree char *answer = NULL;

  if (!ctn_connection_exec (out, "PRAGMA ignore_check_constraints = ON", error))
    return FALSE;
  answer = ctn_connection_get_text (out, error, "PRAGMA quick_check(1)", "");
  if (answer == NULL)
    return FALSE;
  if (g_str_equal (answer, "ok"))
    return TRUE;
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
               _ ("The working copy is damaged (%s). The file was left as it was."), answer);
  return FALSE;
}

/* VACUUM INTO writes a compact file in rollback mode: no -wal or -shm belongs to it, and nothing that
 * was deleted is left in it. */
static gboolean
assemble (CtnPublishJob *self, const char *out_path, GCancellable *cancellable, GError **error)
{
  g_autofree char *work_path = g_build_filename (self->folder, "work.db", NULL);
  g_autoptr (CtnConnection) work = ctn_connection_open (work_path, CTN_CONNECTION_READ, error);
  g_autoptr (CtnConnection) out = NULL;

  if (work == NULL)
    return FALSE;
  ctn_connection_set_cancellable (work, cancellable);
  g_unlink (out_path);
  /* query_only forbids even VACUUM INTO another file; that one is a draft and need not be durable. */
  if (!ctn_connection_exec (work, "PRAGMA query_only = OFF; PRAGMA synchronous = OFF", error) ||
      !ctn_connection_run (work, error, "VACUUM INTO ?", "t", out_path))
    return FALSE;
  out = ctn_connection_open (out_path, CTN_CONNECTION_READ, error);
  if (out == NULL)
    return FALSE;
  ctn_connection_set_cancellable (out, cancellable);
  return ctn_connection_get_int (out, &self->revision, error, CTN_SESSION_REVISION_SQL, "") &&
         check_pages (out, error);
}

static gboolean
is_known (CtnPublishJob *self, const CtnStamp *found)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->known); i++)
    if (ctn_stamp_is_set (&self->known[i]) && ctn_stamp_equal (&self->known[i], found))
      return TRUE;
  return FALSE;
}

static gboolean
was_seen (CtnPublishJob *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->known); i++)
    if (ctn_stamp_is_set (&self->known[i]))
      return TRUE;
  return FALSE;
}

/* A file that is gone together with its folder lies on something that is not there just now. */
static gboolean
missing (CtnPublishJob *self, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->target);

  if (folder != NULL && !g_file_query_exists (folder, NULL))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The folder of the project’s file cannot be reached. Your work is kept "
                            "safe here and saved there as soon as it is back."));
  else
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_MISSING,
                         _ ("The project’s file was removed or renamed by another program. Your "
                            "work is kept safe here; save it again under the same or another "
                            "name."));
  return FALSE;
}

/* Whether the target is still one of those that are known.
 * Errors: as ctn_publish_job_run(). */
static gboolean
check_target (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CtnStamp found = { 0 };

  if (self->overwrite || !was_seen (self))
    return TRUE;
  if (!ctn_stamp_read (&found, self->target, cancellable, &local_error)) {
    if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
      return missing (self, error);
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (is_known (self, &found))
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE,
                       _ ("The project’s file was changed by another program since it was read. "
                          "It is not overwritten; your work is kept safe here."));
  return FALSE;
}

/* The last moment: once more whether the target is the one that is known, then a note of what it is
 * about to become, so that after a crash in the next instant it is recognised as our own. */
static gboolean
guard (gpointer data, GCancellable *cancellable, GError **error)
{
  CtnPublishJob *self = data;

  return check_target (self, cancellable, error) &&
         (self->is_copy ||
          ctn_session_note_pending (self->folder, &self->stamp, self->revision, error));
}

/* What commits left in the log in front of the working copy goes into it now, since it keeps nobody waiting
 * here. What somebody still reads or writes stays for the next time. */
static void
carry_over (CtnPublishJob *self)
{
  g_autofree char *work_path = g_build_filename (self->folder, "work.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnConnection) work = ctn_connection_open (work_path, CTN_CONNECTION_READ, &error);

  if (work == NULL || !ctn_connection_exec (work, "PRAGMA wal_checkpoint(PASSIVE)", &error))
    g_debug ("carrying over into the working copy: %s", error->message);
}

gboolean
ctn_publish_job_run (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *out_path = g_build_filename (self->folder, "out.db", NULL);
  g_autoptr (GFile) out = g_file_new_for_path (out_path);
  g_autofree char *temporary = ctn_session_dup_temporary_name (self->folder);
  gboolean ok =
      check_target (self, cancellable, error) && assemble (self, out_path, cancellable, error) &&
      (self->edit == NULL || self->edit (out_path, self->edit_data, cancellable, error)) &&
      ctn_stamp_read (&self->stamp, out, cancellable, error) &&
      ctn_target_replace (self->target, out_path, temporary, guard, self, cancellable, error);

  /* What the file is now stays at hand, for when somebody else goes on from there. */
  if (ok && !self->is_copy) {
    g_autofree char *known = g_build_filename (self->folder, CTN_SESSION_KNOWN_NAME, NULL);

    g_rename (out_path, known);
  }
  g_unlink (out_path);
  if (self->goes_on)
    carry_over (self);
  return ok;
}
