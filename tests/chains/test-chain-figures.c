/* Figures of a chain; the expected values are worked out by hand beside them. */
#include <ctn-chain-figures.h>
#include <math.h>

static void
free_actor (gpointer data)
{
  CtnChainActor *actor = data;

  g_free (actor->country);
  g_free (actor->nuts);
  g_free (actor);
}

static CtnChain *
make_chain (guint threshold)
{
  CtnChain *chain = ctn_chain_new ();

  chain->threshold = threshold;
  chain->stages = g_ptr_array_new ();
  chain->actors = g_ptr_array_new_with_free_func (free_actor);
  chain->links = g_ptr_array_new ();
  return chain;
}

static CtnChainActor *
add_actor (CtnChain *chain, int stage, double share, const char *nuts)
{
  CtnChainActor *actor = g_new0 (CtnChainActor, 1);

  actor->stage = stage;
  actor->share = share;
  actor->nuts = g_strdup (nuts);
  actor->capability = actor->employment = NAN;
  actor->capacity = actor->demand = actor->pinned_x = actor->pinned_y = NAN;
  g_ptr_array_add (chain->actors, actor);
  return actor;
}

/* Shares of 50, 30 and 20 %: .25 + .09 + .04 = .38, in whatever unit. */
static void
test_known_shares (void)
{
  g_autoptr (CtnChain) chain = make_chain (3);
  CtnStageFigures figures;

  add_actor (chain, 0, 250, NULL);
  add_actor (chain, 0, 150, NULL);
  add_actor (chain, 0, 100, NULL);
  add_actor (chain, 1, 900, NULL);
  ctn_chain_get_stage_figures (chain, 0, &figures);
  g_assert_cmpuint (figures.n_actors, ==, 3);
  g_assert_cmpfloat_with_epsilon (figures.hhi, 0.38, 1e-12);
  g_assert_true (figures.shares_known);
  g_assert_false (figures.is_gap);
  ctn_chain_get_stage_figures (chain, 1, &figures);
  g_assert_cmpuint (figures.n_actors, ==, 1);
  g_assert_cmpfloat_with_epsilon (figures.hhi, 1, 1e-12);
  g_assert_true (figures.is_gap);
}

/* One without a share: four equal ones, 4 × (1/4)² = 1/4. Shares of 0 in all say as little. */
static void
test_unknown_shares (void)
{
  g_autoptr (CtnChain) chain = make_chain (1);
  CtnStageFigures figures;

  for (guint i = 0; i < 4; i++)
    add_actor (chain, 0, i < 3 ? 10.0 * i : NAN, NULL);
  add_actor (chain, 1, 0, NULL);
  add_actor (chain, 1, 0, NULL);
  ctn_chain_get_stage_figures (chain, 0, &figures);
  g_assert_cmpfloat_with_epsilon (figures.hhi, 0.25, 1e-12);
  g_assert_false (figures.shares_known);
  ctn_chain_get_stage_figures (chain, 1, &figures);
  g_assert_cmpfloat_with_epsilon (figures.hhi, 0.5, 1e-12);
  g_assert_false (figures.shares_known);
}

/* Imports supply, but are no actors of the chain; supporters, markets and those who are planned,
 * weak or missing supply nothing: .75² + .25² = .625 */
static void
test_who_counts (void)
{
  g_autoptr (CtnChain) chain = make_chain (2);
  CtnStageFigures figures;

  add_actor (chain, 0, 75, NULL)->kind = CTN_ACTOR_OUTSIDE;
  add_actor (chain, 0, 25, NULL);
  add_actor (chain, 0, 25, NULL)->kind = CTN_ACTOR_SUPPORTER;
  add_actor (chain, 0, 25, NULL)->kind = CTN_ACTOR_MARKET;
  add_actor (chain, 0, 25, NULL)->state = CTN_STATE_PLANNED;
  add_actor (chain, 0, NAN, NULL)->state = CTN_STATE_MISSING;
  add_actor (chain, -1, 25, NULL);
  ctn_chain_get_stage_figures (chain, 0, &figures);
  g_assert_cmpuint (figures.n_actors, ==, 1);
  g_assert_cmpfloat_with_epsilon (figures.hhi, 0.625, 1e-12);
  g_assert_true (figures.shares_known);
  g_assert_true (figures.is_gap);
}

static void
test_nobody (void)
{
  g_autoptr (CtnChain) chain = make_chain (1);
  CtnStageFigures figures;

  ctn_chain_get_stage_figures (chain, 0, &figures);
  g_assert_cmpuint (figures.n_actors, ==, 0);
  g_assert_true (isnan (figures.hhi));
  g_assert_true (figures.is_gap);
  chain->threshold = 0;
  ctn_chain_get_stage_figures (chain, 0, &figures);
  g_assert_false (figures.is_gap);
}

static void
test_regions (void)
{
  g_autoptr (CtnChain) chain = make_chain (1);
  g_autoptr (GPtrArray) countries = NULL, regions = NULL;

  add_actor (chain, 0, NAN, "ES213");
  add_actor (chain, 0, NAN, "ES211");
  add_actor (chain, 0, NAN, "DE21");
  add_actor (chain, 0, NAN, "ES30")->kind = CTN_ACTOR_OUTSIDE;
  add_actor (chain, 0, NAN, "ES30")->state = CTN_STATE_PLANNED;
  add_actor (chain, 1, NAN, NULL)->country = g_strdup ("ES");
  add_actor (chain, -1, NAN, "FR10");
  add_actor (chain, 1, NAN, NULL);
  g_assert_cmpuint (ctn_chain_count_region (chain, 0, "ES21"), ==, 2);
  g_assert_cmpuint (ctn_chain_count_region (chain, 0, "ES"), ==, 2);
  g_assert_cmpuint (ctn_chain_count_region (chain, 0, "DE"), ==, 1);
  g_assert_cmpuint (ctn_chain_count_region (chain, 1, "ES"), ==, 1);
  g_assert_cmpuint (ctn_chain_count_region (chain, 1, "ES21"), ==, 0);
  countries = ctn_chain_list_regions (chain, 0);
  g_assert_cmpuint (countries->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (countries, 0), ==, "DE");
  g_assert_cmpstr (g_ptr_array_index (countries, 1), ==, "ES");
  /* The planned one's region is listed: that it has nobody yet is what the matrix shows. */
  regions = ctn_chain_list_regions (chain, 2);
  g_assert_cmpuint (regions->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (regions, 0), ==, "DE21");
  g_assert_cmpstr (g_ptr_array_index (regions, 1), ==, "ES");
  g_assert_cmpstr (g_ptr_array_index (regions, 2), ==, "ES21");
  g_assert_cmpstr (g_ptr_array_index (regions, 3), ==, "ES30");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain-figures/known-shares", test_known_shares);
  g_test_add_func ("/chain-figures/unknown-shares", test_unknown_shares);
  g_test_add_func ("/chain-figures/who-counts", test_who_counts);
  g_test_add_func ("/chain-figures/nobody", test_nobody);
  g_test_add_func ("/chain-figures/regions", test_regions);
  return g_test_run ();
}
