/* All about one partner: its profile and, one tab each, what else belongs to it. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PARTNER_DETAIL (ctn_partner_detail_get_type ())

G_DECLARE_FINAL_TYPE (CtnPartnerDetail, ctn_partner_detail, CTN, PARTNER_DETAIL, AdwBin)

/* Once, before anything is shown. The tabs are built with the first organisation. @page: (unowned) outlives it */
void ctn_partner_detail_set_up (CtnPartnerDetail *self, CtnPage *page);

/* Shows the organisation @id; 0 for none. The tab stays. */
void ctn_partner_detail_show (CtnPartnerDetail *self, gint64 id);
gint64 ctn_partner_detail_get_id (CtnPartnerDetail *self);

/* Puts the focus on the name, with its text selected. */
void ctn_partner_detail_focus_name (CtnPartnerDetail *self);

G_END_DECLS
