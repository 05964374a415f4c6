/* Where maturity models are listed and edited: pages one over the other, and beside those of the editor a preview,
 * or over them where there is no room for both. Its action "desk.preview" shows and hides it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_DESK (ctn_model_desk_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelDesk, ctn_model_desk, CTN, MODEL_DESK, AdwBin)

/* Signal "failed" (GError *error): an answer in the preview could not be taken. */

GtkWidget *ctn_model_desk_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* The pages. (transfer none) */
AdwNavigationView *ctn_model_desk_get_navigation (CtnModelDesk *self);

/* Shows the preview of what is edited, wherever there is room, until another page is seen. */
void ctn_model_desk_show_preview (CtnModelDesk *self);

G_END_DECLS
