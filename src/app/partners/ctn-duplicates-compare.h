/* Two organisations side by side, a group a field in which they differ. */
#pragma once

#include <adwaita.h>
#include <ctn-organisation-merge.h>

G_BEGIN_DECLS

#define CTN_TYPE_DUPLICATES_COMPARE (ctn_duplicates_compare_get_type ())

G_DECLARE_FINAL_TYPE (CtnDuplicatesCompare, ctn_duplicates_compare, CTN, DUPLICATES_COMPARE, AdwBin)

GtkWidget *ctn_duplicates_compare_new (CtnProject *project,
                                       gint64 keep,
                                       gint64 drop) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the two one, with what was chosen. */
gboolean ctn_duplicates_compare_merge (CtnDuplicatesCompare *self, GError **error);

G_END_DECLS
