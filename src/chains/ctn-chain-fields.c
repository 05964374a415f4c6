/* What chains, stages, actors and links have, as tables of fields. */
#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>

#include "ctn-chain.h"

static const CtnChoice states[] = {
  { "existing", N_ ("Existing") },
  { "planned", N_ ("Planned") },
  { "missing", N_ ("Missing") },
  { NULL, NULL },
};

static const CtnChoice link_states[] = {
  { "existing", N_ ("Existing") }, { "weak", N_ ("Weak") }, { "planned", N_ ("Planned") },
  { "missing", N_ ("Missing") },   { NULL, NULL },
};

static const CtnChoice actor_kinds[] = {
  { "actor", N_ ("Actor") },
  { "supporter", N_ ("Supporter") },
  { "market", N_ ("Market") },
  { "outside", N_ ("Import") },
  { NULL, NULL },
};

static const CtnChoice link_kinds[] = {
  { "supply", N_ ("Supply") },
  { "service", N_ ("Service") },
  { "knowledge", N_ ("Knowledge") },
  { "finance", N_ ("Finance") },
  { "data", N_ ("Data") },
  { "ownership", N_ ("Ownership") },
  { NULL, NULL },
};

/* Forms of coordination between two firms: G. Gereffi, J. Humphrey, T. Sturgeon, The governance of
 * global value chains, Review of International Political Economy 12 (2005) 78. */
static const CtnChoice governances[] = {
  { "market", N_ ("Market") },         { "modular", N_ ("Modular") },
  { "relational", N_ ("Relational") }, { "captive", N_ ("Captive") },
  { "hierarchy", N_ ("Hierarchy") },   { NULL, NULL },
};

static const CtnChoice confidences[] = {
  { "low", N_ ("Low") },
  { "medium", N_ ("Medium") },
  { "high", N_ ("High") },
  { NULL, NULL },
};

const char *
ctn_actor_kind_get_code (CtnActorKind kind)
{
  return actor_kinds[kind].code;
}

const char *
ctn_actor_kind_get_label (CtnActorKind kind)
{
  return _ (actor_kinds[kind].label);
}

const char *
ctn_chain_state_get_code (CtnChainState state)
{
  return link_states[state].code;
}

const char *
ctn_chain_state_get_label (CtnChainState state)
{
  return _ (link_states[state].label);
}

CtnActorKind
ctn_actor_kind_from_code (const char *code)
{
  return ctn_choice_find (actor_kinds, code);
}

CtnChainState
ctn_chain_state_from_code (const char *code)
{
  return ctn_choice_find (link_states, code);
}

/* --- What the fields take ------------------------------------------------------------------------ */

static char *
parse_trl (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 1, 9, error);
}

static char *
parse_capability (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 5, error);
}

/* --- Tables -------------------------------------------------------------------------------------- */

#define PROFILE .group = N_ ("Profile")
#define FIGURES .group = N_ ("Figures")
#define SOURCE .group = N_ ("Source")
#define TEXT(field_name, field_label, field_column)                                                \
  { .name = field_name, .label = field_label, PROFILE, .column = field_column }
#define CHOICE(field_name, field_label, field_choices)                                             \
  { .name = field_name,                                                                            \
    .label = field_label,                                                                          \
    PROFILE,                                                                                       \
    .type = CTN_FIELD_CHOICE,                                                                      \
    .choices = field_choices,                                                                      \
    .flags = CTN_FIELD_REQUIRED,                                                                   \
    .column = field_name }
#define AMOUNT(field_name, field_label)                                                            \
  { .name = field_name,                                                                            \
    .label = field_label,                                                                          \
    FIGURES,                                                                                       \
    .type = CTN_FIELD_NUMBER,                                                                      \
    .parse = ctn_number_field_parse_amount,                                                        \
    .column = field_name }
#define WHOLE(field_name, field_label, field_parse)                                                \
  { .name = field_name,                                                                            \
    .label = field_label,                                                                          \
    FIGURES,                                                                                       \
    .type = CTN_FIELD_INTEGER,                                                                     \
    .parse = field_parse,                                                                          \
    .column = field_name }

static const CtnField chain_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    PROFILE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "description",
    .label = N_ ("Description"),
    PROFILE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "threshold",
    .label = N_ ("Fewer Actors Are a Gap"),
    PROFILE,
    .type = CTN_FIELD_INTEGER,
    .flags = CTN_FIELD_REQUIRED,
    .parse = ctn_number_field_parse_amount,
    .column = "threshold" },
  { .name = NULL },
};

static const CtnField stage_fields[] = {
  { .name = "name", .label = N_ ("Name"), PROFILE, .flags = CTN_FIELD_REQUIRED, .column = "name" },
  { .name = "description",
    .label = N_ ("Description"),
    PROFILE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "nace",
    .label = N_ ("NACE Rev. 2"),
    PROFILE,
    .type = CTN_FIELD_CODE,
    .code_list = "nace-rev2",
    .parse = ctn_code_field_parse_nace,
    .format = ctn_code_field_format_both,
    .list_key = "2",
    .column = "nace" },
  { .name = "parallel",
    .label = N_ ("Beside the Stage Before It"),
    PROFILE,
    .type = CTN_FIELD_BOOLEAN,
    .column = "parallel" },
  { .name = NULL },
};

static const CtnField actor_fields[] = {
  CHOICE ("kind", N_ ("Kind"), actor_kinds),
  CHOICE ("state", N_ ("State"), states),
  TEXT ("role", N_ ("Role"), "role"),
  TEXT ("segment", N_ ("Segment"), "segment"),
  AMOUNT ("share", N_ ("Share of the Stage")),
  AMOUNT ("capacity", N_ ("Capacity")),
  AMOUNT ("demand", N_ ("Demand")),
  TEXT ("unit", N_ ("Unit"), "unit"),
  { .name = "capability",
    .label = N_ ("Capability (0–5)"),
    FIGURES,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_capability,
    .column = "capability" },
  WHOLE ("trl", N_ ("Technology Readiness (1–9)"), parse_trl),
  AMOUNT ("jobs", N_ ("Jobs (Annual Work Units)")),
  TEXT ("certificates", N_ ("Certificates"), "certificates"),
  /* Of somebody who is not in the registry, such as an import; others have theirs there. */
  { .name = "country",
    .label = N_ ("Country"),
    PROFILE,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = ctn_code_field_parse_country,
    .format = ctn_code_field_format,
    .column = "country" },
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    PROFILE,
    .type = CTN_FIELD_CODE,
    .code_list = "nuts-2024",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format_both,
    .column = "nuts" },
  { .name = "notes",
    .label = N_ ("Notes"),
    PROFILE,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "notes" },
  { .name = NULL },
};

static const CtnField link_fields[] = {
  CHOICE ("kind", N_ ("Kind"), link_kinds),
  CHOICE ("state", N_ ("State"), link_states),
  TEXT ("product", N_ ("Product"), "product"),
  AMOUNT ("volume", N_ ("Volume")),
  TEXT ("unit", N_ ("Unit"), "unit"),
  AMOUNT ("value", N_ ("Value (€)")),
  WHOLE ("year", N_ ("Year"), ctn_number_field_parse_year),
  WHOLE ("strength", N_ ("Strength (1–5)"), ctn_number_field_parse_grade),
  TEXT ("formality", N_ ("Formality"), "formality"),
  { .name = "governance",
    .label = N_ ("Governance"),
    PROFILE,
    .type = CTN_FIELD_CHOICE,
    .choices = governances,
    .column = "governance" },
  { .name = "confidence",
    .label = N_ ("Confidence in the Data"),
    SOURCE,
    .type = CTN_FIELD_CHOICE,
    .choices = confidences,
    .column = "confidence" },
  { .name = "source", .label = N_ ("Source"), SOURCE, .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind chain_kind = {
  .name = "chain",
  .table = "chain",
  .label = N_ ("Value Chain"),
  .plural = N_ ("Value Chains"),
  .title_column = "name",
  .fields = chain_fields,
  .add_label = N_ ("Add Value Chain"),
  .edit_label = N_ ("Edit Value Chain"),
  .delete_label = N_ ("Delete Value Chain"),
};

static const CtnRecordKind stage_kind = {
  .name = "chain-stage",
  .table = "chain_stage",
  .label = N_ ("Stage"),
  .plural = N_ ("Stages"),
  .title_column = "name",
  .fields = stage_fields,
  .owner_column = "chain",
  .order = "position, id",
  .add_label = N_ ("Add Stage"),
  .edit_label = N_ ("Edit Stage"),
  .delete_label = N_ ("Delete Stage"),
};

static const CtnRecordKind actor_kind = {
  .name = "chain-actor",
  .table = "chain_actor",
  .label = N_ ("Actor"),
  .plural = N_ ("Actors"),
  .title_column = "name",
  .fields = actor_fields,
  .owner_column = "chain",
  .add_label = N_ ("Place Actor"),
  .edit_label = N_ ("Edit Actor"),
  .delete_label = N_ ("Remove Actor"),
};

static const CtnRecordKind link_kind = {
  .name = "chain-link",
  .table = "chain_link",
  .label = N_ ("Link"),
  .plural = N_ ("Links"),
  .title_column = "product",
  .fields = link_fields,
  .owner_column = "chain",
  .add_label = N_ ("Link Actors"),
  .edit_label = N_ ("Edit Link"),
  .delete_label = N_ ("Remove Link"),
};

const CtnRecordKind *
ctn_chain_kind (void)
{
  return &chain_kind;
}

const CtnRecordKind *
ctn_chain_stage_kind (void)
{
  return &stage_kind;
}

const CtnRecordKind *
ctn_chain_actor_kind (void)
{
  return &actor_kind;
}

const CtnRecordKind *
ctn_chain_link_kind (void)
{
  return &link_kind;
}
