#include <ctn-i18n.h>
#include <math.h>

#include "ctn-cli-chain.h"

CtnChain *
ctn_cli_load_chain (CtnConnection *reader, const char *wanted, GError **error)
{
  gint64 id;

  return ctn_cli_find (reader, CTN_CLI_CHAIN, wanted, &id, error)
             ? ctn_chain_load (reader, id, error)
             : NULL;
}

gboolean
ctn_cli_parse_map (const char *lanes,
                   const char *direction,
                   CtnChainFigureOptions *options,
                   GError **error)
{
  if (lanes != NULL && !ctn_chain_lanes_parse (lanes, &options->lanes))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--%s takes one of %s, not “%s”."), "lanes",
                 "none, country, helix, region, segment", lanes);
  else if (direction != NULL && !ctn_chain_direction_parse (direction, &options->direction))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--%s takes one of %s, not “%s”."), "direction", "left-to-right, top-down",
                 direction);
  else
    return TRUE;
  return FALSE;
}

void
ctn_cli_add_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
ctn_cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
ctn_cli_add_flow (JsonBuilder *builder, const char *name, const CtnChainFlow *flow)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "sources", flow->n_sources);
  ctn_cli_add_int (builder, "targets", flow->n_targets);
  ctn_cli_add_int (builder, "pairs", flow->n_pairs);
  ctn_cli_add_int (builder, "connected-pairs", flow->n_connected);
  ctn_cli_add_int (builder, "independent-paths", flow->n_paths);
  ctn_cli_add_double (builder, "volume", flow->volume);
  json_builder_end_object (builder);
}

void
ctn_cli_add_stage_figures (JsonBuilder *builder, const CtnStageFigures *figures)
{
  ctn_cli_add_int (builder, "actors", figures->n_actors);
  ctn_cli_add_double (builder, "hhi", figures->hhi);
  ctn_cli_add_boolean (builder, "shares-known", figures->shares_known);
  ctn_cli_add_boolean (builder, "gap", figures->is_gap);
}
