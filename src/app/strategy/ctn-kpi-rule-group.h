/* How a KPI counts: the rule, what it means, and its parameters. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_KPI_RULE_GROUP (ctn_kpi_rule_group_get_type ())

G_DECLARE_FINAL_TYPE (CtnKpiRuleGroup, ctn_kpi_rule_group, CTN, KPI_RULE_GROUP, AdwPreferencesGroup)

/* @page outlives the group. */
GtkWidget *ctn_kpi_rule_group_new (CtnPage *page, gint64 kpi) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
