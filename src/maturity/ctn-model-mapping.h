/* Which question of one version of a model continues which question of another.
 *
 * Only assessments of the same version of a model are compared, unless somebody who knows both versions
 * has said which questions are the same. A mapping is kept between two stored models; it can be followed
 * in both directions and through versions between. Answers are then read as answers to the other
 * version, and scored by its weights and rules:
 *   same kind of scale with as many steps   the answer itself (a number stays a number)
 *   otherwise                               the answer whose value is nearest (ctn-scale.h)
 * A question without a counterpart is not answered there. */
#pragma once

#include "ctn-answer.h"

G_BEGIN_DECLS

typedef struct _CtnModelMapping CtnModelMapping;

/* How to get from the answers of row @source to those of row @target (rows of ctn-model-store.h). A
 * model maps to itself, question by question.
 * Returns: (transfer full) (nullable): %NULL without @error if nobody has mapped them */
CtnModelMapping *ctn_model_mapping_load (CtnConnection *reader,
                                         gint64 source,
                                         gint64 target,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_model_mapping_free (CtnModelMapping *self);

/* The question of the source that @item of the target continues. (transfer none) (nullable) */
const char *ctn_model_mapping_find (const CtnModelMapping *self, const char *item);

/* The above as an operation. */
gboolean
ctn_model_mapping_start (CtnProject *project, gint64 source, gint64 target, GError **error);

/* Says that @target_item continues @source_item (%NULL: none), as one operation. What either was mapped
 * to before between these two is replaced.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND for a question that the model does not have. */
gboolean ctn_model_mapping_set (CtnProject *project,
                                gint64 source,
                                gint64 target,
                                const char *source_item,
                                const char *target_item,
                                GError **error);

/* Adds @model, a new version of the one in row @source, and maps the two as said above, as one operation.
 * Errors: CTN_MATURITY_ERROR_MODEL if the project has the version already.
 * Returns: its row, 0 with @error set */
gint64 ctn_model_mapping_add_version (CtnProject *project,
                                      gint64 source,
                                      CtnMaturityModel *model,
                                      GError **error);

/* Scores an assessment as if it had been answered by @model, which is stored in row @model_row; @rater as
 * for ctn_answer_combine().
 * Errors: CTN_MATURITY_ERROR_MODEL if it was answered by another model, or by a version that nobody has
 * mapped to this one; CTN_PROJECT_ERROR. Returns: (transfer full) (nullable) */
CtnScore *ctn_assessment_score_as (CtnConnection *reader,
                                   const CtnAssessment *assessment,
                                   CtnMaturityModel *model,
                                   gint64 model_row,
                                   const char *rater,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A new assessment of the same subject by the version in row @model_row, with the answers, comments and
 * targets of @assessment carried over by the mapping, as one operation. @date: (nullable): today.
 * Errors: as above. Returns: its id, 0 with @error set */
gint64 ctn_assessment_carry_over (CtnProject *project,
                                  gint64 assessment,
                                  gint64 model_row,
                                  const char *date,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnModelMapping, ctn_model_mapping_free)

G_END_DECLS
