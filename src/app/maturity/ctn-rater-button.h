/* Chooses whose answers are given: those of all together, of one of the raters, or of a new one. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_RATER_BUTTON (ctn_rater_button_get_type ())
G_DECLARE_FINAL_TYPE (CtnRaterButton, ctn_rater_button, CTN, RATER_BUTTON, AdwBin)

/* Signal "chosen" (): the user chose; see ctn_rater_button_get_rater(). */

/* @raters: who has answered already. One that was chosen and has not answered yet stays in the list. */
void ctn_rater_button_set_raters (CtnRaterButton *self, const char *const *raters);

/* (nullable): all together. */
const char *ctn_rater_button_get_rater (CtnRaterButton *self);
void ctn_rater_button_set_rater (CtnRaterButton *self, const char *rater);

G_END_DECLS
