/* What comes in with a merge, and what people have to decide about; also used to look at an earlier state,
 * and to compare two. */
#pragma once

#include <adwaita.h>
#include <ctn-merge.h>

G_BEGIN_DECLS

#define CTN_TYPE_MERGE_DIALOG (ctn_merge_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnMergeDialog, ctn_merge_dialog, CTN, MERGE_DIALOG, AdwDialog)

/* Signal "merged": it is done. */

/* Merges @file into @project. */
AdwDialog *ctn_merge_dialog_new_for_file (CtnProject *project, GFile *file);

/* Restores the state in which @operation was the newest one that was done (0: before the first). */
AdwDialog *ctn_merge_dialog_new_for_state (CtnProject *project, gint64 operation);

/* Shows what changed between two such states; CTN_MERGE_NOW for the one that is. */
AdwDialog *ctn_merge_dialog_new_for_comparison (CtnProject *project, gint64 from, gint64 to);

/* (transfer none) (nullable): %NULL while it is being made */
CtnMerge *ctn_merge_dialog_get_merge (CtnMergeDialog *self);

G_END_DECLS
