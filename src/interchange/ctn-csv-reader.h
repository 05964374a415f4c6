/* Rows of a CSV file, one after the other, with little memory whatever the file's size.
 *
 * Grammar: RFC 4180 by libcsv, with any of LF, CR LF and CR as line end, spaces kept, blank lines
 * skipped, a quote inside an unquoted cell taken as it is. Rows may differ in length. Bytes are read
 * and not mapped into memory, since a file that shrinks while it is mapped would end the program.
 */
#pragma once

#include <gio/gio.h>

#include "ctn-csv-format.h"

G_BEGIN_DECLS

#define CTN_CSV_MAX_CELLS 10000              /* in a row */
#define CTN_CSV_MAX_CELL_BYTES (1024 * 1024) /* of UTF-8 */
#define CTN_CSV_MAX_ROW_BYTES (16 * 1024 * 1024)

typedef struct {
  const char *text; /* valid UTF-8, ends with NUL */
  gsize length;     /* in bytes, without the NUL */
} CtnCsvCell;

/* A row, valid until the next one is read. */
typedef struct {
  const CtnCsvCell *cells;
  gsize n_cells;  /* at least 1 */
  guint64 number; /* of the row in the file, from 1, the header included, blank lines not */
  guint64 line;   /* where the row begins, from 1 */
} CtnCsvRow;

#define CTN_TYPE_CSV_READER (ctn_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (CtnCsvReader, ctn_csv_reader, CTN, CSV_READER, GObject)

/* Opens @file. What @wanted (nullable) leaves open is found out: the encoding from the whole file, the
 * delimiter and the header from its start. Blocks.
 * Errors: those of GIO and of ctn_csv_reader_next().
 * Returns: (transfer full): the reader, before the first row, which is the header if there is one. */
CtnCsvReader *ctn_csv_reader_new (GFile *file,
                                  const CtnCsvFormat *wanted,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As ctn_csv_reader_new() for a stream, which is read once only: the encoding is found out from its
 * first MiB. */
CtnCsvReader *ctn_csv_reader_new_for_stream (GInputStream *stream,
                                             const CtnCsvFormat *wanted,
                                             GCancellable *cancellable,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As ctn_csv_reader_new() for bytes, which are copied by reference. */
CtnCsvReader *ctn_csv_reader_new_for_bytes (GBytes *bytes,
                                            const CtnCsvFormat *wanted,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The format that is used; nothing in it is unknown. */
const CtnCsvFormat *ctn_csv_reader_get_format (CtnCsvReader *self);

/* Reads the next row. The apostrophe with which ctn_csv_protect() marks a cell that could be taken
 * for a formula is taken away. Blocks.
 *
 * Errors: CTN_INTERCHANGE_ERROR_ENCODING (a byte that does not fit, or zero; with its line),
 * CTN_INTERCHANGE_ERROR_SYNTAX (a quote that is never closed; with the line of its row),
 * CTN_INTERCHANGE_ERROR_TOO_LARGE (more than CTN_CSV_MAX_…; with row and column), GIO's. After an
 * error the reader gives no more rows.
 *
 * Returns: TRUE with @row set; FALSE at the end (@error not set) or on an error. */
gboolean
ctn_csv_reader_next (CtnCsvReader *self, CtnCsvRow *row, GCancellable *cancellable, GError **error);

/* Called for every row; FALSE with @error set stops with that error, FALSE alone just stops. */
typedef gboolean (*CtnCsvRowFunc) (const CtnCsvRow *row, gpointer data, GError **error);

/* Calls @func for every row that is left, the header included. FALSE on an error. */
gboolean ctn_csv_reader_for_each (CtnCsvReader *self,
                                  CtnCsvRowFunc func,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
