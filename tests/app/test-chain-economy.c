/* Accounts, forms, snapshots and import of the sample's value chain, in the real window. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-canvas.h>
#include <ctn-chain-snapshot.h>
#include <ctn-chain-trade.h>
#include <locale.h>

#include "app-driver.h"
#include "ctn-canvas-card.h"
#include "ctn-canvas-view.h"
#include "ctn-coverage-view.h"
#include "ctn-economy-view.h"
#include "ctn-record-list.h"
#include "ctn-record-table.h"
#include "ctn-snapshots-dialog.h"

typedef struct {
  Driver driver;
  CtnPage *page;
  gint64 chain;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  driver_start (&self->driver, 1600, 900);
  self->page = driver_show_view (&self->driver, "chains");
  self->chain = ctn_record_list_get_selected (driver_find (self->page, CTN_TYPE_RECORD_LIST));
  ctn_page_show_record (self->page, "chain", self->chain);
  driver_settle ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  driver_stop (&self->driver);
}

typedef struct {
  GType type;
  guint index;
  GtkWidget *found;
} Search;

static void
visit (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && G_TYPE_CHECK_INSTANCE_TYPE (widget, search->type) &&
      search->index-- == 0)
    search->found = widget;
}

/* The widget of this type at @index below @root. */
static gpointer
find_at (gpointer root, GType type, guint index)
{
  Search search = { type, index, NULL };

  driver_visit (root, visit, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

static void
show_side (Fixture *self, const char *name)
{
  GtkWidget *stack =
      gtk_widget_get_ancestor (find_at (self->page, CTN_TYPE_ECONOMY_VIEW, 0), ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), name);
  driver_settle ();
}

static CtnChain *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  CtnChain *chain = ctn_chain_load (ctn_project_get_reader (ctn_page_get_project (self->page)),
                                    self->chain, &error);

  g_assert_no_error (error);
  return chain;
}

/* The first cell of the first stage is its output: 52 million becomes 60, and value added with it; one undo
 * takes it back. What is no number stays in the cell, marked. */
static void
test_accounts (Fixture *self, gconstpointer data)
{
  GtkWidget *view = find_at (self->page, CTN_TYPE_ECONOMY_VIEW, 0);
  GtkWidget *table = find_at (view, CTN_TYPE_RECORD_TABLE, 0);
  GtkEditable *output;
  g_autoptr (CtnChain) chain = NULL;

  show_side (self, "economy");
  output = find_at (table, GTK_TYPE_ENTRY, 0);
  g_assert_cmpstr (gtk_editable_get_text (output), ==, "52000000");
  gtk_editable_set_text (output, "60000000");
  g_signal_emit_by_name (output, "activate");
  driver_settle ();
  chain = load (self);
  g_assert_cmpfloat_with_epsilon (ctn_chain_find_account (chain, 0, 2023)->output, 60e6, 1);
  gtk_editable_set_text (output, "many");
  g_signal_emit_by_name (output, "activate");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (output), "error"));
  g_assert_true (ctn_project_undo (ctn_page_get_project (self->page), NULL));
  driver_settle ();
  g_assert_cmpstr (gtk_editable_get_text (find_at (table, GTK_TYPE_ENTRY, 0)), ==, "52000000");
}

/* Amounts are read in groups of digits, and typed without: "1.234" is no thousand everywhere. */
static void
test_groups (Fixture *self, gconstpointer data)
{
  GtkWidget *view = find_at (self->page, CTN_TYPE_ECONOMY_VIEW, 0);
  GtkWidget *table = find_at (view, CTN_TYPE_RECORD_TABLE, 0);
  GtkEditable *output;

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL) {
    g_test_skip ("no German locale");
    return;
  }
  show_side (self, "economy");
  output = find_at (table, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (output, "52000001");
  g_signal_emit_by_name (output, "activate");
  driver_settle ();
  g_assert_cmpstr (gtk_editable_get_text (output), ==, "52.000.001");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (output)));
  g_assert_cmpstr (gtk_editable_get_text (output), ==, "52000001");
  g_assert_true (gtk_widget_grab_focus (find_at (table, GTK_TYPE_ENTRY, 1)));
  g_assert_cmpstr (gtk_editable_get_text (output), ==, "52.000.001");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (output)));
  gtk_editable_set_text (output, "52000000,5");
  driver_press (&self->driver, "Tab");
  driver_settle ();
  g_assert_cmpstr (gtk_editable_get_text (output), ==, "52.000.000,5");
  setlocale (LC_NUMERIC, "C");
}

static void
find_remove (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (*button == NULL && GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Delete This Row") == 0)
    *button = widget;
}

/* A row of trade is deleted. */
static void
test_trade (Fixture *self, gconstpointer data)
{
  GtkWidget *view = find_at (self->page, CTN_TYPE_ECONOMY_VIEW, 0);
  GtkWidget *table = find_at (view, CTN_TYPE_RECORD_TABLE, 1);
  GtkWidget *button = NULL;
  g_autoptr (CtnChain) before = load (self);
  g_autoptr (CtnChain) after = NULL;

  show_side (self, "economy");
  driver_visit (table, find_remove, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  driver_settle ();
  after = load (self);
  g_assert_cmpuint (after->trade->len + 1, ==, before->trade->len);
}

/* A line typed into the first field of SWOT becomes its last entry; emptied it goes. */
static void
test_forms (Fixture *self, gconstpointer data)
{
  GtkWidget *view = find_at (self->page, CTN_TYPE_CANVAS_VIEW, 0);
  const CtnCanvasSubject subject = { .chain = self->chain };
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (self->page));
  GtkWidget *card, *entry;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  show_side (self, "canvases");
  card = find_at (view, CTN_TYPE_CANVAS_CARD, 0);
  before = ctn_canvas_list (reader, &subject, CTN_CANVAS_SWOT, NULL);
  entry = find_at (card, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "A test bed within a day’s drive");
  g_signal_emit_by_name (entry, "activate");
  driver_settle ();
  after = ctn_canvas_list (reader, &subject, CTN_CANVAS_SWOT, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  g_assert_cmpstr (((CtnCanvasEntry *) g_ptr_array_index (after, 2))->text, ==,
                   "A test bed within a day’s drive");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
find_sector_button (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (*button == NULL && label != NULL && g_str_has_prefix (label, "Of a S_ector"))
    *button = widget;
}

/* The forms can be of a sector of the project instead of the chain. */
static void
test_sectors (Fixture *self, gconstpointer data)
{
  GtkWidget *button = NULL;
  AdwDialog *dialog;

  show_side (self, "canvases");
  driver_visit (find_at (self->page, CTN_TYPE_CANVAS_VIEW, 0), find_sector_button, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  driver_settle ();
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->driver.window));
  g_assert_nonnull (dialog);
  find_at (dialog, ADW_TYPE_ACTION_ROW, 0);
  adw_dialog_force_close (dialog);
  driver_settle ();
}

/* The sample's snapshot against now: six links came, as data/sample/chain-links.csv has 28 and the snapshot
 * is taken after 22. */
static void
test_snapshots (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog;
  Search search = { ADW_TYPE_ACTION_ROW, G_MAXUINT, NULL };

  gtk_widget_activate_action (GTK_WIDGET (self->page), "chains.snapshots", NULL);
  driver_settle ();
  dialog = driver_find (self->driver.window, CTN_TYPE_SNAPSHOTS_DIALOG);
  driver_visit (dialog, visit, &search);
  /* Two rows choose the dates; combo rows are action rows, too. */
  g_assert_cmpuint (G_MAXUINT - search.index, ==, 2 + 6);
  adw_dialog_close (ADW_DIALOG (dialog));
  driver_settle ();
}

/* By regions the matrix has more columns than by countries; a cell opens the actors behind it. */
static void
test_coverage (Fixture *self, gconstpointer data)
{
  GtkWidget *view = find_at (self->page, CTN_TYPE_COVERAGE_VIEW, 0);
  GtkWidget *button, *popover;

  show_side (self, "coverage");
  gtk_drop_down_set_selected (find_at (view, GTK_TYPE_DROP_DOWN, 0), 1);
  driver_settle ();
  button = find_at (view, GTK_TYPE_MENU_BUTTON, 1);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  driver_settle ();
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_nonnull (find_at (popover, GTK_TYPE_BUTTON, 0));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  driver_settle ();
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*function) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/app/chain-economy/accounts", test_accounts },
    { "/app/chain-economy/groups", test_groups },
    { "/app/chain-economy/trade", test_trade },
    { "/app/chain-economy/forms", test_forms },
    { "/app/chain-economy/sectors", test_sectors },
    { "/app/chain-economy/coverage", test_coverage },
    { "/app/chain-economy/snapshots", test_snapshots },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
