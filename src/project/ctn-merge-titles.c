/* What rows and values are called, for people who decide about them. */
#include "ctn-merge-private.h"

#define MAX_DEPTH 3

/* The first of these columns that is not empty names a row. */
static const char *const title_columns[] = {
  "name",    "title",    "label",    "family_name", "text",     "value", "code", "item",
  "finding", "document", "function", "header",      "language", "year",  "date",
};

static char *
read_column (CtnMerge *self,
             const char *database,
             const CtnMergeTable *table,
             const char *column,
             gint64 row)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT \"%s\" FROM %s.\"%s\" WHERE id = ?", column, database, table->name);

  return ctn_connection_get_text (self->connection, NULL, sql, "i", row);
}

/* Rows that only tie others together are called by what they tie. */
static char *dup_parents_title (CtnMerge *self,
                                const char *database,
                                const CtnMergeTable *table,
                                gint64 row,
                                int depth);

static char *
dup_person (CtnMerge *self, const char *database, gint64 row)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT trim (ifnull (given_name, '') || ' ' || family_name) FROM %s.person WHERE id = ?",
      database);

  return ctn_connection_get_text (self->connection, NULL, sql, "i", row);
}

static char *
dup_title (CtnMerge *self, const char *database, guint index, gint64 row, int depth)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);

  if (g_str_equal (table->name, "person"))
    return dup_person (self, database, row);
  for (gsize i = 0; i < G_N_ELEMENTS (title_columns); i++) {
    g_autofree char *text = NULL;

    if (ctn_merge_table_find_column (table, title_columns[i]) < 0)
      continue;
    text = read_column (self, database, table, title_columns[i], row);
    if (text != NULL && *text != '\0')
      return g_steal_pointer (&text);
  }
  return dup_parents_title (self, database, table, row, depth);
}

static char *
dup_parents_title (CtnMerge *self,
                   const char *database,
                   const CtnMergeTable *table,
                   gint64 row,
                   int depth)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; depth < MAX_DEPTH && i < table->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, i);
    g_autofree char *id = NULL;
    g_autofree char *name = NULL;

    if (column->parent < 0)
      continue;
    id = read_column (self, database, table, column->name, row);
    if (id == NULL)
      continue;
    name = dup_title (self, database, (guint) column->parent, g_ascii_strtoll (id, NULL, 10),
                      depth + 1);
    if (name != NULL && *name != '\0')
      g_string_append_printf (title, "%s%s", title->len > 0 ? " – " : "", name);
  }
  return g_string_free (g_steal_pointer (&title), FALSE);
}

char *
_ctn_merge_dup_title (CtnMerge *self, const char *database, guint table, gint64 row)
{
  char *title = dup_title (self, database, table, row, 0);

  return title != NULL ? title : g_strdup ("");
}

char *
_ctn_merge_dup_value (CtnMerge *self, const char *database, guint table, guint column, gint64 row)
{
  const CtnMergeTable *description = ctn_merge_schema_get (self->schema, table);
  const CtnMergeColumn *field = g_ptr_array_index (description->columns, column);
  g_autofree char *text = read_column (self, database, description, field->name, row);

  if (text == NULL)
    return g_strdup ("");
  if (field->parent < 0)
    return g_steal_pointer (&text);
  return _ctn_merge_dup_title (self, database, (guint) field->parent,
                               g_ascii_strtoll (text, NULL, 10));
}

void
_ctn_merge_find_owner (CtnMerge *self,
                       const char *database,
                       guint index,
                       gint64 row,
                       char **owner_table,
                       char **owner)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);

  *owner = NULL;
  *owner_table = NULL;
  for (guint i = 0; i < table->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, i);

    if (column->parent < 0 || !column->hard)
      continue;
    *owner = _ctn_merge_dup_value (self, database, index, i, row);
    if (**owner != '\0') {
      *owner_table = g_strdup (ctn_merge_schema_get (self->schema, (guint) column->parent)->name);
      return;
    }
    g_clear_pointer (owner, g_free);
  }
}

static void
field_free (gpointer data)
{
  CtnMergeField *field = data;

  g_free (field->column);
  g_free (field->base);
  g_free (field->ours);
  g_free (field->theirs);
  g_free (field);
}

GPtrArray *
_ctn_merge_list_fields (CtnMerge *self,
                        guint table,
                        gint64 row,
                        gint64 columns,
                        gboolean here,
                        gboolean there)
{
  const CtnMergeTable *description = ctn_merge_schema_get (self->schema, table);
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  gboolean has_base = ctn_merge_has_base (self);

  for (guint i = 0; i < description->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (description->columns, i);
    CtnMergeField *field;

    if (!(columns >> i & 1))
      continue;
    field = g_new0 (CtnMergeField, 1);
    field->column = g_strdup (column->name);
    field->base = has_base ? _ctn_merge_dup_value (self, "base", table, i, row) : NULL;
    field->ours = here ? _ctn_merge_dup_value (self, "ours", table, i, row) : g_strdup ("");
    field->theirs = there ? _ctn_merge_dup_value (self, "main", table, i, row) : g_strdup ("");
    g_ptr_array_add (fields, field);
  }
  return fields;
}
