/* Publishing: from the working copy to the user's file, in one step that happens wholly or not.
 * For the project room only. */
#pragma once

#include "ctn-session.h"

G_BEGIN_DECLS

/* Changes the database at @path, which no other program uses. */
typedef gboolean (*CtnPublishEdit) (const char *path,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);

typedef struct {
  char *folder;  /* (owned) of the session */
  GFile *target; /* (owned) */
  gboolean overwrite;
  gboolean is_copy;    /* the target is not the file that the session belongs to */
  gboolean is_new;     /* the target is the session's file once it is written */
  gboolean goes_on;    /* the working copy is still worked with afterwards */
  CtnPublishEdit edit; /* (nullable) changes what is written, before it is */
  gpointer edit_data;
  int serial;                           /* for the project to tell its jobs apart */
  CtnStamp known[CTN_SESSION_N_STAMPS]; /* in: what may be replaced; none set for a new file */
  CtnStamp stamp;                       /* out: what the target is now */
  gint64 revision;                      /* out: meta.revision of what was published */
} CtnPublishJob;

CtnPublishJob *ctn_publish_job_new (const char *folder, GFile *target, gboolean overwrite);
void ctn_publish_job_free (CtnPublishJob *self);

/* Makes one consistent database of the working copy without sidecar files, checks it, and replaces
 * the target with it. Any thread, but one job of a session at a time.
 * Errors: CTN_PROJECT_ERROR_CHANGED_OUTSIDE, _MISSING, _DAMAGED, G_IO_ERROR. */
gboolean ctn_publish_job_run (CtnPublishJob *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPublishJob, ctn_publish_job_free)

G_END_DECLS
