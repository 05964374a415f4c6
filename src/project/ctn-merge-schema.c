#include "ctn-merge-schema.h"

#include "ctn-schema.h"

/* References that are no foreign keys: a column names the table, another the row in it. In a condition, @x
 * stands for the referring row, @d for its database and @t for the table; "named" finds out whether any
 * row names a table. */
static const struct {
  const char *table;
  const char *column;
  const char *condition;
  const char *named;
} loose[] = {
  { "attachment", "row", "@x.record = '@t'",
    "SELECT EXISTS (SELECT 1 FROM main.attachment WHERE record = ?1) "
    "OR EXISTS (SELECT 1 FROM ours.attachment WHERE record = ?1)" },
  { "custom_value", "row",
    "(SELECT f.record FROM @d.custom_field AS f WHERE f.id = @x.field) = '@t'",
    "SELECT EXISTS (SELECT 1 FROM main.custom_field WHERE record = ?1) "
    "OR EXISTS (SELECT 1 FROM ours.custom_field WHERE record = ?1)" },
  { "assessment", "subject", "@x.subject_kind = '@t'",
    "SELECT EXISTS (SELECT 1 FROM main.assessment WHERE subject_kind = ?1) "
    "OR EXISTS (SELECT 1 FROM ours.assessment WHERE subject_kind = ?1)" },
};

static void
column_free (gpointer data)
{
  CtnMergeColumn *column = data;

  g_free (column->name);
  g_free (column);
}

static void
table_free (gpointer data)
{
  CtnMergeTable *table = data;

  g_free (table->name);
  g_free (table->unique);
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->edges);
  g_free (table);
}

static void
edge_free (gpointer data)
{
  CtnMergeEdge *edge = data;

  g_free (edge->condition);
  g_free (edge);
}

void
ctn_merge_schema_free (CtnMergeSchema *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->edges);
  g_free (self);
}

const CtnMergeTable *
ctn_merge_schema_get (const CtnMergeSchema *self, guint table)
{
  return g_ptr_array_index (self->tables, table);
}

static int
find_table (const CtnMergeSchema *self, const char *table)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_str_equal (ctn_merge_schema_get (self, i)->name, table))
      return (int) i;
  return -1;
}

int
ctn_merge_table_find_column (const CtnMergeTable *self, const char *column)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((CtnMergeColumn *) g_ptr_array_index (self->columns, i))->name, column))
      return (int) i;
  return -1;
}

static void
add_edge (CtnMergeSchema *self,
          CtnMergeTable *table,
          guint column,
          guint parent,
          gboolean hard,
          const char *condition)
{
  CtnMergeEdge *edge = g_new0 (CtnMergeEdge, 1);

  edge->table = (guint) find_table (self, table->name);
  edge->column = column;
  edge->parent = parent;
  edge->hard = hard;
  edge->condition = g_strdup (condition);
  g_ptr_array_add (self->edges, edge);
  g_ptr_array_add (table->edges, edge);
}

static gboolean
read_columns (CtnConnection *connection, CtnMergeTable *table, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (connection, &local_error,
                            "SELECT name, type FROM pragma_table_info(?, 'main') "
                            "WHERE name <> 'id' ORDER BY cid",
                            "t", table->name);

  while (ctn_statement_next (rows, &local_error)) {
    CtnMergeColumn *column = g_new0 (CtnMergeColumn, 1);

    column->name = g_strdup (ctn_statement_get_text (rows, 0));
    column->is_text = g_str_equal (ctn_statement_get_text (rows, 1), "TEXT");
    column->is_real = g_str_equal (ctn_statement_get_text (rows, 1), "REAL");
    column->parent = -1;
    g_ptr_array_add (table->columns, column);
  }
  if (local_error == NULL) {
    table->unique =
        ctn_connection_get_text (connection, &local_error,
                                 "SELECT c.name FROM pragma_index_list(?, 'main') AS i, "
                                 "pragma_index_info(i.name, 'main') AS c WHERE i.origin = 'u'",
                                 "t", table->name);
    g_assert (table->columns->len <= CTN_MERGE_MAX_COLUMNS);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_references (CtnMergeSchema *self,
                 CtnConnection *connection,
                 CtnMergeTable *table,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (connection, &local_error,
                            "SELECT \"from\", \"table\", on_delete FROM "
                            "pragma_foreign_key_list(?, 'main') ORDER BY id DESC",
                            "t", table->name);

  while (ctn_statement_next (rows, &local_error)) {
    int index = ctn_merge_table_find_column (table, ctn_statement_get_text (rows, 0));
    int parent = find_table (self, ctn_statement_get_text (rows, 1));
    CtnMergeColumn *column;

    if (index < 0 || parent < 0)
      continue;
    column = g_ptr_array_index (table->columns, index);
    column->parent = parent;
    column->hard = !g_str_equal (ctn_statement_get_text (rows, 2), "SET NULL");
    add_edge (self, table, (guint) index, (guint) parent, column->hard, NULL);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
add_loose_edge (CtnMergeSchema *self,
                CtnConnection *connection,
                guint which,
                guint parent,
                GError **error)
{
  int index = find_table (self, loose[which].table);
  CtnMergeTable *table = index >= 0 ? g_ptr_array_index (self->tables, index) : NULL;
  int column = table != NULL ? ctn_merge_table_find_column (table, loose[which].column) : -1;
  const char *name = ctn_merge_schema_get (self, parent)->name;
  gint64 named = 0;
  g_autoptr (GString) condition = NULL;

  if (column < 0 || (int) parent == index)
    return TRUE;
  if (!ctn_connection_get_int (connection, &named, error, loose[which].named, "t", name))
    return FALSE;
  if (!named)
    return TRUE;
  condition = g_string_new (loose[which].condition);
  g_string_replace (condition, "@t", name, 0);
  add_edge (self, table, (guint) column, parent, TRUE, condition->str);
  return TRUE;
}

/* Only tables that a row really names, in one of the files, make an edge. */
static gboolean
add_loose_edges (CtnMergeSchema *self, CtnConnection *connection, GError **error)
{
  for (guint which = 0; which < G_N_ELEMENTS (loose); which++)
    for (guint parent = 0; parent < self->tables->len; parent++)
      if (!add_loose_edge (self, connection, which, parent, error))
        return FALSE;
  return TRUE;
}

CtnMergeSchema *
ctn_merge_schema_new (CtnConnection *connection, GError **error)
{
  g_autoptr (CtnMergeSchema) self = g_new0 (CtnMergeSchema, 1);
  g_auto (GStrv) names = ctn_schema_list_tables (connection, error);

  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->edges = g_ptr_array_new_with_free_func (edge_free);
  if (names == NULL)
    return NULL;
  for (char **name = names; *name != NULL; name++) {
    CtnMergeTable *table = g_new0 (CtnMergeTable, 1);

    table->name = g_strdup (*name);
    table->columns = g_ptr_array_new_with_free_func (column_free);
    table->edges = g_ptr_array_new ();
    g_ptr_array_add (self->tables, table);
    if (!read_columns (connection, table, error))
      return NULL;
  }
  for (guint i = 0; i < self->tables->len; i++)
    if (!read_references (self, connection, g_ptr_array_index (self->tables, i), error))
      return NULL;
  return add_loose_edges (self, connection, error) ? g_steal_pointer (&self) : NULL;
}

char *
ctn_merge_edge_dup_condition (const CtnMergeEdge *self, const char *alias, const char *database)
{
  GString *condition;

  if (self->condition == NULL)
    return g_strdup ("");
  condition = g_string_new (" AND ");
  g_string_append (condition, self->condition);
  g_string_replace (condition, "@x", alias, 0);
  g_string_replace (condition, "@d", database, 0);
  return g_string_free (condition, FALSE);
}
