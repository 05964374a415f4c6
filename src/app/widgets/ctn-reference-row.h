/* A row of a form that holds another record: its name, a button that takes it out, and a dialog to
 * choose another one. */
#pragma once

#include <adwaita.h>
#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_REFERENCE_ROW (ctn_reference_row_get_type ())

G_DECLARE_FINAL_TYPE (CtnReferenceRow, ctn_reference_row, CTN, REFERENCE_ROW, AdwActionRow)

/* Signals
 *   chosen (gint64 id): the user chose a record, 0 when it was taken out. */

/* @field: a CTN_FIELD_RECORD; its label is the row's title. */
GtkWidget *ctn_reference_row_new (CtnProject *project,
                                  const CtnField *field) G_GNUC_WARN_UNUSED_RESULT;

/* The name of the record that the field holds; %NULL or "" for none. */
void ctn_reference_row_set_shown (CtnReferenceRow *self, const char *name);

G_END_DECLS
