/* Labels of cluster excellence with their rules and dates, improvements, and the profile of the platform. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_LABELS_VIEW (ctn_labels_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnLabelsView, ctn_labels_view, CTN, LABELS_VIEW, AdwBin)

/* Shows @partnership (0: none) and follows the project. */
void ctn_labels_view_show (CtnLabelsView *self, CtnPage *page, gint64 partnership);

G_END_DECLS
