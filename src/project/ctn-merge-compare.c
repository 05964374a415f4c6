/* What each side did since the two parted, row by row and field by field, and where that collides. */
#include <string.h>

#include "ctn-merge-private.h"

#define MAX_DEPTH 32

/* --- Sets of columns ---------------------------------------------------------------------------- */

static gboolean
is_without (CtnMerge *self, const CtnMergeTable *table, const CtnMergeColumn *column)
{
  g_autofree char *name = g_strconcat (table->name, ".", column->name, NULL);

  return g_hash_table_contains (self->without, name) ||
         (column->parent >= 0 &&
          g_hash_table_contains (
              self->without, ctn_merge_schema_get (self->schema, (guint) column->parent)->name));
}

/* SQL of the set of columns in which the rows @a and @b differ: a number, one bit each. What theirs was
 * handed out without does not count as changed by being empty. */
static char *
dup_difference (CtnMerge *self, const CtnMergeTable *table, const char *a, const char *b)
{
  g_autoptr (GString) sql = g_string_new ("(0");

  for (guint i = 0; i < table->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, i);

    g_autofree char *frozen = g_strdup_printf ("%s.%s!", table->name, column->name);

    if (g_str_equal (column->name, "modified") || g_hash_table_contains (self->without, frozen))
      continue;
    g_string_append_printf (sql, " | ((%1$s.\"%3$s\" IS NOT %2$s.\"%3$s\"", a, b, column->name);
    if (is_without (self, table, column))
      g_string_append_printf (sql, " AND %s.\"%s\" IS NOT NULL", a, column->name);
    g_string_append_printf (sql, ") << %u)", i);
  }
  g_string_append (sql, ")");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gint64
get_bit (const CtnMergeTable *table, const char *column)
{
  int index = ctn_merge_table_find_column (table, column);

  return index >= 0 ? G_GINT64_CONSTANT (1) << index : 0;
}

/* --- Conflicts ---------------------------------------------------------------------------------- */

static void
conflict_free (gpointer data)
{
  CtnMergeConflict *conflict = data;

  g_free (conflict->table);
  g_free (conflict->title);
  g_free (conflict->owner_table);
  g_free (conflict->owner);
  g_clear_pointer (&conflict->fields, g_ptr_array_unref);
  g_free (conflict);
}

static CtnMergeConflict *
add_conflict (CtnMerge *self, CtnMergeConflictKind kind, guint table, gint64 row)
{
  CtnMergeConflict *conflict = g_new0 (CtnMergeConflict, 1);
  const char *database = kind == CTN_MERGE_DELETED_HERE ? "main" : "ours";

  conflict->kind = kind;
  conflict->table = g_strdup (ctn_merge_schema_get (self->schema, table)->name);
  conflict->row = row;
  conflict->title = _ctn_merge_dup_title (self, database, table, row);
  conflict->fields = g_ptr_array_new ();
  _ctn_merge_find_owner (self, database, table, row, &conflict->owner_table, &conflict->owner);
  g_ptr_array_add (self->conflicts, conflict);
  return conflict;
}

static gboolean
add_fields (CtnMerge *self, CtnMergeConflict *conflict, guint table, gint64 columns, GError **error)
{
  g_clear_pointer (&conflict->fields, g_ptr_array_unref);
  conflict->fields = _ctn_merge_list_fields (self, table, conflict->row, columns,
                                             conflict->kind != CTN_MERGE_DELETED_HERE,
                                             conflict->kind != CTN_MERGE_DELETED_THERE, error);
  return conflict->fields != NULL;
}

static char *
dup_root_key (const char *side, guint table, gint64 row)
{
  return g_strdup_printf ("%s:%u:%" G_GINT64_FORMAT, side, table, row);
}

int
_ctn_merge_find_deletion (CtnMerge *self, const char *side, guint table, gint64 row)
{
  g_autofree char *key = dup_root_key (side, table, row);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->roots, key)) - 1;
}

/* The conflict about a row that @side deleted, made when it is the first. */
static CtnMergeConflict *
add_deletion (CtnMerge *self, const char *side, guint table, gint64 row)
{
  int found = _ctn_merge_find_deletion (self, side, table, row);
  CtnMergeConflict *conflict;

  if (found >= 0)
    return g_ptr_array_index (self->conflicts, found);
  conflict = add_conflict (
      self, g_str_equal (side, "ours") ? CTN_MERGE_DELETED_HERE : CTN_MERGE_DELETED_THERE, table,
      row);
  g_hash_table_insert (self->roots, dup_root_key (side, table, row),
                       GINT_TO_POINTER (self->conflicts->len));
  return conflict;
}

/* --- What was deleted together ------------------------------------------------------------------ */

static gboolean
list_roots (CtnMerge *self,
            const char *side,
            guint index,
            gint64 row,
            GArray *roots,
            int depth,
            GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  const CtnMergeRow root = { index, row };
  gboolean alone = TRUE;

  for (guint i = 0; depth < MAX_DEPTH && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
    const char *parent = ctn_merge_schema_get (self->schema, edge->parent)->name;
    g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", "base");
    g_autofree char *sql = NULL;
    gint64 gone = 0;

    if (!edge->hard)
      continue;
    sql = g_strdup_printf ("SELECT x.\"%1$s\" FROM base.\"%2$s\" AS x WHERE x.id = ? "
                           "AND x.\"%1$s\" IN (SELECT id FROM base.\"%3$s\") "
                           "AND x.\"%1$s\" NOT IN (SELECT id FROM %4$s.\"%3$s\")%5$s",
                           column->name, table->name, parent, side, condition);
    if (!ctn_connection_get_int (self->connection, &gone, error, sql, "i", row))
      return FALSE;
    if (gone == 0)
      continue;
    alone = FALSE;
    if (!list_roots (self, side, edge->parent, gone, roots, depth + 1, error))
      return FALSE;
  }
  if (alone)
    g_array_append_val (roots, root);
  return TRUE;
}

gboolean
_ctn_merge_list_roots (CtnMerge *self,
                       const char *side,
                       guint table,
                       gint64 row,
                       GArray *roots,
                       GError **error)
{
  return list_roots (self, side, table, row, roots, 0, error);
}

/* Somebody changed or used a row that @side deleted. @columns: what was changed of it, 0 when it is only
 * used. */
static gboolean
collide (CtnMerge *self, const char *side, guint table, gint64 row, gint64 columns, GError **error)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (CtnMergeRow));

  if (!_ctn_merge_list_roots (self, side, table, row, roots, error))
    return FALSE;
  for (guint i = 0; i < roots->len; i++) {
    const CtnMergeRow *root = &g_array_index (roots, CtnMergeRow, i);
    CtnMergeConflict *conflict;
    gboolean erased = FALSE;

    if (!_ctn_merge_is_of_erased (self, root->table, root->row, &erased, error))
      return FALSE;
    if (erased)
      continue;
    conflict = add_deletion (self, side, root->table, root->row);
    if (root->table != table || root->row != row || columns == 0)
      conflict->n_rows++;
    else if (!add_fields (self, conflict, table, columns, error))
      return FALSE;
  }
  return TRUE;
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static void
add_change (CtnMerge *self,
            CtnMergeChangeKind kind,
            guint table,
            gint64 row,
            gint64 columns,
            int conflict)
{
  const CtnMergeChange change = { table, kind, row, columns, conflict };

  g_array_append_val (self->changes, change);
  if (conflict < 0)
    g_array_index (self->counts, CtnMergeCount, table).n[kind]++;
}

/* A row that is in ours and theirs and differs. */
static gboolean
compare_both (CtnMerge *self,
              guint index,
              gint64 row,
              gboolean in_base,
              gint64 theirs,
              gint64 ours,
              gint64 differs,
              GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  gint64 collide_in = theirs & ours & differs;
  gint64 take = theirs & differs & ~ours;

  /* Without a common history, the places among siblings are not comparable. */
  if (!in_base)
    collide_in &= ~get_bit (table, "position");
  if (collide_in == 0) {
    if (take != 0)
      add_change (self, CTN_MERGE_UPDATE, index, row, take, -1);
    return TRUE;
  }
  if (!add_fields (self, add_conflict (self, CTN_MERGE_BOTH_CHANGED, index, row), index, collide_in,
                   error))
    return FALSE;
  add_change (self, CTN_MERGE_UPDATE, index, row, collide_in, (int) self->conflicts->len - 1);
  if (take != 0)
    add_change (self, CTN_MERGE_UPDATE, index, row, take, -1);
  return TRUE;
}

/* Who was erased in one file is erased, whatever the other still has or wrote since: nothing of it is asked
 * about, and nothing of it mixes with what is left. Of two erasures, the first counts.
 * @columns: what to take over then, 0 for nothing. */
static gboolean
compare_erasure (CtnMerge *self,
                 gint64 person,
                 gint64 differs,
                 gboolean *decided,
                 gint64 *columns,
                 GError **error)
{
  gint64 first = 0;

  if (!ctn_connection_get_int (
          self->connection, &first, error,
          "SELECT CASE WHEN t.erased_on IS o.erased_on THEN 0 WHEN o.erased_on IS NULL "
          "OR t.erased_on < o.erased_on THEN 1 ELSE -1 END FROM main.person AS t "
          "JOIN ours.person AS o ON o.id = t.id WHERE t.id = ?",
          "i", person))
    return FALSE;
  *decided = first != 0;
  *columns = first > 0 ? differs : 0;
  return TRUE;
}

static gboolean
compare_row (CtnMerge *self, guint index, CtnStatement *rows, GError **error)
{
  gint64 row = ctn_statement_get_int (rows, 0);
  gboolean in_base = ctn_statement_get_int (rows, 1) != 0;
  gboolean in_ours = ctn_statement_get_int (rows, 2) != 0;
  gint64 theirs = ctn_statement_get_int (rows, 3);
  gint64 ours = ctn_statement_get_int (rows, 4);
  gint64 differs = ctn_statement_get_int (rows, 5);
  gboolean is_person = g_str_equal (ctn_merge_schema_get (self->schema, index)->name, "person");
  gboolean erased = FALSE;
  gint64 columns = 0;

  if (!_ctn_merge_settle_erased (self, index, row, &theirs, &ours, error))
    return FALSE;
  if (is_person && !(in_ours ? compare_erasure (self, row, differs, &erased, &columns, error)
                             : _ctn_merge_is_erased_in (self, "main", row, &erased, error)))
    return FALSE;
  if (erased && columns != 0)
    add_change (self, CTN_MERGE_UPDATE, index, row, columns, -1);
  else if (in_ours && !erased)
    return compare_both (self, index, row, in_base, theirs, ours, differs, error);
  else if (!in_ours && (!in_base || erased))
    add_change (self, CTN_MERGE_INSERT, index, row, 0, -1);
  else if (!in_ours && theirs != 0)
    return collide (self, "ours", index, row, theirs, error);
  return TRUE;
}

/* Rows of theirs that are new or differ from base, and persons whom it has erased. */
static gboolean
compare_present (CtnMerge *self, guint index, GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  g_autofree char *theirs = dup_difference (self, table, "t", "b");
  g_autofree char *ours = dup_difference (self, table, "o", "b");
  g_autofree char *both = dup_difference (self, table, "t", "o");
  g_autofree char *sql = g_strdup_printf (
      "SELECT t.id, b.id IS NOT NULL, o.id IS NOT NULL, %2$s, %3$s, %4$s FROM main.\"%1$s\" AS t "
      "LEFT JOIN base.\"%1$s\" AS b ON b.id = t.id LEFT JOIN ours.\"%1$s\" AS o ON o.id = t.id "
      "WHERE b.id IS NULL OR %2$s <> 0%5$s ORDER BY t.id",
      table->name, theirs, ours, both,
      g_str_equal (table->name, "person") ? " OR t.erased_on IS NOT NULL" : "");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (self->connection, &local_error, sql, "");

  while (ctn_statement_next (rows, &local_error))
    if (!compare_row (self, index, rows, error))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What is attached to, or set up for, records that theirs was handed out without is not there either. */
static char *
dup_without_condition (CtnMerge *self, const CtnMergeTable *table)
{
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (self->without, NULL);
  g_autofree char *list = g_strjoinv (" ", names);

  if (g_hash_table_size (self->without) == 0)
    return g_strdup ("");
  if (g_str_equal (table->name, "custom_value"))
    return g_strdup_printf (" AND b.field NOT IN (SELECT f.id FROM base.custom_field AS f WHERE "
                            "instr (' %s ', ' ' || f.record || ' ') > 0)",
                            list);
  if (ctn_merge_table_find_column (table, "record") < 0)
    return g_strdup ("");
  return g_strdup_printf (" AND instr (' %s ', ' ' || b.record || ' ') = 0", list);
}

/* Rows that theirs deleted and ours still has. */
static gboolean
compare_deleted (CtnMerge *self, guint index, GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  g_autofree char *ours = dup_difference (self, table, "o", "b");
  g_autofree char *condition = dup_without_condition (self, table);
  g_autofree char *sql = g_strdup_printf (
      "SELECT b.id, %2$s FROM base.\"%1$s\" AS b JOIN ours.\"%1$s\" AS o ON o.id = b.id "
      "WHERE b.id NOT IN (SELECT id FROM main.\"%1$s\")%3$s ORDER BY b.id",
      table->name, ours, condition);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (g_hash_table_contains (self->without, table->name))
    return TRUE;
  rows = ctn_connection_query (self->connection, &local_error, sql, "");
  while (ctn_statement_next (rows, &local_error)) {
    gint64 row = ctn_statement_get_int (rows, 0);
    gint64 columns = ctn_statement_get_int (rows, 1);
    gboolean erased = FALSE;

    if (g_str_equal (table->name, "person") &&
        !_ctn_merge_is_erased_in (self, "ours", row, &erased, error))
      return FALSE;
    if (erased)
      continue;
    if (columns != 0 && !collide (self, "main", index, row, columns, error))
      return FALSE;
    add_change (self, CTN_MERGE_DELETE, index, row, 0, -1);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Rows of @user that refer anew to a row that @side deleted. */
static gboolean
compare_uses (CtnMerge *self,
              const CtnMergeEdge *edge,
              const char *user,
              const char *side,
              GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  const char *parent = ctn_merge_schema_get (self->schema, edge->parent)->name;
  g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", user);
  g_autofree char *sql = g_strdup_printf (
      "SELECT x.\"%1$s\" FROM %2$s.\"%3$s\" AS x LEFT JOIN base.\"%3$s\" AS b ON b.id = x.id "
      "WHERE x.\"%1$s\" IS NOT NULL AND (b.id IS NULL OR b.\"%1$s\" IS NOT x.\"%1$s\") "
      "AND x.\"%1$s\" IN (SELECT id FROM base.\"%4$s\") "
      "AND x.\"%1$s\" NOT IN (SELECT id FROM %5$s.\"%4$s\")%6$s",
      column->name, user, table->name, parent, side, condition);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (g_str_equal (side, "main") && g_hash_table_contains (self->without, parent))
    return TRUE;
  rows = ctn_connection_query (self->connection, &local_error, sql, "");
  while (ctn_statement_next (rows, &local_error))
    if (!collide (self, side, edge->parent, ctn_statement_get_int (rows, 0), 0, error))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
compare_edges (CtnMerge *self, GError **error)
{
  for (guint i = 0; i < self->schema->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (self->schema->edges, i);

    if (!compare_uses (self, edge, "main", "ours", error) ||
        !compare_uses (self, edge, "ours", "main", error))
      return FALSE;
  }
  return TRUE;
}

/* A deletion waits for the decision about what it went with. */
static gboolean
bind_deletions (CtnMerge *self, GError **error)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (CtnMergeRow));

  for (guint i = 0; g_hash_table_size (self->roots) > 0 && i < self->changes->len; i++) {
    CtnMergeChange *change = &g_array_index (self->changes, CtnMergeChange, i);

    if (change->kind != CTN_MERGE_DELETE)
      continue;
    g_array_set_size (roots, 0);
    if (!_ctn_merge_list_roots (self, "main", change->table, change->row, roots, error))
      return FALSE;
    for (guint j = 0; j < roots->len && change->conflict < 0; j++) {
      const CtnMergeRow *root = &g_array_index (roots, CtnMergeRow, j);

      change->conflict = _ctn_merge_find_deletion (self, "main", root->table, root->row);
      if (change->conflict >= 0)
        g_array_index (self->counts, CtnMergeCount, change->table).n[CTN_MERGE_DELETE]--;
    }
  }
  return TRUE;
}

gboolean
_ctn_merge_compare (CtnMerge *self, GError **error)
{
  self->changes = g_array_new (FALSE, FALSE, sizeof (CtnMergeChange));
  self->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  self->roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counts = g_array_new (FALSE, TRUE, sizeof (CtnMergeCount));
  g_array_set_size (self->counts, self->schema->tables->len);
  for (guint i = 0; i < self->schema->tables->len; i++) {
    g_array_index (self->counts, CtnMergeCount, i).table =
        ctn_merge_schema_get (self->schema, i)->name;
    if (!compare_present (self, i, error) || !compare_deleted (self, i, error))
      return FALSE;
  }
  return compare_edges (self, error) && bind_deletions (self, error);
}
