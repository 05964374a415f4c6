/* Accounts, trade and coverage of a chain; the expected values are worked out by hand beside them. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-coverage.h>
#include <ctn-chain-findings.h>
#include <ctn-chain-trade.h>
#include <ctn-organisation.h>
#include <ctn-record-operations.h>
#include <math.h>

typedef struct {
  CtnProject *project;
  gint64 chain;
  gint64 stages[3];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->project = ctn_project_new (NULL, NULL);
  self->chain = ctn_chain_add (self->project, "Bread", NULL);
  self->stages[0] = ctn_chain_add_stage (self->project, self->chain, -1, "Grain", NULL);
  self->stages[1] = ctn_chain_add_stage (self->project, self->chain, -1, "Flour", NULL);
  self->stages[2] = ctn_chain_add_stage (self->project, self->chain, -1, "Bread", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ctn_project_close (self->project, TRUE, NULL);
  g_object_unref (self->project);
}

static CtnChain *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  CtnChain *chain = ctn_chain_load (ctn_project_get_reader (self->project), self->chain, &error);

  g_assert_no_error (error);
  return chain;
}

static gint64
add_account (Fixture *self, guint stage, int year, const char *const *values)
{
  static const char *const names[] = { "output", "intermediate", "wages", "jobs", "price" };
  g_autoptr (GError) error = NULL;
  const CtnRecordKind *kind = ctn_stage_account_kind ();
  g_autofree char *text = g_strdup_printf ("%d", year);
  const CtnFieldText first[] = { { "year", text }, { NULL, NULL } };
  gint64 id = ctn_record_add (self->project, kind, self->stages[stage], first, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    ctn_record_edit (self->project, kind, id, ctn_record_kind_find_field (kind, names[i]),
                     values[i], &error);
    g_assert_no_error (error);
  }
  return id;
}

/* Grain 1000 − 400 = 600, flour 1500 − 1000 = 500, bread 3000 − 1500 = 1500; 2600 in all. Prices 0.20, 0.35,
 * 1.00 a kilogram of bread: 0.20, 0.15 and 0.65 are added. */
static void
test_value_added (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChain) chain = NULL;
  CtnAccountFigures figures;

  add_account (self, 0, 2023, (const char *[]) { "1000", "400", "150", "3", "0.2" });
  add_account (self, 1, 2023, (const char *[]) { "1500", "1000", "", "", "0.35" });
  add_account (self, 2, 2023, (const char *[]) { "3000", "1500", "900", "30", "1" });
  add_account (self, 2, 2022, (const char *[]) { "100", "150", "", "", "" });
  chain = load (self);
  g_assert_cmpfloat_with_epsilon (ctn_chain_sum_value_added (chain, 2023), 2600, 1e-9);
  ctn_chain_get_account_figures (chain, 0, 2023, &figures);
  g_assert_cmpfloat_with_epsilon (figures.value_added, 600, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.margin, 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.wage_share, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.surplus, 450, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.productivity, 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.price_added, 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.price_share, 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures.share_of_added, 600.0 / 2600, 1e-9);
  ctn_chain_get_account_figures (chain, 1, 2023, &figures);
  g_assert_cmpfloat_with_epsilon (figures.margin, 1.0 / 3, 1e-9);
  g_assert_true (isnan (figures.surplus));
  g_assert_true (isnan (figures.productivity));
  g_assert_cmpfloat_with_epsilon (figures.price_added, 0.15, 1e-9);
  ctn_chain_get_account_figures (chain, 2, 2023, &figures);
  g_assert_cmpfloat_with_epsilon (figures.price_share, 0.65, 1e-9);
  ctn_chain_get_account_figures (chain, 2, 2022, &figures);
  g_assert_cmpfloat_with_epsilon (figures.value_added, -50, 1e-9);
  ctn_chain_get_account_figures (chain, 0, 2022, &figures);
  g_assert_true (isnan (figures.value_added));
}

/* The latest year first; each once. Undo takes an account back. */
static void
test_years (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GArray) years = NULL;
  gint64 id;

  add_account (self, 0, 2021, (const char *[]) { "1", "1", "", "", "" });
  add_account (self, 1, 2023, (const char *[]) { "1", "1", "", "", "" });
  add_account (self, 2, 2021, (const char *[]) { "1", "1", "", "", "" });
  chain = load (self);
  years = ctn_chain_list_account_years (chain);
  g_assert_cmpuint (years->len, ==, 2);
  g_assert_cmpint (g_array_index (years, int, 0), ==, 2023);
  g_assert_cmpint (g_array_index (years, int, 1), ==, 2021);
  g_assert_false (ctn_record_edit (self->project, ctn_stage_account_kind (),
                                   g_array_index (chain->accounts, CtnStageAccount, 0).id,
                                   ctn_record_kind_find_field (ctn_stage_account_kind (), "output"),
                                   "-5", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  id = g_array_index (chain->accounts, CtnStageAccount, 0).id;
  g_assert_true (ctn_record_remove (self->project, ctn_stage_account_kind (), &id, 1, &error));
  g_assert_true (ctn_project_undo (self->project, &error));
  g_clear_pointer (&chain, ctn_chain_unref);
  chain = load (self);
  g_assert_cmpuint (chain->accounts->len, ==, 3);
}

static void
add_flow (Fixture *self,
          const char *product,
          int year,
          const char *direction,
          const char *country,
          const char *value)
{
  g_autofree char *text = g_strdup_printf ("%d", year);
  const CtnFieldText values[] = { { "product", product },     { "year", text },
                                  { "direction", direction }, { "country", country },
                                  { "value", value },         { NULL, NULL } };
  g_autoptr (GError) error = NULL;

  ctn_record_add (self->project, ctn_trade_flow_kind (), self->stages[0], values, &error);
  g_assert_no_error (error);
}

/* 2023: 70 from China, 30 (20 + 10) from Poland: HHI .49 + .09 = .58, 70 % from outside, 100 against exports
 * of 40: dependent. 2022: 50/50, HHI .5, but exports of 120: not. 2021: China alone, HHI 1: dependent. 2020
 * would be, but is the fourth year. Two of three: dependent. */
static void
test_dependency (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const CtnDependency *wheat, *rye;
  const CtnDependencyYear *year;

  add_flow (self, "Wheat", 2023, "import", "China", "70");
  add_flow (self, "Wheat", 2023, "import", "PL", "20");
  add_flow (self, "Wheat", 2023, "import", "PL", "10");
  add_flow (self, "Wheat", 2023, "export", "CH", "40");
  add_flow (self, "Wheat", 2022, "import", "CN", "50");
  add_flow (self, "Wheat", 2022, "import", "PL", "50");
  add_flow (self, "Wheat", 2022, "export", "CH", "120");
  add_flow (self, "Wheat", 2021, "import", "CN", "9");
  add_flow (self, "Wheat", 2020, "import", "CN", "9");
  add_flow (self, "Rye", 2023, "import", "PL", "9");
  chain = load (self);
  list = ctn_chain_list_dependencies (chain, FALSE);
  g_assert_cmpuint (list->len, ==, 2);
  rye = g_ptr_array_index (list, 0);
  wheat = g_ptr_array_index (list, 1);
  g_assert_cmpstr (wheat->product, ==, "Wheat");
  g_assert_cmpuint (wheat->years->len, ==, 3);
  year = &g_array_index (wheat->years, CtnDependencyYear, 0);
  g_assert_cmpint (year->year, ==, 2023);
  g_assert_cmpfloat_with_epsilon (year->hhi, 0.58, 1e-9);
  g_assert_cmpfloat_with_epsilon (year->outside, 0.7, 1e-9);
  g_assert_cmpfloat_with_epsilon (year->imports, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (year->exports, 40, 1e-9);
  g_assert_cmpuint (year->n_origins, ==, 2);
  g_assert_true (year->dependent);
  g_assert_false (g_array_index (wheat->years, CtnDependencyYear, 1).dependent);
  g_assert_true (g_array_index (wheat->years, CtnDependencyYear, 2).dependent);
  g_assert_true (wheat->dependent);
  g_assert_cmpstr (wheat->top, ==, "CN");
  g_assert_cmpfloat_with_epsilon (wheat->top_share, 0.7, 1e-9);
  /* One year only is not two of three. */
  g_assert_cmpuint (rye->n_years, ==, 1);
  g_assert_false (rye->dependent);
  /* Rye comes from within the Union. */
  g_ptr_array_unref (g_steal_pointer (&list));
  list = ctn_chain_list_dependencies (chain, TRUE);
  g_assert_cmpuint (((CtnDependency *) g_ptr_array_index (list, 0))->n_years, ==, 0);
  g_assert_true (((CtnDependency *) g_ptr_array_index (list, 1))->dependent);
}

/* A value at a limit is not above it: half from outside the Union is not more than half, and imports that
 * exports equal are covered. */
static void
test_limits (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const CtnDependencyYear *year;

  add_flow (self, "Wheat", 2023, "import", "PL", "50");
  add_flow (self, "Wheat", 2023, "import", "CN", "50");
  add_flow (self, "Wheat", 2023, "export", "CH", "100");
  chain = load (self);
  list = ctn_chain_list_dependencies (chain, FALSE);
  year =
      &g_array_index (((CtnDependency *) g_ptr_array_index (list, 0))->years, CtnDependencyYear, 0);
  g_assert_true (year->concentrated);
  g_assert_false (year->not_covered);
  g_assert_false (year->from_outside);
  g_assert_false (year->dependent);
}

static const CtnFinding *
find (GPtrArray *findings, const char *rule)
{
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (g_strv_contains (finding->rules, rule))
      return finding;
  }
  return NULL;
}

static void
test_findings (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (CtnChainNetwork) network = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const CtnFinding *dependency, *loss;

  add_flow (self, "Wheat", 2023, "import", "CN", "70");
  add_flow (self, "Wheat", 2022, "import", "CN", "70");
  add_flow (self, "Rye", 2022, "import", "PL", "70");
  add_account (self, 1, 2023, (const char *[]) { "100", "150", "", "", "" });
  chain = load (self);
  network = ctn_chain_network_new (chain, NULL, NULL);
  findings = ctn_chain_find (chain, network);
  dependency = find (findings, "dependency");
  loss = find (findings, "loss");
  if (dependency == NULL || loss == NULL)
    g_error ("dependency or loss was not found");
  g_assert_cmpint (dependency->severity, ==, CTN_SEVERITY_HIGH);
  g_assert_true (g_str_has_suffix (dependency->key, ":Wheat"));
  g_assert_cmpint (loss->stage, ==, 1);
}

/* --- Coverage ------------------------------------------------------------------------------------ */

static gint64
add_organisation (Fixture *self, const char *name, const char *nuts, const char *staff)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_organisation_add (self->project, name, &error);

  ctn_organisation_edit (self->project, &id, 1, ctn_record_kind_find_field (kind, "region"), nuts,
                         &error);
  if (staff != NULL)
    ctn_organisation_edit (self->project, &id, 1, ctn_record_kind_find_field (kind, "headcount"),
                           staff, &error);
  g_assert_no_error (error);
  return id;
}

static void
place (Fixture *self, guint stage, gint64 organisation, const char *capability)
{
  g_autoptr (GError) error = NULL;
  gint64 actor = 0;

  ctn_chain_place (self->project, self->chain, self->stages[stage], &organisation, 1,
                   CTN_ACTOR_ACTOR, &error);
  ctn_connection_get_int (ctn_project_get_reader (self->project), &actor, &error,
                          "SELECT max (id) FROM chain_actor", "");
  if (capability != NULL)
    ctn_chain_edit_actor (self->project, actor,
                          ctn_record_kind_find_field (ctn_chain_actor_kind (), "capability"),
                          capability, &error);
  g_assert_no_error (error);
}

/* Registry: Upper Bavaria 60 + 40 + 100 = 200, Basque Country 300; 500 in all. Grain has 60 + 40 in Bavaria
 * and 50 (of 100, at two stages) in the Basque Country: LQ (100/200) / (150/500) = 5/3 and (50/300) / (150/500)
 * = 5/9. Capability of Bavaria's: (4 + 2)/2 = 3. */
static void
test_coverage (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (CtnEmployment) employment = NULL;
  g_autoptr (CtnCoverage) coverage = NULL;
  gint64 both = add_organisation (self, "Both", "ES213", "100");
  const CtnCoverageCell *cell;

  place (self, 0, add_organisation (self, "A", "DE212", "60"), "4");
  place (self, 0, add_organisation (self, "B", "DE21", "40"), "2");
  place (self, 0, both, NULL);
  place (self, 1, both, "1");
  place (self, 1, add_organisation (self, "Unknown", "DE21", NULL), NULL);
  add_organisation (self, "Elsewhere in Bavaria", "DE211", "100");
  add_organisation (self, "Elsewhere in Spain", "ES212", "200");
  chain = load (self);
  employment = ctn_employment_load (ctn_project_get_reader (self->project), &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ctn_employment_get (employment, "DE21"), 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_employment_get (employment, ""), 500, 1e-9);
  coverage = ctn_coverage_new (chain, employment, 2, 2);
  g_assert_cmpuint (coverage->regions->len, ==, 2);
  g_assert_cmpuint (coverage->n_unknown, ==, 1);
  cell = ctn_coverage_get (coverage, 0, 0);
  g_assert_cmpuint (cell->n, ==, 2);
  g_assert_cmpfloat_with_epsilon (cell->capability, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (cell->employment, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (cell->lq, 5.0 / 3, 1e-9);
  g_assert_true (cell->is_critical);
  g_assert_true (cell->is_good);
  cell = ctn_coverage_get (coverage, 1, 0);
  g_assert_cmpfloat_with_epsilon (cell->lq, 5.0 / 9, 1e-9);
  g_assert_true (isnan (cell->capability));
  g_assert_false (cell->is_critical);
  g_assert_true (cell->is_good);
  cell = ctn_coverage_get (coverage, 1, 1);
  g_assert_false (cell->is_good); /* a capability of 1 */
  cell = ctn_coverage_get (coverage, 0, 1);
  g_assert_true (isnan (cell->lq));
  ctn_coverage_free (g_steal_pointer (&coverage));
  coverage = ctn_coverage_new (chain, employment, 2, 3);
  g_assert_false (ctn_coverage_get (coverage, 0, 0)->is_critical);
}

/* Bavaria has grain and flour, the Basque Country flour (badly) and bread: Bavaria gives both, takes bread. */
static void
test_complements (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const CtnComplement *pair;

  place (self, 0, add_organisation (self, "A", "DE21", NULL), NULL);
  place (self, 1, add_organisation (self, "B", "DE21", NULL), "3");
  place (self, 1, add_organisation (self, "C", "ES21", NULL), "1");
  place (self, 2, add_organisation (self, "D", "ES21", NULL), NULL);
  chain = load (self);
  list = ctn_chain_list_complements (chain);
  g_assert_cmpuint (list->len, ==, 1);
  pair = g_ptr_array_index (list, 0);
  g_assert_cmpstr (pair->one, ==, "DE21");
  g_assert_cmpstr (pair->other, ==, "ES21");
  g_assert_cmpuint (pair->gives->len, ==, 2);
  g_assert_cmpuint (g_array_index (pair->gives, guint, 1), ==, 1);
  g_assert_cmpuint (pair->takes->len, ==, 1);
  g_assert_cmpuint (pair->n_both, ==, 3);
  g_assert_true (pair->crosses_border);
}

/* --- Stages -------------------------------------------------------------------------------------- */

static void
edit_stage (Fixture *self, gint64 stage, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_chain_edit_stage (self->project, stage,
                        ctn_record_kind_find_field (ctn_chain_stage_kind (), field), text, &error);
  g_assert_no_error (error);
}

/* Parts stand behind their stage, and who is at a part is at the stage; a part of a part is a part of the
 * whole; stages beside each other are one step, and both are sources. */
static void
test_stages (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (CtnChainEnds) ends = NULL;
  gint64 part = ctn_chain_add_stage (self->project, self->chain, -1, "Milling", NULL);
  gint64 side = ctn_chain_add_stage (self->project, self->chain, self->stages[0], "Yeast", NULL);
  CtnStageFigures figures;

  g_assert_true (ctn_chain_nest_stage (self->project, part, self->stages[1], &error));
  edit_stage (self, side, "parallel", "1");
  place (self, 0, add_organisation (self, "Farm", "DE21", NULL), NULL);
  ctn_chain_place_named (self->project, self->chain, side, "Yeast maker", CTN_ACTOR_ACTOR,
                         CTN_STATE_EXISTING, &error);
  ctn_chain_place_named (self->project, self->chain, part, "Mill", CTN_ACTOR_ACTOR,
                         CTN_STATE_EXISTING, &error);
  g_assert_no_error (error);
  chain = load (self);
  g_assert_cmpuint (chain->stages->len, ==, 5);
  g_assert_cmpstr (ctn_chain_get_stage (chain, 1)->name, ==, "Yeast");
  g_assert_cmpuint (ctn_chain_get_stage (chain, 1)->step, ==, 0);
  g_assert_cmpstr (ctn_chain_get_stage (chain, 3)->name, ==, "Milling");
  g_assert_cmpint (ctn_chain_get_stage (chain, 3)->parent, ==, 2);
  g_assert_cmpuint (ctn_chain_get_stage (chain, 4)->step, ==, 3);
  ctn_chain_get_stage_figures (chain, 2, &figures);
  g_assert_cmpuint (figures.n_actors, ==, 1);
  ends = ctn_chain_ends_new (chain);
  g_assert_cmpuint (ends->sources->len, ==, 2);
  /* "Bread" goes into "Milling", which is a part already. */
  g_assert_true (ctn_chain_nest_stage (self->project, self->stages[2], part, &error));
  ctn_chain_unref (g_steal_pointer (&chain));
  chain = load (self);
  g_assert_cmpint (ctn_chain_get_stage (chain, 4)->parent, ==, 2);
  /* A stage does not become a part of its own part. */
  g_assert_true (ctn_chain_nest_stage (self->project, self->stages[1], part, &error));
  ctn_chain_unref (g_steal_pointer (&chain));
  chain = load (self);
  g_assert_cmpint (ctn_chain_get_stage (chain, 2)->parent, ==, -1);
  g_assert_cmpint (ctn_chain_get_stage (chain, 3)->parent, ==, 2);
}

/* Moved past its neighbour, and not past the end. */
static void
test_move_stage (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = NULL;

  g_assert_true (ctn_chain_move_stage (self->project, self->stages[0], TRUE, &error));
  g_assert_true (ctn_chain_move_stage (self->project, self->stages[2], TRUE, &error));
  chain = load (self);
  g_assert_cmpstr (ctn_chain_get_stage (chain, 0)->name, ==, "Flour");
  g_assert_cmpstr (ctn_chain_get_stage (chain, 1)->name, ==, "Grain");
  g_assert_cmpstr (ctn_chain_get_stage (chain, 2)->name, ==, "Bread");
  g_assert_true (ctn_chain_move_stage (self->project, self->stages[0], FALSE, &error));
  ctn_chain_unref (g_steal_pointer (&chain));
  chain = load (self);
  g_assert_cmpstr (ctn_chain_get_stage (chain, 0)->name, ==, "Grain");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*function) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/chain-economy/value-added", test_value_added },
    { "/chain-economy/years", test_years },
    { "/chain-economy/dependency", test_dependency },
    { "/chain-economy/limits", test_limits },
    { "/chain-economy/findings", test_findings },
    { "/chain-economy/coverage", test_coverage },
    { "/chain-economy/complements", test_complements },
    { "/chain-economy/stages", test_stages },
    { "/chain-economy/move-stage", test_move_stage },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
