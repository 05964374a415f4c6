/* What a person does with the keyboard alone: a region is assessed from zero, in the real window. Nothing but
 * keys is sent; what is on the screen is only read. */
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyboard/assess", test_assess);
  return g_test_run ();
}
