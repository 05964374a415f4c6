#include "ctn-table-export.h"

#include <ctn-i18n.h>

#include "ctn-csv-writer.h"

/* Where the rows go: one of the two. */
struct _CtnTableExport {
  const CtnXlsxColumn *columns; /* titles translated */
  guint n_columns;
  CtnCsvWriter *csv;
  CtnXlsxWriter *xlsx;
  GCancellable *cancellable;
};

gboolean
ctn_table_export_row (CtnTableExport *self, const char *const *cells, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->xlsx != NULL)
    return ctn_xlsx_writer_write_row (self->xlsx, cells, error);
  return ctn_csv_writer_write_row (self->csv, cells, self->n_columns, self->cancellable, error);
}

static gboolean
write_csv (CtnTableExport *self,
           GOutputStream *stream,
           CtnTableExportFunc rows,
           gpointer data,
           GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = ';', .byte_order_mark = TRUE };
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  g_autofree const char **titles = g_new (const char *, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    titles[i] = self->columns[i].title;
  self->csv = writer;
  return ctn_table_export_row (self, titles, error) && rows (self, data, error) &&
         ctn_csv_writer_flush (writer, self->cancellable, error);
}

static gboolean
write_xlsx (CtnTableExport *self,
            const char *sheet,
            GOutputStream *stream,
            CtnTableExportFunc rows,
            gpointer data,
            GError **error)
{
  g_autoptr (CtnXlsxWriter) writer =
      ctn_xlsx_writer_new (sheet, self->columns, self->n_columns, error);

  self->xlsx = writer;
  return writer != NULL && rows (self, data, error) &&
         ctn_xlsx_writer_finish (writer, stream, self->cancellable, error);
}

gboolean
ctn_table_export (GFile *file,
                  const char *sheet,
                  const CtnXlsxColumn *columns,
                  guint n_columns,
                  CtnTableExportFunc rows,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree CtnXlsxColumn *translated = g_memdup2 (columns, n_columns * sizeof *columns);
  CtnTableExport self = { .columns = translated, n_columns, .cancellable = cancellable };
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  gboolean xlsx = lower != NULL && g_str_has_suffix (lower, ".xlsx");
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  GOutputStream *out = G_OUTPUT_STREAM (stream);

  if (stream == NULL)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    translated[i].title = _ (columns[i].title);
  if (xlsx ? !write_xlsx (&self, _ (sheet), out, rows, data, error)
           : !write_csv (&self, out, rows, data, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (out, cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (out, cancellable, error);
}
