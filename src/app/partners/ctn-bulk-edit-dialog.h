/* Setting one field of many organisations at once, or adding a value such as a tag. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* @ids: (transfer full) (element-type gint64) */
void ctn_bulk_edit_dialog_present (CtnPage *page, GArray *ids);

G_END_DECLS
