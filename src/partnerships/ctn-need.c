#include "ctn-need.h"

#include <ctn-calendar.h>
#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <ctn-record-operations.h>

#define GROUP_NEED N_ ("Need")
#define GROUP_OFFER N_ ("Offer")
#define GROUP_FIELD N_ ("Field and Maturity")
#define GROUP_PARTNER N_ ("Whom It Fits")

static const CtnChoice barriers[] = {
  { "finance", N_ ("Finance") },
  { "skills", N_ ("Innovation Management and Rights") },
  { "marketing", N_ ("Marketing of Innovation") },
  { "research", N_ ("Research Capability") },
  { "networking", N_ ("Networking") },
  { NULL, NULL },
};

static const CtnChoice need_states[] = {
  { "open", N_ ("Open") },
  { "met", N_ ("Met") },
  { "closed", N_ ("Closed") },
  { NULL, NULL },
};

static const CtnChoice offer_states[] = {
  { "open", N_ ("Open") },
  { "closed", N_ ("Closed") },
  { NULL, NULL },
};

static const CtnChoice region_rules[] = {
  { "same", N_ ("From the Same Region (Services)") },
  { "other", N_ ("From Another Region (New Chains)") },
  { NULL, NULL },
};

static const CtnChoice size_rules[] = {
  { "sme", N_ ("Small and Medium Firms") },
  { "large", N_ ("Large Firms") },
  { NULL, NULL },
};

static char *
parse_trl (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 1, 9, error);
}

/* What needs and offers have alike, kept in the table of codes @codes of the @owner. */
#define SHARED_FIELDS(codes, owner)                                                                \
  { .name = "competences",                                                                         \
    .label = N_ ("Competences"),                                                                   \
    .group = GROUP_FIELD,                                                                          \
    .list_table = codes,                                                                           \
    .list_owner = owner,                                                                           \
    .list_column = "code",                                                                         \
    .list_key_column = "scheme",                                                                   \
    .list_key = "competence" },                                                                    \
      { .name = "nace2",                                                                           \
        .label = N_ ("NACE Rev. 2"),                                                               \
        .group = GROUP_FIELD,                                                                      \
        .type = CTN_FIELD_CODE,                                                                    \
        .code_list = "nace-rev2",                                                                  \
        .parse = ctn_code_field_parse_nace,                                                        \
        .format = ctn_code_field_format_both,                                                      \
        .list_table = codes,                                                                       \
        .list_owner = owner,                                                                       \
        .list_column = "code",                                                                     \
        .list_key_column = "scheme",                                                               \
        .list_key = "nace-2" },                                                                    \
      { .name = "nace21",                                                                          \
        .label = N_ ("NACE Rev. 2.1"),                                                             \
        .group = GROUP_FIELD,                                                                      \
        .type = CTN_FIELD_CODE,                                                                    \
        .code_list = "nace-rev21",                                                                 \
        .parse = ctn_code_field_parse_nace,                                                        \
        .format = ctn_code_field_format_both,                                                      \
        .list_table = codes,                                                                       \
        .list_owner = owner,                                                                       \
        .list_column = "code",                                                                     \
        .list_key_column = "scheme",                                                               \
        .list_key = "nace-2.1" },                                                                  \
      { .name = "trl",                                                                             \
        .label = N_ ("Technology Readiness Level"),                                                \
        .group = GROUP_FIELD,                                                                      \
        .type = CTN_FIELD_INTEGER,                                                                 \
        .parse = parse_trl,                                                                        \
        .column = "trl" }

#define ORGANISATION(in_group, extra)                                                              \
  { .name = "organisation",                                                                        \
    .label = N_ ("Organisation"),                                                                  \
    .group = in_group,                                                                             \
    .type = CTN_FIELD_RECORD,                                                                      \
    .flags = CTN_FIELD_LISTED | (extra),                                                           \
    .reference_table = "organisation",                                                             \
    .reference_column = "name",                                                                    \
    .column = "organisation" }

#define STAGE(in_group)                                                                            \
  { .name = "stage",                                                                               \
    .label = N_ ("Stage of a Value Chain"),                                                        \
    .group = in_group,                                                                             \
    .type = CTN_FIELD_RECORD,                                                                      \
    .reference_table = "chain_stage",                                                              \
    .reference_column = "name",                                                                    \
    .column = "stage" }

static const CtnField need_fields[] = {
  { .name = "title",
    .label = N_ ("Title"),
    .group = GROUP_NEED,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_SEARCHED,
    .column = "title" },
  ORGANISATION (GROUP_NEED, 0),
  { .name = "barrier",
    .label = N_ ("Barrier"),
    .group = GROUP_NEED,
    .type = CTN_FIELD_CHOICE,
    .choices = barriers,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "barrier" },
  { .name = "severity",
    .label = N_ ("Severity (1–5)"),
    .group = GROUP_NEED,
    .type = CTN_FIELD_INTEGER,
    .parse = ctn_number_field_parse_grade,
    .flags = CTN_FIELD_LISTED,
    .column = "severity" },
  { .name = "state",
    .label = N_ ("State"),
    .group = GROUP_NEED,
    .type = CTN_FIELD_CHOICE,
    .choices = need_states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "state" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_NEED,
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_SEARCHED,
    .column = "description" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = GROUP_NEED,
    .type = CTN_FIELD_DATE,
    .column = "date" },
  SHARED_FIELDS ("need_code", "need"),
  STAGE (GROUP_PARTNER),
  { .name = "region-rule",
    .label = N_ ("Region"),
    .group = GROUP_PARTNER,
    .type = CTN_FIELD_CHOICE,
    .choices = region_rules,
    .column = "region_rule" },
  { .name = "size-rule",
    .label = N_ ("Size"),
    .group = GROUP_PARTNER,
    .type = CTN_FIELD_CHOICE,
    .choices = size_rules,
    .column = "size_rule" },
  { .name = "finding", .label = N_ ("Finding"), .column = "finding" },
  { .name = NULL },
};

static const CtnField offer_fields[] = {
  { .name = "title",
    .label = N_ ("Title"),
    .group = GROUP_OFFER,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_SEARCHED,
    .column = "title" },
  ORGANISATION (GROUP_OFFER, CTN_FIELD_REQUIRED),
  { .name = "state",
    .label = N_ ("State"),
    .group = GROUP_OFFER,
    .type = CTN_FIELD_CHOICE,
    .choices = offer_states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "state" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_OFFER,
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_SEARCHED,
    .column = "description" },
  { .name = "capacity",
    .label = N_ ("Capacity"),
    .group = GROUP_OFFER,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .column = "capacity" },
  { .name = "unit", .label = N_ ("Unit"), .group = GROUP_OFFER, .column = "unit" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = GROUP_OFFER,
    .type = CTN_FIELD_DATE,
    .column = "date" },
  SHARED_FIELDS ("offer_code", "offer"),
  STAGE (GROUP_PARTNER),
  { .name = NULL },
};

static const CtnRecordKind need_kind = {
  .name = "need",
  .table = "need",
  .label = N_ ("Need"),
  .plural = N_ ("Needs"),
  .title_column = "title",
  .fields = need_fields,
  .add_label = N_ ("Add Need"),
  .edit_label = N_ ("Edit Need"),
  .delete_label = N_ ("Delete Need"),
  .stamped = TRUE,
};

static const CtnRecordKind offer_kind = {
  .name = "offer",
  .table = "offer",
  .label = N_ ("Offer"),
  .plural = N_ ("Offers"),
  .title_column = "title",
  .fields = offer_fields,
  .add_label = N_ ("Add Offer"),
  .edit_label = N_ ("Edit Offer"),
  .delete_label = N_ ("Delete Offer"),
  .stamped = TRUE,
};

const CtnRecordKind *
ctn_need_kind (void)
{
  return &need_kind;
}

const CtnRecordKind *
ctn_offer_kind (void)
{
  return &offer_kind;
}

const CtnChoice *
ctn_need_barriers (void)
{
  return barriers;
}

GArray *
ctn_need_list (CtnConnection *reader,
               const CtnRecordKind *kind,
               const CtnNeedFilter *filter,
               GError **error)
{
  return ctn_statement_take_ids (
      kind == &need_kind
          ? ctn_connection_query (reader, error,
                                  "SELECT id FROM need WHERE (?1 = 0 OR organisation = ?1) AND (?2 "
                                  "= 0 OR stage = ?2) "
                                  "AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR barrier = ?4) "
                                  "AND coalesce (severity, 0) >= ?5 "
                                  "ORDER BY coalesce (severity, 0) DESC, title COLLATE NOCASE, id",
                                  "iitti", filter->organisation, filter->stage, filter->state,
                                  filter->barrier, (gint64) filter->severity)
          : ctn_connection_query (
                reader, error,
                "SELECT id FROM offer WHERE (?1 = 0 OR organisation = ?1) AND (?2 = 0 OR stage = "
                "?2) "
                "AND (?3 IS NULL OR state = ?3) ORDER BY title COLLATE NOCASE, id",
                "iit", filter->organisation, filter->stage, filter->state),
      error);
}

gint64
ctn_need_add (CtnProject *project,
              const CtnRecordKind *kind,
              const char *title,
              gint64 organisation,
              gint64 stage,
              GError **error)
{
  g_autofree char *organisation_text =
      organisation != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, organisation) : NULL;
  g_autofree char *stage_text = stage != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, stage) : NULL;
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  const CtnFieldText values[] = { { "title", title },
                                  { "organisation", organisation_text },
                                  { "stage", stage_text },
                                  { "date", today },
                                  { NULL, NULL } };

  return ctn_record_add (project, kind, 0, values, error);
}

gint64
ctn_need_find_by_finding (CtnConnection *reader, const char *finding)
{
  gint64 id = 0;

  ctn_connection_get_int (reader, &id, NULL, "SELECT id FROM need WHERE finding = ? ORDER BY id",
                          "t", finding);
  return id;
}

gint64
ctn_need_add_from_stage (CtnProject *project,
                         gint64 stage,
                         const char *finding,
                         const char *title,
                         const char *description,
                         GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  gint64 known = finding != NULL ? ctn_need_find_by_finding (reader, finding) : 0;
  g_autofree char *nace = ctn_connection_get_text (
      reader, NULL, "SELECT nace FROM chain_stage WHERE id = ?", "i", stage);
  g_autofree char *stage_text = stage != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, stage) : NULL;
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  const CtnFieldText values[] = {
    { "title", title },     { "stage", stage_text },     { "description", description },
    { "finding", finding }, { "barrier", "networking" }, { "region-rule", "other" },
    { "nace2", nace },      { "date", today },           { NULL, NULL }
  };

  return known != 0 ? known : ctn_record_add (project, &need_kind, 0, values, error);
}
