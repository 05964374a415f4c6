/* The results of an assessment: what is said beside the radar. */
#include <ctn-answer.h>
#include <ctn-organisation.h>

#include "ctn-results-view.h"
#include "model-driver.h"

/* Two dimensions of two questions each; the first condition fails with the answers below, the second
 * holds. */
static const char model_json[] =
    "{\"format\":\"catenary-maturity-model\",\"format-version\":1,\"id\":\"t\",\"version\":\"1\","
    "\"licence\":\"CC0-1.0\",\"languages\":[\"en\"],\"title\":{\"en\":\"Readiness\"},"
    "\"source\":{\"en\":\"Made for this test\"},\"display\":{\"min\":0,\"max\":10,\"decimals\":1},"
    "\"scales\":{\"s\":{\"kind\":\"levels\",\"levels\":[{\"name\":{\"en\":\"None\"}},"
    "{\"name\":{\"en\":\"Some\"}},{\"name\":{\"en\":\"Full\"}}]}},\"groups\":["
    "{\"code\":\"g1\",\"title\":{\"en\":\"People\"},\"weight\":3,\"items\":["
    "{\"code\":\"a\",\"title\":{\"en\":\"Staff\"},\"scale\":\"s\"},"
    "{\"code\":\"b\",\"title\":{\"en\":\"Training\"},\"scale\":\"s\"}]},"
    "{\"code\":\"g2\",\"title\":{\"en\":\"Money\"},\"items\":["
    "{\"code\":\"c\",\"title\":{\"en\":\"Budget\"},\"scale\":\"s\"},"
    "{\"code\":\"d\",\"title\":{\"en\":\"Grants\"},\"scale\":\"s\"}]}],"
    "\"gates\":[{\"code\":\"k1\",\"node\":\"c\",\"at-least\":1,"
    "\"title\":{\"en\":\"There is a budget\"}},"
    "{\"code\":\"k2\",\"node\":\"a\",\"at-least\":1,\"title\":{\"en\":\"There are people\"}}],"
    "\"bands\":[{\"code\":\"low\",\"from\":0,\"title\":{\"en\":\"Beginning\"},"
    "\"text\":{\"en\":\"Hire first.\"}},{\"code\":\"high\",\"from\":0.6,\"title\":"
    "{\"en\":\"Ready\"},\"text\":{\"en\":\"Go on.\"}}]}";

static gint64
add (CtnProject *project, CtnMaturityModel *model, const char *name, const double *answers)
{
  static const char *const items[] = { "a", "b", "c", "d" };
  g_autoptr (GError) error = NULL;
  CtnNewAssessment new = { .model = model, .subject = { .kind = CTN_SUBJECT_ORGANISATION } };
  gint64 id;

  new.subject.id = ctn_organisation_add (project, name, &error);
  g_assert_no_error (error);
  id = ctn_assessment_add (project, &new, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++) {
    CtnAnswerKey key = { id, items[i], NULL };

    if (answers[i] >= 0)
      ctn_answer_set (project, &key, answers[i], &error);
    else
      ctn_answer_set_not_applicable (project, &key, "No such programme", &error);
    g_assert_no_error (error);
  }
  return id;
}

static void
assert_text (gpointer root, const char *text, gboolean expected)
{
  if (driver_has_text (root, text) != expected)
    g_error ("“%s” is %s", text, expected ? "missing" : "there");
}

/* (3 × (1 + 0.5)/2 + 1 × 0)/4 = 0.5625 of 10 is 5.6: below the band from 0.6 on. */
static void
test_groups (void)
{
  const double answers[] = { 2, 1, 0, -1 };
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (model_json, -1, NULL);
  Driver driver = { 0 };
  CtnPage *page;

  g_assert_nonnull (model);
  driver_start (&driver, 1366, 900);
  page = model_driver_show_results (
      &driver, add (driver_get_project (&driver), model, "Beispiel AG", answers));
  assert_text (page, "Conditions are not met", TRUE);
  assert_text (page, "There is a budget", TRUE);
  assert_text (page, "Hire first.", TRUE);
  assert_text (page, "5.6", TRUE);
  assert_text (page, "No such programme", TRUE);
  assert_text (page, "How Firm the Order Is", FALSE);
  if (g_getenv ("CTN_PICTURES") != NULL)
    driver_save_picture (&driver, g_getenv ("CTN_PICTURES"));
  driver_stop (&driver);
}

static void
find_help (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "How the Values Come About") == 0)
    *found = widget;
}

/* The explanation names the weight and what each part makes up: 0.75 × 7.5 = 5.625 of the total. */
static void
test_explanation (void)
{
  const double answers[] = { 2, 1, 0, -1 };
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (model_json, -1, NULL);
  Driver driver = { 0 };
  GtkWidget *button = NULL;
  AdwDialog *dialog;
  CtnPage *page;

  driver_start (&driver, 1366, 900);
  page = model_driver_show_results (
      &driver, add (driver_get_project (&driver), model, "Beispiel AG", answers));
  driver_visit (GTK_WIDGET (page), find_help, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  driver_settle ();
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_nonnull (dialog);
  assert_text (dialog, "75 % of the weight; makes up 5.6", TRUE);
  assert_text (dialog, "Does not apply and is left out", TRUE);
  if (g_getenv ("CTN_PICTURES") != NULL) {
    g_autofree char *path = g_strconcat (g_getenv ("CTN_PICTURES"), "-explain.png", NULL);

    driver_save_picture (&driver, path);
  }
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/results/groups", test_groups);
  g_test_add_func ("/results/explanation", test_explanation);
  return g_test_run ();
}
