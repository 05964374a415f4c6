/* The help that the program shows itself. */
#include "app-driver.h"
#include "ctn-help-page.h"
#include "ctn-help.h"
#include <glib/gstdio.h>

/* The file is one of ours; what it holds was counted by hand. */
static void
test_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnHelpPage) page = NULL;
  g_autofree char *path = NULL;
  const char *text =
      "<page xmlns='http://projectmallard.org/1.0/' id='x'><info>"
      "<title type='sort'>07</title><desc>What  it\n is.</desc>"
      "<license href='y'><p>CC</p></license></info><title>Do &amp; go</title>"
      "<steps><item><p>Press <keyseq><key>Ctrl</key><key>Z</key></keyseq>.</p></item>"
      "<item><p>See <gui>This</gui>.</p></item></steps><p>Done.</p></page>";
  int fd = g_file_open_tmp ("help-XXXXXX.page", &path, &error);
  const CtnHelpText *found[3];

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  page = ctn_help_page_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "Do &amp; go");
  g_assert_cmpstr (page->description, ==, "What it is.");
  g_assert_cmpstr (page->order, ==, "07");
  g_assert_cmpuint (page->texts->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    found[i] = g_ptr_array_index (page->texts, i);
  g_assert_cmpuint (found[0]->number, ==, 1);
  g_assert_cmpstr (found[0]->markup, ==, "Press <tt>Ctrl</tt>+<tt>Z</tt>.");
  g_assert_cmpuint (found[1]->number, ==, 2);
  g_assert_cmpstr (found[1]->markup, ==, "See <b>This</b>.");
  g_assert_cmpuint (found[2]->number, ==, 0);
  g_clear_pointer (&page, ctn_help_page_free);

  g_assert_true (g_file_set_contents (path, "<page><title>x</page>", -1, &error));
  page = ctn_help_page_new (path, &error);
  g_assert_null (page);
  g_assert_nonnull (error);
  g_unlink (path);
}

/* Both languages have the ten tasks; a language that there is none of gets the English. */
static void
test_languages (void)
{
  static const char *const german[] = { "de_AT", "de", "C", NULL };
  static const char *const other[] = { "fr", "C", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) de = ctn_help_pages_load (german, &error);
  g_autoptr (GPtrArray) en = ctn_help_pages_load (other, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (de->len, ==, 10);
  g_assert_cmpuint (en->len, ==, 10);
  g_assert_cmpstr (((CtnHelpPage *) g_ptr_array_index (de, 0))->title, ==, "Ein Projekt beginnen");
  g_assert_cmpstr (((CtnHelpPage *) g_ptr_array_index (en, 9))->title, ==, "Go back");
}

static void
find_task (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget))
    *row = widget;
}

static void
picture (Driver *driver, const char *name)
{
  const char *folder = g_getenv ("CTN_PICTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path != NULL)
    driver_save_picture (driver, path);
}

static void
test_dialog (void)
{
  Driver driver = { 0 };
  GtkWidget *row = NULL;
  GtkWidget *view;
  AdwDialog *dialog;
  g_autoptr (GListModel) stack = NULL;

  driver_start (&driver, 900, 700);
  ctn_help_present (GTK_WIDGET (driver.window));
  driver_settle ();
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_nonnull (dialog);
  picture (&driver, "help.png");
  view = adw_dialog_get_child (dialog);
  driver_visit (view, find_task, &row);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  driver_settle ();
  stack = adw_navigation_view_get_navigation_stack (ADW_NAVIGATION_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (stack), ==, 2);
  picture (&driver, "help-task.png");
  adw_dialog_force_close (dialog);
  driver_settle ();
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/help/page", test_page);
  g_test_add_func ("/app/help/languages", test_languages);
  g_test_add_func ("/app/help/dialog", test_dialog);
  return g_test_run ();
}
