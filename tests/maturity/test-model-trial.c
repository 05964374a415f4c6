/* Trial answers: they count as answers do, and stay when the model is changed around them. */
#include <ctn-model-draft.h>
#include <ctn-model-trial.h>
#include <math.h>

typedef struct {
  CtnModelTrial *trial;
  CtnModelDraft *draft;
  CtnMaturityModel *model; /* questions q1 and q3 in one dimension, from 0 to 5 each */
  guint n_changes;
} Fixture;

static void
count_cb (Fixture *f)
{
  f->n_changes++;
}

/* Reads the model anew after a change of the draft. */
static void
renew (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->model, ctn_maturity_model_unref);
  f->model = ctn_model_draft_finish (f->draft, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *second = NULL;

  f->trial = ctn_model_trial_new ();
  f->draft = ctn_model_draft_new_blank ("Readiness", "en");
  second = ctn_model_draft_add_question (f->draft, "/groups/0", "Second", "en");
  g_assert_cmpstr (second, ==, "/groups/0/items/1");
  renew (f);
  g_assert_cmpstr (ctn_maturity_model_get_leaf (f->model, 1)->code, ==, "q2");
  g_signal_connect_swapped (f->trial, "changed", G_CALLBACK (count_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->trial);
  ctn_model_draft_free (f->draft);
  ctn_maturity_model_unref (f->model);
}

static void
answer (Fixture *f, const char *item, double value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_model_trial_set (f->trial, f->model, item, value, &error));
  g_assert_no_error (error);
}

static double
get_total (Fixture *f)
{
  g_autoptr (CtnScore) score = ctn_model_trial_score (f->trial, f->model);

  return ctn_score_get_total (score);
}

/* 5 of 5 and 2 of 5: (1 + 0.4)/2; with three times the weight for the second (1 + 3 × 0.4)/4. */
static void
test_score (Fixture *f, gconstpointer data)
{
  g_assert_true (isnan (get_total (f)));
  answer (f, "q1", 5);
  answer (f, "q2", 2);
  g_assert_cmpuint (f->n_changes, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_total (f), 0.7, 1e-12);
  ctn_model_draft_set_number (f->draft, "/groups/0/items/1", "weight", 3);
  renew (f);
  g_assert_cmpfloat_with_epsilon (get_total (f), 0.55, 1e-12);
  ctn_model_trial_clear (f->trial, "q1");
  ctn_model_trial_clear (f->trial, "q1");
  g_assert_cmpuint (f->n_changes, ==, 3);
  g_assert_cmpfloat_with_epsilon (get_total (f), 0.4, 1e-12);
  ctn_model_trial_clear_all (f->trial);
  g_assert_cmpuint (f->n_changes, ==, 4);
  g_assert_true (isnan (get_total (f)));
}

/* An answer goes with its question, wherever that is moved; a question that is removed takes it along and brings it
 * back. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnModelDraft) before = NULL;

  answer (f, "q2", 5);
  before = ctn_model_draft_new (f->model);
  ctn_model_draft_move (f->draft, "/groups/0/items/1", -1);
  renew (f);
  g_assert_cmpfloat_with_epsilon (
      ctn_model_trial_find (f->trial, ctn_maturity_model_get_leaf (f->model, 0))->value.value, 5,
      1e-12);
  ctn_model_draft_remove (f->draft, "/groups/0/items/0");
  renew (f);
  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (f->model), ==, 1);
  g_assert_true (isnan (get_total (f)));
  g_clear_pointer (&f->draft, ctn_model_draft_free);
  f->draft = g_steal_pointer (&before);
  renew (f);
  g_assert_cmpfloat_with_epsilon (get_total (f), 1, 1e-12);
}

/* Level 5 is none of three levels, and "yes" is not level 1; both are there again with the scale. */
static void
test_scale (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";

  answer (f, "q1", 5);
  ctn_model_draft_set_levels (f->draft, place, 3);
  renew (f);
  g_assert_null (ctn_model_trial_find (f->trial, ctn_maturity_model_get_leaf (f->model, 0)));
  g_assert_true (isnan (get_total (f)));
  ctn_model_draft_set_levels (f->draft, place, 6);
  renew (f);
  g_assert_cmpfloat_with_epsilon (get_total (f), 1, 1e-12);
  answer (f, "q1", 1);
  ctn_model_draft_set_yes_no (f->draft, place);
  renew (f);
  g_assert_null (ctn_model_trial_find (f->trial, ctn_maturity_model_get_leaf (f->model, 0)));
}

/* What does not apply leaves the sums, and is no answer to what must be answered. */
static void
test_not_applicable (Fixture *f, gconstpointer data)
{
  const CtnAnswer *given;

  answer (f, "q1", 5);
  answer (f, "q2", 0);
  g_assert_cmpfloat_with_epsilon (get_total (f), 0.5, 1e-12);
  g_assert_true (
      ctn_model_trial_set_not_applicable (f->trial, f->model, "q2", "No such market", NULL));
  g_assert_cmpfloat_with_epsilon (get_total (f), 1, 1e-12);
  given = ctn_model_trial_find (f->trial, ctn_maturity_model_get_leaf (f->model, 1));
  g_assert_cmpstr (given->reason, ==, "No such market");
  ctn_model_draft_set_boolean (f->draft, "/groups/0/items/1", "required", TRUE);
  renew (f);
  g_assert_null (ctn_model_trial_find (f->trial, ctn_maturity_model_get_leaf (f->model, 1)));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_model_trial_set (f->trial, f->model, "q1", 6, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_false (ctn_model_trial_set (f->trial, f->model, "gone", 1, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ctn_model_trial_set_not_applicable (f->trial, f->model, "q1", " ", &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_assert_cmpuint (f->n_changes, ==, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/model-trial/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("score", test_score);
  ADD ("kept", test_kept);
  ADD ("scale", test_scale);
  ADD ("not-applicable", test_not_applicable);
  ADD ("refused", test_refused);
  return g_test_run ();
}
