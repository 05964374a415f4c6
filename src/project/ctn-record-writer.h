/* Inserting many records of a kind with the same fields, fast: for imports. */
#pragma once

#include "ctn-field.h"

G_BEGIN_DECLS

typedef struct _CtnRecordWriter CtnRecordWriter;

/* @fields: (array length=n_fields) those that will be written. Only inside one operation, which must fail when
 * the writer does. Until the writer has finished nothing else may write to the kind's tables, as the log would
 * not see it; and until it is freed, @connection does not look at CHECK constraints: values come from
 * ctn_field_parse(). */
CtnRecordWriter *ctn_record_writer_new (CtnConnection *connection,
                                        const CtnRecordKind *kind,
                                        const CtnField *const *fields,
                                        guint n_fields,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_record_writer_free (CtnRecordWriter *self);

/* Inserts one record; @values are canonical texts, one per field, "" or %NULL for none.
 * Returns: its id, 0 with @error set */
gint64 ctn_record_writer_insert (CtnRecordWriter *self, const char *const *values, GError **error);

/* Completes the log, after the last record. */
gboolean ctn_record_writer_finish (CtnRecordWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRecordWriter, ctn_record_writer_free)

G_END_DECLS
