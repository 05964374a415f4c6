/* One activity: its participants, its fields with hosts and evidence, and what follows from it. */
#pragma once

#include "ctn-page.h"
#include "ctn-participants-view.h"

G_BEGIN_DECLS

#define CTN_TYPE_ACTIVITY_DETAIL (ctn_activity_detail_get_type ())

G_DECLARE_FINAL_TYPE (CtnActivityDetail, ctn_activity_detail, CTN, ACTIVITY_DETAIL, AdwBin)

/* Shows @activity; 0 for none. @page outlives the view. */
void ctn_activity_detail_show (CtnActivityDetail *self, CtnPage *page, gint64 activity);

/* Puts the focus into the name. */
void ctn_activity_detail_focus_name (CtnActivityDetail *self);

/* The stack of its parts, for a switcher. (transfer none) */
AdwViewStack *ctn_activity_detail_get_stack (CtnActivityDetail *self);

CtnParticipantsView *ctn_activity_detail_get_participants (CtnActivityDetail *self);

G_END_DECLS
