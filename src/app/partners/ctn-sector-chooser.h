/* Choosing the sectors of an organisation from the project's tree. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_sector_chooser_present (CtnPage *page, gint64 organisation);

G_END_DECLS
