/* Activities as a list: the date at the side, the name, and what is to be known in a second line. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_ACTIVITY_LIST (ctn_activity_list_get_type ())

G_DECLARE_FINAL_TYPE (CtnActivityList, ctn_activity_list, CTN, ACTIVITY_LIST, AdwBin)

/* Signal "opened" (gint64 id): Enter, or a click. */

/* @activities: (transfer none) (element-type CtnActivity) in their order; kept. */
void ctn_activity_list_show (CtnActivityList *self, GPtrArray *activities);

G_END_DECLS
