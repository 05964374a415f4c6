/* What raters see of a maturity model while it is written: a question, which can be answered on trial, and what the
 * trial answers come to, which follows each change of the model. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

/* Signal "failed" (GError *error): an answer could not be taken. */
#define CTN_TYPE_MODEL_PREVIEW (ctn_model_preview_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelPreview, ctn_model_preview, CTN, MODEL_PREVIEW, AdwBin)

/* Shows the question at @place of the model that @editor (nullable: none) has, or the first one of the group there,
 * unless one of its questions is shown. @place: (nullable): the question that is shown stays. */
void ctn_model_preview_look_at (CtnModelPreview *self, CtnModelEditor *editor, const char *place);

/* Whether there is a button that closes it, with the action "desk.preview". */
void ctn_model_preview_set_closable (CtnModelPreview *self, gboolean closable);

G_END_DECLS
