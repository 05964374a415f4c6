/* What is kept about an exchange. */
#include <ctn-field.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <ctn-project-error.h>

#include "ctn-exchange.h"

#define GROUP_VISITOR N_ ("Visitor")
#define GROUP_HOST N_ ("Host")
#define GROUP_VISIT N_ ("Visit")
#define GROUP_MONEY N_ ("Money")
#define GROUP_REPORTS N_ ("Closing Reports")
#define GROUP_NOTES N_ ("Notes")
#define PERSON_NAME "coalesce (title || ' ', '') || coalesce (given_name || ' ', '') || family_name"

#define MAX_DAYS 366

#define REFERENCE(table, named)                                                                    \
  .type = CTN_FIELD_RECORD, .reference_table = table, .reference_column = named

const CtnChoice ctn_exchange_kind_choices[] = {
  { "sme", N_ ("Small or Medium Firm") },
  { "cluster", N_ ("Cluster Organisation") },
  { "technology-centre", N_ ("Technology Centre") },
  { "support", N_ ("Other Support Organisation") },
  { NULL, NULL },
};

static const CtnChoice modes[] = {
  { "physical", N_ ("Visit") },
  { "virtual", N_ ("Virtual") },
  { NULL, NULL },
};

static const CtnChoice states[] = {
  { "draft", N_ ("Draft") },
  { "registered", N_ ("Registered") },
  { "validated", N_ ("Visitor Validated") },
  { "matched", N_ ("Matched") },
  { "signed", N_ ("Documents Signed") },
  { "running", N_ ("Running") },
  { "reported", N_ ("Reported") },
  { "approved", N_ ("Exchange Validated") },
  { "paid", N_ ("Paid") },
  { "cancelled", N_ ("Cancelled") },
  { NULL, NULL },
};

static const char *const helps[] = {
  N_ ("Somebody would like to visit; nothing is decided."),
  N_ ("The visitor has registered."),
  N_ ("The partnership has found the visitor eligible."),
  N_ ("Visitor and host have agreed to each other."),
  N_ ("Agenda, Commitment to Quality and financial agreement are signed."),
  N_ ("The visitor is at the host’s, or has been, and has not reported yet."),
  N_ ("Visitor and host have reported."),
  N_ ("Reports and evidence are validated; payment is due within ten days."),
  N_ ("The lump sum is paid."),
  N_ ("It does not take place."),
};

static const CtnChoice objectives[] = {
  { "capacity", N_ ("Capacity building") },
  { "knowledge", N_ ("Sharing knowledge") },
  { "projects", N_ ("Project development, innovation, research") },
  { "market", N_ ("Market research") },
  { "networking", N_ ("Networking, new partners, business opportunities") },
  { NULL, NULL },
};

static char *
parse_days (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, MAX_DAYS, error);
}

/* Codes of the tick list, in its order whatever the order of writing. */
static char *
parse_objectives (const CtnField *field, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ";|\n", -1);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (char **part = parts; *part != NULL; part++) {
    gboolean known = *g_strstrip (*part) == '\0';

    for (const CtnChoice *choice = objectives; choice->code != NULL; choice++)
      known = known || g_str_equal (*part, choice->code);
    if (!known) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("“%s” is none of the objectives of an exchange."), *part);
      return NULL;
    }
  }
  for (const CtnChoice *choice = objectives; choice->code != NULL; choice++)
    if (g_strv_contains ((const char *const *) parts, choice->code))
      g_strv_builder_add (values, choice->code);
  strv = g_strv_builder_end (values);
  return g_strjoinv ("; ", strv);
}

static char *
format_objectives (const CtnField *field, const char *value)
{
  g_auto (GStrv) codes = g_strsplit (value, "; ", -1);
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (const CtnChoice *choice = objectives; choice->code != NULL; choice++)
    if (g_strv_contains ((const char *const *) codes, choice->code))
      g_strv_builder_add (labels, _ (choice->label));
  strv = g_strv_builder_end (labels);
  return g_strjoinv ("; ", strv);
}

static const CtnField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_VISIT,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "mode",
    .label = N_ ("Mode"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_CHOICE,
    .choices = modes,
    .flags = CTN_FIELD_REQUIRED,
    .column = "mode" },
  { .name = "starts",
    .label = N_ ("First Day"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Last Day"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "ends" },
  { .name = "travel-days",
    .label = N_ ("Working Days Spent Travelling"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_INTEGER,
    .parse = parse_days,
    .column = "travel_days" },
  { .name = "motivation",
    .label = N_ ("Motivation and Goals"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "motivation" },
  { .name = "agenda",
    .label = N_ ("Agenda"),
    .group = GROUP_VISIT,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "agenda" },
  { .name = "visitor",
    .label = N_ ("Visiting Organisation"),
    .group = GROUP_VISITOR,
    .flags = CTN_FIELD_LISTED,
    REFERENCE ("organisation", "name"),
    .column = "visitor" },
  { .name = "visitor-person",
    .label = N_ ("Visiting Person"),
    .group = GROUP_VISITOR,
    .flags = CTN_FIELD_PERSONAL,
    REFERENCE ("person", PERSON_NAME),
    .column = "visitor_person" },
  { .name = "visitor-kind",
    .label = N_ ("Kind of Visitor"),
    .group = GROUP_VISITOR,
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_exchange_kind_choices,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "visitor_kind" },
  { .name = "visitor-cluster",
    .label = N_ ("As a Member of the Cluster"),
    .group = GROUP_VISITOR,
    REFERENCE ("partnership", "name"),
    .column = "visitor_cluster" },
  { .name = "visitor-partnership",
    .label = N_ ("Partnership of the Visitor, Which Pays"),
    .group = GROUP_VISITOR,
    REFERENCE ("partnership", "name"),
    .column = "visitor_partnership" },
  { .name = "host",
    .label = N_ ("Host Organisation"),
    .group = GROUP_HOST,
    .flags = CTN_FIELD_LISTED,
    REFERENCE ("organisation", "name"),
    .column = "host" },
  { .name = "host-person",
    .label = N_ ("Contact at the Host"),
    .group = GROUP_HOST,
    .flags = CTN_FIELD_PERSONAL,
    REFERENCE ("person", PERSON_NAME),
    .column = "host_person" },
  { .name = "host-kind",
    .label = N_ ("Kind of Host"),
    .group = GROUP_HOST,
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_exchange_kind_choices,
    .column = "host_kind" },
  { .name = "host-cluster",
    .label = N_ ("As a Member of the Cluster"),
    .group = GROUP_HOST,
    REFERENCE ("partnership", "name"),
    .column = "host_cluster" },
  { .name = "host-preapproved",
    .label = N_ ("Firm Without Cluster, Approved as Host"),
    .group = GROUP_HOST,
    .type = CTN_FIELD_BOOLEAN,
    .column = "host_preapproved" },
  { .name = "host-partnership",
    .label = N_ ("Partnership of the Host"),
    .group = GROUP_HOST,
    REFERENCE ("partnership", "name"),
    .column = "host_partnership" },
  { .name = "amount",
    .label = N_ ("Lump Sum (€)"),
    .group = GROUP_MONEY,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .flags = CTN_FIELD_LISTED,
    .column = "amount" },
  { .name = "approved",
    .label = N_ ("Exchange Validated On"),
    .group = GROUP_MONEY,
    .type = CTN_FIELD_DATE,
    .column = "approved_on" },
  { .name = "paid",
    .label = N_ ("Paid On"),
    .group = GROUP_MONEY,
    .type = CTN_FIELD_DATE,
    .column = "paid_on" },
  { .name = "visitor-report",
    .label = N_ ("Report of the Visitor"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "visitor_report" },
  { .name = "visitor-report-on",
    .label = N_ ("Visitor Reported On"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_DATE,
    .column = "visitor_report_on" },
  { .name = "visitor-satisfaction",
    .label = N_ ("Satisfaction of the Visitor (1–5)"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_grade,
    .column = "visitor_satisfaction" },
  { .name = "host-report",
    .label = N_ ("Report of the Host"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "host_report" },
  { .name = "host-report-on",
    .label = N_ ("Host Reported On"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_DATE,
    .column = "host_report_on" },
  { .name = "host-satisfaction",
    .label = N_ ("Satisfaction of the Host (1–5)"),
    .group = GROUP_REPORTS,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_grade,
    .column = "host_satisfaction" },
  { .name = "registered",
    .label = N_ ("Registered On"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_DATE,
    .column = "registered_on" },
  { .name = "validated",
    .label = N_ ("Visitor Validated On"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_DATE,
    .column = "validated_on" },
  { .name = "matched",
    .label = N_ ("Matched On"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_DATE,
    .column = "matched_on" },
  { .name = "notes",
    .label = N_ ("Notes"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "notes" },
  /* Not in forms: ticked, moved and cancelled by functions of their own. */
  { .name = "state",
    .label = N_ ("State"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "state" },
  { .name = "objectives",
    .label = N_ ("Objectives"),
    .parse = parse_objectives,
    .format = format_objectives,
    .column = "objectives" },
  { .name = "cancelled-why", .label = N_ ("Cancelled Because"), .column = "cancelled_why" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "exchange",
  .table = "exchange",
  .label = N_ ("Exchange"),
  .plural = N_ ("Exchanges"),
  .title_column = "name",
  .fields = fields,
  .order = "starts, name COLLATE NOCASE, id",
  .add_label = N_ ("Add Exchange"),
  .edit_label = N_ ("Edit Exchange"),
  .delete_label = N_ ("Delete Exchange"),
  .stamped = TRUE,
};

const CtnRecordKind *
ctn_exchange_kind (void)
{
  return &kind;
}

const char *
ctn_exchange_kind_get_label (const char *code)
{
  for (const CtnChoice *choice = ctn_exchange_kind_choices; code != NULL && choice->code != NULL;
       choice++)
    if (g_str_equal (choice->code, code))
      return _ (choice->label);
  return "";
}

const CtnChoice *
ctn_exchange_objectives (void)
{
  return objectives;
}

const char *
ctn_exchange_state_get_code (CtnExchangeState state)
{
  return states[state].code;
}

const char *
ctn_exchange_state_get_label (CtnExchangeState state)
{
  return _ (states[state].label);
}

const char *
ctn_exchange_state_get_help (CtnExchangeState state)
{
  return _ (helps[state]);
}

gboolean
ctn_exchange_state_from_code (const char *code, CtnExchangeState *state)
{
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++)
    if (g_strcmp0 (states[i].code, code) == 0) {
      *state = (CtnExchangeState) i;
      return TRUE;
    }
  return FALSE;
}
