#include <ctn-chain-candidates.h>
#include <ctn-i18n.h>
#include <ctn-matching.h>
#include <ctn-need.h>

#include "ctn-cli.h"

static void
add_reasons (JsonBuilder *builder, const GPtrArray *reasons)
{
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reasons->len; i++) {
    const CtnReason *reason = g_ptr_array_index (reasons, i);

    json_builder_begin_object (builder);
    ctn_cli_add_number (builder, "points", reason->points);
    ctn_cli_add_text (builder, "text", reason->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_found (double score, const char *title, const char *subtitle, GPtrArray *reasons)
{
  g_autofree char *text = ctn_reasons_dup_text (reasons);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_print ("%3.0f  %s%s%s\n", score, title, subtitle != NULL ? " · " : "",
           subtitle != NULL ? subtitle : "");
  for (char **line = lines; *line != NULL; line++)
    g_print ("       %s\n", *line);
}

/* --- Offers for a need --------------------------------------------------------------------------- */

static void
add_match (JsonBuilder *builder, const CtnMatch *match)
{
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "offer", match->offer);
  ctn_cli_add_text (builder, "title", match->title);
  ctn_cli_add_int (builder, "organisation", match->organisation);
  ctn_cli_add_text (builder, "name", match->name);
  ctn_cli_add_text (builder, "country", match->country);
  ctn_cli_add_number (builder, "score", match->score);
  add_reasons (builder, match->reasons);
  json_builder_end_object (builder);
}

static void
print_matches (gint64 need, const CtnMatchWeights *weights, GPtrArray *matches, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "need", need);
  json_builder_set_member_name (builder, "weights");
  json_builder_begin_object (builder);
  for (guint i = 0; i < CTN_N_CRITERIA; i++) {
    json_builder_set_member_name (builder, ctn_criterion_get_code (i));
    json_builder_add_double_value (builder, weights->values[i]);
  }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "matches");
  json_builder_begin_array (builder);
  for (guint i = 0; i < matches->len; i++) {
    const CtnMatch *match = g_ptr_array_index (matches, i);

    add_match (builder, match);
    if (!json)
      print_found (match->score, match->title, match->name, match->reasons);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    ctn_cli_print_json (builder);
}

static gboolean
match_need (CtnProject *project, const char *wanted, guint limit, gboolean json, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnMatchingIndex) index = NULL;
  g_autoptr (GPtrArray) matches = NULL;
  CtnMatchWeights weights;
  gint64 need = 0;

  if (!ctn_cli_find (reader, CTN_CLI_NEED, wanted, &need, error))
    return FALSE;
  index = ctn_matching_index_new (project, error);
  if (index == NULL || !ctn_matching_index_update (index, reader, NULL, error))
    return FALSE;
  ctn_match_weights_get (reader, &weights);
  matches = ctn_match_find (reader, index, need, &weights, limit, NULL, error);
  if (matches == NULL)
    return FALSE;
  print_matches (need, &weights, matches, json);
  return TRUE;
}

/* --- Partners for a stage of a value chain ------------------------------------------------------- */

static gboolean
find_stage (CtnChain *chain, const char *wanted, guint *stage, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (*stage = 0; *stage < chain->stages->len; ++*stage) {
    const char *name = ctn_chain_get_stage (chain, *stage)->name;

    if (wanted != NULL && ctn_cli_is_same (name, wanted))
      return TRUE;
    g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", name);
  }
  if (wanted == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("Which stage is meant? Say it with --stage: %s."), names->str);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is no stage “%s”. The chain has %s."), wanted, names->str);
  return FALSE;
}

static void
print_candidates (CtnChain *chain, guint stage, GPtrArray *candidates, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "chain", chain->id);
  ctn_cli_add_int (builder, "stage", ctn_chain_get_stage (chain, stage)->id);
  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < candidates->len; i++) {
    const CtnCandidate *candidate = g_ptr_array_index (candidates, i);

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "organisation", candidate->organisation);
    ctn_cli_add_text (builder, "name", candidate->name);
    ctn_cli_add_text (builder, "place", candidate->place);
    json_builder_set_member_name (builder, "other_region");
    json_builder_add_boolean_value (builder, candidate->other_region);
    ctn_cli_add_number (builder, "score", candidate->score);
    add_reasons (builder, candidate->reasons);
    json_builder_end_object (builder);
    if (!json)
      print_found (candidate->score, candidate->name, candidate->place, candidate->reasons);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    ctn_cli_print_json (builder);
}

static gboolean
match_stage (CtnProject *project,
             const char *wanted,
             const char *wanted_stage,
             guint limit,
             gboolean json,
             GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  gint64 id = 0;
  guint stage = 0;

  if (!ctn_cli_find (reader, CTN_CLI_CHAIN, wanted, &id, error))
    return FALSE;
  chain = ctn_chain_load (reader, id, error);
  if (chain == NULL || !find_stage (chain, wanted_stage, &stage, error))
    return FALSE;
  candidates = ctn_chain_find_candidates (reader, chain, stage, limit, NULL, error);
  if (candidates == NULL)
    return FALSE;
  print_candidates (chain, stage, candidates, json);
  return TRUE;
}

int
ctn_cli_match (int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = 20;
  g_autofree char *need = NULL;
  g_autofree char *chain = NULL;
  g_autofree char *stage = NULL;
  const GOptionEntry entries[] = {
    { "need", 0, 0, G_OPTION_ARG_STRING, &need, N_ ("The need, by title or id"), N_ ("NAME") },
    { "chain", 0, 0, G_OPTION_ARG_STRING, &chain,
      N_ ("A value chain, by name or id, for which partners are looked for instead"), N_ ("NAME") },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &stage, N_ ("Its stage that somebody is looked for at"),
      N_ ("NAME") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many (default 20)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  gboolean ok;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary",
          _ ("Finds offers that may meet a need, or partners who could take a place at a "
             "stage of a value chain, with points and reasons."),
          1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  ok = chain != NULL || stage != NULL
           ? match_stage (project, chain, stage, (guint) MAX (limit, 1), json, &error)
           : match_need (project, need, (guint) MAX (limit, 1), json, &error);
  return ctn_cli_close (project, ok ? CTN_EXIT_OK : ctn_cli_fail (error));
}
