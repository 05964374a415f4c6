#include "ctn-bulk-log.h"

#include "ctn-change-sql.h"

#define MAX_IDS 4096 /* that wait to be logged */

typedef struct {
  CtnChangeSql *sql; /* (owned) */
  GString *ids;      /* (owned) JSON array, without its end */
  guint n;
} Table;

struct _CtnBulkLog {
  CtnConnection *connection; /* (unowned) */
  GPtrArray *tables;         /* (owned) Table */
};

static void
table_free (gpointer data)
{
  Table *table = data;

  ctn_change_sql_free (table->sql);
  g_string_free (table->ids, TRUE);
  g_free (table);
}

CtnBulkLog *
ctn_bulk_log_new (CtnConnection *connection)
{
  CtnBulkLog *self = g_new0 (CtnBulkLog, 1);

  self->connection = connection;
  self->tables = g_ptr_array_new_with_free_func (table_free);
  return self;
}

void
ctn_bulk_log_free (CtnBulkLog *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_free (self);
}

gboolean
ctn_bulk_log_add_table (CtnBulkLog *self, const char *table, guint *index, GError **error)
{
  g_autofree char *drop = g_strdup_printf ("DROP TRIGGER temp.\"log_%s_insert\"", table);
  CtnChangeSql *sql;
  Table *added;

  for (*index = 0; *index < self->tables->len; ++*index)
    if (g_str_equal (((Table *) g_ptr_array_index (self->tables, *index))->sql->table, table))
      return TRUE;
  sql = ctn_change_sql_new (self->connection, table, error);
  if (sql == NULL)
    return FALSE;
  added = g_new0 (Table, 1);
  added->sql = sql;
  added->ids = g_string_new ("[");
  g_ptr_array_add (self->tables, added);
  return ctn_connection_exec (self->connection, drop, error);
}

static gboolean
flush_table (CtnBulkLog *self, Table *table, GError **error)
{
  gboolean ok;

  if (table->n == 0)
    return TRUE;
  g_string_append_c (table->ids, ']');
  ok =
      ctn_connection_run (self->connection, error, table->sql->log_inserts, "t", table->ids->str) &&
      ctn_connection_run (self->connection, error, CTN_CHANGE_SQL_NOTE_BULK, "ti",
                          table->sql->table, (gint64) table->n);
  g_string_truncate (table->ids, 1);
  table->n = 0;
  return ok;
}

/* All at once, so that a row is never logged before the one that it refers to: undo goes backwards. */
static gboolean
flush (CtnBulkLog *self, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (!flush_table (self, g_ptr_array_index (self->tables, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_bulk_log_add (CtnBulkLog *self, guint index, gint64 id, GError **error)
{
  Table *table = g_ptr_array_index (self->tables, index);

  g_string_append_printf (table->ids, "%s%" G_GINT64_FORMAT, table->n > 0 ? "," : "", id);
  return ++table->n < MAX_IDS || flush (self, error);
}

gboolean
ctn_bulk_log_finish (CtnBulkLog *self, GError **error)
{
  if (!flush (self, error))
    return FALSE;
  for (guint i = 0; i < self->tables->len; i++) {
    Table *table = g_ptr_array_index (self->tables, i);

    if (!ctn_connection_exec (self->connection, table->sql->insert_trigger, error))
      return FALSE;
  }
  g_ptr_array_set_size (self->tables, 0);
  return TRUE;
}
