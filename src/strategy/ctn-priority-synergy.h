/* Who could work with whom: regions that set the same priority and have what the other lacks. */
#pragma once

#include "ctn-priority-overlap.h"

G_BEGIN_DECLS

/* Two regions with a priority in common. */
typedef struct {
  const CtnRegionCodes *one, *other; /* of the list that was given */
  GPtrArray *shared;                 /* utf8: titles of the codes that both have */
  double index;                      /* Jaccard over all schemes, 0–1 */
  GPtrArray *gives;  /* utf8: stages, "chain: stage", with an actor in the one only */
  GPtrArray *takes;  /* and in the other only */
  GPtrArray *ahead;  /* utf8: indicators in which the one is ahead */
  GPtrArray *behind; /* and behind */
} CtnSynergy;

void ctn_synergy_free (CtnSynergy *self);

/* Two normalised values that differ by so much count as ahead and behind. */
#define CTN_SYNERGY_AHEAD 0.2

/* Pairs of @regions (of ctn_region_codes_load()) that share at least one code of any scheme; those that complete
 * each other come first: by the smaller number of what each can give (stages and indicators together), then by the
 * number of shared codes, then by their codes. Capability is taken from the value chains (existing actors and
 * supporters, placed by the NUTS code of the actor or its organisation) and from the latest values of indicators.
 * Of each pair, @one comes first in @regions.
 * Returns: (transfer container) (element-type CtnSynergy) (nullable): %NULL with @error set */
GPtrArray *ctn_synergy_list (CtnConnection *reader,
                             GPtrArray *regions,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The smaller of what one gives and what the other gives. */
guint ctn_synergy_get_rank (const CtnSynergy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSynergy, ctn_synergy_free)

G_END_DECLS
