/* The ties of a partnership: what they tell, and each with where it is known from. */
#pragma once

#include <adwaita.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_TIES_GROUP (ctn_ties_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnTiesGroup, ctn_ties_group, CTN, TIES_GROUP, AdwPreferencesGroup)

void ctn_ties_group_show (CtnTiesGroup *self, CtnPage *page, gint64 partnership);

G_END_DECLS
