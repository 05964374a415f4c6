/* Names typed one after the other into a CtnPicker, faster than it finds them. */
#include <ctn-organisation.h>

#include "app-driver.h"
#include "ctn-chain-map-view.h"
#include "ctn-chain-place-pane.h"
#include "ctn-picker.h"

/* Types @text and presses Enter; the main loop does not run, so that no search comes back. */
static void
enter (GtkWidget *picker, const char *text)
{
  GtkWidget *search = driver_find (picker, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "activate");
}

typedef struct {
  CtnPicker *picker;
  GString *answers; /* what was answered, a line each */
  guint n;
} Answers;

static void
picked_cb (Answers *answers)
{
  const CtnPick *pick = g_ptr_array_index (ctn_picker_get_picks (answers->picker), 0);

  g_string_append_printf (answers->answers, "%s\n", pick->title);
  answers->n++;
}

static void
unknown_cb (Answers *answers)
{
  g_string_append_printf (answers->answers, "?%s\n", ctn_picker_get_shown (answers->picker));
  answers->n++;
}

static gboolean
has_four (gpointer data)
{
  return ((Answers *) data)->n >= 4;
}

/* A picker in a window of its own. */
static GtkWidget *
show_picker (Driver *driver, gboolean multiple, Answers *answers)
{
  GtkWidget *window = gtk_window_new ();

  answers->picker =
      ctn_picker_new (driver_get_project (driver), CTN_PICKER_ORGANISATIONS, multiple);
  answers->answers = g_string_new (NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (answers->picker));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_swapped (answers->picker, "picked", G_CALLBACK (picked_cb), answers);
  g_signal_connect_swapped (answers->picker, "unknown", G_CALLBACK (unknown_cb), answers);
  driver_settle ();
  return window;
}

/* The names are of data/sample/organisations.csv. Enter is pressed twice after the second, which is meant once. */
static void
test_in_order (void)
{
  Driver driver = { 0 };
  Answers answers = { 0 };
  GtkWidget *window;
  GtkWidget *search;

  driver_start (&driver, 1000, 700);
  window = show_picker (&driver, FALSE, &answers);
  search = driver_find (answers.picker, GTK_TYPE_SEARCH_ENTRY);
  enter (GTK_WIDGET (answers.picker), "batteriewerk");
  enter (GTK_WIDGET (answers.picker), "Niemand");
  g_signal_emit_by_name (search, "activate");
  enter (GTK_WIDGET (answers.picker), "kathode");
  enter (GTK_WIDGET (answers.picker), "Keiner");
  gtk_editable_set_text (GTK_EDITABLE (search), "lith");
  driver_wait_for (has_four, &answers, "four answers");
  driver_settle ();
  g_assert_cmpstr (answers.answers->str, ==,
                   "Beispiel Batteriewerk GmbH\n?Niemand\nBeispiel Kathode GmbH\n?Keiner\n");
  /* Both that nobody has are told of, and what is half typed stands there with what fits it. */
  g_assert_true (driver_has_text (answers.picker, "“Niemand” was not found."));
  g_assert_true (driver_has_text (answers.picker, "“Keiner” was not found."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "lith");
  g_assert_cmpstr (ctn_picker_get_shown (answers.picker), ==, "lith");
  g_assert_true (driver_has_text (answers.picker, "Beispiel Lithiumquelle GmbH"));
  g_string_free (answers.answers, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  driver_stop (&driver);
}

static gboolean
has_two_picks (gpointer picker)
{
  return ctn_picker_get_picks (picker)->len >= 2;
}

static void
test_several (void)
{
  Driver driver = { 0 };
  Answers answers = { 0 };
  GtkWidget *window;
  GPtrArray *picks;

  driver_start (&driver, 1000, 700);
  window = show_picker (&driver, TRUE, &answers);
  enter (GTK_WIDGET (answers.picker), "batteriewerk");
  enter (GTK_WIDGET (answers.picker), "kathode");
  driver_wait_for (has_two_picks, answers.picker, "two that are chosen");
  picks = ctn_picker_get_picks (answers.picker);
  g_assert_cmpstr (((CtnPick *) g_ptr_array_index (picks, 0))->title, ==,
                   "Beispiel Batteriewerk GmbH");
  g_assert_cmpstr (((CtnPick *) g_ptr_array_index (picks, 1))->title, ==, "Beispiel Kathode GmbH");
  g_string_free (answers.answers, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  driver_stop (&driver);
}

/* Where somebody is placed is decided when Enter is pressed, not when the search comes back. */
static gboolean
is_placed (gpointer project)
{
  gint64 n = 0;

  g_assert_true (ctn_connection_get_int (
      ctn_project_get_reader (project), &n, NULL,
      "SELECT count(*) FROM chain_actor WHERE name IN ('Niemand eins', 'Niemand zwei', 'Niemand "
      "drei')",
      ""));
  return n >= 3;
}

static const char *
get_stage (AdwComboRow *stages, guint index)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (stages)), index);
}

static void
test_stages (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *pane, *picker;
  AdwComboRow *stages;
  g_autofree char *placed = NULL;
  g_autofree char *expected = NULL;

  driver_start (&driver, 1366, 900);
  page = driver_show_view (&driver, "chains");
  driver_press (&driver, "Home");
  gtk_widget_activate_action (driver_find (page, CTN_TYPE_CHAIN_MAP_VIEW), "canvas.add", NULL);
  driver_settle ();
  pane = driver_find (page, CTN_TYPE_CHAIN_PLACE_PANE);
  g_assert_nonnull (pane);
  picker = driver_find (pane, CTN_TYPE_PICKER);
  stages = driver_find (pane, ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (stages, 0);
  enter (picker, "Niemand eins");
  adw_combo_row_set_selected (stages, 1);
  enter (picker, "Niemand zwei");
  adw_combo_row_set_selected (stages, 2);
  enter (picker, "Niemand drei");
  driver_wait_for (is_placed, driver_get_project (&driver), "three at their stages");
  g_assert_true (driver_has_text (pane, "“Niemand drei” is not among the partners"));
  placed = ctn_connection_get_text (
      ctn_project_get_reader (driver_get_project (&driver)), NULL,
      "SELECT group_concat(a.name || ' ' || s.name, ', ' ORDER BY a.id) FROM chain_actor a JOIN "
      "chain_stage s ON s.id = a.stage WHERE a.name LIKE 'Niemand %'",
      "");
  expected = g_strdup_printf ("Niemand eins %s, Niemand zwei %s, Niemand drei %s",
                              get_stage (stages, 0), get_stage (stages, 1), get_stage (stages, 2));
  g_assert_cmpstr (placed, ==, expected);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/picker/in-order", test_in_order);
  g_test_add_func ("/app/picker/several", test_several);
  g_test_add_func ("/app/picker/stages", test_stages);
  return g_test_run ();
}
