/* catenary-cli chain: value chains from and to files, and their snapshots. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-exchange.h>
#include <ctn-chain-export.h>
#include <ctn-chain-figures-import.h>
#include <ctn-chain-snapshot.h>
#include <ctn-chain-trade.h>
#include <ctn-i18n.h>

#include "ctn-cli-chain.h"

typedef struct {
  char *chain; /* (owned) (nullable) */
  char *name;  /* (owned) (nullable) */
  char *what;  /* (owned) (nullable) */
  char *date;  /* (owned) (nullable) */
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->chain);
  g_free (self->name);
  g_free (self->what);
  g_free (self->date);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

#define CHAIN_ENTRY(options)                                                                       \
  { "chain",                                                                                       \
    'c',                                                                                           \
    0,                                                                                             \
    G_OPTION_ARG_STRING,                                                                           \
    &(options).chain,                                                                              \
    N_ ("The value chain, by name or id"),                                                         \
    N_ ("NAME") }
#define JSON_ENTRY(options)                                                                        \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, N_ ("Print the result as JSON"), NULL }

/* --- Import -------------------------------------------------------------------------------------- */

static void
print_problems (JsonBuilder *builder, GPtrArray *problems)
{
  if (builder != NULL) {
    json_builder_set_member_name (builder, "problems");
    json_builder_begin_array (builder);
  }
  for (guint i = 0; i < problems->len; i++) {
    const CtnExchangeProblem *problem = g_ptr_array_index (problems, i);

    if (builder == NULL) {
      g_printerr ("%s: %s\n", problem->place, problem->message);
      continue;
    }
    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "place", problem->place);
    ctn_cli_add_text (builder, "message", problem->message);
    json_builder_end_object (builder);
  }
  if (builder != NULL)
    json_builder_end_array (builder);
}

static void
print_import (const CtnExchangeRun *run, gboolean json)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!json) {
    g_print (_ ("Actors added: %u, links added: %u, filled in: %u\n"), run->n_actors, run->n_links,
             run->n_updated);
    print_problems (NULL, run->exchange->problems);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "chain", run->chain);
  ctn_cli_add_int (builder, "actors-added", run->n_actors);
  ctn_cli_add_int (builder, "links-added", run->n_links);
  ctn_cli_add_int (builder, "filled-in", run->n_updated);
  ctn_cli_add_int (builder, "in-registry", run->exchange->n_organisations);
  print_problems (builder, run->exchange->problems);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

/* The chain that is named, or 0 for a new one. */
static gboolean
find_target (CtnProject *project, const Options *options, gint64 *chain, GError **error)
{
  *chain = 0;
  return options->chain == NULL || ctn_cli_find (ctn_project_get_reader (project), CTN_CLI_CHAIN,
                                                 options->chain, chain, error);
}

static int
import_map (CtnProject *project, const Options *options, GFile *file)
{
  g_autofree char *title = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChainExchange) exchange = ctn_chain_exchange_load (file, NULL, &error);
  CtnExchangeRun run = { .exchange = exchange,
                         .name = options->name != NULL ? options->name : title };
  const CtnOperation operation = { "Import Value Chain", run.name, NULL };

  if (exchange == NULL || !find_target (project, options, &run.chain, &error) ||
      !ctn_project_transact (project, &operation, ctn_chain_exchange_apply, &run, &error))
    return ctn_cli_fail (error);
  print_import (&run, options->json);
  return exchange->problems->len > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

static int
import_figures (CtnProject *project, const Options *options, GFile *file, const CtnRecordKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain =
      ctn_cli_load_chain (ctn_project_get_reader (project), options->chain, &error);
  g_autoptr (CtnFiguresImport) import =
      chain != NULL ? ctn_figures_import_load (file, kind, chain, NULL, &error) : NULL;
  g_autoptr (JsonBuilder) builder = options->json ? json_builder_new () : NULL;
  const CtnOperation operation = { kind == ctn_trade_flow_kind () ? "Import Trade"
                                                                  : "Import Accounts",
                                   chain != NULL ? chain->name : NULL, NULL };

  if (import == NULL ||
      !ctn_project_transact (project, &operation, ctn_figures_import_apply, import, &error))
    return ctn_cli_fail (error);
  if (builder != NULL) {
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "added", ctn_figures_import_count (import));
    print_problems (builder, import->problems);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  } else {
    g_print (_ ("Rows added: %u\n"), ctn_figures_import_count (import));
    print_problems (NULL, import->problems);
  }
  return import->problems->len > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

static int
import (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    CHAIN_ENTRY (options),
    { "name", 'n', 0, G_OPTION_ARG_STRING, &options.name,
      N_ ("What a new value chain is called, without --chain"), N_ ("NAME") },
    { "what", 'w', 0, G_OPTION_ARG_STRING, &options.what, N_ ("map, accounts or trade"),
      N_ ("WHAT") },
    JSON_ENTRY (options),
    { NULL },
  };
  g_autoptr (GFile) file = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary MAP.xlsx|ods|xls|csv|graphml|gexf",
                      _ ("Takes stages, actors and links in, or accounts and trade of the stages."),
                      2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  file = g_file_new_for_commandline_arg (argv[2]);
  if (options.what == NULL || g_str_equal (options.what, "map"))
    code = import_map (project, &options, file);
  else if (g_str_equal (options.what, "accounts"))
    code = import_figures (project, &options, file, ctn_stage_account_kind ());
  else if (g_str_equal (options.what, "trade"))
    code = import_figures (project, &options, file, ctn_trade_flow_kind ());
  else {
    g_printerr (_ ("%s: --what takes one of map, accounts, trade\n"), g_get_prgname ());
    code = CTN_EXIT_USAGE;
  }
  return ctn_cli_close (project, code);
}

/* --- Export -------------------------------------------------------------------------------------- */

static gboolean
write_table (CtnConnection *reader, gint64 chain, const char *what, GFile *file, GError **error)
{
  const CtnRecordKind *kind = g_str_equal (what, "actors")  ? ctn_chain_actor_kind ()
                              : g_str_equal (what, "links") ? ctn_chain_link_kind ()
                                                            : ctn_chain_stage_kind ();
  g_autoptr (GBytes) bytes = ctn_chain_export_table (reader, chain, kind, NULL, error);

  return bytes != NULL &&
         g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

static int
export_to (CtnProject *project, const Options *options, const char *path)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  CtnChainFormat format = CTN_CHAIN_FORMAT_CSV;
  gint64 chain = 0;

  if (!ctn_chain_format_from_name (path, &format)) {
    g_printerr (_ ("%s: the file must end in .xlsx, .csv, .graphml or .gexf\n"), g_get_prgname ());
    return CTN_EXIT_USAGE;
  }
  if (!ctn_cli_find (reader, CTN_CLI_CHAIN, options->chain, &chain, &error) ||
      !(options->what != NULL && format == CTN_CHAIN_FORMAT_CSV
            ? write_table (reader, chain, options->what, file, &error)
            : ctn_chain_export (reader, chain, format, file, NULL, &error)))
    return ctn_cli_fail (error);
  if (options->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "chain", chain);
    ctn_cli_add_text (builder, "file", path);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return CTN_EXIT_OK;
}

static int export (int argc, char **argv)
{
  static const char *const tables[] = { "links", "actors", "stages", NULL };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    CHAIN_ENTRY (options),
    { "what", 'w', 0, G_OPTION_ARG_STRING, &options.what,
      N_ ("links, actors or stages: which of them go into a CSV file"), N_ ("WHAT") },
    JSON_ENTRY (options),
    { NULL },
  };
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary MAP.xlsx|csv|graphml|gexf",
                      _ ("Writes a value chain with all its fields for other programs."), 2, 2))
    return CTN_EXIT_USAGE;
  if (options.what != NULL && !g_strv_contains (tables, options.what)) {
    g_printerr (_ ("%s: --what takes one of links, actors, stages\n"), g_get_prgname ());
    return CTN_EXIT_USAGE;
  }
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project, export_to (project, &options, argv[2]));
}

int
ctn_cli_chain (int argc, char **argv)
{
  static const CtnCliCommand commands[] = {
    { "import", N_ ("take stages, actors and links in from a file"), import },
    { "export", N_ ("write stages, actors and links to a file"), export },
    { "snapshot", N_ ("keep a value chain as it is today"), ctn_cli_chain_snapshot },
    { "snapshots", N_ ("list what was kept"), ctn_cli_chain_snapshots },
    { "compare", N_ ("what came, went and changed between two dates"), ctn_cli_chain_compare },
  };

  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
