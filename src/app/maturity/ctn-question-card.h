/* One question of an assessment: its levels with what each means, "not applicable", and the notes to the
 * answer. */
#pragma once

#include <adwaita.h>
#include <ctn-answer.h>

G_BEGIN_DECLS

#define CTN_TYPE_QUESTION_CARD (ctn_question_card_get_type ())

G_DECLARE_FINAL_TYPE (CtnQuestionCard, ctn_question_card, CTN, QUESTION_CARD, AdwBin)

/* Signal "failed" (GError *error): what the user did could not be done. */

/* Shows the question @leaf of @model, answered in @assessment by @rater (%NULL: the joint answer).
 * @answer: (nullable): that answer, as it is; @target: the answer that is aimed at, NAN for none. Showing
 * the question that is shown only brings the answer up to date. */
void ctn_question_card_show (CtnQuestionCard *self,
                             CtnProject *project,
                             gint64 assessment,
                             CtnMaturityModel *model,
                             guint leaf,
                             const char *rater,
                             const CtnAnswer *answer,
                             double target);

/* Answers with the step that the key @digit stands for; %FALSE when there is none. */
gboolean ctn_question_card_answer_digit (CtnQuestionCard *self, int digit);

/* Takes the answer back. */
void ctn_question_card_clear (CtnQuestionCard *self);

void ctn_question_card_focus_not_applicable (CtnQuestionCard *self);
void ctn_question_card_focus_comment (CtnQuestionCard *self);

G_END_DECLS
