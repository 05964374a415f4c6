/* Pilot actions of a partnership, and the round in which partners review them. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PILOTS_VIEW (ctn_pilots_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnPilotsView, ctn_pilots_view, CTN, PILOTS_VIEW, AdwBin)

/* Shows @partnership (0: none) and follows the project. */
void ctn_pilots_view_show (CtnPilotsView *self, CtnPage *page, gint64 partnership);

G_END_DECLS
