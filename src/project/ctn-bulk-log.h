/* The log of many inserts, kept set by set. For the project room only.
 *
 * A trigger makes SQLite keep a journal for each INSERT, from which it could take back the half of it; that
 * costs more than the insert. While a table is in bulk its trigger is away, and what was inserted is logged by
 * one statement for thousands of rows. The table must be written by nothing else meanwhile. Inside one
 * operation only: when that fails, the roll-back brings the triggers back. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

typedef struct _CtnBulkLog CtnBulkLog;

CtnBulkLog *ctn_bulk_log_new (CtnConnection *connection);
void ctn_bulk_log_free (CtnBulkLog *self);

/* From now on inserts into @table are told by ctn_bulk_log_add(). A table comes after those that its rows refer
 * to; one that is there already is found again.
 * @index: (out): of the table */
gboolean ctn_bulk_log_add_table (CtnBulkLog *self, const char *table, guint *index, GError **error);

gboolean ctn_bulk_log_add (CtnBulkLog *self, guint table, gint64 id, GError **error);

/* Logs what is left and brings the triggers back. When it fails, so must the operation. */
gboolean ctn_bulk_log_finish (CtnBulkLog *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnBulkLog, ctn_bulk_log_free)

G_END_DECLS
