#include "ctn-merge-base.h"

#include "ctn-change-log.h"
#include "ctn-schema.h"

gboolean
ctn_merge_base_note_state (CtnConnection *connection, GError **error)
{
  return ctn_connection_run (
      connection, error,
      "INSERT OR IGNORE INTO known_state (version, operation) SELECT value, "
      "(SELECT ifnull(max(id), 0) FROM operation WHERE state = 'done' AND merge IS NULL) "
      "FROM meta WHERE key = 'version'",
      "");
}

/* What a merge taught a file counts as long as that is not undone. */
#define IS_KNOWN(side, alias)                                                                      \
  "(" alias ".merge IS NULL OR EXISTS (SELECT 1 FROM " side ".operation AS m WHERE m.id = " alias  \
  ".merge AND m.state = 'done'))"

/* The states that both files know and that undo or redo leads to in @side, the newest first, with their
 * place among those that ours knows. */
#define COMMON_STATES(side)                                                                        \
  "SELECT s.operation, o.id FROM " side ".known_state AS s "                                       \
  "JOIN main.known_state AS t ON t.version = s.version "                                           \
  "JOIN ours.known_state AS o ON o.version = s.version "                                           \
  "WHERE " IS_KNOWN ("main", "t") " AND " IS_KNOWN (                                               \
      "ours", "o") " AND (s.operation = 0 OR "                                                     \
                   "EXISTS (SELECT 1 FROM " side ".operation AS p WHERE p.id = s.operation "       \
                   "AND p.state <> 'discarded' AND p.merge IS NULL)) ORDER BY s.id DESC"

/* Operations that undo and redo would have to pass, and those of them whose changes are gone. */
#define STEPS_TO(side)                                                                             \
  "SELECT count(*), total(NOT EXISTS (SELECT 1 FROM " side ".change AS c WHERE c.operation = "     \
  "p.id)) FROM " side ".operation AS p WHERE p.merge IS NULL "                                     \
  "AND ((p.state = 'done' AND p.id > ?1) OR (p.state = 'undone' AND p.id <= ?1))"

typedef struct {
  gboolean found;
  gint64 operation;
  gint64 rank; /* the place of the state among those that ours knows */
  gint64 n_steps;
} Candidate;

static gboolean
count_steps (CtnConnection *connection,
             const char *sql,
             Candidate *candidate,
             gboolean *reachable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error, sql, "i", candidate->operation);

  if (ctn_statement_next (statement, &local_error)) {
    candidate->n_steps = ctn_statement_get_int (statement, 0);
    *reachable = ctn_statement_get_int (statement, 1) == 0;
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_candidate (CtnConnection *connection,
                const char *states_sql,
                const char *steps_sql,
                Candidate *candidate,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) states = ctn_connection_query (connection, &local_error, states_sql, "");

  while (!candidate->found && ctn_statement_next (states, &local_error)) {
    candidate->operation = ctn_statement_get_int (states, 0);
    candidate->rank = ctn_statement_get_int (states, 1);
    if (!count_steps (connection, steps_sql, candidate, &candidate->found, error))
      return FALSE;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_merge_base_find (CtnConnection *connection, CtnMergeBase *base, GError **error)
{
  Candidate ours = { 0 };
  Candidate theirs = { 0 };

  if (!find_candidate (connection, COMMON_STATES ("ours"), STEPS_TO ("ours"), &ours, error) ||
      !find_candidate (connection, COMMON_STATES ("main"), STEPS_TO ("main"), &theirs, error))
    return FALSE;
  /* Where both can go back to the same state, ours does: another program may have changed their rows
   * without their history knowing. */
  if (ours.found && (!theirs.found || ours.rank >= theirs.rank)) {
    base->kind = ours.n_steps == 0 ? CTN_MERGE_BASE_CURRENT : CTN_MERGE_BASE_OURS;
    base->operation = ours.operation;
  } else if (theirs.found) {
    base->kind = CTN_MERGE_BASE_THEIRS;
    base->operation = theirs.operation;
  } else {
    base->kind = CTN_MERGE_BASE_NONE;
    base->operation = 0;
  }
  return TRUE;
}

/* Undoes or redoes in @connection until @operation is the newest one that is done. */
static gboolean
go_to (CtnConnection *connection, gint64 operation, GError **error)
{
  g_autoptr (CtnChangeLog) log = ctn_change_log_new (connection, error);
  gint64 next = ctn_change_log_peek (connection, TRUE, NULL, NULL);
  gboolean redo = next != 0 && next <= operation;

  if (log == NULL)
    return FALSE;
  while ((next = ctn_change_log_peek (connection, redo, NULL, NULL)) != 0 &&
         (redo ? next <= operation : next > operation)) {
    g_autoptr (CtnChangeSet) changes = NULL;

    if (!ctn_change_log_replay (log, redo, &changes, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_merge_base_make (CtnConnection *connection,
                     const CtnMergeBase *base,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnConnection) copy = NULL;

  if (base->kind == CTN_MERGE_BASE_OURS &&
      !ctn_connection_run (connection, error, "VACUUM ours INTO ?", "t", path))
    return FALSE;
  if (base->kind == CTN_MERGE_BASE_THEIRS &&
      !ctn_connection_run (connection, error, "VACUUM main INTO ?", "t", path))
    return FALSE;
  copy = ctn_connection_open (path, CTN_CONNECTION_WORK, error);
  if (copy == NULL || !ctn_connection_exec (copy, "PRAGMA synchronous = OFF", error))
    return FALSE;
  if (base->kind == CTN_MERGE_BASE_NONE)
    return ctn_schema_migrate (copy, error);
  ctn_connection_set_cancellable (copy, cancellable);
  return ctn_connection_exec (copy, "BEGIN IMMEDIATE", error) &&
         go_to (copy, base->operation, error) && ctn_connection_exec (copy, "COMMIT", error);
}
