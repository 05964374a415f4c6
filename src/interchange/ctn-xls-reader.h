/* Sheets of an XLS file: BIFF 5 and 8, by [MS-XLS].
 *
 * Ours and not FreeXL, which gives no results of formulas, leaves out whole files, and crashes within
 * seconds of fuzzing. */
#pragma once

#include <gio/gio.h>

#include "ctn-table.h"

G_BEGIN_DECLS

typedef struct _CtnXlsFile CtnXlsFile;

/* Opens the bytes of an OLE file. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX (damaged, protected by a password). Returns: (transfer full) */
CtnXlsFile *ctn_xls_file_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_xls_file_free (CtnXlsFile *self);

/* Tables only, no charts and macros. */
guint ctn_xls_file_get_n_sheets (CtnXlsFile *self);
const char *ctn_xls_file_get_name (CtnXlsFile *self, guint index);
gboolean ctn_xls_file_is_hidden (CtnXlsFile *self, guint index);

/* Reads sheet @index. Values as of ctn_xlsx_reader_read(). Returns: (transfer full) */
CtnTable *ctn_xls_file_read (CtnXlsFile *self,
                             guint index,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnXlsFile, ctn_xls_file_free)

G_END_DECLS
