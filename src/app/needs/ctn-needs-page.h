/* Needs and offers: lists with search and filters, the form of each, and what fits together. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_NEEDS_PAGE (ctn_needs_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnNeedsPage, ctn_needs_page, CTN, NEEDS_PAGE, CtnPage)

G_END_DECLS
