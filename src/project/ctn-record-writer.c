#include "ctn-record-writer.h"

#include <ctn-calendar.h>
#include <ctn-id.h>
#include <string.h>

#include "ctn-bulk-log.h"

typedef struct {
  const CtnField *field;
  guint index;             /* in the caller's values */
  guint table;             /* in the log */
  guint reference_table;   /* in the log */
  CtnStatement *statement; /* (owned) inserts one value */
  CtnStatement *find;      /* (owned) (nullable) id of the record that a value names */
  CtnStatement *create;    /* (owned) (nullable) makes that record */
  GHashTable *known;       /* (owned) (nullable) value → id of that record */
} ListField;

struct _CtnRecordWriter {
  CtnConnection *connection; /* (unowned) */
  CtnBulkLog *log;           /* (owned) */
  guint table;               /* in the log */
  guint yearly_table;        /* in the log */
  const CtnField **columns;  /* (owned) */
  guint *column_indices;     /* (owned) */
  guint n_columns;
  CtnStatement *statement;        /* (owned) */
  GArray *lists;                  /* (owned) ListField */
  GArray *yearly;                 /* (owned) ListField without statements: the columns of one row */
  CtnStatement *yearly_statement; /* (owned) (nullable) */
  gint64 year;
};

static void
list_field_clear (gpointer data)
{
  ListField *list = data;

  g_clear_pointer (&list->statement, ctn_statement_free);
  g_clear_pointer (&list->find, ctn_statement_free);
  g_clear_pointer (&list->create, ctn_statement_free);
  g_clear_pointer (&list->known, g_hash_table_unref);
}

static CtnStatement *
prepare (CtnConnection *connection, GError **error, char *sql)
{
  g_autofree char *text = sql;

  return ctn_connection_query (connection, error, text, "");
}

static gboolean
prepare_list (CtnConnection *connection, ListField *list, GError **error)
{
  const CtnField *field = list->field;

  if (field->yearly)
    list->statement =
        prepare (connection, error,
                 g_strdup_printf ("INSERT INTO %s (id, %s, %s, year) VALUES (?,?,?,?)",
                                  field->list_table, field->list_owner, field->list_column));
  else if (field->list_key_column != NULL)
    list->statement =
        prepare (connection, error,
                 g_strdup_printf ("INSERT INTO %s (id, %s, %s, %s) VALUES (?,?,?,'%s')",
                                  field->list_table, field->list_owner, field->list_column,
                                  field->list_key_column, field->list_key));
  else
    list->statement =
        prepare (connection, error,
                 g_strdup_printf ("INSERT INTO %s (id, %s, %s) VALUES (?,?,?)", field->list_table,
                                  field->list_owner, field->list_column));
  if (list->statement == NULL || field->reference_table == NULL)
    return list->statement != NULL;

  list->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  list->find = prepare (connection, error,
                        g_strdup_printf ("SELECT id FROM %s WHERE %s = ? ORDER BY id LIMIT 1",
                                         field->reference_table, field->reference_column));
  list->create = prepare (connection, error,
                          g_strdup_printf ("INSERT INTO %s (id, %s) VALUES (?, ?)",
                                           field->reference_table, field->reference_column));
  return list->find != NULL && list->create != NULL;
}

static gboolean
prepare_columns (CtnRecordWriter *self,
                 CtnConnection *connection,
                 const char *table,
                 GError **error)
{
  g_autoptr (GString) names = g_string_new ("id");
  g_autoptr (GString) marks = g_string_new ("?");

  for (guint i = 0; i < self->n_columns; i++) {
    g_string_append_printf (names, ", %s", self->columns[i]->column);
    g_string_append (marks, ",?");
  }
  self->statement =
      prepare (connection, error,
               g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table, names->str, marks->str));
  return self->statement != NULL && ctn_bulk_log_add_table (self->log, table, &self->table, error);
}

/* What refers comes after what is referred to. */
static gboolean
add_list_tables (CtnRecordWriter *self, GError **error)
{
  for (guint i = 0; i < self->lists->len; i++) {
    ListField *list = &g_array_index (self->lists, ListField, i);

    if (list->field->reference_create &&
        !ctn_bulk_log_add_table (self->log, list->field->reference_table, &list->reference_table,
                                 error))
      return FALSE;
  }
  for (guint i = 0; i < self->lists->len; i++) {
    ListField *list = &g_array_index (self->lists, ListField, i);

    if (!ctn_bulk_log_add_table (self->log, list->field->list_table, &list->table, error))
      return FALSE;
  }
  return TRUE;
}

/* All yearly fields of a kind are columns of one table. */
static gboolean
prepare_yearly (CtnRecordWriter *self, CtnConnection *connection, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  const CtnField *first;

  if (self->yearly->len == 0)
    return TRUE;
  first = g_array_index (self->yearly, ListField, 0).field;
  for (guint i = 0; i < self->yearly->len; i++) {
    g_string_append_printf (names, ", %s",
                            g_array_index (self->yearly, ListField, i).field->list_column);
    g_string_append (marks, ",?");
  }
  self->yearly_statement =
      prepare (connection, error,
               g_strdup_printf ("INSERT INTO %s (id, %s, year%s) VALUES (?,?,?%s)",
                                first->list_table, first->list_owner, names->str, marks->str));
  return self->yearly_statement != NULL &&
         ctn_bulk_log_add_table (self->log, first->list_table, &self->yearly_table, error);
}

static gboolean
prepare_all (CtnRecordWriter *self,
             CtnConnection *connection,
             const CtnRecordKind *kind,
             const CtnField *const *fields,
             guint n_fields,
             GError **error)
{
  self->year = ctn_calendar_today ().year;
  self->columns = g_new0 (const CtnField *, n_fields + 1);
  self->column_indices = g_new0 (guint, n_fields + 1);
  self->lists = g_array_new (FALSE, TRUE, sizeof (ListField));
  g_array_set_clear_func (self->lists, list_field_clear);
  self->yearly = g_array_new (FALSE, TRUE, sizeof (ListField));
  for (guint i = 0; i < n_fields; i++) {
    ListField list = { .field = fields[i], .index = i };

    if (fields[i]->column != NULL) {
      self->columns[self->n_columns] = fields[i];
      self->column_indices[self->n_columns++] = i;
    } else if (fields[i]->yearly) {
      g_array_append_val (self->yearly, list);
    } else {
      gboolean ok = prepare_list (connection, &list, error);

      g_array_append_val (self->lists, list);
      if (!ok)
        return FALSE;
    }
  }
  return prepare_columns (self, connection, kind->table, error) && add_list_tables (self, error) &&
         prepare_yearly (self, connection, error);
}

/* The values have been checked by their fields, and what goes into the log is its own: until the writer goes,
 * nothing is checked again. SQLite makes a table of the words that a column allows for every single row, which
 * is a third of the time. */
CtnRecordWriter *
ctn_record_writer_new (CtnConnection *connection,
                       const CtnRecordKind *kind,
                       const CtnField *const *fields,
                       guint n_fields,
                       GError **error)
{
  g_autoptr (CtnRecordWriter) self = g_new0 (CtnRecordWriter, 1);

  self->connection = connection;
  self->log = ctn_bulk_log_new (connection);
  return ctn_connection_exec (connection, "PRAGMA ignore_check_constraints = ON", error) &&
                 prepare_all (self, connection, kind, fields, n_fields, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
ctn_record_writer_free (CtnRecordWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->log, ctn_bulk_log_free);
  g_clear_pointer (&self->lists, g_array_unref);
  g_clear_pointer (&self->yearly, g_array_unref);
  g_clear_pointer (&self->yearly_statement, ctn_statement_free);
  g_clear_pointer (&self->statement, ctn_statement_free);
  g_free (self->columns);
  g_free (self->column_indices);
  ctn_connection_exec (self->connection, "PRAGMA ignore_check_constraints = OFF", NULL);
  g_free (self);
}

static void
bind (CtnStatement *statement, int parameter, const CtnField *field, const char *value)
{
  if (field->type == CTN_FIELD_BOOLEAN)
    ctn_statement_bind_int (statement, parameter, value != NULL && *value != '\0');
  else if (value == NULL || *value == '\0')
    ctn_statement_bind_null (statement, parameter);
  else if (field->type == CTN_FIELD_INTEGER)
    ctn_statement_bind_int (statement, parameter, g_ascii_strtoll (value, NULL, 10));
  else if (field->type == CTN_FIELD_NUMBER)
    ctn_statement_bind_double (statement, parameter, g_ascii_strtod (value, NULL));
  else
    ctn_statement_bind_borrowed_text (statement, parameter, value);
}

static gboolean
run (CtnStatement *statement, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  ctn_statement_next (statement, &local_error);
  ctn_statement_reset (statement);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_reference (CtnRecordWriter *self,
                ListField *list,
                const char *value,
                gint64 *id,
                GError **error)
{
  gint64 *known = g_hash_table_lookup (list->known, value);
  g_autoptr (GError) local_error = NULL;

  *id = known != NULL ? *known : 0;
  if (known != NULL)
    return TRUE;
  ctn_statement_bind_text (list->find, 1, value);
  if (ctn_statement_next (list->find, &local_error))
    *id = ctn_statement_get_int (list->find, 0);
  ctn_statement_reset (list->find);
  if (local_error == NULL && *id == 0 && list->field->reference_create) {
    *id = ctn_id_new ();
    ctn_statement_bind_int (list->create, 1, *id);
    ctn_statement_bind_text (list->create, 2, value);
    if (run (list->create, &local_error))
      ctn_bulk_log_add (self->log, list->reference_table, *id, &local_error);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  g_hash_table_insert (list->known, g_strdup (value), g_memdup2 (id, sizeof *id));
  return TRUE;
}

static gboolean
insert_list_value (CtnRecordWriter *self,
                   ListField *list,
                   gint64 owner,
                   const char *value,
                   GError **error)
{
  gint64 id = ctn_id_new ();
  gint64 reference = 0;

  if (list->known != NULL) {
    if (!find_reference (self, list, value, &reference, error))
      return FALSE;
    if (reference == 0)
      return TRUE;
  }
  ctn_statement_bind_int (list->statement, 1, id);
  ctn_statement_bind_int (list->statement, 2, owner);
  if (list->known != NULL)
    ctn_statement_bind_int (list->statement, 3, reference);
  else
    bind (list->statement, 3, list->field, value);
  return run (list->statement, error) && ctn_bulk_log_add (self->log, list->table, id, error);
}

static gboolean
insert_list (CtnRecordWriter *self,
             ListField *list,
             gint64 owner,
             const char *value,
             GError **error)
{
  g_auto (GStrv) values = NULL;

  if (!ctn_field_is_multiple (list->field) || strchr (value, ';') == NULL)
    return insert_list_value (self, list, owner, value, error);
  values = g_strsplit (value, "; ", -1);
  for (char **one = values; *one != NULL; one++)
    if (!insert_list_value (self, list, owner, *one, error))
      return FALSE;
  return TRUE;
}

/* The values of a year are one row. */
static gboolean
insert_yearly (CtnRecordWriter *self, gint64 owner, const char *const *values, GError **error)
{
  gint64 id = ctn_id_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < self->yearly->len; i++) {
    const ListField *list = &g_array_index (self->yearly, ListField, i);
    const char *value = values[list->index];

    any |= value != NULL && *value != '\0';
    bind (self->yearly_statement, (int) i + 4, list->field, value);
  }
  if (!any)
    return TRUE;
  ctn_statement_bind_int (self->yearly_statement, 1, id);
  ctn_statement_bind_int (self->yearly_statement, 2, owner);
  ctn_statement_bind_int (self->yearly_statement, 3, self->year);
  return run (self->yearly_statement, error) &&
         ctn_bulk_log_add (self->log, self->yearly_table, id, error);
}

gint64
ctn_record_writer_insert (CtnRecordWriter *self, const char *const *values, GError **error)
{
  gint64 id = ctn_id_new ();

  ctn_statement_bind_int (self->statement, 1, id);
  for (guint i = 0; i < self->n_columns; i++)
    bind (self->statement, (int) i + 2, self->columns[i], values[self->column_indices[i]]);
  if (!run (self->statement, error) || !ctn_bulk_log_add (self->log, self->table, id, error))
    return 0;
  for (guint i = 0; i < self->lists->len; i++) {
    ListField *list = &g_array_index (self->lists, ListField, i);
    const char *value = values[list->index];

    if (value == NULL || *value == '\0')
      continue;
    if (!insert_list (self, list, id, value, error))
      return 0;
  }
  if (self->yearly->len > 0 && !insert_yearly (self, id, values, error))
    return 0;
  return id;
}

gboolean
ctn_record_writer_finish (CtnRecordWriter *self, GError **error)
{
  return ctn_bulk_log_finish (self->log, error);
}
