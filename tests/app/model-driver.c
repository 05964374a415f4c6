#include "model-driver.h"

#include <ctn-answer.h>
#include <ctn-model-store.h>
#include <ctn-organisation.h>

#include "ctn-compare-button.h"
#include "ctn-model-node-page.h"

GtkWidget *
model_driver_get_dialog (Driver *driver)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)));
}

void
model_driver_open_library (Driver *driver)
{
  CtnPage *page = driver_show_view (driver, "maturity");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "maturity.models", NULL));
  driver_settle ();
  g_assert_nonnull (model_driver_get_dialog (driver));
}

GtkWidget *
model_driver_get_page (Driver *driver)
{
  AdwNavigationView *view =
      driver_find (model_driver_get_dialog (driver), ADW_TYPE_NAVIGATION_VIEW);

  return GTK_WIDGET (adw_navigation_view_get_visible_page (view));
}

void
model_driver_copy_first (Driver *driver)
{
  GtkWidget *row = driver_find (model_driver_get_page (driver), ADW_TYPE_ACTION_ROW);

  g_assert_true (gtk_widget_activate_action (row, "model.copy", NULL));
  driver_settle ();
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (model_driver_get_page (driver)));
}

CtnMaturityModel *
model_driver_load_newest (Driver *driver)
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

void
model_driver_undo (Driver *driver)
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

void
model_driver_open_child (Driver *driver)
{
  GtkWidget *row = NULL;

  driver_visit (model_driver_get_page (driver), find_child, &row);
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  driver_settle ();
}

/* A widget of a type, with a title if it is a row of preferences. */
typedef struct {
  GType type;
  const char *title; /* (nullable): any */
  GtkWidget *found;
} Search;

static void
look (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && G_TYPE_CHECK_INSTANCE_TYPE (widget, search->type) &&
      gtk_widget_get_mapped (widget) &&
      (search->title == NULL ||
       g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), search->title)))
    search->found = widget;
}

gpointer
model_driver_find_row (gpointer root, GType type, const char *title)
{
  Search search = { type, title, NULL };

  driver_visit (root, look, &search);
  if (search.found == NULL)
    g_error ("there is no row “%s”", title);
  return search.found;
}

void
model_driver_write_row (Driver *driver, const char *title, const char *text)
{
  GtkWidget *row =
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_ENTRY_ROW, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "entry-activated");
  driver_settle ();
}

void
model_driver_go_back (Driver *driver)
{
  adw_navigation_view_pop (
      driver_find (model_driver_get_dialog (driver), ADW_TYPE_NAVIGATION_VIEW));
  driver_settle ();
}

void
model_driver_assert_text (gpointer root, const char *text)
{
  if (!driver_has_text (root, text))
    g_error ("“%s” is missing", text);
}

gint64
model_driver_assess (Driver *driver, CtnMaturityModel *model, const double *values, guint n_values)
{
  CtnProject *project = driver_get_project (driver);
  CtnNewAssessment new = { .model = model, .subject = { .kind = CTN_SUBJECT_ORGANISATION } };
  g_autoptr (GError) error = NULL;
  gint64 id;

  new.subject.id = ctn_organisation_add (project, "Beispiel AG", &error);
  g_assert_no_error (error);
  id = ctn_assessment_add (project, &new, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnModelNode *leaf = ctn_maturity_model_get_leaf (model, i);
    CtnAnswerKey key = { id, leaf->code, NULL };

    ctn_answer_set (project, &key, ctn_scale_get_nearest_answer (leaf->scale, values[i % n_values]),
                    &error);
    g_assert_no_error (error);
  }
  return id;
}

CtnPage *
model_driver_show_results (Driver *driver, gint64 assessment)
{
  CtnPage *page = driver_show_view (driver, "maturity");

  g_assert_true (ctn_page_show_record (page, "assessment", assessment));
  driver_settle ();
  adw_view_stack_set_visible_child_name (driver_find (page, ADW_TYPE_VIEW_STACK), "results");
  driver_settle ();
  return page;
}

void
model_driver_compare (CtnPage *page, const char *title)
{
  GtkWidget *compare = driver_find (page, CTN_TYPE_COMPARE_BUTTON);

  gtk_menu_button_popup (driver_find (compare, GTK_TYPE_MENU_BUTTON));
  driver_settle ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (
                                   model_driver_find_row (compare, ADW_TYPE_ACTION_ROW, title))),
                               TRUE);
  gtk_menu_button_popdown (driver_find (compare, GTK_TYPE_MENU_BUTTON));
  driver_settle ();
}
