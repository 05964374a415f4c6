/* Session folders: where working copies live, one folder per open project.
 *
 *   $XDG_STATE_HOME/catenary/sessions/<uuid>/
 *     work.db       the working copy (with work.db-wal and work.db-shm while open)
 *     session.json  which file it belongs to and what of it has been published
 *     lock          held with flock() while a process has the session open
 *
 * A folder whose lock is free was left by a process that died: it is offered at the next start. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *uri; /* (nullable) the file it is published to */
  char *display_name;
  char *etag;                /* (nullable) the file's version when it was last read or written */
  gint64 published_revision; /* meta.revision that the file holds; -1 for none */
  int lock_fd;
} CtnSession;

/* A session that no process holds. */
typedef struct {
  char *folder;
  char *uri; /* (nullable) */
  char *display_name;
  gint64 modified; /* seconds since 1970 of the last change */
} CtnLeftSession;

/* Makes and locks a new, empty session folder. */
CtnSession *ctn_session_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Locks an existing one. Errors: CTN_PROJECT_ERROR_IN_USE, G_IO_ERROR. */
CtnSession *ctn_session_take (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Path of @name in the folder. (transfer full) */
char *ctn_session_dup_path (CtnSession *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Writes session.json, atomically. */
gboolean ctn_session_store (CtnSession *self, GError **error);

/* Unlocks and forgets the session; its folder stays. */
void ctn_session_free (CtnSession *self);

/* Removes the folder with all in it and frees the session. */
void ctn_session_remove (CtnSession *self);

/* Sessions with unpublished work that a process left behind. Those with nothing unpublished are
 * removed on the way.
 * Returns: (transfer container) (element-type CtnLeftSession): newest first */
GPtrArray *ctn_session_list_left (void) G_GNUC_WARN_UNUSED_RESULT;

/* Removes a left session, for good. */
gboolean ctn_session_discard_left (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSession, ctn_session_free)

G_END_DECLS
