/* Sheets of an XLS file (BIFF 5 and 8), by FreeXL. */
#pragma once

#include <gio/gio.h>

#include "ctn-table.h"

G_BEGIN_DECLS

/* FreeXL wants a whole file at once, and nobody writes large ones in this format any more. */
#define CTN_XLS_MAX_BYTES (64u * 1024 * 1024)

typedef struct _CtnXlsFile CtnXlsFile;

/* Opens the bytes of an OLE file. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX (damaged, protected by a password), _TOO_LARGE, GIO's when
 * there is no room for a temporary file. Returns: (transfer full) */
CtnXlsFile *ctn_xls_file_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_xls_file_free (CtnXlsFile *self);

guint ctn_xls_file_get_n_sheets (CtnXlsFile *self);
const char *ctn_xls_file_get_name (CtnXlsFile *self, guint index);

/* Reads sheet @index. Values as of ctn_xlsx_reader_read(), but percentages are plain numbers, and
 * truth values are 1 and 0, since FreeXL does not tell. Returns: (transfer full) */
CtnTable *ctn_xls_file_read (CtnXlsFile *self,
                             guint index,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnXlsFile, ctn_xls_file_free)

G_END_DECLS
