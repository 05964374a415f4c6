/* Activities on a time axis, by partnership or by kind. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_ACTIVITY_TIMELINE (ctn_activity_timeline_get_type ())

G_DECLARE_FINAL_TYPE (CtnActivityTimeline, ctn_activity_timeline, CTN, ACTIVITY_TIMELINE, AdwBin)

/* Signal "opened" (gint64 id): Enter on a bar, or a click. */

/* @activities: (element-type CtnActivity) kept. @from, @to: (nullable) ISO days of the period shown; that
 * of the activities without them. */
void ctn_activity_timeline_show (CtnActivityTimeline *self,
                                 GPtrArray *activities,
                                 const char *from,
                                 const char *to);

G_END_DECLS
