#include <ctn-exchange-count.h>
#include <ctn-exchange-rules.h>
#include <ctn-i18n.h>
#include <ctn-record.h>
#include <math.h>
#include <string.h>

#include "ctn-cli.h"

typedef struct {
  gboolean json;
  char *partnership;
  char *from;
  char *to;
  char *today;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->partnership);
  g_free (self->from);
  g_free (self->to);
  g_free (self->today);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_side (JsonBuilder *builder, const char *name, const CtnExchangeSide *side)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "organisation", side->name);
  ctn_cli_add_text (builder, "country", side->country);
  ctn_cli_add_text (builder, "kind", side->kind);
  ctn_cli_add_text (builder, "partnership", side->partnership_name);
  json_builder_end_object (builder);
}

static void
add_checks (JsonBuilder *builder, const char *name, GPtrArray *checks)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < checks->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (checks, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "rule", check->rule);
    ctn_cli_add_text (
        builder, "blocks",
        check->blocks < CTN_EXCHANGE_N_STATES ? ctn_exchange_state_get_code (check->blocks) : NULL);
    ctn_cli_add_text (builder, "problem", check->problem);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_exchange (JsonBuilder *builder, CtnExchangeRules *rules, const CtnExchange *exchange)
{
  g_auto (CtnWorkingDays) days = { 0 };
  char due[11];
  int left = 0;
  gboolean is_due = ctn_exchange_rules_get_due (rules, exchange, due, &left);

  ctn_cli_add_int (builder, "id", exchange->id);
  ctn_cli_add_text (builder, "name", exchange->name);
  ctn_cli_add_text (builder, "state", ctn_exchange_state_get_code (exchange->state));
  add_side (builder, "visitor", &exchange->visitor);
  add_side (builder, "host", &exchange->host);
  ctn_cli_add_text (builder, "starts", exchange->starts);
  ctn_cli_add_text (builder, "ends", exchange->ends);
  ctn_cli_add_number (builder, "working-days",
                      ctn_exchange_rules_count_days (rules, exchange, &days) ? days.working : NAN);
  ctn_cli_add_number (builder, "amount", exchange->amount);
  ctn_cli_add_text (builder, "payment-due", is_due ? due : NULL);
  ctn_cli_add_number (builder, "days-left", is_due ? left : NAN);
  json_builder_set_member_name (builder, "counted");
  json_builder_add_boolean_value (builder, exchange->duplicate_of == 0 &&
                                               exchange->state != CTN_EXCHANGE_CANCELLED);
}

static void
print_checks (const CtnExchange *exchange, GPtrArray *warnings, GPtrArray *blocking)
{
  g_print ("%s · %s\n", exchange->name, ctn_exchange_state_get_label (exchange->state));
  for (guint i = 0; i < warnings->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (warnings, i);

    g_print ("  ! %s (%s): %s\n", check->title, check->rule, check->problem);
  }
  for (guint i = 0; i < blocking->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (blocking, i);

    g_print ("  → %s (%s): %s\n", check->title, check->rule, check->problem);
  }
}

/* Lists the exchanges; with @checks also the rules that are broken. */
static gboolean
list_exchanges (CtnProject *project,
                const Options *options,
                gboolean checks,
                int *code,
                GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader, options->today, error);
  g_autoptr (GPtrArray) exchanges = rules != NULL ? ctn_exchange_load_all (reader, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (exchanges == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = g_ptr_array_index (exchanges, i);
    g_autoptr (GPtrArray) all = ctn_exchange_rules_check (rules, exchange);
    g_autoptr (GPtrArray) warnings = ctn_exchange_rules_list_warnings (all, exchange->state);
    CtnExchangeState next =
        exchange->state < CTN_EXCHANGE_PAID ? exchange->state + 1 : exchange->state;
    g_autoptr (GPtrArray) blocking = ctn_exchange_rules_list_blocking (all, exchange->state, next);

    json_builder_begin_object (builder);
    add_exchange (builder, rules, exchange);
    if (checks) {
      add_checks (builder, "warnings", warnings);
      add_checks (builder, "next-step-blocked-by", blocking);
      *code = warnings->len > 0 ? CTN_EXIT_PROBLEMS : *code;
    }
    json_builder_end_object (builder);
    if (!options->json && checks && warnings->len + blocking->len > 0)
      print_checks (exchange, warnings, blocking);
    else if (!options->json && !checks)
      g_print ("%s\t%s\t%s\t%s\n", ctn_exchange_state_get_code (exchange->state), exchange->name,
               exchange->starts != NULL ? exchange->starts : "",
               exchange->ends != NULL ? exchange->ends : "");
  }
  json_builder_end_array (builder);
  if (options->json)
    ctn_cli_print_json (builder);
  return TRUE;
}

static void
add_kpi (JsonBuilder *builder, const CtnExchangeKpi *kpi)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "kind", kpi->kind);
  ctn_cli_add_number (builder, "target", kpi->target);
  ctn_cli_add_int (builder, "planned", kpi->planned);
  ctn_cli_add_int (builder, "running", kpi->running);
  ctn_cli_add_int (builder, "achieved", kpi->achieved);
  ctn_cli_add_number (builder, "remaining", kpi->remaining);
  json_builder_set_member_name (builder, "ids");
  json_builder_begin_array (builder);
  for (guint i = 0; i < kpi->ids->len; i++)
    json_builder_add_int_value (builder, g_array_index (kpi->ids, gint64, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_kpi (const CtnExchangeKpi *kpi)
{
  const char *kind =
      kpi->kind != NULL ? ctn_exchange_kind_get_label (kpi->kind) : _ ("All kinds together");

  if (isnan (kpi->target))
    g_print (_ ("%s: %u achieved, %u running, %u planned\n"), kind, kpi->achieved, kpi->running,
             kpi->planned);
  else
    g_print (_ ("%s: %u of %.0f achieved, %.0f remaining, %u running, %u planned\n"), kind,
             kpi->achieved, kpi->target, kpi->remaining, kpi->running, kpi->planned);
}

static gboolean
list_kpis (CtnProject *project, const Options *options, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GPtrArray) kpis = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 partnership = 0;

  if (options->partnership != NULL &&
      !ctn_cli_find (reader, CTN_CLI_PARTNERSHIP, options->partnership, &partnership, error))
    return FALSE;
  kpis = ctn_exchange_list_kpis (reader, partnership, options->from, options->to, error);
  if (kpis == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < kpis->len; i++) {
    add_kpi (builder, g_ptr_array_index (kpis, i));
    if (!options->json)
      print_kpi (g_ptr_array_index (kpis, i));
  }
  json_builder_end_array (builder);
  if (options->json)
    ctn_cli_print_json (builder);
  return TRUE;
}

static gboolean
is_day (const char *name, const char *text)
{
  GDate date;

  if (text == NULL || (strlen (text) == 10 && ctn_working_days_parse (text, &date)))
    return TRUE;
  g_printerr (_ ("%s: “%s” is not a day such as 2021-03-31\n"), name, text);
  return FALSE;
}

typedef enum { COMMAND_CHECK, COMMAND_LIST, COMMAND_KPI } Command;

static int
run (Command command, int argc, char **argv)
{
  static const char *const summaries[] = {
    N_ ("Checks the exchanges: rules that are broken although a step has been reached (!), and "
        "those "
        "that block the next one (→). Exit code 3 when there are any of the former."),
    N_ ("Lists the exchanges with their state."),
    N_ ("Counts the exchanges by kind of visitor, against the targets of the partnership that "
        "pays."),
  };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the result as JSON"), NULL },
    { "partnership", 'p', 0, G_OPTION_ARG_STRING, &options.partnership,
      N_ ("The partnership that pays, by name, short name or id (kpi)"), N_ ("NAME") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      N_ ("Only exchanges that end on this day or later (kpi)"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
      N_ ("Only exchanges that end on this day or earlier (kpi)"), N_ ("DATE") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &options.today, N_ ("Check as of this day"),
      N_ ("DATE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int code = CTN_EXIT_OK;
  CtnProject *project;
  gboolean ok;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary", _ (summaries[command]), 1, 1) ||
      !is_day ("--from", options.from) || !is_day ("--to", options.to) ||
      !is_day ("--today", options.today))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  ok = command == COMMAND_KPI
           ? list_kpis (project, &options, &error)
           : list_exchanges (project, &options, command == COMMAND_CHECK, &code, &error);
  return ctn_cli_close (project, ok ? code : ctn_cli_fail (error));
}

static int
run_check (int argc, char **argv)
{
  return run (COMMAND_CHECK, argc, argv);
}

static int
run_list (int argc, char **argv)
{
  return run (COMMAND_LIST, argc, argv);
}

static int
run_kpi (int argc, char **argv)
{
  return run (COMMAND_KPI, argc, argv);
}

int
ctn_cli_exchange (int argc, char **argv)
{
  static const CtnCliCommand commands[] = {
    { "check", N_ ("which rules are broken"), run_check },
    { "list", N_ ("all exchanges with their state"), run_list },
    { "kpi", N_ ("numbers by kind of visitor, with targets"), run_kpi },
  };

  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
