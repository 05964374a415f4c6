/* copy_file_range() */
#define _GNU_SOURCE

#include "ctn-target.h"

#include <ctn-i18n.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE (256 * 1024)
#define CHUNK_SIZE (1024 * 1024)
#define MAX_HOLD_TRIES 500
#define HOLD_TRY_US 10000

gboolean
ctn_stamp_equal (const CtnStamp *a, const CtnStamp *b)
{
  return a->size == b->size && g_str_equal (a->head, b->head);
}

gboolean
ctn_stamp_is_set (const CtnStamp *self)
{
  return self->head[0] != '\0';
}

gboolean
ctn_stamp_read (CtnStamp *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *head = NULL;
  g_autofree char *sum = NULL;
  g_autoptr (GFileInfo) info = NULL;
  gsize size = 0;

  if (stream == NULL)
    return FALSE;
  head = g_malloc (HEAD_SIZE);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_SIZE, &size, cancellable,
                                error))
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  if (info == NULL)
    info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                              cancellable, error);
  if (info == NULL)
    return FALSE;
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) head, size);
  self->size = g_file_info_get_size (info);
  g_strlcpy (self->head, sum, sizeof self->head);
  return TRUE;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("“%s” cannot be written: %s. Your work is kept safe here."), path,
               g_strerror (code));
  return FALSE;
}

/* The kernel copies by itself where it can, on some file systems without copying any data. */
static gssize
copy_some (int from, int to, char *buffer)
{
  gssize n = copy_file_range (from, NULL, to, NULL, CHUNK_SIZE * 64, 0);
  gssize written = 0;

  if (n >= 0 || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP &&
                 errno != EPERM))
    return n;
  n = read (from, buffer, CHUNK_SIZE);
  while (n > 0 && written < n) {
    gssize some = write (to, buffer + written, (gsize) (n - written));

    if (some < 0 && errno != EINTR)
      return -1;
    written += MAX (some, 0);
  }
  return n;
}

static gboolean
copy_all (int from, int to, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK_SIZE);
  gssize n;

  do {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    n = copy_some (from, to, buffer);
    if (n < 0 && errno != EINTR)
      return fail (path, errno, error);
  } while (n != 0);
  return fsync (to) == 0 || fail (path, errno, error);
}

/* Owner, group and permissions of the file that is replaced, as far as they can be kept. */
static void
keep_permissions (int fd, const GStatBuf *old)
{
  if (fchown (fd, old->st_uid, old->st_gid) != 0 && fchown (fd, (uid_t) -1, old->st_gid) != 0)
    g_debug ("owner not kept: %s", g_strerror (errno));
  if (fchmod (fd, old->st_mode & 07777) != 0)
    g_debug ("permissions not kept: %s", g_strerror (errno));
}

static gboolean
write_temporary (const char *temporary,
                 const char *path,
                 const char *source,
                 GCancellable *cancellable,
                 GError **error)
{
  GStatBuf old = { 0 };
  gboolean exists = g_stat (path, &old) == 0;
  int from = g_open (source, O_RDONLY | O_CLOEXEC, 0);
  int to;
  gboolean ok;

  if (from < 0)
    return fail (source, errno, error);
  g_unlink (temporary);
  to = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
               exists ? 0600 : 0666);
  ok = to >= 0 || fail (path, errno, error);
  if (ok && exists)
    keep_permissions (to, &old);
  ok = ok && copy_all (from, to, path, cancellable, error);
  if (to >= 0 && close (to) != 0 && ok)
    ok = fail (path, errno, error);
  close (from);
  return ok;
}

/* The rename itself is only durable when the folder is. */
static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Holds the file for the moment in which it is looked at and replaced, so that of two programs that
 * publish at once the second sees what the first wrote. Where a file system cannot lock, the moment stays
 * open; it is short. Returns a descriptor, or -1. */
static int
hold (const char *path, GCancellable *cancellable)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  for (int i = 0; fd >= 0 && i < MAX_HOLD_TRIES && !g_cancellable_is_cancelled (cancellable); i++) {
    if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
      break;
    g_usleep (HOLD_TRY_US);
  }
  return fd;
}

static char *
dup_real_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

static gboolean
replace_local (const char *path,
               const char *source,
               const char *temporary_name,
               CtnTargetGuard guard,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *real = dup_real_path (path);
  g_autofree char *folder = g_path_get_dirname (real);
  g_autofree char *temporary = g_build_filename (folder, temporary_name, NULL);

  /* A file that is marked read-only is meant to stay, though its folder would let it be replaced. */
  if (faccessat (AT_FDCWD, real, W_OK, AT_EACCESS) != 0 && errno != ENOENT)
    return fail (real, errno, error);
  if (write_temporary (temporary, real, source, cancellable, error)) {
    int held = hold (real, cancellable);
    gboolean ok = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
                  guard (data, cancellable, error) &&
                  (g_rename (temporary, real) == 0 || fail (real, errno, error));

    if (ok)
      sync_folder (folder);
    if (held >= 0)
      close (held);
    if (ok)
      return TRUE;
  }
  g_unlink (temporary);
  return FALSE;
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
replace_remote (GFile *target,
                const char *source,
                CtnTargetGuard guard,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFileInputStream) input = g_file_read (from, cancellable, error);
  g_autoptr (GFileOutputStream) output = NULL;

  if (input == NULL)
    return FALSE;
  output = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (output == NULL)
    return FALSE;
  if (g_output_stream_splice (G_OUTPUT_STREAM (output), G_INPUT_STREAM (input),
                              G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, cancellable, error) < 0 ||
      !g_output_stream_flush (G_OUTPUT_STREAM (output), cancellable, error) ||
      !guard (data, cancellable, error)) {
    drop_stream (G_OUTPUT_STREAM (output));
    return FALSE;
  }
  return g_output_stream_close (G_OUTPUT_STREAM (output), cancellable, error);
}

gboolean
ctn_target_replace (GFile *target,
                    const char *source,
                    const char *temporary_name,
                    CtnTargetGuard guard,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  const char *path = g_file_is_native (target) ? g_file_peek_path (target) : NULL;

  if (path == NULL)
    return replace_remote (target, source, guard, data, cancellable, error);
  return replace_local (path, source, temporary_name, guard, data, cancellable, error);
}

void
ctn_target_remove_temporary (GFile *target, const char *temporary_name)
{
  const char *path = g_file_is_native (target) ? g_file_peek_path (target) : NULL;
  g_autofree char *real = path != NULL ? dup_real_path (path) : NULL;
  g_autofree char *folder = real != NULL ? g_path_get_dirname (real) : NULL;
  g_autofree char *temporary =
      folder != NULL ? g_build_filename (folder, temporary_name, NULL) : NULL;

  if (temporary != NULL)
    g_unlink (temporary);
}
