/* The log of changes in a project file: what records, undoes and redoes operations.
 *
 * TEMP triggers, generated at open from the schema for every table that carries user data, write
 * one row per changed row to the table `change`, inside the operation's own transaction. Undo
 * writes the befores back in reverse order, redo the afters; both survive a restart. TEMP triggers
 * are no part of the file, and need no extension of SQLite.
 *
 * An inserted row is logged without its content (importing 100,000 rows would write each twice); the
 * content is added to the log when the insertion is undone. For the project room only. */
#pragma once

#include "ctn-change-set.h"
#include "ctn-connection-private.h"
#include "ctn-project.h"

G_BEGIN_DECLS

typedef struct _CtnChangeLog CtnChangeLog;

/* The merge key of an operation that cannot be undone (ctn-erasure.h); none of its own joins it. */
#define CTN_CHANGE_LOG_FINAL "final"

/* Installs the triggers on @connection, which must outlive the log. */
CtnChangeLog *ctn_change_log_new (CtnConnection *connection,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_change_log_free (CtnChangeLog *self);

/* Starts recording an operation inside an open transaction. With @merge_key and @author equal to
 * those of the newest operation, and that one not older than a minute, the changes join it, and
 * @subject replaces its subject. */
gboolean ctn_change_log_begin (CtnChangeLog *self,
                               const char *label,
                               const char *subject,
                               const char *author,
                               const char *merge_key,
                               GError **error);

/* Ends recording, still inside the transaction. What was undone before can no longer be redone.
 * @changes: (out) (transfer full): what was changed, empty when nothing was; final when the operation is. */
gboolean ctn_change_log_end (CtnChangeLog *self, CtnChangeSet **changes, GError **error);

/* The operation that is being recorded, 0 when none is. */
gint64 ctn_change_log_get_operation (CtnChangeLog *self);

/* Makes the operation that is being recorded one that cannot be undone, and neither what was done before. */
gboolean ctn_change_log_mark_final (CtnConnection *connection, gint64 operation, GError **error);

/* The operation that the one last begun joined, 0 when it is one of its own. */
gint64 ctn_change_log_get_joined (CtnChangeLog *self);

/* Stops recording when the transaction is rolled back. */
void ctn_change_log_abandon (CtnChangeLog *self);

/* The operation that an undo (@redo %FALSE) or a redo would take, 0 when there is none.
 * @label, @subject: (out) (transfer full) (optional) */
gint64 ctn_change_log_peek (CtnConnection *connection, gboolean redo, char **label, char **subject);

/* Undoes or redoes the operation that ctn_change_log_peek() names, inside an open transaction. */
gboolean
ctn_change_log_replay (CtnChangeLog *self, gboolean redo, CtnChangeSet **changes, GError **error);

/* Undoes or redoes until the newest operation that is done is @operation, inside an open transaction: all of
 * it or nothing. @progress: (nullable). @changes: (out) (transfer full) */
gboolean ctn_change_log_go_to (CtnChangeLog *self,
                               gint64 operation,
                               CtnProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               CtnChangeSet **changes,
                               GError **error);

/* Deletes the changes of the oldest operations until at most @max_bytes of before and after texts
 * are left. The operations stay in the history but can no longer be undone. */
gboolean ctn_change_log_trim (CtnChangeLog *self, gint64 max_bytes, GError **error);

/* Drops the bytes of files that nothing is attached to any more and no undo can bring back, inside an
 * open transaction. */
gboolean ctn_change_log_drop_contents (CtnConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChangeLog, ctn_change_log_free)

G_END_DECLS
