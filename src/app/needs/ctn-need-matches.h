/* What may meet a need, and what has become of it: the pipeline of its matches above the offers that fit, with
 * points and reasons. Of an offer the pipeline alone. */
#pragma once

#include <ctn-matching-index.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_NEED_MATCHES (ctn_need_matches_get_type ())

G_DECLARE_FINAL_TYPE (CtnNeedMatches, ctn_need_matches, CTN, NEED_MATCHES, AdwBin)

/* Shows the need or the offer (one is 0, both for nothing) and follows the project's changes. @page outlives
 * it. */
void ctn_need_matches_show (CtnNeedMatches *self, CtnPage *page, gint64 need, gint64 offer);

/* The index to search with, once it is there; searches anew. */
void ctn_need_matches_set_index (CtnNeedMatches *self, CtnMatchingIndex *index);

G_END_DECLS
