/* What a person does with the keyboard alone, in the real window: a region is assessed from zero, a chain of
 * thirty is built. Nothing but keys is sent; what is on the screen is only read. */
#include <ctn-text.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-chain-map-view.h"
#include "ctn-chain-place-pane.h"
#include "ctn-chart-mark.h"

static gint64
get_int (Driver *driver, const char *sql)
{
  gint64 value = 0;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)),
                                         &value, NULL, sql, ""));
  return value;
}

static const char *
get_focused_row (Driver *driver)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (driver->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

/* Tab, as often as it takes to get to the row with this title. */
static void
tab_to (Driver *driver, const char *title)
{
  for (guint i = 0; i < 20 && g_strcmp0 (get_focused_row (driver), title) != 0; i++) {
    driver_press (driver, "Tab");
    driver_settle ();
  }
  g_assert_cmpstr (get_focused_row (driver), ==, title);
}

/* The second model is that of regions; Oberfranken has not been assessed; level 3 is the answer to all 25
 * questions of data/models/regional-potential.json. */
static void
test_assess (void)
{
  Driver driver = { 0 };
  gint64 n_assessments, n_answers;

  driver_start (&driver, 1366, 900);
  n_assessments = get_int (&driver, "SELECT count(*) FROM assessment");
  n_answers = get_int (&driver, "SELECT count(*) FROM answer");
  driver_press (&driver, "alt+3");
  driver_settle ();
  driver_press (&driver, "ctrl+n");
  driver_settle ();
  tab_to (&driver, "Model");
  driver_press (&driver, "Return");
  driver_settle ();
  driver_press (&driver, "Down");
  driver_press (&driver, "Return");
  driver_settle ();
  tab_to (&driver, "Choose a Region");
  driver_press (&driver, "Return");
  driver_settle ();
  driver_type (&driver, "Oberfranken");
  driver_settle ();
  driver_press (&driver, "Return");
  driver_settle ();
  tab_to (&driver, "Date");
  driver_press (&driver, "Return");
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM assessment"), ==, n_assessments + 1);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM assessment WHERE nuts = 'DE24'"), ==, 1);
  g_assert_cmpint (get_int (&driver,
                            "SELECT count(*) FROM assessment WHERE nuts = 'DE24' AND model = "
                            "(SELECT id FROM maturity_model WHERE code = 'regional-potential')"),
                   ==, 1);
  for (guint i = 0; i < 25; i++) {
    driver_press (&driver, "3");
    driver_press (&driver, "Return");
  }
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM answer"), ==, n_answers + 25);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM answer WHERE value = 3 AND assessment = "
                                     "(SELECT id FROM assessment WHERE nuts = 'DE24')"),
                   ==, 25);
  driver_stop (&driver);
}

/* --- A chain of thirty ---------------------------------------------------------------------------- */

/* What is typed to find partners of data/sample, stage by stage; names that nobody has are placed as they
 * are. The last stage is the hole that a candidate fills. */
static const struct {
  const char *stage;
  const char *actors; /* a name a line */
} walk[] = {
  { "Raw", "lithiumq\ngraphit\nmangan\nSilizium\nKupfer" },
  { "Components", "kathode\nanod\nseparat\nelektrolyt\nzellsteu\nprimer" },
  { "Cells", "batteriewerk" },
  { "Packs and drives",
    "packbau\nakku\ncapteurs\nGehäuse\nKühlung\nMotor A\nMotor B\nGetriebe\nBremse" },
  { "Vehicles", "lastenrad\nmicromob\nstadsv\nbicicletas\nfrota\nlaadpunt" },
  { "Second life", "zweitleben\nVerwertung" },
  { "Safety tests", "" },
};
#define N_PLACED 29
#define N_NAMED 9 /* of them by a name that is not in the registry */

/* Who supplies whom: how the one is found on the map, and the other in the list of those who come after it. */
static const struct {
  const char *from, *to;
} supplies[] = {
  { "lithiumq", "kathode" },  { "kathode", "batteriew" }, { "anod", "batteriew" },
  { "batteriew", "packbau" }, { "packbau", "lastenrad" },
};

#define OF_WALK " WHERE chain = (SELECT id FROM chain WHERE name = 'Walk')"

/* What a person sees before going on: where the keyboard is. */
typedef struct {
  Driver *driver;
  GType type;        /* of what the keyboard is in */
  const char *words; /* (nullable) that the mark of the map with the keyboard says */
} Place;

static gboolean
is_place (gpointer data)
{
  const Place *place = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (place->driver->window));
  g_autofree char *said = NULL;
  g_autofree char *words = NULL;

  if (focus == NULL || !gtk_widget_get_mapped (focus) ||
      gtk_widget_get_ancestor (focus, place->type) == NULL)
    return FALSE;
  if (place->words == NULL)
    return TRUE;
  if (!CTN_IS_CHART_MARK (focus))
    return FALSE;
  said = ctn_text_fold (ctn_chart_mark_get_text (CTN_CHART_MARK (focus)));
  words = ctn_text_fold (place->words);
  return strstr (said, words) != NULL;
}

static void
wait_in (Driver *driver, GType type)
{
  Place place = { driver, type, NULL };

  driver_wait_for (is_place, &place, g_type_name (type));
}

static void
wait_on_mark (Driver *driver, const char *words)
{
  Place place = { driver, CTN_TYPE_CHAIN_MAP_VIEW, words };

  driver_wait_for (is_place, &place, words);
}

typedef struct {
  Driver *driver;
  const char *sql;
  gint64 n;
} Count;

static gboolean
is_reached (gpointer data)
{
  const Count *count = data;

  return get_int (count->driver, count->sql) >= count->n;
}

static void
wait_for_records (Driver *driver, const char *sql, gint64 n)
{
  Count count = { driver, sql, n };

  driver_wait_for (is_reached, &count, sql);
}

static void
build_stages (Driver *driver)
{
  wait_in (driver, CTN_TYPE_CHAIN_MAP_VIEW);
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    /* A new map begins with a button; later, a key adds the next stage. */
    driver_press (driver, i == 0 ? "Return" : "s");
    wait_in (driver, ADW_TYPE_DIALOG);
    driver_type_lines (driver, walk[i].stage);
    wait_on_mark (driver, walk[i].stage);
  }
}

/* Without looking up: as fast as keys come, and to the next stage while the search for the last name may still run. */
static void
place_actors (Driver *driver)
{
  driver_press (driver, "Home Insert");
  wait_in (driver, CTN_TYPE_CHAIN_PLACE_PANE);
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    if (i > 0)
      driver_press (driver, "alt+Down");
    if (*walk[i].actors != '\0')
      driver_type_lines (driver, walk[i].actors);
  }
  wait_for_records (driver, "SELECT count(*) FROM chain_actor" OF_WALK, N_PLACED);
  driver_press (driver, "Escape");
  wait_in (driver, CTN_TYPE_CHAIN_MAP_VIEW);
}

static void
link_actors (Driver *driver)
{
  for (guint i = 0; i < G_N_ELEMENTS (supplies); i++) {
    driver_press (driver, "ctrl+f");
    wait_in (driver, GTK_TYPE_SEARCH_ENTRY);
    driver_type_lines (driver, supplies[i].from);
    wait_on_mark (driver, supplies[i].from);
    driver_press (driver, "l");
    wait_in (driver, ADW_TYPE_DIALOG);
    driver_type_lines (driver, supplies[i].to);
    wait_for_records (driver, "SELECT count(*) FROM chain_link" OF_WALK, i + 1);
    wait_on_mark (driver, supplies[i].from);
  }
}

static gboolean
has_candidates (gpointer window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (window);

  return dialog != NULL && driver_find (dialog, ADW_TYPE_EXPANDER_ROW) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) == NULL;
}

static void
tab_to_button (Driver *driver, const char *tooltip)
{
  const char *text = NULL;

  for (guint i = 0; i < 20 && g_strcmp0 (text, tooltip) != 0; i++) {
    driver_press (driver, "Tab");
    text = gtk_widget_get_tooltip_text (gtk_root_get_focus (GTK_ROOT (driver->window)));
  }
  g_assert_cmpstr (text, ==, tooltip);
}

/* The gravest finding is on top: the stage where nobody is. */
static void
fill_hole (Driver *driver)
{
  driver_press (driver, "alt+Page_Down alt+Page_Down alt+Page_Down");
  tab_to (driver, "Nobody at “Safety tests”");
  driver_press (driver, "Return");
  tab_to (driver, "Find Candidates for the Stage…");
  driver_press (driver, "Return");
  driver_wait_for (has_candidates, driver->window, "candidates");
  tab_to_button (driver, "Add to Stage");
  driver_press (driver, "Return");
  driver_press (driver, "Escape");
  driver_wait_for (has_no_dialog, driver->window, "the dialog to go");
}

/* Up to the question what paper. The one for the file after it is the desktop's; without a desktop GTK's own comes up,
 * which loses what it was just reading of the folder, and may stumble (4.18: gtk_tree_store_remove of a row that is not
 * there). tests/charts/test-poster.c has the sheets themselves. */
static void
put_on_paper (Driver *driver)
{
  AdwDialog *dialog;

  wait_in (driver, CTN_TYPE_PAGE);
  driver_press (driver, "ctrl+p");
  wait_in (driver, ADW_TYPE_DIALOG);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Map on Paper");
  driver_press (driver, "Escape");
  wait_in (driver, CTN_TYPE_PAGE);
}

/* A chain from zero: seven stages, thirty actors, who supplies whom; where it breaks, who could fill the hole,
 * and the map on paper. */
static void
test_chain (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1366, 900);
  driver_press (&driver, "alt+4");
  driver_press (&driver, "ctrl+n");
  wait_in (&driver, ADW_TYPE_DIALOG);
  driver_type_lines (&driver, "Walk");
  build_stages (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_stage" OF_WALK), ==,
                   G_N_ELEMENTS (walk));
  place_actors (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_actor" OF_WALK), ==, N_PLACED);
  g_assert_cmpint (
      get_int (&driver, "SELECT count(*) FROM chain_actor" OF_WALK " AND organisation IS NULL"), ==,
      N_NAMED);
  link_actors (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_link" OF_WALK), ==,
                   G_N_ELEMENTS (supplies));
  g_assert_cmpint (
      get_int (&driver,
               "SELECT count(*) FROM chain_link l JOIN chain_actor a ON a.id = l.target JOIN "
               "organisation o ON o.id = a.organisation WHERE o.name = 'Beispiel Batteriewerk "
               "GmbH' AND l.chain = (SELECT id FROM chain WHERE name = 'Walk')"),
      ==, 2);
  fill_hole (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_actor" OF_WALK), ==, 30);
  put_on_paper (&driver);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyboard/assess", test_assess);
  g_test_add_func ("/keyboard/chain", test_chain);
  return g_test_run ();
}
