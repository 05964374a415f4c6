/* What is left of a chain. Expected values are worked out by hand beside them; the properties hold for
 * chains drawn at random. */
#include <ctn-chain-what-if.h>
#include <math.h>

#include "chain-support.h"

/*  0 DE21 ─ 2 DE21 ─ 4 SK02 ─ 6 market
 *  1 ES21 ─ 3 HU22 ─ 5 SK02 ─ 7 market      1 also delivers to 2; shares of stage 1: 3 to 1 */
static CtnChain *
make_chain (void)
{
  static const char *const places[] = {
    "DE21", "ES21", "DE21", "HU22", "SK02", "SK02", NULL, NULL
  };
  static const double ways[][3] = { { 0, 2, 10 }, { 1, 3, 20 }, { 2, 4, 15 }, { 3, 5, 20 },
                                    { 4, 6, 30 }, { 5, 7, 8 },  { 1, 2, 9 } };
  CtnChain *chain = chain_support_new (4);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    CtnChainActor *actor = chain_support_add_actor (chain, (int) i / 2);

    actor->nuts = g_strdup (places[i]);
    actor->country = places[i] != NULL ? g_strndup (places[i], 2) : NULL;
    actor->kind = i >= 6 ? CTN_ACTOR_MARKET : CTN_ACTOR_ACTOR;
    if (i == 2 || i == 3)
      actor->share = i == 2 ? 75 : 25;
  }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    chain_support_add_link (chain, (guint) ways[i][0], (guint) ways[i][1], ways[i][2]);
  return chain;
}

static CtnActorFate
get_fate (const CtnWhatIfResult *result, guint index)
{
  return g_array_index (result->actors, CtnActorFate, index);
}

/* Pairs before: 0–6, 1–6, 1–7. Volume: min (10 + 9, 15, 30) + min (20, 20, 8) = 23. */
static void
test_nothing (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIfResult) result = ctn_what_if_run (what, chain);

  g_assert_true (ctn_what_if_is_empty (what));
  g_assert_cmpuint (result->n_actors + result->n_links + result->n_stranded, ==, 0);
  g_assert_cmpuint (result->flow_before.n_pairs, ==, 4);
  g_assert_cmpuint (result->flow_before.n_connected, ==, 3);
  g_assert_cmpuint (result->flow_before.n_paths, ==, 2);
  g_assert_cmpfloat_with_epsilon (result->flow_before.volume, 23, 1e-9);
  g_assert_cmpuint (result->flow_after.n_connected, ==, 3);
  g_assert_cmpuint (result->flow_after.n_paths, ==, 2);
  g_assert_cmpfloat_with_epsilon (result->flow_after.volume, 23, 1e-9);
  g_assert_cmpfloat_with_epsilon (result->connected, 1, 1e-12);
}

/* Without 2: only 1–7 is left of three; 0 and 4 lie on no way any more, nor does market 6; the stage's HHI
 * rises from .625 to 1. */
static void
test_actor (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIfResult) result = NULL;
  const CtnStageChange *stage;

  chain->threshold = 2;
  ctn_what_if_set_actor (what, 3, TRUE);
  result = ctn_what_if_run (what, chain);
  g_assert_cmpuint (result->n_actors, ==, 1);
  g_assert_cmpuint (result->n_links, ==, 3);
  g_assert_cmpfloat_with_epsilon (result->connected, 1.0 / 3, 1e-12);
  g_assert_cmpuint (result->flow_after.n_paths, ==, 1);
  g_assert_cmpfloat_with_epsilon (result->flow_after.volume, 8, 1e-9);
  g_assert_cmpint (get_fate (result, 2), ==, CTN_FATE_REMOVED);
  g_assert_cmpint (get_fate (result, 0), ==, CTN_FATE_STRANDED);
  g_assert_cmpint (get_fate (result, 1), ==, CTN_FATE_STAYS);
  g_assert_cmpint (get_fate (result, 4), ==, CTN_FATE_STRANDED);
  g_assert_cmpuint (result->n_stranded, ==, 3);
  stage = &g_array_index (result->stages, CtnStageChange, 1);
  g_assert_cmpfloat_with_epsilon (stage->before.hhi, 0.625, 1e-12);
  g_assert_cmpfloat_with_epsilon (stage->after.hhi, 1, 1e-12);
  g_assert_false (stage->before.is_gap);
  g_assert_true (stage->after.is_gap);
  g_assert_cmpuint (result->covered_before, ==, 3);
  g_assert_cmpuint (result->covered_after, ==, 2);
  /* Country × stage: DE, ES; DE, HU; SK. */
  g_assert_cmpuint (result->cells_before, ==, 5);
  g_assert_cmpuint (result->cells_after, ==, 4);
}

static void
test_place (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIfResult) country = NULL, region = NULL;

  ctn_what_if_set_place (what, "DE", TRUE);
  country = ctn_what_if_run (what, chain);
  g_assert_cmpuint (country->n_actors, ==, 2);
  g_assert_cmpfloat_with_epsilon (country->connected, 1.0 / 3, 1e-12);
  ctn_what_if_set_place (what, "DE", FALSE);
  ctn_what_if_set_place (what, "SK0", TRUE);
  region = ctn_what_if_run (what, chain);
  g_assert_cmpuint (region->n_actors, ==, 2);
  g_assert_cmpuint (region->flow_after.n_connected, ==, 0);
  g_assert_cmpfloat (region->flow_after.volume, <=, 0);
}

/* Nobody goes, but 1 → 2 and 2 → 4 cross a border of Germany; an import of no country does, too. */
static void
test_border (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIfResult) result = NULL;

  chain_support_add_actor (chain, 0)->kind = CTN_ACTOR_OUTSIDE;
  chain_support_add_link (chain, 8, 2, 5);
  chain_support_add_link (chain, 8, 3, 5);
  ctn_what_if_set_border (what, "DE", TRUE);
  result = ctn_what_if_run (what, chain);
  g_assert_cmpuint (result->n_actors, ==, 0);
  g_assert_cmpuint (result->n_links, ==, 3);
  /* Before: 0–6, 1–6, 1–7, import–6, import–7. After: 1–7, import–7. */
  g_assert_cmpfloat_with_epsilon (result->connected, 2.0 / 5, 1e-12);
  g_assert_cmpuint (result->covered_after, ==, result->covered_before);
}

static void
test_copy (void)
{
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIf) copy = NULL;

  ctn_what_if_set_actor (what, 7, TRUE);
  ctn_what_if_set_place (what, "DE", TRUE);
  ctn_what_if_set_border (what, "ES", TRUE);
  copy = ctn_what_if_copy (what);
  ctn_what_if_clear (what);
  g_assert_true (ctn_what_if_is_empty (what));
  g_assert_true (ctn_what_if_has_actor (copy, 7));
  g_assert_true (ctn_what_if_has_place (copy, "DE"));
  g_assert_true (ctn_what_if_has_border (copy, "ES"));
}

/* Whatever goes, and however much: nothing that flows, reaches or covers ever grows. */
static void
test_never_more (void)
{
  for (guint32 seed = 1; seed <= 60; seed++) {
    g_autoptr (CtnChain) chain = chain_support_new_random (seed, 30, 70, 5);
    g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
    g_autoptr (GRand) random = g_rand_new_with_seed (seed);
    CtnChainFlow last;

    if (seed % 3 == 0)
      for (guint i = 0; i < chain->links->len; i += 4)
        ((CtnChainLink *) chain->links->pdata[i])->volume = NAN;
    ctn_chain_get_flow (chain, NULL, &last);
    for (guint step = 0; step < 12; step++) {
      g_autoptr (CtnWhatIfResult) result = NULL;

      if (step == 5)
        ctn_what_if_set_border (what, "DE", TRUE);
      else if (step == 9)
        ctn_what_if_set_place (what, "HU", TRUE);
      else
        ctn_what_if_set_actor (what, g_rand_int_range (random, 1, 31), TRUE);
      result = ctn_what_if_run (what, chain);
      g_assert_cmpuint (result->flow_after.n_paths, <=, last.n_paths);
      g_assert_true (result->flow_after.volume <= last.volume + 1e-9);
      g_assert_cmpuint (result->flow_after.n_connected, <=, last.n_connected);
      g_assert_cmpuint (result->covered_after, <=, result->covered_before);
      g_assert_cmpuint (result->cells_after, <=, result->cells_before);
      /* There is a way if and only if something flows. */
      g_assert_cmpint (result->flow_after.n_paths > 0, ==, result->flow_after.n_connected > 0);
      last = result->flow_after;
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain-what-if/nothing", test_nothing);
  g_test_add_func ("/chain-what-if/actor", test_actor);
  g_test_add_func ("/chain-what-if/place", test_place);
  g_test_add_func ("/chain-what-if/border", test_border);
  g_test_add_func ("/chain-what-if/copy", test_copy);
  g_test_add_func ("/chain-what-if/never-more", test_never_more);
  return g_test_run ();
}
