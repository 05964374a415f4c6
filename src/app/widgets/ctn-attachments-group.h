/* What is attached to a record: links and files, to open, save, add and remove. Files can be dropped
 * on it. A preferences group, to be put below a form or into a dialog. */
#pragma once

#include <adwaita.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_ATTACHMENTS_GROUP (ctn_attachments_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnAttachmentsGroup,
                      ctn_attachments_group,
                      CTN,
                      ATTACHMENTS_GROUP,
                      AdwPreferencesGroup)

/* @title: translated, e.g. _("Evidence"). */
GtkWidget *ctn_attachments_group_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;

/* Shows what is attached to the record @row of @table (0: nothing, and nothing can be added), or to the
 * part @item of it, and follows the project's changes.
 * @page: whose project it is, and who says what went wrong; outlives the group. */
void ctn_attachments_group_show (CtnAttachmentsGroup *self,
                                 CtnPage *page,
                                 const char *table,
                                 gint64 row,
                                 const char *item);

G_END_DECLS
