/* Exchanges: every rule with a case that keeps it and one that breaks it, the way through the process, and
 * numbers that count a visit once. The rules are those of COSME ClusterXchange as ctn-exchange-rules.h tells. */
#include <ctn-attachment.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>
#include <registry-support.h>
#include <string.h>

#include "ctn-exchange-count.h"
#include "ctn-exchange-move.h"
#include "ctn-exchange-papers.h"
#include "ctn-exchange-profile.h"
#include "ctn-partnership.h"

#define TODAY "2021-03-20"

typedef struct {
  CtnProject *project;
  gint64 firm;   /* French, of a cluster with a profile */
  gint64 centre; /* German */
  gint64 cluster;
  gint64 recipe; /* pays */
  gint64 other;  /* behind the host */
  gint64 id;     /* of an exchange that is ready to be signed */
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static char *
text_of (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
set_field (Fixture *f, gint64 id, const char *name, const char *text)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_exchange_kind (), name);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (field);
  ctn_record_edit (f->project, ctn_exchange_kind (), id, field, text, &error);
  g_assert_no_error (error);
}

static void
set_record (Fixture *f, gint64 id, const char *name, gint64 record)
{
  g_autofree char *text = text_of (record);

  set_field (f, id, name, text);
}

/* What the fields of other rooms' records say, as their views would write it. */
static gboolean
run_sql (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

static void
change (Fixture *f, const char *sql)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static void
add_lump_sum (Fixture *f, const char *country, const char *from, const char *to, const char *amount)
{
  const CtnFieldText values[] = { { "country", country },
                                  { "days-from", from },
                                  { "days-to", to },
                                  { "amount", amount },
                                  { NULL, NULL } };

  g_assert_cmpint (ctn_record_add (f->project, ctn_lump_sum_kind (), 0, values, NULL), !=, 0);
}

static void
sign_all (Fixture *f, gint64 id)
{
  for (guint paper = 0; paper < CTN_EXCHANGE_N_PAPERS; paper++)
    for (guint party = 0; party < CTN_EXCHANGE_N_PARTIES; party++)
      if (ctn_exchange_paper_get_parties (paper) & (1u << party))
        g_assert_true (
            ctn_exchange_sign (f->project, id, paper, party, "2021-03-01", "A. Example", NULL));
}

static gint64
add_exchange (Fixture *f)
{
  gint64 id = ctn_exchange_add (f->project, "Example", NULL);

  set_record (f, id, "visitor", f->firm);
  set_field (f, id, "visitor-kind", "sme");
  set_record (f, id, "visitor-partnership", f->recipe);
  set_record (f, id, "host", f->centre);
  set_field (f, id, "host-kind", "technology-centre");
  set_record (f, id, "host-partnership", f->other);
  set_field (f, id, "starts", "2021-03-08");
  set_field (f, id, "ends", "2021-03-12");
  set_field (f, id, "travel-days", "2");
  set_field (f, id, "agenda", "Monday: …");
  set_field (f, id, "visitor-report", "Fine");
  set_field (f, id, "visitor-report-on", "2021-03-15");
  set_field (f, id, "host-report", "Fine");
  set_field (f, id, "host-report-on", "2021-03-16");
  g_assert_true (ctn_exchange_set_objective (f->project, id, "market", TRUE, NULL));
  sign_all (f, id);
  g_assert_cmpint (ctn_attachment_add_link (f->project, "exchange", id, NULL, "Boarding pass",
                                            "https://example.org/pass", NULL),
                   !=, 0);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = support_project_new ();
  f->firm = support_add (f->project, "Exemple SARL", "country", "FR", NULL);
  f->centre = support_add (f->project, "Beispielzentrum", "country", "DE", NULL);
  f->cluster = ctn_partnership_add (f->project, "Cluster", NULL);
  f->recipe = ctn_partnership_add (f->project, "Recipe", NULL);
  f->other = ctn_partnership_add (f->project, "Other", NULL);
  ctn_partnership_add_members (f->project, f->cluster, &f->firm, 1, NULL);
  ctn_partnership_add_members (f->project, f->cluster, &f->centre, 1, NULL);
  change (f,
          "UPDATE partnership SET kind = 'cluster', eccp_url = 'https://example.org' WHERE name = "
          "'Cluster'");
  add_lump_sum (f, "", "3", "4", "390");
  add_lump_sum (f, "", "5", "", "780");
  f->id = add_exchange (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

/* --- Rules ------------------------------------------------------------------------------------------- */

/* The step that the rule blocks while it is broken; -1 while it is kept. */
static int
check (Fixture *f, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader (f), TODAY, &error);
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (reader (f), f->id, &error);
  g_autoptr (GPtrArray) checks = ctn_exchange_rules_check (rules, exchange);

  g_assert_no_error (error);
  for (guint i = 0; i < checks->len; i++) {
    const CtnExchangeCheck *found = g_ptr_array_index (checks, i);

    if (g_str_equal (found->rule, rule))
      return found->problem != NULL ? (int) found->blocks : -1;
  }
  g_assert_not_reached ();
}

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

/* Each case changes one thing of an exchange that keeps all rules; the rule that it names breaks, and undo
 * mends it. */
static void
test_rules (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *rule;
    const char *sql;
    CtnExchangeState blocks;
    guint broken; /* other rules that break with it, and this one */
  } cases[] = {
    { "visitor", "UPDATE exchange SET visitor = NULL", CTN_EXCHANGE_REGISTERED, 1 },
    { "visitor-kind", "UPDATE exchange SET visitor_kind = NULL", CTN_EXCHANGE_VALIDATED, 1 },
    { "visitor-country", "UPDATE organisation SET country = 'US' WHERE country = 'FR'",
      CTN_EXCHANGE_VALIDATED, 1 },
    { "visitor-country", "UPDATE organisation SET country = NULL WHERE country = 'FR'",
      CTN_EXCHANGE_VALIDATED, 1 },
    /* No membership at all; of the whole cluster, so the host's rule breaks too. */
    { "visitor-cluster", "DELETE FROM membership", CTN_EXCHANGE_VALIDATED, 2 },
    { "visitor-cluster", "UPDATE partnership SET kind = 'working-group'", CTN_EXCHANGE_VALIDATED,
      2 },
    /* A technology centre needs no profile of its cluster, a firm does. */
    { "visitor-cluster", "UPDATE partnership SET eccp_url = NULL", CTN_EXCHANGE_VALIDATED, 1 },
    { "visitor-cluster", "UPDATE membership SET until = '2021-02'", CTN_EXCHANGE_VALIDATED, 2 },
    { "paying-partnership", "UPDATE exchange SET visitor_partnership = NULL",
      CTN_EXCHANGE_VALIDATED, 1 },
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
    { "begun", "UPDATE exchange SET starts = '2021-03-22', ends = '2021-03-26'",
      CTN_EXCHANGE_RUNNING, 2 },
    { "ended", "UPDATE exchange SET ends = '2021-03-22'", CTN_EXCHANGE_REPORTED, 1 },
    { "visitor-report", "UPDATE exchange SET visitor_report = NULL", CTN_EXCHANGE_REPORTED, 1 },
    { "visitor-report", "UPDATE exchange SET visitor_report_on = NULL", CTN_EXCHANGE_REPORTED, 1 },
    { "host-report", "UPDATE exchange SET host_report = NULL", CTN_EXCHANGE_REPORTED, 1 },
    { "evidence", "DELETE FROM attachment", CTN_EXCHANGE_APPROVED, 1 },
    { "payment-due", "UPDATE exchange SET state = 'approved', approved_on = '2021-03-09'",
      CTN_EXCHANGE_N_STATES, 1 },
  };

  g_assert_cmpuint (count_broken (f), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s: %s", cases[i].rule, cases[i].sql);
    g_assert_cmpint (check (f, cases[i].rule), ==, -1);
    change (f, cases[i].sql);
    g_assert_cmpint (check (f, cases[i].rule), ==, (int) cases[i].blocks);
    g_assert_cmpuint (count_broken (f), ==, cases[i].broken);
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
  g_autofree char *recipe = text_of (f->recipe);
  const CtnFieldText values[] = { { "country", "" },         { "days-from", "3" },
                                  { "days-to", "" },         { "amount", "1000" },
                                  { "partnership", recipe }, { NULL, NULL } };

  add_lump_sum (f, "DE", "3", "4", "400");
  ctn_record_add (f->project, ctn_lump_sum_kind (), 0, values, NULL);
  table = ctn_lump_sum_list (reader (f), NULL);
  g_assert_null (ctn_lump_sum_find (table, 0, "FR", 2));
  g_assert_cmpfloat (ctn_lump_sum_find (table, 0, "FR", 3)->amount, ==, 390);
  g_assert_cmpfloat (ctn_lump_sum_find (table, 0, "FR", 4)->amount, ==, 390);
  g_assert_cmpfloat (ctn_lump_sum_find (table, 0, "FR", 20)->amount, ==, 780);
  g_assert_cmpfloat (ctn_lump_sum_find (table, f->other, "DE", 4)->amount, ==, 400);
  g_assert_cmpfloat (ctn_lump_sum_find (table, f->other, "DE", 5)->amount, ==, 780);
  g_assert_cmpfloat (ctn_lump_sum_find (table, f->recipe, "DE", 4)->amount, ==, 1000);
}

/* --- The process ------------------------------------------------------------------------------------- */

static gboolean
move (Fixture *f, CtnExchangeState state, const char *why)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = ctn_exchange_move (f->project, f->id, state, why, TODAY, &error);

  g_assert_true (ok || g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID));
  return ok;
}

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

/* --- Numbers ------------------------------------------------------------------------------------------ */

static guint
count (Fixture *f, const CtnExchangeFilter *filter)
{
  g_autoptr (GArray) ids = ctn_exchange_count (reader (f), filter, NULL);

  return ids->len;
}

/* The same visit, entered by somebody else with the firm's name as it stands in another list. */
static void
test_counted_once (Fixture *f, gconstpointer data)
{
  gint64 twin = support_add (f->project, "EXEMPLE S.A.R.L.", "country", "FR", NULL);
  gint64 first = f->id;
  gint64 second = add_exchange (f);
  const CtnExchangeFilter all = { 0 };
  const CtnExchangeFilter of_payer = { .partnership = f->recipe };
  const CtnExchangeFilter of_host = { .partnership = f->other };

  set_record (f, second, "visitor", twin);
  g_assert_cmpuint (count (f, &all), ==, 1);
  g_assert_cmpuint (count (f, &of_payer), ==, 1);
  g_assert_cmpuint (count (f, &of_host), ==, 0);
  g_assert_cmpint (check (f, "counted-once"), ==, -1);
  f->id = second;
  g_assert_cmpint (check (f, "counted-once"), ==, CTN_EXCHANGE_APPROVED);
  /* Another day is another visit. */
  set_field (f, second, "starts", "2021-03-09");
  g_assert_cmpuint (count (f, &all), ==, 2);
  set_field (f, second, "starts", "2021-03-08");
  g_assert_cmpuint (count (f, &all), ==, 1);
  /* After the two organisations were merged into one it is still one. */
  set_record (f, second, "visitor", f->firm);
  g_assert_cmpuint (count (f, &all), ==, 1);
  /* One that does not take place is no double of the one that does. */
  g_assert_true (ctn_exchange_move (f->project, first, CTN_EXCHANGE_CANCELLED, "x", TODAY, NULL));
  g_assert_cmpuint (count (f, &all), ==, 1);
  g_assert_cmpint (check (f, "counted-once"), ==, -1);
}

static void
add_target (Fixture *f, const char *kind, const char *target)
{
  const CtnFieldText values[] = { { "kind", kind }, { "target", target }, { NULL, NULL } };

  g_assert_cmpint (
      ctn_record_add (f->project, ctn_exchange_target_kind (), f->recipe, values, NULL), !=, 0);
}

static void
test_kpis (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) kpis = NULL;
  g_autoptr (GPtrArray) april = NULL;
  const CtnExchangeKpi *all, *firms, *clusters;
  gint64 second = add_exchange (f);

  set_field (f, second, "starts", "2021-03-01");
  set_field (f, second, "ends", "2021-03-05");
  add_target (f, "", "50");
  add_target (f, "sme", "1");
  g_assert_true (move (f, CTN_EXCHANGE_APPROVED, NULL));
  kpis = ctn_exchange_list_kpis (reader (f), f->recipe, NULL, NULL, NULL);
  g_assert_cmpuint (kpis->len, ==, 5);
  all = g_ptr_array_index (kpis, 0);
  firms = g_ptr_array_index (kpis, 1);
  clusters = g_ptr_array_index (kpis, 2);
  g_assert_null (all->kind);
  g_assert_cmpfloat (all->target, ==, 50);
  g_assert_cmpuint (all->achieved, ==, 1);
  g_assert_cmpuint (all->planned, ==, 1);
  g_assert_cmpfloat (all->remaining, ==, 49);
  g_assert_cmpint (g_array_index (all->ids, gint64, 0), ==, f->id);
  g_assert_cmpstr (firms->kind, ==, "sme");
  g_assert_cmpfloat (firms->remaining, ==, 0);
  g_assert_true (isnan (clusters->target));
  g_assert_cmpuint (clusters->achieved, ==, 0);
  april = ctn_exchange_list_kpis (reader (f), f->recipe, "2021-04-01", "2021-04-30", NULL);
  g_assert_cmpuint (((CtnExchangeKpi *) g_ptr_array_index (april, 0))->achieved, ==, 0);
}

/* --- Registrations -------------------------------------------------------------------------------------- */

static gint64
add_profile (Fixture *f, gint64 organisation, const char *role, const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_exchange_profile_add (f->project, organisation, role, &error);

  g_assert_no_error (error);
  for (; *pairs != NULL; pairs += 2) {
    ctn_record_edit (f->project, ctn_exchange_profile_kind (), id,
                     ctn_record_kind_find_field (ctn_exchange_profile_kind (), pairs[0]), pairs[1],
                     &error);
    g_assert_no_error (error);
  }
  g_assert_true (
      ctn_exchange_profile_decide (f->project, id, CTN_PROFILE_REGISTERED, NULL, TODAY, &error));
  return id;
}

/* By hand. The visitor has four words of wishes (battery, testing, abuse, cells, each without its last
 * letter), no activity, wishes Germany, speaks English and French, has time from 1 to 31 March.
 * Host one: two words (batter…, cell…) where three are all: 25 · 2/3 = 16.667; Germany 20; English 15; from 8 to
 * 12 March five days 10; wishes visitors from France 10: 71.667 of 25 + 20 + 15 + 10 + 10 = 80: 89.583.
 * Host two, Hungarian: no words, no wish, no language, no time said: 0 of 25 + 20 + 15 = 60. */
static void
test_hosts (Fixture *f, gconstpointer data)
{
  static const char *const visitor[] = { "topics",
                                         "Battery testing: abuse of cells",
                                         "countries",
                                         "Germany",
                                         "languages",
                                         "English; French",
                                         "available-from",
                                         "2021-03-01",
                                         "available-to",
                                         "2021-03-31",
                                         "kind",
                                         "sme",
                                         NULL };
  static const char *const one[] = { "topics",
                                     "We test a battery and its cell",
                                     "countries",
                                     "FR; IT",
                                     "languages",
                                     "German; English",
                                     "available-from",
                                     "2021-03-08",
                                     "available-to",
                                     "2021-03-12",
                                     NULL };
  static const char *const two[] = { "languages", "hu", NULL };
  gint64 hungarian = support_add (f->project, "Példa Kft.", "country", "HU", NULL);
  gint64 french = support_add (f->project, "Autre SARL", "country", "FR", NULL);
  gint64 swiss = support_add (f->project, "Schweiz AG", "country", "CH", NULL);
  gint64 profile = add_profile (f, f->firm, "visitor", visitor);
  gint64 first = add_profile (f, f->centre, "host", one);
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (GError) error = NULL;
  const CtnHostProposal *best;
  g_autoptr (CtnExchange) exchange = NULL;
  gint64 id;

  add_profile (f, hungarian, "both", two);
  add_profile (f, french, "host", two + 2);
  add_profile (f, swiss, "host", two + 2);
  proposals = ctn_exchange_find_hosts (reader (f), profile, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposals->len, ==, 2);
  best = g_ptr_array_index (proposals, 0);
  g_assert_cmpint (best->profile, ==, first);
  g_assert_cmpuint (best->reasons->len, ==, 5);
  g_assert_cmpfloat_with_epsilon (best->score, (25 * 2 / 3.0 + 20 + 15 + 10 + 10) * 100 / 80, 1e-9);
  g_assert_cmpfloat (((CtnHostProposal *) g_ptr_array_index (proposals, 1))->score, ==, 0);
  id = ctn_exchange_add_match (f->project, profile, first, &error);
  g_assert_no_error (error);
  exchange = ctn_exchange_load (reader (f), id, &error);
  g_assert_cmpstr (exchange->name, ==, "Exemple SARL → Beispielzentrum");
  g_assert_cmpint (exchange->state, ==, CTN_EXCHANGE_REGISTERED);
  g_assert_cmpstr (exchange->visitor.kind, ==, "sme");
  g_assert_cmpint (exchange->host.organisation, ==, f->centre);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_null (ctn_exchange_load (reader (f), id, NULL));
}

static void
test_decisions (Fixture *f, gconstpointer data)
{
  static const char *const none[] = { NULL };
  gint64 id = add_profile (f, f->firm, "visitor", none);
  g_autoptr (GError) error = NULL;
  CtnExchangeProfile profile;

  g_assert_cmpint (ctn_exchange_profile_find_visitor (reader (f), f->firm), ==, id);
  g_assert_false (
      ctn_exchange_profile_decide (f->project, id, CTN_PROFILE_REJECTED, NULL, TODAY, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (ctn_exchange_profile_decide (f->project, id, CTN_PROFILE_REJECTED, "No cluster",
                                              TODAY, NULL));
  g_assert_true (ctn_exchange_profile_get (reader (f), id, &profile, NULL));
  g_assert_cmpint (profile.state, ==, CTN_PROFILE_REJECTED);
  g_assert_true (profile.visits && !profile.hosts);
  g_assert_cmpint (ctn_exchange_profile_find_visitor (reader (f), f->firm), ==, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/exchange/" name, Fixture, NULL, set_up, function, tear_down)

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
  ADD ("counted-once", test_counted_once);
  ADD ("kpis", test_kpis);
  ADD ("hosts", test_hosts);
  ADD ("decisions", test_decisions);
  return g_test_run ();
}
