/* How long ranks, scores and models of the sizes of TARGETS.md take; one line of JSON each. */
#include <ctn-random.h>
#include <glib.h>
#include <math.h>

#include "ctn-robustness.h"
#include "ctn-score.h"

#define N_RUNS 5

typedef void (*Work) (gpointer data);

/* Prints the best of some runs beside the limit. */
static void
measure (const char *name, double limit_ms, Work work, gpointer data)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < N_RUNS; i++) {
    gint64 start = g_get_monotonic_time ();

    work (data);
    best = MIN (best, g_get_monotonic_time () - start);
  }
  g_print ("{\"bench\": \"%s\", \"ms\": %.2f, \"limit_ms\": %.0f}\n", name, (double) best / 1000,
           limit_ms);
}

#define N_SUBJECTS 200
#define N_INDICATORS 40

/* 200 subjects, 40 indicators, 1,000 draws, with all shares and intervals. */
static void
rank (gpointer data)
{
  g_autoptr (CtnRobustness) result =
      ctn_robustness_new (data, N_SUBJECTS, N_INDICATORS, CTN_ROBUSTNESS_DRAWS, 1, NULL, NULL);
  double sum = 0;

  for (guint a = 0; a < N_SUBJECTS; a++) {
    guint low, high;

    ctn_robustness_get_interval (result, a, &low, &high);
    sum += low + high;
    for (guint b = 0; b < a; b++)
      sum += ctn_robustness_get_share_above (result, a, b);
  }
  g_assert_true (sum > 0);
}

/* 400 questions of six described levels, in 20 groups. */
static char *
make_model (void)
{
  GString *json = g_string_new (
      "{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": \"l\", "
      "\"version\": "
      "\"1\", \"licence\": \"x\", \"languages\": [\"en\"], \"title\": {\"en\": \"L\"}, \"source\": "
      "{\"en\": \"T\"}, \"scales\": {\"s\": {\"kind\": \"levels\", \"levels\": [");

  for (guint i = 0; i < 6; i++)
    g_string_append_printf (json, "%s{\"name\": {\"en\": \"%u\"}}", i == 0 ? "" : ",", i);
  g_string_append (json, "]}}, \"aggregation\": \"bottleneck\", \"groups\": [");
  for (guint i = 0; i < 400; i++) {
    if (i % 20 == 0)
      g_string_append_printf (json,
                              "%s{\"code\": \"g%u\", \"title\": {\"en\": \"G\"}, \"items\": [",
                              i == 0 ? "" : "]},", i / 20);
    g_string_append_printf (
        json,
        "%s{\"code\": \"i%u\", \"title\": {\"en\": \"I\"}, \"scale\": \"s\", \"descriptors\": [",
        i % 20 == 0 ? "" : ",", i);
    for (guint level = 0; level < 6; level++)
      g_string_append_printf (json,
                              "%s{\"en\": \"A description of one sentence, so long that a person "
                              "can decide by it, at level %u.\"}",
                              level == 0 ? "" : ",", level);
    g_string_append (json, "]}");
  }
  g_string_append (json, "]}]}");
  return g_string_free (json, FALSE);
}

static void
load (gpointer data)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (data, -1, NULL);

  g_assert_nonnull (model);
}

/* A score with the order of improvements. */
static void
score (gpointer data)
{
  CtnAnswerValue answers[400];
  g_autoptr (CtnScore) result = NULL;
  g_autoptr (GArray) list = NULL;

  for (guint i = 0; i < 400; i++)
    answers[i] = (CtnAnswerValue) { CTN_ANSWER_GIVEN, i % 6 };
  result = ctn_score_new (data, answers);
  list = ctn_score_list_improvements (result, NULL);
  g_assert_cmpuint (list->len, >, 0);
}

int
main (void)
{
  g_autofree double *values = g_new (double, N_SUBJECTS *N_INDICATORS);
  g_autofree char *json = make_model ();
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (json, -1, NULL);
  CtnRandom random;

  ctn_random_init (&random, 1);
  for (guint i = 0; i < N_SUBJECTS * N_INDICATORS; i++)
    values[i] = ctn_random_unit (&random);
  measure ("robustness, 200 subjects, 40 indicators, 1000 draws", 50, rank, values);
  values[7] = NAN;
  measure ("robustness with a missing value", 50, rank, values);
  measure ("open a model with 400 questions", 50, load, json);
  measure ("score 400 questions with improvements", 50, score, model);
  return 0;
}
