/* Importing a list: how the file is read and what its columns are, then what would happen to each row,
 * then one operation. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_import_dialog_present (CtnPage *page, GFile *file);

G_END_DECLS
