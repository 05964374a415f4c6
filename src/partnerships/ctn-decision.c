#include "ctn-decision.h"

#include <ctn-i18n.h>

static const CtnField fields[] = {
  { .name = "text",
    .label = N_ ("Decision"),
    .group = N_ ("Decision"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "text" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Decision"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "date" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "decision",
  .table = "decision",
  .label = N_ ("Decision"),
  .plural = N_ ("Decisions"),
  .title_column = "text",
  .fields = fields,
  .owner_column = "activity",
  .order = "t.date IS NULL, t.date, t.id",
  .add_label = N_ ("Add Decision"),
  .edit_label = N_ ("Edit Decision"),
  .delete_label = N_ ("Remove Decision"),
};

const CtnRecordKind *
ctn_decision_kind (void)
{
  return &kind;
}
