/* The partner registry: list, filters, and the organisation that is selected. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PARTNERS_PAGE (ctn_partners_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnPartnersPage, ctn_partners_page, CTN, PARTNERS_PAGE, CtnPage)

G_END_DECLS
