/* A dialog with the form of one record, edited in place; whoever needs more adds groups below it. */
#pragma once

#include "ctn-page.h"
#include "ctn-record-form.h"

G_BEGIN_DECLS

/* Shows the record @id of @kind. With @evidence, files and links can be attached to it there.
 * @edit: as in ctn_record_form_set_up(), %NULL takes ctn_record_edit().
 * Returns: (transfer none): the dialog's form, for ctn_record_form_add_group() */
CtnRecordForm *ctn_record_dialog_present (GtkWidget *parent,
                                          CtnPage *page,
                                          const CtnRecordKind *kind,
                                          gint64 id,
                                          CtnRecordFormEdit edit,
                                          gboolean evidence);

G_END_DECLS
