/* Sheets of an ODS file (OpenDocument 1.2 and later, ISO 26300). */
#pragma once

#include "ctn-sheet-archive.h"
#include "ctn-table.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  gboolean hidden;
} CtnOdsSheet;

/* Lists the sheets. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_…, G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type CtnOdsSheet) */
GPtrArray *ctn_ods_reader_list (CtnSheetArchive *archive,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads sheet @index. Values as of ctn_xlsx_reader_read(); what a number's format fills with zeros
 * is taken as shown. Repeated rows and cells are bounded. Returns: (transfer full) */
CtnTable *ctn_ods_reader_read (CtnSheetArchive *archive,
                               guint index,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
