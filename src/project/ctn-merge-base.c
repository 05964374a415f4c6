#include "ctn-merge-base.h"

#include <ctn-i18n.h>

#include "ctn-change-log.h"
#include "ctn-project-error.h"
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

/* Operations that undo and redo would have to pass, and those of them that they cannot: their changes are
 * gone, or something was erased for good. */
#define STEPS_TO(side)                                                                             \
  "SELECT count(*), total(p.merge_key IS '" CTN_CHANGE_LOG_FINAL                                   \
  "' OR NOT EXISTS (SELECT 1 FROM " side ".change AS c WHERE c.operation = p.id)) FROM " side      \
  ".operation AS p "                                                                               \
  "WHERE p.merge IS NULL "                                                                         \
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

/* The rank of the state in the file @known, if both know it; that file is of our own making. */
static gint64
rank_known (CtnConnection *connection, const char *known)
{
  g_autoptr (CtnConnection) file = NULL;
  g_autofree char *version = NULL;
  gint64 rank = 0;

  if (!g_file_test (known, G_FILE_TEST_EXISTS))
    return 0;
  file = ctn_connection_open (known, CTN_CONNECTION_READ, NULL);
  version =
      file != NULL
          ? ctn_connection_get_text (file, NULL, "SELECT value FROM meta WHERE key = 'version'", "")
          : NULL;
  ctn_connection_get_int (connection, &rank, NULL,
                          "SELECT o.id FROM ours.known_state AS o JOIN main.known_state AS t "
                          "ON t.version = o.version WHERE o.version = ? "
                          "AND " IS_KNOWN ("main", "t") " AND " IS_KNOWN ("ours", "o"),
                          "t", version);
  return rank;
}

gboolean
ctn_merge_base_find (CtnConnection *connection,
                     const char *known,
                     CtnMergeBase *base,
                     GError **error)
{
  Candidate ours = { 0 };
  Candidate theirs = { 0 };
  gint64 rank = rank_known (connection, known);

  if (!find_candidate (connection, COMMON_STATES ("ours"), STEPS_TO ("ours"), &ours, error) ||
      !find_candidate (connection, COMMON_STATES ("main"), STEPS_TO ("main"), &theirs, error))
    return FALSE;
  /* Where both can go back to the same state, ours does: another program may have changed their rows
   * without their history knowing. */
  if (rank > 0 && (!ours.found || rank > ours.rank) && (!theirs.found || rank > theirs.rank)) {
    base->kind = CTN_MERGE_BASE_KNOWN;
    base->operation = 0;
  } else if (ours.found && (!theirs.found || ours.rank >= theirs.rank)) {
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

static gboolean
go_to (CtnConnection *connection, gint64 operation, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnChangeLog) log = ctn_change_log_new (connection, error);
  g_autoptr (CtnChangeSet) changes = NULL;

  return log != NULL &&
         ctn_change_log_go_to (log, operation, NULL, NULL, cancellable, &changes, error);
}

static gboolean
go_to_in (const char *path, gint64 operation, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnConnection) copy = ctn_connection_open (path, CTN_CONNECTION_WORK, error);

  if (copy == NULL || !ctn_connection_exec (copy, "PRAGMA synchronous = OFF", error))
    return FALSE;
  ctn_connection_set_cancellable (copy, cancellable);
  return ctn_connection_exec (copy, "BEGIN IMMEDIATE", error) &&
         go_to (copy, operation, cancellable, error) && ctn_connection_exec (copy, "COMMIT", error);
}

gboolean
ctn_merge_base_make_state (const char *work,
                           gint64 operation,
                           const char *path,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (CtnConnection) connection = ctn_connection_open (work, CTN_CONNECTION_READ, error);
  Candidate state = { .operation = operation };
  gboolean reachable = FALSE;

  if (connection == NULL || !count_steps (connection, STEPS_TO ("main"), &state, &reachable, error))
    return FALSE;
  if (!reachable) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("The changes since then are no longer kept, so that state cannot be "
                            "made again. Choose a later one."));
    return FALSE;
  }
  ctn_connection_set_cancellable (connection, cancellable);
  /* query_only forbids even VACUUM INTO another file. */
  return ctn_connection_exec (connection, "PRAGMA query_only = OFF", error) &&
         ctn_connection_run (connection, error, "VACUUM INTO ?", "t", path) &&
         go_to_in (path, operation, cancellable, error);
}

gboolean
ctn_merge_base_make (CtnConnection *connection,
                     const CtnMergeBase *base,
                     const char *known,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnConnection) empty = NULL;

  if (base->kind == CTN_MERGE_BASE_KNOWN) {
    g_autoptr (GFile) from = g_file_new_for_path (known);
    g_autoptr (GFile) to = g_file_new_for_path (path);

    if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
      return FALSE;
  }
  if (base->kind == CTN_MERGE_BASE_NONE || base->kind == CTN_MERGE_BASE_KNOWN) {
    empty = ctn_connection_open (path, CTN_CONNECTION_WORK, error);
    return empty != NULL && ctn_connection_exec (empty, "PRAGMA synchronous = OFF", error) &&
           ctn_schema_migrate (empty, error);
  }
  return ctn_connection_run (connection, error,
                             base->kind == CTN_MERGE_BASE_OURS ? "VACUUM ours INTO ?"
                                                               : "VACUUM main INTO ?",
                             "t", path) &&
         go_to_in (path, base->operation, cancellable, error);
}
