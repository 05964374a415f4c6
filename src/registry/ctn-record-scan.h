/* Reading a few fields of all records of a kind, fast: for indexes, orders and counts.
 *
 * A field that is a list of values costs one query for all records and not one for each, merged in by
 * the ascending ids of the records. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

typedef struct _CtnRecordScan CtnRecordScan;

/* Starts before the first record. The scan sees one state of the project until it is freed.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnRecordScan *ctn_record_scan_new (CtnConnection *reader,
                                    const CtnRecordKind *kind,
                                    const CtnField *const *fields,
                                    guint n_fields,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_record_scan_free (CtnRecordScan *self);

/* Steps to the record with the next id. Returns %FALSE at the end, and with @error set on failure. */
gboolean ctn_record_scan_next (CtnRecordScan *self, GError **error);

gint64 ctn_record_scan_get_id (CtnRecordScan *self);

/* The canonical value of a field of this record, as ctn_record_get() gives it; "" when there is none.
 * (transfer none), valid until the next step. @field: index among the scan's fields */
const char *ctn_record_scan_get_text (CtnRecordScan *self, guint field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRecordScan, ctn_record_scan_free)

G_END_DECLS
