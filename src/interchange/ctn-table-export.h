/* A table of text cells to CSV and XLSX, for those whose rows are no records (ctn-record-export.h writes those).
 * Formulas are neutralised (ctn-csv-protect.h, ctn-xlsx-writer.h). */
#pragma once

#include "ctn-xlsx-writer.h"

G_BEGIN_DECLS

typedef struct _CtnTableExport CtnTableExport;

/* Writes a row; %NULL and "" are empty cells. @cells: one a column */
gboolean ctn_table_export_row (CtnTableExport *self, const char *const *cells, GError **error);

/* Writes all rows with ctn_table_export_row(). */
typedef gboolean (*CtnTableExportFunc) (CtnTableExport *self, gpointer data, GError **error);

/* XLSX if the name of @file ends so, else CSV with semicolons. @sheet and the titles of @columns are translated here.
 * Blocks; any thread. Replaces the file as a whole or not at all. Errors: those of @rows and of writing. */
gboolean ctn_table_export (GFile *file,
                           const char *sheet,
                           const CtnXlsxColumn *columns,
                           guint n_columns,
                           CtnTableExportFunc rows,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
