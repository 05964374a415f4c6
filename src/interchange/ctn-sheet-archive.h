/* The parts of a zipped document (XLSX, ODS), read from memory with bounds.
 *
 * Nothing is ever unpacked to disk, so that paths in an archive lead nowhere. Names are compared
 * without regard to case, backslashes count as slashes (some programs write them), and of two
 * parts with the same name the first one counts. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_SHEET_MAX_FILE_BYTES (256u * 1024 * 1024)
#define CTN_SHEET_MAX_PARTS 20000
/* A part may expand to the larger of these: bytes, and times the size of the whole file. */
#define CTN_SHEET_MAX_PART_BYTES (256u * 1024 * 1024)
#define CTN_SHEET_MAX_EXPANSION 100

typedef struct _CtnSheetArchive CtnSheetArchive;
typedef struct _CtnSheetPart CtnSheetPart;

/* Lists the parts of the zip file @bytes.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX (no zip file, or a broken one), _TOO_LARGE (too many parts).
 * Returns: (transfer full) */
CtnSheetArchive *ctn_sheet_archive_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_sheet_archive_free (CtnSheetArchive *self);

/* Whether there is a part @name ("xl/workbook.xml"). */
gboolean ctn_sheet_archive_has (CtnSheetArchive *self, const char *name);

/* Opens a part for reading. Errors: as above; a part that is not there is _SYNTAX.
 * Returns: (transfer full) */
CtnSheetPart *ctn_sheet_archive_open (CtnSheetArchive *self,
                                      const char *name,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads up to @length bytes. Errors: _SYNTAX (broken, or protected by a password), _TOO_LARGE (expands
 * to more than the limits). Returns: the number of bytes, 0 at the end, -1 on an error */
gssize ctn_sheet_part_read (CtnSheetPart *self, char *buffer, gsize length, GError **error);
void ctn_sheet_part_free (CtnSheetPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSheetArchive, ctn_sheet_archive_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSheetPart, ctn_sheet_part_free)

G_END_DECLS
