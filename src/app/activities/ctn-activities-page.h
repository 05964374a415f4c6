/* The view of activities: list, calendar and timeline of those that fit the filters, and one of them. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_ACTIVITIES_PAGE (ctn_activities_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnActivitiesPage, ctn_activities_page, CTN, ACTIVITIES_PAGE, CtnPage)

G_END_DECLS
