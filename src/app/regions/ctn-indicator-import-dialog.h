/* Importing a table of indicators: choose a file, see what each value will become, import as one operation. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Asks for a file first. */
void ctn_indicator_import_dialog_choose (CtnPage *page);

void ctn_indicator_import_dialog_present (CtnPage *page, GFile *file);

G_END_DECLS
