/* Rows that come with a merge, and rows that go. */
#include "ctn-merge-apply.h"

#define MAX_DEPTH 32

/* --- Rows that come ----------------------------------------------------------------------------- */

static guint
row_hash (gconstpointer data)
{
  const CtnMergeRow *row = data;

  return g_int64_hash (&row->row) ^ row->table;
}

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  const CtnMergeRow *one = a;
  const CtnMergeRow *other = b;

  return one->table == other->table && one->row == other->row;
}

/* Rows that were deleted here, and come back with what was decided about. */
static gboolean
list_restored (CtnMergeApply *self, guint table, GArray *rows, GError **error)
{
  const char *name = _ctn_merge_get_table (self, table)->name;
  g_autofree char *sql = g_strdup_printf (
      "SELECT t.id FROM main.\"%1$s\" AS t WHERE t.id IN (SELECT id FROM base.\"%1$s\") "
      "AND t.id NOT IN (SELECT id FROM ours.\"%1$s\") ORDER BY t.id",
      name);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) found =
      ctn_connection_query (self->merge->connection, &local_error, sql, "");

  while (ctn_statement_next (found, &local_error)) {
    const CtnMergeRow row = { table, ctn_statement_get_int (found, 0) };
    gboolean settled = FALSE;

    if (!_ctn_merge_is_settled (self, "ours", table, row.row, CTN_MERGE_THEIRS, &settled, error))
      return FALSE;
    if (settled)
      g_array_append_val (rows, row);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Whether a row of theirs cannot be without one that stays deleted here. */
static gboolean
is_orphan (CtnMergeApply *self,
           const CtnMergeRow *row,
           GHashTable *coming,
           gboolean *orphan,
           GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, row->table);

  *orphan = FALSE;
  for (guint i = 0; !*orphan && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    CtnMergeRow parent = { edge->parent, 0 };
    gboolean refused = FALSE;

    if (!edge->hard)
      continue;
    if (!_ctn_merge_is_refused (self, edge, row->row, &refused, error) ||
        !_ctn_merge_read_reference (self, "main", edge, row->row, &parent.row, error))
      return FALSE;
    *orphan = refused && !g_hash_table_contains (coming, &parent);
  }
  return TRUE;
}

/* Leaves out what hangs on something that stays deleted here, and what hangs on that. */
static gboolean
drop_orphans (CtnMergeApply *self, GArray *rows, GError **error)
{
  g_autoptr (GHashTable) coming = g_hash_table_new_full (row_hash, row_equal, g_free, NULL);
  guint before;

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (coming,
                      g_memdup2 (&g_array_index (rows, CtnMergeRow, i), sizeof (CtnMergeRow)));
  do {
    guint kept = 0;

    before = rows->len;
    for (guint i = 0; i < before; i++) {
      CtnMergeRow row = g_array_index (rows, CtnMergeRow, i);
      gboolean orphan = FALSE;

      if (!is_orphan (self, &row, coming, &orphan, error))
        return FALSE;
      if (orphan)
        g_hash_table_remove (coming, &row);
      else
        g_array_index (rows, CtnMergeRow, kept++) = row;
    }
    g_array_set_size (rows, kept);
  } while (rows->len < before);
  return TRUE;
}

/* Whether all that a new row refers to is there. */
static gboolean
is_ready (CtnMergeApply *self, const CtnMergeRow *row, gboolean *ready, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, row->table);

  *ready = TRUE;
  for (guint i = 0; *ready && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    gboolean missing = FALSE;

    if (edge->condition != NULL || edge->parent < row->table)
      continue;
    if (!_ctn_merge_is_refused (self, edge, row->row, &missing, error))
      return FALSE;
    *ready = !missing;
  }
  return TRUE;
}

/* @logged: the content is written to the log at once. Else undo adds it; but it cannot where undoing takes
 * what the row refers to away first, and the row with it. */
static gboolean
insert_row (CtnMergeApply *self, const CtnMergeRow *row, gboolean logged, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, row->table);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *json =
      ctn_connection_get_text (self->merge->connection, &local_error, sql->read, "i", row->row);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return ctn_connection_run (self->writer, error, sql->insert, "t", json) &&
         (!logged || ctn_connection_run (self->writer, error,
                                         "UPDATE change SET after = ? WHERE operation = "
                                         "ctn_operation () AND record = ? AND row = ?",
                                         "tti", json, sql->table, row->row));
}

/* The rows of one table from @first on, parents first; those that refer to one another in a circle last.
 * Returns the index after them in @next. */
static gboolean
insert_table (CtnMergeApply *self, GArray *rows, guint first, guint *next, GError **error)
{
  guint table = g_array_index (rows, CtnMergeRow, first).table;
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (CtnMergeRow));
  gboolean progress = TRUE;

  for (*next = first; *next < rows->len && g_array_index (rows, CtnMergeRow, *next).table == table;
       (*next)++)
    g_array_append_val (waiting, g_array_index (rows, CtnMergeRow, *next));
  while (progress && waiting->len > 0) {
    guint kept = 0;

    for (guint i = 0; i < waiting->len; i++) {
      CtnMergeRow row = g_array_index (waiting, CtnMergeRow, i);
      gboolean ready = FALSE;

      if (!is_ready (self, &row, &ready, error) ||
          (ready && !insert_row (self, &row, FALSE, error)))
        return FALSE;
      if (!ready)
        g_array_index (waiting, CtnMergeRow, kept++) = row;
      else if (i % 64 == 0)
        g_atomic_int_set (&self->merge->progress, (int) (700.0 * (first + i) / rows->len));
    }
    progress = kept < waiting->len;
    g_array_set_size (waiting, kept);
  }
  for (guint i = 0; i < waiting->len; i++)
    if (!insert_row (self, &g_array_index (waiting, CtnMergeRow, i), TRUE, error))
      return FALSE;
  return TRUE;
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const CtnMergeRow *one = a;
  const CtnMergeRow *other = b;

  if (one->table != other->table)
    return one->table < other->table ? -1 : 1;
  return (one->row > other->row) - (one->row < other->row);
}

gboolean
_ctn_merge_insert_rows (CtnMergeApply *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CtnMergeRow));

  for (guint table = 0; self->restores && table < self->merge->schema->tables->len; table++)
    if (!list_restored (self, table, rows, error))
      return FALSE;
  for (guint i = 0; i < self->merge->changes->len; i++) {
    const CtnMergeChange *change = &g_array_index (self->merge->changes, CtnMergeChange, i);
    const CtnMergeRow row = { change->table, change->row };

    if (change->kind == CTN_MERGE_INSERT)
      g_array_append_val (rows, row);
  }
  if ((self->refuses || self->restores) && !drop_orphans (self, rows, error))
    return FALSE;
  g_array_sort (rows, compare_tables);
  for (guint i = 0; i < rows->len;)
    if (!insert_table (self, rows, i, &i, error))
      return FALSE;
  return TRUE;
}

/* --- Rows that go ------------------------------------------------------------------------------- */

static gboolean
delete_with_users (CtnMergeApply *self, guint table, gint64 row, int depth, GError **error);

/* A row that theirs still has, and that was only moved here to what is going, goes back to where it is
 * there. @moved: whether it did. */
static gboolean
move_back (CtnMergeApply *self,
           const CtnMergeEdge *edge,
           gint64 row,
           gboolean *moved,
           GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  const char *parents = _ctn_merge_get_table (self, edge->parent)->name;
  g_autofree char *sql =
      g_strdup_printf ("UPDATE main.\"%s\" SET \"%s\" = ? WHERE id = ?", table->name, column->name);
  gint64 parent = 0;
  gboolean there = FALSE;

  *moved = FALSE;
  if (!_ctn_merge_read_reference (self, "main", edge, row, &parent, error))
    return FALSE;
  if (parent == 0)
    return TRUE;
  if (!_ctn_merge_exists (self->merge->connection, parents, parent, &there, error) ||
      (there && !_ctn_merge_exists (self->writer, parents, parent, moved, error)))
    return FALSE;
  return !*moved || ctn_connection_run (self->writer, error, sql, "ii", parent, row);
}

static gboolean
delete_users (CtnMergeApply *self, const CtnMergeEdge *edge, gint64 row, int depth, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", "main");
  g_autofree char *sql = g_strdup_printf ("SELECT x.id FROM main.\"%s\" AS x WHERE x.\"%s\" = ?%s",
                                          table->name, column->name, condition);
  g_autoptr (GArray) ids =
      ctn_statement_take_ids (ctn_connection_query (self->writer, error, sql, "i", row), error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    gboolean moved = FALSE;

    if (!move_back (self, edge, id, &moved, error) ||
        (!moved && !delete_with_users (self, edge->table, id, depth + 1, error)))
      return FALSE;
  }
  return ids != NULL;
}

/* Also what SQLite does not delete with it: see RESTRICT, and references that are no foreign keys. */
static gboolean
delete_with_users (CtnMergeApply *self, guint table, gint64 row, int depth, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, table);
  GPtrArray *edges = self->merge->schema->edges;

  for (guint i = 0; depth < MAX_DEPTH && i < edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (edges, i);

    if (edge->parent == table && edge->hard && !delete_users (self, edge, row, depth, error))
      return FALSE;
  }
  return ctn_connection_run (self->writer, error, sql->remove, "i", row);
}

static gboolean
delete_row (CtnMergeApply *self, const CtnMergeChange *change, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, change->table);
  gboolean kept = FALSE;

  /* Of what belongs to somebody erased, also what was added here is not asked about. */
  if (change->conflict < 0)
    return self->merge->scrub != NULL
               ? delete_with_users (self, change->table, change->row, 0, error)
               : ctn_connection_run (self->writer, error, sql->remove, "i", change->row);
  if (!_ctn_merge_is_settled (self, "main", change->table, change->row, CTN_MERGE_OURS, &kept,
                              error))
    return FALSE;
  return kept || delete_with_users (self, change->table, change->row, 0, error);
}

/* The last tables first: what refers goes before what it refers to. */
gboolean
_ctn_merge_delete_rows (CtnMergeApply *self, GError **error)
{
  for (guint i = self->merge->changes->len; i > 0; i--) {
    const CtnMergeChange *change = &g_array_index (self->merge->changes, CtnMergeChange, i - 1);

    if (change->kind == CTN_MERGE_DELETE && !delete_row (self, change, error))
      return FALSE;
  }
  return TRUE;
}
