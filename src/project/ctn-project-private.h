/* The insides of CtnProject, shared by its three files: ctn-project.c (opening, properties),
 * ctn-project-operate.c (operations, undo) and ctn-project-publish.c (publishing, closing). */
#pragma once

#include "ctn-change-log.h"
#include "ctn-connection-private.h"
#include "ctn-project.h"
#include "ctn-publish.h"
#include "ctn-session.h"

G_BEGIN_DECLS

struct _CtnProject {
  GObject parent_instance;

  CtnSession *session;   /* (owned) NULL once closed */
  char *folder;          /* (owned) of the session; stays when the session goes */
  int closed;            /* (atomic) */
  CtnConnection *writer; /* (owned) (mutex writer_mutex) */
  CtnChangeLog *log;     /* (owned) (mutex writer_mutex) */
  CtnConnection *reader; /* (owned) the project's own thread only */
  GMutex writer_mutex;
  GFile *file; /* (owned) (nullable) set on the project's own thread (mutex publish_mutex) */

  /* Publishing: one at a time, on any thread. */
  GMutex publish_mutex;
  int publish_serial;                    /* (atomic) of the newest job */
  CtnStamp stamps[CTN_SESSION_N_STAMPS]; /* of the file (mutex publish_mutex) */
  int publish_running;                   /* (atomic) publishes that read the working copy */
  int published_since;                   /* (atomic) whether one did since this was last asked */
  char *author;                          /* (owned) */

  char *undo_label; /* (owned) (nullable) */
  char *redo_label; /* (owned) (nullable) */

  CtnPublishState publish_state;
  char *problem;        /* (owned) (nullable) */
  gint64 revision;      /* of the working copy */
  gint64 pending_since; /* monotonic; 0 when nothing waits to be published */
  guint publish_source; /* timer */
  guint busy : 1;       /* a long operation runs on a worker thread */
  guint publishing : 1; /* a publish that the timer started runs on a worker thread */
  guint saving : 1;     /* one that the user asked for does */
  int told_serial;      /* of the newest publish whose outcome is in the properties */
};

enum {
  PROP_DISPLAY_NAME = 1,
  PROP_PUBLISH_STATE,
  PROP_PROBLEM,
  PROP_BUSY,
  PROP_SAVING,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

void _ctn_project_notify (CtnProject *self, guint property);

/* Re-reads revision and undo labels, tells the listeners, schedules publishing. */
void _ctn_project_changed (CtnProject *self, CtnChangeSet *changes);
void _ctn_project_refresh_labels (CtnProject *self);

/* For whoever writes: locks writer_mutex, or fails because something else is being written; counts the
 * revision on within a transaction; says that a long operation runs. */
gboolean _ctn_project_claim_writer (CtnProject *self, GError **error);
gboolean _ctn_project_mark_version (CtnProject *self, GError **error);
/* Around a transaction that erases for good. Deleted content is overwritten at once; VACUUM also leaves
 * behind what older deletions left in free pages, and the log in front of the database is emptied. */
#define CTN_PROJECT_PURGE_BEGIN "PRAGMA secure_delete = ON"
#define CTN_PROJECT_PURGE_ABANDON "PRAGMA secure_delete = OFF"
#define CTN_PROJECT_PURGE CTN_PROJECT_PURGE_ABANDON "; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"

/* After it was committed; the writer is the caller's. */
void _ctn_project_purge (CtnProject *self);

void _ctn_project_set_busy (CtnProject *self, gboolean busy);

void _ctn_project_schedule_publish (CtnProject *self);

/* Copies @file to @path so that what arrives is one version of it, and says in @stamp which. */
gboolean _ctn_project_copy_in (GFile *file,
                               const char *path,
                               CtnStamp *stamp,
                               GCancellable *cancellable,
                               GError **error);

/* The file that looks like @stamp may be replaced: all that is in it is in the working copy. With
 * @is_same, the working copy holds nothing that it does not. */
void _ctn_project_adopt_file (CtnProject *self, const CtnStamp *stamp, gboolean is_same);

/* Writes a copy to @file that @edit (nullable) has changed before. */
gboolean _ctn_project_write_copy (CtnProject *self,
                                  GFile *file,
                                  CtnPublishEdit edit,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
void _ctn_project_write_copy_async (CtnProject *self,
                                    GFile *file,
                                    CtnPublishEdit edit,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

G_END_DECLS
