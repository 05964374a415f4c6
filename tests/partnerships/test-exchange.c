/* Exchanges: every rule with a case that keeps it and one that breaks it, and the way through the process. The
 * rules are those of COSME ClusterXchange as ctn-exchange-rules.h tells. */
#include "exchange-support.h"

#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <string.h>

#include "ctn-exchange-papers.h"

/* --- Rules ------------------------------------------------------------------------------------------- */

static guint
count_broken (Fixture *f)
{
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader (f), TODAY, NULL);
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (reader (f), f->id, NULL);
  g_autoptr (GPtrArray) checks = ctn_exchange_rules_check (rules, exchange);
  guint n = 0;

  for (guint i = 0; i < checks->len; i++)
    n += ((CtnExchangeCheck *) g_ptr_array_index (checks, i))->problem != NULL;
  return n;
}

static const struct {
  const char *rule;
  const char *sql;
  CtnExchangeState blocks;
  guint broken; /* other rules that break with it, and this one */
} broken_rules[] = {
  { "visitor", "UPDATE exchange SET visitor = NULL", CTN_EXCHANGE_REGISTERED, 1 },
  { "visitor-kind", "UPDATE exchange SET visitor_kind = NULL", CTN_EXCHANGE_VALIDATED, 1 },
  { "visitor-country", "UPDATE organisation SET country = 'US' WHERE country = 'FR'",
    CTN_EXCHANGE_VALIDATED, 1 },
  { "visitor-country", "UPDATE organisation SET country = NULL WHERE country = 'FR'",
    CTN_EXCHANGE_VALIDATED, 1 },
  /* No membership at all; of the whole cluster, so the host's rule breaks too. */
  { "visitor-cluster", "DELETE FROM membership", CTN_EXCHANGE_VALIDATED, 2 },
  { "visitor-cluster", "UPDATE partnership SET kind = 'working-group'", CTN_EXCHANGE_VALIDATED, 2 },
  /* A technology centre needs no profile of its cluster, a firm does. */
  { "visitor-cluster", "UPDATE partnership SET eccp_url = NULL", CTN_EXCHANGE_VALIDATED, 1 },
  { "visitor-cluster", "UPDATE membership SET until = '2021-02'", CTN_EXCHANGE_VALIDATED, 2 },
  { "paying-partnership", "UPDATE exchange SET visitor_partnership = NULL", CTN_EXCHANGE_VALIDATED,
    1 },
  { "host", "UPDATE exchange SET host = NULL", CTN_EXCHANGE_MATCHED, 1 },
  { "host-country", "UPDATE organisation SET country = 'CH' WHERE country = 'DE'",
    CTN_EXCHANGE_MATCHED, 1 },
  { "different-countries", "UPDATE organisation SET country = 'FR'", CTN_EXCHANGE_MATCHED, 1 },
  { "host-partnership", "UPDATE exchange SET host_partnership = NULL", CTN_EXCHANGE_SIGNED, 1 },
  { "dates", "UPDATE exchange SET ends = '2021-03'", CTN_EXCHANGE_SIGNED, 1 },
  { "dates", "UPDATE exchange SET ends = '2021-03-01'", CTN_EXCHANGE_SIGNED, 1 },
  /* Five days less three of travel; with two working days there is no lump sum either. */
  { "too-short", "UPDATE exchange SET travel_days = 3", CTN_EXCHANGE_SIGNED, 2 },
  /* 8 March to 8 April is a month and a day. Not over yet, on 20 March. */
  { "too-long", "UPDATE exchange SET ends = '2021-04-08'", CTN_EXCHANGE_SIGNED, 2 },
  { "objectives", "UPDATE exchange SET objectives = NULL", CTN_EXCHANGE_SIGNED, 1 },
  { "agenda", "UPDATE exchange SET agenda = NULL", CTN_EXCHANGE_SIGNED, 1 },
  { "lump-sum", "DELETE FROM lump_sum", CTN_EXCHANGE_SIGNED, 1 },
  { "lump-sum", "UPDATE exchange SET amount = 400", CTN_EXCHANGE_SIGNED, 1 },
  { "quality-signatures",
    "DELETE FROM exchange_signature WHERE document = 'quality' AND party = 'host'",
    CTN_EXCHANGE_SIGNED, 1 },
  { "financial-agreement",
    "DELETE FROM exchange_signature WHERE document = 'financial' AND party = 'visitor'",
    CTN_EXCHANGE_SIGNED, 1 },
  { "begun", "UPDATE exchange SET starts = '2021-03-22', ends = '2021-03-26'", CTN_EXCHANGE_RUNNING,
    2 },
  { "ended", "UPDATE exchange SET ends = '2021-03-22'", CTN_EXCHANGE_REPORTED, 1 },
  { "visitor-report", "UPDATE exchange SET visitor_report = NULL", CTN_EXCHANGE_REPORTED, 1 },
  { "visitor-report", "UPDATE exchange SET visitor_report_on = NULL", CTN_EXCHANGE_REPORTED, 1 },
  { "host-report", "UPDATE exchange SET host_report = NULL", CTN_EXCHANGE_REPORTED, 1 },
  { "evidence", "DELETE FROM attachment", CTN_EXCHANGE_APPROVED, 1 },
  { "payment-due", "UPDATE exchange SET state = 'approved', approved_on = '2021-03-09'",
    CTN_EXCHANGE_N_STATES, 1 },
};

/* Each case changes one thing of an exchange that keeps all rules; the rule that it names breaks, and undo
 * mends it. */
static void
test_rules (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_broken (f), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (broken_rules); i++) {
    g_test_message ("%s: %s", broken_rules[i].rule, broken_rules[i].sql);
    g_assert_cmpint (check (f, broken_rules[i].rule), ==, -1);
    change (f, broken_rules[i].sql);
    g_assert_cmpint (check (f, broken_rules[i].rule), ==, (int) broken_rules[i].blocks);
    g_assert_cmpuint (count_broken (f), ==, broken_rules[i].broken);
    g_assert_true (ctn_project_undo (f->project, NULL));
    g_assert_cmpuint (count_broken (f), ==, 0);
  }
}

/* What just keeps a rule. */
static void
test_limits (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *rule;
    const char *sql;
  } cases[] = {
    { "too-short", "UPDATE exchange SET travel_days = 2" },
    { "too-long", "UPDATE exchange SET ends = '2021-04-07'" },
    { "payment-due", "UPDATE exchange SET state = 'approved', approved_on = '2021-03-10'" },
    { "payment-due", "UPDATE exchange SET state = 'paid', approved_on = '2021-01-01'" },
    { "begun", "UPDATE exchange SET starts = '2021-03-20'" },
    { "lump-sum", "UPDATE exchange SET amount = 390" },
    /* Of a virtual exchange nothing is paid. */
    { "lump-sum", "UPDATE exchange SET mode = 'virtual', amount = 10" },
    { "financial-agreement", "UPDATE exchange SET mode = 'virtual'" },
    /* A cluster organisation needs no cluster; a firm as a host may be approved without one. */
    { "visitor-cluster", "UPDATE exchange SET visitor_kind = 'cluster', visitor_cluster = NULL" },
    { "host-cluster", "UPDATE exchange SET host_kind = 'sme', host_preapproved = 1" },
    { "host-cluster", "UPDATE membership SET until = '2021-03'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s: %s", cases[i].rule, cases[i].sql);
    change (f, cases[i].sql);
    g_assert_cmpint (check (f, cases[i].rule), ==, -1);
    g_assert_true (ctn_project_undo (f->project, NULL));
  }
  change (f, "UPDATE exchange SET host_kind = 'sme'");
  g_assert_cmpint (check (f, "host-cluster"), ==, -1);
  change (f, "UPDATE partnership SET eccp_url = NULL");
  g_assert_cmpint (check (f, "host-cluster"), ==, CTN_EXCHANGE_MATCHED);
}

static void
test_countries (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shipped = ctn_exchange_dup_countries (reader (f), NULL);
  g_autofree char *own = NULL;

  g_assert_nonnull (strstr (shipped, "DE; "));
  g_assert_true (ctn_exchange_set_countries (f->project, "Germany; hu", &error));
  own = ctn_exchange_dup_countries (reader (f), NULL);
  g_assert_cmpstr (own, ==, "DE; HU");
  g_assert_cmpint (check (f, "visitor-country"), ==, CTN_EXCHANGE_VALIDATED);
  g_assert_cmpint (check (f, "host-country"), ==, -1);
  g_assert_false (ctn_exchange_set_countries (f->project, "Atlantis", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (ctn_exchange_set_countries (f->project, "", NULL));
  g_assert_cmpint (check (f, "visitor-country"), ==, -1);
}

static void
test_lump_sums (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) table = NULL;
  g_autofree char *recipe = g_strdup_printf ("%" G_GINT64_FORMAT, f->recipe);
  const CtnFieldText values[] = { { "country", "" },         { "days-from", "3" },
                                  { "days-to", "" },         { "amount", "1000" },
                                  { "partnership", recipe }, { NULL, NULL } };

  add_lump_sum (f, "DE", "3", "4", "400");
  ctn_record_add (f->project, ctn_lump_sum_kind (), 0, values, NULL);
  table = ctn_lump_sum_list (reader (f), NULL);
  g_assert_null (ctn_lump_sum_find (table, 0, "FR", 2));
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, 0, "FR", 3)->amount, 390, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, 0, "FR", 4)->amount, 390, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, 0, "FR", 20)->amount, 780, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, f->other, "DE", 4)->amount, 400, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, f->other, "DE", 5)->amount, 780, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_lump_sum_find (table, f->recipe, "DE", 4)->amount, 1000,
                                  1e-9);
}

/* --- The process ------------------------------------------------------------------------------------- */

static void
assert_field (Fixture *f, const char *name, const char *expected)
{
  g_autofree char *value =
      ctn_record_get (reader (f), ctn_exchange_kind (), f->id,
                      ctn_record_kind_find_field (ctn_exchange_kind (), name), NULL);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_process (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader (f), TODAY, NULL);
  g_autoptr (CtnExchange) exchange = NULL;
  char due[11];
  int left;

  for (guint state = CTN_EXCHANGE_REGISTERED; state <= CTN_EXCHANGE_APPROVED; state++) {
    g_assert_cmpint (ctn_exchange_state_get_next (state - 1), ==, (int) state);
    g_assert_true (move (f, state, NULL));
    assert_field (f, "state", ctn_exchange_state_get_code (state));
  }
  assert_field (f, "amount", "390");
  assert_field (f, "registered", TODAY);
  assert_field (f, "approved", TODAY);
  assert_field (f, "paid", "");
  exchange = ctn_exchange_load (reader (f), f->id, NULL);
  g_assert_true (ctn_exchange_rules_get_due (rules, exchange, due, &left));
  g_assert_cmpstr (due, ==, "2021-03-30");
  g_assert_cmpint (left, ==, 10);
  g_assert_true (move (f, CTN_EXCHANGE_PAID, NULL));
  assert_field (f, "paid", TODAY);
  g_assert_cmpint (ctn_exchange_state_get_next (CTN_EXCHANGE_PAID), ==, CTN_EXCHANGE_PAID);
  /* Back, which takes the later dates back, and forward again in one go. */
  g_assert_true (move (f, CTN_EXCHANGE_MATCHED, NULL));
  assert_field (f, "approved", "");
  assert_field (f, "registered", TODAY);
  g_assert_true (move (f, CTN_EXCHANGE_PAID, NULL));
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_field (f, "state", "matched");
}

/* A broken rule blocks the step that it concerns, and no other. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_field (f, f->id, "agenda", "");
  g_assert_true (move (f, CTN_EXCHANGE_MATCHED, NULL));
  g_assert_false (ctn_exchange_move (f->project, f->id, CTN_EXCHANGE_SIGNED, NULL, TODAY, &error));
  g_assert_nonnull (strstr (error->message, "There is no agenda."));
  g_assert_null (strstr (error->message, "objective"));
  assert_field (f, "state", "matched");
  g_assert_false (move (f, CTN_EXCHANGE_PAID, NULL));
  set_field (f, f->id, "agenda", "Monday: …");
  g_assert_true (move (f, CTN_EXCHANGE_SIGNED, NULL));
  /* What breaks later is a warning, and blocks nothing that does not concern it. */
  set_field (f, f->id, "agenda", "");
  g_assert_true (move (f, CTN_EXCHANGE_REPORTED, NULL));
  g_assert_true (move (f, CTN_EXCHANGE_DRAFT, NULL));
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_assert_true (move (f, CTN_EXCHANGE_SIGNED, NULL));
  g_assert_false (move (f, CTN_EXCHANGE_CANCELLED, NULL));
  g_assert_false (move (f, CTN_EXCHANGE_CANCELLED, ""));
  g_assert_true (move (f, CTN_EXCHANGE_CANCELLED, "Ill"));
  assert_field (f, "cancelled-why", "Ill");
  assert_field (f, "matched", TODAY);
  /* Taken up again it has to keep all rules up to there. */
  set_field (f, f->id, "agenda", "");
  g_assert_false (move (f, CTN_EXCHANGE_SIGNED, NULL));
  g_assert_true (move (f, CTN_EXCHANGE_MATCHED, NULL));
  assert_field (f, "cancelled-why", "");
}

static void
test_signatures (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *date =
      ctn_exchange_get_signed_on (reader (f), f->id, CTN_PAPER_QUALITY, CTN_PARTY_HOST, &name);

  g_assert_cmpstr (date, ==, "2021-03-01");
  g_assert_cmpstr (name, ==, "A. Example");
  g_assert_false (ctn_exchange_sign (f->project, f->id, CTN_PAPER_FINANCIAL, CTN_PARTY_HOST,
                                     "2021-03-01", NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ctn_exchange_sign (f->project, f->id, CTN_PAPER_QUALITY, CTN_PARTY_HOST, "March",
                                     NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (
      ctn_exchange_sign (f->project, f->id, CTN_PAPER_QUALITY, CTN_PARTY_HOST, "", NULL, NULL));
  g_assert_cmpint (check (f, "quality-signatures"), ==, CTN_EXCHANGE_SIGNED);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/exchange/" name, Fixture, NULL, exchange_set_up, function, exchange_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("rules", test_rules);
  ADD ("limits", test_limits);
  ADD ("countries", test_countries);
  ADD ("lump-sums", test_lump_sums);
  ADD ("process", test_process);
  ADD ("refused", test_refused);
  ADD ("cancel", test_cancel);
  ADD ("signatures", test_signatures);
  return g_test_run ();
}
