/* What comes along with the rows: the other side's operations under their own authors and times, the
 * states of the file that is merged, ids that mean the same, and the contents of attached files. */
#include "ctn-merge-private.h"

/* Runs @insert for every row of @select, whose columns are bound in their order. */
static gboolean
carry (CtnMerge *self,
       CtnConnection *writer,
       const char *select,
       const char *insert,
       gint64 operation,
       GError **error)
{
  sqlite3 *from = ctn_connection_get_handle (self->connection);
  sqlite3 *to = ctn_connection_get_handle (writer);
  sqlite3_stmt *rows = NULL;
  sqlite3_stmt *row = NULL;
  gboolean ok = TRUE;
  int code = SQLITE_DONE;

  if (sqlite3_prepare_v2 (from, select, -1, &rows, NULL) != SQLITE_OK)
    return ctn_connection_fail (self->connection, select, error);
  if (sqlite3_prepare_v2 (to, insert, -1, &row, NULL) != SQLITE_OK)
    ok = ctn_connection_fail (writer, insert, error);
  while (ok && (code = sqlite3_step (rows)) == SQLITE_ROW) {
    int n = sqlite3_column_count (rows);

    for (int i = 0; i < n; i++)
      sqlite3_bind_value (row, i + 1, sqlite3_column_value (rows, i));
    if (sqlite3_bind_parameter_count (row) > n)
      sqlite3_bind_int64 (row, n + 1, operation);
    if (sqlite3_step (row) != SQLITE_DONE)
      ok = ctn_connection_fail (writer, insert, error);
    sqlite3_reset (row);
  }
  if (ok && code != SQLITE_DONE)
    ok = ctn_connection_fail (self->connection, select, error);
  sqlite3_finalize (rows);
  sqlite3_finalize (row);
  return ok;
}

#define THEIR_OPERATIONS                                                                           \
  "main.operation AS p WHERE p.state = 'done' AND NOT EXISTS "                                     \
  "(SELECT 1 FROM ours.operation AS o LEFT JOIN ours.operation AS m ON m.id = o.merge "            \
  "WHERE o.id = p.id AND ifnull (m.state, 'done') = 'done')"

static gboolean
carry_operations (CtnMerge *self, CtnConnection *writer, gint64 operation, GError **error)
{
  return carry (self, writer,
                "SELECT id, label, subject, author, time FROM " THEIR_OPERATIONS " ORDER BY id",
                "INSERT INTO operation (id, label, subject, author, time, merge) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET merge = excluded.merge",
                operation, error) &&
         carry (
             self, writer,
             "SELECT operation, position, record, row, kind, before, after FROM main.change "
             "WHERE operation IN (SELECT id FROM " THEIR_OPERATIONS ")",
             "INSERT OR IGNORE INTO change (operation, position, record, row, kind, before, after) "
             "VALUES (?, ?, ?, ?, ?, ?, ?)",
             0, error);
}

/* With @operation, the states are known only as long as it is done. */
static gboolean
carry_states (CtnMerge *self, CtnConnection *writer, gint64 operation, GError **error)
{
  return carry (self, writer,
                "SELECT version FROM main.known_state AS s WHERE merge IS NULL OR EXISTS "
                "(SELECT 1 FROM main.operation AS m WHERE m.id = s.merge AND m.state = 'done') "
                "ORDER BY id",
                "INSERT INTO known_state (version, merge) VALUES (?1, nullif (?2, 0)) "
                "ON CONFLICT (version) DO UPDATE SET merge = excluded.merge "
                "WHERE known_state.merge IS NOT NULL",
                operation, error) &&
         carry (self, writer,
                "SELECT record, other, own FROM temp.found UNION "
                "SELECT record, other, own FROM main.known_id",
                "INSERT OR IGNORE INTO known_id (record, other, own) VALUES (?, ?, ?)", 0, error);
}

gboolean
_ctn_merge_take_over_states (CtnMerge *self, CtnConnection *writer, GError **error)
{
  return carry_states (self, writer, 0, error);
}

gboolean
_ctn_merge_take_over_history (CtnMerge *self, CtnConnection *writer, GError **error)
{
  gint64 operation = 0;

  /* Whoever undoes what came in with another file may merge that again. In the file that several people
   * share, taking back what somebody did is a change like any other, which the others get. */
  return ctn_connection_get_int (writer, &operation, error, "SELECT ctn_operation ()", "") &&
         carry_operations (self, writer, operation, error) &&
         carry_states (self, writer, self->is_own ? 0 : operation, error) &&
         carry (self, writer,
                "SELECT id, hash, size, data FROM main.attachment_content WHERE hash IN "
                "(SELECT hash FROM main.attachment) "
                "AND hash NOT IN (SELECT hash FROM ours.attachment_content)",
                /* Of a file whose row stayed out, also the bytes do. */
                "INSERT OR IGNORE INTO attachment_content (id, hash, size, data) "
                "SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM attachment WHERE hash = ?2)",
                0, error);
}
