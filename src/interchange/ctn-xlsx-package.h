/* What of an XLSX file is around its sheets: which sheets there are, the shared strings, the number
 * formats. Knows the transitional and the strict form of OOXML (ECMA-376). */
#pragma once

#include "ctn-sheet-number.h"
#include "ctn-sheet-xml.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *part; /* where in the archive; in the order of the file's tabs */
  gboolean hidden;
} CtnXlsxSheet;

typedef struct {
  CtnSheetArchive *archive; /* (owned) */
  GPtrArray *sheets;        /* (owned) (element-type CtnXlsxSheet) tables only, no charts */
  gboolean date_1904;
  GArray *formats;       /* (owned) (element-type CtnSheetFormat) by style of a cell */
  GString *strings;      /* (owned) shared ones, one behind the other, each ended by NUL */
  GArray *string_starts; /* (owned) (element-type guint32) one more than there are */
  char *strings_part;    /* (owned) (nullable) */
  char *styles_part;     /* (owned) (nullable) */
  gboolean loaded;
} CtnXlsxPackage;

/* Reads the list of sheets. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_…, G_IO_ERROR_CANCELLED. Returns: (transfer full) */
CtnXlsxPackage *ctn_xlsx_package_new (GBytes *bytes,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_xlsx_package_free (CtnXlsxPackage *self);

/* Reads strings and formats, once. */
gboolean ctn_xlsx_package_load (CtnXlsxPackage *self, GCancellable *cancellable, GError **error);

/* Whether @uri is the namespace of spreadsheets; files without any are taken, too. */
gboolean ctn_xlsx_is_main (const char *uri);

/* Brings the _x000D_ of OOXML texts (22.9.2.19 ST_Xstring) back to what they stand for. */
void ctn_xlsx_unescape (GString *text);

/* The other way round, for signs that XML does not have and texts that look like their escapes.
 * (transfer full) */
char *ctn_xlsx_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnXlsxPackage, ctn_xlsx_package_free)

G_END_DECLS
