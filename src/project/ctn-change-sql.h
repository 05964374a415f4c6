/* The SQL that the change log generates from a table's columns. For the project room only. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

typedef struct {
  char *table;
  char *insert_trigger; /* makes the TEMP trigger that logs an insert */
  char *triggers;       /* script: that of an update, and that of a delete */
  char *log_inserts; /* logs the rows whose ids are the JSON array ?1, as the trigger would; to be
                         * followed by CTN_CHANGE_SQL_NOTE_BULK */
  char *read;        /* SELECT one JSON object: the whole row with id ?1 */
  char *insert;      /* INSERT from JSON object ?1 */
  char *update;      /* UPDATE the columns named in JSON object ?1 of row ?2 */
  char *remove;      /* DELETE the row with id ?1 */
} CtnChangeSql;

/* Returns: (transfer full): the statements, or %NULL with @error set. */
CtnChangeSql *ctn_change_sql_new (CtnConnection *connection,
                                  const char *table,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_change_sql_free (CtnChangeSql *self);

/* Tells the state that the last ?2 positions are inserts into the table ?1. */
#define CTN_CHANGE_SQL_NOTE_BULK "SELECT ctn_note_bulk(?, ?)"

/* Positions that follow each other and belong to one table. */
typedef struct {
  const char *table; /* (interned) */
  gint64 first;
  gint64 last;
} CtnBulkRange;

typedef struct {
  gint64 operation; /* 0: not recording */
  gint64 position;
  GArray *bulk; /* (owned) CtnBulkRange, in the order of their positions */
} CtnChangeState;

/* Adds the SQL functions that the statements call: ctn_operation() and ctn_position(), which read
 * and advance @state, ctn_note_bulk(), and ctn_json_real() and ctn_real(), which write and read a
 * double without loss (SQLite's own conversion may differ in the last bit). */

gboolean
ctn_change_sql_add_functions (CtnConnection *connection, CtnChangeState *state, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChangeSql, ctn_change_sql_free)

G_END_DECLS
