/* Numbers of exchanges, which count a visit once; registrations and proposals of hosts. */
#include "exchange-support.h"

#include <ctn-organisation.h>
#include <ctn-record-operations.h>
#include <math.h>
#include <registry-support.h>

#include "ctn-exchange-count.h"
#include "ctn-exchange-profile.h"

/* --- Numbers ------------------------------------------------------------------------------------------ */

/* All that are not cancelled. @partnership: that pays, 0 for any */
static guint
count (Fixture *f, gint64 partnership)
{
  g_autoptr (GPtrArray) kpis = ctn_exchange_list_kpis (reader (f), partnership, NULL, NULL, NULL);
  const CtnExchangeKpi *all = g_ptr_array_index (kpis, 0);

  return all->planned + all->running + all->achieved;
}

/* The same visit, entered by somebody else with the firm's name as it stands in another list. */
static void
test_counted_once (Fixture *f, gconstpointer data)
{
  gint64 twin = support_add (f->project, "EXEMPLE S.A.R.L.", "country", "FR", NULL);
  gint64 first = f->id;
  gint64 second = add_exchange (f);

  set_record (f, second, "visitor", twin);
  g_assert_cmpuint (count (f, 0), ==, 1);
  g_assert_cmpuint (count (f, f->recipe), ==, 1);
  g_assert_cmpuint (count (f, f->other), ==, 0);
  g_assert_cmpint (check (f, "counted-once"), ==, -1);
  f->id = second;
  g_assert_cmpint (check (f, "counted-once"), ==, CTN_EXCHANGE_APPROVED);
  /* Another day is another visit. */
  set_field (f, second, "starts", "2021-03-09");
  g_assert_cmpuint (count (f, 0), ==, 2);
  set_field (f, second, "starts", "2021-03-08");
  g_assert_cmpuint (count (f, 0), ==, 1);
  /* After the two organisations were merged into one it is still one. */
  set_record (f, second, "visitor", f->firm);
  g_assert_cmpuint (count (f, 0), ==, 1);
  /* One that does not take place is no double of the one that does. */
  g_assert_true (ctn_exchange_move (f->project, first, CTN_EXCHANGE_CANCELLED, "x", TODAY, NULL));
  g_assert_cmpuint (count (f, 0), ==, 1);
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
  g_assert_cmpfloat_with_epsilon (all->target, 50, 1e-9);
  g_assert_cmpuint (all->achieved, ==, 1);
  g_assert_cmpuint (all->planned, ==, 1);
  g_assert_cmpfloat_with_epsilon (all->remaining, 49, 1e-9);
  g_assert_cmpint (g_array_index (all->ids, gint64, 0), ==, f->id);
  g_assert_cmpstr (firms->kind, ==, "sme");
  g_assert_cmpfloat_with_epsilon (firms->remaining, 0, 1e-9);
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
  g_assert_cmpfloat_with_epsilon (((CtnHostProposal *) g_ptr_array_index (proposals, 1))->score, 0,
                                  1e-9);
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

/* By hand. Nobody wishes anything; both do the same (20 of 20), and what is spoken is known of the
 * organisations (15 of 15): 100. The other registration of the same host speaks Hungarian only: 20 of 35. */
static void
test_hosts_of_organisations (Fixture *f, gconstpointer data)
{
  static const char *const none[] = { NULL };
  static const char *const hungarian[] = { "languages", "hu", NULL };
  const CtnRecordKind *kind = ctn_organisation_kind ();
  const gint64 both[] = { f->firm, f->centre };
  gint64 profile, first, second;
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (GError) error = NULL;

  ctn_organisation_edit (f->project, both, G_N_ELEMENTS (both),
                         ctn_record_kind_find_field (kind, "nace2"), "27.20", &error);
  g_assert_no_error (error);
  ctn_organisation_edit (f->project, both, G_N_ELEMENTS (both),
                         ctn_record_kind_find_field (kind, "languages"), "English", &error);
  g_assert_no_error (error);
  profile = add_profile (f, f->firm, "visitor", none);
  second = add_profile (f, f->centre, "host", hungarian);
  first = add_profile (f, f->centre, "host", none);
  proposals = ctn_exchange_find_hosts (reader (f), profile, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposals->len, ==, 2);
  g_assert_cmpint (((CtnHostProposal *) proposals->pdata[0])->profile, ==, first);
  g_assert_cmpfloat_with_epsilon (((CtnHostProposal *) proposals->pdata[0])->score, 100, 1e-9);
  g_assert_cmpint (((CtnHostProposal *) proposals->pdata[1])->profile, ==, second);
  g_assert_cmpfloat_with_epsilon (((CtnHostProposal *) proposals->pdata[1])->score, 20 * 100 / 35.0,
                                  1e-9);
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
  g_test_add ("/exchange/" name, Fixture, NULL, exchange_set_up, function, exchange_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counted-once", test_counted_once);
  ADD ("kpis", test_kpis);
  ADD ("hosts", test_hosts);
  ADD ("hosts-of-organisations", test_hosts_of_organisations);
  ADD ("decisions", test_decisions);
  return g_test_run ();
}
