/* What a view shows is made anew when something of it changed, once for several changes, and only where it
 * can be seen. */
#include "app-driver.h"
#include "ctn-chain-map-view.h"
#include "ctn-watch.h"

static int n_refreshed;

static void
refresh (gpointer widget)
{
  g_assert_true (gtk_widget_get_mapped (widget));
  n_refreshed++;
}

static void
count (gpointer widget)
{
  n_refreshed++;
}

static gboolean
was_counted (gpointer data)
{
  return n_refreshed > 0;
}

static gboolean
has_figure (gpointer map)
{
  return ctn_chain_map_view_get_figure (map) != NULL;
}

static gboolean
add_tag (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "INSERT INTO tag (name) VALUES ('t' || random())",
                             "");
}

static gboolean
change_people (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE person SET notes = random()", "");
}

static void
change (Driver *driver, CtnTransactFunc function)
{
  const CtnOperation operation = { "Change", NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ctn_project_transact (driver_get_project (driver), &operation, function, NULL, &error));
}

/* How often it was refreshed since this was last asked. */
static int
take (void)
{
  int n;

  driver_settle ();
  n = n_refreshed;
  n_refreshed = 0;
  return n;
}

static void
test_watch (void)
{
  static const char *const tables[] = { "tag", "sector", NULL };
  Driver driver = { 0 };
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *other = adw_bin_new ();
  AdwDialog *dialog = adw_dialog_new ();
  CtnWatch *watch;

  driver_start (&driver, 1100, 720);
  gtk_stack_add_named (GTK_STACK (stack), other, "other");
  gtk_stack_add_named (GTK_STACK (stack), bin, "bin");
  adw_dialog_set_child (dialog, stack);
  adw_dialog_present (dialog, GTK_WIDGET (driver.window));
  watch = ctn_watch (bin, driver_get_project (&driver), tables, refresh);
  change (&driver, add_tag);
  ctn_watch_refresh (watch);
  g_assert_cmpint (take (), ==, 0);
  /* It is stale when it is first shown, and once is enough. */
  gtk_stack_set_visible_child (GTK_STACK (stack), bin);
  g_assert_cmpint (take (), ==, 1);
  change (&driver, add_tag);
  change (&driver, add_tag);
  g_assert_cmpint (n_refreshed, ==, 0);
  g_assert_cmpint (take (), ==, 1);
  change (&driver, change_people);
  g_assert_cmpint (take (), ==, 0);
  ctn_watch_refresh (watch);
  g_assert_cmpint (n_refreshed, ==, 1);
  g_assert_cmpint (take (), ==, 1);
  /* Hidden before it comes to it: later. */
  change (&driver, add_tag);
  gtk_stack_set_visible_child (GTK_STACK (stack), other);
  driver_settle ();
  n_refreshed = 0;
  change (&driver, add_tag);
  change (&driver, add_tag);
  g_assert_cmpint (take (), ==, 0);
  gtk_stack_set_visible_child (GTK_STACK (stack), bin);
  g_assert_cmpint (take (), ==, 1);
  gtk_stack_set_visible_child (GTK_STACK (stack), other);
  gtk_stack_set_visible_child (GTK_STACK (stack), bin);
  g_assert_cmpint (take (), ==, 0);
  /* It ends with the widget. */
  change (&driver, add_tag);
  gtk_stack_remove (GTK_STACK (stack), bin);
  change (&driver, add_tag);
  g_assert_cmpint (take (), ==, 0);
  adw_dialog_force_close (dialog);
  driver_stop (&driver);
}

/* Hidden, but inside of something that is seen. */
static void
test_scope (void)
{
  static const char *const tables[] = { "tag", NULL };
  Driver driver = { 0 };
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *bin = adw_bin_new ();
  AdwDialog *dialog = adw_dialog_new ();
  CtnWatch *watch;

  driver_start (&driver, 1100, 720);
  gtk_stack_add_named (GTK_STACK (stack), adw_bin_new (), "other");
  gtk_stack_add_named (GTK_STACK (stack), bin, "bin");
  watch = ctn_watch (bin, driver_get_project (&driver), tables, count);
  ctn_watch_set_scope (watch, stack);
  change (&driver, add_tag);
  g_assert_cmpint (take (), ==, 0);
  adw_dialog_set_child (dialog, stack);
  adw_dialog_present (dialog, GTK_WIDGET (driver.window));
  g_assert_false (gtk_widget_get_mapped (bin));
  g_assert_cmpint (take (), ==, 1);
  change (&driver, add_tag);
  change (&driver, add_tag);
  g_assert_cmpint (take (), ==, 1);
  adw_dialog_force_close (dialog);
  driver_stop (&driver);
}

/* --- Views --------------------------------------------------------------------------------------- */

static gboolean
rename_partners (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE organisation SET name = name || ' x' WHERE name LIKE "
                             "'Beispiel%'",
                             "");
}

/* A map is not laid out while another view is shown, and once when it is shown again. */
static void
test_map (void)
{
  Driver driver = { 0 };
  CtnChainMapView *map;
  CtnChainFigure *before;

  driver_start (&driver, 1366, 768);
  map = driver_find (driver_show_view (&driver, "chains"), CTN_TYPE_CHAIN_MAP_VIEW);
  driver_wait_for (has_figure, map, "the map");
  g_signal_connect_swapped (map, "laid-out", G_CALLBACK (count), NULL);
  driver_settle ();
  take ();
  driver_show_view (&driver, "partners");
  /* What was under way when it was left may still end. */
  take ();
  take ();
  before = ctn_chain_map_view_get_figure (map);
  change (&driver, rename_partners);
  change (&driver, rename_partners);
  g_assert_cmpint (take (), ==, 0);
  g_assert_true (ctn_chain_map_view_get_figure (map) == before);
  driver_show_view (&driver, "chains");
  driver_wait_for (was_counted, NULL, "the layout");
  g_assert_cmpint (take (), ==, 1);
  driver_stop (&driver);
}

static gboolean
add_paper (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO paper (id, partnership, title) SELECT abs (random ()), "
                             "min (partnership), 'Watched' FROM paper",
                             "");
}

static void
count_watched (GtkWidget *widget, gpointer data)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "Watched") == 0)
    (*(guint *) data)++;
}

static guint
count_papers (CtnPage *page)
{
  guint n = 0;

  driver_settle ();
  driver_visit (GTK_WIDGET (page), count_watched, &n);
  return n;
}

/* Papers that came while another side was shown are there when theirs is. */
static void
test_papers (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  AdwViewStack *sides;
  gint64 partnership = 0;

  driver_start (&driver, 1366, 768);
  page = driver_show_view (&driver, "partnerships");
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &partnership, NULL,
                          "SELECT min (partnership) FROM paper", "");
  ctn_page_show_record (page, "partnership", partnership);
  driver_settle ();
  sides = driver_find (page, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (sides, "papers");
  g_assert_cmpuint (count_papers (page), ==, 0);
  adw_view_stack_set_visible_child_name (sides, "members");
  driver_settle ();
  change (&driver, add_paper);
  change (&driver, add_paper);
  g_assert_cmpuint (count_papers (page), ==, 0);
  adw_view_stack_set_visible_child_name (sides, "papers");
  g_assert_cmpuint (count_papers (page), ==, 2);
  change (&driver, add_paper);
  g_assert_cmpuint (count_papers (page), ==, 3);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/watch", test_watch);
  g_test_add_func ("/app/watch-scope", test_scope);
  g_test_add_func ("/app/watch-map", test_map);
  g_test_add_func ("/app/watch-papers", test_papers);
  return g_test_run ();
}
