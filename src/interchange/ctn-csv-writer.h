/* Writes CSV as RFC 4180 has it, in UTF-8, safe to open in a spreadsheet (see ctn-csv-protect.h).
 * What it writes, CtnCsvReader reads back unchanged.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char delimiter;           /* 0 means ',' */
  gboolean byte_order_mark; /* Excel needs it to see that the file is UTF-8 */
  gboolean
      without_protection; /* for programs that read formulas' signs as text; never for people */
} CtnCsvWriterOptions;

#define CTN_TYPE_CSV_WRITER (ctn_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (CtnCsvWriter, ctn_csv_writer, CTN, CSV_WRITER, GObject)

/* @options: (nullable): NULL for a comma, no mark, with protection.
 * Returns: (transfer full): a writer that adds to @stream. */
CtnCsvWriter *ctn_csv_writer_new (GOutputStream *stream,
                                  const CtnCsvWriterOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a row of @n_cells cells, at least one; NULL is written as an empty cell, what is not UTF-8
 * with U+FFFD for the broken bytes. Rows are gathered and reach the stream in larger pieces. Blocks.
 * Errors: those of the stream. */
gboolean ctn_csv_writer_write_row (CtnCsvWriter *self,
                                   const char *const *cells,
                                   gsize n_cells,
                                   GCancellable *cancellable,
                                   GError **error);

/* Writes what was gathered and flushes the stream, which stays open. To be called at the end, or rows
 * are lost. */
gboolean ctn_csv_writer_flush (CtnCsvWriter *self, GCancellable *cancellable, GError **error);

G_END_DECLS
