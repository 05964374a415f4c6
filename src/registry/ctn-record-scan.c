#include "ctn-record-scan.h"

#include <ctn-number.h>

/* Where the values of one field come from. */
typedef struct {
  const CtnField *field;
  int column;    /* of the records' statement, or -1 for a list */
  gint64 year;   /* of the value in @text */
  GString *text; /* (owned) value of this record, unless it is the column itself */
} Source;

/* The rows of a table that lists values, by owner. */
typedef struct {
  GPtrArray *sources; /* (owned) Source: one, or several that differ in their key alone */
  CtnStatement *rows; /* (owned) owner, value, year, key */
  gint64 owner;       /* of the row that @rows stands at; G_MAXINT64 at the end */
} List;

struct _CtnRecordScan {
  CtnStatement *records; /* (owned) */
  Source *sources;       /* (owned) */
  guint n_sources;
  GArray *lists;   /* (owned) List */
  gboolean at_end; /* one more step would begin again */
  gint64 id;
};

static void
list_clear (gpointer data)
{
  List *list = data;

  g_clear_pointer (&list->sources, g_ptr_array_unref);
  g_clear_pointer (&list->rows, ctn_statement_free);
}

/* Identifiers in the SQL of this file come from field descriptions, which are literals. */

static char *
dup_list_sql (const CtnField *field)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (
      sql, "SELECT l.%s, %s.%s, ", field->list_owner, field->reference_table != NULL ? "r" : "l",
      field->reference_table != NULL ? field->reference_column : field->list_column);
  g_string_append (sql, field->yearly ? "l.year" : "NULL");
  if (field->list_key_column != NULL)
    g_string_append_printf (sql, ", l.%s", field->list_key_column);
  g_string_append_printf (sql, " FROM %s l", field->list_table);
  if (field->reference_table != NULL)
    g_string_append_printf (sql, " JOIN %s r ON r.id = l.%s", field->reference_table,
                            field->list_column);
  g_string_append_printf (sql, " ORDER BY l.%s, l.id", field->list_owner);
  return g_string_free (sql, FALSE);
}

/* Identifiers of all schemes are read at once. */
static gboolean
share_rows (const CtnField *one, const CtnField *other)
{
  return one->list_key_column != NULL && other->list_key_column != NULL &&
         g_str_equal (one->list_table, other->list_table) &&
         g_str_equal (one->list_key_column, other->list_key_column) &&
         g_str_equal (one->list_owner, other->list_owner) &&
         g_str_equal (one->list_column, other->list_column);
}

static List *
get_list (CtnRecordScan *self, const CtnField *field)
{
  List added = { .owner = 0 };

  for (guint i = 0; i < self->lists->len; i++) {
    List *list = &g_array_index (self->lists, List, i);
    const Source *first = g_ptr_array_index (list->sources, 0);

    if (share_rows (first->field, field))
      return list;
  }
  added.sources = g_ptr_array_new ();
  g_array_append_val (self->lists, added);
  return &g_array_index (self->lists, List, self->lists->len - 1);
}

static gboolean
list_step (List *list, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  list->owner = ctn_statement_next (list->rows, &local_error)
                    ? ctn_statement_get_int (list->rows, 0)
                    : G_MAXINT64;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
start_lists (CtnRecordScan *self, CtnConnection *reader, GError **error)
{
  for (guint i = 0; i < self->n_sources; i++)
    if (self->sources[i].column < 0)
      g_ptr_array_add (get_list (self, self->sources[i].field)->sources, &self->sources[i]);
  for (guint i = 0; i < self->lists->len; i++) {
    List *list = &g_array_index (self->lists, List, i);
    const Source *first = g_ptr_array_index (list->sources, 0);
    g_autofree char *sql = dup_list_sql (first->field);

    list->rows = ctn_connection_query (reader, error, sql, "");
    if (list->rows == NULL || !list_step (list, error))
      return FALSE;
  }
  return TRUE;
}

CtnRecordScan *
ctn_record_scan_new (CtnConnection *reader,
                     const CtnRecordKind *kind,
                     const CtnField *const *fields,
                     guint n_fields,
                     GError **error)
{
  g_autoptr (CtnRecordScan) self = g_new0 (CtnRecordScan, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  int n_columns = 1;

  self->lists = g_array_new (FALSE, FALSE, sizeof (List));
  g_array_set_clear_func (self->lists, list_clear);
  self->sources = g_new0 (Source, n_fields + 1);
  self->n_sources = n_fields;
  for (guint i = 0; i < n_fields; i++) {
    Source *source = &self->sources[i];

    source->field = fields[i];
    source->text = g_string_new (NULL);
    source->column = fields[i]->column != NULL ? n_columns++ : -1;
    if (fields[i]->column != NULL)
      g_string_append_printf (sql, ", %s", fields[i]->column);
  }
  g_string_append_printf (sql, " FROM %s ORDER BY id", kind->table);
  self->records = ctn_connection_query (reader, error, sql->str, "");
  return self->records != NULL && start_lists (self, reader, error) ? g_steal_pointer (&self)
                                                                    : NULL;
}

void
ctn_record_scan_free (CtnRecordScan *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lists);
  for (guint i = 0; i < self->n_sources; i++)
    if (self->sources[i].text != NULL)
      g_string_free (self->sources[i].text, TRUE);
  g_clear_pointer (&self->records, ctn_statement_free);
  g_free (self->sources);
  g_free (self);
}

static void
append_value (const CtnField *field, CtnStatement *rows, int column, GString *text)
{
  g_autofree char *number = NULL;

  if (field->type == CTN_FIELD_NUMBER)
    number = ctn_number_to_text (ctn_statement_get_double (rows, column));
  g_string_append (text, number != NULL ? number : ctn_statement_get_text (rows, column));
}

/* Takes the value of the row that the list stands at: one more, or that of a later year. */
static void
take_value (Source *source, CtnStatement *rows)
{
  if (source->field->yearly) {
    gint64 year = ctn_statement_get_int (rows, 2);

    if (source->text->len > 0 && year <= source->year)
      return;
    source->year = year;
    g_string_truncate (source->text, 0);
  } else if (source->text->len > 0) {
    g_string_append (source->text, "; ");
  }
  append_value (source->field, rows, 1, source->text);
}

static void
take_row (const List *list)
{
  if (ctn_statement_is_null (list->rows, 1))
    return;
  for (guint i = 0; i < list->sources->len; i++) {
    Source *source = g_ptr_array_index (list->sources, i);

    if (source->field->list_key_column == NULL ||
        g_strcmp0 (ctn_statement_get_text (list->rows, 3), source->field->list_key) == 0)
      take_value (source, list->rows);
  }
}

static gboolean
read_list (List *list, gint64 id, GError **error)
{
  while (list->owner <= id && list->owner != G_MAXINT64) {
    if (list->owner == id)
      take_row (list);
    if (!list_step (list, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_record_scan_next (CtnRecordScan *self, GError **error)
{
  self->at_end = self->at_end || !ctn_statement_next (self->records, error);
  if (self->at_end)
    return FALSE;
  self->id = ctn_statement_get_int (self->records, 0);
  for (guint i = 0; i < self->n_sources; i++) {
    Source *source = &self->sources[i];

    g_string_truncate (source->text, 0);
    if (source->column >= 0 && source->field->type == CTN_FIELD_NUMBER &&
        !ctn_statement_is_null (self->records, source->column))
      append_value (source->field, self->records, source->column, source->text);
  }
  for (guint i = 0; i < self->lists->len; i++)
    if (!read_list (&g_array_index (self->lists, List, i), self->id, error))
      return FALSE;
  return TRUE;
}

gint64
ctn_record_scan_get_id (CtnRecordScan *self)
{
  return self->id;
}

const char *
ctn_record_scan_get_text (CtnRecordScan *self, guint field)
{
  const Source *source = &self->sources[field];
  const char *text;

  if (source->column < 0 || source->field->type == CTN_FIELD_NUMBER)
    return source->text->str;
  text = ctn_statement_get_text (self->records, source->column);
  return text != NULL ? text : "";
}
