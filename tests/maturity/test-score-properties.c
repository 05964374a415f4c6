/* What must hold of every score: random models of three levels, random answers. */
#include <glib.h>
#include <math.h>

#include "ctn-score.h"

#define N_MODELS 300
#define MAX_LEAVES 64

static const char *const aggregations[] = { "weighted-mean", "minimum", "geometric-mean",
                                            "bottleneck", "points-threshold" };

/* A group's or the whole's members up to its children. */
static void
append_aggregation (GString *json, GRand *rand)
{
  int i = g_rand_int_range (rand, 0, G_N_ELEMENTS (aggregations));

  g_string_append_printf (json, "\"aggregation\": \"%s\"%s", aggregations[i],
                          i == 4 ? ", \"threshold\": 0.5" : "");
}

static void
append_item (GString *json, GRand *rand, const char *code)
{
  g_string_append_printf (
      json,
      "{\"code\": \"%s\", \"title\": {\"en\": \"i\"}, \"weight\": %d, \"scale\": "
      "{\"kind\": \"number\", \"min\": 0, \"max\": 10}}",
      code, g_rand_int_range (rand, 1, 5));
}

/* With @reversed the children of every node stand in the other order. */
static CtnMaturityModel *
make_model (guint32 seed, gboolean reversed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  int n_groups = g_rand_int_range (rand, 1, 6);
  g_autoptr (GString) json =
      g_string_new ("{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": "
                    "\"r\", \"version\": \"1\","
                    " \"licence\": \"x\", \"languages\": [\"en\"], \"title\": {\"en\": \"r\"}, "
                    "\"source\": {\"en\": \"t\"}, ");
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model;
  GString *groups[6];

  append_aggregation (json, rand);
  for (int g = 0; g < n_groups; g++) {
    int n_items = g_rand_int_range (rand, 1, 7);
    GString *items[7];

    groups[g] = g_string_new (NULL);
    g_string_append_printf (groups[g],
                            "{\"code\": \"g%d\", \"title\": {\"en\": \"g\"}, \"weight\": %d, ", g,
                            g_rand_int_range (rand, 1, 4));
    append_aggregation (groups[g], rand);
    g_string_append (groups[g], ", \"items\": [");
    for (int i = 0; i < n_items; i++) {
      g_autofree char *code = g_strdup_printf ("g%di%d", g, i);

      items[i] = g_string_new (NULL);
      append_item (items[i], rand, code);
    }
    for (int i = 0; i < n_items; i++)
      g_string_append_printf (groups[g], "%s%s", i == 0 ? "" : ",",
                              items[reversed ? n_items - 1 - i : i]->str);
    for (int i = 0; i < n_items; i++)
      g_string_free (items[i], TRUE);
    g_string_append (groups[g], "]}");
  }
  g_string_append (json, ", \"groups\": [");
  for (int g = 0; g < n_groups; g++)
    g_string_append_printf (json, "%s%s", g == 0 ? "" : ",",
                            groups[reversed ? n_groups - 1 - g : g]->str);
  for (int g = 0; g < n_groups; g++)
    g_string_free (groups[g], TRUE);
  g_string_append (json, "]}");
  model = ctn_maturity_model_new_from_json (json->str, -1, &error);
  g_assert_no_error (error);
  return model;
}

/* Answers that hang on the question's code only, about one in five missing in either way. */
static void
make_answers (const CtnMaturityModel *model, guint32 seed, CtnAnswerValue *answers)
{
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnModelNode *leaf = ctn_maturity_model_get_leaf (model, i);
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed ^ g_str_hash (leaf->code));
    int kind = g_rand_int_range (rand, 0, 10);

    answers[i].state = kind == 0   ? CTN_ANSWER_NONE
                       : kind == 1 ? CTN_ANSWER_NOT_APPLICABLE
                                   : CTN_ANSWER_GIVEN;
    answers[i].value = g_rand_int_range (rand, 0, 11);
  }
}

static void
test_range (void)
{
  for (guint32 seed = 0; seed < N_MODELS; seed++) {
    g_autoptr (CtnMaturityModel) model = make_model (seed, FALSE);
    CtnAnswerValue answers[MAX_LEAVES];
    g_autoptr (CtnScore) score = NULL;

    make_answers (model, seed, answers);
    score = ctn_score_new (model, answers);
    for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
      const CtnNodeScore *node = ctn_score_get_node (score, i);

      g_assert_true ((node->state == CTN_NODE_SCORED) == !isnan (node->value));
      g_assert_false (node->value < 0 || node->value > 1);
      g_assert_cmpuint (node->n_answered, <=, node->n_applicable);
      g_assert_cmpuint (node->n_applicable, <=, node->n_leaves);
    }
  }
}

static void
test_raising_never_lowers (void)
{
  for (guint32 seed = 0; seed < N_MODELS; seed++) {
    g_autoptr (CtnMaturityModel) model = make_model (seed, FALSE);
    CtnAnswerValue answers[MAX_LEAVES];
    g_autoptr (CtnScore) score = NULL;

    make_answers (model, seed, answers);
    score = ctn_score_new (model, answers);
    for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
      g_autoptr (CtnScore) higher = NULL;
      CtnAnswerValue before = answers[i];

      if (before.state != CTN_ANSWER_GIVEN)
        continue;
      answers[i].value += 1 + (double) (seed % 9);
      higher = ctn_score_new (model, answers);
      g_assert_cmpfloat (ctn_score_get_total (higher), >=, ctn_score_get_total (score) - 1e-12);
      answers[i] = before;
    }
  }
}

/* On each level the contributions sum to the total. */
static void
test_contributions_sum (void)
{
  for (guint32 seed = 0; seed < N_MODELS; seed++) {
    g_autoptr (CtnMaturityModel) model = make_model (seed, FALSE);
    CtnAnswerValue answers[MAX_LEAVES];
    g_autoptr (CtnScore) score = NULL;
    double sums[3] = { 0 };

    make_answers (model, seed, answers);
    score = ctn_score_new (model, answers);
    if (isnan (ctn_score_get_total (score)))
      continue;
    for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++)
      if (ctn_score_get_node (score, i)->state == CTN_NODE_SCORED)
        sums[ctn_maturity_model_get_node (model, i)->depth] +=
            ctn_score_get_node (score, i)->contribution;
    g_assert_cmpfloat_with_epsilon (sums[1], ctn_score_get_total (score), 1e-9);
    g_assert_cmpfloat_with_epsilon (sums[2], ctn_score_get_total (score), 1e-9);
  }
}

static void
test_order_does_not_matter (void)
{
  for (guint32 seed = 0; seed < N_MODELS; seed++) {
    g_autoptr (CtnMaturityModel) model = make_model (seed, FALSE);
    g_autoptr (CtnMaturityModel) mirror = make_model (seed, TRUE);
    CtnAnswerValue answers[MAX_LEAVES], mirrored[MAX_LEAVES];
    g_autoptr (CtnScore) score = NULL;
    g_autoptr (CtnScore) other = NULL;

    make_answers (model, seed, answers);
    make_answers (mirror, seed, mirrored);
    score = ctn_score_new (model, answers);
    other = ctn_score_new (mirror, mirrored);
    for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
      const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
      guint there = ctn_maturity_model_find (mirror, node->code)->index;
      double a = ctn_score_get_node (score, i)->value, b = ctn_score_get_node (other, there)->value;

      g_assert_true ((isnan (a) && isnan (b)) || fabs (a - b) < 1e-12);
    }
  }
}

/* An answer of 0 pulls a mean down; "not applicable" and "not answered" leave it where the others are,
 * and only the former leaves completeness alone. */
static void
test_not_applicable_is_not_zero (void)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  guint step = ctn_maturity_model_find (model, "1")->index;
  CtnAnswerValue answers[18] = { { CTN_ANSWER_GIVEN, 4 }, { CTN_ANSWER_GIVEN, 4 } };
  double values[3], completeness[3];

  for (guint state = CTN_ANSWER_NONE; state <= CTN_ANSWER_GIVEN; state++) {
    g_autoptr (CtnScore) score = NULL;

    answers[2] = (CtnAnswerValue) { state, 0 };
    score = ctn_score_new (model, answers);
    values[state] = ctn_score_get_node (score, step)->value;
    completeness[state] = ctn_score_get_completeness (score, step);
  }
  g_assert_cmpfloat_with_epsilon (values[CTN_ANSWER_NONE], 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (values[CTN_ANSWER_NOT_APPLICABLE], 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (values[CTN_ANSWER_GIVEN], 1.6 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (completeness[CTN_ANSWER_NONE], 2.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (completeness[CTN_ANSWER_NOT_APPLICABLE], 1, 1e-9);
}

/* The slope is the limit of the difference quotient, and the gain what a new score says. */
static void
test_slopes_and_gains (void)
{
  for (guint32 seed = 0; seed < N_MODELS; seed++) {
    g_autoptr (CtnMaturityModel) model = make_model (seed, FALSE);
    CtnAnswerValue answers[MAX_LEAVES];
    g_autoptr (CtnScore) score = NULL;
    g_autoptr (GArray) list = NULL;

    make_answers (model, seed, answers);
    score = ctn_score_new (model, answers);
    list = ctn_score_list_improvements (score, NULL);
    for (guint i = 0; i < list->len; i++) {
      const CtnImprovement *improvement = &g_array_index (list, CtnImprovement, i);
      guint leaf = ctn_maturity_model_get_node (model, improvement->node)->leaf;
      CtnAnswerValue before = answers[leaf];
      g_autoptr (CtnScore) step = NULL;
      g_autoptr (CtnScore) full = NULL;
      double total = ctn_score_get_total (score);

      answers[leaf].value += 1e-5; /* 1e-6 of the scale */
      step = ctn_score_new (model, answers);
      answers[leaf].value = 10;
      full = ctn_score_new (model, answers);
      answers[leaf] = before;
      g_assert_cmpfloat_with_epsilon (improvement->gain, ctn_score_get_total (full) - total, 1e-9);
      if (isfinite (improvement->slope))
        g_assert_cmpfloat_with_epsilon (improvement->slope,
                                        (ctn_score_get_total (step) - total) / 1e-6, 1e-3);
      if (i > 0)
        g_assert_cmpfloat (improvement->gain, <=,
                           g_array_index (list, CtnImprovement, i - 1).gain + 1e-11);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score-properties/range", test_range);
  g_test_add_func ("/score-properties/raising-never-lowers", test_raising_never_lowers);
  g_test_add_func ("/score-properties/contributions-sum", test_contributions_sum);
  g_test_add_func ("/score-properties/order", test_order_does_not_matter);
  g_test_add_func ("/score-properties/not-applicable", test_not_applicable_is_not_zero);
  g_test_add_func ("/score-properties/slopes-and-gains", test_slopes_and_gains);
  return g_test_run ();
}
