#include <ctn-chain-figure.h>
#include <ctn-i18n.h>

#include "ctn-cli-chain.h"

static void
add_number (JsonBuilder *builder, double value)
{
  json_builder_add_double_value (builder, value);
}

static void
add_actors (JsonBuilder *builder, CtnChain *chain, const CtnLayout *layout)
{
  json_builder_set_member_name (builder, "actors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", actor->id);
    ctn_cli_add_text (builder, "name", actor->name);
    ctn_cli_add_int (builder, "stage", actor->stage);
    ctn_cli_add_int (builder, "order", layout->order[i]);
    ctn_cli_add_double (builder, "x", layout->x[i]);
    ctn_cli_add_double (builder, "y", layout->y[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_links (JsonBuilder *builder, CtnChain *chain, const CtnLayout *layout)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);
    guint n_points = 0;
    const CtnLayoutPoint *points = ctn_layout_get_route (layout, i, &n_points);

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", link->id);
    ctn_cli_add_int (builder, "source", ctn_chain_get_actor (chain, link->source)->id);
    ctn_cli_add_int (builder, "target", ctn_chain_get_actor (chain, link->target)->id);
    json_builder_set_member_name (builder, "points");
    json_builder_begin_array (builder);
    for (guint k = 0; k < n_points; k++) {
      json_builder_begin_array (builder);
      add_number (builder, points[k].x);
      add_number (builder, points[k].y);
      json_builder_end_array (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (CtnChain *chain, const CtnLayout *layout, double milliseconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "chain", chain->name);
  ctn_cli_add_int (builder, "crossings", layout->n_crossings);
  ctn_cli_add_double (builder, "width", layout->width);
  ctn_cli_add_double (builder, "height", layout->height);
  ctn_cli_add_double (builder, "milliseconds", milliseconds);
  add_actors (builder, chain, layout);
  add_links (builder, chain, layout);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static gboolean
run (CtnProject *project,
     const char *wanted,
     const CtnChainFigureOptions *options,
     gboolean json,
     GError **error)
{
  CtnChain *chain = ctn_cli_load_chain (ctn_project_get_reader (project), wanted, error);
  g_autoptr (CtnChainFigure) figure = NULL;
  const CtnLayout *layout;
  gint64 start = g_get_monotonic_time ();
  double milliseconds;

  if (chain == NULL)
    return FALSE;
  figure = ctn_chain_figure_new (chain, options, NULL, error);
  if (figure == NULL)
    return FALSE;
  milliseconds = (double) (g_get_monotonic_time () - start) / 1000;
  layout = ctn_chain_figure_get_layout (figure);
  if (json)
    print_json (chain, layout, milliseconds);
  else
    g_print (_ ("%s: %u actors, %u links, %u crossings, %.0f × %.0f points, %.1f ms\n"),
             chain->name, layout->n_nodes, layout->n_links, layout->n_crossings, layout->width,
             layout->height, milliseconds);
  return TRUE;
}

int
ctn_cli_layout (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  g_autofree char *lanes = NULL;
  g_autofree char *direction = NULL;
  CtnChainFigureOptions options = { 0 };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "chain", 'c', 0, G_OPTION_ARG_STRING, &chain, N_ ("The value chain, by name or id"),
      N_ ("NAME") },
    { "lanes", 0, 0, G_OPTION_ARG_STRING, &lanes, N_ ("none, country, helix, region or segment"),
      N_ ("LANES") },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &direction, N_ ("left-to-right or top-down"),
      N_ ("DIRECTION") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary",
          _ ("Lays out the map of a value chain: where each actor stands, how the links "
             "run, how often they cross."),
          1, 1))
    return CTN_EXIT_USAGE;
  if (!ctn_cli_parse_map (lanes, direction, &options, &error)) {
    g_printerr ("%s: %s\n", g_get_prgname (), error->message);
    return CTN_EXIT_USAGE;
  }
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (!run (project, chain, &options, json, &error))
    return ctn_cli_close (project, ctn_cli_fail (error));
  return ctn_cli_close (project, CTN_EXIT_OK);
}
