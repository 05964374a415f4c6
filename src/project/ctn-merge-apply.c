/* Taking over what the other file has, inside one operation. */
#include "ctn-merge-apply.h"

#include <ctn-i18n.h>

#include "ctn-project-private.h"
#include "ctn-session.h"

const CtnMergeTable *
_ctn_merge_get_table (const CtnMergeApply *self, guint table)
{
  return ctn_merge_schema_get (self->merge->schema, table);
}

static CtnMergeChoice
get_choice (const CtnMergeApply *self, int conflict)
{
  return ((CtnMergeConflict *) g_ptr_array_index (self->merge->conflicts, conflict))->choice;
}

gboolean
_ctn_merge_exists (CtnConnection *connection,
                   const char *table,
                   gint64 row,
                   gboolean *found,
                   GError **error)
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
gboolean
_ctn_merge_read_reference (CtnMergeApply *self,
                           const char *database,
                           const CtnMergeEdge *edge,
                           gint64 row,
                           gint64 *parent,
                           GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", database);
  g_autofree char *sql = g_strdup_printf ("SELECT x.\"%s\" FROM %s.\"%s\" AS x WHERE x.id = ?%s",
                                          column->name, database, table->name, condition);

  *parent = 0;
  return ctn_connection_get_int (self->merge->connection, parent, error, sql, "i", row);
}

/* Whether a reference of theirs leads to a row that theirs has and ours will not have. */
gboolean
_ctn_merge_is_refused (CtnMergeApply *self,
                       const CtnMergeEdge *edge,
                       gint64 row,
                       gboolean *refused,
                       GError **error)
{
  const char *name = _ctn_merge_get_table (self, edge->parent)->name;
  gint64 parent = 0;
  gboolean here = TRUE;
  gboolean there = FALSE;

  *refused = FALSE;
  if (!_ctn_merge_read_reference (self, "main", edge, row, &parent, error))
    return FALSE;
  if (parent == 0)
    return TRUE;
  if (!_ctn_merge_exists (self->writer, name, parent, &here, error) ||
      !_ctn_merge_exists (self->merge->connection, name, parent, &there, error))
    return FALSE;
  *refused = !here && there;
  return TRUE;
}

/* Whether the deletion of a row is undone by the decision about all that it was deleted with. */
gboolean
_ctn_merge_is_settled (CtnMergeApply *self,
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
is_kept (CtnMergeApply *self, const CtnMergeEdge *edge, gint64 row, gboolean *kept, GError **error)
{
  gint64 theirs = 0;
  gint64 base = 0;
  gboolean there = FALSE;

  *kept = FALSE;
  if (!_ctn_merge_read_reference (self, "main", edge, row, &theirs, error) ||
      !_ctn_merge_read_reference (self, "base", edge, row, &base, error))
    return FALSE;
  if (theirs != 0 || base == 0)
    return TRUE;
  if (!_ctn_merge_exists (self->merge->connection, _ctn_merge_get_table (self, edge->parent)->name,
                          base, &there, error))
    return FALSE;
  return there ||
         _ctn_merge_is_settled (self, "main", edge->parent, base, CTN_MERGE_OURS, kept, error);
}

static gboolean
leave_out (CtnMergeApply *self, guint index, gint64 row, gint64 *columns, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, index);

  for (guint i = 0; i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    gboolean refused = FALSE;
    gboolean kept = FALSE;

    if (!(*columns >> edge->column & 1))
      continue;
    if ((self->refuses && !_ctn_merge_is_refused (self, edge, row, &refused, error)) ||
        (self->keeps && !is_kept (self, edge, row, &kept, error)))
      return FALSE;
    if (refused || kept)
      *columns &= ~(G_GINT64_CONSTANT (1) << edge->column);
  }
  return TRUE;
}

/* The later of the two moments. */
static gboolean
add_modified (CtnMergeApply *self, guint index, gint64 row, gint64 *columns, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, index);
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
update_row (CtnMergeApply *self, const CtnMergeChange *change, GError **error)
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
  object = dup_object (_ctn_merge_get_table (self, change->table), columns);
  json = ctn_connection_get_text (self->merge->connection, &local_error, object, "i", change->row);
  if (local_error == NULL)
    return ctn_connection_run (self->writer, error, sql->update, "ti", json, change->row);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
update_rows (CtnMergeApply *self, GError **error)
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
restore_references (CtnMergeApply *self, const CtnMergeEdge *edge, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *sql = g_strdup_printf (
      "SELECT o.id, t.\"%2$s\" FROM ours.\"%1$s\" AS o JOIN base.\"%1$s\" AS b ON b.id = o.id "
      "JOIN main.\"%1$s\" AS t ON t.id = o.id WHERE o.\"%2$s\" IS NULL "
      "AND b.\"%2$s\" IS NOT NULL AND t.\"%2$s\" = b.\"%2$s\" "
      "AND b.\"%2$s\" NOT IN (SELECT id FROM ours.\"%3$s\")",
      table->name, column->name, _ctn_merge_get_table (self, edge->parent)->name);
  g_autofree char *update =
      g_strdup_printf ("UPDATE main.\"%1$s\" SET \"%2$s\" = ?1 WHERE id = ?2 AND \"%2$s\" IS NULL "
                       "AND EXISTS (SELECT 1 FROM main.\"%3$s\" WHERE id = ?1)",
                       table->name, column->name, _ctn_merge_get_table (self, edge->parent)->name);
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
empty_references (CtnMergeApply *self, const CtnMergeEdge *edge, GError **error)
{
  const CtnMergeTable *table = _ctn_merge_get_table (self, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE main.\"%1$s\" SET \"%2$s\" = NULL WHERE \"%2$s\" IS NOT NULL "
                       "AND \"%2$s\" NOT IN (SELECT id FROM main.\"%3$s\")",
                       table->name, column->name, _ctn_merge_get_table (self, edge->parent)->name);

  return ctn_connection_run (self->writer, error, sql, "");
}

static gboolean
mend_references (CtnMergeApply *self, GError **error)
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

/* ------------------------------------------------------------------------------------------------ */

static gboolean
prepare (CtnMergeApply *self, GError **error)
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
    CtnChangeSql *sql =
        ctn_change_sql_new (self->writer, _ctn_merge_get_table (self, i)->name, error);

    if (sql == NULL)
      return FALSE;
    g_ptr_array_add (self->sql, sql);
  }
  if (merge->scrub != NULL && !ctn_connection_exec (self->writer, CTN_PROJECT_PURGE_BEGIN, error))
    return FALSE;
  return ctn_connection_exec (self->writer, "PRAGMA defer_foreign_keys = ON", error);
}

gboolean
_ctn_merge_take_over (CtnMerge *self, CtnConnection *writer, GError **error)
{
  g_autoptr (GPtrArray) sql = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_change_sql_free);
  CtnMergeApply apply = { .merge = self, .writer = writer, .sql = sql };

  apply.refuses = self->scrub != NULL;
  return prepare (&apply, error) && _ctn_merge_insert_rows (&apply, error) &&
         update_rows (&apply, error) && mend_references (&apply, error) &&
         _ctn_merge_delete_rows (&apply, error) &&
         _ctn_merge_take_over_history (self, writer, error) &&
         _ctn_merge_erase (self, writer, error);
}
