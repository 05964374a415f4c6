/* What a list shows of its records: some fields of their kind, which one statement reads together. */
#pragma once

#include "ctn-field.h"

G_BEGIN_DECLS

/* Does not change once it is made, so many records share it. Counted; main thread. */
typedef struct _CtnRecordColumns CtnRecordColumns;

/* @fields: (array length=n_fields): fields of @kind, which live as long as @owner. @owner: (transfer full)
 * (nullable): given to @free_owner with the last reference. Returns: (transfer full) */
CtnRecordColumns *ctn_record_columns_new (const CtnRecordKind *kind,
                                          const CtnField *const *fields,
                                          guint n_fields,
                                          gpointer owner,
                                          GDestroyNotify free_owner) G_GNUC_WARN_UNUSED_RESULT;

/* Those that the kind marks with CTN_FIELD_LISTED. Returns: (transfer full) */
CtnRecordColumns *
ctn_record_columns_new_listed (const CtnRecordKind *kind) G_GNUC_WARN_UNUSED_RESULT;

CtnRecordColumns *ctn_record_columns_ref (CtnRecordColumns *self);
void ctn_record_columns_unref (CtnRecordColumns *self);

guint ctn_record_columns_get_n_fields (const CtnRecordColumns *self);
const CtnField *ctn_record_columns_get_field (const CtnRecordColumns *self, guint index);

/* Place of the field @name; -1 when it is not shown. */
int ctn_record_columns_find (const CtnRecordColumns *self, const char *name);

/* "SELECT a, b, … FROM … WHERE id = ?": what is shown of the fields in their order (ctn_record_dup_shown_sql()). The
 * text stays the same, so the connection keeps the statement prepared. (transfer none) */
const char *ctn_record_columns_get_sql (const CtnRecordColumns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRecordColumns, ctn_record_columns_unref)

G_END_DECLS
