/* One question of an assessment: its levels with what each means, "not applicable", and the notes to the
 * answer. */
#pragma once

#include <adwaita.h>
#include <ctn-model-trial.h>

G_BEGIN_DECLS

#define CTN_TYPE_QUESTION_CARD (ctn_question_card_get_type ())

G_DECLARE_FINAL_TYPE (CtnQuestionCard, ctn_question_card, CTN, QUESTION_CARD, AdwBin)

/* Signals
 *   failed (GError *error): what the user did could not be done.
 *   finished (): Return was pressed: on to the next question. */

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

/* Shows the question @leaf of @model in @language (nullable: the user's), answered in @trial: without notes, files
 * and target, for a trial keeps none. A card shows either assessments or trials. */
void ctn_question_card_show_trial (CtnQuestionCard *self,
                                   CtnModelTrial *trial,
                                   CtnMaturityModel *model,
                                   guint leaf,
                                   const char *language);

/* Answers with the step that the key @digit stands for; %FALSE when there is none. */
gboolean ctn_question_card_answer_digit (CtnQuestionCard *self, int digit);

/* Does what a key stands for that was pressed near the card: digits answer, N goes to "not applicable", C to the
 * comment, Backspace takes the answer back, Return finishes. %FALSE for other keys, and while somebody writes. */
gboolean ctn_question_card_take_key (CtnQuestionCard *self, guint key, GdkModifierType modifiers);

G_END_DECLS
