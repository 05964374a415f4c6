#include "ctn-views.h"

#include <ctn-i18n.h>

#include "ctn-activities-page.h"
#include "ctn-chains-page.h"
#include "ctn-exchanges-page.h"
#include "ctn-history-page.h"
#include "ctn-maturity-page.h"
#include "ctn-needs-page.h"
#include "ctn-overview-page.h"
#include "ctn-partners-page.h"
#include "ctn-partnerships-page.h"
#include "ctn-regions-page.h"
#include "ctn-reports-page.h"
#include "ctn-strategy-page.h"

static const CtnView views[] = {
  { "overview", N_ ("Overview"), "ctn-overview-symbolic", ctn_overview_page_get_type },
  { "partners", N_ ("Partners"), "ctn-partners-symbolic", ctn_partners_page_get_type },
  { "maturity", N_ ("Maturity"), "ctn-maturity-symbolic", ctn_maturity_page_get_type },
  { "chains", N_ ("Value Chains"), "ctn-value-chain-symbolic", ctn_chains_page_get_type },
  { "regions", N_ ("Regions & S3"), "ctn-regions-symbolic", ctn_regions_page_get_type },
  { "partnerships", N_ ("Partnerships"), "ctn-partnership-symbolic",
    ctn_partnerships_page_get_type },
  { "activities", N_ ("Activities"), "ctn-activities-symbolic", ctn_activities_page_get_type },
  { "exchanges", N_ ("Exchanges"), "ctn-exchange-symbolic", ctn_exchanges_page_get_type },
  { "needs", N_ ("Needs and Offers"), "ctn-need-symbolic", ctn_needs_page_get_type },
  { "strategy", N_ ("Strategy"), "ctn-strategy-symbolic", ctn_strategy_page_get_type },
  { "reports", N_ ("Reports"), "ctn-report-symbolic", ctn_reports_page_get_type },
  { "history", N_ ("History"), "ctn-history-symbolic", ctn_history_page_get_type },
  { NULL },
};

const CtnView *
ctn_views (void)
{
  return views;
}
