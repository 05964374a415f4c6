#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>

#include "ctn-partnership.h"

#define GROUP_PROFILE N_ ("Profile")
#define GROUP_CLUSTER N_ ("Cluster Organisation")
#define GROUP_MEMBERSHIP N_ ("Membership")
#define GROUP_BRINGS N_ ("What the Member Brings")

static char *
parse_share (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 100, error);
}

static const CtnChoice kinds[] = {
  { "consortium", N_ ("Consortium") },
  { "cluster", N_ ("Cluster") },
  { "alliance", N_ ("Alliance") },
  { "working-group", N_ ("Working Group") },
  { NULL, NULL },
};

static const CtnField partnership_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "short-name",
    .label = N_ ("Short Name"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_LISTED,
    .column = "short_name" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_CHOICE,
    .choices = kinds,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "parent",
    .label = N_ ("Part Of"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "parent",
    .reference_table = "partnership",
    .reference_column = "coalesce (short_name, name)" },
  { .name = "programme",
    .label = N_ ("Programme"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_LISTED,
    .column = "programme" },
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_CODE,
    .code_list = "nuts-2024",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format_both,
    .column = "nuts" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_DATE,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Ends"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_DATE,
    .column = "ends" },
  { .name = "web",
    .label = N_ ("Website"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_URL,
    .column = "web" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP_PROFILE, .column = "data_source" },
  { .name = "organisation",
    .label = N_ ("Managing Organisation"),
    .group = GROUP_CLUSTER,
    .type = CTN_FIELD_RECORD,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "team",
    .label = N_ ("Management Team (Full-Time Equivalents)"),
    .group = GROUP_CLUSTER,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .column = "team" },
  { .name = "english-web",
    .label = N_ ("Web Page in English"),
    .group = GROUP_CLUSTER,
    .type = CTN_FIELD_URL,
    .column = "english_web" },
  { .name = "eccp-profile",
    .label = N_ ("Profile on the European Cluster Collaboration Platform"),
    .group = GROUP_CLUSTER,
    .type = CTN_FIELD_URL,
    .column = "eccp_url" },
  { .name = "recognised-by",
    .label = N_ ("Recognised by (Cluster Programme)"),
    .group = GROUP_CLUSTER,
    .column = "recognised_by" },
  { .name = NULL },
};

static const CtnRecordKind partnership_kind = {
  .name = "partnership",
  .table = "partnership",
  .label = N_ ("Partnership"),
  .plural = N_ ("Partnerships"),
  .title_column = "name",
  .fields = partnership_fields,
};

const CtnRecordKind *
ctn_partnership_kind (void)
{
  return &partnership_kind;
}

/* --- Membership ----------------------------------------------------------------------------------- */

const CtnChoice ctn_commitment_steps[] = {
  { "0", N_ ("Identified") },
  { "1", N_ ("Contacted") },
  { "2", N_ ("Interested") },
  { "3", N_ ("Letter of Intent") },
  { "4", N_ ("Agreement Signed") },
  { "5", N_ ("Active") },
  { "6", N_ ("Leads") },
  { NULL, NULL },
};

static const CtnField membership_fields[] = {
  { .name = "role", .label = N_ ("Role"), .group = GROUP_MEMBERSHIP, .column = "role" },
  { .name = "since",
    .label = N_ ("Since"),
    .group = GROUP_MEMBERSHIP,
    .type = CTN_FIELD_DATE,
    .column = "since" },
  { .name = "until",
    .label = N_ ("Until"),
    .group = GROUP_MEMBERSHIP,
    .type = CTN_FIELD_DATE,
    .column = "until" },
  { .name = "commitment",
    .label = N_ ("Commitment"),
    .group = GROUP_MEMBERSHIP,
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_commitment_steps,
    .column = "commitment" },
  { .name = "share",
    .label = N_ ("Share (%)"),
    .group = GROUP_BRINGS,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_share,
    .column = "share" },
  { .name = "hours",
    .label = N_ ("Hours a Year"),
    .group = GROUP_BRINGS,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .column = "hours" },
  { .name = "budget",
    .label = N_ ("Budget (€)"),
    .group = GROUP_BRINGS,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .column = "budget" },
  { .name = "votes",
    .label = N_ ("Votes"),
    .group = GROUP_BRINGS,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .column = "votes" },
  { .name = NULL },
};

static const CtnRecordKind membership_kind = {
  .name = "membership",
  .table = "membership",
  .label = N_ ("Membership"),
  .plural = N_ ("Memberships"),
  .title_column = "role",
  .fields = membership_fields,
};

const CtnRecordKind *
ctn_membership_kind (void)
{
  return &membership_kind;
}

const char *const *
ctn_commitment_labels (void)
{
  static const char *labels[CTN_N_COMMITMENT_STEPS + 1];

  for (gsize i = 0; i < CTN_N_COMMITMENT_STEPS; i++)
    labels[i] = ctn_commitment_steps[i].label;
  return labels;
}
