/* The preview beside the editor of maturity models: what is answered there on trial follows each change of the model
 * and is kept nowhere. */
#include <string.h>

#include "ctn-answer-radar.h"
#include "ctn-chart-view.h"
#include "ctn-model-node-page.h"
#include "ctn-model-preview.h"
#include "ctn-model-question-page.h"
#include "ctn-question-card.h"
#include "model-driver.h"

/* Rows of the whole and of a dimension, by their titles. */
#define AGGREGATION "Value"

static CtnModelPreview *
get_preview (Driver *driver)
{
  return driver_find (model_driver_get_dialog (driver), CTN_TYPE_MODEL_PREVIEW);
}

static gboolean
is_shown (gpointer driver)
{
  CtnModelPreview *preview = get_preview (driver);

  return preview != NULL && gtk_widget_get_mapped (GTK_WIDGET (preview));
}

static gboolean
is_hidden (gpointer driver)
{
  return !is_shown (driver);
}

/* Answers the question that is shown as its key does, and goes on to the next one. */
static void
answer (Driver *driver, int digit)
{
  CtnModelPreview *preview = get_preview (driver);

  g_assert_true (
      ctn_question_card_answer_digit (driver_find (preview, CTN_TYPE_QUESTION_CARD), digit));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (preview), "preview.step", "i", 1));
  driver_settle ();
}

static void
find_total (GtkWidget *widget, gpointer data)
{
  const char **total = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-1") &&
      gtk_widget_get_mapped (widget))
    *total = gtk_label_get_label (GTK_LABEL (widget));
}

static void
assert_total (Driver *driver, const char *expected)
{
  const char *total = NULL;

  driver_visit (GTK_WIDGET (get_preview (driver)), find_total, &total);
  g_assert_cmpstr (total, ==, expected);
}

/* The value of the radar's axis for the node with @code, as it is said. */
static char *
dup_axis_value (Driver *driver, const char *code)
{
  g_autoptr (CtnMaturityModel) model = model_driver_load_newest (driver);
  CtnAnswerRadar *radar = driver_find (get_preview (driver), CTN_TYPE_ANSWER_RADAR);
  CtnScene *scene = ctn_chart_view_get_scene (driver_find (radar, CTN_TYPE_CHART_VIEW));
  int mark =
      ctn_scene_find (scene, "value", (gint64) ctn_maturity_model_find (model, code)->index + 1, 0);

  g_assert_cmpint (mark, >=, 0);
  return g_strdup (ctn_scene_get_mark (scene, (guint) mark)->info.value);
}

static gint64
count_operations (Driver *driver)
{
  gint64 n = -1;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n,
                                         NULL, "SELECT count(*) FROM operation", ""));
  return n;
}

static void
open_copy (Driver *driver, int width)
{
  driver_start (driver, width, 820);
  model_driver_open_library (driver);
  model_driver_copy_first (driver);
}

/* 5 and 0 of 5 in the first dimension: its mean is 50, its minimum 0; with three times the weight for the second it is
 * 25. The total, of one dimension only, is the same. None of it is an operation of the project. */
static void
test_edit (void)
{
  Driver driver = { 0 };
  gint64 before;

  open_copy (&driver, 1366);
  g_assert_true (is_shown (&driver));
  model_driver_assert_text (get_preview (&driver), "Question 1 of 24");
  before = count_operations (&driver);
  answer (&driver, 5);
  assert_total (&driver, "100");
  answer (&driver, 0);
  assert_total (&driver, "50");
  g_assert_cmpint (count_operations (&driver), ==, before);

  model_driver_open_child (&driver);
  adw_combo_row_set_selected (
      model_driver_find_row (model_driver_get_page (&driver), ADW_TYPE_COMBO_ROW, AGGREGATION), 3);
  driver_settle ();
  assert_total (&driver, "0");
  model_driver_undo (&driver);
  assert_total (&driver, "50");
  model_driver_open_child (&driver);
  adw_spin_row_set_value (
      model_driver_find_row (model_driver_get_page (&driver), ADW_TYPE_SPIN_ROW, "Weight"), 0.5);
  driver_settle ();
  /* (0.5 × 100 + 0)/1.5 */
  assert_total (&driver, "33");
  driver_stop (&driver);
}

/* An answer stays with its question when that is moved or removed and comes back. */
static void
test_move (void)
{
  Driver driver = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *value = NULL;
  GtkWidget *page;

  open_copy (&driver, 1366);
  answer (&driver, 5);
  answer (&driver, 2);
  assert_total (&driver, "70");
  model_driver_open_child (&driver);
  page = model_driver_get_page (&driver);
  {
    CtnModelEditor *editor = ctn_model_page_get_editor (CTN_MODEL_PAGE (page));
    g_autoptr (CtnModelDraft) moved = ctn_model_editor_begin (editor);
    g_autoptr (CtnModelDraft) removed = NULL;

    first = g_strdup (ctn_model_draft_get_string (moved, "/groups/0/items/0", "code"));
    ctn_model_draft_move (moved, "/groups/0/items/0", 1);
    g_assert_true (ctn_model_editor_try (editor, moved));
    driver_settle ();
    assert_total (&driver, "70");
    value = dup_axis_value (&driver, first);
    g_assert_cmpstr (value, ==, "100");
    removed = ctn_model_editor_begin (editor);
    ctn_model_draft_remove (removed, "/groups/0/items/1");
    g_assert_true (ctn_model_editor_try (editor, removed));
    driver_settle ();
  }
  assert_total (&driver, "40");
  model_driver_undo (&driver);
  assert_total (&driver, "70");
  driver_stop (&driver);
}

/* The texts of the question, as they are written, and in the language that is edited. A name that is there in German
 * cannot go in the model's first language: that is said in its row, and nothing is changed. */
static void
test_texts (void)
{
  Driver driver = { 0 };
  CtnModelEditor *editor;
  GtkWidget *row;

  open_copy (&driver, 1366);
  model_driver_open_child (&driver);
  model_driver_open_child (&driver);
  g_assert_true (CTN_IS_MODEL_QUESTION_PAGE (model_driver_get_page (&driver)));
  model_driver_write_row (&driver, "Name of Level 3", "Well on the way");
  model_driver_assert_text (get_preview (&driver), "3 · Well on the way");
  model_driver_undo (&driver);
  model_driver_assert_text (get_preview (&driver), "3 · Repeated");
  row = model_driver_find_row (model_driver_get_page (&driver), ADW_TYPE_ENTRY_ROW,
                               "Name of Level 3");
  model_driver_write_row (&driver, "Name of Level 3", "");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  model_driver_assert_text (get_preview (&driver), "3 · Repeated");
  editor = ctn_model_page_get_editor (CTN_MODEL_PAGE (model_driver_get_page (&driver)));
  ctn_model_editor_set_language (editor, "de");
  driver_settle ();
  model_driver_assert_text (get_preview (&driver), "Geldquellen kennen");
  driver_stop (&driver);
}

/* The preview shows a question of what is opened, and lets the others be reached. */
static void
test_follow (void)
{
  Driver driver = { 0 };

  open_copy (&driver, 1366);
  model_driver_open_child (&driver);
  model_driver_open_child (&driver);
  model_driver_assert_text (get_preview (&driver), "Question 1 of 24");
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_preview (&driver)), "preview.step", "i", -1));
  driver_settle ();
  model_driver_assert_text (get_preview (&driver), "Question 24 of 24");
  /* The dimension that is opened does not have the last question. */
  model_driver_go_back (&driver);
  model_driver_assert_text (get_preview (&driver), "Question 1 of 24");
  driver_stop (&driver);
}

/* A model that comes with the program is tried as it is; the project does not even learn of it. */
static void
test_try (void)
{
  Driver driver = { 0 };
  gint64 before;

  driver_start (&driver, 1366, 820);
  before = count_operations (&driver);
  model_driver_open_library (&driver);
  g_assert_true (gtk_widget_activate_action (
      driver_find (model_driver_get_page (&driver), ADW_TYPE_ACTION_ROW), "model.try", NULL));
  driver_settle ();
  answer (&driver, 4);
  assert_total (&driver, "80");
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_preview (&driver)), "preview.clear", NULL));
  driver_settle ();
  model_driver_assert_text (get_preview (&driver), "Answer questions above");
  g_assert_cmpint (count_operations (&driver), ==, before);
  driver_stop (&driver);
}

/* Where there is no room for both, the preview comes over the editor and goes again. */
static void
test_narrow (void)
{
  Driver driver = { 0 };

  open_copy (&driver, 360);
  g_assert_false (is_shown (&driver));
  g_assert_true (
      gtk_widget_activate_action (model_driver_get_page (&driver), "desk.preview", NULL));
  driver_settle ();
  g_assert_true (is_shown (&driver));
  answer (&driver, 5);
  assert_total (&driver, "100");
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_preview (&driver)), "desk.preview", NULL));
  driver_wait_for (is_hidden, &driver, "the preview to go");
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/model-preview/edit", test_edit);
  g_test_add_func ("/model-preview/move", test_move);
  g_test_add_func ("/model-preview/texts", test_texts);
  g_test_add_func ("/model-preview/follow", test_follow);
  g_test_add_func ("/model-preview/try", test_try);
  g_test_add_func ("/model-preview/narrow", test_narrow);
  return g_test_run ();
}
