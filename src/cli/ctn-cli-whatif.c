#include <ctn-chain-what-if.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-cli-chain.h"

static gboolean
remove_actors (CtnChain *chain, CtnWhatIf *what, const char *wanted)
{
  gboolean found = FALSE;

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, actor->id);

    if (!ctn_cli_is_same (actor->name, wanted) && !g_str_equal (id, wanted))
      continue;
    ctn_what_if_set_actor (what, actor->id, TRUE);
    found = TRUE;
  }
  return found;
}

static gboolean
is_code (const char *list, const char *code)
{
  CtnCodeList *codes = ctn_code_list_get (list, NULL);

  return codes != NULL && ctn_code_list_lookup (codes, code) != NULL;
}

/* Actors by name or id, else a country or region by its code. */
static gboolean
add_removed (CtnChain *chain, CtnWhatIf *what, char **wanted, GError **error)
{
  for (; wanted != NULL && *wanted != NULL; wanted++) {
    if (remove_actors (chain, what, *wanted))
      continue;
    if (!is_code ("nuts-2024", *wanted) && !is_code ("iso-3166", *wanted)) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” is no actor of the chain “%s”, and no code of a country or region."),
                   *wanted, chain->name);
      return FALSE;
    }
    ctn_what_if_set_place (what, *wanted, TRUE);
  }
  return TRUE;
}

static gboolean
add_borders (CtnWhatIf *what, char **wanted, GError **error)
{
  for (; wanted != NULL && *wanted != NULL; wanted++) {
    if (!is_code ("iso-3166", *wanted)) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” is no two-letter code of a country."), *wanted);
      return FALSE;
    }
    ctn_what_if_set_border (what, *wanted, TRUE);
  }
  return TRUE;
}

static void
add_names (JsonBuilder *builder,
           const char *name,
           CtnChain *chain,
           const CtnWhatIfResult *result,
           CtnActorFate fate)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->actors->len; i++)
    if (g_array_index (result->actors, CtnActorFate, i) == fate)
      json_builder_add_string_value (builder, ctn_chain_get_actor (chain, i)->name);
  json_builder_end_array (builder);
}

static void
add_stages (JsonBuilder *builder, CtnChain *chain, const CtnWhatIfResult *result)
{
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnStageChange *change = &g_array_index (result->stages, CtnStageChange, i);

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", ctn_chain_get_stage (chain, i)->id);
    ctn_cli_add_text (builder, "name", ctn_chain_get_stage (chain, i)->name);
    json_builder_set_member_name (builder, "before");
    json_builder_begin_object (builder);
    ctn_cli_add_stage_figures (builder, &change->before);
    json_builder_end_object (builder);
    json_builder_set_member_name (builder, "after");
    json_builder_begin_object (builder);
    ctn_cli_add_stage_figures (builder, &change->after);
    json_builder_end_object (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (CtnChain *chain, const CtnWhatIfResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "chain", chain->name);
  add_names (builder, "removed-actors", chain, result, CTN_FATE_REMOVED);
  add_names (builder, "stranded-actors", chain, result, CTN_FATE_STRANDED);
  ctn_cli_add_int (builder, "cut-links", result->n_links);
  ctn_cli_add_double (builder, "still-connected", result->connected);
  ctn_cli_add_flow (builder, "flow-before", &result->flow_before);
  ctn_cli_add_flow (builder, "flow-after", &result->flow_after);
  ctn_cli_add_int (builder, "covered-stages-before", result->covered_before);
  ctn_cli_add_int (builder, "covered-stages-after", result->covered_after);
  ctn_cli_add_int (builder, "covered-cells-before", result->cells_before);
  ctn_cli_add_int (builder, "covered-cells-after", result->cells_after);
  add_stages (builder, chain, result);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static char *
format_volume (double volume)
{
  return isfinite (volume) ? ctn_number_format (volume, 1) : g_strdup (_ ("unlimited"));
}

static void
print_text (CtnChain *chain, const CtnWhatIfResult *result)
{
  g_autofree char *before = format_volume (result->flow_before.volume);
  g_autofree char *after = format_volume (result->flow_after.volume);

  g_print (_ ("Actors removed: %u, links cut: %u\n"), result->n_actors, result->n_links);
  g_print (_ ("Pairs of a source and a market that are connected: %u, were %u\n"),
           result->flow_after.n_connected, result->flow_before.n_connected);
  g_print (_ ("Independent ways to the market: %u, were %u\n"), result->flow_after.n_paths,
           result->flow_before.n_paths);
  g_print (_ ("Volume that can arrive: %s, was %s\n"), after, before);
  g_print (_ ("Stages covered: %u, were %u\n"), result->covered_after, result->covered_before);
  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnStageChange *change = &g_array_index (result->stages, CtnStageChange, i);

    if (change->before.n_actors != change->after.n_actors)
      g_print (_ ("  %s: %u actors, were %u\n"), ctn_chain_get_stage (chain, i)->name,
               change->after.n_actors, change->before.n_actors);
  }
  for (guint i = 0; i < chain->actors->len; i++)
    if (g_array_index (result->actors, CtnActorFate, i) == CTN_FATE_STRANDED)
      g_print (_ ("  cut off: %s\n"), ctn_chain_get_actor (chain, i)->name);
}

static int
run (CtnProject *project, const char *name, char **removed, char **borders, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = ctn_cli_load_chain (ctn_project_get_reader (project), name, &error);
  g_autoptr (CtnWhatIf) what = ctn_what_if_new ();
  g_autoptr (CtnWhatIfResult) result = NULL;

  if (chain == NULL || !add_removed (chain, what, removed, &error) ||
      !add_borders (what, borders, &error))
    return ctn_cli_fail (error);
  result = ctn_what_if_run (what, chain);
  if (json)
    print_json (chain, result);
  else
    print_text (chain, result);
  return CTN_EXIT_OK;
}

int
ctn_cli_whatif (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  g_auto (GStrv) removed = NULL;
  g_auto (GStrv) borders = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "chain", 'c', 0, G_OPTION_ARG_STRING, &chain, N_ ("The value chain, by name or id"),
      N_ ("NAME") },
    { "remove", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &removed,
      N_ ("An actor by name or id, or a country or region by code; may be repeated"), N_ ("WHAT") },
    { "border", 'b', 0, G_OPTION_ARG_STRING_ARRAY, &borders,
      N_ ("A country whose borders are closed, by its two letters; may be repeated"),
      N_ ("COUNTRY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary",
          _ ("Tells what is left of a value chain without some of it. The project stays "
             "as it is."),
          1, 1))
    return CTN_EXIT_USAGE;
  if (removed == NULL && borders == NULL) {
    g_printerr (_ ("%s: say what to take away with --remove or --border.\n"), g_get_prgname ());
    return CTN_EXIT_USAGE;
  }
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project, run (project, chain, removed, borders, json));
}
