#include <ctn-organisation-export.h>
#include <glib/gi18n.h>

#include "ctn-bulk-edit-dialog.h"
#include "ctn-custom-fields-dialog.h"
#include "ctn-duplicates-dialog.h"
#include "ctn-partners-bulk.h"
#include "ctn-partners-page-private.h"
#include "ctn-person-dialog.h"
#include "ctn-personal-data-dialog.h"
#include "ctn-region-map-view.h"
#include "ctn-sector-chooser.h"
#include "ctn-sectors-dialog.h"

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (widget);
  g_autoptr (GArray) ids = _ctn_partners_page_dup_selected (self);

  if (ids->len == 0)
    return;
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_partners_bulk_delete (CTN_PAGE (self), ids);
}

static void
bulk_edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (widget);
  GArray *ids = _ctn_partners_page_dup_selected (self);

  ctn_bulk_edit_dialog_present (CTN_PAGE (self), ids);
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (CTN_PARTNERS_PAGE (widget)->selection));
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ctn_partners_page_show_all (CTN_PARTNERS_PAGE (widget));
}

static void
add_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (widget);
  gint64 organisation = ctn_partner_detail_get_id (self->detail);

  if (organisation != 0)
    ctn_new_person_dialog_present (CTN_PAGE (self), organisation);
}

static void
custom_fields_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_custom_fields_dialog_present (CTN_PAGE (widget));
}

static void
duplicates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_duplicates_dialog_present (CTN_PAGE (widget));
}

static void
personal_data_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_personal_data_dialog_present (CTN_PAGE (widget));
}

static void
sectors_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_sectors_dialog_present (CTN_PAGE (widget), widget);
}

static void
choose_sectors_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (widget);
  gint64 organisation = ctn_partner_detail_get_id (self->detail);

  if (organisation != 0)
    ctn_sector_chooser_present (CTN_PAGE (self), organisation);
}

typedef struct {
  CtnProject *project; /* (owned) */
  GArray *ids;         /* (owned) */
  GFile *file;         /* (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->project);
  g_array_unref (export->ids);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (export->project, &error);
  gboolean ok = reader != NULL &&
                ctn_organisation_export (reader, export->ids, export->file, cancellable, &error);

  g_clear_pointer (&reader, ctn_project_close_reader);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnPage *page = CTN_PAGE (source);
  Export *export = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_autofree char *text =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u organisation exported",
                                      "%u organisations exported", export->ids->len),
                         export->ids->len);

    ctn_page_toast (page, text, FALSE);
  } else {
    ctn_page_report (page, error);
  }
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnPartnersPage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GTask) task = NULL;
  Export *export;

  if (file == NULL || self->list == NULL)
    return;
  export = g_new0 (Export, 1);
  export->project = g_object_ref (ctn_page_get_project (CTN_PAGE (self)));
  export->ids = ctn_id_list_dup_ids (self->list);
  export->file = g_steal_pointer (&file);
  task = g_task_new (self, NULL, exported_cb, NULL);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_thread);
}

static void
add_filter (GListStore *filters, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  add_filter (filters, _ ("Spreadsheet (XLSX)"), "xlsx");
  add_filter (filters, _ ("Text Table (CSV)"), "csv");
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Export What Is Shown"));
  /* Translators: proposed file name */
  gtk_file_dialog_set_initial_name (dialog, _ ("Partners.xlsx"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, export_chosen_cb,
                        g_object_ref (widget));
}

static void
map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_region_map_dialog_present (CTN_PAGE (widget),
                                 ctn_id_list_dup_ids (CTN_PARTNERS_PAGE (widget)->list));
}

void
_ctn_partners_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "partners.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "partners.bulk-edit", NULL, bulk_edit_action);
  gtk_widget_class_install_action (widget_class, "partners.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "partners.duplicates", NULL, duplicates_action);
  gtk_widget_class_install_action (widget_class, "partners.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "partners.add-person", NULL, add_person_action);
  gtk_widget_class_install_action (widget_class, "partners.personal-data", NULL,
                                   personal_data_action);
  gtk_widget_class_install_action (widget_class, "partners.custom-fields", NULL,
                                   custom_fields_action);
  gtk_widget_class_install_action (widget_class, "partners.sectors", NULL, sectors_action);
  gtk_widget_class_install_action (widget_class, "partners.choose-sectors", NULL,
                                   choose_sectors_action);
  gtk_widget_class_install_action (widget_class, "partners.map", NULL, map_action);
  gtk_widget_class_install_action (widget_class, "partners.export", NULL, export_action);
}
