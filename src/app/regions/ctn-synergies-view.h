/* Pairs of regions that set the same priority and have what the other lacks, as a list. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_SYNERGIES_VIEW (ctn_synergies_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnSynergiesView, ctn_synergies_view, CTN, SYNERGIES_VIEW, AdwBin)

/* Reads the pairs of the project of @page. */
void ctn_synergies_view_show (CtnSynergiesView *self, CtnPage *page);

G_END_DECLS
