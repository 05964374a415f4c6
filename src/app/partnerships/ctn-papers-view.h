/* The papers of a partnership with their signatures; its meetings, and what is to be done. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_PAPERS_VIEW (ctn_papers_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnPapersView, ctn_papers_view, CTN, PAPERS_VIEW, AdwBin)

/* Shows @partnership (0: none) and follows the project. */
void ctn_papers_view_show (CtnPapersView *self, CtnPage *page, gint64 partnership);

G_END_DECLS
