#include "ctn-change-sql.h"

#include <math.h>
#include <string.h>

typedef struct {
  char *name;
  gboolean is_real;
} Column;

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column);
}

static GPtrArray *
list_columns (CtnConnection *connection, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement = ctn_connection_query (
      connection, &local_error,
      "SELECT name, type FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid", "t",
      table);

  while (ctn_statement_next (statement, &local_error)) {
    Column *column = g_new0 (Column, 1);

    column->name = g_strdup (ctn_statement_get_text (statement, 0));
    column->is_real = g_str_equal (ctn_statement_get_text (statement, 1), "REAL");
    g_ptr_array_add (columns, column);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&columns);
}

/* SQL of a JSON object of all columns of @row ("old", "new" or the table), or, with @other, of
 * those that differ from @other. */
static char *
make_object (GPtrArray *columns, const char *row, const char *other)
{
  GString *sql = g_string_new ("'{' || substr(''");

  for (guint i = 0; i < columns->len; i++) {
    Column *column = g_ptr_array_index (columns, i);
    const char *function = column->is_real ? "ctn_json_real" : "json_quote";

    if (other != NULL && g_str_equal (column->name, "id"))
      continue;
    g_string_append (sql, " || ");
    if (other != NULL)
      g_string_append_printf (sql, "CASE WHEN %s.\"%s\" IS NOT %s.\"%s\" THEN ", row, column->name,
                              other, column->name);
    g_string_append_printf (sql, "',\"%s\":' || %s(%s.\"%s\")", column->name, function, row,
                            column->name);
    if (other != NULL)
      g_string_append (sql, " ELSE '' END");
  }
  g_string_append (sql, ", 2) || '}'");
  return g_string_free (sql, FALSE);
}

/* An insert is logged without its content: undo reads it when it takes the row away. */
static char *
make_insert_trigger (const char *table)
{
  return g_strdup_printf (
      "CREATE TEMP TRIGGER \"log_%1$s_insert\" AFTER INSERT ON main.\"%1$s\" "
      "WHEN ctn_operation() <> 0 BEGIN "
      "INSERT INTO change VALUES (ctn_operation(), ctn_position(), '%1$s', new.id, 'insert', NULL, "
      "NULL); END;",
      table);
}

static char *
make_log_inserts (const char *table)
{
  return g_strdup_printf ("INSERT INTO change SELECT ctn_operation(), ctn_position(), '%s', value, "
                          "'insert', NULL, NULL FROM json_each(?1) WHERE ctn_operation() <> 0",
                          table);
}

static char *
make_triggers (GPtrArray *columns, const char *table)
{
  g_autofree char *before = make_object (columns, "old", "new");
  g_autofree char *after = make_object (columns, "new", "old");
  g_autofree char *whole = make_object (columns, "old", NULL);

  return g_strdup_printf (
      "CREATE TEMP TRIGGER \"log_%1$s_update\" AFTER UPDATE ON main.\"%1$s\" "
      "WHEN ctn_operation() <> 0 AND (%2$s) <> '{}' BEGIN "
      "INSERT INTO change VALUES (ctn_operation(), ctn_position(), '%1$s', new.id, 'update', %2$s, "
      "%3$s); END;"
      "CREATE TEMP TRIGGER \"log_%1$s_delete\" AFTER DELETE ON main.\"%1$s\" "
      "WHEN ctn_operation() <> 0 BEGIN "
      "INSERT INTO change VALUES (ctn_operation(), ctn_position(), '%1$s', old.id, 'delete', %4$s, "
      "NULL); END;",
      table, before, after, whole);
}

static void
append_value (GString *sql, const Column *column)
{
  if (column->is_real)
    g_string_append_printf (sql, "ctn_real(?1 -> '$.%s')", column->name);
  else
    g_string_append_printf (sql, "?1 ->> '$.%s'", column->name);
}

static char *
make_insert (GPtrArray *columns, const char *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO main.\"%s\" (", table);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            ((Column *) g_ptr_array_index (columns, i))->name);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < columns->len; i++) {
    if (i > 0)
      g_string_append (sql, ", ");
    append_value (sql, g_ptr_array_index (columns, i));
  }
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

static char *
make_update (GPtrArray *columns, const char *table)
{
  GString *sql = g_string_new (NULL);
  const char *separator = " ";

  g_string_append_printf (sql, "UPDATE main.\"%s\" SET", table);
  for (guint i = 0; i < columns->len; i++) {
    Column *column = g_ptr_array_index (columns, i);

    if (g_str_equal (column->name, "id"))
      continue;
    g_string_append_printf (sql,
                            "%s\"%s\" = CASE WHEN json_type(?1, '$.%s') IS NULL THEN \"%s\" ELSE ",
                            separator, column->name, column->name, column->name);
    append_value (sql, column);
    g_string_append (sql, " END");
    separator = ", ";
  }
  g_string_append (sql, " WHERE id = ?2");
  return g_string_free (sql, FALSE);
}

CtnChangeSql *
ctn_change_sql_new (CtnConnection *connection, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (connection, table, error);
  g_autofree char *object = NULL;
  CtnChangeSql *self;

  if (columns == NULL)
    return NULL;
  object = make_object (columns, table, NULL);
  self = g_new0 (CtnChangeSql, 1);
  self->table = g_strdup (table);
  self->insert_trigger = make_insert_trigger (table);
  self->triggers = make_triggers (columns, table);
  self->log_inserts = make_log_inserts (table);
  self->read = g_strdup_printf ("SELECT %s FROM main.\"%s\" WHERE id = ?", object, table);
  self->insert = make_insert (columns, table);
  self->update = make_update (columns, table);
  self->remove = g_strdup_printf ("DELETE FROM main.\"%s\" WHERE id = ?", table);
  return self;
}

void
ctn_change_sql_free (CtnChangeSql *self)
{
  if (self == NULL)
    return;
  g_free (self->table);
  g_free (self->insert_trigger);
  g_free (self->triggers);
  g_free (self->log_inserts);
  g_free (self->read);
  g_free (self->insert);
  g_free (self->update);
  g_free (self->remove);
  g_free (self);
}

static void
operation_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  CtnChangeState *state = sqlite3_user_data (context);

  sqlite3_result_int64 (context, state->operation);
}

static void
position_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  CtnChangeState *state = sqlite3_user_data (context);

  sqlite3_result_int64 (context, ++state->position);
}

static void
note_bulk_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  CtnChangeState *state = sqlite3_user_data (context);
  CtnBulkRange range = {
    .table = g_intern_string ((const char *) sqlite3_value_text (values[0])),
    .first = state->position - sqlite3_value_int64 (values[1]) + 1,
    .last = state->position,
  };

  g_array_append_val (state->bulk, range);
}

static void
json_real_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value = sqlite3_value_double (values[0]);

  if (sqlite3_value_type (values[0]) == SQLITE_NULL)
    sqlite3_result_text (context, "null", -1, SQLITE_STATIC);
  else if (isinf (value))
    sqlite3_result_text (context, value > 0 ? "9e999" : "-9e999", -1, SQLITE_STATIC);
  else
    sqlite3_result_text (context, g_ascii_dtostr (buffer, sizeof buffer, value), -1,
                         SQLITE_TRANSIENT);
}

static void
real_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL || strcmp (text, "null") == 0)
    sqlite3_result_null (context);
  else
    sqlite3_result_double (context, g_ascii_strtod (text, NULL));
}

gboolean
ctn_change_sql_add_functions (CtnConnection *connection, CtnChangeState *state, GError **error)
{
  sqlite3 *db = ctn_connection_get_handle (connection);
  const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

  if (sqlite3_create_function (db, "ctn_operation", 0, flags, state, operation_func, NULL, NULL) ==
          SQLITE_OK &&
      sqlite3_create_function (db, "ctn_position", 0, flags, state, position_func, NULL, NULL) ==
          SQLITE_OK &&
      sqlite3_create_function (db, "ctn_note_bulk", 2, flags, state, note_bulk_func, NULL, NULL) ==
          SQLITE_OK &&
      sqlite3_create_function (db, "ctn_json_real", 1, flags | SQLITE_DETERMINISTIC, NULL,
                               json_real_func, NULL, NULL) == SQLITE_OK &&
      sqlite3_create_function (db, "ctn_real", 1, flags | SQLITE_DETERMINISTIC, NULL, real_func,
                               NULL, NULL) == SQLITE_OK)
    return TRUE;
  return ctn_connection_fail (connection, "ctn_operation", error);
}
