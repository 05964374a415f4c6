/* The board of exchanges, and needs with their matches, in the real window with the sample. */
#include <ctn-exchange.h>
#include <ctn-need.h>
#include <ctn-record-item.h>
#include <ctn-record.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-exchange-board.h"
#include "ctn-need-matches.h"
#include "ctn-record-list.h"
#include "ctn-registrations-view.h"

static gint64
get_int (Driver *driver, const char *sql)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &value, &error, sql,
                          "");
  g_assert_no_error (error);
  return value;
}

static void
count_cards (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  *n += gtk_widget_has_css_class (widget, "exchange-card");
}

static void
assert_state (Driver *driver, gint64 id, const char *expected)
{
  g_autoptr (CtnExchange) exchange =
      ctn_exchange_load (ctn_project_get_reader (driver_get_project (driver)), id, NULL);

  g_assert_cmpstr (ctn_exchange_state_get_code (exchange->state), ==, expected);
}

/* Fifty cards; one moves on as its rules allow and is refused where they do not; undo brings it back. */
static void
test_board (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnExchangeBoard *board;
  AdwDialog *dialog;
  guint n = 0;
  gint64 signed_one, matched;

  driver_start (&driver, 1366, 768);
  page = driver_show_view (&driver, "exchanges");
  board = driver_find (page, CTN_TYPE_EXCHANGE_BOARD);
  driver_visit (GTK_WIDGET (board), count_cards, &n);
  g_assert_cmpuint (n, ==, 50);

  /* Its visit began long ago. */
  signed_one = get_int (&driver, "SELECT id FROM exchange WHERE state = 'signed' LIMIT 1");
  g_signal_emit_by_name (board, "moved", signed_one, (int) CTN_EXCHANGE_RUNNING);
  assert_state (&driver, signed_one, "running");
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  assert_state (&driver, signed_one, "signed");

  /* Nobody has signed, and there is no agenda. */
  matched = get_int (&driver, "SELECT id FROM exchange WHERE state = 'matched' LIMIT 1");
  g_signal_emit_by_name (board, "moved", matched, (int) CTN_EXCHANGE_SIGNED);
  driver_settle ();
  assert_state (&driver, matched, "matched");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_nonnull (
      strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "There is no agenda."));
  adw_dialog_force_close (dialog);
  driver_settle ();

  /* A narrow window shows one column. */
  g_object_set (board, "narrow", TRUE, NULL);
  driver_settle ();
  g_assert_true (ctn_page_show_record (page, "exchange", matched));
  driver_settle ();
  driver_stop (&driver);
}

/* --- Gestures ------------------------------------------------------------------------------------ */

typedef struct {
  gint64 id;
  GtkWidget *card;
} Wanted;

static void
find_card (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;
  const gint64 *id = gtk_widget_has_css_class (widget, "exchange-card")
                         ? g_object_get_data (G_OBJECT (widget), "id")
                         : NULL;

  if (id != NULL && *id == wanted->id)
    wanted->card = widget;
}

/* Cards are made anew with each change. */
static GtkWidget *
get_card (CtnExchangeBoard *board, gint64 id)
{
  Wanted wanted = { id, NULL };

  driver_visit (GTK_WIDGET (board), find_card, &wanted);
  g_assert_nonnull (wanted.card);
  return wanted.card;
}

/* A card that is in another column. */
static GtkWidget *
get_list (CtnExchangeBoard *board, Driver *driver, const char *state)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM exchange WHERE state = '%s' LIMIT 1", state);

  return gtk_widget_get_parent (get_card (board, get_int (driver, sql)));
}

/* Into view, with the keyboard on it. */
static GtkWidget *
go_to_card (CtnExchangeBoard *board, gint64 id)
{
  GtkWidget *card = get_card (board, id);

  g_assert_true (gtk_widget_grab_focus (card));
  driver_settle ();
  return card;
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) == NULL;
}

/* The rule that is in the way is named, and the card is where it was. */
static void
assert_refused (Driver *driver, gint64 id, const char *state)
{
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));

  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_nonnull (
      strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "There is no agenda."));
  assert_state (driver, id, state);
  driver_press (driver, "Escape");
  driver_wait_for (has_no_dialog, driver->window, "the refusal to go");
}

static CtnExchangeBoard *
open_board (Driver *driver, gint64 *signed_one, gint64 *matched)
{
  driver_start (driver, 1900, 1000);
  *signed_one = get_int (driver, "SELECT id FROM exchange WHERE state = 'signed' LIMIT 1");
  *matched = get_int (driver, "SELECT id FROM exchange WHERE state = 'matched' LIMIT 1");
  return driver_find (driver_show_view (driver, "exchanges"), CTN_TYPE_EXCHANGE_BOARD);
}

/* A card is dragged to the next column and back by undo; where a rule is in the way, it stays. */
static void
test_drag (void)
{
  Driver driver = { 0 };
  gint64 signed_one, matched;
  CtnExchangeBoard *board = open_board (&driver, &signed_one, &matched);

  driver_drag_onto (&driver, go_to_card (board, signed_one), get_list (board, &driver, "running"),
                    60, 20);
  assert_state (&driver, signed_one, "running");
  g_assert_true (gtk_widget_get_parent (get_card (board, signed_one)) ==
                 get_list (board, &driver, "running"));
  driver_press (&driver, "ctrl+z");
  driver_settle ();
  assert_state (&driver, signed_one, "signed");
  driver_drag_onto (&driver, go_to_card (board, matched), get_list (board, &driver, "signed"), 60,
                    20);
  assert_refused (&driver, matched, "matched");
  driver_stop (&driver);
}

/* Ctrl with an arrow moves a card, which keeps the keyboard; an arrow alone goes to the next column. */
static void
test_keys (void)
{
  Driver driver = { 0 };
  gint64 signed_one, matched;
  CtnExchangeBoard *board = open_board (&driver, &signed_one, &matched);

  go_to_card (board, signed_one);
  driver_press (&driver, "ctrl+Right");
  driver_settle ();
  assert_state (&driver, signed_one, "running");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (driver.window)) == get_card (board, signed_one));
  driver_press (&driver, "ctrl+z");
  driver_settle ();
  assert_state (&driver, signed_one, "signed");
  go_to_card (board, matched);
  driver_press (&driver, "ctrl+Right");
  driver_settle ();
  assert_refused (&driver, matched, "matched");
  go_to_card (board, matched);
  driver_press (&driver, "Right");
  driver_settle ();
  g_assert_true (gtk_widget_get_parent (gtk_root_get_focus (GTK_ROOT (driver.window))) ==
                 get_list (board, &driver, "signed"));
  driver_stop (&driver);
}

/* The menu, by the right button and by its key: "Open", then the states in their order. */
static void
test_menu (void)
{
  Driver driver = { 0 };
  gint64 signed_one, matched;
  CtnExchangeBoard *board = open_board (&driver, &signed_one, &matched);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i <= CTN_EXCHANGE_RUNNING; i++)
    g_string_append (keys, "Down ");
  g_string_append (keys, "Return");
  driver_click (&driver, go_to_card (board, signed_one), 40, 12, 3, 1, NULL);
  driver_press (&driver, keys->str);
  driver_settle ();
  assert_state (&driver, signed_one, "running");
  driver_press (&driver, "ctrl+z");
  driver_settle ();
  assert_state (&driver, signed_one, "signed");
  go_to_card (board, signed_one);
  driver_press (&driver, "shift+F10");
  driver_press (&driver, keys->str);
  driver_settle ();
  assert_state (&driver, signed_one, "running");
  driver_stop (&driver);
}

static void
find_propose (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (*button == NULL && GTK_IS_BUTTON (widget) && gtk_widget_get_sensitive (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Propose") == 0)
    *button = widget;
}

static gboolean
has_propose (gpointer data)
{
  GtkWidget *button = NULL;

  driver_visit (data, find_propose, &button);
  return button != NULL;
}

/* A need's offers are found in the background; one is proposed, and stands in the pipeline. */
static void
test_matches (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  gint64 need, before;
  GtkWidget *button = NULL;

  driver_start (&driver, 1366, 768);
  page = driver_show_view (&driver, "needs");
  need = get_int (&driver, "SELECT id FROM need WHERE title = 'Money for a pilot line'");
  g_assert_true (ctn_page_show_record (page, "need", need));
  g_assert_cmpint (ctn_record_list_get_selected (driver_find (page, CTN_TYPE_RECORD_LIST)), ==,
                   need);
  driver_wait_for (has_propose, page, "an offer that fits");
  before = get_int (&driver, "SELECT count (*) FROM pairing");
  driver_visit (GTK_WIDGET (page), find_propose, &button);
  g_signal_emit_by_name (button, "clicked");
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count (*) FROM pairing"), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count (*) FROM pairing"), ==, before);
  driver_stop (&driver);
}

static void
count_registrations (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  *n += ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget);
}

static guint
get_n_registrations (CtnRegistrationsView *view)
{
  guint n = 0;

  driver_settle ();
  driver_visit (GTK_WIDGET (view), count_registrations, &n);
  return n;
}

/* Rows come and go with the search; what fits nothing says so. */
static void
test_registrations (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnRegistrationsView *view;
  guint all, found;

  driver_start (&driver, 1366, 768);
  page = driver_show_view (&driver, "exchanges");
  adw_view_stack_set_visible_child_name (driver_find (page, ADW_TYPE_VIEW_STACK), "registrations");
  view = driver_find (page, CTN_TYPE_REGISTRATIONS_VIEW);
  all = get_n_registrations (view);
  g_assert_cmpuint (all, ==, get_int (&driver, "SELECT count (*) FROM exchange_profile"));
  ctn_registrations_view_set_search (view, "beispiel");
  found = get_n_registrations (view);
  g_assert_cmpuint (found, ==,
                    get_int (&driver,
                             "SELECT count (*) FROM exchange_profile p JOIN organisation o "
                             "ON o.id = p.organisation WHERE o.name LIKE '%beispiel%'"));
  g_assert_cmpuint (found, <, all);
  ctn_registrations_view_set_search (view, "no such organisation");
  g_assert_cmpuint (get_n_registrations (view), ==, 0);
  g_assert_nonnull (driver_find (view, ADW_TYPE_STATUS_PAGE));
  ctn_registrations_view_set_search (view, "");
  g_assert_cmpuint (get_n_registrations (view), ==, all);
  driver_stop (&driver);
}

/* The order of amounts is that of numbers. */
static void
test_table (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkColumnView *view;
  g_autoptr (GtkColumnViewColumn) amount = NULL;
  GListModel *model;
  double last = 0;
  guint n;

  driver_start (&driver, 1366, 768);
  page = driver_show_view (&driver, "exchanges");
  adw_view_stack_set_visible_child_name (driver_find (page, ADW_TYPE_VIEW_STACK), "list");
  view = driver_find (page, GTK_TYPE_COLUMN_VIEW);
  amount = g_list_model_get_item (gtk_column_view_get_columns (view), 6);
  g_assert_cmpstr (gtk_column_view_column_get_title (amount), ==, "Lump Sum (€)");
  gtk_column_view_sort_by_column (view, amount, GTK_SORT_ASCENDING);
  driver_settle ();
  model = G_LIST_MODEL (gtk_column_view_get_model (view));
  n = g_list_model_get_n_items (model);
  g_assert_cmpuint (n, ==, 50);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CtnRecordItem) item = g_list_model_get_item (model, i);
    double value = g_ascii_strtod (ctn_record_item_get_value (item, "amount"), NULL);

    g_assert_cmpfloat (value, >=, last);
    last = value;
  }
  g_assert_cmpint ((gint64) last, ==, get_int (&driver, "SELECT max (amount) FROM exchange"));
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/exchanges/board", test_board);
  g_test_add_func ("/app/exchanges/drag", test_drag);
  g_test_add_func ("/app/exchanges/keys", test_keys);
  g_test_add_func ("/app/exchanges/menu", test_menu);
  g_test_add_func ("/app/exchanges/matches", test_matches);
  g_test_add_func ("/app/exchanges/registrations", test_registrations);
  g_test_add_func ("/app/exchanges/table", test_table);
  return g_test_run ();
}
