/* What a view shows is made anew when something of it changed, once for several changes, and only where it
 * can be seen. */
#include "app-driver.h"
#include "ctn-watch.h"

static int n_refreshed;

static void
refresh (gpointer widget)
{
  g_assert_true (gtk_widget_get_mapped (widget));
  n_refreshed++;
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/watch", test_watch);
  return g_test_run ();
}
