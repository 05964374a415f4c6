/* Scores against values worked out by hand. */
#include <glib.h>
#include <math.h>

#include "ctn-score.h"
#include "ctn-statistics.h"

#define EPSILON 1e-9
#define ANSWERS(...) ((const CtnAnswerValue[]) { __VA_ARGS__ })
#define GIVEN(v) { CTN_ANSWER_GIVEN, (v) }
#define NOT_APPLICABLE { CTN_ANSWER_NOT_APPLICABLE, 0 }
#define NOT_ANSWERED { CTN_ANSWER_NONE, 0 }

/* Three questions, 0 to 10, of weights 1, 2 and 1, under the whole. */
#define THREE                                                                                      \
  "{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": \"three\","            \
  " \"version\": \"1\", \"licence\": \"x\", \"languages\": [\"en\"], \"title\": {\"en\": \"t\"},"  \
  " \"source\": {\"en\": \"t\"}, \"aggregation\": \"%s\", %s \"items\": ["                         \
  " {\"code\": \"a\", \"title\": {\"en\": \"a\"}, \"scale\": %s},"                                 \
  " {\"code\": \"b\", \"title\": {\"en\": \"b\"}, \"weight\": 2, \"scale\": %s},"                  \
  " {\"code\": \"c\", \"title\": {\"en\": \"c\"}, \"scale\": %s}] %s}"
#define TEN "{\"kind\": \"number\", \"min\": 0, \"max\": 10}"

static CtnMaturityModel *
load (const char *json)
{
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_maturity_model_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return model;
}

static CtnMaturityModel *
load_three (const char *aggregation, const char *extra)
{
  g_autofree char *json = g_strdup_printf (THREE, aggregation, extra, TEN, TEN, TEN, "");

  return load (json);
}

static double
total_of (const char *aggregation, const CtnAnswerValue *answers)
{
  g_autoptr (CtnMaturityModel) model = load_three (aggregation, "");
  g_autoptr (CtnScore) score = ctn_score_new (model, answers);

  return ctn_score_get_total (score);
}

/* (1 × 0.2 + 2 × 0.5 + 1 × 1)/4 = 0.55; without b: (0.2 + 1)/2 = 0.6. */
static void
test_weighted_mean (void)
{
  const CtnAnswerValue *all = ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10));
  const CtnAnswerValue *gap = ANSWERS (GIVEN (2), NOT_APPLICABLE, GIVEN (10));
  const CtnAnswerValue *open = ANSWERS (GIVEN (2), NOT_ANSWERED, GIVEN (10));

  g_assert_cmpfloat_with_epsilon (total_of ("weighted-mean", all), 0.55, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("weighted-mean", gap), 0.6, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("weighted-mean", open), 0.6, EPSILON);
}

/* A weight of 0 is shown and does not count, in whatever aggregation: mean of 0.2 and 1, minimum 0.2. */
static void
test_weight_zero (void)
{
  static const char *const names[] = { "weighted-mean", "minimum" };
  const double expected[] = { 0.6, 0.2 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *three = g_strdup_printf (THREE, names[i], "", TEN, TEN, TEN, "");
    g_auto (GStrv) parts = g_strsplit (three, "\"weight\": 2", 2);
    g_autofree char *json = g_strjoinv ("\"weight\": 0", parts);
    g_autoptr (CtnMaturityModel) model = load (json);
    g_autoptr (CtnScore) score = ctn_score_new (model, ANSWERS (GIVEN (2), GIVEN (1), GIVEN (10)));
    g_autoptr (CtnScore) only =
        ctn_score_new (model, ANSWERS (NOT_ANSWERED, GIVEN (1), NOT_ANSWERED));

    g_assert_cmpfloat_with_epsilon (ctn_score_get_total (score), expected[i], EPSILON);
    g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, 2)->value, 0.1, EPSILON);
    g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, 2)->contribution, 0, EPSILON);
    g_assert_cmpint (ctn_score_get_node (only, 0)->state, ==, CTN_NODE_OPEN);
  }
}

static void
test_minimum (void)
{
  const CtnAnswerValue *all = ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10));
  const CtnAnswerValue *gap = ANSWERS (NOT_APPLICABLE, GIVEN (5), GIVEN (10));

  g_assert_cmpfloat_with_epsilon (total_of ("minimum", all), 0.2, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("minimum", gap), 0.5, EPSILON);
}

/* (0.2 × 0.5² × 1)^(1/4) = 0.05^0.25 = 0.472870804501588 (python3); without a: 0.5^(2/3) =
 * 0.629960524947437; 0 if any is 0. */
static void
test_geometric_mean (void)
{
  const CtnAnswerValue *all = ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10));
  const CtnAnswerValue *gap = ANSWERS (NOT_APPLICABLE, GIVEN (5), GIVEN (10));
  const CtnAnswerValue *zero = ANSWERS (GIVEN (0), GIVEN (5), GIVEN (10));

  g_assert_cmpfloat_with_epsilon (total_of ("geometric-mean", all), 0.472870804501588, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("geometric-mean", gap), 0.629960524947437, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("geometric-mean", zero), 0, 1e-15);
}

/* h = 0.2; 0.2 + 1 − e^−0.3 = 0.459181779318282; 0.2 + 1 − e^−0.8 = 0.750671035882778;
 * (0.2 + 2 × 0.459181779318282 + 0.750671035882778)/4 = 0.467258648629836 (python3). */
static void
test_bottleneck (void)
{
  const CtnAnswerValue *all = ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10));
  const CtnAnswerValue *equal = ANSWERS (GIVEN (4), GIVEN (4), GIVEN (4));

  g_assert_cmpfloat_with_epsilon (total_of ("bottleneck", all), 0.467258648629836, EPSILON);
  g_assert_cmpfloat_with_epsilon (total_of ("bottleneck", equal), 0.4, EPSILON);
}

/* Levels of 0–4 points, weights 1, 2, 1. Points 3 + 2 × 4 + 2 = 13 of 16 = 0.8125: passed at 0.8. With
 * b not applicable 5 of 8 = 0.625: not. */
static void
test_points_threshold (void)
{
  const char *levels =
      "{\"kind\": \"levels\", \"levels\": [{\"name\": {\"en\": \"0\"}}, {\"name\": {\"en\": "
      "\"1\"}},"
      " {\"name\": {\"en\": \"2\"}}, {\"name\": {\"en\": \"3\"}}, {\"name\": {\"en\": \"4\"}}]}";
  g_autofree char *json = g_strdup_printf (THREE, "points-threshold", "\"threshold\": 0.8,", levels,
                                           levels, levels, "");
  g_autoptr (CtnMaturityModel) model = load (json);
  g_autoptr (CtnScore) pass = ctn_score_new (model, ANSWERS (GIVEN (3), GIVEN (4), GIVEN (2)));
  g_autoptr (CtnScore) fail = ctn_score_new (model, ANSWERS (GIVEN (3), NOT_APPLICABLE, GIVEN (2)));

  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (pass), 0.8125, EPSILON);
  g_assert_true (ctn_score_get_node (pass, 0)->passed);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (fail), 0.625, EPSILON);
  g_assert_false (ctn_score_get_node (fail, 0)->passed);
}

/* Points count by what a scale gives: yes (1 point) and 10 of 20 staged points are 11 of 21. */
static void
test_points_differ (void)
{
  g_autofree char *json =
      g_strdup_printf (THREE, "points-threshold", "\"threshold\": 0.5,", "{\"kind\": \"yes-no\"}",
                       "{\"kind\": \"yes-no\"}",
                       "{\"kind\": \"staged\", \"stages\": [{\"name\": {\"en\": \"0\"}, "
                       "\"points\": 0}, {\"name\": {\"en\": "
                       "\"1\"}, \"points\": 10}, {\"name\": {\"en\": \"2\"}, \"points\": 20}]}",
                       "");
  g_autoptr (CtnMaturityModel) model = load (json);
  g_autoptr (CtnScore) score =
      ctn_score_new (model, ANSWERS (GIVEN (1), NOT_APPLICABLE, GIVEN (1)));

  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (score), 11.0 / 21, EPSILON);
}

/* Completeness is answered / applicable; a node without applicable questions lacks nothing. */
static void
test_states (void)
{
  g_autoptr (CtnMaturityModel) model = load_three ("weighted-mean", "");
  g_autoptr (CtnScore) half =
      ctn_score_new (model, ANSWERS (GIVEN (0), NOT_APPLICABLE, NOT_ANSWERED));
  g_autoptr (CtnScore) none =
      ctn_score_new (model, ANSWERS (NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE));
  g_autoptr (CtnScore) open =
      ctn_score_new (model, ANSWERS (NOT_ANSWERED, NOT_ANSWERED, GIVEN (NAN)));

  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (half), 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_completeness (half, 0), 0.5, 1e-15);
  g_assert_cmpint (ctn_score_get_node (none, 0)->state, ==, CTN_NODE_NOT_APPLICABLE);
  g_assert_true (isnan (ctn_score_get_total (none)));
  g_assert_cmpfloat_with_epsilon (ctn_score_get_completeness (none, 0), 1, 1e-15);
  g_assert_cmpint (ctn_score_get_node (open, 0)->state, ==, CTN_NODE_OPEN);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_completeness (open, 0), 0, 1e-15);
  g_assert_cmpuint (ctn_score_get_weakest_pillar (open), ==, CTN_MODEL_NONE);
}

static void
assert_contributions (const char *aggregation, double a, double b, double c)
{
  g_autoptr (CtnMaturityModel) model = load_three (aggregation, "");
  g_autoptr (CtnScore) score = ctn_score_new (model, ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10)));

  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, 1)->contribution, a, EPSILON);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, 2)->contribution, b, EPSILON);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, 3)->contribution, c, EPSILON);
}

/* By the formulas of ctn-score.h, from the values above. */
static void
test_contributions (void)
{
  assert_contributions ("weighted-mean", 0.05, 0.25, 0.25);
  assert_contributions ("minimum", 0.2, 0, 0);
  assert_contributions ("geometric-mean", 0.472870804501588 / 4, 0.472870804501588 / 2,
                        0.472870804501588 / 4);
  assert_contributions ("bottleneck", 0.05, 0.459181779318282 / 2, 0.750671035882778 / 4);
}

/* Gains to 10 with (2, 5, 10). Mean: a 0.8/4 = 0.2, b 2 × 0.5/4 = 0.25: b first. Minimum: a to 10
 * leaves 0.5: gain 0.3, slope 1; b gains nothing. */
static void
test_improvements (void)
{
  g_autoptr (CtnMaturityModel) mean = load_three ("weighted-mean", "");
  g_autoptr (CtnMaturityModel) minimum = load_three ("minimum", "");
  g_autoptr (CtnScore) score = ctn_score_new (mean, ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10)));
  g_autoptr (CtnScore) low = ctn_score_new (minimum, ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10)));
  g_autoptr (GArray) list = ctn_score_list_improvements (score, NULL);
  g_autoptr (GArray) low_list = ctn_score_list_improvements (low, NULL);
  const double targets[] = { NAN, 6, 10 };
  g_autoptr (GArray) aimed = ctn_score_list_improvements (score, targets);
  const CtnImprovement *first = &g_array_index (list, CtnImprovement, 0);

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (first->node, ==, 2);
  g_assert_cmpuint (first->top, ==, 0);
  g_assert_cmpfloat_with_epsilon (first->gain, 0.25, EPSILON);
  g_assert_cmpfloat_with_epsilon (first->slope, 0.5, EPSILON);
  g_assert_cmpfloat_with_epsilon (g_array_index (list, CtnImprovement, 1).gain, 0.2, EPSILON);
  first = &g_array_index (low_list, CtnImprovement, 0);
  g_assert_cmpuint (first->node, ==, 1);
  g_assert_cmpfloat_with_epsilon (first->gain, 0.3, EPSILON);
  g_assert_cmpfloat_with_epsilon (first->slope, 1, EPSILON);
  g_assert_cmpfloat_with_epsilon (g_array_index (low_list, CtnImprovement, 1).gain, 0, EPSILON);
  g_assert_cmpuint (aimed->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (aimed, CtnImprovement, 0).gain, 0.05, EPSILON);
}

/* At 0 the geometric mean of a single value is that value: slope 1. With a second 0 nothing moves: 0; with
 * another value it jumps: infinite. */
static void
test_geometric_slope_at_zero (void)
{
  g_autoptr (CtnMaturityModel) model = load_three ("geometric-mean", "");
  const CtnAnswerValue *cases[] = {
    ANSWERS (GIVEN (0), NOT_APPLICABLE, NOT_ANSWERED),
    ANSWERS (GIVEN (0), GIVEN (0), NOT_ANSWERED),
    ANSWERS (GIVEN (0), NOT_APPLICABLE, GIVEN (10)),
  };
  const double slopes[] = { 1, 0, INFINITY };
  const double gains[] = { 1, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CtnScore) score = ctn_score_new (model, cases[i]);
    g_autoptr (GArray) list = ctn_score_list_improvements (score, NULL);
    const CtnImprovement *first = &g_array_index (list, CtnImprovement, 0);

    g_assert_cmpuint (first->node, ==, 1);
    g_assert_true (isinf (slopes[i]) ? isinf (first->slope)
                                     : fabs (first->slope - slopes[i]) < EPSILON);
    g_assert_cmpfloat_with_epsilon (first->gain, gains[i], EPSILON);
  }
}

/* Over b and c, which have targets: now (2 × 0.5 + 1)/3 = 2/3, then (2 × 0.8 + 0.9)/3 = 2.5/3. */
static void
test_gaps (void)
{
  g_autoptr (CtnMaturityModel) model = load_three ("weighted-mean", "");
  g_autoptr (CtnScore) score = ctn_score_new (model, ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10)));
  const double targets[] = { NAN, 8, 9 };
  double gaps[4];

  ctn_score_get_gaps (score, targets, gaps);
  g_assert_cmpfloat_with_epsilon (gaps[0], 0.5 / 3, EPSILON);
  g_assert_true (isnan (gaps[1]));
  g_assert_cmpfloat_with_epsilon (gaps[2], 0.3, EPSILON);
  g_assert_cmpfloat_with_epsilon (gaps[3], -0.1, EPSILON);
}

static void
test_gates (void)
{
  static const char gates[] =
      ", \"gates\": [{\"code\": \"g\", \"title\": {\"en\": \"g\"}, \"node\": \"a\", \"at-least\": "
      "3},"
      " {\"code\": \"h\", \"title\": {\"en\": \"h\"}, \"node\": \"total\", \"at-least\": 0.5, "
      "\"at-most\": 0.6},"
      " {\"code\": \"i\", \"title\": {\"en\": \"i\"}, \"node\": \"b\", \"at-most\": 5},"
      " {\"code\": \"j\", \"title\": {\"en\": \"j\"}, \"node\": \"c\", \"at-most\": 5}]";
  g_autofree char *json = g_strdup_printf (THREE, "weighted-mean", "", TEN, TEN, TEN, gates);
  g_autoptr (CtnMaturityModel) model = load (json);
  g_autoptr (CtnScore) all = ctn_score_new (model, ANSWERS (GIVEN (2), GIVEN (5), GIVEN (10)));
  g_autoptr (CtnScore) few =
      ctn_score_new (model, ANSWERS (GIVEN (3), NOT_ANSWERED, NOT_APPLICABLE));

  g_assert_cmpint (ctn_score_get_gate (all, 0), ==, CTN_GATE_FAILED);
  g_assert_cmpint (ctn_score_get_gate (all, 1), ==, CTN_GATE_PASSED);
  g_assert_cmpint (ctn_score_get_gate (all, 2), ==, CTN_GATE_PASSED);
  g_assert_cmpint (ctn_score_get_gate (all, 3), ==, CTN_GATE_FAILED);
  g_assert_cmpint (ctn_score_get_gate (few, 0), ==, CTN_GATE_PASSED);
  g_assert_cmpint (ctn_score_get_gate (few, 1), ==, CTN_GATE_FAILED);
  g_assert_cmpint (ctn_score_get_gate (few, 2), ==, CTN_GATE_OPEN);
  g_assert_cmpint (ctn_score_get_gate (few, 3), ==, CTN_GATE_NOT_APPLICABLE);
}

/* The wheel has no total; step 1 with 3, 4 and 5 is 4 of 5 = 0.8, step 2 with 1 and 2 is 0.3. */
static void
test_wheel (void)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  CtnAnswerValue answers[18] = { GIVEN (3), GIVEN (4),      GIVEN (5),
                                 GIVEN (1), NOT_APPLICABLE, GIVEN (2) };
  g_autoptr (CtnScore) score = ctn_score_new (model, answers);
  guint step1 = ctn_maturity_model_find (model, "1")->index;
  guint step2 = ctn_maturity_model_find (model, "2")->index;
  const CtnModelNode *factor = ctn_maturity_model_find (model, "2.3");
  g_autoptr (GArray) list = ctn_score_list_improvements (score, NULL);
  const CtnImprovement *first = &g_array_index (list, CtnImprovement, 0);

  g_assert_true (isnan (ctn_score_get_total (score)));
  g_assert_cmpint (ctn_score_get_node (score, 0)->state, ==, CTN_NODE_PROFILE);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, step1)->value, 0.8, EPSILON);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, step2)->value, 0.3, EPSILON);
  g_assert_cmpfloat_with_epsilon (ctn_maturity_model_to_display (model, 0.8), 4, EPSILON);
  g_assert_cmpfloat_with_epsilon (ctn_maturity_model_from_display (model, 4), 0.8, EPSILON);
  g_assert_cmpuint (ctn_score_get_weakest_pillar (score), ==, step2);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_completeness (score, 0), 5.0 / 17, EPSILON);
  g_assert_cmpuint (ctn_score_get_top (score, factor->index), ==, step2);
  /* Contributions sum to the step: 0.1 + 0.2. */
  g_assert_cmpfloat_with_epsilon (ctn_score_get_node (score, factor->index)->contribution, 0.2,
                                  EPSILON);
  /* 2.1 from 1 to 5 raises step 2 by 0.8/2. */
  g_assert_cmpstr (ctn_maturity_model_get_node (model, first->node)->code, ==, "2.1");
  g_assert_cmpfloat_with_epsilon (first->gain, 0.4, EPSILON);
}

/* R: quantile (c (1, 2, 4, 7, 11), c (.25, .5, .75), type = 7) is 2, 4, 7; of (1, 2, 4, 7) 1.75, 3,
 * 4.75. */
static void
test_quartiles (void)
{
  const double five[] = { 11, 2, NAN, 7, 1, 4 };
  const double four[] = { 7, 1, 4, 2 };
  CtnQuartiles q;

  g_assert_true (ctn_quartiles (five, 6, &q));
  g_assert_cmpuint (q.n, ==, 5);
  g_assert_cmpfloat_with_epsilon (q.q1, 2, EPSILON);
  g_assert_cmpfloat_with_epsilon (q.median, 4, EPSILON);
  g_assert_cmpfloat_with_epsilon (q.q3, 7, EPSILON);
  g_assert_cmpfloat_with_epsilon (q.mean, 5, EPSILON);
  g_assert_true (ctn_quartiles (four, 4, &q));
  g_assert_cmpfloat_with_epsilon (q.q1, 1.75, EPSILON);
  g_assert_cmpfloat_with_epsilon (q.median, 3, EPSILON);
  g_assert_cmpfloat_with_epsilon (q.q3, 4.75, EPSILON);
  g_assert_false (ctn_quartiles (four, 3, &q));
  g_assert_cmpfloat_with_epsilon (q.max, 7, 1e-15);
  g_assert_true (isnan (q.median));
  g_assert_false (ctn_quartiles (NULL, 0, &q));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/weighted-mean", test_weighted_mean);
  g_test_add_func ("/score/weight-zero", test_weight_zero);
  g_test_add_func ("/score/geometric-slope-at-zero", test_geometric_slope_at_zero);
  g_test_add_func ("/score/minimum", test_minimum);
  g_test_add_func ("/score/geometric-mean", test_geometric_mean);
  g_test_add_func ("/score/bottleneck", test_bottleneck);
  g_test_add_func ("/score/points-threshold", test_points_threshold);
  g_test_add_func ("/score/points-differ", test_points_differ);
  g_test_add_func ("/score/states", test_states);
  g_test_add_func ("/score/contributions", test_contributions);
  g_test_add_func ("/score/improvements", test_improvements);
  g_test_add_func ("/score/gaps", test_gaps);
  g_test_add_func ("/score/gates", test_gates);
  g_test_add_func ("/score/wheel", test_wheel);
  g_test_add_func ("/score/quartiles", test_quartiles);
  return g_test_run ();
}
