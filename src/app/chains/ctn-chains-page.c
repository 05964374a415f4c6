#include "ctn-chains-page.h"

#include <ctn-i18n.h>

#include "ctn-candidates-dialog.h"
#include "ctn-chain-files.h"
#include "ctn-chain-memory.h"
#include "ctn-chains-page-private.h"
#include "ctn-list-export.h"
#include "ctn-name-dialog.h"
#include "ctn-poster-dialog.h"
#include "ctn-snapshots-dialog.h"

G_DEFINE_FINAL_TYPE (CtnChainsPage, ctn_chains_page, CTN_TYPE_PAGE)

static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  int n = ctn_chain_count_actors (ctn_project_get_reader (project), ctn_record_item_get_id (item),
                                  NULL);

  return n < 0 ? NULL : g_strdup_printf (ctn_ngettext ("%d actor", "%d actors", (gulong) n), n);
}

static CtnChain *
get_chain (CtnChainsPage *self)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (self->map);

  return figure != NULL ? ctn_chain_figure_get_chain (figure) : NULL;
}

static void
analysed_cb (CtnChainsPage *self)
{
  GPtrArray *findings = ctn_chain_analysis_get_findings (self->analysis);
  guint n = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    n += finding->state == CTN_FINDING_OPEN && finding->severity == CTN_SEVERITY_HIGH;
  }
  adw_view_stack_page_set_badge_number (self->findings_page, n);
  if (!self->trying)
    _ctn_chains_page_show_overlay (self);
}

/* What is chosen, or, where that is more than one thing, how many there are. */
static void
show_chosen (CtnChainsPage *self)
{
  g_autoptr (GArray) actors = ctn_chain_map_view_list_selected (self->map, "actor");
  g_autoptr (GArray) links = ctn_chain_map_view_list_selected (self->map, "link");

  self->several = actors->len + links->len > 1 && get_chain (self) != NULL;
  if (self->several)
    ctn_chain_inspector_show_several (self->inspector, CTN_PAGE (self), get_chain (self), actors,
                                      links);
  else
    ctn_chain_inspector_show (self->inspector, CTN_PAGE (self), get_chain (self), self->role,
                              self->part);
}

static gboolean
open_pane_cb (gpointer data)
{
  CtnChainsPage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->pane_source = 0;
  if (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL)
    adw_overlay_split_view_set_show_sidebar (self->map_split, TRUE);
  return G_SOURCE_REMOVE;
}

/* The map makes room for the pane, but not under a click that may become a double one, nor under the field that this
 * puts over a name. Where the pane covers the map, only what was asked for may do so. */
static void
open_pane (CtnChainsPage *self)
{
  int milliseconds = 0;

  if (adw_overlay_split_view_get_collapsed (self->map_split) ||
      adw_overlay_split_view_get_show_sidebar (self->map_split) || self->pane_source != 0)
    return;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &milliseconds,
                NULL);
  self->pane_source = g_timeout_add ((guint) MAX (milliseconds, 0), open_pane_cb, self);
}

/* One selected thing is not chosen yet: that is said by "activated". */
static void
map_selected_cb (CtnChainsPage *self)
{
  g_autoptr (GArray) actors = ctn_chain_map_view_list_selected (self->map, "actor");
  g_autoptr (GArray) links = ctn_chain_map_view_list_selected (self->map, "link");

  if (self->several || actors->len + links->len > 1)
    show_chosen (self);
  if (self->several)
    open_pane (self);
}

static void
show_parts (CtnChainsPage *self)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (self->map);
  CtnChain *chain = get_chain (self);

  ctn_chain_analysis_set_figure (self->analysis, CTN_PAGE (self), figure);
  if (self->trying)
    ctn_what_if_pane_show (self->what_if, figure);

  show_chosen (self);
  ctn_coverage_view_show (self->coverage, CTN_PAGE (self), figure);
  ctn_chain_place_pane_show (self->place, CTN_PAGE (self), chain);
}

static void
choose (CtnChainsPage *self, const char *role, gint64 id)
{
  self->role = g_intern_string (role);
  self->part = id;
  ctn_chain_inspector_show (self->inspector, CTN_PAGE (self), get_chain (self), role, id);
}

static void
activated_cb (CtnChainsPage *self, const char *role, gint64 id)
{
  if (self->trying) {
    if (g_str_equal (role, "actor"))
      ctn_what_if_pane_toggle_actor (self->what_if, id);
    return;
  }
  choose (self, *role != '\0' ? role : "chain", id);
  if (g_str_equal (role, "stage"))
    ctn_chain_place_pane_set_stage (self->place, id);
  open_pane (self);
}

static void
add_wanted_cb (CtnChainsPage *self, gint64 stage)
{
  if (self->trying)
    return;
  adw_view_stack_set_visible_child_name (self->sidebar_stack, "place");
  adw_overlay_split_view_set_show_sidebar (self->map_split, TRUE);
  ctn_chain_place_pane_begin (self->place, stage);
}

/* Back from the pane to the map. */
static void
left_cb (CtnChainsPage *self)
{
  if (adw_overlay_split_view_get_collapsed (self->map_split))
    adw_overlay_split_view_set_show_sidebar (self->map_split, FALSE);
  ctn_chain_map_view_focus (self->map, "stage", ctn_chain_place_pane_get_stage (self->place));
}

static void
chosen_cb (CtnChainsPage *self, const char *role, gint64 id)
{
  choose (self, role, id);
  if (g_str_equal (role, "actor"))
    ctn_chain_map_view_focus (self->map, "actor", id);
}

/* What a finding is about. */
static void
located_cb (CtnChainsPage *self, const char *role, gint64 id)
{
  adw_view_stack_set_visible_child_name (self->views, "map");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "what-if",
                                      g_variant_new_boolean (FALSE));
  choose (self, role, id);
  ctn_chain_map_view_focus (self->map, role, id);
}

static void
selected_cb (CtnChainsPage *self, gint64 id)
{
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));

  _ctn_chains_page_remember (self);
  self->role = "chain";
  self->part = 0;
  self->shown = id;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chains.delete", id != 0);
  gtk_stack_set_visible_child_name (self->content_stack, id != 0 ? "chain" : "none");
  ctn_chain_map_view_show (self->map, CTN_PAGE (self), id);
  _ctn_chains_page_recall (self);
  ctn_record_form_show (self->form, id);
  ctn_economy_view_show (self->economy, CTN_PAGE (self), id);
  ctn_canvas_view_show (self->canvases, CTN_PAGE (self), id);
  show_parts (self);
  if (id != 0) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, ctn_chain_kind (), id);

    adw_navigation_page_set_title (self->content_page, ctn_record_item_get_text (item, "name"));
  }
}

static void
filled_cb (CtnChainsPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "empty");
}

static void
opened_cb (CtnChainsPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (page);

  if (!g_str_equal (table, "chain"))
    return FALSE;
  ctn_record_list_select (self->list, id);
  opened_cb (self);
  return TRUE;
}

static void
named_cb (const char *name, gpointer page)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (page);
  GError *error = NULL;
  gint64 id = ctn_chain_add (ctn_page_get_project (page), name, &error);

  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  adw_view_stack_set_visible_child_name (self->views, "map");
  ctn_chain_map_view_begin (self->map);
  show_record (page, "chain", id);
}

static void
new_item (CtnPage *page)
{
  ctn_name_dialog_present (GTK_WIDGET (page), _ ("New Value Chain"), "", _ ("_Add"), named_cb,
                           page);
}

static void
find (CtnPage *page)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (page);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->map)))
    ctn_chain_map_view_find (self->map);
  else
    ctn_record_list_find (self->list);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (widget);
  gint64 id = ctn_record_list_get_selected (self->list);
  GError *error = NULL;

  if (id == 0)
    return;
  if (!ctn_chain_delete (ctn_page_get_project (CTN_PAGE (self)), id, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), _ ("Value chain deleted"), TRUE);
}

static void
add_stage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chain_inspector_add_stage (CTN_CHAINS_PAGE (widget)->inspector);
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "map");
  add_wanted_cb (self, g_str_equal (self->role, "stage") ? self->part : 0);
}

static void
snapshots_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_snapshots_dialog_present (CTN_PAGE (widget),
                                ctn_record_list_get_selected (CTN_CHAINS_PAGE (widget)->list));
}

static gboolean
import_file (CtnPage *page, GFile *file)
{
  ctn_chain_files_import_file (page, 0, file);
  return TRUE;
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chain_files_import (CTN_PAGE (widget),
                          g_str_has_suffix (name, "new") ? 0 : CTN_CHAINS_PAGE (widget)->shown);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chain_files_export (CTN_PAGE (widget),
                          ctn_record_list_get_selected (CTN_CHAINS_PAGE (widget)->list));
}

static void
print (CtnPage *page)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (CTN_CHAINS_PAGE (page)->map);

  if (figure != NULL)
    ctn_poster_dialog_present (page, figure);
}

static void
candidates_cb (CtnChainsPage *self, gint64 stage)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (self->map);

  if (figure != NULL)
    ctn_candidates_dialog_present (CTN_PAGE (self), figure, stage);
}

static void
constructed (GObject *object)
{
  CtnChainsPage *self = CTN_CHAINS_PAGE (object);
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));
  gint64 last = ctn_chain_memory_get_last (project);

  G_OBJECT_CLASS (ctn_chains_page_parent_class)->constructed (object);
  ctn_record_form_set_up (self->form, project, ctn_chain_kind (), ctn_chain_edit);
  ctn_record_list_set_up (self->list, project, ctn_chain_kind (), ctn_chain_list, describe);
  if (last != 0)
    ctn_record_list_select (self->list, last);
  /* A map needs the room; where list and map take turns, the map is what people come for. */
  if (ctn_record_list_get_selected (self->list) != 0)
    opened_cb (self);
}

static void
ctn_chains_page_dispose (GObject *object)
{
  g_clear_handle_id (&CTN_CHAINS_PAGE (object)->pane_source, g_source_remove);
  g_clear_object (&CTN_CHAINS_PAGE (object)->analysis);
  g_clear_object (&CTN_CHAINS_PAGE (object)->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_CHAINS_PAGE);

  G_OBJECT_CLASS (ctn_chains_page_parent_class)->dispose (object);
}

static void
ctn_chains_page_class_init (CtnChainsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = constructed;
  G_OBJECT_CLASS (klass)->dispose = ctn_chains_page_dispose;
  CTN_PAGE_CLASS (klass)->find = find;
  CTN_PAGE_CLASS (klass)->new_item = new_item;
  CTN_PAGE_CLASS (klass)->print = print;
  CTN_PAGE_CLASS (klass)->import_file = import_file;
  CTN_PAGE_CLASS (klass)->show_record = show_record;

  g_type_ensure (CTN_TYPE_CHAIN_INSPECTOR);
  g_type_ensure (CTN_TYPE_CHAIN_MAP_VIEW);
  g_type_ensure (CTN_TYPE_CANVAS_VIEW);
  g_type_ensure (CTN_TYPE_CHAIN_PLACE_PANE);
  g_type_ensure (CTN_TYPE_COVERAGE_VIEW);
  g_type_ensure (CTN_TYPE_ECONOMY_VIEW);
  g_type_ensure (CTN_TYPE_FINDINGS_VIEW);
  g_type_ensure (CTN_TYPE_WHAT_IF_PANE);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/chains/ctn-chains-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, chain_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, map_split);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, map);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, sidebar_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, sidebar_switcher);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, place);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, what_if);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, findings_page);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, findings);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, coverage);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, economy);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, canvases);
  gtk_widget_class_bind_template_child (widget_class, CtnChainsPage, form);
  gtk_widget_class_install_action (widget_class, "chains.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "chains.add-stage", NULL, add_stage_action);
  gtk_widget_class_install_action (widget_class, "chains.place", NULL, place_action);
  gtk_widget_class_install_action (widget_class, "chains.snapshots", NULL, snapshots_action);
  gtk_widget_class_install_action (widget_class, "chains.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "chains.import-new", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "chains.export", NULL, export_action);
}

static void
ctn_chains_page_init (CtnChainsPage *self)
{
  self->role = "chain";
  self->analysis = ctn_chain_analysis_new ();
  _ctn_chains_page_add_map_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->chain_menu, "chains");
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "unmap", G_CALLBACK (_ctn_chains_page_remember), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "selected", G_CALLBACK (map_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "add-wanted", G_CALLBACK (add_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "laid-out", G_CALLBACK (show_parts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->analysis, "ready", G_CALLBACK (analysed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->what_if, "changed", G_CALLBACK (_ctn_chains_page_show_overlay),
                           self, G_CONNECT_SWAPPED);
  ctn_findings_view_set_analysis (self->findings, self->analysis);
  g_signal_connect_object (self->findings, "chosen", G_CALLBACK (located_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->findings, "candidates", G_CALLBACK (candidates_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->coverage, "chosen", G_CALLBACK (located_cb), self,
                           G_CONNECT_SWAPPED);
}
