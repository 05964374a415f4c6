#include "ctn-saved-filters-popover.h"

#include <ctn-i18n.h>
#include <ctn-saved-filter.h>

#include "ctn-icon-button.h"
#include "ctn-name-dialog.h"

struct _CtnSavedFiltersPopover {
  GtkPopover parent_instance;

  CtnPage *page;               /* (unowned) (nullable) */
  CtnOrganisationQuery *query; /* (unowned) */
  GtkWidget *scrolled;
  GtkListBox *list;
  GtkWidget *hint;
  GtkWidget *save_button;
  gint64 renamed; /* the filter whose name is asked for */
};

G_DEFINE_FINAL_TYPE (CtnSavedFiltersPopover, ctn_saved_filters_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
save_named_cb (const char *name, gpointer data)
{
  CtnSavedFiltersPopover *self = data;
  g_autofree char *query = ctn_organisation_query_to_json (self->query);
  GError *error = NULL;

  if (ctn_saved_filter_save (ctn_page_get_project (self->page), ctn_organisation_kind (), name,
                             query, &error) == 0)
    ctn_page_report (self->page, error);
  else
    ctn_page_toast (self->page, _ ("Filter saved"), TRUE);
}

static void
rename_named_cb (const char *name, gpointer data)
{
  CtnSavedFiltersPopover *self = data;
  GError *error = NULL;

  if (!ctn_saved_filter_rename (ctn_page_get_project (self->page), self->renamed, name, &error))
    ctn_page_report (self->page, error);
}

static void
save_cb (CtnSavedFiltersPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  ctn_name_dialog_present (GTK_WIDGET (self->page), _ ("Save Filter"),
                           ctn_organisation_query_get_search (self->query), _ ("_Save"),
                           save_named_cb, self);
}

static const CtnSavedFilter *
get_filter (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_data (G_OBJECT (row), "filter");
}

static void
rename_cb (GtkWidget *button, CtnSavedFiltersPopover *self)
{
  const CtnSavedFilter *filter = get_filter (button);

  self->renamed = filter->id;
  gtk_popover_popdown (GTK_POPOVER (self));
  ctn_name_dialog_present (GTK_WIDGET (self->page), _ ("Rename Filter"), filter->name,
                           _ ("_Rename"), rename_named_cb, self);
}

static void
delete_cb (GtkWidget *button, CtnSavedFiltersPopover *self)
{
  const CtnSavedFilter *filter = get_filter (button);
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), filter->name);
  GError *error = NULL;

  if (ctn_saved_filter_delete (ctn_page_get_project (self->page), filter->id, &error))
    ctn_page_toast (self->page, text, TRUE);
  else
    ctn_page_report (self->page, error);
}

static void
activated_cb (CtnSavedFiltersPopover *self, GtkListBoxRow *row)
{
  const CtnSavedFilter *filter = g_object_get_data (G_OBJECT (row), "filter");
  g_autofree char *query = g_strdup (filter->query);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, query);
}

static GtkWidget *
make_button (CtnSavedFiltersPopover *self,
             const char *icon_name,
             const char *tooltip,
             GCallback callback)
{
  GtkWidget *button = ctn_icon_button_new (icon_name, tooltip);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  return button;
}

/* Takes @filter. */
static GtkWidget *
make_row (CtnSavedFiltersPopover *self, CtnSavedFilter *filter, gboolean is_present)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (filter->name);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  g_object_set_data_full (G_OBJECT (row), "filter", filter, (GDestroyNotify) ctn_saved_filter_free);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_visible (check, is_present);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Shown now"), -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), make_button (self, "document-edit-symbolic", _ ("Rename"),
                                              G_CALLBACK (rename_cb)));
  gtk_box_append (GTK_BOX (box),
                  make_button (self, "user-trash-symbolic", _ ("Delete"), G_CALLBACK (delete_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, filter->name,
                                  -1);
  return row;
}

static void
refresh (CtnSavedFiltersPopover *self)
{
  g_autoptr (GPtrArray) filters = NULL;
  g_autofree char *present = NULL;

  if (self->page == NULL || self->query == NULL)
    return;
  filters = ctn_saved_filter_list (ctn_project_get_reader (ctn_page_get_project (self->page)),
                                   ctn_organisation_kind (), NULL);
  present = ctn_organisation_query_to_json (self->query);
  gtk_list_box_remove_all (self->list);
  while (filters != NULL && filters->len > 0) {
    CtnSavedFilter *filter = g_ptr_array_steal_index (filters, 0);

    gtk_list_box_append (self->list, make_row (self, filter, g_str_equal (filter->query, present)));
  }
  gtk_widget_set_visible (self->hint, gtk_list_box_get_row_at_index (self->list, 0) == NULL);
  gtk_widget_set_visible (self->scrolled, !gtk_widget_get_visible (self->hint));
  gtk_widget_set_sensitive (self->save_button,
                            ctn_organisation_query_get_n_filters (self->query) > 0 ||
                                *ctn_organisation_query_get_search (self->query) != '\0');
  /* The row with the focus is gone; without one, keys would go nowhere. */
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
changed_cb (CtnSavedFiltersPopover *self, CtnChangeSet *changes)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      ctn_change_set_has_table (changes, "saved_filter"))
    refresh (self);
}

void
ctn_saved_filters_popover_set_up (CtnSavedFiltersPopover *self, CtnPage *page)
{
  self->page = page;
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
ctn_saved_filters_popover_set_query (CtnSavedFiltersPopover *self, CtnOrganisationQuery *query)
{
  self->query = query;
}

static void
ctn_saved_filters_popover_class_init (CtnSavedFiltersPopoverClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ctn_saved_filters_popover_init (CtnSavedFiltersPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *title = gtk_label_new (_ ("Saved Filters"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->hint =
      gtk_label_new (_ ("Search or filter the partners, then save it here to find it again."));
  self->save_button = gtk_button_new_with_mnemonic (_ ("_Save What Is Shown…"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->hint), 34);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Saved filters"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), scrolled);
  self->scrolled = scrolled;
  gtk_box_append (GTK_BOX (box), self->save_button);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (refresh), NULL);
}
