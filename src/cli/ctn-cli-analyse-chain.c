#include <ctn-chain-findings.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-cli-chain.h"

static void
add_network (JsonBuilder *builder, const CtnChainNetwork *network)
{
  json_builder_set_member_name (builder, "network");
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "actors", network->n_actors);
  ctn_cli_add_int (builder, "links", network->n_links);
  ctn_cli_add_double (builder, "density", network->density);
  ctn_cli_add_int (builder, "components", network->n_components);
  ctn_cli_add_int (builder, "largest-component", network->largest_component);
  ctn_cli_add_int (builder, "largest-core", network->max_core);
  ctn_cli_add_int (builder, "communities", network->n_communities);
  ctn_cli_add_double (builder, "modularity", network->modularity);
  json_builder_end_object (builder);
}

static void
add_stages (JsonBuilder *builder, CtnChain *chain)
{
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->stages->len; i++) {
    int parent = ctn_chain_get_stage (chain, i)->parent;
    CtnStageFigures figures;

    ctn_chain_get_stage_figures (chain, i, &figures);
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", ctn_chain_get_stage (chain, i)->id);
    ctn_cli_add_text (builder, "name", ctn_chain_get_stage (chain, i)->name);
    ctn_cli_add_int (builder, "step", ctn_chain_get_stage (chain, i)->step);
    ctn_cli_add_text (builder, "part-of",
                      parent >= 0 ? ctn_chain_get_stage (chain, (guint) parent)->name : NULL);
    ctn_cli_add_stage_figures (builder, &figures);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Numbers of existing actors, by region and in the order of the stages. */
static void
add_coverage (JsonBuilder *builder, const char *name, CtnChain *chain, guint level)
{
  g_autoptr (GPtrArray) regions = ctn_chain_list_regions (chain, level);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint i = 0; i < regions->len; i++) {
    const char *region = g_ptr_array_index (regions, i);

    json_builder_set_member_name (builder, region);
    json_builder_begin_array (builder);
    for (guint stage = 0; stage < chain->stages->len; stage++)
      json_builder_add_int_value (builder, ctn_chain_count_region (chain, stage, region));
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
}

static void
add_actor (JsonBuilder *builder,
           CtnChain *chain,
           const CtnChainActor *actor,
           const CtnActorFigures *figures)
{
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", actor->id);
  ctn_cli_add_text (builder, "name", actor->name);
  ctn_cli_add_text (builder, "kind", ctn_actor_kind_get_code (actor->kind));
  ctn_cli_add_text (builder, "stage",
                    actor->stage >= 0 ? ctn_chain_get_stage (chain, (guint) actor->stage)->name
                                      : NULL);
  ctn_cli_add_text (builder, "country", actor->country);
  ctn_cli_add_text (builder, "nuts", actor->nuts);
  ctn_cli_add_text (builder, "helix", actor->helix);
  ctn_cli_add_int (builder, "in-degree", figures->in_degree);
  ctn_cli_add_int (builder, "out-degree", figures->out_degree);
  ctn_cli_add_int (builder, "degree", figures->degree);
  ctn_cli_add_double (builder, "betweenness", figures->betweenness);
  ctn_cli_add_boolean (builder, "top-decile", figures->is_central);
  ctn_cli_add_boolean (builder, "articulation", figures->is_articulation);
  ctn_cli_add_boolean (builder, "cut", figures->is_cut);
  ctn_cli_add_int (builder, "component", figures->component);
  ctn_cli_add_int (builder, "core", figures->core);
  ctn_cli_add_int (builder, "community", figures->community);
  json_builder_end_object (builder);
}

static void
add_actors (JsonBuilder *builder, CtnChain *chain, const CtnChainNetwork *network)
{
  json_builder_set_member_name (builder, "actors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnActorFigures *figures = ctn_chain_network_get_actor (network, i);

    if (figures->counted)
      add_actor (builder, chain, ctn_chain_get_actor (chain, i), figures);
  }
  json_builder_end_array (builder);
}

static void
add_ties (JsonBuilder *builder, const char *name, CtnChain *chain, CtnGroups groups)
{
  g_autoptr (GPtrArray) list = ctn_chain_list_group_ties (chain, groups);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++) {
    const CtnGroupTies *ties = g_ptr_array_index (list, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "group", ties->group);
    ctn_cli_add_int (builder, "actors", ties->n_actors);
    ctn_cli_add_int (builder, "internal", ties->internal);
    ctn_cli_add_int (builder, "external", ties->external);
    ctn_cli_add_double (builder, "ei", ties->ei);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_findings (JsonBuilder *builder, GPtrArray *findings)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "key", finding->key);
    ctn_cli_add_text (builder, "kind", ctn_finding_kind_get_code (finding->kind));
    ctn_cli_add_text (builder, "severity", ctn_severity_get_code (finding->severity));
    json_builder_set_member_name (builder, "rules");
    json_builder_begin_array (builder);
    for (const char *const *rule = finding->rules; *rule != NULL; rule++)
      json_builder_add_string_value (builder, *rule);
    json_builder_end_array (builder);
    ctn_cli_add_text (builder, "title", finding->title);
    ctn_cli_add_text (builder, "evidence", finding->evidence);
    ctn_cli_add_text (builder, "state", ctn_finding_state_get_code (finding->state));
    ctn_cli_add_text (builder, "owner", finding->owner);
    ctn_cli_add_text (builder, "note", finding->note);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static gboolean
print_json (CtnConnection *reader,
            CtnChain *chain,
            const CtnChainNetwork *network,
            GPtrArray *findings,
            GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "chain", chain->name);
  ctn_cli_add_int (builder, "id", chain->id);
  ctn_cli_add_int (builder, "threshold", chain->threshold);
  add_network (builder, network);
  ctn_cli_add_flow (builder, "flow", &network->flow);
  add_stages (builder, chain);
  add_coverage (builder, "coverage-countries", chain, 0);
  add_coverage (builder, "coverage-regions", chain, 2);
  add_ties (builder, "ties-countries", chain, CTN_GROUPS_COUNTRY);
  add_ties (builder, "ties-regions", chain, CTN_GROUPS_REGION);
  add_ties (builder, "ties-helices", chain, CTN_GROUPS_HELIX);
  add_actors (builder, chain, network);
  if (!ctn_cli_add_economy (builder, reader, chain, error))
    return FALSE;
  add_findings (builder, findings);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
  return TRUE;
}

static void
print_text (CtnChain *chain, const CtnChainNetwork *network, GPtrArray *findings)
{
  g_print ("%s\n", chain->name);
  g_print (_ ("Actors: %u, links: %u, parts: %u, communities: %u\n"), network->n_actors,
           network->n_links, network->n_components, network->n_communities);
  g_print (_ ("Pairs of a source and a market that are connected: %u of %u\n\n"),
           network->flow.n_connected, network->flow.n_pairs);
  for (guint i = 0; i < chain->stages->len; i++) {
    CtnStageFigures figures;

    ctn_chain_get_stage_figures (chain, i, &figures);
    if (isnan (figures.hhi))
      g_print (_ ("%4u  HHI  –    %s\n"), figures.n_actors, ctn_chain_get_stage (chain, i)->name);
    else
      g_print (_ ("%4u  HHI %.2f  %s\n"), figures.n_actors, figures.hhi,
               ctn_chain_get_stage (chain, i)->name);
  }
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (finding->state != CTN_FINDING_REJECTED)
      g_print ("\n%s · %s: %s\n  %s\n", ctn_severity_get_label (finding->severity),
               ctn_finding_kind_get_label (finding->kind), finding->title, finding->evidence);
  }
}

int
ctn_cli_analyse_chain (CtnProject *project, const char *wanted, gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = ctn_cli_load_chain (reader, wanted, &error);
  g_autoptr (CtnChainNetwork) network = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (chain == NULL)
    return ctn_cli_fail (error);
  network = ctn_chain_network_new (chain, NULL, &error);
  if (network == NULL)
    return ctn_cli_fail (error);
  findings = ctn_chain_find (chain, network);
  if (!ctn_chain_read_judgements (reader, chain->id, findings, &error))
    return ctn_cli_fail (error);
  if (!json)
    print_text (chain, network, findings);
  else if (!print_json (reader, chain, network, findings, &error))
    return ctn_cli_fail (error);
  return CTN_EXIT_OK;
}
