/* Reports as files. */
#pragma once

#include <gio/gio.h>

#include "ctn-document.h"

G_BEGIN_DECLS

typedef enum {
  CTN_REPORT_PDF,
  CTN_REPORT_DOCX,
  CTN_REPORT_HTML,
  CTN_REPORT_XLSX, /* its tables alone */
} CtnReportFormat;

/* The format that a file's name asks for by its ending (.pdf, .docx, .html, .htm, .xlsx, in any case). %FALSE
 * when it asks for none. */
gboolean ctn_report_format_from_name (const char *name, CtnReportFormat *format);

/* Writes @document to @file, replacing it when all has been written and not before. Blocks; any thread.
 * Errors: G_IO_ERROR, CTN_CHARTS_ERROR, CTN_INTERCHANGE_ERROR. */
gboolean ctn_report_export (CtnDocument *document,
                            CtnReportFormat format,
                            GFile *file,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
