/* Coverage with its quotients, accounts, dependencies and complements of a chain, as JSON. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-coverage.h>
#include <ctn-chain-trade.h>
#include <math.h>

#include "ctn-cli-chain.h"

static void
add_cell (JsonBuilder *builder, const CtnCoverageCell *cell)
{
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "actors", cell->n);
  ctn_cli_add_double (builder, "capability", cell->capability);
  ctn_cli_add_double (builder, "employment", cell->employment);
  ctn_cli_add_double (builder, "lq", cell->lq);
  ctn_cli_add_boolean (builder, "critical-mass", cell->is_critical);
  ctn_cli_add_boolean (builder, "covered-well", cell->is_good);
  json_builder_end_object (builder);
}

static void
add_matrix (JsonBuilder *builder, CtnChain *chain, const CtnEmployment *employment)
{
  g_autoptr (CtnCoverage) coverage = ctn_coverage_new (chain, employment, 2, 0);

  json_builder_set_member_name (builder, "coverage");
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "critical-actors", coverage->n_critical);
  ctn_cli_add_double (builder, "critical-lq", CTN_LQ_CRITICAL);
  ctn_cli_add_int (builder, "actors-without-employment", coverage->n_unknown);
  ctn_cli_add_double (builder, "employment-in-registry", ctn_employment_get (employment, ""));
  json_builder_set_member_name (builder, "regions");
  json_builder_begin_object (builder);
  for (guint i = 0; i < coverage->regions->len; i++) {
    json_builder_set_member_name (builder, g_ptr_array_index (coverage->regions, i));
    json_builder_begin_array (builder);
    for (guint stage = 0; stage < coverage->n_stages; stage++)
      add_cell (builder, ctn_coverage_get (coverage, i, stage));
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_account (JsonBuilder *builder, CtnChain *chain, guint stage, int year)
{
  const CtnStageAccount *account = ctn_chain_find_account (chain, stage, year);
  CtnAccountFigures figures;

  if (account == NULL)
    return;
  ctn_chain_get_account_figures (chain, stage, year, &figures);
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "stage", ctn_chain_get_stage (chain, stage)->name);
  ctn_cli_add_int (builder, "year", year);
  ctn_cli_add_double (builder, "output", account->output);
  ctn_cli_add_double (builder, "intermediate", account->intermediate);
  ctn_cli_add_double (builder, "wages", account->wages);
  ctn_cli_add_double (builder, "jobs", account->jobs);
  ctn_cli_add_double (builder, "price", account->price);
  ctn_cli_add_double (builder, "value-added", figures.value_added);
  ctn_cli_add_double (builder, "margin", figures.margin);
  ctn_cli_add_double (builder, "wage-share", figures.wage_share);
  ctn_cli_add_double (builder, "surplus", figures.surplus);
  ctn_cli_add_double (builder, "productivity", figures.productivity);
  ctn_cli_add_double (builder, "price-added", figures.price_added);
  ctn_cli_add_double (builder, "price-share", figures.price_share);
  ctn_cli_add_double (builder, "share-of-value-added", figures.share_of_added);
  json_builder_end_object (builder);
}

static void
add_accounts (JsonBuilder *builder, CtnChain *chain)
{
  g_autoptr (GArray) years = ctn_chain_list_account_years (chain);

  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < years->len; i++)
    for (guint stage = 0; stage < chain->stages->len; stage++)
      add_account (builder, chain, stage, g_array_index (years, int, i));
  json_builder_end_array (builder);
}

static void
add_year (JsonBuilder *builder, const CtnDependencyYear *year)
{
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "year", year->year);
  ctn_cli_add_double (builder, "imports", year->imports);
  ctn_cli_add_double (builder, "exports", year->exports);
  ctn_cli_add_double (builder, "hhi", year->hhi);
  ctn_cli_add_double (builder, "outside-eu", year->outside);
  ctn_cli_add_int (builder, "origins", year->n_origins);
  ctn_cli_add_boolean (builder, "concentrated", year->concentrated);
  ctn_cli_add_boolean (builder, "not-covered", year->not_covered);
  ctn_cli_add_boolean (builder, "mostly-outside-eu", year->from_outside);
  ctn_cli_add_boolean (builder, "dependent", year->dependent);
  json_builder_end_object (builder);
}

static void
add_dependencies (JsonBuilder *builder, const char *name, CtnChain *chain, gboolean outside)
{
  g_autoptr (GPtrArray) list = ctn_chain_list_dependencies (chain, outside);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++) {
    const CtnDependency *dependency = g_ptr_array_index (list, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "stage", ctn_chain_get_stage (chain, dependency->stage)->name);
    ctn_cli_add_text (builder, "product", dependency->product);
    ctn_cli_add_boolean (builder, "dependent", dependency->dependent);
    ctn_cli_add_int (builder, "dependent-years", dependency->n_years);
    ctn_cli_add_text (builder, "largest-origin", dependency->top);
    ctn_cli_add_double (builder, "largest-share", dependency->top_share);
    json_builder_set_member_name (builder, "years");
    json_builder_begin_array (builder);
    for (guint k = 0; k < dependency->years->len; k++)
      add_year (builder, &g_array_index (dependency->years, CtnDependencyYear, k));
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_stages (JsonBuilder *builder, const char *name, CtnChain *chain, GArray *stages)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < stages->len; i++)
    json_builder_add_string_value (
        builder, ctn_chain_get_stage (chain, g_array_index (stages, guint, i))->name);
  json_builder_end_array (builder);
}

static void
add_complements (JsonBuilder *builder, CtnChain *chain)
{
  g_autoptr (GPtrArray) list = ctn_chain_list_complements (chain);

  json_builder_set_member_name (builder, "complements");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++) {
    const CtnComplement *pair = g_ptr_array_index (list, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "one", pair->one);
    ctn_cli_add_text (builder, "other", pair->other);
    add_stages (builder, "only-one", chain, pair->gives);
    add_stages (builder, "only-other", chain, pair->takes);
    ctn_cli_add_int (builder, "covered-together", pair->n_both);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

gboolean
ctn_cli_add_economy (JsonBuilder *builder, CtnConnection *reader, CtnChain *chain, GError **error)
{
  g_autoptr (CtnEmployment) employment = ctn_employment_load (reader, error);
  guint n_returns = 0;

  if (employment == NULL)
    return FALSE;
  for (guint i = 0; i < chain->links->len; i++)
    n_returns += ctn_chain_is_return (chain, ctn_chain_get_link (chain, i));
  ctn_cli_add_int (builder, "return-links", n_returns);
  add_matrix (builder, chain, employment);
  add_complements (builder, chain);
  add_accounts (builder, chain);
  add_dependencies (builder, "dependencies", chain, FALSE);
  add_dependencies (builder, "dependencies-outside-eu", chain, TRUE);
  return TRUE;
}
