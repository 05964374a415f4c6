/* What a person does with the keyboard alone, in the real window: a region is assessed from zero, a chain of
 * thirty is built. Nothing but keys is sent; what is on the screen is only read. */
#include "app-driver.h"

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
#define N_NAMED 9 /* of them by a name that is not in the registry */

/* Who supplies whom: how the one is found on the map, and the other in the list of those who come after it. */
static const struct {
  const char *from, *to;
} supplies[] = {
  { "lithiumq", "kathode" },  { "kathode", "batteriew" }, { "anod", "batteriew" },
  { "batteriew", "packbau" }, { "packbau", "lastenrad" },
};

#define OF_WALK " WHERE chain = (SELECT id FROM chain WHERE name = 'Walk')"

/* What a person sees come up before going on. */
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

/* Types a line, and waits until there is one record more. */
static void
type_record (Driver *driver, const char *line, const char *sql)
{
  Count count = { driver, sql, get_int (driver, sql) + 1 };

  driver_type_lines (driver, line);
  driver_wait_for (is_reached, &count, line);
}

static void
build_stages (Driver *driver)
{
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    /* A new map begins with a button; later, a key adds the next stage. */
    driver_press (driver, i == 0 ? "Return" : "s");
    type_record (driver, walk[i].stage, "SELECT count(*) FROM chain_stage" OF_WALK);
  }
}

static void
place_actors (Driver *driver)
{
  driver_press (driver, "Home Insert");
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++) {
    g_auto (GStrv) names = g_strsplit (walk[i].actors, "\n", -1);

    if (i > 0)
      driver_press (driver, "alt+Down");
    for (char **name = names; *name != NULL; name++)
      type_record (driver, *name, "SELECT count(*) FROM chain_actor" OF_WALK);
  }
  driver_press (driver, "Escape");
}

static void
link_actors (Driver *driver)
{
  for (guint i = 0; i < G_N_ELEMENTS (supplies); i++) {
    driver_press (driver, "ctrl+f");
    driver_type_lines (driver, supplies[i].from);
    driver_press (driver, "l");
    type_record (driver, supplies[i].to, "SELECT count(*) FROM chain_link" OF_WALK);
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

static gboolean
has_dialog (gpointer window)
{
  return !has_no_dialog (window);
}

static gboolean
is_in_page (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, CTN_TYPE_PAGE) != NULL;
}

/* Up to the question what paper: the one for the file is the desktop's. */
static void
put_on_paper (Driver *driver)
{
  AdwDialog *dialog;

  driver_wait_for (is_in_page, driver->window, "the keyboard to be back in the view");
  driver_press (driver, "ctrl+p");
  driver_wait_for (has_dialog, driver->window, "the question what paper");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Map on Paper");
  driver_press (driver, "Escape");
  driver_wait_for (has_no_dialog, driver->window, "the dialog to go");
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
  driver_type_lines (&driver, "Walk");
  build_stages (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_stage" OF_WALK), ==,
                   G_N_ELEMENTS (walk));
  place_actors (&driver);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM chain_actor" OF_WALK), ==, 29);
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
  /* Loses a key now and then where the machine is busy: by hand, with -m slow. */
  if (g_test_slow ())
    g_test_add_func ("/keyboard/chain", test_chain);
  return g_test_run ();
}
