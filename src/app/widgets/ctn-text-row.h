/* A row of a preferences group with a text of several lines: its label above, the text below. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_TEXT_ROW (ctn_text_row_get_type ())
G_DECLARE_FINAL_TYPE (CtnTextRow, ctn_text_row, CTN, TEXT_ROW, AdwPreferencesRow)

/* Signals
 *   apply (): the text lost the focus; whoever wants to know whether it changed compares.
 *   changed (): with each letter, and by ctn_text_row_set_text(). */

GtkWidget *ctn_text_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* What stands above the text, and is its accessible name. */
void ctn_text_row_set_label (CtnTextRow *self, const char *label);

char *ctn_text_row_dup_text (CtnTextRow *self) G_GNUC_WARN_UNUSED_RESULT;
void ctn_text_row_set_text (CtnTextRow *self, const char *text);

G_END_DECLS
