/* The review round of a pilot: comments, recommendations, and the responses below them. */
#pragma once

#include <adwaita.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REVIEWS_GROUP (ctn_reviews_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnReviewsGroup, ctn_reviews_group, CTN, REVIEWS_GROUP, AdwPreferencesGroup)

void ctn_reviews_group_show (CtnReviewsGroup *self, CtnPage *page, gint64 pilot);

G_END_DECLS
