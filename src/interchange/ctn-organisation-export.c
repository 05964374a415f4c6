#include "ctn-organisation-export.h"

#include <ctn-record.h>
#include <glib/gi18n-lib.h>

#include "ctn-csv-writer.h"

static char *
dup_select (guint *n_columns)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  GString *sql = g_string_new ("SELECT ");

  *n_columns = 0;
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *expression = NULL;

    if (field->group == NULL)
      continue;
    expression = ctn_record_dup_sql (kind, field, "t");
    g_string_append_printf (sql, "%s%s", (*n_columns)++ > 0 ? ", " : "", expression);
  }
  g_string_append_printf (sql, " FROM %s t WHERE t.id = ?", kind->table);
  return g_string_free (sql, FALSE);
}

static gboolean
write_header (CtnCsvWriter *writer,
              const char **cells,
              guint n,
              GCancellable *cancellable,
              GError **error)
{
  guint i = 0;

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->group != NULL)
      cells[i++] = _ (field->label);
  return ctn_csv_writer_write_row (writer, cells, n, cancellable, error);
}

static gboolean
write_rows (CtnConnection *reader,
            GArray *ids,
            CtnCsvWriter *writer,
            GCancellable *cancellable,
            GError **error)
{
  guint n = 0;
  g_autofree char *sql = dup_select (&n);
  g_autofree const char **cells = g_new0 (const char *, n + 1);

  if (!write_header (writer, cells, n, cancellable, error))
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
      cells[column] = ctn_statement_get_text (row, (int) column);
    if (found && !ctn_csv_writer_write_row (writer, cells, n, cancellable, error))
      return FALSE;
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
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  g_autoptr (CtnCsvWriter) writer = NULL;

  if (stream == NULL)
    return FALSE;
  writer = ctn_csv_writer_new (G_OUTPUT_STREAM (stream), &options);
  if (!write_rows (reader, ids, writer, cancellable, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}
