/* The steps of a question's scale as groups of rows: what it takes to be at each level; each option to tick and
 * each stage with its points. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

/* The groups for the question at @place, which is answered on @scale; none for a number, and for yes and no.
 * Returns: (transfer container) (element-type AdwPreferencesGroup) */
GPtrArray *ctn_model_steps_make_groups (CtnModelEditor *editor,
                                        const char *place,
                                        const CtnScale *scale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
