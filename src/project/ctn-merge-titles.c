/* What rows and values are called, for people who decide about them. */
#include "ctn-merge-private.h"
#include "ctn-row-title.h"

char *
_ctn_merge_dup_title (CtnMerge *self, const char *database, guint table, gint64 row)
{
  const char *name = ctn_merge_schema_get (self->schema, table)->name;

  return _ctn_merge_hide (self, database, table, -1, row,
                          ctn_row_dup_title (self->connection, database, name, row));
}

/* Text of a value for people to read: that of a reference is the title of what it refers to.
 * Returns: (transfer full) (nullable): %NULL with @error set */
static char *
dup_value (CtnMerge *self,
           const char *database,
           guint table,
           guint column,
           gint64 row,
           GError **error)
{
  const CtnMergeTable *description = ctn_merge_schema_get (self->schema, table);
  const CtnMergeColumn *field = g_ptr_array_index (description->columns, column);
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM %s.\"%s\" WHERE id = ?", field->name,
                                          database, description->name);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = ctn_connection_get_text (self->connection, &local_error, sql, "i", row);
  char *value;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  value = ctn_row_dup_value (self->connection, database, description->name, field->name, text);
  if (field->parent >= 0 && text != NULL)
    value = _ctn_merge_hide (self, database, (guint) field->parent, -1,
                             g_ascii_strtoll (text, NULL, 10), value);
  return _ctn_merge_hide (self, database, table, (int) column, row, value);
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
    *owner = dup_value (self, database, index, i, row, NULL);
    if (*owner != NULL && **owner != '\0') {
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

/* "" where the side does not have the row. */
static gboolean
read_side (CtnMerge *self,
           gboolean has_row,
           const char *database,
           guint table,
           guint column,
           gint64 row,
           char **value,
           GError **error)
{
  *value = has_row ? dup_value (self, database, table, column, row, error) : g_strdup ("");
  return *value != NULL;
}

GPtrArray *
_ctn_merge_list_fields (CtnMerge *self,
                        guint table,
                        gint64 row,
                        gint64 columns,
                        gboolean here,
                        gboolean there,
                        GError **error)
{
  const CtnMergeTable *description = ctn_merge_schema_get (self->schema, table);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (field_free);
  gboolean has_base = ctn_merge_has_base (self);

  for (guint i = 0; i < description->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (description->columns, i);
    CtnMergeField *field;

    if (!(columns >> i & 1))
      continue;
    field = g_new0 (CtnMergeField, 1);
    g_ptr_array_add (fields, field);
    field->column = g_strdup (column->name);
    if ((has_base && !read_side (self, TRUE, "base", table, i, row, &field->base, error)) ||
        !read_side (self, here, "ours", table, i, row, &field->ours, error) ||
        !read_side (self, there, "main", table, i, row, &field->theirs, error))
      return NULL;
  }
  return g_steal_pointer (&fields);
}
