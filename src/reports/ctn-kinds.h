/* All kinds of records that the program knows, for what goes through all of them: merging, history, files
 * without persons. */
#pragma once

#include <ctn-record-export.h>

G_BEGIN_DECLS

/* Ends with %NULL. A new kind gets its line in the source. (transfer none) */
const CtnRecordKind *const *ctn_kinds (void);

/* (transfer none) (nullable) */
const CtnRecordKind *ctn_kinds_find (const char *table);

/* What the records of @kind refer to and none of the fields that are shown names, by the project's foreign
 * keys: what they are part of first. (transfer full) (element-type CtnRecordParent) */
GArray *ctn_kinds_list_parents (CtnConnection *reader,
                                const CtnRecordKind *kind) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the list of all records of @kind to a file, XLSX if its name ends so, else CSV (ctn-record-export.h); of findings
 * of chains all that are found now, also those that nobody has judged (ctn-finding-export.h).
 * @n: (out): number of rows. Blocks; any thread. Replaces the file as a whole or not at all. */
gboolean ctn_kinds_export (CtnConnection *reader,
                           const CtnRecordKind *kind,
                           GFile *file,
                           guint *n,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
