/* Columns of the list of partners: chosen, moved, sorted by, and there again; a project's own fields too. */
#include <ctn-custom-field.h>
#include <ctn-organisation.h>
#include <ctn-record-item.h>
#include <ctn-record.h>
#include <string.h>

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

static gboolean
is_remembered (const char *name)
{
  g_autoptr (GSettings) settings = g_settings_new (CTN_APPLICATION_ID);
  g_autoptr (GVariant) columns = g_settings_get_value (settings, "partner-columns");
  g_autofree char *text = g_variant_print (columns, FALSE);

  return strstr (text, name) != NULL;
}

/* The field "Rating" of numbers, with 7 for one organisation and 12 for another. Returns: its id */
static gint64
add_rating (CtnProject *project)
{
  static const char *const values[] = { "7", "12" };
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_custom_field_add (project, ctn_organisation_kind (), "Rating", CTN_FIELD_NUMBER,
                                    NULL, &error);
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GArray) ids = NULL;

  g_assert_no_error (error);
  fields = ctn_custom_field_list (reader, ctn_organisation_kind (), &error);
  g_assert_no_error (error);
  ids = ctn_record_list (reader, ctn_organisation_kind (), 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    ctn_organisation_edit (project, &g_array_index (ids, gint64, i + 3), 1,
                           ctn_custom_field_get_field (fields->pdata[fields->len - 1]), values[i],
                           &error);
    g_assert_no_error (error);
  }
  return id;
}

/* What stands in the first row in the column @name. */
static const char *
get_first (GtkColumnView *view, const char *name)
{
  g_autoptr (CtnRecordItem) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), 0);

  return ctn_record_item_get_text (item, name); /* the view has the item, too */
}

static GtkColumnViewColumn *
get_last_column (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);

  return column;
}

static void
test_custom (void)
{
  Driver driver = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *action = NULL;
  g_autofree char *shown = NULL;
  gint64 id;
  GtkColumnView *view;

  driver_start (&driver, 1366, 768);
  view = get_view (&driver);
  id = add_rating (driver_get_project (&driver));
  driver_settle ();
  assert_columns (view, USUAL);
  name = g_strdup_printf ("custom-%" G_GINT64_FORMAT, id);
  action = g_strconcat ("columns.", name, NULL);
  shown = g_strconcat (USUAL " ", name, NULL);
  activate (view, action);
  assert_columns (view, shown);

  /* 12 is more than 7, and what is empty comes last. */
  gtk_column_view_sort_by_column (view, get_last_column (view), GTK_SORT_DESCENDING);
  driver_settle ();
  g_assert_cmpstr (get_first (view, name), ==, "12");
  if (g_getenv ("CTN_PICTURES") != NULL)
    driver_save_picture (&driver, g_getenv ("CTN_PICTURES"));

  ctn_custom_field_edit (driver_get_project (&driver), id, "Rank", NULL, &error);
  g_assert_no_error (error);
  driver_settle ();
  assert_columns (view, shown);
  g_assert_cmpstr (gtk_column_view_column_get_title (get_last_column (view)), ==, "Rank");
  assert_sorted (view, name, GTK_SORT_DESCENDING);
  g_assert_cmpstr (get_first (view, name), ==, "12");

  /* The column goes with its field, and comes back with it. */
  ctn_custom_field_delete (driver_get_project (&driver), id, &error);
  g_assert_no_error (error);
  driver_settle ();
  assert_columns (view, USUAL);
  assert_sorted (view, "name", GTK_SORT_ASCENDING);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL));
  driver_settle ();
  assert_columns (view, shown);
  g_assert_cmpstr (get_first (view, "name"), !=, "");
  driver_stop (&driver);

  /* A project that has no such field does not forget it for the one that has. */
  driver_start (&driver, 1366, 768);
  view = get_view (&driver);
  assert_columns (view, USUAL);
  activate (view, "columns.web");
  activate (view, "columns.web");
  driver_stop (&driver);
  g_assert_true (is_remembered (name));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/partner-columns/usual", test_columns);
  g_test_add_func ("/app/partner-columns/custom", test_custom);
  return g_test_run ();
}
