/* The members of a partnership with their roles, and how far they have come on the ladder of commitment. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MEMBERS_VIEW (ctn_members_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnMembersView, ctn_members_view, CTN, MEMBERS_VIEW, AdwBin)

/* Shows the members of @partnership (0: none) and follows the project. @page: where messages go. */
void ctn_members_view_show (CtnMembersView *self, CtnPage *page, gint64 partnership);

G_END_DECLS
