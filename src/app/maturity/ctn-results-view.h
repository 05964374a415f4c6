/* What an assessment amounts to: the radar, alone or with others, a quartile band and a reference, or the
 * history of its subject; the value of each pillar, the weakest one, what changed, and what would help
 * most. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

#include "ctn-compare-button.h"

G_BEGIN_DECLS

#define CTN_TYPE_RESULTS_VIEW (ctn_results_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnResultsView, ctn_results_view, CTN, RESULTS_VIEW, AdwBin)

/* Signals: "question" (guint leaf): the user wants to see a question of the first assessment; "measure"
 * (item, label: utf8): to take a measure because of the question with the code @item, called @label. */

/* Shows @assessment in full, and what it is compared with beside it.
 * %FALSE with @error set if they cannot be compared; then it is shown alone. */
gboolean ctn_results_view_show (CtnResultsView *self,
                                CtnProject *project,
                                gint64 assessment,
                                const CtnCompared *compared,
                                GError **error);

G_END_DECLS
