/* Versions of a model mapped to each other, and sets of assessments to compare with.
 *
 * The model has three questions from 0 to 4 and a plain mean. In version 2 question "c" is called "d" and
 * has a scale from 0 to 2, "b" weighs three times as much, and "e" is new. */
#include <math.h>

#include "ctn-comparison.h"
#include "ctn-model-mapping.h"
#include "ctn-model-store.h"

#define HEAD                                                                                       \
  "{\"format\":\"catenary-maturity-model\",\"format-version\":1,\"id\":\"t\",\"version\":\"%s\","  \
  "\"licence\":\"CC0-1.0\",\"languages\":[\"en\"],\"title\":{\"en\":\"T\"},\"source\":"            \
  "{\"en\":\"Made for this test\"},\"scales\":{\"five\":{\"kind\":\"levels\",\"levels\":["         \
  "{\"name\":{\"en\":\"0\"}},{\"name\":{\"en\":\"1\"}},{\"name\":{\"en\":\"2\"}},{\"name\":"       \
  "{\"en\":\"3\"}},{\"name\":{\"en\":\"4\"}}]},\"three\":{\"kind\":\"levels\",\"levels\":["        \
  "{\"name\":{\"en\":\"0\"}},{\"name\":{\"en\":\"1\"}},{\"name\":{\"en\":\"2\"}}]}},\"items\":["   \
  "{\"code\":\"a\",\"title\":{\"en\":\"A\"},\"scale\":\"five\"},"

static CtnMaturityModel *
new_model (const char *version, const char *items)
{
  g_autofree char *json = g_strdup_printf (HEAD "%s]}", version, items);
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_maturity_model_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return model;
}

typedef struct {
  CtnProject *project;
  CtnMaturityModel *one;
  CtnMaturityModel *two;
  gint64 first;  /* row of version 1 */
  gint64 second; /* of version 2 */
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
add (Fixture *f, CtnMaturityModel *model, const char *nuts, const char *date, const double *answers)
{
  const CtnNewAssessment new = { .model = model,
                                 .subject = { .kind = CTN_SUBJECT_REGION, .nuts = nuts },
                                 .date = date };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_assessment_add (f->project, &new, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnAnswerKey key = { id, ctn_maturity_model_get_leaf (model, i)->code, NULL };

    g_assert_true (ctn_answer_set (f->project, &key, answers[i], &error));
  }
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->one = new_model ("1", "{\"code\":\"b\",\"title\":{\"en\":\"B\"},\"scale\":\"five\"},"
                           "{\"code\":\"c\",\"title\":{\"en\":\"C\"},\"scale\":\"five\"}");
  f->two =
      new_model ("2", "{\"code\":\"b\",\"title\":{\"en\":\"B\"},\"scale\":\"five\",\"weight\":3},"
                      "{\"code\":\"d\",\"title\":{\"en\":\"D\"},\"scale\":\"three\"},"
                      "{\"code\":\"e\",\"title\":{\"en\":\"E\"},\"scale\":\"three\"}");
  f->first = ctn_model_store_import (f->project, f->one, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
  ctn_maturity_model_unref (f->one);
  ctn_maturity_model_unref (f->two);
}

/* Answers 4, 2, 3 of version 1 are 1, 0.5, 0.75. In version 2: a 1, b 0.5 three times, d the nearest to
 * 0.75 of 0, 0.5, 1, the lower one of two (0.5), e open: (1 + 1.5 + 0.5)/5 = 0.6. */
static void
test_mapping (Fixture *f, gconstpointer data)
{
  const double answers[] = { 4, 2, 3 };
  gint64 id = add (f, f->one, "DE23", "2025", answers);
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader (f), id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnScore) unmapped = NULL;
  g_autoptr (CtnScore) suggested = NULL;
  g_autoptr (CtnScore) mapped = NULL;
  g_autoptr (CtnScore) taken_back = NULL;

  f->second = ctn_model_store_import (f->project, f->two, &error);
  unmapped = ctn_assessment_score_as (reader (f), assessment, f->two, f->second, NULL, &error);
  g_assert_null (unmapped);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  g_clear_error (&error);

  /* Only "a" and "b" have a counterpart by themselves: (1 + 1.5)/4. */
  g_assert_true (ctn_model_mapping_start (f->project, f->first, f->second, &error));
  suggested = ctn_assessment_score_as (reader (f), assessment, f->two, f->second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (suggested), 0.625, 1e-12);

  g_assert_true (ctn_model_mapping_set (f->project, f->first, f->second, "c", "d", &error));
  mapped = ctn_assessment_score_as (reader (f), assessment, f->two, f->second, NULL, &error);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (mapped), 0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_completeness (mapped, 0), 0.75, 1e-12);

  g_assert_true (ctn_model_mapping_set (f->project, f->first, f->second, NULL, "d", &error));
  taken_back = ctn_assessment_score_as (reader (f), assessment, f->two, f->second, NULL, &error);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (taken_back), 0.625, 1e-12);
  g_assert_false (ctn_model_mapping_set (f->project, f->first, f->second, "c", "zz", &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
}

/* Version 3 is mapped to 2 only, and 2 to 1: the way from 1 to 3 and back leads through 2. */
static void
test_chain (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnMaturityModel) three =
      new_model ("3", "{\"code\":\"bb\",\"title\":{\"en\":\"B\"},\"scale\":\"five\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnModelMapping) there = NULL;
  g_autoptr (CtnModelMapping) back = NULL;
  gint64 third;

  f->second = ctn_model_mapping_add_version (f->project, f->first, f->two, &error);
  g_assert_no_error (error);
  third = ctn_model_mapping_add_version (f->project, f->second, three, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_model_mapping_set (f->project, f->second, third, "b", "bb", &error));
  there = ctn_model_mapping_load (reader (f), f->first, third, &error);
  back = ctn_model_mapping_load (reader (f), third, f->first, &error);
  g_assert_cmpstr (ctn_model_mapping_find (there, "bb"), ==, "b");
  g_assert_cmpstr (ctn_model_mapping_find (back, "b"), ==, "bb");
  g_assert_null (ctn_model_mapping_find (there, "d"));
  /* The same version again is none. */
  g_assert_cmpint (ctn_model_mapping_add_version (f->project, f->first, f->two, &error), ==, 0);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
}

/* Answers, comments, raters and targets go along; one undo takes the new assessment away. */
static void
test_carry_over (Fixture *f, gconstpointer data)
{
  const double answers[] = { 4, 2, 3 };
  gint64 old = add (f, f->one, "DE23", "2025", answers);
  const CtnAnswerKey anna = { old, "b", "Anna" };
  const CtnAnswerKey joint = { old, "b", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) carried = NULL;
  g_autofree double *targets = NULL;
  const CtnAnswer *answer;
  gint64 id;

  f->second = ctn_model_mapping_add_version (f->project, f->first, f->two, &error);
  g_assert_true (ctn_answer_set (f->project, &anna, 1, &error));
  g_assert_true (ctn_answer_set_comment (f->project, &joint, "As before", &error));
  g_assert_true (ctn_answer_set_target (f->project, old, "a", 3, &error));
  id = ctn_assessment_carry_over (f->project, old, f->second, "2026-05", &error);
  g_assert_no_error (error);
  carried = ctn_answer_list (reader (f), id, &error);
  g_assert_cmpuint (carried->len, ==, 3);
  answer = g_ptr_array_index (carried, 1);
  g_assert_cmpstr (answer->item, ==, "b");
  g_assert_cmpstr (answer->comment, ==, "As before");
  g_assert_cmpfloat_with_epsilon (answer->value.value, 2, 1e-12);
  answer = g_ptr_array_index (carried, 2);
  g_assert_cmpstr (answer->rater, ==, "Anna");
  targets = ctn_answer_dup_targets (reader (f), id, f->two, &error);
  g_assert_cmpfloat_with_epsilon (targets[0], 3, 1e-12);
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_null (ctn_assessment_load (reader (f), id, NULL));
}

/* Five other regions: totals of 0, 1/3, 1/2, 2/3, 1 (answers 0 0 0; 4 0 0; 2 2 2; 4 4 0; 4 4 4).
 * numpy.quantile ([0, 1/3, 1/2, 2/3, 1], [.25, .5, .75]) gives .3333, .5, .6667. The older one of DE21 and
 * the earlier one of the region itself do not count. */
static void
test_peers (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *nuts;
    const char *date;
    double answers[3];
  } all[] = {
    { "DE21", "2024", { 4, 4, 4 } }, { "DE21", "2025", { 0, 0, 0 } },
    { "DE22", "2025", { 4, 0, 0 } }, { "DE24", "2025", { 2, 2, 2 } },
    { "DE25", "2025", { 4, 4, 0 } }, { "DE26", "2025", { 4, 4, 4 } },
    { "DE23", "2023", { 1, 1, 1 } },
  };
  const double own[] = { 3, 3, 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnComparison) peers = NULL;
  g_autoptr (CtnComparison) fewer = NULL;
  g_autoptr (CtnComparison) history = NULL;
  g_autoptr (GArray) left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree CtnQuartiles *quartiles = NULL;
  g_autofree CtnQuartiles *few = NULL;
  gint64 id;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    gint64 added = add (f, f->one, all[i].nuts, all[i].date, all[i].answers);

    if (i > 3 && i < 6)
      g_array_append_val (left_out, added);
  }
  id = add (f, f->one, "DE23", "2025", own);
  peers = ctn_comparison_new_peers (reader (f), id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (peers->scores->len, ==, 5);
  quartiles = ctn_comparison_dup_quartiles (peers);
  g_assert_cmpuint (quartiles[0].n, ==, 5);
  g_assert_cmpfloat_with_epsilon (quartiles[0].q1, 1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (quartiles[0].median, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (quartiles[0].q3, 2.0 / 3, 1e-12);
  /* Of three there are no quartiles. */
  fewer = ctn_comparison_new_peers (reader (f), id, left_out, &error);
  few = ctn_comparison_dup_quartiles (fewer);
  g_assert_cmpuint (few[0].n, ==, 3);
  g_assert_true (isnan (few[0].median));
  history = ctn_comparison_new_history (reader (f), id, &error);
  g_assert_cmpuint (history->scores->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (history->scores->pdata[0]), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (history->scores->pdata[1]), 0.75, 1e-12);
}

/* What was assessed by a version that nobody has mapped is counted and not compared. */
static void
test_unmapped (Fixture *f, gconstpointer data)
{
  const double own[] = { 3, 3, 3 };
  const double other[] = { 4, 4, 2, 2 };
  g_autoptr (GError) error = NULL;
  gint64 id = add (f, f->one, "DE23", "2025", own);
  g_autoptr (CtnComparison) before = NULL;
  g_autoptr (CtnComparison) after = NULL;

  add (f, f->two, "DE21", "2025", other);
  before = ctn_comparison_new_peers (reader (f), id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->scores->len, ==, 0);
  g_assert_cmpuint (before->n_unmapped, ==, 1);
  g_assert_true (ctn_connection_get_int (reader (f), &f->second, &error,
                                         "SELECT id FROM maturity_model WHERE version = '2'", ""));
  g_assert_true (ctn_model_mapping_start (f->project, f->first, f->second, &error));
  after = ctn_comparison_new_peers (reader (f), id, NULL, &error);
  g_assert_cmpuint (after->scores->len, ==, 1);
  g_assert_cmpuint (after->n_unmapped, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/mapping/versions", test_mapping);
  ADD ("/mapping/chain", test_chain);
  ADD ("/mapping/carry-over", test_carry_over);
  ADD ("/comparison/peers", test_peers);
  ADD ("/comparison/unmapped", test_unmapped);
#undef ADD
  return g_test_run ();
}
