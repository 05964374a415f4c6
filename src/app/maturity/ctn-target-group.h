/* What the answer to a question should come to: a step that is chosen, or a number or options that are written. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

G_BEGIN_DECLS

#define CTN_TYPE_TARGET_GROUP (ctn_target_group_get_type ())
G_DECLARE_FINAL_TYPE (CtnTargetGroup, ctn_target_group, CTN, TARGET_GROUP, AdwPreferencesGroup)

/* Signal "failed" (GError *error): what the user did could not be done. */

GtkWidget *ctn_target_group_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Shows the question @leaf of @model, which is the one of @assessment, and its @target, NAN for none. Showing the
 * question that is shown only brings the target up to date. */
void ctn_target_group_show (CtnTargetGroup *self,
                            CtnProject *project,
                            gint64 assessment,
                            CtnMaturityModel *model,
                            guint leaf,
                            double target);

G_END_DECLS
