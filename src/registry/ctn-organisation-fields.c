#include "ctn-organisation.h"

#include <ctn-i18n.h>
#include <ctn-identifier.h>

#include "ctn-code-field.h"
#include "ctn-number-field.h"
#include "ctn-sector-names.h"

static const CtnChoice helices[] = {
  { "industry", N_ ("Industry") },
  { "research", N_ ("Research and Education") },
  { "government", N_ ("Government") },
  { "civil", N_ ("Civil Society") },
  { NULL, NULL },
};

static const CtnChoice types[] = {
  { "company", N_ ("Company") },
  { "cluster-organisation", N_ ("Cluster Organisation") },
  { "business-network", N_ ("Business Network") },
  { "university", N_ ("University") },
  { "research-institute", N_ ("Research Institute") },
  { "technology-centre", N_ ("Technology Centre") },
  { "digital-innovation-hub", N_ ("Digital Innovation Hub") },
  { "incubator", N_ ("Incubator or Accelerator") },
  { "development-agency", N_ ("Development Agency") },
  { "chamber", N_ ("Chamber or Association") },
  { "authority", N_ ("Public Authority") },
  { "funding-body", N_ ("Funding Body") },
  { "school", N_ ("School or Training Centre") },
  { "ngo", N_ ("Non-Governmental Organisation") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

/* Recommendation 2003/361/EC; what the organisation declares itself to be. */
static const CtnChoice size_classes[] = {
  { "micro", N_ ("Micro") },
  { "small", N_ ("Small") },
  { "medium", N_ ("Medium") },
  { "large", N_ ("Large") },
  { NULL, NULL },
};

static char *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, message);
  return NULL;
}

static char *
parse_latitude (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, -90, 90, error);
}

static char *
parse_longitude (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, -180, 180, error);
}

/* @message: not translated yet: looking a translation up takes longer than reading an identifier */
static char *
parse_identifier (CtnIdentifierScheme scheme, const char *text, const char *message, GError **error)
{
  char *identifier = ctn_identifier_normalise (scheme, text);

  return identifier != NULL ? identifier : refuse (error, _ (message));
}

static char *
parse_vat (const CtnField *field, const char *text, GError **error)
{
  return parse_identifier (
      CTN_IDENTIFIER_VAT, text,
      N_ ("A VAT number begins with the country’s letters, as in DE136695976; "
          "this one does not have the form or the check digit of its country."),
      error);
}

static char *
parse_ror (const CtnField *field, const char *text, GError **error)
{
  return parse_identifier (CTN_IDENTIFIER_ROR, text,
                           N_ ("A ROR id looks like https://ror.org/02t1bej08."), error);
}

static char *
parse_pic (const CtnField *field, const char *text, GError **error)
{
  return parse_identifier (CTN_IDENTIFIER_PIC, text, N_ ("A PIC has nine digits."), error);
}

static char *
parse_lei (const CtnField *field, const char *text, GError **error)
{
  return parse_identifier (CTN_IDENTIFIER_LEI, text,
                           N_ ("An LEI has 20 letters and digits; the last two are a checksum that "
                               "does not fit here."),
                           error);
}

#define LIST(table, value_column)                                                                  \
  .list_table = table, .list_owner = "organisation", .list_column = value_column
#define KEYED(table, value_column, key_column, key)                                                \
  LIST (table, value_column), .list_key_column = key_column, .list_key = key
#define YEARLY(value_column) LIST ("organisation_size", value_column), .yearly = TRUE

#define GROUP_PROFILE N_ ("Profile")
#define GROUP_PLACE N_ ("Place")
#define GROUP_CONTACT N_ ("Contact")
#define GROUP_FIELD N_ ("Field of Activity")
#define GROUP_SIZE N_ ("Size")
#define GROUP_IDENTIFIERS N_ ("Identifiers")
#define GROUP_NOTES N_ ("Notes and Source")

static const CtnField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_SEARCHED,
    .column = "name" },
  { .name = "short-name",
    .label = N_ ("Short Name"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_SEARCHED,
    .column = "short_name" },
  { .name = "other-names",
    .label = N_ ("Other Names"),
    .group = GROUP_PROFILE,
    .flags = CTN_FIELD_SEARCHED,
    LIST ("organisation_name", "name") },
  { .name = "helix",
    .label = N_ ("Helix"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_CHOICE,
    .choices = helices,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "helix" },
  { .name = "type",
    .label = N_ ("Type"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_CHOICE,
    .choices = types,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "type" },
  { .name = "legal-form",
    .label = N_ ("Legal Form"),
    .group = GROUP_PROFILE,
    .column = "legal_form" },
  { .name = "founded",
    .label = N_ ("Founded"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_DATE,
    .column = "founded" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_PROFILE,
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_SEARCHED,
    .column = "description" },
  { .name = "country",
    .label = N_ ("Country"),
    .group = GROUP_PLACE,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = ctn_code_field_parse_country,
    .format = ctn_code_field_format,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "country" },
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    .group = GROUP_PLACE,
    .type = CTN_FIELD_CODE,
    .code_list = "nuts-2024",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format_both,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "nuts" },
  { .name = "street", .label = N_ ("Street"), .group = GROUP_PLACE, .column = "street" },
  { .name = "postcode", .label = N_ ("Postcode"), .group = GROUP_PLACE, .column = "postcode" },
  { .name = "city",
    .label = N_ ("City"),
    .group = GROUP_PLACE,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_SEARCHED,
    .column = "city" },
  { .name = "latitude",
    .label = N_ ("Latitude"),
    .group = GROUP_PLACE,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_latitude,
    .column = "latitude" },
  { .name = "longitude",
    .label = N_ ("Longitude"),
    .group = GROUP_PLACE,
    .type = CTN_FIELD_NUMBER,
    .parse = parse_longitude,
    .column = "longitude" },
  { .name = "web",
    .label = N_ ("Website"),
    .group = GROUP_CONTACT,
    .type = CTN_FIELD_URL,
    .flags = CTN_FIELD_SEARCHED,
    .column = "web" },
  { .name = "email",
    .label = N_ ("E-Mail"),
    .group = GROUP_CONTACT,
    .type = CTN_FIELD_EMAIL,
    .flags = CTN_FIELD_SEARCHED,
    .column = "email" },
  { .name = "phone",
    .label = N_ ("Phone"),
    .group = GROUP_CONTACT,
    .type = CTN_FIELD_PHONE,
    .column = "phone" },
  { .name = "languages",
    .label = N_ ("Languages"),
    .group = GROUP_CONTACT,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-639",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    LIST ("organisation_language", "language") },
  { .name = "last-contact",
    .label = N_ ("Last Contact"),
    .group = GROUP_CONTACT,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "last_contact" },
  { .name = "sectors",
    .label = N_ ("Sectors"),
    .group = GROUP_FIELD,
    .type = CTN_FIELD_CODE,
    .code_list = "sectors",
    .parse = ctn_sector_names_parse,
    .format = ctn_sector_names_format,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    LIST ("organisation_sector", "sector"),
    .reference_table = "sector",
    .reference_column = "code" },
  { .name = "nace2",
    .label = N_ ("NACE Rev. 2"),
    .group = GROUP_FIELD,
    .type = CTN_FIELD_CODE,
    .code_list = "nace-rev2",
    .parse = ctn_code_field_parse_nace,
    .format = ctn_code_field_format_both,
    .flags = CTN_FIELD_FACET,
    KEYED ("organisation_nace", "code", "revision", "2") },
  { .name = "nace21",
    .label = N_ ("NACE Rev. 2.1"),
    .group = GROUP_FIELD,
    .type = CTN_FIELD_CODE,
    .code_list = "nace-rev21",
    .parse = ctn_code_field_parse_nace,
    .format = ctn_code_field_format_both,
    KEYED ("organisation_nace", "code", "revision", "2.1") },
  { .name = "tags",
    .label = N_ ("Tags"),
    .group = GROUP_FIELD,
    .flags = CTN_FIELD_FACET | CTN_FIELD_SEARCHED,
    LIST ("organisation_tag", "tag"),
    .reference_table = "tag",
    .reference_column = "name",
    .reference_create = TRUE },
  { .name = "size-class",
    .label = N_ ("Size Class (Declared)"),
    .group = GROUP_SIZE,
    .type = CTN_FIELD_CHOICE,
    .choices = size_classes,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_FACET,
    .column = "size_class" },
  { .name = "headcount",
    .label = N_ ("Staff (Annual Work Units)"),
    .group = GROUP_SIZE,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    YEARLY ("headcount") },
  { .name = "turnover",
    .label = N_ ("Turnover (€)"),
    .group = GROUP_SIZE,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    YEARLY ("turnover") },
  { .name = "balance",
    .label = N_ ("Balance Sheet Total (€)"),
    .group = GROUP_SIZE,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    YEARLY ("balance") },
  { .name = "vat",
    .label = N_ ("VAT Number"),
    .group = GROUP_IDENTIFIERS,
    .parse = parse_vat,
    .flags = CTN_FIELD_SEARCHED,
    KEYED ("organisation_identifier", "value", "scheme", "VAT"),
    .list_single = TRUE },
  { .name = "ror",
    .label = N_ ("ROR Id"),
    .group = GROUP_IDENTIFIERS,
    .parse = parse_ror,
    .flags = CTN_FIELD_SEARCHED,
    KEYED ("organisation_identifier", "value", "scheme", "ROR"),
    .list_single = TRUE },
  { .name = "pic",
    .label = N_ ("PIC"),
    .group = GROUP_IDENTIFIERS,
    .parse = parse_pic,
    .flags = CTN_FIELD_SEARCHED,
    KEYED ("organisation_identifier", "value", "scheme", "PIC"),
    .list_single = TRUE },
  { .name = "lei",
    .label = N_ ("LEI"),
    .group = GROUP_IDENTIFIERS,
    .parse = parse_lei,
    .flags = CTN_FIELD_SEARCHED,
    KEYED ("organisation_identifier", "value", "scheme", "LEI"),
    .list_single = TRUE },
  { .name = "notes",
    .label = N_ ("Notes"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_SEARCHED,
    .column = "notes" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP_NOTES, .column = "source" },
  { .name = "source-date",
    .label = N_ ("Date of Source"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_DATE,
    .column = "source_date" },
  /* Written by the program beside the code itself; no part of forms. */
  { .name = "region-version", .label = N_ ("NUTS Version"), .column = "nuts_version" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "organisation",
  .table = "organisation",
  .label = N_ ("Organisation"),
  .plural = N_ ("Organisations"),
  .title_column = "name",
  .fields = fields,
};

const CtnRecordKind *
ctn_organisation_kind (void)
{
  return &kind;
}

const char *const *
ctn_organisation_identifier_fields (void)
{
  static const char *const names[] = { "vat", "ror", "pic", "lei", NULL };

  return names;
}
