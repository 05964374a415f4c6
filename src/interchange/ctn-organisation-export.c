#include "ctn-organisation-export.h"

#include <ctn-field-set.h>
#include <ctn-number.h>
#include <ctn-record.h>
#include <glib/gi18n-lib.h>

#include "ctn-csv-writer.h"
#include "ctn-xlsx-writer.h"

static char *
dup_select (const CtnFieldSet *fields)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < ctn_field_set_get_n_fields (fields); i++) {
    g_autofree char *expression =
        ctn_record_dup_sql (kind, ctn_field_set_get_field (fields, i), "t");

    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", expression);
  }
  g_string_append_printf (sql, " FROM %s t WHERE t.id = ?", kind->table);
  return g_string_free (sql, FALSE);
}

/* The canonical value; a number's text is kept in @numbers. */
static const char *
get_text (CtnStatement *row, int column, const CtnField *field, GStringChunk *numbers)
{
  g_autofree char *text = NULL;

  if (field->type != CTN_FIELD_NUMBER || ctn_statement_is_null (row, column))
    return ctn_statement_get_text (row, column);
  text = ctn_number_to_text (ctn_statement_get_double (row, column));
  return g_string_chunk_insert (numbers, text);
}

/* Where the rows go: one of the two. */
typedef struct {
  CtnCsvWriter *csv;
  CtnXlsxWriter *xlsx;
  GCancellable *cancellable;
} Output;

static gboolean
write_row (const Output *output, const char *const *cells, guint n, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (output->cancellable, error))
    return FALSE;
  if (output->xlsx != NULL)
    return ctn_xlsx_writer_write_row (output->xlsx, cells, error);
  return ctn_csv_writer_write_row (output->csv, cells, n, output->cancellable, error);
}

static gboolean
write_rows (CtnConnection *reader,
            const CtnFieldSet *fields,
            GArray *ids,
            const Output *output,
            GError **error)
{
  guint n = ctn_field_set_get_n_fields (fields);
  g_autofree char *sql = dup_select (fields);
  g_autofree const char **cells = g_new0 (const char *, n + 1);
  g_autoptr (GStringChunk) numbers = g_string_chunk_new (256);
  g_autoptr (CtnStatement) row = ctn_connection_query (reader, error, sql, "");

  for (guint i = 0; row != NULL && i < ids->len; i++) {
    g_autoptr (GError) local_error = NULL;
    gboolean found;

    ctn_statement_reset (row);
    ctn_statement_bind_int (row, 1, g_array_index (ids, gint64, i));
    found = ctn_statement_next (row, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    for (guint column = 0; found && column < n; column++)
      cells[column] =
          get_text (row, (int) column, ctn_field_set_get_field (fields, column), numbers);
    if (found && !write_row (output, cells, n, error))
      return FALSE;
    g_string_chunk_clear (numbers);
  }
  return row != NULL;
}

static gboolean
write_csv (CtnConnection *reader,
           const CtnFieldSet *fields,
           GArray *ids,
           GOutputStream *stream,
           char delimiter,
           GCancellable *cancellable,
           GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = delimiter, .byte_order_mark = TRUE };
  guint n = ctn_field_set_get_n_fields (fields);
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  g_autofree const char **titles = g_new0 (const char *, n + 1);
  const Output output = { .csv = writer, .cancellable = cancellable };

  for (guint i = 0; i < n; i++)
    titles[i] = _ (ctn_field_set_get_field (fields, i)->label);
  return write_row (&output, titles, n, error) &&
         write_rows (reader, fields, ids, &output, error) &&
         ctn_csv_writer_flush (writer, cancellable, error);
}

static CtnXlsxColumn
describe_column (const CtnField *field)
{
  CtnXlsxColumn column = { .title = _ (field->label) };
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
write_xlsx (CtnConnection *reader,
            const CtnFieldSet *fields,
            GArray *ids,
            GOutputStream *stream,
            GCancellable *cancellable,
            GError **error)
{
  guint n = ctn_field_set_get_n_fields (fields);
  g_autofree CtnXlsxColumn *columns = g_new0 (CtnXlsxColumn, n);
  g_autoptr (CtnXlsxWriter) writer = NULL;
  Output output = { .cancellable = cancellable };

  for (guint i = 0; i < n; i++)
    columns[i] = describe_column (ctn_field_set_get_field (fields, i));
  writer = ctn_xlsx_writer_new (_ ("Partners"), columns, n, error);
  output.xlsx = writer;
  return writer != NULL && write_rows (reader, fields, ids, &output, error) &&
         ctn_xlsx_writer_finish (writer, stream, cancellable, error);
}

/* @delimiter: 0 for XLSX */
static gboolean export (CtnConnection *reader,
                        GArray *ids,
                        GFile *file,
                        char delimiter,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CtnFieldSet) fields = ctn_field_set_new (reader, ctn_organisation_kind (), error);
  g_autoptr (GFileOutputStream) stream = NULL;
  GOutputStream *out;

  if (fields == NULL)
    return FALSE;
  stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  if (stream == NULL)
    return FALSE;
  out = G_OUTPUT_STREAM (stream);
  if (delimiter != '\0' ? !write_csv (reader, fields, ids, out, delimiter, cancellable, error)
                        : !write_xlsx (reader, fields, ids, out, cancellable, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (out, cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (out, cancellable, error);
}

gboolean
ctn_organisation_export_csv (CtnConnection *reader,
                             GArray *ids,
                             GFile *file,
                             char delimiter,
                             GCancellable *cancellable,
                             GError **error)
{
  return export (reader, ids, file, delimiter, cancellable, error);
}

gboolean
ctn_organisation_export (CtnConnection *reader,
                         GArray *ids,
                         GFile *file,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  gboolean xlsx = lower != NULL && g_str_has_suffix (lower, ".xlsx");

  return export (reader, ids, file, xlsx ? '\0' : ';', cancellable, error);
}
