#include <ctn-i18n.h>
#include <ctn-organisation.h>
#include <ctn-record-export.h>

#include "ctn-bulk-edit-dialog.h"
#include "ctn-custom-fields-dialog.h"
#include "ctn-duplicates-dialog.h"
#include "ctn-file-export.h"
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

static gboolean
write_list (CtnConnection *reader,
            GFile *file,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const CtnRecordExport export = { ctn_organisation_kind (), NULL, data };

  return ctn_record_export (reader, &export, file, cancellable, error);
}

static char *
describe_list (gpointer data)
{
  const GArray *ids = data;

  return g_strdup_printf (
      ctn_ngettext ("%u organisation exported", "%u organisations exported", ids->len), ids->len);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const CtnFileExport export = {
    .title = _ ("Export What Is Shown"),
    /* Translators: proposed file name */
    .name = _ ("Partners.xlsx"),
    .kinds = ctn_file_export_tables,
    .function = write_list,
    .data = ctn_id_list_dup_ids (CTN_PARTNERS_PAGE (widget)->list),
    .destroy = (GDestroyNotify) g_array_unref,
    .describe = describe_list,
  };

  ctn_file_export_ask (widget, &export);
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
