/* Answers and targets of an assessment.
 *
 * A question may be answered by several raters, each known by a name, and once without a name: that is
 * the joint answer, which counts alone where it is there. Without it the raters' answers count: their
 * median (for ticks the options that at least half of them tick); "not applicable" if more of them say
 * so than answer. */
#pragma once

#include "ctn-assessment.h"
#include "ctn-score.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CONFIDENCE_UNKNOWN,
  CTN_CONFIDENCE_LOW,
  CTN_CONFIDENCE_MEDIUM,
  CTN_CONFIDENCE_HIGH,
} CtnConfidence;

typedef struct {
  gint64 id;
  char *item;           /* code of the question */
  char *rater;          /* (nullable): the joint answer */
  CtnAnswerValue value; /* CTN_ANSWER_NONE: there is only a comment, evidence or confidence yet */
  char *reason;         /* (nullable) why it does not apply */
  char *comment;        /* (nullable) */
  char *evidence;       /* (nullable) */
  CtnConfidence confidence;
  char *date; /* (nullable) ISO 8601, when the value was given */
} CtnAnswer;

/* What the raters with a name said to one question; values are answers, not 0 to 1. */
typedef struct {
  guint n;                /* raters who answered */
  guint n_not_applicable; /* raters who say that it does not apply */
  double mean;            /* this and the following: NAN for ticks, or if nobody answered */
  double median;
  double min;
  double max;
  gboolean has_joint; /* a joint answer overrides them */
} CtnSpread;

/* One answer of an assessment: which question, and whose. */
typedef struct {
  gint64 assessment;
  const char *item;
  const char *rater; /* (nullable): the joint answer */
} CtnAnswerKey;

void ctn_answer_free (CtnAnswer *self);

/* All answers of an assessment, by question code, the joint one first, then by rater.
 * Returns: (transfer container) (element-type CtnAnswer) (nullable): %NULL with @error set */
GPtrArray *ctn_answer_list (CtnConnection *reader,
                            gint64 assessment,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of those who answered, in alphabetical order; the joint answer has none.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GStrv ctn_answer_list_raters (CtnConnection *reader,
                              gint64 assessment,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Each of the following changes one answer as one operation; changes of the same thing within a minute
 * join. Errors: CTN_MATURITY_ERROR_NOT_FOUND for a question that the model does not have,
 * CTN_PROJECT_ERROR, and those named. */

/* Answers. The comment, evidence and confidence stay, a reason goes.
 * Errors: CTN_MATURITY_ERROR_ANSWER if the question does not take @value (ctn-scale.h). */
gboolean
ctn_answer_set (CtnProject *project, const CtnAnswerKey *key, double value, GError **error);

/* Says that the question does not apply, and why.
 * Errors: CTN_MATURITY_ERROR_ANSWER without a @reason, and for a question that must be answered. */
gboolean ctn_answer_set_not_applicable (CtnProject *project,
                                        const CtnAnswerKey *key,
                                        const char *reason,
                                        GError **error);

/* Takes the answer back; with all that belongs to it. */
gboolean ctn_answer_clear (CtnProject *project, const CtnAnswerKey *key, GError **error);

/* %NULL or "" removes the text. They may come before the answer. */
gboolean ctn_answer_set_comment (CtnProject *project,
                                 const CtnAnswerKey *key,
                                 const char *comment,
                                 GError **error);
gboolean ctn_answer_set_evidence (CtnProject *project,
                                  const CtnAnswerKey *key,
                                  const char *evidence,
                                  GError **error);
gboolean ctn_answer_set_confidence (CtnProject *project,
                                    const CtnAnswerKey *key,
                                    CtnConfidence confidence,
                                    GError **error);

/* Sets the answer that a question should reach; NAN removes it. */
gboolean ctn_answer_set_target (CtnProject *project,
                                gint64 assessment,
                                const char *item,
                                double value,
                                GError **error);

/* The targets of an assessment, one a question in the model's order, NAN where there is none.
 * Returns: (transfer full) (nullable): %NULL with @error set */
double *ctn_answer_dup_targets (CtnConnection *reader,
                                gint64 assessment,
                                const CtnMaturityModel *model,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What counts, one a question in the model's order, from @answers (element-type CtnAnswer). @rater: only
 * this one's answers ("" for the joint ones), %NULL: all as said above. Answers to questions that the
 * model does not have are left out.
 * Returns: (transfer full) */
CtnAnswerValue *ctn_answer_combine (const GPtrArray *answers,
                                    const CtnMaturityModel *model,
                                    const char *rater) G_GNUC_WARN_UNUSED_RESULT;

/* What the raters said to a question. */
CtnSpread ctn_answer_get_spread (const GPtrArray *answers, const CtnModelNode *item);

G_END_DECLS
