#include "ctn-partners-page-private.h"

#include <ctn-chain-export.h>
#include <ctn-i18n.h>
#include <ctn-sector-names.h>

#include "ctn-import-dialog.h"
#include "ctn-list-export.h"
#include "ctn-partner-columns.h"

G_DEFINE_FINAL_TYPE (CtnPartnersPage, ctn_partners_page, CTN_TYPE_PAGE)

GArray *
_ctn_partners_page_dup_selected (CtnPartnersPage *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) bits =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    gint64 id = ctn_id_list_get_id (self->list, position);

    g_array_append_val (ids, id);
  }
  return ids;
}

/* What stands in the detail pane when there is not just one organisation to be shown. */
static void
show_no_detail (CtnPartnersPage *self, guint n_selected)
{
  g_autofree char *title =
      n_selected == 0 ? g_strdup (_ ("No Organisation Selected"))
                      : g_strdup_printf (ctn_ngettext ("%u Organisation Selected",
                                                       "%u Organisations Selected", n_selected),
                                         n_selected);

  ctn_partner_detail_show (self->detail, 0);
  adw_navigation_page_set_title (self->detail_page, _ ("Organisation"));
  adw_status_page_set_title (self->none_page, title);
  adw_status_page_set_description (
      self->none_page, n_selected == 0 ? _ ("Select one in the list to see and edit it.")
                                       : _ ("Edit all of them with the button below the list."));
  gtk_stack_set_visible_child_name (self->detail_stack, "none");
}

static void
show_selection (CtnPartnersPage *self)
{
  g_autoptr (GArray) ids = _ctn_partners_page_dup_selected (self);
  g_autofree char *text =
      g_strdup_printf (ctn_ngettext ("%u selected", "%u selected", ids->len), ids->len);

  gtk_label_set_label (self->selection_label, text);
  gtk_action_bar_set_revealed (self->selection_bar, ids->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partners.delete", ids->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partners.bulk-edit", ids->len > 1);
  if (ids->len == 1) {
    gint64 id = g_array_index (ids, gint64, 0);
    g_autoptr (CtnRecordItem) item =
        ctn_record_item_new (ctn_page_get_project (CTN_PAGE (self)), ctn_organisation_kind (), id);

    adw_navigation_page_set_title (self->detail_page, ctn_record_item_get_text (item, "name"));
    ctn_partner_detail_show (self->detail, id);
    gtk_stack_set_visible_child_name (self->detail_stack, "detail");
  } else {
    show_no_detail (self, ids->len);
  }
}

static void
select_wanted (CtnPartnersPage *self)
{
  guint position = self->wanted != 0 ? ctn_id_list_find (self->list, self->wanted) : G_MAXUINT;

  if (position == G_MAXUINT)
    return;
  self->wanted = 0;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  if (self->focus_wanted) {
    adw_navigation_split_view_set_show_content (self->split, TRUE);
    ctn_partner_detail_focus_name (self->detail);
  }
  self->focus_wanted = FALSE;
}

static gboolean
is_filtered (CtnPartnersPage *self)
{
  return *ctn_organisation_query_get_search (self->query) != '\0' ||
         ctn_organisation_query_get_n_filters (self->query) > 0;
}

static void
show_result (CtnPartnersPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text =
      g_strdup_printf (ctn_ngettext ("%'u organisation", "%'u organisations", n), n);

  gtk_label_set_label (self->count_label, text);
  if (n > 0)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  else
    gtk_stack_set_visible_child_name (self->list_stack, is_filtered (self) ? "nothing" : "empty");
  if (ctn_organisation_query_get_n_filters (self->query) > 0)
    gtk_widget_add_css_class (self->filter_button, "accent");
  else
    gtk_widget_remove_css_class (self->filter_button, "accent");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnPartnersPage) self = data;
  g_autoptr (GError) error = NULL;
  GArray *ids =
      ctn_organisation_finder_find_finish (CTN_ORGANISATION_FINDER (source), result, &error);

  if (self->list == NULL) {
    g_clear_pointer (&ids, g_array_unref);
    return;
  }
  if (ids == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      ctn_page_report (CTN_PAGE (self), g_steal_pointer (&error));
    return;
  }
  ctn_id_list_take_ids (self->list, ids);
  show_result (self);
  select_wanted (self);
  show_selection (self);
}

/* Asks again: after a change of search, filters, order or data. */
static void
ask (CtnPartnersPage *self)
{
  GtkColumnViewSorter *sorter;
  GtkColumnViewColumn *column;
  const char *name;

  if (self->finder == NULL)
    return;
  sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  name = column != NULL ? gtk_column_view_column_get_id (column) : "name";
  ctn_organisation_finder_find_async (self->finder, self->query, name,
                                      gtk_column_view_sorter_get_primary_sort_order (sorter) ==
                                          GTK_SORT_DESCENDING,
                                      found_cb, g_object_ref (self));
}

/* Selects @id when it comes into the list. */
static void
want (CtnPartnersPage *self, gint64 id, gboolean focus)
{
  self->wanted = id;
  self->focus_wanted = focus;
  if (is_filtered (self))
    _ctn_partners_page_show_all (self);
  else
    ask (self);
}

void
_ctn_partners_page_show_all (CtnPartnersPage *self)
{
  ctn_organisation_query_clear_filters (self->query);
  ctn_organisation_query_set_search (self->query, "");
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  ask (self);
}

static void
search_changed_cb (CtnPartnersPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (g_str_equal (text, ctn_organisation_query_get_search (self->query)))
    return;
  ctn_organisation_query_set_search (self->query, text);
  ask (self);
}

/* A saved filter takes the place of search and filters. */
static void
filter_chosen_cb (CtnPartnersPage *self, const char *json)
{
  CtnOrganisationQuery *query = ctn_organisation_query_from_json (json);

  if (query == NULL || self->finder == NULL) {
    ctn_organisation_query_free (query);
    return;
  }
  ctn_facet_popover_set_up (self->facets, self->finder, query);
  ctn_saved_filters_popover_set_query (self->saved_filters, query);
  ctn_organisation_query_free (self->query);
  self->query = query;
  gtk_editable_set_text (GTK_EDITABLE (self->search), ctn_organisation_query_get_search (query));
  ask (self);
}

static void
row_activated_cb (CtnPartnersPage *self, guint position)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* Fields read and write sectors by the names that the project has for them. */
static void
learn_sectors (CtnPartnersPage *self, CtnChangeSet *changes)
{
  if (changes == NULL || ctn_change_set_has_table (changes, "sector"))
    ctn_sector_names_learn (ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self))), NULL);
}

static void
project_set (CtnPage *page)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (page);
  CtnProject *project = ctn_page_get_project (page);
  GError *error = NULL;

  learn_sectors (self, NULL);
  g_signal_connect_object (project, "changed", G_CALLBACK (learn_sectors), self, G_CONNECT_SWAPPED);
  self->list = ctn_id_list_new (project, ctn_organisation_kind ());
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_selection), self,
                           G_CONNECT_SWAPPED);
  ctn_partner_columns_set_up (self->view, self->list, page, self->more_menu);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (ask),
                           self, G_CONNECT_SWAPPED);

  self->finder = ctn_organisation_finder_new (project, &error);
  if (self->finder == NULL) {
    ctn_page_report (page, error);
    return;
  }
  g_signal_connect_object (self->finder, "outdated", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ctn_facet_popover_set_up (self->facets, self->finder, self->query);
  g_signal_connect_object (self->facets, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saved_filters, "chosen", G_CALLBACK (filter_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self);
}

static void
constructed (GObject *object)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (object);

  G_OBJECT_CLASS (ctn_partners_page_parent_class)->constructed (object);
  ctn_partner_detail_set_up (self->detail, CTN_PAGE (self));
  ctn_saved_filters_popover_set_up (self->saved_filters, CTN_PAGE (self));
  ctn_saved_filters_popover_set_query (self->saved_filters, self->query);
  show_selection (self);
}

static void
find (CtnPage *page)
{
  ctn_page_focus_search (GTK_WIDGET (CTN_PARTNERS_PAGE (page)->search));
}

static void
new_item (CtnPage *page)
{
  GError *error = NULL;
  gint64 id = ctn_organisation_add (ctn_page_get_project (page), _ ("New Organisation"), &error);

  if (id == 0)
    ctn_page_report (page, error);
  else
    want (CTN_PARTNERS_PAGE (page), id, TRUE);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  if (!g_str_equal (table, "organisation"))
    return FALSE;
  want (CTN_PARTNERS_PAGE (page), id, FALSE);
  return TRUE;
}

static gboolean
import_file (CtnPage *page, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  /* Those are value chains. */
  if (ctn_chain_format_is_graph (name))
    return FALSE;
  ctn_import_dialog_present (page, file);
  return TRUE;
}

static void
ctn_partners_page_dispose (GObject *object)
{
  CtnPartnersPage *self = CTN_PARTNERS_PAGE (object);

  /* A count that is under way holds the popover, and finds no query when it ends. */
  if (self->facets != NULL)
    ctn_facet_popover_set_up (self->facets, NULL, NULL);
  /* First, for the list asks it for a new order when its columns go. */
  g_clear_object (&self->finder);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_PARTNERS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ctn_partners_page_parent_class)->dispose (object);
}

static void
ctn_partners_page_finalize (GObject *object)
{
  g_clear_pointer (&CTN_PARTNERS_PAGE (object)->query, ctn_organisation_query_free);

  G_OBJECT_CLASS (ctn_partners_page_parent_class)->finalize (object);
}

static void
ctn_partners_page_class_init (CtnPartnersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_partners_page_dispose;
  object_class->finalize = ctn_partners_page_finalize;
  page_class->project_set = project_set;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;
  page_class->import_file = import_file;

  g_type_ensure (CTN_TYPE_FACET_POPOVER);
  g_type_ensure (CTN_TYPE_PARTNER_DETAIL);
  g_type_ensure (CTN_TYPE_SAVED_FILTERS_POPOVER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/partners/ctn-partners-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, more_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, search);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, facets);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, saved_filters);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, view);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, detail_page);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, none_page);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnersPage, detail);
  _ctn_partners_page_install_actions (widget_class);
}

static void
ctn_partners_page_init (CtnPartnersPage *self)
{
  self->query = ctn_organisation_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->more_menu, "partners");
  gtk_search_entry_set_search_delay (self->search, 40);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}
