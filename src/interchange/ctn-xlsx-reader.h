/* One sheet of an XLSX file as a table. */
#pragma once

#include "ctn-table.h"
#include "ctn-xlsx-package.h"

G_BEGIN_DECLS

/* Reads sheet @index of @package. Formulas count as what the program that wrote them calculated; of
 * merged cells the first has the value; truth values are TRUE and FALSE, errors "#N/A" and the like;
 * numbers and dates as of ctn_sheet_number_format(). Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_… with the place, G_IO_ERROR_CANCELLED. Returns: (transfer full) */
CtnTable *ctn_xlsx_reader_read (CtnXlsxPackage *package,
                                guint index,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
