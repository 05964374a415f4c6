#include "ctn-exchange-move.h"

#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <math.h>

typedef struct {
  const CtnExchange *exchange;
  CtnExchangeState state;
  const char *why;
  const char *today;
  double amount; /* NAN: leave it */
} Move;

CtnExchangeState
ctn_exchange_state_get_next (CtnExchangeState state)
{
  return state < CTN_EXCHANGE_PAID ? state + 1 : state;
}

/* One statement a date: their columns are literals, and so is each statement. */
static gboolean
write_dates (CtnConnection *connection, const Move *move, GError **error)
{
  static const struct {
    CtnExchangeState state;
    const char *sql;
  } dates[] = {
    { CTN_EXCHANGE_REGISTERED,
      "UPDATE exchange SET registered_on = CASE WHEN ?2 THEN coalesce (registered_on, ?3) END "
      "WHERE id = ?1" },
    { CTN_EXCHANGE_VALIDATED,
      "UPDATE exchange SET validated_on = CASE WHEN ?2 THEN coalesce (validated_on, ?3) END "
      "WHERE id = ?1" },
    { CTN_EXCHANGE_MATCHED,
      "UPDATE exchange SET matched_on = CASE WHEN ?2 THEN coalesce (matched_on, ?3) END "
      "WHERE id = ?1" },
    { CTN_EXCHANGE_APPROVED,
      "UPDATE exchange SET approved_on = CASE WHEN ?2 THEN coalesce (approved_on, ?3) END "
      "WHERE id = ?1" },
    { CTN_EXCHANGE_PAID,
      "UPDATE exchange SET paid_on = CASE WHEN ?2 THEN coalesce (paid_on, ?3) END "
      "WHERE id = ?1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    if (!ctn_connection_run (connection, error, dates[i].sql, "iit", move->exchange->id,
                             (gint64) (move->state >= dates[i].state), move->today))
      return FALSE;
  return TRUE;
}

static gboolean
move_exchange (CtnConnection *connection, gpointer data, GError **error)
{
  const Move *move = data;
  gboolean cancelled = move->state == CTN_EXCHANGE_CANCELLED;

  /* What was done before an exchange was cancelled stays known. */
  if (!cancelled && !write_dates (connection, move, error))
    return FALSE;
  if (!isnan (move->amount) &&
      !ctn_connection_run (connection, error, "UPDATE exchange SET amount = ? WHERE id = ?", "di",
                           move->amount, move->exchange->id))
    return FALSE;
  return ctn_connection_run (
      connection, error,
      "UPDATE exchange SET state = ?2, cancelled_on = CASE WHEN ?3 THEN ?4 END, "
      "cancelled_why = CASE WHEN ?3 THEN ?5 END, modified = max (?6, modified + 1) WHERE id = ?1",
      "ititti", move->exchange->id, ctn_exchange_state_get_code (move->state), (gint64) cancelled,
      move->today, move->why, g_get_real_time () / 1000);
}

static gboolean
refuse (CtnExchangeState state, GPtrArray *broken, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < broken->len; i++) {
    const CtnExchangeCheck *check = g_ptr_array_index (broken, i);

    /* Translators: the name of a rule, and what is wrong */
    g_string_append_printf (text, _ ("\n• %s: %s"), check->title, check->problem);
  }
  g_set_error (
      error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
      /* Translators: a step of the process, and the rules that forbid it, each on a line */
      _ ("The exchange cannot go to “%s” yet.%s"), ctn_exchange_state_get_label (state), text->str);
  return FALSE;
}

static gboolean
may_move (CtnExchangeRules *rules, const Move *move, GError **error)
{
  CtnExchangeState from = move->exchange->state;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) broken = NULL;

  if (move->state == CTN_EXCHANGE_CANCELLED) {
    if (move->why != NULL && *move->why != '\0')
      return TRUE;
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("Say why the exchange is cancelled."));
    return FALSE;
  }
  if (move->state < from && from != CTN_EXCHANGE_CANCELLED)
    return TRUE;
  checks = ctn_exchange_rules_check (rules, move->exchange);
  broken = ctn_exchange_rules_list_blocking (checks, from, move->state);
  return broken->len == 0 || refuse (move->state, broken, error);
}

gboolean
ctn_exchange_move (CtnProject *project,
                   gint64 id,
                   CtnExchangeState state,
                   const char *why,
                   const char *today,
                   GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (reader, id, error);
  g_autoptr (CtnExchangeRules) rules = NULL;
  const CtnLumpSum *lump_sum;
  Move move = { exchange, state, why, NULL, NAN };
  CtnOperation operation = { state == CTN_EXCHANGE_CANCELLED ? N_ ("Cancel Exchange")
                                                             : N_ ("Move Exchange"),
                             NULL, NULL };

  if (exchange == NULL)
    return FALSE;
  if (exchange->state == state)
    return TRUE;
  rules = ctn_exchange_rules_new (reader, today, error);
  if (rules == NULL || !may_move (rules, &move, error))
    return FALSE;
  move.today = ctn_exchange_rules_get_today (rules);
  lump_sum = ctn_exchange_rules_find_lump_sum (rules, exchange);
  if (state >= CTN_EXCHANGE_SIGNED && state != CTN_EXCHANGE_CANCELLED && lump_sum != NULL &&
      isnan (exchange->amount))
    move.amount = lump_sum->amount;
  operation.subject = exchange->name;
  return ctn_project_transact (project, &operation, move_exchange, &move, error);
}
