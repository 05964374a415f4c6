/* Session folders: where working copies live, one folder per open project.
 *
 *   $XDG_STATE_HOME/catenary/sessions/<uuid>/
 *     incoming.db   a copy of the file that has not been checked yet
 *     work.db       the working copy (with work.db-wal and work.db-shm while open)
 *     session.json  which file it belongs to and what of it has been published; written before
 *                   anybody gets to work on the copy
 *     pending.json  what the file was just about to become, in case a crash came in between
 *     lock          held with flock() while a process has the session open
 *
 * A folder whose lock is free was left by a process that died: it is offered at the next start. */
#pragma once

#include "ctn-target.h"

G_BEGIN_DECLS

/* The number of the working copy's last operation. A strange file may hold any number there; modulo,
 * so that counting on cannot overflow. */
#define CTN_SESSION_REVISION_SQL                                                                   \
  "SELECT max(0, CAST(value AS INTEGER) % (1 << 50)) FROM meta WHERE key = 'revision'"

#define CTN_SESSION_KNOWN_NAME "known.db"

/* What the file may look like: as it was when last read or written, or as it was about to become. */
enum { CTN_SESSION_STAMP_KNOWN, CTN_SESSION_STAMP_PENDING, CTN_SESSION_N_STAMPS };

typedef struct {
  char *folder;
  char *uri; /* (nullable) the file it is published to */
  char *display_name;
  CtnStamp stamps[CTN_SESSION_N_STAMPS];
  gint64 published_revision; /* meta.revision that the file holds; -1 for none */
  gint64 pending_revision;   /* meta.revision that it was about to hold */
  int lock_fd;
} CtnSession;

/* A session that no process holds. */
typedef struct {
  char *folder;
  char *uri; /* (nullable) */
  char *display_name;
  gint64 modified;  /* seconds since 1970 of the last change */
  gboolean damaged; /* cannot be taken up as it stands; its rows may be (ctn-recover.h) */
} CtnLeftSession;

/* Makes and locks a new, empty session folder. */
CtnSession *ctn_session_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Locks an existing one. When its notes are damaged, it belongs to no file.
 * Errors: CTN_PROJECT_ERROR_IN_USE, G_IO_ERROR. */
CtnSession *ctn_session_take (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Path of @name in the folder. (transfer full) */
char *ctn_session_dup_path (CtnSession *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Writes session.json, atomically. */
gboolean ctn_session_store (CtnSession *self, GError **error);

/* Writes pending.json in @folder, atomically and durably. Any thread. */
gboolean ctn_session_note_pending (const char *folder,
                                   const CtnStamp *stamp,
                                   gint64 revision,
                                   GError **error);

/* Name of the temporary file beside the target of the session in @folder. (transfer full) */
char *ctn_session_dup_temporary_name (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/* Removes what can be rebuilt (an index, a draft of a file) from the folder of a session that nobody
 * works in. */
void ctn_session_drop_caches (CtnSession *self);

/* Removes folders in that of the session: files that were taken out to be shown by other programs. */
void ctn_session_drop_files (CtnSession *self);

/* Unlocks and forgets the session; its folder stays. */
void ctn_session_free (CtnSession *self);

/* Removes the folder with all in it, and what a crash left beside the target, and frees the
 * session. */
void ctn_session_remove (CtnSession *self);

/* Sessions with unpublished work that a process left behind. Those with nothing unpublished, and
 * those that nobody ever got to work on, are removed on the way; one that cannot be read never is.
 * Returns: (transfer container) (element-type CtnLeftSession): newest first */
GPtrArray *ctn_session_list_left (void) G_GNUC_WARN_UNUSED_RESULT;

/* Removes a left session, for good. */
gboolean ctn_session_discard_left (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSession, ctn_session_free)

G_END_DECLS
