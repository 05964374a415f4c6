/* Who takes part in an activity: adding people and organisations, and saying who came. With the keyboard a
 * list is gone through quickly: Space for who came, N for who did not, 1 to 5 for how satisfied they were;
 * each goes on to the next one. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PARTICIPANTS_VIEW (ctn_participants_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnParticipantsView, ctn_participants_view, CTN, PARTICIPANTS_VIEW, AdwBin)

/* Shows the participants of @activity (0: none) and follows the project. @page outlives the view. */
void ctn_participants_view_show (CtnParticipantsView *self, CtnPage *page, gint64 activity);

void ctn_participants_view_add_people (CtnParticipantsView *self);
void ctn_participants_view_add_organisations (CtnParticipantsView *self);

/* Marks all who are invited or registered, e.g. as absent once those who came are marked. */
void ctn_participants_view_mark_rest (CtnParticipantsView *self, gboolean attended);

G_END_DECLS
