/* What an assessment is compared with: others of its kind, and earlier ones of the same subject.
 *
 * Everything is read in terms of one version of the model (ctn-model-mapping.h); assessments by a version
 * that nobody has mapped to it are left out and counted. */
#pragma once

#include "ctn-answer.h"
#include "ctn-statistics.h"

G_BEGIN_DECLS

typedef struct {
  CtnMaturityModel *model; /* (owned) */
  GPtrArray *assessments;  /* (owned) CtnAssessment */
  GPtrArray *scores;       /* (owned) CtnScore, one an assessment, all of @model */
  guint n_unmapped;        /* left out, for their version is not mapped to the model's */
} CtnComparison;

void ctn_comparison_free (CtnComparison *self);

/* The latest assessment of every other subject of the same kind by the same model, in the order of the
 * names. @left_out: (nullable) (element-type gint64): assessments that are not to count.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND, CTN_PROJECT_ERROR. Returns: (transfer full) (nullable) */
CtnComparison *ctn_comparison_new_peers (CtnConnection *reader,
                                         gint64 assessment,
                                         const GArray *left_out,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All assessments of the same subject by the same model, this one too; the oldest first. */
CtnComparison *ctn_comparison_new_history (CtnConnection *reader,
                                           gint64 assessment,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The latest assessment of every subject by the model with this id, in terms of its newest version that
 * was used. Errors: CTN_MATURITY_ERROR_NOT_FOUND when nothing was assessed by it. */
CtnComparison *ctn_comparison_new_all (CtnConnection *reader,
                                       const char *model,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Quartiles of each node's value over the set: one a node; see ctn_quartiles() for what is set.
 * Returns: (transfer full) (array) */
CtnQuartiles *ctn_comparison_dup_quartiles (const CtnComparison *self) G_GNUC_WARN_UNUSED_RESULT;

/* Whether both assess the same thing. */
gboolean ctn_assessment_is_same_subject (const CtnAssessment *a, const CtnAssessment *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnComparison, ctn_comparison_free)

G_END_DECLS
