/* What any row of any table is called, for lists of changes: the record room of the row may be one that the
 * caller knows nothing of. */
#pragma once

#include "ctn-connection.h"

G_BEGIN_DECLS

/* The name, title, text … of a row in @database ("main" for the project's own); a row that only ties others
 * together is called by what it ties. "" when it has no name, or is not there. @table must be a table of
 * the schema. Returns: (transfer full) */
char *ctn_row_dup_title (CtnConnection *connection,
                         const char *database,
                         const char *table,
                         gint64 row) G_GNUC_WARN_UNUSED_RESULT;

/* @value of a column as it is stored, made readable where it refers to another row: by that row's title.
 * Returns: (transfer full): "" for %NULL */
char *ctn_row_dup_value (CtnConnection *connection,
                         const char *database,
                         const char *table,
                         const char *column,
                         const char *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
