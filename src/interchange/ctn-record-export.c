#include "ctn-record-export.h"

#include <ctn-chain.h>
#include <ctn-field-set.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-organisation.h>
#include <ctn-sort-order.h>

#include "ctn-csv-writer.h"
#include "ctn-xlsx-writer.h"

#define PARENT_WIDTH 32

/* The table being written. */
typedef struct {
  CtnConnection *reader;
  const CtnRecordExport *export;
  CtnFieldSet *fields; /* (owned) */
  guint n_fields;
  guint n_parents; /* columns before those of the fields */
  CtnCsvWriter *csv;
  CtnXlsxWriter *xlsx; /* one of the two */
  GCancellable *cancellable;
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->fields, ctn_field_set_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static const CtnField *
get_field (const Table *self, guint index)
{
  return ctn_field_set_get_field (self->fields, index);
}

static const CtnRecordParent *
get_parent (const Table *self, guint index)
{
  return &g_array_index (self->export->parents, CtnRecordParent, index);
}

/* The fields, then the ids of the parents. */
static char *
dup_select (const Table *self)
{
  const CtnRecordKind *kind = self->export->kind;
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->n_fields; i++) {
    g_autofree char *expression = ctn_record_dup_shown_sql (kind, get_field (self, i), "t");

    g_string_append_printf (sql, "%s, ", expression);
  }
  for (guint i = 0; i < self->n_parents; i++)
    g_string_append_printf (sql, "t.%s, ", get_parent (self, i)->column);
  g_string_append_printf (sql, "1 FROM %s t WHERE t.id = ?", kind->table);
  return g_string_free (sql, FALSE);
}

/* @texts keeps what is made here. */
static const char *
get_text (const Table *self, CtnStatement *row, guint column, GStringChunk *texts)
{
  const CtnField *field = get_field (self, column);
  g_autofree char *text = NULL;

  if (ctn_statement_is_null (row, (int) column))
    return NULL;
  if (field->type == CTN_FIELD_NUMBER)
    text = ctn_number_to_text (ctn_statement_get_double (row, (int) column));
  else if ((field->type == CTN_FIELD_CHOICE || field->type == CTN_FIELD_BOOLEAN) &&
           self->export->kind != ctn_organisation_kind ())
    text = ctn_field_format (field, ctn_statement_get_text (row, (int) column));
  else
    return ctn_statement_get_text (row, (int) column);
  return g_string_chunk_insert (texts, text);
}

/* An actor of a chain that has no name goes by its organisation's. */
static char *
dup_title (CtnConnection *reader, const CtnRecordKind *kind, gint64 id)
{
  g_autofree char *title = ctn_record_get_title (reader, kind, id, NULL);

  if (kind == ctn_chain_actor_kind () && (title == NULL || *title == '\0'))
    return ctn_connection_get_text (reader, NULL,
                                    "SELECT o.name FROM chain_actor a "
                                    "JOIN organisation o ON o.id = a.organisation WHERE a.id = ?",
                                    "i", id);
  return g_steal_pointer (&title);
}

static const char *
get_title (const Table *self, CtnStatement *row, guint index, GStringChunk *texts)
{
  gint64 id = ctn_statement_get_int (row, (int) (self->n_fields + index));
  g_autofree char *title =
      id != 0 ? dup_title (self->reader, get_parent (self, index)->kind, id) : NULL;

  return title != NULL ? g_string_chunk_insert (texts, title) : NULL;
}

static gboolean
write_row (const Table *self, const char *const *cells, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->xlsx != NULL)
    return ctn_xlsx_writer_write_row (self->xlsx, cells, error);
  return ctn_csv_writer_write_row (self->csv, cells, self->n_parents + self->n_fields,
                                   self->cancellable, error);
}

static gboolean
write_rows (Table *self, GError **error)
{
  g_autofree char *sql = dup_select (self);
  g_autofree const char **cells = g_new0 (const char *, self->n_parents + self->n_fields + 1);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  g_autoptr (CtnStatement) row = ctn_connection_query (self->reader, error, sql, "");

  for (guint i = 0; row != NULL && i < self->export->ids->len; i++) {
    g_autoptr (GError) local_error = NULL;
    gboolean found;

    ctn_statement_reset (row);
    ctn_statement_bind_int (row, 1, g_array_index (self->export->ids, gint64, i));
    found = ctn_statement_next (row, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    for (guint column = 0; found && column < self->n_parents; column++)
      cells[column] = get_title (self, row, column, texts);
    for (guint column = 0; found && column < self->n_fields; column++)
      cells[self->n_parents + column] = get_text (self, row, column, texts);
    if (found && !write_row (self, cells, error))
      return FALSE;
    g_string_chunk_clear (texts);
  }
  return row != NULL;
}

static gboolean
write_csv (Table *self, GOutputStream *stream, char delimiter, GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = delimiter, .byte_order_mark = TRUE };
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  g_autofree const char **titles = g_new0 (const char *, self->n_parents + self->n_fields + 1);

  self->csv = writer;
  for (guint i = 0; i < self->n_parents; i++)
    titles[i] = get_parent (self, i)->label;
  for (guint i = 0; i < self->n_fields; i++)
    titles[self->n_parents + i] = _ (get_field (self, i)->label);
  return write_row (self, titles, error) && write_rows (self, error) &&
         ctn_csv_writer_flush (writer, self->cancellable, error);
}

static CtnXlsxColumn
describe_column (const CtnField *field)
{
  CtnXlsxColumn column = { .title = ctn_field_get_label (field) };
  guint title_width = (guint) g_utf8_strlen (column.title, -1) + 4;

  if (field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER)
    column.type = CTN_XLSX_NUMBER;
  else if (field->type == CTN_FIELD_DATE)
    column.type = CTN_XLSX_DATE;
  if ((field->flags & CTN_FIELD_REQUIRED) != 0 || field->type == CTN_FIELD_LONG_TEXT)
    column.width = 40;
  else if (field->type == CTN_FIELD_TEXT || field->type == CTN_FIELD_URL ||
           field->type == CTN_FIELD_EMAIL)
    column.width = 24;
  column.width = MAX (column.width, title_width);
  return column;
}

static gboolean
write_xlsx (Table *self, GOutputStream *stream, GError **error)
{
  guint n = self->n_parents + self->n_fields;
  g_autofree CtnXlsxColumn *columns = g_new0 (CtnXlsxColumn, n);
  g_autoptr (CtnXlsxWriter) writer = NULL;

  for (guint i = 0; i < self->n_parents; i++)
    columns[i] = (CtnXlsxColumn) { get_parent (self, i)->label, CTN_XLSX_TEXT, PARENT_WIDTH };
  for (guint i = 0; i < self->n_fields; i++)
    columns[self->n_parents + i] = describe_column (get_field (self, i));
  self->xlsx = writer = ctn_xlsx_writer_new (_ (self->export->kind->plural), columns, n, error);
  return writer != NULL && write_rows (self, error) &&
         ctn_xlsx_writer_finish (writer, stream, self->cancellable, error);
}

/* @delimiter: 0 for XLSX */
static gboolean
write_file (Table *self, GFile *file, char delimiter, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (
      file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, self->cancellable, error);
  GOutputStream *out;

  if (stream == NULL)
    return FALSE;
  out = G_OUTPUT_STREAM (stream);
  if (delimiter != '\0' ? !write_csv (self, out, delimiter, error)
                        : !write_xlsx (self, out, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (out, cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (out, self->cancellable, error);
}

gboolean
ctn_record_export_csv (CtnConnection *reader,
                       const CtnRecordExport *export,
                       GFile *file,
                       char delimiter,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Table) table = { .reader = reader, .export = export, .cancellable = cancellable };

  table.fields = ctn_field_set_new (reader, export->kind, error);
  if (table.fields == NULL)
    return FALSE;
  table.n_fields = ctn_field_set_get_n_fields (table.fields);
  table.n_parents = export->parents != NULL ? export->parents->len : 0;
  return write_file (&table, file, delimiter, error);
}

gboolean
ctn_record_export (CtnConnection *reader,
                   const CtnRecordExport *export,
                   GFile *file,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  gboolean xlsx = lower != NULL && g_str_has_suffix (lower, ".xlsx");

  return ctn_record_export_csv (reader, export, file, xlsx ? '\0' : ';', cancellable, error);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

GArray *
ctn_record_export_list (CtnConnection *reader,
                        const CtnRecordKind *kind,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) ids = ctn_record_list_all (reader, kind, error);
  g_autoptr (CtnSortOrder) order = NULL;

  if (ids == NULL || kind != ctn_organisation_kind ())
    return g_steal_pointer (&ids);
  order =
      ctn_sort_order_new (reader, ctn_record_kind_find_field (kind, "name"), cancellable, error);
  if (order == NULL)
    return NULL;
  g_array_sort (ids, compare_ids);
  ctn_sort_order_sort (order, ids, FALSE);
  return g_steal_pointer (&ids);
}
