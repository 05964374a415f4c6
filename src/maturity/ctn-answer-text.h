/* Answers as people write them into a cell: of a matrix, a questionnaire, a CSV file.
 *
 *   levels   "3", "3 · Fair", "fair"
 *   staged   the stage's name, or its number from 1 on
 *   ticks    numbers or names with commas or semicolons between them, "0" or "none" for none of these
 *   number   "12.5", "12,5"
 *   yes-no   "yes", "no", "1", "0", also in German
 *   any      "n/a: why", also "k. A.:" and "entfällt:"; "" for no answer
 * Case and accents do not count; names are taken in every language of the model. */
#pragma once

#include "ctn-score.h"

G_BEGIN_DECLS

/* Reads @text.
 * @reason: (out) (transfer full) (nullable): why the question does not apply, %NULL if it does.
 * Errors: CTN_MATURITY_ERROR_ANSWER, saying what the question takes; also for "n/a" without a reason, or
 * where the question must be answered. */
gboolean ctn_answer_from_text (const CtnModelNode *question,
                               const char *text,
                               CtnAnswerValue *answer,
                               char **reason,
                               GError **error);

/* The short form, which the above reads again: "3", "2, 4", "12.5", "yes", "n/a: reason", "" for no
 * answer. @reason: (nullable). Returns: (transfer full) */
char *ctn_answer_to_text (const CtnModelNode *question,
                          CtnAnswerValue answer,
                          const char *reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
