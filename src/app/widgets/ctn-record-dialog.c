#include "ctn-record-dialog.h"

#include <ctn-i18n.h>
#include <ctn-record.h>

#include "ctn-attachments-group.h"

/* What the dialog shows may go away, by Undo or by another part of the window. */
static void
changed_cb (AdwDialog *dialog, CtnChangeSet *changes)
{
  CtnRecordForm *form = g_object_get_data (G_OBJECT (dialog), "form");
  const CtnRecordKind *kind = g_object_get_data (G_OBJECT (dialog), "kind");
  CtnProject *project = g_object_get_data (G_OBJECT (dialog), "project");
  gint64 id = ctn_record_form_get_id (form);

  if (ctn_change_set_has_row (changes, kind->table, id) &&
      !ctn_record_exists (ctn_project_get_reader (project), kind, id))
    adw_dialog_force_close (dialog);
}

CtnRecordForm *
ctn_record_dialog_present (GtkWidget *parent,
                           CtnPage *page,
                           const CtnRecordKind *kind,
                           gint64 id,
                           CtnRecordFormEdit edit,
                           gboolean evidence)
{
  CtnProject *project = ctn_page_get_project (page);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  CtnRecordForm *form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);

  ctn_record_form_set_up (form, project, kind, edit);
  ctn_record_form_show (form, id);
  if (evidence) {
    GtkWidget *group = ctn_attachments_group_new (_ ("Evidence"));

    ctn_attachments_group_show (CTN_ATTACHMENTS_GROUP (group), page, kind->table, id, NULL);
    ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
  }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (form));
  adw_dialog_set_title (dialog, _ (kind->label));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  g_object_set_data (G_OBJECT (dialog), "form", form);
  g_object_set_data (G_OBJECT (dialog), "kind", (gpointer) kind);
  g_object_set_data_full (G_OBJECT (dialog), "project", g_object_ref (project), g_object_unref);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), dialog, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, parent);
  ctn_record_form_focus_first (form);
  return form;
}
