/* What an assessment amounts to: the radar, alone or over others, the value of each pillar, the weakest
 * one, and what would help most. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

G_BEGIN_DECLS

#define CTN_TYPE_RESULTS_VIEW (ctn_results_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnResultsView, ctn_results_view, CTN, RESULTS_VIEW, AdwBin)

/* Signal "question" (guint leaf): the user wants to see a question of the first assessment. */

/* Shows the assessments (element-type gint64), the first one in full, the others for comparison.
 * %FALSE with @error set if they cannot be compared; then the first is shown alone. */
gboolean ctn_results_view_show (CtnResultsView *self,
                                CtnProject *project,
                                const GArray *assessments,
                                GError **error);

G_END_DECLS
