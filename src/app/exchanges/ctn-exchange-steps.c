#include "ctn-exchange-steps.h"

#include <ctn-date.h>
#include <ctn-exchange-move.h>
#include <ctn-exchange-papers.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-attachments-group.h"
#include "ctn-date-button.h"
#include "ctn-icon-button.h"
#include "ctn-side.h"
#include "ctn-watch.h"

#define MAX_OBJECTIVES 8

struct _CtnExchangeSteps {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) the view is part of it */
  CtnWatch *watch; /* (unowned) */
  gint64 id;

  GtkBox *box;
  GtkBox *judged; /* groups that are made anew with each change */
  GtkWidget *objectives[MAX_OBJECTIVES];
  GtkWidget *signatures[CTN_EXCHANGE_N_PAPERS][CTN_EXCHANGE_N_PARTIES];
  CtnAttachmentsGroup *evidence;
  gboolean filling;
};

enum { SIGNAL_MOVE, SIGNAL_PROPOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnExchangeSteps, ctn_exchange_steps, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnExchangeSteps *self)
{
  return ctn_page_get_project (self->page);
}

static CtnConnection *
get_reader (CtnExchangeSteps *self)
{
  return ctn_project_get_reader (get_project (self));
}

static AdwPreferencesGroup *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* --- State --------------------------------------------------------------------------------------- */

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_MOVE], 0, g_variant_get_int32 (parameter));
}

static void
propose_cb (CtnExchangeSteps *self)
{
  g_signal_emit (self, signals[SIGNAL_PROPOSE], 0);
}

static GtkWidget *
make_state_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  for (int i = 0; i < CTN_EXCHANGE_N_STATES; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (ctn_exchange_state_get_label (i), NULL);

    g_menu_item_set_action_and_target (item, "steps.move", "i", i);
    g_menu_append_item (menu, item);
  }
  button = ctn_menu_button_new ("view-more-symbolic", _ ("Move To"), G_MENU_MODEL (menu));
  return button;
}

static void
add_state (CtnExchangeSteps *self, const CtnExchange *exchange, gboolean ready)
{
  g_autofree char *title = g_markup_escape_text (exchange->name, -1);
  AdwPreferencesGroup *group = add_group (self->judged, title);
  GtkWidget *row =
      make_row (ctn_exchange_state_get_label (exchange->state),
                exchange->cancelled_why != NULL ? exchange->cancelled_why
                                                : ctn_exchange_state_get_help (exchange->state));
  CtnExchangeState next = ctn_exchange_state_get_next (exchange->state);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_state_menu ());
  adw_preferences_group_add (group, row);
  if (exchange->state < CTN_EXCHANGE_PAID) {
    GtkWidget *button = adw_button_row_new ();
    /* Translators: button; %s is the next state of an exchange */
    g_autofree char *label =
        g_strdup_printf (_ ("Go On to “%s”"), ctn_exchange_state_get_label (next));

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), label);
    if (ready)
      gtk_widget_add_css_class (button, "suggested-action");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "steps.move");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) next);
    adw_preferences_group_add (group, button);
  }
  if (exchange->host.organisation == 0 && exchange->state < CTN_EXCHANGE_MATCHED) {
    GtkWidget *button = adw_button_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), _ ("Propose Hosts…"));
    g_signal_connect_object (button, "activated", G_CALLBACK (propose_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (group, button);
  }
}

/* --- Rules --------------------------------------------------------------------------------------- */

static GtkWidget *
make_check (const CtnExchangeCheck *check, const char *icon_name, const char *css_class)
{
  GtkWidget *row = make_row (check->title, check->problem);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

static void
add_checks (CtnExchangeSteps *self,
            const char *title,
            GPtrArray *checks,
            const char *icon_name,
            const char *css_class)
{
  AdwPreferencesGroup *group;

  if (checks->len == 0)
    return;
  group = add_group (self->judged, title);
  for (guint i = 0; i < checks->len; i++)
    adw_preferences_group_add (group,
                               make_check (g_ptr_array_index (checks, i), icon_name, css_class));
}

static void
add_kept (CtnExchangeSteps *self, GPtrArray *checks)
{
  AdwPreferencesGroup *group = add_group (self->judged, NULL);
  GtkWidget *expander = adw_expander_row_new ();
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint i = 0; i < checks->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (checks, i);

    if (check->problem != NULL)
      continue;
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                              make_check (check, "object-select-symbolic", "success"));
    n++;
  }
  title = g_strdup_printf (ctn_ngettext ("%u of %u rule kept", "%u of %u rules kept", checks->len),
                           n, checks->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_preferences_group_add (group, expander);
}

/* --- Days and money ------------------------------------------------------------------------------ */

static void
add_days (AdwPreferencesGroup *group, const CtnExchange *exchange, CtnExchangeRules *rules)
{
  g_auto (CtnWorkingDays) days = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *off = NULL;

  if (!ctn_exchange_rules_count_days (rules, exchange, &days)) {
    adw_preferences_group_add (group, make_row (_ ("Working Days"), _ ("The dates are missing.")));
    return;
  }
  g_ptr_array_add (days.off, NULL);
  off = g_strjoinv ("\n", (char **) days.off->pdata);
  title = g_strdup_printf (ctn_ngettext ("%u working day without travelling",
                                         "%u working days without travelling", days.working),
                           days.working);
  adw_preferences_group_add (group, make_row (title, *off != '\0' ? off : NULL));
}

static void
add_money (AdwPreferencesGroup *group, const CtnExchange *exchange, CtnExchangeRules *rules)
{
  const CtnLumpSum *row = ctn_exchange_rules_find_lump_sum (rules, exchange);
  double amount = isnan (exchange->amount) && row != NULL ? row->amount : exchange->amount;
  g_autofree char *number = isnan (amount) ? NULL : ctn_number_format (amount, 2);
  /* Translators: an amount of euro */
  g_autofree char *title = number != NULL ? g_strdup_printf (_ ("Lump sum: %s €"), number)
                                          : g_strdup (_ ("No lump sum yet"));
  char due[11];
  int left;

  if (exchange->is_virtual)
    return;
  adw_preferences_group_add (group, make_row (title, row != NULL ? row->source : NULL));
  if (exchange->paid_on != NULL) {
    g_autofree char *day = ctn_date_format_iso (exchange->paid_on);

    adw_preferences_group_add (group, make_row (_ ("Paid"), day));
  } else if (ctn_exchange_rules_get_due (rules, exchange, due, &left)) {
    g_autofree char *day = ctn_date_format_iso (due);
    g_autofree char *text =
        left >= 0 ? g_strdup_printf (
                        ctn_ngettext ("%s, in %d day", "%s, in %d days", (gulong) left), day, left)
                  : g_strdup_printf (
                        ctn_ngettext ("%s, %d day overdue", "%s, %d days overdue", (gulong) -left),
                        day, -left);
    GtkWidget *due_row = make_row (_ ("Payment due"), text);

    if (left < 0)
      gtk_widget_add_css_class (due_row, "error");
    adw_preferences_group_add (group, due_row);
  }
}

static void
fill_judged (CtnExchangeSteps *self, const CtnExchange *exchange, CtnExchangeRules *rules)
{
  g_autoptr (GPtrArray) checks = ctn_exchange_rules_check (rules, exchange);
  CtnExchangeState next = ctn_exchange_state_get_next (exchange->state);
  g_autoptr (GPtrArray) warnings = ctn_exchange_rules_list_warnings (checks, exchange->state);
  g_autoptr (GPtrArray) blocking =
      exchange->state == CTN_EXCHANGE_CANCELLED
          ? g_ptr_array_new ()
          : ctn_exchange_rules_list_blocking (checks, exchange->state, next);
  /* Translators: %s is the next state of an exchange */
  g_autofree char *missing =
      g_strdup_printf (_ ("Missing for “%s”"), ctn_exchange_state_get_label (next));
  AdwPreferencesGroup *group;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->judged))) != NULL)
    gtk_box_remove (self->judged, child);
  add_state (self, exchange, blocking->len == 0);
  add_checks (self, _ ("Not as It Should Be"), warnings, "dialog-warning-symbolic", "warning");
  add_checks (self, missing, blocking, "action-unavailable-symbolic", "dim-label");
  add_kept (self, checks);
  group = add_group (self->judged, _ ("Days and Money"));
  add_days (group, exchange, rules);
  add_money (group, exchange, rules);
}

/* --- Objectives and signatures ------------------------------------------------------------------- */

static void
objective_cb (CtnExchangeSteps *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  GError *error = NULL;

  if (!self->filling && !ctn_exchange_set_objective (get_project (self), self->id,
                                                     g_object_get_data (G_OBJECT (row), "code"),
                                                     adw_switch_row_get_active (row), &error))
    ctn_page_report (self->page, error);
}

static void
add_objectives (CtnExchangeSteps *self)
{
  AdwPreferencesGroup *group = add_group (self->box, _ ("Objectives"));
  const CtnChoice *choice = ctn_exchange_objectives ();

  for (guint i = 0; choice[i].code != NULL && i < MAX_OBJECTIVES; i++) {
    self->objectives[i] = adw_switch_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->objectives[i]), _ (choice[i].label));
    g_object_set_data (G_OBJECT (self->objectives[i]), "code", (gpointer) choice[i].code);
    g_signal_connect_object (self->objectives[i], "notify::active", G_CALLBACK (objective_cb), self,
                             G_CONNECT_SWAPPED);
    adw_preferences_group_add (group, self->objectives[i]);
  }
}

static void
sign_cb (CtnExchangeSteps *self, GtkWidget *row)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "place"));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  const char *shown = g_object_get_data (G_OBJECT (row), "shown");
  GError *error = NULL;

  if (self->filling || self->id == 0 || g_strcmp0 (text, shown) == 0)
    return;
  if (ctn_exchange_sign (get_project (self), self->id, place / CTN_EXCHANGE_N_PARTIES,
                         place % CTN_EXCHANGE_N_PARTIES, text, NULL, &error)) {
    gtk_widget_remove_css_class (row, "error");
    return;
  }
  gtk_widget_add_css_class (row, "error");
  ctn_page_report (self->page, error);
}

static void
add_signature (CtnExchangeSteps *self, AdwPreferencesGroup *group, guint paper, guint party)
{
  GtkWidget *row = adw_entry_row_new ();

  self->signatures[paper][party] = row;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ctn_exchange_party_get_label (party));
  g_object_set_data (G_OBJECT (row), "place",
                     GUINT_TO_POINTER (paper * CTN_EXCHANGE_N_PARTIES + party));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), ctn_date_button_new (GTK_EDITABLE (row)));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (sign_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (sign_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

static void
add_signatures (CtnExchangeSteps *self)
{
  for (guint paper = 0; paper < CTN_EXCHANGE_N_PAPERS; paper++) {
    AdwPreferencesGroup *group = add_group (self->box, ctn_exchange_paper_get_label (paper));

    adw_preferences_group_set_description (group, _ ("The day on which each party signed"));
    for (guint party = 0; party < CTN_EXCHANGE_N_PARTIES; party++)
      if (ctn_exchange_paper_get_parties (paper) & (1u << party))
        add_signature (self, group, paper, party);
  }
}

static void
fill_rows (CtnExchangeSteps *self, const CtnExchange *exchange)
{
  g_auto (GStrv) objectives =
      g_strsplit (exchange->objectives != NULL ? exchange->objectives : "", "; ", -1);

  for (guint i = 0; i < MAX_OBJECTIVES && self->objectives[i] != NULL; i++)
    adw_switch_row_set_active (
        ADW_SWITCH_ROW (self->objectives[i]),
        g_strv_contains ((const char *const *) objectives,
                         g_object_get_data (G_OBJECT (self->objectives[i]), "code")));
  for (guint paper = 0; paper < CTN_EXCHANGE_N_PAPERS; paper++)
    for (guint party = 0; party < CTN_EXCHANGE_N_PARTIES; party++) {
      GtkWidget *row = self->signatures[paper][party];
      g_autofree char *iso = NULL;

      if (row == NULL)
        continue;
      iso = ctn_exchange_get_signed_on (get_reader (self), self->id, paper, party, NULL);
      gtk_editable_set_text (GTK_EDITABLE (row), iso != NULL ? iso : "");
      g_object_set_data_full (G_OBJECT (row), "shown", g_strdup (iso != NULL ? iso : ""), g_free);
      gtk_widget_remove_css_class (row, "error");
    }
}

static void
refresh (CtnExchangeSteps *self)
{
  g_autoptr (CtnExchangeRules) rules = NULL;
  g_autoptr (CtnExchange) exchange = NULL;

  if (self->id == 0)
    return;
  exchange = ctn_exchange_load (get_reader (self), self->id, NULL);
  rules = exchange != NULL ? ctn_exchange_rules_new (get_reader (self), NULL, NULL) : NULL;
  if (rules == NULL)
    return;
  self->filling = TRUE;
  fill_judged (self, exchange, rules);
  fill_rows (self, exchange);
  self->filling = FALSE;
}

void
ctn_exchange_steps_show (CtnExchangeSteps *self, CtnPage *page, gint64 id)
{
  static const char *const tables[] = {
    "exchange",     "exchange_signature", "attachment", "membership", "partnership",
    "organisation", "lump_sum",           "holiday",    "setting",    NULL
  };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->id = id;
  ctn_attachments_group_show (self->evidence, page, "exchange", id, NULL);
  ctn_watch_refresh (self->watch);
}

static void
ctn_exchange_steps_class_init (CtnExchangeStepsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_PROPOSE] =
      g_signal_new ("propose", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "steps.move", "i", move_action);
}

static void
ctn_exchange_steps_init (CtnExchangeSteps *self)
{
  GtkWidget *side = ctn_side_new (&self->box);

  self->judged = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_box_append (self->box, GTK_WIDGET (self->judged));
  add_objectives (self);
  add_signatures (self);
  self->evidence = CTN_ATTACHMENTS_GROUP (ctn_attachments_group_new (_ ("Evidence")));
  gtk_box_append (self->box, GTK_WIDGET (self->evidence));
  adw_bin_set_child (ADW_BIN (self), side);
}
