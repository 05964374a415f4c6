/* What the rules find in chains made by hand, and what people make of it. */
#include <ctn-chain-findings.h>
#include <math.h>

#include "chain-support.h"

static GPtrArray *
find (CtnChain *chain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, NULL, &error);

  g_assert_no_error (error);
  return ctn_chain_find (chain, network);
}

static CtnFinding *
get (GPtrArray *findings, const char *key)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((CtnFinding *) findings->pdata[i])->key, key))
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
assert_rules (GPtrArray *findings, const char *key, const char *rules, CtnSeverity severity)
{
  CtnFinding *finding = get (findings, key);
  g_autofree char *found = finding != NULL ? g_strjoinv (" ", (char **) finding->rules) : NULL;

  g_assert_cmpstr (found, ==, rules);
  if (finding == NULL)
    return;
  g_assert_cmpint (finding->severity, ==, severity);
  g_assert_true (g_str_has_suffix (finding->evidence, "."));
  g_assert_cmpstr (finding->title, !=, "");
}

static CtnChainActor *
get_actor (CtnChain *chain, guint index)
{
  return g_ptr_array_index (chain->actors, index);
}

/* Stages: 0 two suppliers (70 : 30, HHI .58), 1 one, 2 nobody, 3 markets. Ids are indices + 1.
 *   0, 1 → 2 → 3 market; 4 a market without a way; 5 marked as missing at stage 0; 6 without links. */
static CtnChain *
make_chain (void)
{
  static const int places[] = { 0, 0, 1, 3, 3, 0, 0 };
  CtnChain *chain = chain_support_new (4);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    chain_support_add_actor (chain, places[i]);
  get_actor (chain, 0)->share = 70;
  get_actor (chain, 1)->share = 30;
  get_actor (chain, 3)->kind = get_actor (chain, 4)->kind = CTN_ACTOR_MARKET;
  get_actor (chain, 5)->state = CTN_STATE_MISSING;
  get_actor (chain, 6)->share = 0;
  chain_support_add_link (chain, 0, 2, NAN);
  chain_support_add_link (chain, 1, 2, NAN);
  chain_support_add_link (chain, 2, 3, NAN)->state = CTN_STATE_WEAK;
  return chain;
}

static void
test_rules (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (GPtrArray) findings = NULL;

  get_actor (chain, 2)->capacity = 90;
  get_actor (chain, 2)->demand = 100;
  findings = find (chain);
  assert_rules (findings, "white-spot:stage:3", "nobody", CTN_SEVERITY_HIGH);
  assert_rules (findings, "single-point:actor:3", "cut articulation", CTN_SEVERITY_HIGH);
  assert_rules (findings, "bottleneck:actor:3", "capacity single-path", CTN_SEVERITY_HIGH);
  assert_rules (findings, "bottleneck:stage:1", "hhi", CTN_SEVERITY_HIGH);
  assert_rules (findings, "bottleneck:stage:2", "hhi", CTN_SEVERITY_HIGH);
  assert_rules (findings, "gap:actor:6", "marked", CTN_SEVERITY_MEDIUM);
  assert_rules (findings, "risk:actor:5", "no-way", CTN_SEVERITY_MEDIUM);
  assert_rules (findings, "risk:link:3", "weak-only", CTN_SEVERITY_MEDIUM);
  assert_rules (findings, "risk:actor:7", "isolated", CTN_SEVERITY_LOW);
  /* The most severe come first, and among them the white spot. */
  g_assert_cmpstr (((CtnFinding *) findings->pdata[0])->key, ==, "white-spot:stage:3");
  g_assert_cmpuint (findings->len, ==, 9);
}

/* With a threshold of 4 the first stage, whose missing one is no matter of its own then, and the second are
 * gaps. */
static void
test_threshold (void)
{
  g_autoptr (CtnChain) chain = make_chain ();
  g_autoptr (GPtrArray) findings = NULL;

  chain->threshold = 4;
  findings = find (chain);
  assert_rules (findings, "gap:stage:1", "threshold", CTN_SEVERITY_MEDIUM);
  assert_rules (findings, "gap:stage:2", "threshold", CTN_SEVERITY_MEDIUM);
  assert_rules (findings, "gap:actor:6", NULL, CTN_SEVERITY_MEDIUM);
  /* Markets need not be many. */
  assert_rules (findings, "gap:stage:4", NULL, CTN_SEVERITY_MEDIUM);
}

/* Stage 0: five of 20 % each, HHI .2, one of them imported: 20 % is no dependency. Stage 1: two imports, 40
 * and 10 of 100, origins' HHI .68; capacities 5 + 5 of 6 + 6. */
static void
test_shares (void)
{
  g_autoptr (CtnChain) chain = chain_support_new (2);
  g_autoptr (GPtrArray) findings = NULL;

  for (guint i = 0; i < 5; i++)
    chain_support_add_actor (chain, 0)->share = 20;
  get_actor (chain, 4)->kind = CTN_ACTOR_OUTSIDE;
  for (guint i = 0; i < 4; i++) {
    CtnChainActor *actor = chain_support_add_actor (chain, 1);

    actor->share = i == 0 ? 40 : i == 1 ? 10 : 25;
    actor->kind = i < 2 ? CTN_ACTOR_OUTSIDE : CTN_ACTOR_ACTOR;
    actor->capacity = i < 2 ? NAN : 5;
    actor->demand = i < 2 ? NAN : 6;
  }
  findings = find (chain);
  assert_rules (findings, "concentration:stage:1", "hhi", CTN_SEVERITY_LOW);
  assert_rules (findings, "risk:stage:1", NULL, CTN_SEVERITY_LOW);
  assert_rules (findings, "risk:stage:2", "imports", CTN_SEVERITY_LOW);
  assert_rules (findings, "bottleneck:stage:2", "capacity hhi", CTN_SEVERITY_HIGH);
  /* No link at all: nothing arrives, and nobody is blamed for standing alone. */
  assert_rules (findings, "risk:chain:0", "no-way", CTN_SEVERITY_HIGH);
  assert_rules (findings, "risk:actor:1", NULL, CTN_SEVERITY_LOW);
}

/* DE21 has stages 0 and 1, ES21 has 2; SK02 has 2 as well, and HU22 everything. */
static void
test_regions (void)
{
  static const struct {
    int stage;
    const char *place;
  } actors[] = { { 0, "DE211" }, { 1, "DE21" }, { 2, "ES21" }, { 2, "SK02" },
                 { 0, "HU22" },  { 1, "HU22" }, { 2, "HU22" } };
  g_autoptr (CtnChain) chain = chain_support_new (3);
  g_autoptr (GPtrArray) findings = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    chain_support_add_actor (chain, actors[i].stage)->nuts = g_strdup (actors[i].place);
  findings = find (chain);
  assert_rules (findings, "opportunity:regions:DE21+ES21", "complementary", CTN_SEVERITY_LOW);
  assert_rules (findings, "opportunity:regions:DE21+SK02", "complementary", CTN_SEVERITY_LOW);
  for (guint i = 0; i < findings->len; i++)
    n += ((CtnFinding *) findings->pdata[i])->kind == CTN_FINDING_OPPORTUNITY;
  g_assert_cmpuint (n, ==, 2);
}

/* Three pairs cover all; the one of two countries stands first, though its name comes last. */
static void
test_order (void)
{
  static const struct {
    int stage;
    const char *place;
  } actors[] = { { 0, "DE21" }, { 1, "DE22" }, { 1, "DE23" }, { 1, "SK02" } };
  static const char *const keys[] = { "opportunity:regions:DE21+SK02",
                                      "opportunity:regions:DE21+DE22",
                                      "opportunity:regions:DE21+DE23" };
  g_autoptr (CtnChain) chain = chain_support_new (2);
  g_autoptr (GPtrArray) findings = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    chain_support_add_actor (chain, actors[i].stage)->nuts = g_strdup (actors[i].place);
  findings = find (chain);
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (finding->kind != CTN_FINDING_OPPORTUNITY)
      continue;
    g_assert_cmpuint (n, <, G_N_ELEMENTS (keys));
    g_assert_cmpstr (finding->key, ==, keys[n++]);
  }
  g_assert_cmpuint (n, ==, 3);
}

/* --- Judgements ---------------------------------------------------------------------------------- */

static CtnFinding *
load (CtnProject *project, gint64 id, const char *key, GPtrArray **list)
{
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, id, &error);

  g_assert_no_error (error);
  g_clear_pointer (list, g_ptr_array_unref);
  *list = find (chain);
  g_assert_true (ctn_chain_read_judgements (reader, id, *list, &error));
  return get (*list, key);
}

static void
judge (CtnProject *project,
       gint64 chain,
       const CtnFinding *finding,
       const char *field,
       const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_chain_judge (project, chain, finding, ctn_record_kind_find_field (ctn_finding_kind (), field),
                   text, &error);
  g_assert_no_error (error);
}

static void
test_judgements (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  gint64 chain = ctn_chain_add (project, "Chain", NULL);
  gint64 stage = ctn_chain_add_stage (project, chain, -1, "Cells", NULL);
  g_autofree char *key = g_strdup_printf ("white-spot:stage:%" G_GINT64_FORMAT, stage);
  g_autoptr (GPtrArray) list = NULL;
  CtnFinding *finding = load (project, chain, key, &list);

  g_assert_cmpint (finding->state, ==, CTN_FINDING_OPEN);
  g_assert_true (ctn_chain_judge_state (project, chain, finding, CTN_FINDING_ACCEPTED, &error));
  judge (project, chain, finding, "severity", "low");
  judge (project, chain, finding, "note", "Ask the chamber");
  judge (project, chain, finding, "owner", "Ana");
  finding = load (project, chain, key, &list);
  g_assert_cmpint (finding->state, ==, CTN_FINDING_ACCEPTED);
  g_assert_cmpint (finding->severity, ==, CTN_SEVERITY_LOW);
  g_assert_cmpint (finding->computed, ==, CTN_SEVERITY_HIGH);
  g_assert_cmpstr (finding->note, ==, "Ask the chamber");
  g_assert_cmpstr (finding->owner, ==, "Ana");
  /* Renaming the stage, or somebody who comes and goes again, does not make it forget. */
  g_assert_true (ctn_chain_rename_stage (project, stage, "Battery cells", NULL));
  g_assert_cmpint (load (project, chain, key, &list)->state, ==, CTN_FINDING_ACCEPTED);
  g_assert_cmpint (
      ctn_chain_place_named (project, chain, stage, "A", CTN_ACTOR_ACTOR, CTN_STATE_EXISTING, NULL),
      !=, 0);
  g_assert_null (load (project, chain, key, &list));
  g_assert_true (ctn_project_undo (project, NULL));
  g_assert_cmpstr (load (project, chain, key, &list)->owner, ==, "Ana");
  /* Undo takes the operations back one by one: the renaming, owner, note, severity, accepting. */
  for (guint i = 0; i < 5; i++)
    g_assert_true (ctn_project_undo (project, NULL));
  finding = load (project, chain, key, &list);
  g_assert_cmpint (finding->state, ==, CTN_FINDING_OPEN);
  g_assert_cmpint (finding->severity, ==, CTN_SEVERITY_HIGH);
  g_assert_null (finding->note);
  ctn_project_close (project, TRUE, NULL);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  gint64 chain = ctn_chain_add (project, "Chain", NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *key = g_strdup_printf ("white-spot:stage:%" G_GINT64_FORMAT,
                                          ctn_chain_add_stage (project, chain, -1, "Cells", NULL));
  CtnFinding *finding = load (project, chain, key, &list);

  g_assert_false (ctn_chain_judge (project, chain, finding,
                                   ctn_record_kind_find_field (ctn_finding_kind (), "severity"),
                                   "dreadful", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (ctn_chain_delete (project, chain, NULL));
  ctn_project_close (project, TRUE, NULL);
}

/* A large chain is judged at once. */
static void
test_large (void)
{
  g_autoptr (CtnChain) chain = chain_support_new_random (3, 1000, 2000, 8);
  g_autoptr (GPtrArray) findings = find (chain);

  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 1; i < findings->len; i++)
    g_assert_cmpint (((CtnFinding *) findings->pdata[i - 1])->severity, >=,
                     ((CtnFinding *) findings->pdata[i])->severity);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/chain-findings/rules", test_rules);
  g_test_add_func ("/chain-findings/threshold", test_threshold);
  g_test_add_func ("/chain-findings/shares", test_shares);
  g_test_add_func ("/chain-findings/regions", test_regions);
  g_test_add_func ("/chain-findings/order", test_order);
  g_test_add_func ("/chain-findings/judgements", test_judgements);
  g_test_add_func ("/chain-findings/refused", test_refused);
  g_test_add_func ("/chain-findings/large", test_large);
  return g_test_run ();
}
