/* Asks for reporting periods: from when to when, and how long each is. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_periods_dialog_present (CtnPage *page, gint64 strategy);

G_END_DECLS
