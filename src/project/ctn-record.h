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

/* What a person reads of one field: ctn_field_format(), and of a CTN_FIELD_RECORD the other record's
 * name; "" when there is none.
 * Returns: (transfer full) (nullable): %NULL with @error set */
char *ctn_record_get_shown (CtnConnection *connection,
                            const CtnRecordKind *kind,
                            gint64 id,
                            const CtnField *field,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the records of @kind that are part of @owner, or of all when the kind has no owner, in the
 * kind's order (element-type gint64). @owner 0: those whose owner is unset.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_record_list (CtnConnection *connection,
                         const CtnRecordKind *kind,
                         gint64 owner,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All records of @kind, whatever they are part of, in its order; those of one owner together.
 * Returns: (transfer full) (element-type gint64) (nullable): %NULL with @error set */
GArray *ctn_record_list_all (CtnConnection *connection,
                             const CtnRecordKind *kind,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A record, and what it is called. */
typedef struct {
  gint64 id;
  char *title; /* (nullable) */
} CtnRecordChoice;

void ctn_record_choice_free (CtnRecordChoice *self);

/* The same records as ctn_record_list(), with their titles as ctn_record_get_title() gives them.
 * Returns: (transfer full) (element-type CtnRecordChoice) (nullable): %NULL with @error set */
GPtrArray *ctn_record_list_titles (CtnConnection *connection,
                                   const CtnRecordKind *kind,
                                   gint64 owner,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All records that @field, a CTN_FIELD_RECORD, may hold, by name: for tables of some thousands.
 * Returns: (transfer container) (element-type CtnRecordChoice) (nullable): %NULL with @error set */
GPtrArray *ctn_record_list_choices (CtnConnection *connection,
                                    const CtnField *field,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Inserts a record of @kind with a new id and @title in its title column.
 * Returns: its id, 0 with @error set */
gint64 ctn_record_insert (CtnConnection *connection,
                          const CtnRecordKind *kind,
                          const char *title,
                          GError **error);

/* Deletes a record with all that is part of it and what was attached to it. Belongs inside an
 * operation. */
gboolean
ctn_record_delete (CtnConnection *connection, const CtnRecordKind *kind, gint64 id, GError **error);

/* How many records of @kind there are. */
guint ctn_record_count (CtnConnection *connection, const CtnRecordKind *kind);

gboolean ctn_record_exists (CtnConnection *connection, const CtnRecordKind *kind, gint64 id);

/* What the record is called; of a title that is a date or a choice, what people read of it. Returns: (transfer full) (nullable) */
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

/* The same, but of a CTN_FIELD_RECORD the other record's name. */
char *ctn_record_dup_shown_sql (const CtnRecordKind *kind,
                                const CtnField *field,
                                const char *alias) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRecordChoice, ctn_record_choice_free)

G_END_DECLS
