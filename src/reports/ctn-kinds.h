/* All kinds of records that the program knows, for what goes through all of them: merging, history, files
 * without persons. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* Ends with %NULL. A new kind gets its line in the source. (transfer none) */
const CtnRecordKind *const *ctn_kinds (void);

/* (transfer none) (nullable) */
const CtnRecordKind *ctn_kinds_find (const char *table);

G_END_DECLS
