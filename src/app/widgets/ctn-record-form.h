/* A form made of a record kind's field descriptions: one row per field, grouped, edited in place.
 *
 * A value is taken when Enter is pressed or the row loses the focus. What the field does not take
 * stays in the row, marked, with the reason where the label was. */
#pragma once

#include <adwaita.h>
#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_RECORD_FORM (ctn_record_form_get_type ())

G_DECLARE_FINAL_TYPE (CtnRecordForm, ctn_record_form, CTN, RECORD_FORM, AdwBin)

/* Writes what the user typed, as an operation. */
typedef gboolean (*CtnRecordFormEdit) (CtnProject *project,
                                       gint64 id,
                                       const CtnField *field,
                                       const char *text,
                                       GError **error);

/* Builds the rows; once. @edit: %NULL takes ctn_record_edit(). */
void ctn_record_form_set_up (CtnRecordForm *self,
                             CtnProject *project,
                             const CtnRecordKind *kind,
                             CtnRecordFormEdit edit);

/* Shows more fields below those of the kind, e.g. custom ones, in place of those shown before.
 * @fields: live until the next call */
void ctn_record_form_set_more_fields (CtnRecordForm *self,
                                      const CtnField *const *fields,
                                      gsize n_fields);

/* Puts @widget at the end of the row of the field @name, which is an entry. */
void ctn_record_form_add_suffix (CtnRecordForm *self, const char *name, GtkWidget *widget);

/* Adds @group below what is there so far, for what belongs to the record but is no field of its kind. */
void ctn_record_form_add_group (CtnRecordForm *self, AdwPreferencesGroup *group);

/* Shows the record @id; 0 for none. */
void ctn_record_form_show (CtnRecordForm *self, gint64 id);
gint64 ctn_record_form_get_id (CtnRecordForm *self);

/* Puts the focus into the first row, with its text selected. */
void ctn_record_form_focus_first (CtnRecordForm *self);

G_END_DECLS
