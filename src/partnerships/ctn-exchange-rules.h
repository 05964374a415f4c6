/* The rules of an exchange, each with a name, and the step that it blocks while it is broken.
 *
 * | rule | blocks the step to | asks for |
 * | --- | --- | --- |
 * | visitor | registered | a visiting organisation |
 * | visitor-kind | validated | small or medium firm, cluster organisation, technology centre or other support organisation |
 * | visitor-country | validated | the visitor's organisation is registered in an eligible country |
 * | visitor-cluster | validated | a firm is a member of a cluster with a profile on the ECCP (a business network is not enough); technology centres and support organisations are members of a cluster |
 * | paying-partnership | validated | the partnership of the visitor, which pays and counts the exchange |
 * | host | matched | a host organisation |
 * | host-country | matched | the host's organisation is registered in an eligible country |
 * | different-countries | matched | the two are of different countries |
 * | host-cluster | matched | as visitor-cluster, but a firm without such a cluster may be approved as a host |
 * | host-partnership | signed | the partnership of the host, which signs |
 * | dates | signed | first and last day, to the day and in this order |
 * | too-short | signed | at least three days that are worked in both countries, travelling not counted |
 * | too-long | signed | at most one month |
 * | objectives | signed | at least one of the tick list |
 * | agenda | signed | an agenda |
 * | lump-sum | signed | of a visit: a row of the table of lump sums for host country and length, and its amount |
 * | quality-signatures | signed | the Commitment to Quality signed by the four parties |
 * | financial-agreement | signed | the financial agreement signed by visitor and paying partnership |
 * | begun | running | the first day has come |
 * | ended | reported | the last day is over |
 * | visitor-report, host-report | reported | closing reports, with their dates |
 * | evidence | approved | at least one file or link as evidence |
 * | counted-once | approved | the visit is not recorded a second time |
 * | payment-due | nothing | paid within ten days after the validation of the exchange |
 *
 * Sources: COSME ClusterXchange, rules as published by ESCP-4x partnerships (CLAMTEX, frequently asked
 * questions; C-Cloth; ECCP). Which countries are eligible is data (data/codes/exchange-countries.csv), and
 * the project may have a list of its own. */
#pragma once

#include "ctn-exchange.h"
#include "ctn-lump-sum.h"
#include "ctn-working-days.h"

G_BEGIN_DECLS

#define CTN_EXCHANGE_MIN_WORKING_DAYS 3
#define CTN_EXCHANGE_PAYMENT_DAYS 10

/* What checking needs besides the exchange itself; read once for all of them. */
typedef struct _CtnExchangeRules CtnExchangeRules;

/* @today: (nullable) ISO date; %NULL is today.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnExchangeRules *ctn_exchange_rules_new (CtnConnection *reader,
                                          const char *today,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_exchange_rules_free (CtnExchangeRules *self);

typedef struct {
  const char *rule;        /* its name, as in the table above */
  CtnExchangeState blocks; /* the step that it blocks; CTN_EXCHANGE_N_STATES: none */
  const char *title;       /* translated: what the rule asks for, in a few words */
  char *problem;           /* (nullable) what is wrong and what to do; %NULL: the rule is kept */
} CtnExchangeCheck;

/* All rules, in the order of the steps that they block.
 * Returns: (transfer full) (element-type CtnExchangeCheck) */
GPtrArray *ctn_exchange_rules_check (CtnExchangeRules *self,
                                     const CtnExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;

/* Of @checks those that are broken and forbid to go from @from to the later @to: each blocks only the step
 * that it concerns. From CTN_EXCHANGE_CANCELLED all steps up to @to are gone anew. (transfer container) */
GPtrArray *ctn_exchange_rules_list_blocking (GPtrArray *checks,
                                             CtnExchangeState from,
                                             CtnExchangeState to) G_GNUC_WARN_UNUSED_RESULT;

/* Of @checks those that are broken although the exchange has reached @state, which should not be, and those
 * that block nothing. None of a cancelled exchange. (transfer container) */
GPtrArray *ctn_exchange_rules_list_warnings (GPtrArray *checks,
                                             CtnExchangeState state) G_GNUC_WARN_UNUSED_RESULT;

/* The working days of the exchange; %FALSE while its dates are not known. */
gboolean ctn_exchange_rules_count_days (CtnExchangeRules *self,
                                        const CtnExchange *exchange,
                                        CtnWorkingDays *days);

/* The row of the table of lump sums that holds for the exchange. (transfer none) (nullable) */
const CtnLumpSum *ctn_exchange_rules_find_lump_sum (CtnExchangeRules *self,
                                                    const CtnExchange *exchange);

/* When the exchange has to be paid.
 * @due: (out): ISO date
 * @days_left: (out): from today; negative when it is overdue
 * Returns whether the clock runs: validated, and not paid */
gboolean ctn_exchange_rules_get_due (CtnExchangeRules *self,
                                     const CtnExchange *exchange,
                                     char due[11],
                                     int *days_left);

/* Whether @country is eligible. */
gboolean ctn_exchange_rules_is_eligible (CtnExchangeRules *self, const char *country);

/* The holidays that the rules count with. (transfer none) */
CtnHolidays *ctn_exchange_rules_get_holidays (CtnExchangeRules *self);
const char *ctn_exchange_rules_get_today (CtnExchangeRules *self);

/* The eligible countries, "AT; BE; …": the project's own list, else the shipped one. (transfer full) */
char *ctn_exchange_dup_countries (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives the project a list of its own, codes or names of countries with ";" between; "" goes back to the
 * shipped one. Errors: CTN_PROJECT_ERROR_INVALID naming what is no country. */
gboolean ctn_exchange_set_countries (CtnProject *project, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnExchangeRules, ctn_exchange_rules_free)

G_END_DECLS
