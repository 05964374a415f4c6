/* Regions & S3: strategies and priorities, comparison, indicators, sectors, and the map. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REGIONS_PAGE (ctn_regions_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnRegionsPage, ctn_regions_page, CTN, REGIONS_PAGE, CtnPage)

G_END_DECLS
