/* The view of partnerships: consortia, clusters, alliances and working groups with their members. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PARTNERSHIPS_PAGE (ctn_partnerships_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnPartnershipsPage, ctn_partnerships_page, CTN, PARTNERSHIPS_PAGE, CtnPage)

G_END_DECLS
