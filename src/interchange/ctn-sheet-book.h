/* A spreadsheet file of any kind that is read: XLSX, ODS, XLS. Told by its bytes, not its name. */
#pragma once

#include <gio/gio.h>

#include "ctn-table.h"

G_BEGIN_DECLS

typedef enum {
  CTN_SHEET_KIND_NONE, /* something else, such as CSV */
  CTN_SHEET_KIND_XLSX,
  CTN_SHEET_KIND_ODS,
  CTN_SHEET_KIND_XLS,
} CtnSheetKind;

typedef struct _CtnSheetBook CtnSheetBook;

/* Whether @file begins as a spreadsheet does: with the signature of zip or of an OLE file. FALSE, too,
 * when it cannot be read: whoever reads it next says why. Blocks. */
gboolean ctn_sheet_book_is_one (GFile *file, GCancellable *cancellable);

/* Opens @file and lists its sheets. Blocks; any thread.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX (damaged, protected by a password, no table in it),
 * _TOO_LARGE, those of GIO. Returns: (transfer full) */
CtnSheetBook *ctn_sheet_book_open (GFile *file,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnSheetBook *ctn_sheet_book_open_bytes (GBytes *bytes,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_sheet_book_free (CtnSheetBook *self);

/* At least one. */
guint ctn_sheet_book_get_n_sheets (CtnSheetBook *self);
const char *ctn_sheet_book_get_name (CtnSheetBook *self, guint index);
gboolean ctn_sheet_book_is_hidden (CtnSheetBook *self, guint index);

/* The sheet of this name, case not counted; -1 if there is none. */
int ctn_sheet_book_find (CtnSheetBook *self, const char *name);

/* The cells of a sheet as texts, empty rows left out; a row's line is its number in the sheet. Dates are
 * ISO 8601, numbers have a point. Blocks; one thread at a time.
 * Errors: as ctn_sheet_book_open(), with the place. Returns: (transfer full) */
CtnTable *ctn_sheet_book_read (CtnSheetBook *self,
                               guint index,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The row of @table that most likely names the columns, or where the data begin: lists have titles and
 * remarks above. @is_header: (out): whether it names columns. */
guint ctn_sheet_find_header (CtnTable *table, gboolean *is_header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSheetBook, ctn_sheet_book_free)

G_END_DECLS
