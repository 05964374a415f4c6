/* The library of maturity models and their editor, driven through their widgets: a shipped model is
 * copied, changed and undone. */
#include <math.h>

#include "ctn-model-band-page.h"
#include "ctn-model-gate-page.h"
#include "ctn-model-node-page.h"
#include "ctn-model-norm-page.h"
#include "ctn-model-part-list.h"
#include "ctn-model-question-page.h"
#include "model-driver.h"

static guint
count_leaves (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = model_driver_load_newest (driver);

  return ctn_maturity_model_get_n_leaves (model);
}

static void
test_change (void)
{
  Driver driver = { 0 };
  guint n;

  driver_start (&driver, 1100, 820);
  model_driver_open_library (&driver);
  model_driver_copy_first (&driver);
  n = count_leaves (&driver);
  model_driver_open_child (&driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (model_driver_get_page (&driver)));
  g_signal_emit_by_name (driver_find (model_driver_get_page (&driver), ADW_TYPE_BUTTON_ROW),
                         "activated");
  driver_settle ();
  g_assert_cmpuint (count_leaves (&driver), ==, n + 1);
  g_assert_true (CTN_IS_MODEL_QUESTION_PAGE (model_driver_get_page (&driver)));
  model_driver_undo (&driver);
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
  model_driver_open_library (&driver);
  model_driver_copy_first (&driver);
  title = driver_find (model_driver_get_page (&driver), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (title), "Ours");
  g_signal_emit_by_name (title, "entry-activated");
  driver_settle ();
  changed = model_driver_load_newest (&driver);
  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (changed), "en"), ==, "Ours");
  gtk_editable_set_text (GTK_EDITABLE (title), "");
  g_signal_emit_by_name (title, "entry-activated");
  driver_settle ();
  g_assert_true (gtk_widget_has_css_class (title, "error"));
  model_driver_undo (&driver);
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
  model_driver_open_library (&driver);
  row = driver_find (model_driver_get_page (&driver), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (row, "activated");
  driver_settle ();
  banner = driver_find (model_driver_get_page (&driver), ADW_TYPE_BANNER);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_false (
      gtk_widget_get_sensitive (driver_find (model_driver_get_page (&driver), ADW_TYPE_ENTRY_ROW)));
  g_signal_emit_by_name (banner, "button-clicked");
  driver_settle ();
  g_assert_true (
      gtk_widget_get_sensitive (driver_find (model_driver_get_page (&driver), ADW_TYPE_ENTRY_ROW)));
  version = model_driver_load_newest (&driver);
  /* The first of those that the sample uses; each of its 24 questions continues the one before. */
  g_assert_cmpstr (ctn_maturity_model_get_id (version), ==, "organisation-capacity");
  g_assert_cmpstr (ctn_maturity_model_get_version (version), ==, "1.1");
  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (&driver)), &n_mapped, NULL,
                          "SELECT count(*) FROM model_mapping", "");
  g_assert_cmpint (n_mapped, ==, 24);
  driver_stop (&driver);
}

/* Presses the button behind the bands, conditions or references. */
static void
add_part (Driver *driver, const char *label, GType page)
{
  g_signal_emit_by_name (
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_BUTTON_ROW, label),
      "activated");
  driver_settle ();
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (model_driver_get_page (driver), page));
}

/* A band goes where it begins, and cannot begin outside the scale. Undoing its making leaves its page. */
static void
try_band (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnModelNode *whole;
  const CtnBand *band;
  guint n;

  model = model_driver_load_newest (driver);
  n = ctn_maturity_model_get_node (model, 0)->bands->len;
  add_part (driver, "Add a Band…", CTN_TYPE_MODEL_BAND_PAGE);
  model_driver_write_row (driver, "Title", "Nearly perfect");
  model_driver_write_row (driver, "Begins At", "97,5");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  whole = ctn_maturity_model_get_node (model, 0);
  g_assert_cmpuint (whole->bands->len, ==, n + 1);
  /* 97.5 of 100: behind all others. */
  band = g_ptr_array_index (whole->bands, n);
  g_assert_cmpstr (ctn_texts_get (band->title, "en"), ==, "Nearly perfect");
  g_assert_cmpfloat_with_epsilon (band->from, 0.975, 1e-9);
  model_driver_write_row (driver, "Begins At", "120");
  g_assert_true (gtk_widget_has_css_class (
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_ENTRY_ROW,
                             "The number must be from 0 to 100."),
      "error"));
  model_driver_undo (driver);
  model_driver_undo (driver);
  g_assert_true (CTN_IS_MODEL_BAND_PAGE (model_driver_get_page (driver)));
  model_driver_undo (driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (model_driver_get_page (driver)));
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_node (model, 0)->bands->len, ==, n);
}

/* A condition of the first question; then of the total, measured as values are shown. */
static void
try_gate (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnGate *gate;
  guint n;

  model = model_driver_load_newest (driver);
  n = ctn_maturity_model_get_n_gates (model);
  add_part (driver, "Add a Condition…", CTN_TYPE_MODEL_GATE_PAGE);
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, n + 1);
  adw_combo_row_set_selected (model_driver_find_row (model_driver_get_page (driver),
                                                     ADW_TYPE_COMBO_ROW, "Question or Dimension"),
                              0);
  driver_settle ();
  model_driver_write_row (driver, "At Least", "");
  g_assert_true (gtk_widget_has_css_class (
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_ENTRY_ROW,
                             "A condition needs one of the two bounds."),
      "error"));
  model_driver_write_row (driver, "At Most", "80");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  gate = ctn_maturity_model_get_gate (model, n);
  g_assert_cmpuint (gate->node, ==, 0);
  g_assert_cmpfloat_with_epsilon (gate->at_most, 0.8, 1e-9);
  model_driver_undo (driver);
  model_driver_undo (driver);
  model_driver_undo (driver);
  g_assert_true (CTN_IS_MODEL_NODE_PAGE (model_driver_get_page (driver)));
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, n);
}

static void
test_parts (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 820);
  model_driver_open_library (&driver);
  model_driver_copy_first (&driver);
  try_band (&driver);
  try_gate (&driver);
  driver_stop (&driver);
}

/* A reference that is given values is offered beside an assessment by the model, and compared with it. */
static void
test_norm (void)
{
  Driver driver = { 0 };
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnNorm *norm;
  const double best = 1;
  CtnPage *page;

  driver_start (&driver, 1366, 900);
  model_driver_open_library (&driver);
  model_driver_copy_first (&driver);
  add_part (&driver, "Add a Reference…", CTN_TYPE_MODEL_NORM_PAGE);
  model_driver_write_row (&driver, "Title", "Own survey");
  model_driver_write_row (&driver, "Year", "2025");
  model_driver_write_row (&driver, "Total", "70");
  model = model_driver_load_newest (&driver);
  norm = ctn_maturity_model_find_norm (model, "norm1");
  g_assert_nonnull (norm);
  g_assert_cmpint (norm->year, ==, 2025);
  /* 70 of 100 */
  g_assert_cmpfloat_with_epsilon (g_array_index (norm->values, double, 0), 0.7, 1e-9);
  model_driver_go_back (&driver);
  adw_dialog_force_close (ADW_DIALOG (model_driver_get_dialog (&driver)));
  driver_settle ();

  page = model_driver_show_results (&driver, model_driver_assess (&driver, model, &best, 1));
  model_driver_compare (page, "Own survey");
  model_driver_assert_text (page, "Compared With the Reference");
  model_driver_assert_text (page, "Reference 70");
  model_driver_assert_text (page, "+30");
  driver_stop (&driver);
}

/* The first question becomes one of options to tick: one of them counts more. */
static void
try_options (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnScale *scale;
  AdwComboRow *way;

  way = model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_COMBO_ROW, "Answered In");
  adw_combo_row_set_selected (way, 1);
  driver_settle ();
  adw_spin_row_set_value (model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_SPIN_ROW,
                                                 "Number of Options"),
                          3);
  driver_settle ();
  model_driver_write_row (driver, "Points", "2.5");
  model = model_driver_load_newest (driver);
  scale = ctn_maturity_model_get_leaf (model, 0)->scale;
  g_assert_cmpint (scale->kind, ==, CTN_SCALE_TICKS);
  g_assert_cmpuint (ctn_scale_get_n_steps (scale), ==, 3);
  g_assert_cmpfloat_with_epsilon (scale->max_points, 2.5 + 1 + 1, 1e-12);
  adw_combo_row_set_selected (way, 2);
  driver_settle ();
  model_driver_write_row (driver, "Name", "In test");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = model_driver_load_newest (driver);
  scale = ctn_maturity_model_get_leaf (model, 0)->scale;
  g_assert_cmpint (scale->kind, ==, CTN_SCALE_STAGED);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (scale, 0)->name, "en"), ==, "In test");
}

/* 1,000 as a goalpost stays 1,000 when its row is only gone through. */
static void
try_goalposts (Driver *driver)
{
  g_autoptr (CtnMaturityModel) model = NULL;

  adw_combo_row_set_selected (
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_COMBO_ROW, "Answered In"), 4);
  driver_settle ();
  model_driver_write_row (driver, "Counts as Full", "1000");
  g_signal_emit_by_name (
      model_driver_find_row (model_driver_get_page (driver), ADW_TYPE_ENTRY_ROW, "Counts as Full"),
      "entry-activated");
  driver_settle ();
  model = model_driver_load_newest (driver);
  g_assert_cmpfloat_with_epsilon (ctn_maturity_model_get_leaf (model, 0)->scale->max, 1000, 1e-9);
}

static void
test_scales (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 820);
  model_driver_open_library (&driver);
  model_driver_copy_first (&driver);
  model_driver_open_child (&driver);
  model_driver_open_child (&driver);
  g_assert_true (CTN_IS_MODEL_QUESTION_PAGE (model_driver_get_page (&driver)));
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
  g_test_add_func ("/models/parts", test_parts);
  g_test_add_func ("/models/norm", test_norm);
  g_test_add_func ("/models/scales", test_scales);
  return g_test_run ();
}
