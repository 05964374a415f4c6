/* Who of the registry could take a place at a stage, with reasons.
 *
 * The stage is known by who is there: their activities (NACE), sectors, tags, sizes and regions; by the words of
 * its name, of the roles there and of those who are missing; and by who stands at the stages beside it.
 *
 * | criterion | weight | 0 to 1                                                                          |
 * | --------- | ------ | ------------------------------------------------------------------------------- |
 * | NACE      | 35     | the nearest pair of codes: class 1, group 0.75, division 0.5, section 0.25      |
 * | words     | 20     | of the stage's words found in name, description and tags; three are all         |
 * | sector    | 15     | Jaccard index of the sectors                                                    |
 * | tags      | 10     | Jaccard index of the tags                                                       |
 * | region    | 10     | another country 1, another region 0.7, a region that is there 0.3, unknown 0.3  |
 * | chain     | 5      | at a stage beside it 1, elsewhere in the chain 0.5                              |
 * | size      | 5      | a size class that is there 1, the next one 0.5                                  |
 *
 * Score = 100 × Σ weight × value / Σ weight, over the criteria that the stage gives something for. Only
 * organisations with NACE, words, sector or tags in common are candidates. */
#pragma once

#include <ctn-reason.h>
#include <gio/gio.h>

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef struct {
  gint64 organisation;
  char *name;
  char *place;           /* (nullable) region or country, as people read it */
  gboolean other_region; /* from a region that the stage does not have */
  double score;          /* 0–100 */
  GPtrArray *reasons;    /* CtnReason, those with most points first */
} CtnCandidate;

void ctn_candidate_free (CtnCandidate *self);

/* The @max best candidates for the stage at index @stage, the best first. Reads the whole registry: for worker
 * threads, with a connection of their own (ctn_project_open_reader()).
 * Errors: those of reading; G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type CtnCandidate) (nullable) */
GPtrArray *ctn_chain_find_candidates (CtnConnection *reader,
                                      CtnChain *chain,
                                      guint stage,
                                      guint max,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCandidate, ctn_candidate_free)

G_END_DECLS
