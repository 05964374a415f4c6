/* The synergy of the register, T(uig), computed off the main thread while a person watches. */
#pragma once

#include <adwaita.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_TUIG_GROUP (ctn_tuig_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnTuigGroup, ctn_tuig_group, CTN, TUIG_GROUP, AdwPreferencesGroup)

/* Computes when the group is seen, and anew when organisations change. @partnership: whose regions can be
 * chosen instead of the whole register. */
void ctn_tuig_group_show (CtnTuigGroup *self, CtnPage *page, gint64 partnership);

G_END_DECLS
