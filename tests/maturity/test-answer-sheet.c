/* Answers as texts, and many at a time. Every expected value follows from the small model below. */
#include <math.h>

#include "ctn-answer-sheet.h"
#include "ctn-answer-text.h"
#include "ctn-model-store.h"

/* A question of every kind; "must" is required. */
static const char model_json[] =
    "{\"format\":\"catenary-maturity-model\",\"format-version\":1,\"id\":\"t\",\"version\":\"1\","
    "\"licence\":\"CC0-1.0\",\"languages\":[\"en\",\"de\"],\"title\":{\"en\":\"T\"},"
    "\"source\":{\"en\":\"Made for this test\"},\"items\":["
    "{\"code\":\"level\",\"title\":{\"en\":\"Level\"},\"scale\":{\"kind\":\"levels\",\"first\":1,"
    "\"levels\":[{\"name\":{\"en\":\"Poor\",\"de\":\"Dürftig\"}},{\"name\":{\"en\":\"Fair\"}},"
    "{\"name\":{\"en\":\"Good\"}}]}},"
    "{\"code\":\"ticks\",\"title\":{\"en\":\"Ticks\"},\"scale\":{\"kind\":\"ticks\",\"options\":["
    "{\"name\":{\"en\":\"Plan\"}},{\"name\":{\"en\":\"Team\"}},{\"name\":{\"en\":\"Money\"}}]}},"
    "{\"code\":\"stage\",\"title\":{\"en\":\"Stage\"},\"scale\":{\"kind\":\"staged\",\"stages\":["
    "{\"name\":{\"en\":\"Not used\"},\"points\":0},{\"name\":{\"en\":\"In use\"},\"points\":4}]}},"
    "{\"code\":\"number\",\"title\":{\"en\":\"Number\"},\"scale\":{\"kind\":\"number\",\"unit\":"
    "{\"en\":\"%\"},\"min\":0,\"max\":10}},"
    "{\"code\":\"yes\",\"title\":{\"en\":\"Yes\"},\"scale\":{\"kind\":\"yes-no\"}},"
    "{\"code\":\"must\",\"title\":{\"en\":\"Must\"},\"required\":true,"
    "\"scale\":{\"kind\":\"yes-no\"}}]}";

static CtnMaturityModel *
new_model (void)
{
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_maturity_model_new_from_json (model_json, -1, &error);

  g_assert_no_error (error);
  return model;
}

/* Code, text, value; NAN where it is no answer. */
static const struct {
  const char *code;
  const char *text;
  double value;
} texts[] = {
  { "level", "2", 2 },
  { "level", " 2.0 ", 2 },
  { "level", "2 · Fair", 2 },
  { "level", "fair", 2 },
  { "level", "DUERFTIG", NAN },
  { "level", "durftig", 1 },
  { "level", "0", NAN },
  { "level", "4", NAN },
  { "level", "2.5", NAN },
  { "level", "2 %", NAN },
  { "level", "better", NAN },
  { "ticks", "1, 3", 5 },
  { "ticks", "team; MONEY", 6 },
  { "ticks", "0", 0 },
  { "ticks", "none", 0 },
  { "ticks", "4", NAN },
  { "ticks", "1, what", NAN },
  { "stage", "In use", 1 },
  { "stage", "1", 0 },
  { "stage", "3", NAN },
  { "number", "7,5", 7.5 },
  { "number", "-3", -3 },
  { "number", "seven", NAN },
  { "yes", "Ja", 1 },
  { "yes", "no", 0 },
  { "yes", "maybe", NAN },
};

static void
test_from_text (void)
{
  g_autoptr (CtnMaturityModel) model = new_model ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const CtnModelNode *question = ctn_maturity_model_find (model, texts[i].code);
    g_autoptr (GError) error = NULL;
    g_autofree char *reason = NULL;
    CtnAnswerValue answer;
    gboolean ok = ctn_answer_from_text (question, texts[i].text, &answer, &reason, &error);

    g_test_message ("%s: %s", texts[i].code, texts[i].text);
    g_assert_null (reason);
    if (isnan (texts[i].value)) {
      g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
      g_assert_false (ok);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpint (answer.state, ==, CTN_ANSWER_GIVEN);
    g_assert_cmpfloat_with_epsilon (answer.value, texts[i].value, 1e-12);
  }
}

static void
test_not_applicable (void)
{
  g_autoptr (CtnMaturityModel) model = new_model ();
  const CtnModelNode *level = ctn_maturity_model_find (model, "level");
  g_autofree char *reason = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;
  CtnAnswerValue answer;

  g_assert_true (ctn_answer_from_text (level, "k. A.: kein Haushalt", &answer, &reason, NULL));
  g_assert_cmpint (answer.state, ==, CTN_ANSWER_NOT_APPLICABLE);
  g_assert_cmpstr (reason, ==, "kein Haushalt");
  g_assert_true (ctn_answer_from_text (level, "  ", &answer, &none, NULL));
  g_assert_cmpint (answer.state, ==, CTN_ANSWER_NONE);
  /* A reason is needed, and there are questions that always apply. */
  g_assert_false (ctn_answer_from_text (level, "n/a", &answer, &none, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_assert_false (ctn_answer_from_text (ctn_maturity_model_find (model, "must"), "n/a: so", &answer,
                                        &none, NULL));
}

/* What is written is read again as the same. */
static void
test_round_trip (void)
{
  g_autoptr (CtnMaturityModel) model = new_model ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const CtnModelNode *question = ctn_maturity_model_find (model, texts[i].code);
    CtnAnswerValue answer = { CTN_ANSWER_GIVEN, texts[i].value };
    CtnAnswerValue again;
    g_autofree char *text = NULL;
    g_autofree char *reason = NULL;

    if (isnan (texts[i].value))
      continue;
    text = ctn_answer_to_text (question, answer, NULL);
    g_assert_true (ctn_answer_from_text (question, text, &again, &reason, NULL));
    g_assert_cmpfloat_with_epsilon (again.value, answer.value, 1e-12);
  }
}

/* A new assessment with two raters and a target is one operation: one undo takes all of it away. */
static void
test_write (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  g_autoptr (CtnMaturityModel) model = new_model ();
  g_autoptr (GPtrArray) sheets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_sheet_free);
  const CtnNewAssessment new = { .model = model,
                                 .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "DE23" } };
  CtnAnswerSheet *joint = ctn_answer_sheet_new (model, 0, &new, NULL);
  CtnAnswerSheet *anna = ctn_answer_sheet_new_beside (joint, "Anna");
  const CtnSheetAnswer remark = { .leaf = 3,
                                  .comment = (char *) "Not yet",
                                  .evidence = (char *) "https://example.org",
                                  .confidence = CTN_CONFIDENCE_LOW };
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree double *targets = NULL;
  gint64 n = -1;

  g_ptr_array_add (sheets, joint);
  g_ptr_array_add (sheets, anna);
  g_assert_true (ctn_answer_sheet_add_text (joint, 0, "2", &error));
  g_assert_true (ctn_answer_sheet_add_text (joint, 1, "", &error));
  ctn_answer_sheet_add_target (joint, 0, 3);
  g_assert_true (ctn_answer_sheet_add_text (anna, 0, "3", &error));
  g_assert_false (ctn_answer_sheet_add_text (anna, 0, "9", NULL));
  ctn_answer_sheet_add (anna, &remark);
  g_assert_cmpuint (ctn_answer_sheet_get_n_answers (joint), ==, 1);
  g_assert_true (ctn_answer_sheets_write (project, sheets, "Import Answers", NULL, &error));
  g_assert_no_error (error);
  answers = ctn_answer_list (ctn_project_get_reader (project),
                             ctn_answer_sheet_get_assessment (joint), &error);
  g_assert_cmpuint (answers->len, ==, 3);
  targets = ctn_answer_dup_targets (ctn_project_get_reader (project),
                                    ctn_answer_sheet_get_assessment (anna), model, &error);
  g_assert_cmpfloat_with_epsilon (targets[0], 3, 1e-12);
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_true (ctn_connection_get_int (
      ctn_project_get_reader (project), &n, &error,
      "SELECT (SELECT count(*) FROM assessment) + (SELECT count(*) FROM answer) + "
      "(SELECT count(*) FROM target)",
      ""));
  g_assert_cmpint (n, ==, 0);
  g_assert_false (ctn_project_can_undo (project));
  ctn_project_close (project, TRUE, NULL);
}

/* One wrong sheet, and none is written. */
static void
test_all_or_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  g_autoptr (CtnMaturityModel) model = new_model ();
  g_autoptr (GPtrArray) sheets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_sheet_free);
  const CtnNewAssessment new = { .model = model,
                                 .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "DE23" } };
  const CtnSheetAnswer wrong = { .leaf = 5, .value = { CTN_ANSWER_NOT_APPLICABLE, 0 } };

  g_ptr_array_add (sheets, ctn_answer_sheet_new (model, 0, &new, NULL));
  g_ptr_array_add (sheets, ctn_answer_sheet_new (model, 0, &new, NULL));
  ctn_answer_sheet_add (sheets->pdata[1], &wrong);
  g_assert_false (ctn_answer_sheets_write (project, sheets, "Import Answers", NULL, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_assert_cmpint (ctn_answer_sheet_get_assessment (sheets->pdata[0]), ==, 0);
  g_assert_false (ctn_project_can_undo (project));
  ctn_project_close (project, TRUE, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer-text/read", test_from_text);
  g_test_add_func ("/answer-text/not-applicable", test_not_applicable);
  g_test_add_func ("/answer-text/round-trip", test_round_trip);
  g_test_add_func ("/answer-sheet/write", test_write);
  g_test_add_func ("/answer-sheet/all-or-none", test_all_or_none);
  return g_test_run ();
}
