/* Which offers may meet a need, with a score of 0 to 100 and reasons.
 *
 * | criterion | weight | 0 to 1 |
 * | --- | --- | --- |
 * | activity | 25 | the nearest pair of NACE codes: the same class 1, group 0.75, division 0.5, section 0.25; between the two revisions 0.5 when the divisions correspond by their main part |
 * | competence | 25 | Jaccard index of the competences; of an offer without any, the tags of its organisation |
 * | text | 20 | BM25 of the need's words in the offer, divided by that of the best offer |
 * | stage | 10 | at the same stage of the chain 1, at the one beside it 0.5, elsewhere in the chain 0.25; of an offer without a stage, where its organisation is |
 * | maturity | 10 | 1 − distance of the technology readiness levels / 8 |
 * | region | 5 | as the need says: another region 1 (new chains); or the same region 1, the same country 0.5 (services); regions are NUTS 2 |
 * | size | 5 | a size class that the need asks for |
 *
 * Score = 100 × Σ weight × value / Σ weight, over the criteria that the need says something about. Only
 * open offers of others that have something of the first four in common are matches. METHODS: the weights are
 * ours and each project may have its own. */
#pragma once

#include <ctn-reason.h>

#include "ctn-matching-index.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CRITERION_ACTIVITY,
  CTN_CRITERION_COMPETENCE,
  CTN_CRITERION_TEXT,
  CTN_CRITERION_STAGE,
  CTN_CRITERION_MATURITY,
  CTN_CRITERION_REGION,
  CTN_CRITERION_SIZE,
  CTN_N_CRITERIA,
} CtnCriterion;

const char *ctn_criterion_get_code (CtnCriterion criterion);
/* Translated. (transfer none) */
const char *ctn_criterion_get_label (CtnCriterion criterion);

typedef struct {
  double values[CTN_N_CRITERIA]; /* 0 or more */
} CtnMatchWeights;

/* The project's own weights, else those above. */
void ctn_match_weights_get (CtnConnection *reader, CtnMatchWeights *weights);
void ctn_match_weights_get_default (CtnMatchWeights *weights);

/* Changes the project's weights, as one operation; those that are the default's are no longer its own.
 * Errors: CTN_PROJECT_ERROR_INVALID when one is negative or over 100, or all are 0. */
gboolean
ctn_match_weights_set (CtnProject *project, const CtnMatchWeights *weights, GError **error);

typedef struct {
  gint64 offer;
  gint64 organisation;
  char *title;        /* of the offer */
  char *name;         /* of the organisation */
  char *country;      /* (nullable) ISO 3166-1 alpha-2 */
  double score;       /* 0–100 */
  GPtrArray *reasons; /* CtnReason, those with most points first */
} CtnMatch;

void ctn_match_free (CtnMatch *self);

/* The @max best matches of @need, the best first. Reads all offers: for worker threads, with a connection of
 * their own. @index must be up to date.
 * Errors: those of reading; CTN_PROJECT_ERROR_INVALID when the need is gone; G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type CtnMatch) (nullable) */
GPtrArray *ctn_match_find (CtnConnection *reader,
                           CtnMatchingIndex *index,
                           gint64 need,
                           const CtnMatchWeights *weights,
                           guint max,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMatch, ctn_match_free)

G_END_DECLS
