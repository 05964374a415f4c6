/* Answers to try a maturity model with while it is written: they belong to no project and are kept nowhere.
 *
 * An answer is known by the code of its question, so it outlives changes of the model: moves, other weights, a
 * question that is removed and comes back with undo. It counts only as long as the question is answered in the
 * kind of scale that it was given in, and takes it: after a change from six levels to three, level 5 is no
 * answer until there are six levels again. */
#pragma once

#include "ctn-answer.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_TRIAL (ctn_model_trial_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelTrial, ctn_model_trial, CTN, MODEL_TRIAL, GObject)

/* Signal "changed" (): an answer was given or taken back. */

CtnModelTrial *ctn_model_trial_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Answers the question @item of @model. Errors as for the same functions of ctn-answer.h: one that the model does
 * not have, a @value that it does not take, no @reason, "not applicable" where an answer is required. */
gboolean ctn_model_trial_set (CtnModelTrial *self,
                              const CtnMaturityModel *model,
                              const char *item,
                              double value,
                              GError **error);
gboolean ctn_model_trial_set_not_applicable (CtnModelTrial *self,
                                             const CtnMaturityModel *model,
                                             const char *item,
                                             const char *reason,
                                             GError **error);

/* Takes the answer to a question back; all answers. */
void ctn_model_trial_clear (CtnModelTrial *self, const char *item);
void ctn_model_trial_clear_all (CtnModelTrial *self);

/* The answer to @question that counts. (transfer none) (nullable): until the next change */
const CtnAnswer *ctn_model_trial_find (CtnModelTrial *self, const CtnModelNode *question);

/* What the answers amount to in @model. (transfer full) */
CtnScore *ctn_model_trial_score (CtnModelTrial *self,
                                 CtnMaturityModel *model) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
