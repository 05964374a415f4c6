/* Assessments in a project: what is stored, undone and scored. */
#include <glib/gstdio.h>
#include <math.h>

#include "ctn-answer.h"
#include "ctn-model-mapping.h"
#include "ctn-model-store.h"

typedef struct {
  CtnProject *project;
  CtnMaturityModel *model;
  gint64 id; /* of an assessment of Oberpfalz */
} Fixture;

static gint64
add (Fixture *f, const char *nuts, const char *date)
{
  CtnNewAssessment new = { .model = f->model,
                           .subject = { .kind = CTN_SUBJECT_REGION, .nuts = nuts },
                           .date = date,
                           .stage = "T0" };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_assessment_add (f->project, &new, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->model = ctn_maturity_model_new_shipped ("ris3-wheel", &error);
  g_assert_no_error (error);
  f->id = add (f, "DE23", "2025-03-01");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
  ctn_maturity_model_unref (f->model);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
count (Fixture *f, const char *sql)
{
  gint64 n = -1;

  g_assert_true (ctn_connection_get_int (reader (f), &n, NULL, sql, ""));
  return n;
}

static void
answer (Fixture *f, const char *item, const char *rater, double value)
{
  CtnAnswerKey key = { f->id, item, rater };
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_answer_set (f->project, &key, value, &error));
  g_assert_no_error (error);
}

static CtnScore *
score_by (Fixture *f, const char *rater)
{
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader (f), f->id, NULL);

  return ctn_assessment_score_as (reader (f), assessment, f->model, assessment->model, rater, NULL);
}

static double
step_value (Fixture *f, const char *code, const char *rater)
{
  g_autoptr (CtnScore) score = score_by (f, rater);

  g_assert_nonnull (score);
  return ctn_score_get_node (score, ctn_maturity_model_find (f->model, code)->index)->value;
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader (f), f->id, NULL);

  g_assert_cmpstr (assessment->name, ==, "Oberpfalz");
  g_assert_cmpstr (assessment->nuts, ==, "DE23");
  g_assert_cmpstr (assessment->nuts_version, ==, "2024");
  g_assert_cmpstr (assessment->date, ==, "2025-03-01");
  g_assert_cmpstr (assessment->stage, ==, "T0");
  g_assert_cmpstr (assessment->model_code, ==, "ris3-wheel");
  g_assert_cmpint (assessment->subject_kind, ==, CTN_SUBJECT_REGION);
  g_assert_cmpint (assessment->modified, >, 0);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  CtnSubject region = { .kind = CTN_SUBJECT_REGION, .nuts = "DE23" };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;
  gint64 later = add (f, "DE23", "2026-03-01");

  add (f, "HU22", "2025-05-05");
  all = ctn_assessment_list (reader (f), NULL, NULL);
  some = ctn_assessment_list (reader (f), &region, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpint (((CtnAssessment *) some->pdata[0])->id, ==, later);
  /* All three use one copy of the model. */
  g_assert_cmpint (count (f, "SELECT count(*) FROM maturity_model"), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  CtnNewAssessment none = { .model = f->model,
                            .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "XX99" } };
  CtnNewAssessment unfit = { .model = f->model,
                             .subject = { .kind = CTN_SUBJECT_ORGANISATION, .id = 5 } };
  CtnNewAssessment dateless = { .model = f->model,
                                .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "DE23" },
                                .date = "2025-13-01" };
  CtnNewAssessment nameless = { .model = f->model, .subject = { .kind = CTN_SUBJECT_REGION } };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_assessment_add (f->project, &none, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ctn_assessment_add (f->project, &unfit, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ctn_assessment_add (f->project, &dateless, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ctn_assessment_add (f->project, &nameless, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (ctn_assessment_load (reader (f), 12345, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  g_assert_cmpint (count (f, "SELECT count(*) FROM assessment"), ==, 1);
}

/* Step 1 with 3, 4 and 5 of 5 is 0.8; without 1.1, which does not apply, 0.9. */
static void
test_answers (Fixture *f, gconstpointer data)
{
  CtnAnswerKey key = { f->id, "1.1", NULL };
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;
  const CtnAnswer *first;

  answer (f, "1.1", NULL, 3);
  answer (f, "1.2", NULL, 4);
  answer (f, "1.3", NULL, 5);
  g_assert_cmpfloat_with_epsilon (step_value (f, "1", NULL), 0.8, 1e-9);
  g_assert_true (ctn_answer_set_comment (f->project, &key, "Survey of 2024", &error));
  g_assert_true (ctn_answer_set_confidence (f->project, &key, CTN_CONFIDENCE_HIGH, &error));
  g_assert_true (ctn_answer_set_not_applicable (f->project, &key, "No such body", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (step_value (f, "1", NULL), 0.9, 1e-9);
  answers = ctn_answer_list (reader (f), f->id, NULL);
  g_assert_cmpuint (answers->len, ==, 3);
  first = answers->pdata[0];
  g_assert_cmpint (first->value.state, ==, CTN_ANSWER_NOT_APPLICABLE);
  g_assert_cmpstr (first->reason, ==, "No such body");
  g_assert_cmpstr (first->comment, ==, "Survey of 2024");
  g_assert_cmpint (first->confidence, ==, CTN_CONFIDENCE_HIGH);
  g_assert_nonnull (first->date);
  answer (f, "1.1", NULL, 3);
  g_clear_pointer (&answers, g_ptr_array_unref);
  answers = ctn_answer_list (reader (f), f->id, NULL);
  first = answers->pdata[0];
  g_assert_cmpint (first->value.state, ==, CTN_ANSWER_GIVEN);
  g_assert_null (first->reason);
  g_assert_cmpstr (first->comment, ==, "Survey of 2024");
}

static void
test_answer_refused (Fixture *f, gconstpointer data)
{
  CtnAnswerKey key = { f->id, "1.1", NULL };
  CtnAnswerKey group = { f->id, "1", NULL };
  CtnAnswerKey gone = { 77, "1.1", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_answer_set (f->project, &key, 6, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_false (ctn_answer_set_not_applicable (f->project, &key, " \n", &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_false (ctn_answer_set_comment (f->project, &key, "\xff", &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_false (ctn_answer_set (f->project, &group, 1, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ctn_answer_set (f->project, &gone, 1, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 0);
}

/* A comment may come before the answer; it is no answer, and leaves nothing behind when it goes. */
static void
test_comment_first (Fixture *f, gconstpointer data)
{
  CtnAnswerKey key = { f->id, "1.1", NULL };
  g_autoptr (CtnScore) score = NULL;

  g_assert_true (ctn_answer_set_comment (f->project, &key, "Ask the chamber", NULL));
  score = score_by (f, NULL);
  g_assert_cmpuint (ctn_score_get_node (score, 0)->n_answered, ==, 0);
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 1);
  g_assert_true (ctn_answer_set_comment (f->project, &key, "", NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 0);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  answer (f, "2.1", NULL, 1);
  answer (f, "2.2", NULL, 3);
  g_assert_cmpfloat_with_epsilon (step_value (f, "2", NULL), 0.4, 1e-9);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), !=, "");
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpfloat_with_epsilon (step_value (f, "2", NULL), 0.2, 1e-9);
  g_assert_true (ctn_project_redo (f->project, NULL));
  g_assert_cmpfloat_with_epsilon (step_value (f, "2", NULL), 0.4, 1e-9);
  /* Changing one's mind on the same question is one step. */
  answer (f, "2.1", NULL, 2);
  answer (f, "2.1", NULL, 5);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpfloat_with_epsilon (step_value (f, "2", NULL), 0.4, 1e-9);
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  CtnAnswerKey key = { f->id, "2.1", NULL };

  answer (f, "2.1", NULL, 1);
  g_assert_true (ctn_answer_clear (f->project, &key, NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 0);
  g_assert_true (ctn_answer_clear (f->project, &key, NULL));
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 1);
}

/* Raters say 1, 2 and 5: the median is 2, the mean 8/3; the joint answer 4 overrides it. */
static void
test_raters (Fixture *f, gconstpointer data)
{
  const CtnModelNode *item = ctn_maturity_model_find (f->model, "3.1");
  CtnAnswerKey boris = { f->id, "3.2", "Boris" };
  g_autoptr (GPtrArray) answers = NULL;
  g_auto (GStrv) raters = NULL;
  CtnSpread spread;

  answer (f, "3.1", "Anna", 1);
  answer (f, "3.1", "Boris", 5);
  answer (f, "3.1", "Csilla", 2);
  g_assert_cmpfloat_with_epsilon (step_value (f, "3", NULL), 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (step_value (f, "3", "Boris"), 1, 1e-9);
  g_assert_true (isnan (step_value (f, "3", "")));
  answers = ctn_answer_list (reader (f), f->id, NULL);
  spread = ctn_answer_get_spread (answers, item);
  g_assert_cmpuint (spread.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (spread.mean, 8.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (spread.median, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (spread.max - spread.min, 4, 1e-9);
  g_assert_false (spread.has_joint);
  answer (f, "3.1", NULL, 4);
  g_assert_cmpfloat_with_epsilon (step_value (f, "3", NULL), 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (step_value (f, "3", ""), 0.8, 1e-9);
  /* One says that 3.2 does not apply, nobody else says anything: it does not apply. */
  g_assert_true (ctn_answer_set_not_applicable (f->project, &boris, "No scenarios", NULL));
  g_assert_cmpfloat_with_epsilon (step_value (f, "3", NULL), 0.8, 1e-9);
  raters = ctn_answer_list_raters (reader (f), f->id, NULL);
  g_assert_cmpuint (g_strv_length (raters), ==, 3);
  g_assert_cmpstr (raters[0], ==, "Anna");
}

/* Of two raters one ticks options 0 and 1, the other 1 and 2: at least half tick each. One says that b does
 * not apply, the other answers: it applies. */
static void
test_combine_ties (void)
{
  static const char json[] =
      "{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": \"x\","
      " \"version\": \"1\", \"licence\": \"x\", \"languages\": [\"en\"], \"title\": {\"en\": "
      "\"x\"},"
      " \"source\": {\"en\": \"x\"}, \"items\": [{\"code\": \"a\", \"title\": {\"en\": \"a\"},"
      " \"scale\": {\"kind\": \"ticks\", \"options\": [{\"name\": {\"en\": \"0\"}}, {\"name\": "
      "{\"en\": \"1\"}},"
      " {\"name\": {\"en\": \"2\"}}, {\"name\": {\"en\": \"3\"}}]}}, {\"code\": \"b\", \"title\": "
      "{\"en\": \"b\"},"
      " \"scale\": {\"kind\": \"yes-no\"}}]}";
  CtnAnswer rows[] = {
    { .item = (char *) "a", .rater = (char *) "A", .value = { CTN_ANSWER_GIVEN, 3 } },
    { .item = (char *) "a", .rater = (char *) "B", .value = { CTN_ANSWER_GIVEN, 6 } },
    { .item = (char *) "a",
      .rater = (char *) "C",
      .value = { CTN_ANSWER_GIVEN, 1e9 } }, /* cannot be */
    { .item = (char *) "b", .rater = (char *) "A", .value = { CTN_ANSWER_NOT_APPLICABLE, 0 } },
    { .item = (char *) "b", .rater = (char *) "B", .value = { CTN_ANSWER_GIVEN, 1 } },
    { .item = (char *) "gone", .rater = (char *) "B", .value = { CTN_ANSWER_GIVEN, 1 } },
  };
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (json, -1, NULL);
  g_autofree CtnAnswerValue *values = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (answers, &rows[i]);
  values = ctn_answer_combine (answers, model, NULL);
  g_assert_cmpint (values[0].state, ==, CTN_ANSWER_GIVEN);
  g_assert_cmpfloat_with_epsilon (values[0].value, 7, 1e-9);
  g_assert_cmpint (values[1].state, ==, CTN_ANSWER_GIVEN);
  g_assert_cmpfloat_with_epsilon (values[1].value, 1, 1e-9);
}

static void
test_targets (Fixture *f, gconstpointer data)
{
  g_autofree double *targets = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_answer_set_target (f->project, f->id, "1.2", 4, &error));
  g_assert_true (ctn_answer_set_target (f->project, f->id, "1.3", 5, &error));
  g_assert_true (ctn_answer_set_target (f->project, f->id, "1.3", NAN, &error));
  g_assert_no_error (error);
  g_assert_false (ctn_answer_set_target (f->project, f->id, "1.3", 9, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  targets = ctn_answer_dup_targets (reader (f), f->id, f->model, NULL);
  g_assert_true (isnan (targets[0]));
  g_assert_cmpfloat_with_epsilon (targets[1], 4, 1e-9);
  g_assert_true (isnan (targets[2]));
}

/* A target of ticks is the options as bits, as the answer is; one that there is no option for is refused. With a of
 * 1, b of 2 and c of 1 point, a alone is 1/4, a and b are 3/4: the gap is 1/2, and so is what reaching it brings,
 * for there is only this question. */
static void
test_tick_target (Fixture *f, gconstpointer data)
{
  const double ticked = 1;
  const double aimed = 3;
  CtnNewAssessment new = { .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "DE23" } };
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (
      "{\"format\":\"catenary-maturity-model\",\"format-version\":1,\"id\":\"t\","
      "\"version\":\"1\",\"licence\":\"CC0-1.0\",\"languages\":[\"en\"],"
      "\"title\":{\"en\":\"T\"},\"source\":{\"en\":\"S\"},\"items\":[{\"code\":\"q\","
      "\"title\":{\"en\":\"Q\"},\"scale\":{\"kind\":\"ticks\",\"options\":["
      "{\"text\":{\"en\":\"a\"}},{\"text\":{\"en\":\"b\"},\"points\":2},"
      "{\"text\":{\"en\":\"c\"}}]}}]}",
      -1, NULL);
  g_autofree double *targets = NULL;
  g_autoptr (CtnScore) score = NULL;
  g_autoptr (GArray) improvements = NULL;
  g_autoptr (GError) error = NULL;
  CtnAnswerKey key = { 0, "q", NULL };
  double gaps[2];

  new.model = model;
  f->id = ctn_assessment_add (f->project, &new, &error);
  g_assert_no_error (error);
  key.assessment = f->id;
  g_assert_true (ctn_answer_set (f->project, &key, ticked, NULL));
  g_assert_true (ctn_answer_set_target (f->project, f->id, "q", aimed, NULL));
  g_assert_false (ctn_answer_set_target (f->project, f->id, "q", 8, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  targets = ctn_answer_dup_targets (reader (f), f->id, model, NULL);
  g_assert_cmpfloat_with_epsilon (targets[0], aimed, 1e-12);
  g_clear_pointer (&f->model, ctn_maturity_model_unref);
  f->model = ctn_maturity_model_ref (model);
  score = score_by (f, NULL);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (score), 0.25, 1e-12);
  ctn_score_get_gaps (score, targets, gaps);
  g_assert_cmpfloat_with_epsilon (gaps[0], 0.5, 1e-12);
  improvements = ctn_score_list_improvements (score, targets);
  g_assert_cmpuint (improvements->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (improvements, CtnImprovement, 0).target, 0.75,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (improvements, CtnImprovement, 0).gain, 0.5, 1e-12);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  answer (f, "1.1", NULL, 3);
  g_assert_true (ctn_answer_set_target (f->project, f->id, "1.2", 4, NULL));
  g_assert_true (ctn_assessment_delete (f->project, f->id, NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 0);
  g_assert_cmpint (count (f, "SELECT count(*) FROM target"), ==, 0);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM answer"), ==, 1);
  g_assert_cmpint (count (f, "SELECT count(*) FROM target"), ==, 1);
  g_assert_cmpfloat_with_epsilon (step_value (f, "1", NULL), 0.6, 1e-9);
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  const CtnRecordKind *kind = ctn_assessment_kind ();
  g_autoptr (CtnAssessment) before = ctn_assessment_load (reader (f), f->id, NULL);
  g_autoptr (CtnAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;

  g_usleep (2000); /* the time of a change is kept in milliseconds */
  g_assert_true (ctn_assessment_edit (f->project, f->id, ctn_record_kind_find_field (kind, "date"),
                                      "31.12.2025", &error));
  g_assert_true (ctn_assessment_edit (f->project, f->id,
                                      ctn_record_kind_find_field (kind, "region"), "HU22", &error));
  g_assert_no_error (error);
  g_assert_false (ctn_assessment_edit (f->project, f->id, ctn_record_kind_find_field (kind, "name"),
                                       " ", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  assessment = ctn_assessment_load (reader (f), f->id, NULL);
  g_assert_cmpstr (assessment->date, ==, "2025-12-31");
  g_assert_cmpstr (assessment->nuts, ==, "HU22");
  g_assert_cmpint (assessment->modified, >, before->modified);
}

/* Codes of older versions of NUTS, which changed since: NL31 (Utrecht) is NL35 in 2024, and the only region that
 * continues it; HR04 of 2016 was parted into three, so that it has no name but its code. */
static void
test_old_regions (Fixture *f, gconstpointer data)
{
  const CtnField *region = ctn_record_kind_find_field (ctn_assessment_kind (), "region");
  gint64 utrecht = add (f, "NL31", "2023-01-01");
  gint64 parted = add (f, "hr04", "2019-01-01");
  g_autoptr (CtnAssessment) one = ctn_assessment_load (reader (f), utrecht, NULL);
  g_autoptr (CtnAssessment) other = ctn_assessment_load (reader (f), parted, NULL);
  g_autoptr (CtnAssessment) edited = NULL;

  g_assert_cmpstr (one->nuts, ==, "NL31");
  g_assert_cmpstr (one->nuts_version, ==, "2021");
  g_assert_cmpstr (one->name, ==, "Utrecht");
  g_assert_cmpstr (other->nuts, ==, "HR04");
  g_assert_cmpstr (other->nuts_version, ==, "2016");
  g_assert_cmpstr (other->name, ==, "HR04");
  g_assert_true (ctn_assessment_edit (f->project, utrecht, region, "NL35", NULL));
  edited = ctn_assessment_load (reader (f), utrecht, NULL);
  g_assert_cmpstr (edited->nuts_version, ==, "2024");
}

/* The wheel with one more word in its first title; the same id and version. */
static CtnMaturityModel *
change_model (CtnMaturityModel *model, const char *version)
{
  g_autofree char *json = ctn_maturity_model_to_json (model);
  g_auto (GStrv) title = g_strsplit (json, "RIS3 assessment wheel\"", 2);
  g_autofree char *joined = g_strjoinv ("RIS3 assessment wheel, changed\"", title);
  g_auto (GStrv) parts = g_strsplit (joined, "\"version\": \"1.0\"", 2);
  g_autofree char *new_version = g_strdup_printf ("\"version\": \"%s\"", version);
  g_autofree char *changed = g_strjoinv (new_version, parts);
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *result = ctn_maturity_model_new_from_json (changed, -1, &error);

  g_assert_no_error (error);
  return result;
}

/* In use, a model's text stays; a new version is another model; unused ones can change and go. */
static void
test_models (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnMaturityModel) same = change_model (f->model, "1.0");
  g_autoptr (CtnMaturityModel) next = change_model (f->model, "1.1");
  g_autoptr (CtnMaturityModel) loaded = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 used, unused;

  g_assert_cmpint (ctn_model_store_import (f->project, same, &error), ==, 0);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  g_clear_error (&error);
  used = ctn_model_store_import (f->project, f->model, &error);
  unused = ctn_model_store_import (f->project, next, &error);
  g_assert_no_error (error);
  list = ctn_model_store_list (reader (f), NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (((CtnStoredModel *) list->pdata[0])->n_assessments, ==, 1);
  g_assert_cmpstr (((CtnStoredModel *) list->pdata[1])->version, ==, "1.1");
  loaded = ctn_model_store_load (reader (f), unused, &error);
  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (loaded), "en"), ==,
                   "RIS3 assessment wheel, changed");
  g_assert_false (ctn_model_store_delete (f->project, used, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  g_assert_true (ctn_model_store_delete (f->project, unused, NULL));
  g_assert_cmpint (count (f, "SELECT count(*) FROM maturity_model"), ==, 1);
}

/* A project whose model was tampered with gives a message. */
static gboolean
spoil (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE maturity_model SET definition = '{'", "");
}

static void
test_spoilt_model (Fixture *f, gconstpointer data)
{
  CtnOperation operation = { "Spoil", NULL, NULL };
  CtnAnswerKey key = { f->id, "1.1", NULL };
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader (f), f->id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_project_transact (f->project, &operation, spoil, NULL, NULL));
  g_assert_null (ctn_model_store_load (reader (f), assessment->model, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  g_assert_false (ctn_answer_set (f->project, &key, 1, NULL));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/assessment/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("list", test_list);
  ADD ("refused", test_refused);
  ADD ("answers", test_answers);
  ADD ("answer-refused", test_answer_refused);
  ADD ("comment-first", test_comment_first);
  ADD ("undo", test_undo);
  ADD ("clear", test_clear);
  ADD ("raters", test_raters);
  ADD ("targets", test_targets);
  ADD ("tick-target", test_tick_target);
  g_test_add_func ("/assessment/combine-ties", test_combine_ties);
  ADD ("delete", test_delete);
  ADD ("edit", test_edit);
  ADD ("old-regions", test_old_regions);
  ADD ("models", test_models);
  ADD ("spoilt-model", test_spoilt_model);
  return g_test_run ();
}
