/* Answers that come many at a time: a filled-in questionnaire, a row of a table, what is pasted into the
 * matrix, answers carried over to another version. */
#pragma once

#include "ctn-answer.h"

G_BEGIN_DECLS

/* What a sheet says to one question. */
typedef struct {
  guint leaf;
  CtnAnswerValue value;     /* CTN_ANSWER_NONE: the answer that is there stays */
  char *reason;             /* (nullable) */
  char *comment;            /* (nullable): this and the following stay as they are */
  char *evidence;           /* (nullable) */
  CtnConfidence confidence; /* UNKNOWN: the same */
  gboolean clear;           /* takes away what is there, with all that belongs to it */
} CtnSheetAnswer;

typedef struct _CtnAnswerSheet CtnAnswerSheet;

/* Answers by @rater (nullable: the joint ones) to the questions of @model, for the assessment with that
 * id, or for one that is made of @new (copied) if @assessment is 0.
 * Returns: (transfer full) */
CtnAnswerSheet *ctn_answer_sheet_new (CtnMaturityModel *model,
                                      gint64 assessment,
                                      const CtnNewAssessment *new,
                                      const char *rater) G_GNUC_WARN_UNUSED_RESULT;
/* Answers by another rater for the assessment that @other makes or has; @other must live as long, and
 * stand before it when they are written. Returns: (transfer full) */
CtnAnswerSheet *ctn_answer_sheet_new_beside (CtnAnswerSheet *other,
                                             const char *rater) G_GNUC_WARN_UNUSED_RESULT;
void ctn_answer_sheet_free (CtnAnswerSheet *self);

/* Adds an answer; copies its texts. */
void ctn_answer_sheet_add (CtnAnswerSheet *self, const CtnSheetAnswer *answer);

/* Reads @text (ctn-answer-text.h) as the answer to a question and adds it; "" adds none.
 * Errors: CTN_MATURITY_ERROR_ANSWER. */
gboolean
ctn_answer_sheet_add_text (CtnAnswerSheet *self, guint leaf, const char *text, GError **error);

/* Adds the answer that a question should reach. */
void ctn_answer_sheet_add_target (CtnAnswerSheet *self, guint leaf, double target);

const char *ctn_answer_sheet_get_rater (const CtnAnswerSheet *self); /* (nullable) */
guint ctn_answer_sheet_get_n_answers (const CtnAnswerSheet *self);

/* Whether an assessment is made for it, rather than one that is there changed. */
gboolean ctn_answer_sheet_makes_assessment (const CtnAnswerSheet *self);

/* The assessment; known for a new one once the sheet has been written. */
gint64 ctn_answer_sheet_get_assessment (const CtnAnswerSheet *self);

/* Writes all @sheets (element-type CtnAnswerSheet) as one operation called @label (a msgid) @subject
 * (nullable): all of them, or none with the first error.
 * Errors: as for ctn_assessment_add() and the functions of ctn-answer.h. */
gboolean ctn_answer_sheets_write (CtnProject *project,
                                  GPtrArray *sheets,
                                  const char *label,
                                  const char *subject,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnAnswerSheet, ctn_answer_sheet_free)

G_END_DECLS
