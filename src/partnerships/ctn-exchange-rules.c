#include "ctn-exchange-rules.h"

#include <ctn-calendar.h>
#include <ctn-code-list.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-likeness.h>
#include <ctn-number.h>
#include <math.h>
#include <string.h>

#include "ctn-exchange-papers.h"

struct _CtnExchangeRules {
  CtnHolidays *holidays;
  GHashTable *countries; /* eligible ones */
  GPtrArray *lump_sums;  /* CtnLumpSum */
  GDate today;
  char today_iso[CTN_DATE_ISO_SIZE];
};

CtnExchangeRules *
ctn_exchange_rules_new (CtnConnection *reader, const char *today, GError **error)
{
  g_autoptr (CtnExchangeRules) self = g_new0 (CtnExchangeRules, 1);
  g_autofree char *countries = ctn_exchange_dup_countries (reader, error);
  g_autofree char *day = ctn_calendar_dup_today (today);

  g_strlcpy (self->today_iso, day, sizeof self->today_iso);
  g_return_val_if_fail (ctn_working_days_parse (self->today_iso, &self->today), NULL);

  if (countries == NULL)
    return NULL;
  self->countries = ctn_likeness_new_set (countries);
  self->holidays = ctn_holidays_new (reader, error);
  self->lump_sums = self->holidays != NULL ? ctn_lump_sum_list (reader, error) : NULL;
  return self->lump_sums != NULL ? g_steal_pointer (&self) : NULL;
}

void
ctn_exchange_rules_free (CtnExchangeRules *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->holidays, ctn_holidays_free);
  g_clear_pointer (&self->countries, g_hash_table_unref);
  g_clear_pointer (&self->lump_sums, g_ptr_array_unref);
  g_free (self);
}

gboolean
ctn_exchange_rules_is_eligible (CtnExchangeRules *self, const char *country)
{
  return g_hash_table_contains (self->countries, country);
}

CtnHolidays *
ctn_exchange_rules_get_holidays (CtnExchangeRules *self)
{
  return self->holidays;
}

const char *
ctn_exchange_rules_get_today (CtnExchangeRules *self)
{
  return self->today_iso;
}

gboolean
ctn_exchange_rules_count_days (CtnExchangeRules *self,
                               const CtnExchange *exchange,
                               CtnWorkingDays *days)
{
  return ctn_working_days_count (self->holidays, exchange->visitor.country, exchange->host.country,
                                 exchange->starts, exchange->ends, exchange->travel_days, days);
}

const CtnLumpSum *
ctn_exchange_rules_find_lump_sum (CtnExchangeRules *self, const CtnExchange *exchange)
{
  g_auto (CtnWorkingDays) days = { 0 };

  if (exchange->is_virtual || !ctn_exchange_rules_count_days (self, exchange, &days))
    return NULL;
  return ctn_lump_sum_find (self->lump_sums, exchange->visitor.partnership, exchange->host.country,
                            days.working);
}

gboolean
ctn_exchange_rules_get_due (CtnExchangeRules *self,
                            const CtnExchange *exchange,
                            char due[11],
                            int *days_left)
{
  GDate day;
  CtnDate date;

  if (exchange->state != CTN_EXCHANGE_APPROVED || exchange->is_virtual ||
      !ctn_working_days_parse (exchange->approved_on, &day))
    return FALSE;
  g_date_add_days (&day, CTN_EXCHANGE_PAYMENT_DAYS);
  date = (CtnDate) { (gint16) g_date_get_year (&day), (guint8) g_date_get_month (&day),
                     g_date_get_day (&day) };
  ctn_date_to_iso (&date, due);
  *days_left = g_date_days_between (&self->today, &day);
  return TRUE;
}

/* --- The rules: each returns what is wrong, %NULL when it is kept -------------------------------------- */

typedef char *(*Check) (CtnExchangeRules *self, const CtnExchange *exchange);

static char *
check_visitor (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->visitor.organisation != 0
             ? NULL
             : g_strdup (_ ("Nobody is named as the visiting organisation. Choose one."));
}

static char *
check_visitor_kind (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->visitor.kind != NULL
             ? NULL
             : g_strdup (
                   _ ("Only small and medium firms, cluster organisations, technology centres "
                      "and other support organisations may visit. Say what the visitor is."));
}

static char *
check_country (CtnExchangeRules *self, const CtnExchangeSide *side)
{
  if (side->organisation == 0 ||
      (side->country != NULL && ctn_exchange_rules_is_eligible (self, side->country)))
    return NULL;
  if (side->country == NULL)
    return g_strdup_printf (_ ("It is not known in which country “%s” is registered."), side->name);
  /* Translators: an organisation and a country */
  return g_strdup_printf (_ ("“%s” is registered in a country that does not take part: %s."),
                          side->name, ctn_place_get_title (side->country));
}

static char *
check_visitor_country (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return check_country (self, &exchange->visitor);
}

static char *
check_host_country (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return check_country (self, &exchange->host);
}

static gboolean
has_kind (const CtnExchangeSide *side, const char *kind)
{
  return g_strcmp0 (side->kind, kind) == 0;
}

static char *
check_cluster (const CtnExchangeSide *side)
{
  if (side->organisation == 0 || side->kind == NULL || has_kind (side, "cluster"))
    return NULL;
  if (side->standing < CTN_STANDING_CLUSTER)
    return g_strdup_printf (
        side->standing == CTN_STANDING_NETWORK
            ? _ ("“%s” is a member of a network only. Make it a member of a cluster in the view "
                 "“Partnerships”.")
            : _ ("“%s” is not a member of a cluster. Make it one in the view “Partnerships”."),
        side->name);
  if (has_kind (side, "sme") && side->standing < CTN_STANDING_ECCP)
    return g_strdup_printf (
        _ ("The cluster of “%s” has no profile on the European Cluster Collaboration Platform. "
           "Enter its address in the view “Partnerships”."),
        side->name);
  return NULL;
}

static char *
check_visitor_cluster (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return check_cluster (&exchange->visitor);
}

static char *
check_host_cluster (CtnExchangeRules *self, const CtnExchange *exchange)
{
  if (has_kind (&exchange->host, "sme") && exchange->host_preapproved)
    return NULL;
  return check_cluster (&exchange->host);
}

static char *
check_paying (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->visitor.partnership != 0
             ? NULL
             : g_strdup (_ ("No partnership is named that pays the visitor and counts the "
                            "exchange. Choose one."));
}

static char *
check_host (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->host.organisation != 0
             ? NULL
             : g_strdup (_ ("There is no host yet. Choose one, or take one of the proposals."));
}

static char *
check_different (CtnExchangeRules *self, const CtnExchange *exchange)
{
  if (exchange->visitor.country == NULL ||
      g_strcmp0 (exchange->visitor.country, exchange->host.country) != 0)
    return NULL;
  return g_strdup_printf (_ ("“%s” and “%s” are registered in the same country. Visitor and host "
                             "must be of different ones."),
                          exchange->visitor.name, exchange->host.name);
}

static char *
check_host_partnership (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->host.partnership != 0
             ? NULL
             : g_strdup (_ ("No partnership is named behind the host, which signs the Commitment "
                            "to Quality. Choose one."));
}

static char *
check_dates (CtnExchangeRules *self, const CtnExchange *exchange)
{
  GDate starts, ends;

  if (!ctn_working_days_parse (exchange->starts, &starts) ||
      !ctn_working_days_parse (exchange->ends, &ends))
    return g_strdup (_ ("First and last day are not both known to the day."));
  return g_date_compare (&starts, &ends) <= 0
             ? NULL
             : g_strdup (_ ("The last day is before the first one."));
}

static char *
check_short (CtnExchangeRules *self, const CtnExchange *exchange)
{
  g_auto (CtnWorkingDays) days = { 0 };
  g_autofree char *off = NULL;
  g_autofree char *text = NULL;

  if (!ctn_exchange_rules_count_days (self, exchange, &days) ||
      days.working >= CTN_EXCHANGE_MIN_WORKING_DAYS)
    return NULL;
  text = g_strdup_printf (
      ctn_ngettext ("The visit has %u working day without travelling; at least 3 are asked for.",
                    "The visit has %u working days without travelling; at least 3 are asked for.",
                    days.working),
      days.working);
  if (days.off->len == 0)
    return g_steal_pointer (&text);
  g_ptr_array_add (days.off, NULL);
  off = g_strjoinv ("; ", (char **) days.off->pdata);
  /* Translators: a sentence on the length of a visit, and the holidays in it */
  return g_strdup_printf (_ ("%s Public holidays: %s."), text, off);
}

static char *
check_long (CtnExchangeRules *self, const CtnExchange *exchange)
{
  GDate starts, ends;

  if (!ctn_working_days_parse (exchange->starts, &starts) ||
      !ctn_working_days_parse (exchange->ends, &ends))
    return NULL;
  g_date_add_months (&starts, 1);
  return g_date_compare (&ends, &starts) < 0 ? NULL
                                             : g_strdup (_ ("The visit is longer than one month."));
}

static char *
check_objectives (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->objectives != NULL ? NULL : g_strdup (_ ("No objective is ticked."));
}

static char *
check_agenda (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->has_agenda ? NULL : g_strdup (_ ("There is no agenda."));
}

static char *
check_lump_sum (CtnExchangeRules *self, const CtnExchange *exchange)
{
  const CtnLumpSum *row;
  g_auto (CtnWorkingDays) days = { 0 };
  g_autofree char *wanted = NULL;
  g_autofree char *given = NULL;

  if (exchange->is_virtual || !ctn_exchange_rules_count_days (self, exchange, &days))
    return NULL;
  row = ctn_exchange_rules_find_lump_sum (self, exchange);
  if (row == NULL)
    return g_strdup (_ ("The table of lump sums has no row for this host country and length. Add "
                        "one in “Lump Sums and Holidays”."));
  if (isnan (exchange->amount) || fabs (exchange->amount - row->amount) < 0.005)
    return NULL;
  wanted = ctn_number_format (row->amount, 2);
  given = ctn_number_format (exchange->amount, 2);
  return g_strdup_printf (_ ("The table of lump sums says %s €, the exchange %s €."), wanted,
                          given);
}

static char *
check_signatures (CtnExchangePaper paper, guint signatures)
{
  guint missing = ctn_exchange_paper_get_parties (paper) & ~signatures;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *list = NULL;

  if (missing == 0)
    return NULL;
  for (guint i = 0; i < CTN_EXCHANGE_N_PARTIES; i++)
    if (missing & (1u << i))
      g_strv_builder_add (names, ctn_exchange_party_get_label (i));
  strv = g_strv_builder_end (names);
  list = g_strjoinv ("; ", strv);
  /* Translators: a paper, and the parties who have not signed it */
  return g_strdup_printf (_ ("%s: signatures are missing: %s."),
                          ctn_exchange_paper_get_label (paper), list);
}

static char *
check_quality (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return check_signatures (CTN_PAPER_QUALITY, exchange->quality_signatures);
}

static char *
check_financial (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->is_virtual
             ? NULL
             : check_signatures (CTN_PAPER_FINANCIAL, exchange->financial_signatures);
}

static char *
check_begun (CtnExchangeRules *self, const CtnExchange *exchange)
{
  GDate starts;

  return !ctn_working_days_parse (exchange->starts, &starts) ||
                 g_date_compare (&starts, &self->today) <= 0
             ? NULL
             : g_strdup (_ ("The first day has not come yet."));
}

static char *
check_ended (CtnExchangeRules *self, const CtnExchange *exchange)
{
  GDate ends;

  return !ctn_working_days_parse (exchange->ends, &ends) ||
                 g_date_compare (&ends, &self->today) <= 0
             ? NULL
             : g_strdup (_ ("The last day has not come yet."));
}

static char *
check_visitor_report (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->visitor.has_report && exchange->visitor.report_on != NULL
             ? NULL
             : g_strdup (_ ("The closing report of the visitor is missing, or its date."));
}

static char *
check_host_report (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->host.has_report && exchange->host.report_on != NULL
             ? NULL
             : g_strdup (_ ("The closing report of the host is missing, or its date."));
}

static char *
check_evidence (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->n_evidence > 0
             ? NULL
             : g_strdup (_ ("No evidence is attached: boarding passes, invoices of travel and "
                            "hotel, pictures."));
}

static char *
check_once (CtnExchangeRules *self, const CtnExchange *exchange)
{
  return exchange->duplicate_of == 0
             ? NULL
             : g_strdup (_ ("The same visit (visitor, host, first day) is recorded a second time, "
                            "and counts once. Delete one of the two."));
}

static char *
check_due (CtnExchangeRules *self, const CtnExchange *exchange)
{
  char due[11];
  int left;

  if (!ctn_exchange_rules_get_due (self, exchange, due, &left) || left >= 0)
    return NULL;
  return g_strdup_printf (ctn_ngettext ("The payment is %d day overdue.",
                                        "The payment is %d days overdue.", (gulong) -left),
                          -left);
}

static const struct {
  const char *rule;
  CtnExchangeState blocks;
  const char *title;
  Check check;
} rules[] = {
  { "visitor", CTN_EXCHANGE_REGISTERED, N_ ("A visitor"), check_visitor },
  { "visitor-kind", CTN_EXCHANGE_VALIDATED, N_ ("An eligible kind of visitor"),
    check_visitor_kind },
  { "visitor-country", CTN_EXCHANGE_VALIDATED, N_ ("Visitor of an eligible country"),
    check_visitor_country },
  { "visitor-cluster", CTN_EXCHANGE_VALIDATED, N_ ("Visitor belongs to a cluster"),
    check_visitor_cluster },
  { "paying-partnership", CTN_EXCHANGE_VALIDATED, N_ ("A partnership that pays"), check_paying },
  { "host", CTN_EXCHANGE_MATCHED, N_ ("A host"), check_host },
  { "host-country", CTN_EXCHANGE_MATCHED, N_ ("Host of an eligible country"), check_host_country },
  { "different-countries", CTN_EXCHANGE_MATCHED, N_ ("Two countries"), check_different },
  { "host-cluster", CTN_EXCHANGE_MATCHED, N_ ("Host belongs to a cluster"), check_host_cluster },
  { "host-partnership", CTN_EXCHANGE_SIGNED, N_ ("A partnership behind the host"),
    check_host_partnership },
  { "dates", CTN_EXCHANGE_SIGNED, N_ ("First and last day"), check_dates },
  { "too-short", CTN_EXCHANGE_SIGNED, N_ ("At least three working days"), check_short },
  { "too-long", CTN_EXCHANGE_SIGNED, N_ ("At most one month"), check_long },
  { "objectives", CTN_EXCHANGE_SIGNED, N_ ("Objectives"), check_objectives },
  { "agenda", CTN_EXCHANGE_SIGNED, N_ ("An agenda"), check_agenda },
  { "lump-sum", CTN_EXCHANGE_SIGNED, N_ ("Lump sum as in the table"), check_lump_sum },
  { "quality-signatures", CTN_EXCHANGE_SIGNED, N_ ("Commitment to Quality signed by four"),
    check_quality },
  { "financial-agreement", CTN_EXCHANGE_SIGNED, N_ ("Financial agreement signed"),
    check_financial },
  { "begun", CTN_EXCHANGE_RUNNING, N_ ("The visit has begun"), check_begun },
  { "ended", CTN_EXCHANGE_REPORTED, N_ ("The visit is over"), check_ended },
  { "visitor-report", CTN_EXCHANGE_REPORTED, N_ ("Report of the visitor"), check_visitor_report },
  { "host-report", CTN_EXCHANGE_REPORTED, N_ ("Report of the host"), check_host_report },
  { "evidence", CTN_EXCHANGE_APPROVED, N_ ("Evidence"), check_evidence },
  { "counted-once", CTN_EXCHANGE_APPROVED, N_ ("Counted once"), check_once },
  { "payment-due", CTN_EXCHANGE_N_STATES, N_ ("Payment in time"), check_due },
};

static void
check_free (gpointer data)
{
  CtnExchangeCheck *check = data;

  g_free (check->problem);
  g_free (check);
}

GPtrArray *
ctn_exchange_rules_check (CtnExchangeRules *self, const CtnExchange *exchange)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func (check_free);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    CtnExchangeCheck *check = g_new (CtnExchangeCheck, 1);

    check->rule = rules[i].rule;
    check->blocks = rules[i].blocks;
    check->title = _ (rules[i].title);
    check->problem = rules[i].check (self, exchange);
    g_ptr_array_add (checks, check);
  }
  return checks;
}

GPtrArray *
ctn_exchange_rules_list_blocking (GPtrArray *checks, CtnExchangeState from, CtnExchangeState to)
{
  GPtrArray *blocking = g_ptr_array_new ();

  if (from == CTN_EXCHANGE_CANCELLED)
    from = CTN_EXCHANGE_DRAFT;
  for (guint i = 0; i < checks->len; i++) {
    CtnExchangeCheck *check = g_ptr_array_index (checks, i);

    if (check->problem != NULL && check->blocks > from && check->blocks <= to)
      g_ptr_array_add (blocking, check);
  }
  return blocking;
}

GPtrArray *
ctn_exchange_rules_list_warnings (GPtrArray *checks, CtnExchangeState state)
{
  GPtrArray *warnings = g_ptr_array_new ();

  for (guint i = 0; i < checks->len && state != CTN_EXCHANGE_CANCELLED; i++) {
    CtnExchangeCheck *check = g_ptr_array_index (checks, i);

    if (check->problem != NULL &&
        (check->blocks <= state || check->blocks == CTN_EXCHANGE_N_STATES))
      g_ptr_array_add (warnings, check);
  }
  return warnings;
}
