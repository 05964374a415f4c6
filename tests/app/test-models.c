/* The library of maturity models and their editor, driven through their widgets: a shipped model is
 * copied, changed, undone and tried. */
#include <ctn-answer.h>
#include <ctn-model-store.h>
#include <ctn-organisation.h>
#include <math.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-answer-view.h"
#include "ctn-compare-button.h"
#include "ctn-model-band-page.h"
#include "ctn-model-gate-page.h"
#include "ctn-model-node-page.h"
#include "ctn-model-norm-page.h"
#include "ctn-model-part-list.h"
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

static gpointer
find_row (gpointer root, GType type, const char *title)
{
  Search search = { type, title, NULL };

  driver_visit (root, look, &search);
  if (search.found == NULL)
    g_error ("there is no row “%s”", title);
  return search.found;
}

/* Writes into a row and leaves it. */
static void
write_row (Driver *driver, const char *title, const char *text)
{
  GtkWidget *row = find_row (get_page (driver), ADW_TYPE_ENTRY_ROW, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "entry-activated");
  driver_settle ();
}

/* Presses the button behind the bands, conditions or references. */
static void
add_part (Driver *driver, const char *label, GType page)
{
  g_signal_emit_by_name (find_row (get_page (driver), ADW_TYPE_BUTTON_ROW, label), "activated");
  driver_settle ();
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (get_page (driver), page));
}

static void
go_back (Driver *driver)
{
  adw_navigation_view_pop (driver_find (get_dialog (driver), ADW_TYPE_NAVIGATION_VIEW));
  driver_settle ();
}

/* A band goes where it begins, and cannot begin outside the scale. Undoing its making leaves its page. */
static void
try_band (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnModelNode *whole;
  const CtnBand *band;
  guint n;

  model = load_newest (driver);
  n = ctn_maturity_model_get_node (model, 0)->bands->len;
  add_part (driver, "Add a Band…", CTN_TYPE_MODEL_BAND_PAGE);
  write_row (driver, "Title", "Nearly perfect");
  write_row (driver, "Begins At", "97,5");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  whole = ctn_maturity_model_get_node (model, 0);
  g_assert_cmpuint (whole->bands->len, ==, n + 1);
  /* 97.5 of 100: behind all others. */
  band = g_ptr_array_index (whole->bands, n);
  g_assert_cmpstr (ctn_texts_get (band->title, "en"), ==, "Nearly perfect");
  g_assert_cmpfloat_with_epsilon (band->from, 0.975, 1e-9);
  write_row (driver, "Begins At", "120");
  g_assert_true (gtk_widget_has_css_class (
      find_row (get_page (driver), ADW_TYPE_ENTRY_ROW, "The number must be from 0 to 100."),
      "error"));
  undo (driver);
  undo (driver);
  g_assert_true (CTN_IS_MODEL_BAND_PAGE (get_page (driver)));
  undo (driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (get_page (driver)));
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_node (model, 0)->bands->len, ==, n);
}

/* A condition of the first question; then of the total, measured as values are shown. */
static void
try_gate (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnGate *gate;
  guint n;

  model = load_newest (driver);
  n = ctn_maturity_model_get_n_gates (model);
  add_part (driver, "Add a Condition…", CTN_TYPE_MODEL_GATE_PAGE);
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, n + 1);
  adw_combo_row_set_selected (
      find_row (get_page (driver), ADW_TYPE_COMBO_ROW, "Question or Dimension"), 0);
  driver_settle ();
  write_row (driver, "At Least", "");
  g_assert_true (gtk_widget_has_css_class (
      find_row (get_page (driver), ADW_TYPE_ENTRY_ROW, "A condition needs one of the two bounds."),
      "error"));
  write_row (driver, "At Most", "80");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  gate = ctn_maturity_model_get_gate (model, n);
  g_assert_cmpuint (gate->node, ==, 0);
  g_assert_cmpfloat_with_epsilon (gate->at_most, 0.8, 1e-9);
  undo (driver);
  undo (driver);
  undo (driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (get_page (driver)));
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, n);
}

static void
test_parts (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 820);
  open_library (&driver);
  copy_first (&driver);
  try_band (&driver);
  try_gate (&driver);
  driver_stop (&driver);
}

/* An assessment by @model, each question answered with its best. */
static gint64
assess (Driver *driver, CtnMaturityModel *model)
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

    ctn_answer_set (project, &key, ctn_scale_get_nearest_answer (leaf->scale, 1), &error);
    g_assert_no_error (error);
  }
  return id;
}

static void
find_text (GtkWidget *widget, gpointer data)
{
  const char **wanted = data;

  if (*wanted != NULL && GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), *wanted) != NULL)
    *wanted = NULL;
}

static void
assert_text (gpointer root, const char *text)
{
  const char *wanted = text;

  driver_visit (root, find_text, &wanted);
  if (wanted != NULL)
    g_error ("“%s” is missing", text);
}

/* A reference that is given values is offered beside an assessment by the model, and compared with it. */
static void
test_norm (void)
{
  Driver driver = { 0 };
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnNorm *norm;
  GtkWidget *compare;
  CtnPage *page;

  driver_start (&driver, 1366, 900);
  open_library (&driver);
  copy_first (&driver);
  add_part (&driver, "Add a Reference…", CTN_TYPE_MODEL_NORM_PAGE);
  write_row (&driver, "Title", "Own survey");
  write_row (&driver, "Year", "2025");
  write_row (&driver, "Total", "70");
  model = load_newest (&driver);
  norm = ctn_maturity_model_find_norm (model, "norm1");
  g_assert_nonnull (norm);
  g_assert_cmpint (norm->year, ==, 2025);
  /* 70 of 100 */
  g_assert_cmpfloat_with_epsilon (g_array_index (norm->values, double, 0), 0.7, 1e-9);
  go_back (&driver);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (&driver)));
  driver_settle ();

  page = driver_show_view (&driver, "maturity");
  g_assert_true (ctn_page_show_record (page, "assessment", assess (&driver, model)));
  driver_settle ();
  adw_view_stack_set_visible_child_name (driver_find (page, ADW_TYPE_VIEW_STACK), "results");
  driver_settle ();
  compare = driver_find (page, CTN_TYPE_COMPARE_BUTTON);
  gtk_menu_button_popup (driver_find (compare, GTK_TYPE_MENU_BUTTON));
  driver_settle ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (
                                   find_row (compare, ADW_TYPE_ACTION_ROW, "Own survey"))),
                               TRUE);
  driver_settle ();
  assert_text (page, "Compared With the Reference");
  assert_text (page, "Reference 70");
  assert_text (page, "+30");
  driver_stop (&driver);
}

/* The first question becomes one of options to tick: one of them counts more. */
static void
try_options (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnScale *scale;
  AdwComboRow *way;

  way = find_row (get_page (driver), ADW_TYPE_COMBO_ROW, "Answered In");
  adw_combo_row_set_selected (way, 1);
  driver_settle ();
  adw_spin_row_set_value (find_row (get_page (driver), ADW_TYPE_SPIN_ROW, "Number of Options"), 3);
  driver_settle ();
  write_row (driver, "Points", "2.5");
  model = load_newest (driver);
  scale = ctn_maturity_model_get_leaf (model, 0)->scale;
  g_assert_cmpint (scale->kind, ==, CTN_SCALE_TICKS);
  g_assert_cmpuint (ctn_scale_get_n_steps (scale), ==, 3);
  g_assert_cmpfloat_with_epsilon (scale->max_points, 2.5 + 1 + 1, 1e-12);
  adw_combo_row_set_selected (way, 2);
  driver_settle ();
  write_row (driver, "Name", "In test");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = load_newest (driver);
  scale = ctn_maturity_model_get_leaf (model, 0)->scale;
  g_assert_cmpint (scale->kind, ==, CTN_SCALE_STAGED);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (scale, 0)->name, "en"), ==, "In test");
}

/* 1,000 as a goalpost stays 1,000 when its row is only gone through. */
static void
try_goalposts (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;

  adw_combo_row_set_selected (find_row (get_page (driver), ADW_TYPE_COMBO_ROW, "Answered In"), 4);
  driver_settle ();
  write_row (driver, "Counts as Full", "1000");
  g_signal_emit_by_name (find_row (get_page (driver), ADW_TYPE_ENTRY_ROW, "Counts as Full"),
                         "entry-activated");
  driver_settle ();
  model = load_newest (driver);
  g_assert_cmpfloat_with_epsilon (ctn_maturity_model_get_leaf (model, 0)->scale->max, 1000, 1e-9);
}

static void
test_scales (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 820);
  open_library (&driver);
  copy_first (&driver);
  open_child (&driver);
  open_child (&driver);
  g_assert_true (CTN_IS_MODEL_QUESTION_PAGE (get_page (&driver)));
  try_options (&driver);
  try_goalposts (&driver);
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
  g_test_add_func ("/models/parts", test_parts);
  g_test_add_func ("/models/norm", test_norm);
  g_test_add_func ("/models/scales", test_scales);
  return g_test_run ();
}
