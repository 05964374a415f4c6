/* A record in a list: its id, and the fields that are shown of it, read when somebody looks.
 *
 * Lists hold ids; an item is made when a row comes into view and lives as long as it is shown, so a
 * list of 100,000 records costs 0.8 MB. */
#pragma once

#include <glib-object.h>

#include "ctn-project.h"
#include "ctn-record-columns.h"

G_BEGIN_DECLS

#define CTN_TYPE_RECORD_ITEM (ctn_record_item_get_type ())

G_DECLARE_FINAL_TYPE (CtnRecordItem, ctn_record_item, CTN, RECORD_ITEM, GObject)

/* Signal "refreshed": the record may have changed; read its values again. */

CtnRecordItem *ctn_record_item_new (CtnProject *project, const CtnRecordKind *kind, gint64 id);

gint64 ctn_record_item_get_id (CtnRecordItem *self);
const CtnRecordKind *ctn_record_item_get_kind (CtnRecordItem *self);

/* Which fields are shown, by default those that the kind lists. What was read is forgotten, without a signal. */
void ctn_record_item_set_columns (CtnRecordItem *self, CtnRecordColumns *columns);

/* What a person reads for the field @name ("name", "country", …). All that are shown are read together. (transfer
 * none), valid until the item is refreshed; "" when the field is not shown or the record is gone. */
const char *ctn_record_item_get_text (CtnRecordItem *self, const char *name);

/* The same as it is kept: the canonical value, for orders and comparisons; of a CTN_FIELD_RECORD the other record's
 * name. */
const char *ctn_record_item_get_value (CtnRecordItem *self, const char *name);

/* Forgets what was read and emits "refreshed". */
void ctn_record_item_refresh (CtnRecordItem *self);

G_END_DECLS
