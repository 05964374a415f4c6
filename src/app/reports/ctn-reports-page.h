/* The view of reports: what is handed in, page by page as it will be printed. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REPORTS_PAGE (ctn_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnReportsPage, ctn_reports_page, CTN, REPORTS_PAGE, CtnPage)

G_END_DECLS
