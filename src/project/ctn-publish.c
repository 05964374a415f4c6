#include "ctn-publish.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ctn-connection-private.h"
#include "ctn-project-error.h"

void
ctn_publish_job_free (CtnPublishJob *self)
{
  if (self == NULL)
    return;
  g_free (self->work_path);
  g_free (self->out_path);
  g_clear_object (&self->target);
  g_free (self->etag);
  g_free (self);
}

char *
ctn_publish_dup_etag (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  return info != NULL ? g_strdup (g_file_info_get_etag (info)) : NULL;
}

/* VACUUM INTO writes a compact file in rollback mode: no -wal or -shm belongs to it. */
static gboolean
assemble (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnConnection) work =
      ctn_connection_open (self->work_path, CTN_CONNECTION_READ, error);
  g_autofree char *answer = NULL;
  g_autoptr (CtnConnection) out = NULL;

  if (work == NULL)
    return FALSE;
  ctn_connection_set_cancellable (work, cancellable);
  g_unlink (self->out_path);
  /* query_only forbids even VACUUM INTO another file. */
  if (!ctn_connection_exec (work, "PRAGMA query_only = OFF", error) ||
      !ctn_connection_run (work, error, "VACUUM INTO ?", "t", self->out_path))
    return FALSE;

  out = ctn_connection_open (self->out_path, CTN_CONNECTION_READ, error);
  if (out == NULL || !ctn_connection_get_int (
                         out, &self->revision, error,
                         "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'", ""))
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

static gboolean
check_target (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *etag = NULL;

  if (self->overwrite || !self->known)
    return TRUE;
  etag = ctn_publish_dup_etag (self->target, cancellable, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_MISSING,
                         _ ("The project’s file was removed or renamed by another program. Your "
                            "work is kept safe here; save it again under the same or another "
                            "name."));
    return FALSE;
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (g_strcmp0 (etag, self->etag) != 0) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE,
                         _ ("The project’s file was changed by another program since it was read. "
                            "It is not overwritten; your work is kept safe here."));
    return FALSE;
  }
  return TRUE;
}

/* The rename itself is only durable when the folder is. */
static void
sync_folder (GFile *target)
{
  g_autoptr (GFile) folder = g_file_get_parent (target);
  const char *path = folder != NULL ? g_file_peek_path (folder) : NULL;
  int fd = path != NULL ? g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) : -1;

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Closing an output stream of g_file_replace() renames whatever was written over the target, so
 * after a failure it is closed with a cancelled cancellable, which drops the temporary file. */
static void
drop_stream (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static gboolean
replace_target (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) out = g_file_new_for_path (self->out_path);
  g_autoptr (GFileInputStream) input = g_file_read (out, cancellable, error);
  g_autoptr (GFileOutputStream) output = NULL;

  if (input == NULL)
    return FALSE;
  output = g_file_replace (self->target, NULL, FALSE,
                           self->known ? G_FILE_CREATE_NONE : G_FILE_CREATE_REPLACE_DESTINATION,
                           cancellable, error);
  if (output == NULL)
    return FALSE;
  if (g_output_stream_splice (G_OUTPUT_STREAM (output), G_INPUT_STREAM (input),
                              G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, cancellable, error) < 0 ||
      !g_output_stream_flush (G_OUTPUT_STREAM (output), cancellable, error) ||
      !check_target (self, cancellable, error)) {
    drop_stream (G_OUTPUT_STREAM (output));
    return FALSE;
  }
  if (!g_output_stream_close (G_OUTPUT_STREAM (output), cancellable, error))
    return FALSE;
  sync_folder (self->target);
  g_free (self->etag);
  self->etag = g_file_output_stream_get_etag (output);
  if (self->etag == NULL)
    self->etag = ctn_publish_dup_etag (self->target, cancellable, NULL);
  return TRUE;
}

gboolean
ctn_publish_job_run (CtnPublishJob *self, GCancellable *cancellable, GError **error)
{
  gboolean ok = check_target (self, cancellable, error) && assemble (self, cancellable, error) &&
                replace_target (self, cancellable, error);

  g_unlink (self->out_path);
  return ok;
}
