#include "ctn-organisation-export.h"

#include <ctn-field-set.h>
#include <ctn-number.h>
#include <ctn-record.h>
#include <glib/gi18n-lib.h>

#include "ctn-csv-writer.h"

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

static gboolean
write_header (CtnCsvWriter *writer,
              const CtnFieldSet *fields,
              const char **cells,
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; i < ctn_field_set_get_n_fields (fields); i++)
    cells[i] = _ (ctn_field_set_get_field (fields, i)->label);
  return ctn_csv_writer_write_row (writer, cells, ctn_field_set_get_n_fields (fields), cancellable,
                                   error);
}

static gboolean
write_rows (CtnConnection *reader,
            const CtnFieldSet *fields,
            GArray *ids,
            CtnCsvWriter *writer,
            GCancellable *cancellable,
            GError **error)
{
  guint n = ctn_field_set_get_n_fields (fields);
  g_autofree char *sql = dup_select (fields);
  g_autofree const char **cells = g_new0 (const char *, n + 1);
  g_autoptr (GStringChunk) numbers = g_string_chunk_new (256);

  if (!write_header (writer, fields, cells, cancellable, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (CtnStatement) row =
        ctn_connection_query (reader, &local_error, sql, "i", g_array_index (ids, gint64, i));
    gboolean found = ctn_statement_next (row, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    for (guint column = 0; found && column < n; column++)
      cells[column] =
          get_text (row, (int) column, ctn_field_set_get_field (fields, column), numbers);
    if (found && !ctn_csv_writer_write_row (writer, cells, n, cancellable, error))
      return FALSE;
    g_string_chunk_clear (numbers);
  }
  return ctn_csv_writer_flush (writer, cancellable, error);
}

gboolean
ctn_organisation_export_csv (CtnConnection *reader,
                             GArray *ids,
                             GFile *file,
                             char delimiter,
                             GCancellable *cancellable,
                             GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = delimiter, .byte_order_mark = TRUE };
  g_autoptr (CtnFieldSet) fields = ctn_field_set_new (reader, ctn_organisation_kind (), error);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (CtnCsvWriter) writer = NULL;

  if (fields == NULL)
    return FALSE;
  stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  if (stream == NULL)
    return FALSE;
  writer = ctn_csv_writer_new (G_OUTPUT_STREAM (stream), &options);
  if (!write_rows (reader, fields, ids, writer, cancellable, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}
