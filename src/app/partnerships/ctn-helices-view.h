/* How a partnership is balanced among the helices: ternary plot with trail, shares, ties and synergy. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_HELICES_VIEW (ctn_helices_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnHelicesView, ctn_helices_view, CTN, HELICES_VIEW, AdwBin)

/* Shows @partnership (0: none) and follows the project. */
void ctn_helices_view_show (CtnHelicesView *self, CtnPage *page, gint64 partnership);

G_END_DECLS
