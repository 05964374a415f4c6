/* One conflict of a merge: what each side has, and which of them is to stay. */
#pragma once

#include <adwaita.h>
#include <ctn-merge.h>

G_BEGIN_DECLS

#define CTN_TYPE_MERGE_CONFLICT_ROW (ctn_merge_conflict_row_get_type ())

G_DECLARE_FINAL_TYPE (CtnMergeConflictRow,
                      ctn_merge_conflict_row,
                      CTN,
                      MERGE_CONFLICT_ROW,
                      AdwExpanderRow)

/* Signal "decided": the choice was made or changed, and is written into @conflict, which must outlive the
 * row. */
GtkWidget *ctn_merge_conflict_row_new (CtnMergeConflict *conflict);

/* Shows what the conflict's choice is now. */
void ctn_merge_conflict_row_update (CtnMergeConflictRow *self);

/* A row with a label and one line for each text that is not %NULL; for lists of changes. */
GtkWidget *ctn_merge_field_row_new (const char *title, const char *text);

G_END_DECLS
