/* The view of assessments: a list, and for each the questions, the results and the details. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MATURITY_PAGE (ctn_maturity_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnMaturityPage, ctn_maturity_page, CTN, MATURITY_PAGE, CtnPage)

G_END_DECLS
