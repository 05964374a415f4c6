/* The view of value chains: a list, and for each the map, the coverage matrix and the details. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHAINS_PAGE (ctn_chains_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnChainsPage, ctn_chains_page, CTN, CHAINS_PAGE, CtnPage)

G_END_DECLS
