/* Changes of many organisations at once, off the main thread: one operation, a message with Cancel while
 * it takes time, and one with Undo at the end. */
#pragma once

#include <ctn-field-set.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* @ids: (transfer none) (element-type gint64), not changed any more */
void ctn_partners_bulk_delete (CtnPage *page, GArray *ids);

/* Sets @field, or with @add adds to it.
 * @set: (transfer full) that @field is of
 * @value: from ctn_organisation_parse() */
void ctn_partners_bulk_edit (CtnPage *page,
                             GArray *ids,
                             CtnFieldSet *set,
                             const CtnField *field,
                             const char *value,
                             gboolean add);

G_END_DECLS
