#include "ctn-sector-chooser.h"

#include <ctn-i18n.h>
#include <ctn-organisation.h>
#include <ctn-record.h>

#include "ctn-sectors-dialog.h"

#define CTN_TYPE_SECTOR_CHOOSER (ctn_sector_chooser_get_type ())

G_DECLARE_FINAL_TYPE (CtnSectorChooser, ctn_sector_chooser, CTN, SECTOR_CHOOSER, AdwDialog)

struct _CtnSectorChooser {
  AdwDialog parent_instance;

  CtnPage *page; /* (owned) (nullable) */
  gint64 organisation;
  GtkListBox *list;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnSectorChooser, ctn_sector_chooser, ADW_TYPE_DIALOG)

static CtnConnection *
get_reader (CtnSectorChooser *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

static const CtnField *
get_field (void)
{
  return ctn_record_kind_find_field (ctn_organisation_kind (), "sectors");
}

/* The codes that the organisation has. */
static GStrv
dup_codes (CtnSectorChooser *self)
{
  g_autofree char *value = ctn_record_get (get_reader (self), ctn_organisation_kind (),
                                           self->organisation, get_field (), NULL);

  return g_strsplit (value != NULL ? value : "", "; ", -1);
}

static void
toggled_cb (GtkCheckButton *check, CtnSectorChooser *self)
{
  const char *code = g_object_get_data (G_OBJECT (check), "code");
  g_auto (GStrv) codes = NULL;
  g_autoptr (GString) value = g_string_new (NULL);
  GError *error = NULL;

  if (self->filling)
    return;
  codes = dup_codes (self);
  for (char **one = codes; *one != NULL; one++)
    if (!g_str_equal (*one, code))
      g_string_append_printf (value, "%s; ", *one);
  if (gtk_check_button_get_active (check))
    g_string_append (value, code);
  if (!ctn_organisation_edit (ctn_page_get_project (self->page), &self->organisation, 1,
                              get_field (), value->str, &error))
    ctn_page_report (self->page, error);
}

static GtkWidget *
make_row (CtnSectorChooser *self, const CtnSector *sector)
{
  GtkWidget *row = ctn_sector_row_new (sector);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "code", g_strdup (sector->code), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static void
show_values (CtnSectorChooser *self)
{
  g_auto (GStrv) codes = dup_codes (self);
  GtkListBoxRow *row;

  self->filling = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    GObject *check = g_object_get_data (G_OBJECT (row), "check");

    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        g_strv_contains ((const char *const *) codes, g_object_get_data (check, "code")));
  }
  self->filling = FALSE;
}

static void
fill (CtnSectorChooser *self)
{
  g_autoptr (GPtrArray) sectors = ctn_sector_tree_list (get_reader (self), NULL);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; sectors != NULL && i < sectors->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (sectors, i)));
  show_values (self);
}

static void
changed_cb (CtnSectorChooser *self, CtnChangeSet *changes)
{
  if (self->page == NULL)
    return;
  if (ctn_change_set_has_table (changes, "sector"))
    fill (self);
  else if (ctn_change_set_has_row (changes, "organisation", self->organisation))
    show_values (self);
}

static void
edit_cb (CtnSectorChooser *self)
{
  ctn_sectors_dialog_present (self->page, GTK_WIDGET (self));
}

void
ctn_sector_chooser_present (CtnPage *page, gint64 organisation)
{
  CtnSectorChooser *self = g_object_new (CTN_TYPE_SECTOR_CHOOSER, NULL);

  self->page = g_object_ref (page);
  self->organisation = organisation;
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}

static void
ctn_sector_chooser_dispose (GObject *object)
{
  g_clear_object (&CTN_SECTOR_CHOOSER (object)->page);

  G_OBJECT_CLASS (ctn_sector_chooser_parent_class)->dispose (object);
}

static void
ctn_sector_chooser_class_init (CtnSectorChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_sector_chooser_dispose;
}

static void
ctn_sector_chooser_init (CtnSectorChooser *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *edit = gtk_button_new_with_mnemonic (_ ("_Edit…"));
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sectors"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_tooltip_text (edit, _ ("Edit the Project’s Sectors"));
  g_signal_connect_object (edit, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), edit);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Choose Sectors"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 440);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}
