/* Questionnaires as spreadsheets, to be filled in by those who know and read back (ctn-answer-import.h).
 *
 * One sheet an assessment: a row a question with what each level means, a list to choose the answer from,
 * and cells for why it does not apply, a comment, evidence and confidence; a cell at the top for the name
 * of whoever answers. Only these cells can be changed. */
#pragma once

#include <ctn-answer.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  const gint64 *assessments; /* all by the same version of a model */
  guint n_assessments;
  const char *rater;     /* (nullable): whose name stands at the top already */
  gboolean with_answers; /* with the answers of that rater (or the joint ones) filled in */
  const char *language;  /* (nullable): of the model's texts; the user's */
} CtnQuestionnaireOptions;

/* Writes a workbook to @file, replacing it when all has been written. Blocks.
 * Errors: CTN_MATURITY_ERROR, CTN_INTERCHANGE_ERROR_FAILED, CTN_PROJECT_ERROR, those of GIO. */
gboolean ctn_questionnaire_write (CtnConnection *reader,
                                  const CtnQuestionnaireOptions *options,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
