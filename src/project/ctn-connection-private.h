/* Opening connections and running scripts: for the project room only. */
#pragma once

#include <sqlite3.h>

#include "ctn-connection.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CONNECTION_WORK, /* read and write on a working copy: WAL, synchronous=FULL, foreign keys */
  CTN_CONNECTION_READ, /* query_only on a working copy */
  CTN_CONNECTION_FOREIGN, /* a file that may be hostile: limits, no triggers, no views */
  CTN_CONNECTION_SIDE,    /* a cache that can be rebuilt: WAL, synchronous=OFF */
} CtnConnectionKind;

CtnConnection *ctn_connection_open (const char *path,
                                    CtnConnectionKind kind,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_connection_close (CtnConnection *self);

/* Closes a connection to a database that is about to be deleted: what waits in the log in front of it
 * stays there. */
void ctn_connection_close_for_good (CtnConnection *self);

/* Runs literals of the program, several statements at once; never text of a user. */
gboolean ctn_connection_exec (CtnConnection *self, const char *script, GError **error);

/* Stops any statement that runs longer than @seconds from now; 0 for no limit. */
void ctn_connection_set_deadline (CtnConnection *self, double seconds);

sqlite3 *ctn_connection_get_handle (CtnConnection *self);

/* Sets @error from the handle's last failure; always returns %FALSE. */
gboolean ctn_connection_fail (CtnConnection *self, const char *sql, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnConnection, ctn_connection_close)

G_END_DECLS
