#include "ctn-bulk-edit-dialog.h"

#include <ctn-field-set.h>
#include <ctn-i18n.h>
#include <ctn-organisation.h>

#include "ctn-combo-row.h"
#include "ctn-partners-bulk.h"
#include "ctn-row-problem.h"

typedef struct {
  CtnPage *page;     /* (owned) */
  GArray *ids;       /* (owned) */
  GPtrArray *fields; /* (owned) CtnField, as in the combo row */
  CtnFieldSet *set;  /* (owned) (nullable) that they are of, until they are applied */
  AdwComboRow *field_row;
  AdwEntryRow *value_row;
  AdwSwitchRow *add_row;
  AdwDialog *dialog;
} Bulk;

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_object_unref (bulk->page);
  g_array_unref (bulk->ids);
  g_ptr_array_unref (bulk->fields);
  g_clear_pointer (&bulk->set, ctn_field_set_free);
  g_free (bulk);
}

static const CtnField *
get_field (Bulk *bulk)
{
  return g_ptr_array_index (bulk->fields, adw_combo_row_get_selected (bulk->field_row));
}

static void
field_cb (Bulk *bulk)
{
  gtk_widget_set_visible (GTK_WIDGET (bulk->add_row), ctn_field_is_multiple (get_field (bulk)));
  ctn_row_problem_clear (bulk->value_row);
}

static void
apply_cb (Bulk *bulk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  const CtnField *field;

  if (bulk->set == NULL)
    return;
  field = get_field (bulk);
  value = ctn_organisation_parse (ctn_page_get_project (bulk->page), field,
                                  gtk_editable_get_text (GTK_EDITABLE (bulk->value_row)), &error);
  if (value == NULL) {
    ctn_row_problem_show (bulk->value_row, error->message);
    return;
  }
  /* The fields are the job's from now on. */
  ctn_partners_bulk_edit (bulk->page, bulk->ids, g_steal_pointer (&bulk->set), field, value,
                          ctn_field_is_multiple (field) &&
                              adw_switch_row_get_active (bulk->add_row));
  adw_dialog_force_close (bulk->dialog);
}

static void
list_fields (Bulk *bulk, GtkStringList *labels)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (bulk->page));

  bulk->set = ctn_field_set_new (reader, ctn_organisation_kind (), NULL);
  for (guint i = 0; bulk->set != NULL && i < ctn_field_set_get_n_fields (bulk->set); i++) {
    const CtnField *field = ctn_field_set_get_field (bulk->set, i);

    if (field->flags & CTN_FIELD_REQUIRED)
      continue;
    g_ptr_array_add (bulk->fields, (gpointer) field);
    gtk_string_list_append (labels, ctn_field_get_label (field));
  }
}

static GtkWidget *
make_content (Bulk *bulk)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  list_fields (bulk, labels);
  bulk->field_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (bulk->field_row), _ ("Field"));
  adw_combo_row_set_model (bulk->field_row, G_LIST_MODEL (labels));
  ctn_combo_row_enable_search (bulk->field_row);
  bulk->value_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (bulk->value_row), _ ("Value for All"));
  bulk->add_row = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (bulk->add_row), _ ("Add to What Is There"));
  adw_switch_row_set_active (bulk->add_row, TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (bulk->field_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (bulk->value_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (bulk->add_row));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  g_signal_connect_swapped (bulk->field_row, "notify::selected", G_CALLBACK (field_cb), bulk);
  field_cb (bulk);
  return page;
}

void
ctn_bulk_edit_dialog_present (CtnPage *page, GArray *ids)
{
  Bulk *bulk = g_new0 (Bulk, 1);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));
  g_autofree char *title = g_strdup_printf (
      ctn_ngettext ("Edit %u Organisation", "Edit %u Organisations", ids->len), ids->len);

  bulk->page = g_object_ref (page);
  bulk->ids = ids;
  bulk->fields = g_ptr_array_new ();
  bulk->dialog = dialog;
  gtk_widget_add_css_class (apply, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), apply);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), bulk);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (bulk));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 460);
  g_object_set_data_full (G_OBJECT (dialog), "bulk", bulk, bulk_free);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
