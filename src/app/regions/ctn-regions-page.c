#include "ctn-regions-page.h"

#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-region-strategy.h>

#include "ctn-code-decisions-dialog.h"
#include "ctn-compare-view.h"
#include "ctn-indicator-import-dialog.h"
#include "ctn-indicators-view.h"
#include "ctn-list-export.h"
#include "ctn-priorities-view.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"
#include "ctn-region-map-view.h"
#include "ctn-sector-view.h"

struct _CtnRegionsPage {
  CtnPage parent_instance;

  GMenu *region_menu;
  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  CtnRecordList *list;
  AdwNavigationPage *content_page;
  AdwViewStack *views;
  CtnPrioritiesView *priorities;
  CtnCompareView *compare;
  CtnIndicatorsView *indicators;
  CtnSectorView *sectors;
  CtnRegionMapView *map;
  CtnRecordForm *form;
};

G_DEFINE_FINAL_TYPE (CtnRegionsPage, ctn_regions_page, CTN_TYPE_PAGE)

static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  const char *from = ctn_record_item_get_text (item, "period-from");
  const char *to = ctn_record_item_get_text (item, "period-to");
  const char *region = ctn_record_item_get_text (item, "region");

  if (*from == '\0' && *to == '\0')
    return g_strdup (region);
  return g_strdup_printf ("%s · %s–%s", region, from, to);
}

static void
selected_cb (CtnRegionsPage *self, gint64 id)
{
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));
  g_autofree char *nuts =
      id != 0 ? ctn_region_strategy_dup_nuts (ctn_project_get_reader (project), id, NULL) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "regions.delete", id != 0);
  ctn_priorities_view_show (self->priorities, CTN_PAGE (self), id);
  ctn_record_form_show (self->form, id);
  gtk_widget_set_visible (GTK_WIDGET (self->form), id != 0);
  ctn_indicators_view_set_focus (self->indicators, nuts);
  ctn_sector_view_set_region (self->sectors, nuts);
  if (id != 0) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, ctn_region_strategy_kind (), id);

    adw_navigation_page_set_title (self->content_page, ctn_record_item_get_text (item, "name"));
  } else {
    adw_navigation_page_set_title (self->content_page, _ ("Regions & S3"));
  }
}

static void
filled_cb (CtnRegionsPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "empty");
}

static void
opened_cb (CtnRegionsPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnRegionsPage *self = CTN_REGIONS_PAGE (page);

  if (!g_str_equal (table, "region_strategy"))
    return FALSE;
  ctn_record_list_select (self->list, id);
  adw_view_stack_set_visible_child_name (self->views, "priorities");
  opened_cb (self);
  return TRUE;
}

static void
new_item (CtnPage *page)
{
  CtnRegionsPage *self = CTN_REGIONS_PAGE (page);
  const CtnFieldText values[] = { { "name", _ ("New Strategy") }, { NULL, NULL } };
  GError *error = NULL;
  gint64 id =
      ctn_record_add (ctn_page_get_project (page), ctn_region_strategy_kind (), 0, values, &error);

  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  show_record (page, "region_strategy", id);
  adw_view_stack_set_visible_child_name (self->views, "details");
  ctn_record_form_focus_first (self->form);
}

static void
find (CtnPage *page)
{
  ctn_record_list_find (CTN_REGIONS_PAGE (page)->list);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnRegionsPage *self = CTN_REGIONS_PAGE (widget);
  gint64 id = ctn_record_list_get_selected (self->list);
  GError *error = NULL;

  if (id == 0)
    return;
  if (!ctn_record_remove (ctn_page_get_project (CTN_PAGE (self)), ctn_region_strategy_kind (), &id,
                          1, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), _ ("Strategy deleted"), TRUE);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_indicator_import_dialog_choose (CTN_PAGE (widget));
}

static void
codes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_code_decisions_dialog_present (CTN_PAGE (widget));
}

static void
constructed (GObject *object)
{
  CtnRegionsPage *self = CTN_REGIONS_PAGE (object);
  CtnProject *project;

  G_OBJECT_CLASS (ctn_regions_page_parent_class)->constructed (object);
  project = ctn_page_get_project (CTN_PAGE (self));
  ctn_record_form_set_up (self->form, project, ctn_region_strategy_kind (), NULL);
  ctn_compare_view_set_up (self->compare, CTN_PAGE (self));
  ctn_indicators_view_set_up (self->indicators, CTN_PAGE (self));
  ctn_sector_view_set_up (self->sectors, CTN_PAGE (self));
  ctn_region_map_view_set_up (self->map, CTN_PAGE (self), NULL);
  ctn_record_list_set_up (self->list, project, ctn_region_strategy_kind (),
                          ctn_region_strategy_list, describe);
  selected_cb (self, ctn_record_list_get_selected (self->list));
}

static void
ctn_regions_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_REGIONS_PAGE);

  G_OBJECT_CLASS (ctn_regions_page_parent_class)->dispose (object);
}

static void
ctn_regions_page_class_init (CtnRegionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_regions_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_COMPARE_VIEW);
  g_type_ensure (CTN_TYPE_INDICATORS_VIEW);
  g_type_ensure (CTN_TYPE_PRIORITIES_VIEW);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  g_type_ensure (CTN_TYPE_REGION_MAP_VIEW);
  g_type_ensure (CTN_TYPE_SECTOR_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/regions/ctn-regions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, region_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, priorities);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, compare);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, indicators);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, sectors);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, map);
  gtk_widget_class_bind_template_child (widget_class, CtnRegionsPage, form);
  gtk_widget_class_install_action (widget_class, "regions.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "regions.import-indicators", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "regions.codes", NULL, codes_action);
}

static void
ctn_regions_page_init (CtnRegionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->region_menu, "regions");
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}
