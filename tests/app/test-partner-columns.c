/* Columns of the list of partners: chosen, moved, sorted by, and there again. */
#include "app-driver.h"

static GtkColumnView *
get_view (Driver *driver)
{
  return driver_find (driver_show_view (driver, "partners"), GTK_TYPE_COLUMN_VIEW);
}

static void
assert_columns (GtkColumnView *view, const char *expected)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            gtk_column_view_column_get_id (column));
  }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
assert_sorted (GtkColumnView *view, const char *name, GtkSortType order)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);

  g_assert_cmpstr (gtk_column_view_column_get_id (column), ==, name);
  g_assert_cmpint (gtk_column_view_sorter_get_primary_sort_order (sorter), ==, order);
}

static void
activate (GtkColumnView *view, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), action, NULL));
  driver_settle ();
}

static void
sort_by (GtkColumnView *view, guint position, GtkSortType order)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (view), position);

  gtk_column_view_sort_by_column (view, column, order);
  driver_settle ();
}

static gboolean
has_website (gpointer view)
{
  return driver_has_text (view, "https://");
}

#define USUAL "name helix type country region city last-contact sectors size-class"

static void
test_columns (void)
{
  Driver driver = { 0 };
  GtkColumnView *view;

  driver_start (&driver, 1366, 768);
  view = get_view (&driver);
  assert_columns (view, USUAL);
  assert_sorted (view, "name", GTK_SORT_ASCENDING);

  /* A field of the form that is not among the usual ones comes to its place there, with its texts. */
  activate (view, "columns.web");
  assert_columns (view, "name helix type country region city web last-contact sectors size-class");
  driver_wait_for (has_website, view, "a website in the list");
  activate (view, "columns.helix");
  activate (view, "columns.last-contact");
  assert_columns (view, "name type country region city web sectors size-class");
  sort_by (view, 5, GTK_SORT_DESCENDING);
  driver_stop (&driver);

  /* In the next window all is as it was. */
  driver_start (&driver, 1366, 768);
  view = get_view (&driver);
  assert_columns (view, "name type country region city web sectors size-class");
  assert_sorted (view, "web", GTK_SORT_DESCENDING);
  /* What the list is sorted by goes: by name again. */
  activate (view, "columns.web");
  assert_sorted (view, "name", GTK_SORT_ASCENDING);
  activate (view, "columns.reset");
  assert_columns (view, USUAL);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/partner-columns", test_columns);
  return g_test_run ();
}
