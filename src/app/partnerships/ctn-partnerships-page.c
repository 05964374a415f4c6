#include "ctn-partnerships-page.h"

#include <ctn-i18n.h>
#include <ctn-label.h>
#include <ctn-partnership.h>
#include <ctn-record.h>

#include "ctn-helices-view.h"
#include "ctn-labels-view.h"
#include "ctn-list-export.h"
#include "ctn-members-view.h"
#include "ctn-papers-view.h"
#include "ctn-pilots-view.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"

struct _CtnPartnershipsPage {
  CtnPage parent_instance;

  GMenu *partnership_menu;
  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  CtnRecordList *list;
  AdwNavigationPage *content_page;
  GtkStack *content_stack;
  AdwViewStack *views;
  CtnMembersView *members;
  CtnHelicesView *helices;
  CtnPapersView *papers;
  AdwViewStackPage *labels_page;
  CtnLabelsView *labels;
  CtnPilotsView *pilots;
  CtnRecordForm *form;
};

G_DEFINE_FINAL_TYPE (CtnPartnershipsPage, ctn_partnerships_page, CTN_TYPE_PAGE)

static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  const char *kind = ctn_record_item_get_text (item, "kind");
  const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), "parent");
  g_autofree char *parent =
      ctn_record_get_shown (ctn_project_get_reader (project), ctn_partnership_kind (),
                            ctn_record_item_get_id (item), field, NULL);

  /* Translators: kind of a partnership, and the name of the one that it is part of */
  return parent != NULL && *parent != '\0' ? g_strdup_printf (_ ("%s · part of %s"), kind, parent)
                                           : g_strdup (kind);
}

/* Labels are for clusters, and for a look at those of a partnership. */
static void
show_labels (CtnPartnershipsPage *self, gint64 id)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self)));
  const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), "kind");
  g_autofree char *kind =
      id != 0 ? ctn_record_get (reader, ctn_partnership_kind (), id, field, NULL) : NULL;
  g_autoptr (GArray) clusters = id != 0 ? ctn_label_list_clusters (reader, id, NULL) : NULL;

  adw_view_stack_page_set_visible (self->labels_page, g_strcmp0 (kind, "cluster") == 0 ||
                                                          (clusters != NULL && clusters->len > 0));
}

static void
changed_cb (CtnPartnershipsPage *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "partnership"))
    show_labels (self, ctn_record_list_get_selected (self->list));
}

static void
selected_cb (CtnPartnershipsPage *self, gint64 id)
{
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "partnerships.delete", id != 0);
  gtk_stack_set_visible_child_name (self->content_stack, id != 0 ? "partnership" : "none");
  show_labels (self, id);
  ctn_members_view_show (self->members, CTN_PAGE (self), id);
  ctn_helices_view_show (self->helices, CTN_PAGE (self), id);
  ctn_papers_view_show (self->papers, CTN_PAGE (self), id);
  ctn_labels_view_show (self->labels, CTN_PAGE (self), id);
  ctn_pilots_view_show (self->pilots, CTN_PAGE (self), id);
  ctn_record_form_show (self->form, id);
  if (id != 0) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, ctn_partnership_kind (), id);

    adw_navigation_page_set_title (self->content_page, ctn_record_item_get_text (item, "name"));
  }
}

static void
filled_cb (CtnPartnershipsPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "empty");
}

static void
opened_cb (CtnPartnershipsPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnPartnershipsPage *self = CTN_PARTNERSHIPS_PAGE (page);

  if (!g_str_equal (table, "partnership"))
    return FALSE;
  ctn_record_list_select (self->list, id);
  opened_cb (self);
  return TRUE;
}

static void
new_item (CtnPage *page)
{
  CtnPartnershipsPage *self = CTN_PARTNERSHIPS_PAGE (page);
  GError *error = NULL;
  gint64 id = ctn_partnership_add (ctn_page_get_project (page), _ ("New Partnership"), &error);

  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  show_record (page, "partnership", id);
  adw_view_stack_set_visible_child_name (self->views, "details");
  ctn_record_form_focus_first (self->form);
}

static void
find (CtnPage *page)
{
  ctn_record_list_find (CTN_PARTNERSHIPS_PAGE (page)->list);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPartnershipsPage *self = CTN_PARTNERSHIPS_PAGE (widget);
  gint64 id = ctn_record_list_get_selected (self->list);
  GError *error = NULL;

  if (id == 0)
    return;
  if (!ctn_partnership_delete (ctn_page_get_project (CTN_PAGE (self)), id, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), _ ("Partnership deleted"), TRUE);
}

static void
constructed (GObject *object)
{
  CtnPartnershipsPage *self = CTN_PARTNERSHIPS_PAGE (object);
  CtnProject *project;

  G_OBJECT_CLASS (ctn_partnerships_page_parent_class)->constructed (object);
  project = ctn_page_get_project (CTN_PAGE (self));
  ctn_record_form_set_up (self->form, project, ctn_partnership_kind (), ctn_partnership_edit);
  ctn_record_list_set_up (self->list, project, ctn_partnership_kind (), ctn_partnership_list,
                          describe);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ctn_partnerships_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_PARTNERSHIPS_PAGE);

  G_OBJECT_CLASS (ctn_partnerships_page_parent_class)->dispose (object);
}

static void
ctn_partnerships_page_class_init (CtnPartnershipsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_partnerships_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_HELICES_VIEW);
  g_type_ensure (CTN_TYPE_LABELS_VIEW);
  g_type_ensure (CTN_TYPE_MEMBERS_VIEW);
  g_type_ensure (CTN_TYPE_PAPERS_VIEW);
  g_type_ensure (CTN_TYPE_PILOTS_VIEW);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/partnerships/ctn-partnerships-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, partnership_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, members);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, helices);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, papers);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, labels_page);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, labels);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, pilots);
  gtk_widget_class_bind_template_child (widget_class, CtnPartnershipsPage, form);
  gtk_widget_class_install_action (widget_class, "partnerships.delete", NULL, delete_action);
}

static void
ctn_partnerships_page_init (CtnPartnershipsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->partnership_menu, "partnerships");
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}
