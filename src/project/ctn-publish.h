/* Publishing: from the working copy to the user's file, in one step that happens wholly or not.
 * For the project room only. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *work_path; /* (owned) the working copy */
  char *out_path;  /* (owned) where the whole is put together, on the same disk as the copy */
  GFile *target;   /* (owned) */
  char *etag;      /* (owned) (nullable) in: the version that may be replaced; out: the new one */
  gboolean known;  /* the target was read or written before, so it should be there */
  gboolean overwrite;
  gint64 revision; /* out: meta.revision of what was published */
} CtnPublishJob;

void ctn_publish_job_free (CtnPublishJob *self);

/* Makes one consistent database of the working copy without sidecar files, checks it, and replaces
 * the target with it: temporary file, fsync, rename, fsync of the folder. Any thread.
 * Errors: CTN_PROJECT_ERROR_CHANGED_OUTSIDE, _MISSING, _DAMAGED, G_IO_ERROR. */
gboolean ctn_publish_job_run (CtnPublishJob *self, GCancellable *cancellable, GError **error);

/* The version of @file as its file system tells it. (transfer full) (nullable) */
char *ctn_publish_dup_etag (GFile *file, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPublishJob, ctn_publish_job_free)

G_END_DECLS
