/* Codes of an older version of NUTS or NACE that the project uses, and what they become in a newer one. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_code_decisions_dialog_present (CtnPage *page);

G_END_DECLS
