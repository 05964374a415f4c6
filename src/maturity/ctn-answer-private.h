/* How answers and assessments are written, for the other files of this room. */
#pragma once

#include "ctn-answer.h"

G_BEGIN_DECLS

typedef enum {
  CTN_ANSWER_PART_VALUE,
  CTN_ANSWER_PART_NOT_APPLICABLE,
  CTN_ANSWER_PART_COMMENT,
  CTN_ANSWER_PART_EVIDENCE,
  CTN_ANSWER_PART_CONFIDENCE,
  CTN_ANSWER_PART_ALL, /* removes the answer */
  CTN_ANSWER_PART_TARGET,
} CtnAnswerPart;

typedef struct {
  const CtnAnswerKey *key;
  CtnAnswerPart part;
  double value;
  const char *text; /* (nullable) */
  gint64 row;       /* 0: there is none yet */
} CtnAnswerEdit;

/* "low", "medium", "high"; %NULL for unknown. */
const char *ctn_confidence_to_text (CtnConfidence confidence);

/* Finds the question, and checks that the change makes sense for it. */
gboolean
ctn_answer_edit_check (const CtnMaturityModel *model, const CtnAnswerEdit *edit, GError **error);

/* Within an operation; @data is the edit. */
gboolean ctn_answer_edit_write (CtnConnection *connection, gpointer data, GError **error);

/* An assessment that has been checked and is to be added. */
typedef struct _CtnAssessmentDraft CtnAssessmentDraft;

CtnAssessmentDraft *ctn_assessment_draft_new (CtnProject *project,
                                              const CtnNewAssessment *assessment,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_assessment_draft_free (CtnAssessmentDraft *self);

/* Within an operation. Returns: its id, 0 with @error set */
gint64
ctn_assessment_draft_write (CtnConnection *connection, CtnAssessmentDraft *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnAssessmentDraft, ctn_assessment_draft_free)

G_END_DECLS
