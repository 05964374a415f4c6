/* The library of maturity models and their editor, driven through their widgets: a shipped model is
 * copied, changed, undone and tried. */
#include <ctn-model-store.h>

#include "app-driver.h"
#include "ctn-answer-view.h"
#include "ctn-model-node-page.h"
#include "ctn-model-question-page.h"

static GtkWidget *
get_dialog (Driver *driver)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));
}

/* Opens the library. */
static void
open_library (Driver *driver)
{
  CtnPage *page = driver_show_view (driver, "maturity");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "maturity.models", NULL));
  driver_settle ();
  g_assert_nonnull (get_dialog (driver));
}

/* The visible page of the dialog's navigation. */
static GtkWidget *
get_page (Driver *driver)
{
  AdwNavigationView *view = driver_find (get_dialog (driver), ADW_TYPE_NAVIGATION_VIEW);

  return GTK_WIDGET (adw_navigation_view_get_visible_page (view));
}

/* Copies the first model of the library; the editor shows it then. */
static void
copy_first (Driver *driver)
{
  GtkWidget *row = driver_find (get_page (driver), ADW_TYPE_ACTION_ROW);

  g_assert_true (gtk_widget_activate_action (row, "model.copy", NULL));
  driver_settle ();
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (get_page (driver)));
}

/* The model that the project has newest. */
static CtnMaturityModel *
load_newest (Driver *driver)
{
  CtnConnection *reader = ctn_project_get_reader (driver_get_project (driver));
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  CtnMaturityModel *model;

  g_assert_true (
      ctn_connection_get_int (reader, &id, &error, "SELECT max(id) FROM maturity_model", ""));
  model = ctn_model_store_load (reader, id, &error);
  g_assert_no_error (error);
  return model;
}

static guint
count_leaves (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = load_newest (driver);

  return ctn_maturity_model_get_n_leaves (model);
}

static void
undo (Driver *driver)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.undo", NULL));
  driver_settle ();
}

/* The first row of the children; the rows of the node's own members come before. */
static void
find_child (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (*found == NULL && ADW_IS_ACTION_ROW (widget) && !ADW_IS_COMBO_ROW (widget) &&
      !ADW_IS_SPIN_ROW (widget) && gtk_widget_get_mapped (widget))
    *found = widget;
}

/* The first row of a model opens a dimension, that of a dimension a question. */
static void
open_child (Driver *driver)
{
  GtkWidget *row = NULL;

  driver_visit (get_page (driver), find_child, &row);
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  driver_settle ();
}

static void
test_change (void)
{
  Driver driver = { 0 };
  guint n;

  driver_start (&driver, 1100, 820);
  open_library (&driver);
  copy_first (&driver);
  n = count_leaves (&driver);
  open_child (&driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (get_page (&driver)));
  g_signal_emit_by_name (driver_find (get_page (&driver), ADW_TYPE_BUTTON_ROW), "activated");
  driver_settle ();
  g_assert_cmpuint (count_leaves (&driver), ==, n + 1);
  g_assert_true (CTN_IS_MODEL_QUESTION_PAGE (get_page (&driver)));
  undo (&driver);
  g_assert_cmpuint (count_leaves (&driver), ==, n);
  driver_stop (&driver);
}

/* What is written into a row is in the model when the row is left; what cannot be is said there. */
static void
test_texts (void)
{
  Driver driver = { 0 };
  g_autoptr (CtnMaturityModel) changed = NULL;
  GtkWidget *title;

  driver_start (&driver, 1100, 820);
  open_library (&driver);
  copy_first (&driver);
  title = driver_find (get_page (&driver), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (title), "Ours");
  g_signal_emit_by_name (title, "entry-activated");
  driver_settle ();
  changed = load_newest (&driver);
  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (changed), "en"), ==, "Ours");
  gtk_editable_set_text (GTK_EDITABLE (title), "");
  g_signal_emit_by_name (title, "entry-activated");
  driver_settle ();
  g_assert_true (gtk_widget_has_css_class (title, "error"));
  undo (&driver);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), !=, "Ours");
  driver_stop (&driver);
}

/* A model that assessments use is only looked at; a new version can be changed. */
static void
test_used (void)
{
  Driver driver = { 0 };
  GtkWidget *row = NULL;
  AdwBanner *banner;
  g_autoptr (CtnMaturityModel) version = NULL;
  gint64 n_mapped = 0;

  driver_start (&driver, 1100, 820);
  open_library (&driver);
  row = driver_find (get_page (&driver), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (row, "activated");
  driver_settle ();
  banner = driver_find (get_page (&driver), ADW_TYPE_BANNER);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_false (gtk_widget_get_sensitive (driver_find (get_page (&driver), ADW_TYPE_ENTRY_ROW)));
  g_signal_emit_by_name (banner, "button-clicked");
  driver_settle ();
  g_assert_true (gtk_widget_get_sensitive (driver_find (get_page (&driver), ADW_TYPE_ENTRY_ROW)));
  version = load_newest (&driver);
  /* The first of those that the sample uses; each of its 24 questions continues the one before. */
  g_assert_cmpstr (ctn_maturity_model_get_id (version), ==, "organisation-capacity");
  g_assert_cmpstr (ctn_maturity_model_get_version (version), ==, "1.1");
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &n_mapped, NULL,
                          "SELECT count(*) FROM model_mapping", "");
  g_assert_cmpint (n_mapped, ==, 24);
  driver_stop (&driver);
}

/* Trying a model leaves the project as it is. */
static void
test_trial (void)
{
  Driver driver = { 0 };
  gint64 before = 0;
  gint64 after = 0;
  CtnConnection *reader;

  driver_start (&driver, 1100, 820);
  reader = ctn_project_get_reader (driver_get_project (&driver));
  g_assert_true (
      ctn_connection_get_int (reader, &before, NULL, "SELECT count(*) FROM operation", ""));
  open_library (&driver);
  g_assert_true (gtk_widget_activate_action (driver_find (get_page (&driver), ADW_TYPE_ACTION_ROW),
                                             "model.try", NULL));
  driver_settle ();
  g_assert_nonnull (driver_find (get_page (&driver), CTN_TYPE_ANSWER_VIEW));
  g_assert_true (
      ctn_connection_get_int (reader, &after, NULL, "SELECT count(*) FROM operation", ""));
  g_assert_cmpint (after, ==, before);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/models/change", test_change);
  g_test_add_func ("/models/texts", test_texts);
  g_test_add_func ("/models/used", test_used);
  g_test_add_func ("/models/trial", test_trial);
  return g_test_run ();
}
