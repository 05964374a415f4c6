/* The fields that the project adds to organisations: make, name, order, delete. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_custom_fields_dialog_present (CtnPage *page);

G_END_DECLS
