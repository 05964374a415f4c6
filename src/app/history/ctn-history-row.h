/* One operation in the history: who did what and when, and when opened, every field before and after. */
#pragma once

#include <adwaita.h>
#include <ctn-history.h>

G_BEGIN_DECLS

#define CTN_TYPE_HISTORY_ROW (ctn_history_row_get_type ())

G_DECLARE_FINAL_TYPE (CtnHistoryRow, ctn_history_row, CTN, HISTORY_ROW, AdwExpanderRow)

/* @reader must outlive the row. Its menu activates the actions "history.…" of the page with the operation
 * as target. */
GtkWidget *ctn_history_row_new (CtnConnection *reader, const CtnHistoryEntry *entry);

G_END_DECLS
