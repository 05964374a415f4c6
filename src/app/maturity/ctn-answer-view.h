/* Answering an assessment, one question after the other, with the radar beside it. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

G_BEGIN_DECLS

#define CTN_TYPE_ANSWER_VIEW (ctn_answer_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnAnswerView, ctn_answer_view, CTN, ANSWER_VIEW, AdwBin)

/* Signal "failed" (GError *error): what the user did could not be done. */

/* Shows an assessment, at its first question without an answer; 0 for none. */
void ctn_answer_view_show (CtnAnswerView *self, CtnProject *project, gint64 assessment);

/* Goes to a question of the model. */
void ctn_answer_view_go_to (CtnAnswerView *self, guint leaf);

G_END_DECLS
