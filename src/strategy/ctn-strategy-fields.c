#include <ctn-i18n.h>
#include <ctn-number-field.h>

#include "ctn-strategy.h"

#define GROUP_STRATEGY N_ ("Strategy")
#define GROUP_OBJECTIVE N_ ("Objective")
#define GROUP_MEASURE N_ ("Measure")
#define GROUP_PLAN N_ ("Plan")
#define GROUP_MONEY N_ ("Money")

static const CtnField strategy_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_STRATEGY,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "partnership",
    .label = N_ ("Partnership"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "partnership",
    .reference_table = "partnership",
    .reference_column = "name" },
  { .name = "parent",
    .label = N_ ("Part of the Strategy"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "parent",
    .reference_table = "strategy",
    .reference_column = "name" },
  { .name = "vision",
    .label = N_ ("Vision"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "vision" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_DATE,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Ends"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_DATE,
    .column = "ends" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = NULL },
};

static const CtnRecordKind strategy_kind = {
  .name = "strategy",
  .table = "strategy",
  .label = N_ ("Strategy"),
  .plural = N_ ("Strategies"),
  .title_column = "name",
  .fields = strategy_fields,
  .add_label = N_ ("Add Strategy"),
  .edit_label = N_ ("Edit Strategy"),
  .delete_label = N_ ("Delete Strategy"),
  .stamped = TRUE,
};

static const CtnField objective_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_OBJECTIVE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_OBJECTIVE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "supports",
    .label = N_ ("Supports the Objective"),
    .group = GROUP_OBJECTIVE,
    .type = CTN_FIELD_RECORD,
    .column = "supports",
    .reference_table = "objective",
    .reference_column = "name" },
  { .name = NULL },
};

static const CtnRecordKind objective_kind = {
  .name = "objective",
  .table = "objective",
  .label = N_ ("Objective"),
  .plural = N_ ("Objectives"),
  .title_column = "name",
  .fields = objective_fields,
  .owner_column = "strategy",
  .order = "t.position",
  .add_label = N_ ("Add Objective"),
  .edit_label = N_ ("Edit Objective"),
  .delete_label = N_ ("Delete Objective"),
};

static const CtnChoice states[] = {
  { "planned", N_ ("Planned") },
  { "running", N_ ("Running") },
  { "done", N_ ("Done") },
  { "dropped", N_ ("Dropped") },
  { NULL, NULL },
};

static char *
parse_share (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 100, error);
}

static char *
parse_money (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 1e12, error);
}

static const CtnField measure_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_MEASURE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_MEASURE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "state",
    .label = N_ ("State"),
    .group = GROUP_PLAN,
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "progress",
    .label = N_ ("Progress (%)"),
    .group = GROUP_PLAN,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_share,
    .column = "progress" },
  { .name = "organisation",
    .label = N_ ("Responsible Organisation"),
    .group = GROUP_PLAN,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "owner",
    .label = N_ ("Responsible Person"),
    .group = GROUP_PLAN,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "owner" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = GROUP_PLAN,
    .type = CTN_FIELD_DATE,
    .column = "starts" },
  { .name = "due",
    .label = N_ ("Due"),
    .group = GROUP_PLAN,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "due" },
  { .name = "budget",
    .label = N_ ("Budget (€)"),
    .group = GROUP_MONEY,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_money,
    .column = "budget" },
  { .name = "spent",
    .label = N_ ("Spent (€)"),
    .group = GROUP_MONEY,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_money,
    .column = "spent" },
  { .name = NULL },
};

static const CtnRecordKind measure_kind = {
  .name = "measure",
  .table = "measure",
  .label = N_ ("Measure"),
  .plural = N_ ("Measures"),
  .title_column = "name",
  .fields = measure_fields,
  .owner_column = "objective",
  .order = "t.position",
  .add_label = N_ ("Add Measure"),
  .edit_label = N_ ("Edit Measure"),
  .delete_label = N_ ("Delete Measure"),
};

const CtnRecordKind *
ctn_strategy_kind (void)
{
  return &strategy_kind;
}

const CtnRecordKind *
ctn_objective_kind (void)
{
  return &objective_kind;
}

const CtnRecordKind *
ctn_measure_kind (void)
{
  return &measure_kind;
}
