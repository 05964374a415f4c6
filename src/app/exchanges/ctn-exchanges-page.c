#include "ctn-exchanges-page.h"

#include <ctn-exchange-move.h>
#include <ctn-exchange-profile.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-exchange-board.h"
#include "ctn-exchange-steps.h"
#include "ctn-exchange-table.h"
#include "ctn-exchange-tables-dialog.h"
#include "ctn-exchange-targets.h"
#include "ctn-host-dialog.h"
#include "ctn-list-export.h"
#include "ctn-name-dialog.h"
#include "ctn-record-form.h"
#include "ctn-registrations-view.h"
#include "ctn-watch.h"

struct _CtnExchangesPage {
  CtnPage parent_instance;

  GMenu *exchanges_menu;
  AdwNavigationView *navigation;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  AdwViewStack *views;
  GtkStack *board_stack;
  CtnExchangeBoard *board;
  CtnExchangeTable *table;
  CtnRegistrationsView *registrations;
  CtnExchangeTargets *targets;
  AdwNavigationPage *detail;
  AdwViewStack *detail_views;
  CtnExchangeSteps *steps;
  CtnRecordForm *form;
  gint64 id;         /* of the exchange that is shown in full */
  gint64 cancelling; /* of the one whose reason is asked for */
};

G_DEFINE_FINAL_TYPE (CtnExchangesPage, ctn_exchanges_page, CTN_TYPE_PAGE)

static CtnProject *
get_project (CtnExchangesPage *self)
{
  return ctn_page_get_project (CTN_PAGE (self));
}

static CtnConnection *
get_reader (CtnExchangesPage *self)
{
  return ctn_project_get_reader (get_project (self));
}

/* --- Showing ------------------------------------------------------------------------------------- */

static void
refresh (CtnExchangesPage *self)
{
  GError *error = NULL;
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (get_reader (self), NULL, &error);
  g_autoptr (GPtrArray) exchanges =
      rules != NULL ? ctn_exchange_load_all (get_reader (self), &error) : NULL;

  if (exchanges == NULL) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  ctn_exchange_board_show (self->board, exchanges, rules);
  gtk_stack_set_visible_child_name (self->board_stack, exchanges->len > 0 ? "board" : "empty");
}

static void
show_title (CtnExchangesPage *self)
{
  g_autofree char *title =
      ctn_record_get_title (get_reader (self), ctn_exchange_kind (), self->id, NULL);

  if (title != NULL)
    adw_navigation_page_set_title (self->detail, title);
}

/* The one that is open may be gone, by Undo for one. */
static void
changed_cb (CtnExchangesPage *self, CtnChangeSet *changes)
{
  if (self->id == 0 || !ctn_change_set_has_row (changes, "exchange", self->id))
    return;
  if (ctn_record_exists (get_reader (self), ctn_exchange_kind (), self->id))
    show_title (self);
  else
    adw_navigation_view_pop_to_tag (self->navigation, "board");
}

static void
open_exchange (CtnExchangesPage *self, gint64 id)
{
  self->id = id;
  ctn_exchange_steps_show (self->steps, CTN_PAGE (self), id);
  ctn_record_form_show (self->form, id);
  show_title (self);
  if (adw_navigation_view_get_visible_page (self->navigation) != self->detail)
    adw_navigation_view_push (self->navigation, self->detail);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (page);

  if (g_str_equal (table, "exchange")) {
    open_exchange (self, id);
    return TRUE;
  }
  if (!g_str_equal (table, "exchange_profile"))
    return FALSE;
  adw_navigation_view_pop_to_tag (self->navigation, "board");
  adw_view_stack_set_visible_child_name (self->views, "registrations");
  ctn_registrations_view_open (self->registrations, id);
  return TRUE;
}

static void
search_cb (CtnExchangesPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  ctn_exchange_board_set_search (self->board, text);
  ctn_exchange_table_set_search (self->table, text);
  ctn_registrations_view_set_search (self->registrations, text);
}

static void
find (CtnPage *page)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (page);

  adw_navigation_view_pop_to_tag (self->navigation, "board");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  ctn_page_focus_search (GTK_WIDGET (self->search));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  find (CTN_PAGE (widget));
}

/* --- Moving -------------------------------------------------------------------------------------- */

static void
move_to (CtnExchangesPage *self, gint64 id, CtnExchangeState state, const char *why)
{
  GError *error = NULL;
  g_autofree char *text = NULL;

  if (!ctn_exchange_move (get_project (self), id, state, why, NULL, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  /* Translators: toast; the state of an exchange */
  text = g_strdup_printf (_ ("Moved to “%s”"), ctn_exchange_state_get_label (state));
  ctn_page_toast (CTN_PAGE (self), text, TRUE);
}

static void
cancelled_cb (const char *why, gpointer data)
{
  CtnExchangesPage *self = data;

  move_to (self, self->cancelling, CTN_EXCHANGE_CANCELLED, why);
}

static void
ask_move (CtnExchangesPage *self, gint64 id, CtnExchangeState state)
{
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (get_reader (self), id, NULL);

  if (exchange == NULL || exchange->state == state)
    return;
  if (state != CTN_EXCHANGE_CANCELLED) {
    move_to (self, id, state, NULL);
    return;
  }
  self->cancelling = id;
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("Why Is It Cancelled?"), "", _ ("_Cancel It"),
                           cancelled_cb, self);
}

static void
moved_cb (CtnExchangesPage *self, gint64 id, int state)
{
  ask_move (self, id, (CtnExchangeState) state);
}

static void
step_cb (CtnExchangesPage *self, int state)
{
  ask_move (self, self->id, (CtnExchangeState) state);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_move (CTN_EXCHANGES_PAGE (widget), CTN_EXCHANGES_PAGE (widget)->id, CTN_EXCHANGE_CANCELLED);
}

/* --- Other actions ------------------------------------------------------------------------------- */

static void
propose (CtnExchangesPage *self)
{
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (get_reader (self), self->id, NULL);
  gint64 profile =
      exchange != NULL
          ? ctn_exchange_profile_find_visitor (get_reader (self), exchange->visitor.organisation)
          : 0;

  if (profile != 0)
    ctn_host_dialog_present (CTN_PAGE (self), profile, self->id);
  else
    ctn_page_toast (CTN_PAGE (self),
                    _ ("Hosts are proposed to registered visitors. Register the visitor first."),
                    FALSE);
}

static void
propose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  propose (CTN_EXCHANGES_PAGE (widget));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (widget);
  GError *error = NULL;
  gint64 id = ctn_exchange_add (get_project (self), _ ("New Exchange"), &error);

  if (id == 0) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  open_exchange (self, id);
  adw_view_stack_set_visible_child_name (self->detail_views, "details");
  ctn_record_form_focus_first (self->form);
}

static void
register_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "registrations");
  ctn_registrations_view_add (self->registrations);
}

static void
tables_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_exchange_tables_dialog_present (CTN_PAGE (widget));
}

static void
new_item (CtnPage *page)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (page);
  const char *side = adw_view_stack_get_visible_child_name (self->views);

  gtk_widget_activate_action (
      GTK_WIDGET (self),
      g_strcmp0 (side, "registrations") == 0 ? "exchanges.register" : "exchanges.add", NULL);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (widget);
  GError *error = NULL;

  if (!ctn_record_remove (get_project (self), ctn_exchange_kind (), &self->id, 1, &error))
    ctn_page_report (CTN_PAGE (self), error);
  else
    ctn_page_toast (CTN_PAGE (self), _ ("Exchange deleted"), TRUE);
}

/* ------------------------------------------------------------------------------------------------- */

static void
constructed (GObject *object)
{
  static const char *const tables[] = {
    "exchange",     "exchange_signature", "attachment", "membership", "partnership",
    "organisation", "lump_sum",           "holiday",    "setting",    NULL
  };
  CtnExchangesPage *self = CTN_EXCHANGES_PAGE (object);

  G_OBJECT_CLASS (ctn_exchanges_page_parent_class)->constructed (object);
  ctn_record_form_set_up (self->form, get_project (self), ctn_exchange_kind (), NULL);
  ctn_exchange_table_set_up (self->table, get_project (self));
  ctn_registrations_view_set_up (self->registrations, CTN_PAGE (self));
  ctn_exchange_targets_set_up (self->targets, CTN_PAGE (self));
  g_signal_connect_object (get_project (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  ctn_watch (GTK_WIDGET (self), get_project (self), tables, (CtnWatchFunc) refresh);
}

static void
ctn_exchanges_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_EXCHANGES_PAGE);

  G_OBJECT_CLASS (ctn_exchanges_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, exchanges_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, search);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, board_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, board);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, table);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, registrations);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, targets);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, detail);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, detail_views);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CtnExchangesPage, form);
}

static void
ctn_exchanges_page_class_init (CtnExchangesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_exchanges_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_EXCHANGE_BOARD);
  g_type_ensure (CTN_TYPE_EXCHANGE_STEPS);
  g_type_ensure (CTN_TYPE_EXCHANGE_TABLE);
  g_type_ensure (CTN_TYPE_EXCHANGE_TARGETS);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_REGISTRATIONS_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/exchanges/ctn-exchanges-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "exchanges.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "exchanges.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "exchanges.register", NULL, register_action);
  gtk_widget_class_install_action (widget_class, "exchanges.tables", NULL, tables_action);
  gtk_widget_class_install_action (widget_class, "exchanges.propose", NULL, propose_action);
  gtk_widget_class_install_action (widget_class, "exchanges.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "exchanges.delete", NULL, delete_action);
}

static void
ctn_exchanges_page_init (CtnExchangesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->exchanges_menu, "exchanges");
  /* Made with the template, and shown when an exchange is opened: the view takes it as it is pushed. */
  adw_navigation_view_add (self->navigation, self->detail);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "opened", G_CALLBACK (open_exchange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "opened", G_CALLBACK (open_exchange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->steps, "move", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->steps, "propose", G_CALLBACK (propose), self, G_CONNECT_SWAPPED);
}
