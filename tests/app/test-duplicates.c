/* Duplicates in the program: a pair is found, looked at, made one, and Undo brings it back. */
#include <ctn-organisation.h>

#include "app-driver.h"
#include "ctn-duplicates-compare.h"

static gint64
count (Driver *driver)
{
  gint64 n = 0;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n, NULL,
                          "SELECT count(*) FROM organisation", "");
  return n;
}

static gpointer
get_dialog (Driver *driver)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

static void
find_row (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                        "Beispiel Neu"))
    *row = widget;
}

static gboolean
has_row (gpointer data)
{
  GtkWidget *row = NULL;

  driver_visit (GTK_WIDGET (get_dialog (data)), find_row, &row);
  return row != NULL;
}

static void
find_button (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_has_css_class (widget, "suggested-action"))
    *button = widget;
}

static gboolean
has_none (gpointer data)
{
  return !has_row (data);
}

static void
picture (Driver *driver, const char *suffix)
{
  g_autofree char *path = g_strconcat (g_getenv ("CTN_PICTURES"), suffix, NULL);

  if (path != NULL)
    driver_save_picture (driver, path);
}

static void
test_merge (void)
{
  Driver driver = { 0 };
  GtkWidget *row = NULL;
  GtkWidget *button = NULL;
  g_autoptr (GError) error = NULL;
  const CtnField *phone = ctn_record_kind_find_field (ctn_organisation_kind (), "phone");
  gint64 ids[2];
  gint64 before;

  driver_start (&driver, 1000, 700);
  ids[0] = ctn_organisation_add (driver_get_project (&driver), "Beispiel Neu GmbH", &error);
  ids[1] = ctn_organisation_add (driver_get_project (&driver), "Beispiel Neu", &error);
  g_assert_true (ctn_organisation_edit (driver_get_project (&driver), &ids[1], 1, phone,
                                        "+49 941 1234567", &error));
  before = count (&driver);
  gtk_widget_activate_action (GTK_WIDGET (driver_show_view (&driver, "partners")),
                              "partners.duplicates", NULL);
  driver_settle ();
  driver_wait_for (has_row, &driver, "the pair");
  driver_visit (GTK_WIDGET (get_dialog (&driver)), find_row, &row);
  picture (&driver, "-duplicates.png");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  driver_settle ();
  g_assert_nonnull (driver_find (get_dialog (&driver), CTN_TYPE_DUPLICATES_COMPARE));
  picture (&driver, "-compare.png");
  driver_visit (GTK_WIDGET (get_dialog (&driver)), find_button, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  driver_wait_for (has_none, &driver, "the pair to go");
  g_assert_cmpint (count (&driver), ==, before - 1);
  g_assert_true (ctn_project_undo (driver_get_project (&driver), &error));
  g_assert_cmpint (count (&driver), ==, before);
  adw_dialog_force_close (get_dialog (&driver));
  driver_settle ();
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/duplicates/merge", test_merge);
  return g_test_run ();
}
