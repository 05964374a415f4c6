/* What is due about personal data, with what can be done about it. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_personal_data_dialog_present (CtnPage *page);

G_END_DECLS
