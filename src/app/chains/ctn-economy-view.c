#include "ctn-economy-view.h"

#include <ctn-calendar.h>
#include <ctn-chain-accounts.h>
#include <ctn-chain-trade.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "ctn-chain-files.h"
#include "ctn-dependency-group.h"
#include "ctn-explain-button.h"
#include "ctn-record-table.h"
#include "ctn-side.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnEconomyView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) the view is part of it */
  CtnWatch *watch; /* (unowned) */
  gint64 id;
  CtnChain *chain; /* (owned) (nullable) */
  int year;        /* whose accounts are shown; 0 before there are any */
  gboolean filling;

  GtkStack *stack;
  GtkDropDown *years;
  GtkLabel *total;
  CtnRecordTable *accounts;
  CtnRecordTable *trade;
  GtkDropDown *stages; /* where a new flow goes */
  GtkLabel *no_trade;
  CtnDependencyGroup *dependencies;
};

G_DEFINE_FINAL_TYPE (CtnEconomyView, ctn_economy_view, ADW_TYPE_BIN)

/* --- Accounts ------------------------------------------------------------------------------------ */

static char *
dup_percent (double share)
{
  g_autofree char *number = isfinite (share) ? ctn_number_format (100 * share, 0) : NULL;

  return number != NULL ? g_strdup_printf (_ ("%s %%"), number) : NULL;
}

static char *
dup_amount (double value, int decimals)
{
  return isfinite (value) ? ctn_number_format (value, decimals) : NULL;
}

/* Value added, its margin, its share of all, price added. */
static char *
compute_account (const CtnTableRow *row, guint column, gpointer data)
{
  CtnEconomyView *self = data;
  int stage = ctn_chain_find_stage (self->chain, row->key);
  CtnAccountFigures figures;

  if (stage < 0)
    return NULL;
  ctn_chain_get_account_figures (self->chain, (guint) stage, self->year, &figures);
  return column == 0   ? dup_amount (figures.value_added, 0)
         : column == 1 ? dup_percent (figures.margin)
         : column == 2 ? dup_percent (figures.share_of_added)
                       : dup_amount (figures.price_added, 2);
}

/* The first value of a stage in a year makes its account. */
static gboolean
edit_account (CtnPage *page,
              const CtnTableRow *row,
              const CtnField *field,
              const char *text,
              gpointer data,
              GError **error)
{
  CtnEconomyView *self = data;
  CtnProject *project = ctn_page_get_project (page);
  const CtnRecordKind *kind = ctn_stage_account_kind ();
  g_autofree char *year = g_strdup_printf ("%d", self->year);
  const CtnFieldText values[] = { { "year", year }, { field->name, text }, { NULL, NULL } };

  return row->id != 0 ? ctn_record_edit (project, kind, row->id, field, text, error)
                      : ctn_record_add (project, kind, row->key, values, error) != 0;
}

static void
show_accounts (CtnEconomyView *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_table_row_free);
  double sum = ctn_chain_sum_value_added (self->chain, self->year);
  g_autofree char *amount = isnan (sum) ? NULL : ctn_number_format (sum, 0);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (self->chain, i);
    const CtnStageAccount *account = ctn_chain_find_account (self->chain, i, self->year);
    CtnTableRow *row = g_new0 (CtnTableRow, 1);

    row->id = account != NULL ? account->id : 0;
    row->key = stage->id;
    row->title = g_strdup (stage->name);
    g_ptr_array_add (rows, row);
  }
  ctn_record_table_take_rows (self->accounts, rows);
  text =
      amount != NULL
          ? g_strdup_printf (_ ("Value added by all stages in %d: %s €"), self->year, amount)
          : g_strdup (_ ("Type output and intermediate consumption to see what each stage adds."));
  gtk_label_set_text (self->total, text);
}

/* Years with accounts, and always this one and the one before it, so that a year can be begun. */
static GArray *
list_years (CtnEconomyView *self)
{
  GArray *years = ctn_chain_list_account_years (self->chain);
  int this_year = ctn_calendar_today ().year;

  for (int year = this_year - 1; year <= this_year; year++) {
    guint i = 0;

    while (i < years->len && g_array_index (years, int, i) > year)
      i++;
    if (i >= years->len || g_array_index (years, int, i) != year)
      g_array_insert_val (years, i, year);
  }
  return years;
}

static void
show_years (CtnEconomyView *self)
{
  g_autoptr (GArray) with_accounts = ctn_chain_list_account_years (self->chain);
  g_autoptr (GArray) years = list_years (self);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  if (self->year == 0)
    self->year =
        with_accounts->len > 0 ? g_array_index (with_accounts, int, 0) : ctn_calendar_today ().year;
  for (guint i = 0; i < years->len; i++) {
    g_autofree char *text = g_strdup_printf ("%d", g_array_index (years, int, i));

    gtk_string_list_append (list, text);
    if (g_array_index (years, int, i) == self->year)
      selected = i;
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->years, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->years, selected);
  self->filling = FALSE;
}

static void
year_chosen_cb (CtnEconomyView *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->years);

  if (self->filling || item == NULL || self->chain == NULL)
    return;
  self->year = (int) g_ascii_strtoll (gtk_string_object_get_string (item), NULL, 10);
  show_accounts (self);
}

/* --- Trade --------------------------------------------------------------------------------------- */

static void
show_trade (CtnEconomyView *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_table_row_free);
  g_autoptr (GArray) ids = ctn_trade_flow_list (
      ctn_project_get_reader (ctn_page_get_project (self->page)), self->id, NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->stages);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    for (guint k = 0; k < self->chain->trade->len; k++) {
      const CtnTradeFlow *flow = g_ptr_array_index (self->chain->trade, k);
      CtnTableRow *row;

      if (flow->id != g_array_index (ids, gint64, i))
        continue;
      row = g_new0 (CtnTableRow, 1);
      row->id = row->key = flow->id;
      row->title = g_strdup (ctn_chain_get_stage (self->chain, flow->stage)->name);
      g_ptr_array_add (rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->no_trade), rows->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->trade), rows->len > 0);
  ctn_record_table_take_rows (self->trade, rows);
  for (guint i = 0; i < self->chain->stages->len; i++)
    gtk_string_list_append (list, ctn_chain_get_stage (self->chain, i)->name);
  gtk_drop_down_set_model (self->stages, G_LIST_MODEL (list));
  if (selected < self->chain->stages->len)
    gtk_drop_down_set_selected (self->stages, selected);
}

static void
add_flow_cb (CtnEconomyView *self)
{
  guint stage = gtk_drop_down_get_selected (self->stages);
  g_autofree char *year = g_strdup_printf ("%d", ctn_calendar_today ().year - 1);
  const CtnFieldText values[] = { { "year", year },
                                  { "direction", "import" },
                                  { "country", "CN" },
                                  { "value", "0" },
                                  { NULL, NULL } };
  GError *error = NULL;
  gint64 id;

  if (stage >= self->chain->stages->len)
    return;
  id = ctn_record_add (ctn_page_get_project (self->page), ctn_trade_flow_kind (),
                       ctn_chain_get_stage (self->chain, stage)->id, values, &error);
  if (id == 0)
    ctn_page_report (self->page, error);
  else
    ctn_record_table_focus (self->trade, id);
}

static void
import_accounts_cb (CtnEconomyView *self)
{
  ctn_chain_files_import_figures (self->page, self->id, ctn_stage_account_kind ());
}

static void
import_trade_cb (CtnEconomyView *self)
{
  ctn_chain_files_import_figures (self->page, self->id, ctn_trade_flow_kind ());
}

/* --- The view ------------------------------------------------------------------------------------ */

static void
refresh (CtnEconomyView *self)
{
  GError *error = NULL;
  CtnChain *chain = NULL;

  if (self->id != 0)
    chain = ctn_chain_load (ctn_project_get_reader (ctn_page_get_project (self->page)), self->id,
                            &error);
  if (error != NULL)
    ctn_page_report (self->page, error);
  g_clear_pointer (&self->chain, ctn_chain_unref);
  self->chain = chain;
  if (chain == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, chain->stages->len > 0 ? "tables" : "empty");
  if (chain->stages->len == 0)
    return;
  show_years (self);
  show_accounts (self);
  show_trade (self);
  ctn_dependency_group_show (self->dependencies, chain);
}

void
ctn_economy_view_show (CtnEconomyView *self, CtnPage *page, gint64 id)
{
  static const char *const tables[] = { "stage_account", "trade_flow", "chain_stage", "chain",
                                        NULL };
  static const char *const account_fields[] = { "output", "intermediate", "=",      "=",
                                                "=",      "wages",        "jobs",   "price",
                                                "=",      "unit",         "source", NULL };
  static const char *const trade_fields[] = { "product", "year",   "direction", "country",
                                              "value",   "source", NULL };
  const char *const computed[] = { _ ("Value Added (€)"), _ ("Margin"), _ ("Share"),
                                   _ ("Price Added (€)"), NULL };

  if (self->page == NULL) {
    self->page = page;
    ctn_record_table_set_up (self->accounts, page, ctn_stage_account_kind (), _ ("Stage"),
                             account_fields, computed, compute_account, edit_account, self);
    ctn_record_table_set_up (self->trade, page, ctn_trade_flow_kind (), _ ("Stage"), trade_fields,
                             NULL, NULL, NULL, NULL);
    ctn_record_table_set_removable (self->trade, TRUE);
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  if (self->id != id)
    self->year = 0;
  self->id = id;
  ctn_watch_refresh (self->watch);
}

static GtkWidget *
make_title (const char *title, const char *explanation)
{
  GtkWidget *wrap = adw_wrap_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), ctn_explain_button_new (explanation));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (wrap), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (wrap), box);
  return wrap;
}

static void
add_button (CtnEconomyView *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
}

static void
add_accounts (CtnEconomyView *self, GtkBox *box)
{
  GtkWidget *title = make_title (
      _ ("Accounts"),
      _ ("Value added is output less intermediate consumption, in euro a year. Margin: value added "
         "of output. Share: of the value added of all stages that year. Price added: the price at "
         "which a unit leaves the stage, less that of the stage before it. After the accounts of "
         "FAO’s value-chain analysis."));

  self->years = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->total = GTK_LABEL (gtk_label_new (NULL));
  self->accounts = g_object_new (CTN_TYPE_RECORD_TABLE, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->years), _ ("Year"));
  g_signal_connect_object (self->years, "notify::selected", G_CALLBACK (year_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (title), GTK_WIDGET (self->years));
  add_button (self, title, _ ("_From a Table…"), G_CALLBACK (import_accounts_cb));
  gtk_label_set_xalign (self->total, 0);
  gtk_label_set_wrap (self->total, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "dim-label");
  gtk_box_append (box, title);
  gtk_box_append (box, GTK_WIDGET (self->accounts));
  gtk_box_append (box, GTK_WIDGET (self->total));
}

static void
add_trade (CtnEconomyView *self, GtkBox *box)
{
  GtkWidget *title =
      make_title (_ ("Imports and Exports"),
                  _ ("What each stage buys from and sells to other countries, in euro a "
                     "year; the base for dependency on imports below. Statistical "
                     "offices give it by product: Eurostat’s Comext, for example."));

  self->stages = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->trade = g_object_new (CTN_TYPE_RECORD_TABLE, NULL);
  self->no_trade =
      GTK_LABEL (gtk_label_new (_ ("Add a row, or take a table with the columns Stage, "
                                   "Product, Year, Direction, Country and Value.")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->stages), _ ("Stage of the New Row"));
  adw_wrap_box_append (ADW_WRAP_BOX (title), GTK_WIDGET (self->stages));
  add_button (self, title, _ ("_Add a Row"), G_CALLBACK (add_flow_cb));
  add_button (self, title, _ ("From a _Table…"), G_CALLBACK (import_trade_cb));
  gtk_label_set_wrap (self->no_trade, TRUE);
  gtk_label_set_xalign (self->no_trade, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->no_trade), "dim-label");
  gtk_widget_set_margin_top (title, 18);
  gtk_box_append (box, title);
  gtk_box_append (box, GTK_WIDGET (self->no_trade));
  gtk_box_append (box, GTK_WIDGET (self->trade));
}

static void
ctn_economy_view_finalize (GObject *object)
{
  g_clear_pointer (&CTN_ECONOMY_VIEW (object)->chain, ctn_chain_unref);
  G_OBJECT_CLASS (ctn_economy_view_parent_class)->finalize (object);
}

static void
ctn_economy_view_class_init (CtnEconomyViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_economy_view_finalize;
}

static GtkWidget *
make_empty (void)
{
  return ctn_status_page_new ("ctn-value-chain-symbolic", _ ("No Stages Yet"),
                              _ ("Accounts and trade belong to the stages of the value chain."),
                              ctn_pill_button_new (_ ("Add a _Stage…"), "chains.add-stage"));
}

static void
ctn_economy_view_init (CtnEconomyView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  add_accounts (self, GTK_BOX (box));
  add_trade (self, GTK_BOX (box));
  self->dependencies = g_object_new (CTN_TYPE_DEPENDENCY_GROUP, NULL);
  gtk_widget_set_margin_top (GTK_WIDGET (self->dependencies), 18);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->dependencies));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_stack_add_named (self->stack, ctn_side_wrap (box, 1280), "tables");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
