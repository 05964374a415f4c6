/* The project's own tables for exchanges: lump sums, public holidays, eligible countries. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_exchange_tables_dialog_present (CtnPage *page);

G_END_DECLS
