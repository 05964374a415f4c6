/* Taking over what the other file has, inside one operation. */
#include <glib/gi18n-lib.h>

#include "ctn-change-sql.h"
#include "ctn-merge-private.h"
#include "ctn-session.h"

#define MAX_DEPTH 32

typedef struct {
  CtnMerge *merge;
  CtnConnection *writer;
  GPtrArray *sql;    /* CtnChangeSql, one a table */
  gboolean restores; /* something that was deleted here comes back */
  gboolean keeps;    /* something that was deleted there stays */
  gboolean refuses;  /* something that was deleted here stays so */
} Apply;

static const CtnMergeTable *
get_table (const Apply *self, guint table)
{
  return ctn_merge_schema_get (self->merge->schema, table);
}

static CtnMergeChoice
get_choice (const Apply *self, int conflict)
{
  return ((CtnMergeConflict *) g_ptr_array_index (self->merge->conflicts, conflict))->choice;
}

static gboolean
exists (CtnConnection *connection, const char *table, gint64 row, gboolean *found, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM main.\"%s\" WHERE id = ?)", table);
  gint64 n = 0;

  if (!ctn_connection_get_int (connection, &n, error, sql, "i", row))
    return FALSE;
  *found = n != 0;
  return TRUE;
}

/* What a row of @database refers to by @edge, 0 for nothing. */
static gboolean
read_reference (Apply *self,
                const char *database,
                const CtnMergeEdge *edge,
                gint64 row,
                gint64 *parent,
                GError **error)
{
  const CtnMergeTable *table = get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", database);
  g_autofree char *sql = g_strdup_printf ("SELECT x.\"%s\" FROM %s.\"%s\" AS x WHERE x.id = ?%s",
                                          column->name, database, table->name, condition);

  *parent = 0;
  return ctn_connection_get_int (self->merge->connection, parent, error, sql, "i", row);
}

/* Whether a reference of theirs leads to a row that theirs has and ours will not have. */
static gboolean
is_refused (Apply *self, const CtnMergeEdge *edge, gint64 row, gboolean *refused, GError **error)
{
  const char *name = get_table (self, edge->parent)->name;
  gint64 parent = 0;
  gboolean here = TRUE;
  gboolean there = FALSE;

  *refused = FALSE;
  if (!read_reference (self, "main", edge, row, &parent, error))
    return FALSE;
  if (parent == 0)
    return TRUE;
  if (!exists (self->writer, name, parent, &here, error) ||
      !exists (self->merge->connection, name, parent, &there, error))
    return FALSE;
  *refused = !here && there;
  return TRUE;
}

/* Whether the deletion of a row is undone by the decision about all that it was deleted with. */
static gboolean
is_settled (Apply *self,
            const char *side,
            guint table,
            gint64 row,
            CtnMergeChoice choice,
            gboolean *settled,
            GError **error)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (CtnMergeRow));

  if (!_ctn_merge_list_roots (self->merge, side, table, row, roots, error))
    return FALSE;
  *settled = roots->len > 0;
  for (guint i = 0; i < roots->len; i++) {
    const CtnMergeRow *root = &g_array_index (roots, CtnMergeRow, i);
    int conflict = _ctn_merge_find_deletion (self->merge, side, root->table, root->row);

    if (conflict < 0 || get_choice (self, conflict) != choice)
      *settled = FALSE;
  }
  return TRUE;
}

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
list_restored (Apply *self, guint table, GArray *rows, GError **error)
{
  const char *name = get_table (self, table)->name;
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

    if (!is_settled (self, "ours", table, row.row, CTN_MERGE_THEIRS, &settled, error))
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
is_orphan (Apply *self,
           const CtnMergeRow *row,
           GHashTable *coming,
           gboolean *orphan,
           GError **error)
{
  const CtnMergeTable *table = get_table (self, row->table);

  *orphan = FALSE;
  for (guint i = 0; !*orphan && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    CtnMergeRow parent = { edge->parent, 0 };
    gboolean refused = FALSE;

    if (!edge->hard)
      continue;
    if (!is_refused (self, edge, row->row, &refused, error) ||
        !read_reference (self, "main", edge, row->row, &parent.row, error))
      return FALSE;
    *orphan = refused && !g_hash_table_contains (coming, &parent);
  }
  return TRUE;
}

/* Leaves out what hangs on something that stays deleted here, and what hangs on that. */
static gboolean
drop_orphans (Apply *self, GArray *rows, GError **error)
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

static gboolean
insert_row (Apply *self, const CtnMergeRow *row, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, row->table);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *json =
      ctn_connection_get_text (self->merge->connection, &local_error, sql->read, "i", row->row);

  if (local_error == NULL)
    return ctn_connection_run (self->writer, error, sql->insert, "t", json);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
insert_rows (Apply *self, GError **error)
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
  for (guint i = 0; i < rows->len; i++) {
    if (!insert_row (self, &g_array_index (rows, CtnMergeRow, i), error))
      return FALSE;
    if (i % 64 == 0)
      g_atomic_int_set (&self->merge->progress, (int) (700.0 * i / rows->len));
  }
  return TRUE;
}

/* --- Fields that change ------------------------------------------------------------------------- */

/* SQL of a JSON object of some columns of a row of theirs. */
static char *
dup_object (const CtnMergeTable *table, gint64 columns)
{
  g_autoptr (GString) sql = g_string_new ("SELECT '{' || substr (''");

  for (guint i = 0; i < table->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, i);

    if (columns >> i & 1)
      g_string_append_printf (sql, " || ',\"%s\":' || %s (\"%s\")", column->name,
                              column->is_real ? "ctn_json_real" : "json_quote", column->name);
  }
  g_string_append_printf (sql, ", 2) || '}' FROM main.\"%s\" WHERE id = ?", table->name);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Whether theirs emptied a reference only because it deleted a row that stays here. */
static gboolean
is_kept (Apply *self, const CtnMergeEdge *edge, gint64 row, gboolean *kept, GError **error)
{
  gint64 theirs = 0;
  gint64 base = 0;
  gboolean there = FALSE;

  *kept = FALSE;
  if (!read_reference (self, "main", edge, row, &theirs, error) ||
      !read_reference (self, "base", edge, row, &base, error))
    return FALSE;
  if (theirs != 0 || base == 0)
    return TRUE;
  if (!exists (self->merge->connection, get_table (self, edge->parent)->name, base, &there, error))
    return FALSE;
  return there || is_settled (self, "main", edge->parent, base, CTN_MERGE_OURS, kept, error);
}

static gboolean
leave_out (Apply *self, guint index, gint64 row, gint64 *columns, GError **error)
{
  const CtnMergeTable *table = get_table (self, index);

  for (guint i = 0; i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    gboolean refused = FALSE;
    gboolean kept = FALSE;

    if (!(*columns >> edge->column & 1))
      continue;
    if ((self->refuses && !is_refused (self, edge, row, &refused, error)) ||
        (self->keeps && !is_kept (self, edge, row, &kept, error)))
      return FALSE;
    if (refused || kept)
      *columns &= ~(G_GINT64_CONSTANT (1) << edge->column);
  }
  return TRUE;
}

/* The later of the two moments. */
static gboolean
add_modified (Apply *self, guint index, gint64 row, gint64 *columns, GError **error)
{
  const CtnMergeTable *table = get_table (self, index);
  int column = ctn_merge_table_find_column (table, "modified");
  g_autofree char *sql = NULL;
  gint64 later = 0;

  if (column < 0)
    return TRUE;
  sql = g_strdup_printf ("SELECT t.modified > o.modified FROM main.\"%1$s\" AS t "
                         "JOIN ours.\"%1$s\" AS o ON o.id = t.id WHERE t.id = ?",
                         table->name);
  if (!ctn_connection_get_int (self->merge->connection, &later, error, sql, "i", row))
    return FALSE;
  if (later)
    *columns |= G_GINT64_CONSTANT (1) << column;
  return TRUE;
}

static gboolean
update_row (Apply *self, const CtnMergeChange *change, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, change->table);
  gint64 columns = change->columns;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *object = NULL;
  g_autofree char *json = NULL;

  if (change->conflict >= 0 && get_choice (self, change->conflict) != CTN_MERGE_THEIRS)
    return TRUE;
  if (!leave_out (self, change->table, change->row, &columns, error))
    return FALSE;
  if (columns == 0)
    return TRUE;
  if (!add_modified (self, change->table, change->row, &columns, error))
    return FALSE;
  object = dup_object (get_table (self, change->table), columns);
  json = ctn_connection_get_text (self->merge->connection, &local_error, object, "i", change->row);
  if (local_error == NULL)
    return ctn_connection_run (self->writer, error, sql->update, "ti", json, change->row);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
update_rows (Apply *self, GError **error)
{
  GArray *changes = self->merge->changes;

  for (guint i = 0; i < changes->len; i++) {
    const CtnMergeChange *change = &g_array_index (changes, CtnMergeChange, i);

    if (change->kind == CTN_MERGE_UPDATE && !update_row (self, change, error))
      return FALSE;
    if (i % 64 == 0)
      g_atomic_int_set (&self->merge->progress, 700 + (int) (150.0 * i / changes->len));
  }
  return TRUE;
}

/* References here that were emptied by a deletion which is taken back. */
static gboolean
restore_references (Apply *self, const CtnMergeEdge *edge, GError **error)
{
  const CtnMergeTable *table = get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *sql = g_strdup_printf (
      "SELECT o.id, t.\"%2$s\" FROM ours.\"%1$s\" AS o JOIN base.\"%1$s\" AS b ON b.id = o.id "
      "JOIN main.\"%1$s\" AS t ON t.id = o.id WHERE o.\"%2$s\" IS NULL "
      "AND b.\"%2$s\" IS NOT NULL AND t.\"%2$s\" = b.\"%2$s\" "
      "AND b.\"%2$s\" NOT IN (SELECT id FROM ours.\"%3$s\")",
      table->name, column->name, get_table (self, edge->parent)->name);
  g_autofree char *update =
      g_strdup_printf ("UPDATE main.\"%1$s\" SET \"%2$s\" = ?1 WHERE id = ?2 AND \"%2$s\" IS NULL "
                       "AND EXISTS (SELECT 1 FROM main.\"%3$s\" WHERE id = ?1)",
                       table->name, column->name, get_table (self, edge->parent)->name);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (self->merge->connection, &local_error, sql, "");

  while (ctn_statement_next (rows, &local_error))
    if (!ctn_connection_run (self->writer, error, update, "ii", ctn_statement_get_int (rows, 1),
                             ctn_statement_get_int (rows, 0)))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A reference to what stays deleted here becomes empty, as deleting it would have made it. */
static gboolean
empty_references (Apply *self, const CtnMergeEdge *edge, GError **error)
{
  const CtnMergeTable *table = get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE main.\"%1$s\" SET \"%2$s\" = NULL WHERE \"%2$s\" IS NOT NULL "
                       "AND \"%2$s\" NOT IN (SELECT id FROM main.\"%3$s\")",
                       table->name, column->name, get_table (self, edge->parent)->name);

  return ctn_connection_run (self->writer, error, sql, "");
}

static gboolean
mend_references (Apply *self, GError **error)
{
  GPtrArray *edges = self->merge->schema->edges;

  for (guint i = 0; i < edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (edges, i);

    if (edge->hard)
      continue;
    if ((self->restores && !restore_references (self, edge, error)) ||
        (self->refuses && !empty_references (self, edge, error)))
      return FALSE;
  }
  return TRUE;
}

/* --- Rows that go ------------------------------------------------------------------------------- */

static gboolean delete_with_users (Apply *self, guint table, gint64 row, int depth, GError **error);

static gboolean
delete_users (Apply *self, const CtnMergeEdge *edge, gint64 row, int depth, GError **error)
{
  const CtnMergeTable *table = get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", "main");
  g_autofree char *sql = g_strdup_printf ("SELECT x.id FROM main.\"%s\" AS x WHERE x.\"%s\" = ?%s",
                                          table->name, column->name, condition);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (self->writer, &local_error, sql, "i", row);

  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  g_clear_pointer (&rows, ctn_statement_free);
  for (guint i = 0; local_error == NULL && i < ids->len; i++)
    delete_with_users (self, edge->table, g_array_index (ids, gint64, i), depth + 1, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Also what SQLite does not delete with it: see RESTRICT, and references that are no foreign keys. */
static gboolean
delete_with_users (Apply *self, guint table, gint64 row, int depth, GError **error)
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
delete_row (Apply *self, const CtnMergeChange *change, GError **error)
{
  const CtnChangeSql *sql = g_ptr_array_index (self->sql, change->table);
  gboolean kept = FALSE;

  if (change->conflict < 0)
    return ctn_connection_run (self->writer, error, sql->remove, "i", change->row);
  if (!is_settled (self, "main", change->table, change->row, CTN_MERGE_OURS, &kept, error))
    return FALSE;
  return kept || delete_with_users (self, change->table, change->row, 0, error);
}

/* The last tables first: what refers goes before what it refers to. */
static gboolean
delete_rows (Apply *self, GError **error)
{
  for (guint i = self->merge->changes->len; i > 0; i--) {
    const CtnMergeChange *change = &g_array_index (self->merge->changes, CtnMergeChange, i - 1);

    if (change->kind == CTN_MERGE_DELETE && !delete_row (self, change, error))
      return FALSE;
  }
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------ */

static gboolean
prepare (Apply *self, GError **error)
{
  CtnMerge *merge = self->merge;
  gint64 revision = -1;

  if (!ctn_connection_get_int (self->writer, &revision, error, CTN_SESSION_REVISION_SQL, ""))
    return FALSE;
  if (revision != merge->revision) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY,
                         _ ("The project was changed since the files were compared. Compare them "
                            "again."));
    return FALSE;
  }
  for (guint i = 0; i < merge->conflicts->len; i++) {
    const CtnMergeConflict *conflict = g_ptr_array_index (merge->conflicts, i);

    if (conflict->choice == CTN_MERGE_UNDECIDED) {
      g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                           _ ("The files differ in places that only a person can decide about. "
                              "Decide about each of them first."));
      return FALSE;
    }
    self->restores |=
        conflict->kind == CTN_MERGE_DELETED_HERE && conflict->choice == CTN_MERGE_THEIRS;
    self->refuses |= conflict->kind == CTN_MERGE_DELETED_HERE && conflict->choice == CTN_MERGE_OURS;
    self->keeps |= conflict->kind == CTN_MERGE_DELETED_THERE && conflict->choice == CTN_MERGE_OURS;
  }
  for (guint i = 0; i < merge->schema->tables->len; i++) {
    CtnChangeSql *sql = ctn_change_sql_new (self->writer, get_table (self, i)->name, error);

    if (sql == NULL)
      return FALSE;
    g_ptr_array_add (self->sql, sql);
  }
  return ctn_connection_exec (self->writer, "PRAGMA defer_foreign_keys = ON", error);
}

gboolean
_ctn_merge_take_over (CtnMerge *self, CtnConnection *writer, GError **error)
{
  g_autoptr (GPtrArray) sql = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_change_sql_free);
  Apply apply = { .merge = self, .writer = writer, .sql = sql };

  return prepare (&apply, error) && insert_rows (&apply, error) && update_rows (&apply, error) &&
         mend_references (&apply, error) && delete_rows (&apply, error) &&
         _ctn_merge_take_over_history (self, writer, error);
}
