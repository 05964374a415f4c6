#include "ctn-strategy-page.h"

#include <ctn-i18n.h>
#include <ctn-kpi.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-strategy.h>

#include "ctn-kpi-view.h"
#include "ctn-list-export.h"
#include "ctn-periods-dialog.h"
#include "ctn-picker.h"
#include "ctn-plan-view.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"

struct _CtnStrategyPage {
  CtnPage parent_instance;

  GMenu *strategy_menu;
  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  CtnRecordList *list;
  AdwNavigationPage *content_page;
  GtkStack *content_stack;
  AdwViewStack *views;
  CtnPlanView *plan;
  CtnKpiView *kpis;
  CtnRecordForm *form;
};

G_DEFINE_FINAL_TYPE (CtnStrategyPage, ctn_strategy_page, CTN_TYPE_PAGE)

static const char *const actions_on_one[] = {
  "strategy.delete",      "strategy.add-objective", "strategy.add-kpi",
  "strategy.add-kpi-set", "strategy.add-periods",
};

static CtnProject *
get_project (CtnStrategyPage *self)
{
  return ctn_page_get_project (CTN_PAGE (self));
}

static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  const char *parent = ctn_record_item_get_text (item, "parent");
  const char *partnership = ctn_record_item_get_text (item, "partnership");

  /* Translators: the strategy that another one is part of */
  return *parent != '\0' ? g_strdup_printf (_ ("Part of %s"), parent) : g_strdup (partnership);
}

static void
selected_cb (CtnStrategyPage *self, gint64 id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions_on_one); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions_on_one[i], id != 0);
  gtk_stack_set_visible_child_name (self->content_stack, id != 0 ? "strategy" : "none");
  ctn_plan_view_show (self->plan, CTN_PAGE (self), id);
  ctn_kpi_view_show (self->kpis, CTN_PAGE (self), id);
  ctn_record_form_show (self->form, id);
  if (id != 0) {
    g_autofree char *name = ctn_record_get_title (ctn_project_get_reader (get_project (self)),
                                                  ctn_strategy_kind (), id, NULL);

    adw_navigation_page_set_title (self->content_page, name != NULL ? name : "");
  }
}

static void
filled_cb (CtnStrategyPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "empty");
}

static void
opened_cb (CtnStrategyPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (page);

  if (!g_str_equal (table, "strategy"))
    return FALSE;
  ctn_record_list_select (self->list, id);
  opened_cb (self);
  return TRUE;
}

static void
new_item (CtnPage *page)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (page);
  const CtnFieldText values[] = { { "name", _ ("New Strategy") }, { NULL, NULL } };
  GError *error = NULL;
  gint64 id = ctn_record_add (get_project (self), ctn_strategy_kind (), 0, values, &error);

  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  show_record (page, "strategy", id);
  adw_view_stack_set_visible_child_name (self->views, "details");
  ctn_record_form_focus_first (self->form);
}

static void
find (CtnPage *page)
{
  ctn_record_list_find (CTN_STRATEGY_PAGE (page)->list);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (widget);
  gint64 id = ctn_record_list_get_selected (self->list);
  GError *error = NULL;

  if (!ctn_record_remove (get_project (self), ctn_strategy_kind (), &id, 1, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), _ ("Strategy deleted"), TRUE);
}

static void
add_objective_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "plan");
  ctn_plan_view_add_objective (self->plan);
}

static void
add_kpi_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "kpis");
  ctn_kpi_view_add (self->kpis);
}

static void
set_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnStrategyPage *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;
  int n = ctn_kpi_set_add (get_project (self), ctn_record_list_get_selected (self->list),
                           pick->code, &error);
  g_autofree char *text = NULL;

  if (n < 0) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_view_stack_set_visible_child_name (self->views, "kpis");
  text = g_strdup_printf (ctn_ngettext ("%u KPI added", "%u KPIs added", (gulong) n), (guint) n);
  ctn_page_toast (CTN_PAGE (self), text, n > 0);
}

static void
add_kpi_set_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) sets = ctn_kpi_set_list ();
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (char **set = sets; *set != NULL; set++) {
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->code = g_strdup (*set);
    pick->title = ctn_kpi_set_dup_title (*set, NULL);
    if (pick->title == NULL)
      pick->title = g_strdup (*set);
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (widget, choices, _ ("Set of KPIs"), set_picked_cb, widget);
}

static void
add_periods_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "kpis");
  ctn_periods_dialog_present (CTN_PAGE (self), ctn_record_list_get_selected (self->list));
}

static void
constructed (GObject *object)
{
  CtnStrategyPage *self = CTN_STRATEGY_PAGE (object);

  G_OBJECT_CLASS (ctn_strategy_page_parent_class)->constructed (object);
  ctn_record_form_set_up (self->form, get_project (self), ctn_strategy_kind (), ctn_strategy_edit);
  ctn_record_list_set_up (self->list, get_project (self), ctn_strategy_kind (), ctn_strategy_list,
                          describe);
}

static void
ctn_strategy_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_STRATEGY_PAGE);

  G_OBJECT_CLASS (ctn_strategy_page_parent_class)->dispose (object);
}

static void
ctn_strategy_page_class_init (CtnStrategyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_strategy_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_KPI_VIEW);
  g_type_ensure (CTN_TYPE_PLAN_VIEW);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/strategy/ctn-strategy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, strategy_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, plan);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, kpis);
  gtk_widget_class_bind_template_child (widget_class, CtnStrategyPage, form);
  gtk_widget_class_install_action (widget_class, "strategy.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "strategy.add-objective", NULL,
                                   add_objective_action);
  gtk_widget_class_install_action (widget_class, "strategy.add-kpi", NULL, add_kpi_action);
  gtk_widget_class_install_action (widget_class, "strategy.add-kpi-set", NULL, add_kpi_set_action);
  gtk_widget_class_install_action (widget_class, "strategy.add-periods", NULL, add_periods_action);
}

static void
ctn_strategy_page_init (CtnStrategyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->strategy_menu, "strategy");
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}
