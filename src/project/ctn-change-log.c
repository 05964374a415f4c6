#include "ctn-change-log.h"

#include <ctn-i18n.h>
#include <ctn-id.h>

#include "ctn-change-sql.h"
#include "ctn-project-error.h"
#include "ctn-schema.h"

#define MERGE_WINDOW_MS (60 * 1000)
#define MAX_POSITION G_MAXINT32

struct _CtnChangeLog {
  CtnConnection *connection; /* (unowned) */
  GHashTable *tables;        /* (owned) table name → CtnChangeSql */
  CtnChangeState state;
  gint64 first_position; /* of this transaction, when it joined an earlier operation */
  gint64 joined;         /* that operation */
};

CtnChangeLog *
ctn_change_log_new (CtnConnection *connection, GError **error)
{
  g_autoptr (CtnChangeLog) self = g_new0 (CtnChangeLog, 1);
  g_auto (GStrv) names = ctn_schema_list_tables (connection, error);

  self->connection = connection;
  self->state.bulk = g_array_new (FALSE, FALSE, sizeof (CtnBulkRange));
  self->tables =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ctn_change_sql_free);
  if (names == NULL || !ctn_change_sql_add_functions (connection, &self->state, error))
    return NULL;
  for (char **name = names; *name != NULL; name++) {
    CtnChangeSql *sql = ctn_change_sql_new (connection, *name, error);

    if (sql == NULL)
      return NULL;
    g_hash_table_insert (self->tables, sql->table, sql);
    if (!ctn_connection_exec (connection, sql->insert_trigger, error) ||
        !ctn_connection_exec (connection, sql->triggers, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
ctn_change_log_free (CtnChangeLog *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_array_unref (self->state.bulk);
  g_free (self);
}

/* The newest operation, when @merge_key lets the next one join it. The window looks both ways: an
 * operation that a wrong clock dated into the future must not swallow all that follows. */
static gboolean
find_joinable (CtnChangeLog *self,
               const char *merge_key,
               const char *author,
               gint64 now,
               gint64 *operation,
               GError **error)
{
  *operation = 0;
  if (merge_key == NULL)
    return TRUE;
  return ctn_connection_get_int (
      self->connection, operation, error,
      "SELECT id FROM operation WHERE id = (SELECT max(id) FROM operation "
      "WHERE state <> 'discarded' AND merge IS NULL) AND state = 'done' AND merge_key = ? "
      "AND author = ? "
      "AND time BETWEEN ? AND ?",
      "ttii", merge_key, author, now - MERGE_WINDOW_MS, now + MERGE_WINDOW_MS);
}

static gboolean
insert_operation (CtnChangeLog *self,
                  const char *label,
                  const char *subject,
                  const char *author,
                  const char *merge_key,
                  gint64 now,
                  GError **error)
{
  gint64 newest = 0;

  /* Ids order the history, also after the clock was set back. */
  if (!ctn_connection_get_int (self->connection, &newest, error, "SELECT max(id) FROM operation",
                               ""))
    return FALSE;
  if (newest == G_MAXINT64) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                         _ ("The history of this project is damaged, so nothing can be changed. "
                            "Its records can be recovered into a new project."));
    return FALSE;
  }
  self->state.operation = MAX (ctn_id_new (), newest + 1);
  return ctn_connection_run (
      self->connection, error,
      "INSERT INTO operation (id, label, subject, author, time, merge_key) VALUES (?,?,?,?,?,?)",
      "itttit", self->state.operation, label, subject, author, now, merge_key);
}

gboolean
ctn_change_log_begin (CtnChangeLog *self,
                      const char *label,
                      const char *subject,
                      const char *author,
                      const char *merge_key,
                      GError **error)
{
  gint64 now = g_get_real_time () / 1000;
  gint64 joinable = 0;

  g_return_val_if_fail (self->state.operation == 0, FALSE);

  self->state.position = 0;
  g_array_set_size (self->state.bulk, 0);
  if (!find_joinable (self, merge_key, author, now, &joinable, error))
    return FALSE;
  if (joinable != 0 && !ctn_connection_get_int (
                           self->connection, &self->state.position, error,
                           "SELECT max(position) FROM change WHERE operation = ?", "i", joinable))
    return FALSE;
  /* What was trimmed cannot be joined; neither can what a strange file counts too high. */
  if (self->state.position <= 0 || self->state.position > MAX_POSITION) {
    self->state.position = 0;
    self->first_position = 0;
    return insert_operation (self, label, subject, author, merge_key, now, error);
  }
  if (!ctn_connection_run (self->connection, error,
                           "UPDATE operation SET time = ?, subject = ? WHERE id = ?", "iti", now,
                           subject, joinable))
    return FALSE;
  self->first_position = self->state.position;
  self->state.operation = joinable;
  self->joined = joinable;
  return TRUE;
}

/* Those at the positions from @first to @last. */
static gboolean
collect_between (CtnChangeLog *self,
                 gint64 operation,
                 gint64 first,
                 gint64 last,
                 CtnChangeSet *set,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement = NULL;

  if (first > last)
    return TRUE;
  statement = ctn_connection_query (
      self->connection, &local_error,
      "SELECT record, row FROM change WHERE operation = ? AND position BETWEEN ? AND ?", "iii",
      operation, first, last);
  while (ctn_statement_next (statement, &local_error))
    ctn_change_set_add (set, ctn_statement_get_text (statement, 0),
                        ctn_statement_get_int (statement, 1));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_many (const GArray *bulk)
{
  gint64 n = 0;

  for (guint i = 0; i < bulk->len; i++) {
    const CtnBulkRange *range = &g_array_index (bulk, CtnBulkRange, i);

    n += range->last - range->first + 1;
  }
  return n > CTN_CHANGE_SET_MAX_ROWS;
}

/* Of a bulk that is too large to name its rows, not one is read again. */
static gboolean
collect_changes (CtnChangeLog *self, gint64 operation, CtnChangeSet **changes, GError **error)
{
  g_autoptr (CtnChangeSet) set = ctn_change_set_new ();
  const GArray *bulk = self->state.bulk;
  guint n = is_many (bulk) ? bulk->len : 0;
  gint64 next = self->first_position + 1;

  for (guint i = 0; i < n; i++) {
    const CtnBulkRange *range = &g_array_index (bulk, CtnBulkRange, i);

    ctn_change_set_add_table (set, range->table);
    if (!collect_between (self, operation, next, range->first - 1, set, error))
      return FALSE;
    next = range->last + 1;
  }
  if (!collect_between (self, operation, next, self->state.position, set, error))
    return FALSE;
  *changes = g_steal_pointer (&set);
  return TRUE;
}

/* What was undone and is now overtaken by a new operation: its content goes, its mention stays. */
static gboolean
discard_undone (CtnChangeLog *self, GError **error)
{
  return ctn_connection_run (self->connection, error,
                             "DELETE FROM change WHERE operation IN "
                             "(SELECT id FROM operation WHERE state = 'undone' OR merge IN "
                             "(SELECT id FROM operation WHERE state = 'undone'))",
                             "") &&
         ctn_connection_run (self->connection, error,
                             "UPDATE operation SET state = 'discarded' WHERE state = 'undone'", "");
}

/* Typing a text of n letters would log it n times. When all that an operation changed are the same
 * fields of one row, first before and last after are enough. */
static gboolean
compact (CtnChangeLog *self, gint64 operation, GError **error)
{
  gint64 same = 0;

  if (!ctn_connection_get_int (
          self->connection, &same, error,
          "SELECT count(*) = 2 AND count(DISTINCT record) = 1 AND count(DISTINCT row) = 1 "
          "AND min(kind) = 'update' AND max(kind) = 'update' AND count(DISTINCT "
          "(SELECT group_concat(key) FROM json_each(change.after))) = 1 "
          "FROM (SELECT * FROM change WHERE operation = ? LIMIT 3) AS change",
          "i", operation))
    return FALSE;
  if (!same)
    return TRUE;
  return ctn_connection_run (self->connection, error,
                             "UPDATE change SET after = (SELECT last.after FROM change AS last "
                             "WHERE last.operation = ?1 ORDER BY last.position DESC LIMIT 1) "
                             "WHERE operation = ?1 AND position = (SELECT min(position) "
                             "FROM change WHERE operation = ?1)",
                             "i", operation) &&
         ctn_connection_run (self->connection, error,
                             "DELETE FROM change WHERE operation = ?1 AND position > "
                             "(SELECT min(position) FROM change WHERE operation = ?1)",
                             "i", operation);
}

gboolean
ctn_change_log_mark_final (CtnConnection *connection, gint64 operation, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE operation SET merge_key = ? WHERE id = ?",
                             "ti", CTN_CHANGE_LOG_FINAL, operation);
}

gboolean
ctn_change_log_end (CtnChangeLog *self, CtnChangeSet **changes, GError **error)
{
  gint64 operation = self->state.operation;
  gboolean changed = self->state.position > self->first_position;
  gint64 final = 0;

  self->state.operation = 0;
  if (!changed && self->first_position == 0) {
    *changes = ctn_change_set_new ();
    return ctn_connection_run (self->connection, error, "DELETE FROM operation WHERE id = ?", "i",
                               operation);
  }
  if (!discard_undone (self, error) || !collect_changes (self, operation, changes, error) ||
      (self->first_position > 0 && !compact (self, operation, error)) ||
      !ctn_connection_get_int (self->connection, &final, error,
                               "SELECT merge_key IS '" CTN_CHANGE_LOG_FINAL
                               "' FROM operation WHERE id = ?",
                               "i", operation))
    return FALSE;
  if (final)
    ctn_change_set_mark_final (*changes);
  return TRUE;
}

gint64
ctn_change_log_get_operation (CtnChangeLog *self)
{
  return self->state.operation;
}

gint64
ctn_change_log_get_joined (CtnChangeLog *self)
{
  return self->first_position > 0 ? self->joined : 0;
}

void
ctn_change_log_abandon (CtnChangeLog *self)
{
  self->state.operation = 0;
}

gint64
ctn_change_log_peek (CtnConnection *connection, gboolean redo, char **label, char **subject)
{
  /* Undo takes the newest operation that is done, if its changes are still kept; redo the oldest
   * that is undone. What came in from another file goes and comes with its merge. */
  const char *sql =
      redo ? "SELECT id, label, subject FROM operation WHERE id = "
             "(SELECT min(id) FROM operation WHERE state = 'undone')"
           : "SELECT id, label, subject FROM operation WHERE id = (SELECT max(id) FROM operation "
             "WHERE state = 'done' AND merge IS NULL) AND merge_key IS NOT '" CTN_CHANGE_LOG_FINAL
             "' AND EXISTS (SELECT 1 FROM change WHERE operation = "
             "operation.id)";
  g_autoptr (CtnStatement) statement = ctn_connection_query (connection, NULL, sql, "");

  if (!ctn_statement_next (statement, NULL))
    return 0;
  if (label != NULL)
    *label = g_strdup (ctn_statement_get_text (statement, 1));
  if (subject != NULL)
    *subject = g_strdup (ctn_statement_get_text (statement, 2));
  return ctn_statement_get_int (statement, 0);
}

typedef struct {
  gint64 position;
  CtnChangeSql *sql; /* (unowned) */
  gint64 row;
  char kind; /* first letter of the kind */
} Step;

static GArray *
list_steps (CtnChangeLog *self, gint64 operation, gboolean redo, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement = ctn_connection_query (
      self->connection, &local_error,
      redo ? "SELECT position, record, row, kind FROM change WHERE operation = ? ORDER BY position"
           : "SELECT position, record, row, kind FROM change WHERE operation = ? "
             "ORDER BY position DESC",
      "i", operation);

  while (ctn_statement_next (statement, &local_error)) {
    Step step = {
      .position = ctn_statement_get_int (statement, 0),
      .sql = g_hash_table_lookup (self->tables, ctn_statement_get_text (statement, 1)),
      .row = ctn_statement_get_int (statement, 2),
      .kind = ctn_statement_get_text (statement, 3)[0],
    };

    if (step.sql != NULL)
      g_array_append_val (steps, step);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&steps);
}

static gboolean
store_after (CtnChangeLog *self, gint64 operation, const Step *step, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *row =
      ctn_connection_get_text (self->connection, &local_error, step->sql->read, "i", step->row);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return ctn_connection_run (self->connection, error,
                             "UPDATE change SET after = coalesce(?, after) WHERE operation = ? "
                             "AND position = ?",
                             "tii", row, operation, step->position);
}

static gboolean
write_back (CtnChangeLog *self, gint64 operation, const Step *step, gboolean after, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *json = ctn_connection_get_text (
      self->connection, &local_error,
      after ? "SELECT after FROM change WHERE operation = ? AND position = ?"
            : "SELECT before FROM change WHERE operation = ? AND position = ?",
      "ii", operation, step->position);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (step->kind == 'u')
    return ctn_connection_run (self->connection, error, step->sql->update, "ti", json, step->row);
  return ctn_connection_run (self->connection, error, step->sql->insert, "t", json);
}

static gboolean
replay_step (CtnChangeLog *self, gint64 operation, const Step *step, gboolean redo, GError **error)
{
  gboolean appears = (step->kind == 'i') == redo;

  if (step->kind == 'u' || appears)
    return write_back (self, operation, step, redo, error);
  if (step->kind == 'i' && !store_after (self, operation, step, error))
    return FALSE;
  return ctn_connection_run (self->connection, error, step->sql->remove, "i", step->row);
}

gboolean
ctn_change_log_replay (CtnChangeLog *self, gboolean redo, CtnChangeSet **changes, GError **error)
{
  gint64 operation = ctn_change_log_peek (self->connection, redo, NULL, NULL);
  g_autoptr (CtnChangeSet) set = ctn_change_set_new ();
  g_autoptr (GArray) steps = NULL;

  if (operation != 0) {
    /* Rows come back one by one, so references hold only at the end. */
    if (!ctn_connection_exec (self->connection, "PRAGMA defer_foreign_keys = ON", error))
      return FALSE;
    steps = list_steps (self, operation, redo, error);
    if (steps == NULL)
      return FALSE;
    for (guint i = 0; i < steps->len; i++) {
      const Step *step = &g_array_index (steps, Step, i);

      if (!replay_step (self, operation, step, redo, error))
        return FALSE;
      ctn_change_set_add (set, step->sql->table, step->row);
    }
    if (!ctn_connection_run (self->connection, error,
                             "UPDATE operation SET state = ?, merge_key = NULL WHERE id = ?", "ti",
                             redo ? "done" : "undone", operation))
      return FALSE;
  }
  *changes = g_steal_pointer (&set);
  return TRUE;
}

/* How many operations are between, as far as they can be undone. */
static gboolean
count_steps (CtnConnection *connection, gint64 operation, gboolean redo, gint64 *n, GError **error)
{
  return ctn_connection_get_int (connection, n, error,
                                 redo ? "SELECT count(*) FROM operation WHERE state = 'undone' "
                                        "AND id <= ?"
                                      : "SELECT count(*) FROM operation WHERE state = 'done' "
                                        "AND merge IS NULL AND id > ?",
                                 "i", operation);
}

gboolean
ctn_change_log_go_to (CtnChangeLog *self,
                      gint64 operation,
                      CtnProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      CtnChangeSet **changes,
                      GError **error)
{
  g_autoptr (CtnChangeSet) all = ctn_change_set_new ();
  gint64 next = ctn_change_log_peek (self->connection, TRUE, NULL, NULL);
  gboolean redo = next != 0 && next <= operation;
  gint64 n = 0;

  if (!count_steps (self->connection, operation, redo, &n, error))
    return FALSE;
  for (gint64 i = 0; (next = ctn_change_log_peek (self->connection, redo, NULL, NULL)) != 0 &&
                     (redo ? next <= operation : next > operation);
       i++) {
    g_autoptr (CtnChangeSet) set = NULL;

    if (progress != NULL)
      progress ((double) i / (double) MAX (n, 1), progress_data);
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !ctn_change_log_replay (self, redo, &set, error))
      return FALSE;
    ctn_change_set_add_all (all, set);
  }
  *changes = g_steal_pointer (&all);
  return TRUE;
}

gboolean
ctn_change_log_trim (CtnChangeLog *self, gint64 max_bytes, GError **error)
{
  gint64 keep_from = 0;
  gint64 size = 0;

  /* In a file that is smaller, the log cannot be larger; adding up a long one takes its time. */
  if (!ctn_connection_get_int (
          self->connection, &size, error,
          "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", ""))
    return FALSE;
  if (size <= max_bytes)
    return TRUE;
  /* The running sum from the newest operation backwards; the first that passes the limit goes, and
   * all before it. The newest operation always stays. */
  if (!ctn_connection_get_int (
          self->connection, &keep_from, error,
          "WITH weight AS (SELECT operation, sum(40 + ifnull(length(before), 0) "
          "+ ifnull(length(after), 0)) AS bytes FROM change GROUP BY operation), "
          "running AS (SELECT operation, sum(bytes) OVER (ORDER BY operation DESC) AS total "
          "FROM weight) SELECT max(operation) FROM running WHERE total > ? "
          "AND operation < (SELECT max(operation) FROM change)",
          "i", max_bytes))
    return FALSE;
  return keep_from == 0 ||
         ctn_connection_run (self->connection, error, "DELETE FROM change WHERE operation <= ?",
                             "i", keep_from);
}

gboolean
ctn_change_log_drop_contents (CtnConnection *connection, GError **error)
{
  return ctn_connection_run (connection, error,
                             "DELETE FROM attachment_content WHERE hash NOT IN "
                             "(SELECT hash FROM attachment WHERE hash IS NOT NULL) AND hash NOT IN "
                             "(SELECT before ->> '$.hash' FROM change WHERE record = 'attachment' "
                             "AND before ->> '$.hash' IS NOT NULL) AND hash NOT IN "
                             "(SELECT after ->> '$.hash' FROM change WHERE record = 'attachment' "
                             "AND after ->> '$.hash' IS NOT NULL)",
                             "");
}
