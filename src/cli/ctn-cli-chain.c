#include <ctn-text.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ctn-cli-chain.h"

gboolean
ctn_cli_is_same (const char *a, const char *b)
{
  g_autofree char *one = ctn_text_fold (a);
  g_autofree char *other = ctn_text_fold (b);

  return g_str_equal (one, other);
}

CtnChain *
ctn_cli_load_chain (CtnConnection *reader, const char *wanted, GError **error)
{
  g_autoptr (GArray) ids = ctn_chain_list (reader, error);
  g_autoptr (GString) names = g_string_new (NULL);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    CtnChain *chain = ctn_chain_load (reader, id, error);
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

    if (chain == NULL)
      return NULL;
    if (wanted == NULL ? ids->len == 1
                       : ctn_cli_is_same (chain->name, wanted) || g_str_equal (number, wanted))
      return chain;
    g_string_append_printf (names, "\n  %s", chain->name);
    ctn_chain_free (chain);
  }
  if (wanted != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("there is no value chain “%s”. There are:%s"), wanted, names->str);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("say which with --chain. There are:%s"), names->str);
  return NULL;
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
