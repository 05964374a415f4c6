/* Reading and writing the fields of records through their descriptions (ctn-field.h). */
#pragma once

#include "ctn-field.h"

G_BEGIN_DECLS

/* The canonical value of one field, "" when there is none.
 * Returns: (transfer full) (nullable): %NULL with @error set */
char *ctn_record_get (CtnConnection *connection,
                      const CtnRecordKind *kind,
                      gint64 id,
                      const CtnField *field,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes one field; @value is what ctn_field_parse() returned. Belongs inside an operation. Rows of
 * lists that stay are not touched, so a change log shows what changed and no more. */
gboolean ctn_record_set (CtnConnection *connection,
                         const CtnRecordKind *kind,
                         gint64 id,
                         const CtnField *field,
                         const char *value,
                         GError **error);

/* Inserts a record of @kind with a new id and @title in its title column.
 * Returns: its id, 0 with @error set */
gint64 ctn_record_insert (CtnConnection *connection,
                          const CtnRecordKind *kind,
                          const char *title,
                          GError **error);

gboolean
ctn_record_delete (CtnConnection *connection, const CtnRecordKind *kind, gint64 id, GError **error);

/* What the record is called. Returns: (transfer full) (nullable) */
char *ctn_record_get_title (CtnConnection *connection,
                            const CtnRecordKind *kind,
                            gint64 id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The SQL expression of a field's canonical value in a query whose record table has the alias @alias:
 * a column, or a subquery that joins a list with "; ". Made of the descriptions alone.
 * Returns: (transfer full) */
char *ctn_record_dup_sql (const CtnRecordKind *kind,
                          const CtnField *field,
                          const char *alias) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
