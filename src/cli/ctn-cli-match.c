#include <ctn-matching.h>
#include <ctn-need.h>
#include <glib/gi18n.h>

#include "ctn-cli.h"

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
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < match->reasons->len; i++) {
    const CtnReason *reason = g_ptr_array_index (match->reasons, i);

    json_builder_begin_object (builder);
    ctn_cli_add_number (builder, "points", reason->points);
    ctn_cli_add_text (builder, "text", reason->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_match (const CtnMatch *match)
{
  g_autofree char *reasons = ctn_reasons_dup_text (match->reasons);
  g_auto (GStrv) lines = g_strsplit (reasons, "\n", -1);

  g_print ("%3.0f  %s · %s\n", match->score, match->title, match->name);
  for (char **line = lines; *line != NULL; line++)
    g_print ("       %s\n", *line);
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
    add_match (builder, g_ptr_array_index (matches, i));
    if (!json)
      print_match (g_ptr_array_index (matches, i));
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    ctn_cli_print_json (builder);
}

static gboolean
match (CtnProject *project, const char *wanted, int limit, gboolean json, GError **error)
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
  matches = ctn_match_find (reader, index, need, &weights, (guint) MAX (limit, 1), NULL, error);
  if (matches == NULL)
    return FALSE;
  print_matches (need, &weights, matches, json);
  return TRUE;
}

int
ctn_cli_match (int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = 20;
  g_autofree char *need = NULL;
  const GOptionEntry entries[] = {
    { "need", 0, 0, G_OPTION_ARG_STRING, &need, N_ ("The need, by title or id"), N_ ("NAME") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many (default 20)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  gboolean ok;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary",
                      _ ("Finds offers that may meet a need, with points and reasons."), 1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  ok = match (project, need, limit, json, &error);
  return ctn_cli_close (project, ok ? CTN_EXIT_OK : ctn_cli_fail (error));
}
