/* A sector in a region on one page: strength, size, actors, chains, maturity, priorities. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_SECTOR_VIEW (ctn_sector_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnSectorView, ctn_sector_view, CTN, SECTOR_VIEW, AdwBin)

/* Once. @page outlives the view. */
void ctn_sector_view_set_up (CtnSectorView *self, CtnPage *page);
/* The region that is looked at; %NULL or "" for all. The user can choose another one. */
void ctn_sector_view_set_region (CtnSectorView *self, const char *nuts);

G_END_DECLS
