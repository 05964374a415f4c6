#include "ctn-record-scan.h"

#include <ctn-number.h>

/* Where the values of one field come from. */
typedef struct {
  const CtnField *field;
  int column;         /* of the records' statement, or -1 for a list */
  CtnStatement *rows; /* (owned) (nullable) owner, value (, year) of a list, by owner */
  gint64 owner;       /* of the row that @rows stands at; G_MAXINT64 at the end */
  gint64 year;        /* of the value in @text */
  GString *text;      /* (owned) value of this record, unless it is the column itself */
} Source;

struct _CtnRecordScan {
  CtnStatement *records; /* (owned) */
  Source *sources;       /* (owned) */
  guint n_sources;
  gboolean at_end; /* one more step would begin again */
  gint64 id;
};

/* Identifiers in the SQL of this file come from field descriptions, which are literals. */

static char *
dup_list_sql (const CtnField *field)
{
  GString *sql = g_string_new (NULL);

  if (field->reference_table != NULL)
    g_string_append_printf (sql, "SELECT l.%s, r.%s FROM %s l JOIN %s r ON r.id = l.%s",
                            field->list_owner, field->reference_column, field->list_table,
                            field->reference_table, field->list_column);
  else
    g_string_append_printf (sql, "SELECT l.%s, l.%s%s FROM %s l", field->list_owner,
                            field->list_column, field->yearly ? ", l.year" : "", field->list_table);
  if (field->list_key_column != NULL)
    g_string_append_printf (sql, " WHERE l.%s = '%s'", field->list_key_column, field->list_key);
  g_string_append_printf (sql, " ORDER BY l.%s, l.id", field->list_owner);
  return g_string_free (sql, FALSE);
}

static gboolean
source_step (Source *source, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  source->owner = ctn_statement_next (source->rows, &local_error)
                      ? ctn_statement_get_int (source->rows, 0)
                      : G_MAXINT64;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
start_lists (CtnRecordScan *self, CtnConnection *reader, GError **error)
{
  for (guint i = 0; i < self->n_sources; i++) {
    Source *source = &self->sources[i];
    g_autofree char *sql = NULL;

    if (source->column >= 0)
      continue;
    sql = dup_list_sql (source->field);
    source->rows = ctn_connection_query (reader, error, sql, "");
    if (source->rows == NULL || !source_step (source, error))
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
  for (guint i = 0; i < self->n_sources; i++) {
    g_clear_pointer (&self->sources[i].rows, ctn_statement_free);
    if (self->sources[i].text != NULL)
      g_string_free (self->sources[i].text, TRUE);
  }
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

/* Takes the value of the row that a list stands at: one more, or that of a later year. */
static void
take_row (Source *source)
{
  if (ctn_statement_is_null (source->rows, 1))
    return;
  if (source->field->yearly) {
    gint64 year = ctn_statement_get_int (source->rows, 2);

    if (source->text->len > 0 && year <= source->year)
      return;
    source->year = year;
    g_string_truncate (source->text, 0);
  } else if (source->text->len > 0) {
    g_string_append (source->text, "; ");
  }
  append_value (source->field, source->rows, 1, source->text);
}

static gboolean
read_list (Source *source, gint64 id, GError **error)
{
  while (source->owner <= id && source->owner != G_MAXINT64) {
    if (source->owner == id)
      take_row (source);
    if (!source_step (source, error))
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
    if (source->column < 0 && !read_list (source, self->id, error))
      return FALSE;
    if (source->column >= 0 && source->field->type == CTN_FIELD_NUMBER &&
        !ctn_statement_is_null (self->records, source->column))
      append_value (source->field, self->records, source->column, source->text);
  }
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
