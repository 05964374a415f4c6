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

G_END_DECLS
