#include <ctn-i18n.h>

#include "ctn-code-field.h"
#include "ctn-person.h"

/* GDPR Art. 6 (1), and the public task of Regulation (EU) 2018/1725 Art. 5, which is the same idea. */
static const CtnChoice legal_bases[] = {
  { "consent", N_ ("Consent (Art. 6 (1) a)") },
  { "contract", N_ ("Contract (Art. 6 (1) b)") },
  { "legal-obligation", N_ ("Legal Obligation (Art. 6 (1) c)") },
  { "vital-interest", N_ ("Vital Interest (Art. 6 (1) d)") },
  { "public-task", N_ ("Public Task (Art. 6 (1) e)") },
  { "legitimate-interest", N_ ("Legitimate Interest (Art. 6 (1) f)") },
  { NULL, NULL },
};

/* Art. 13 is for data from the person, Art. 14 for all others. */
static const CtnChoice data_sources[] = {
  { "person", N_ ("The Person") },
  { "organisation", N_ ("Their Organisation") },
  { "public", N_ ("Public Source") },
  { "event", N_ ("Event Registration") },
  { "partner", N_ ("Project Partner") },
  { "import", N_ ("Imported List") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

static const CtnChoice purposes[] = {
  { "cooperation", N_ ("Cooperation in the Partnership") },
  { "project", N_ ("Carrying Out a Funded Project") },
  { "matching", N_ ("Finding Partners") },
  { "events", N_ ("Invitations to Events") },
  { "newsletter", N_ ("Newsletter") },
  { "survey", N_ ("Survey or Assessment") },
  { "evidence", N_ ("Evidence for Funding Bodies") },
  { "other", N_ ("Other") },
  { NULL, NULL },
};

#define GROUP_PERSON N_ ("Person")
#define GROUP_BASIS N_ ("Data Protection")
#define GROUP_NOTES N_ ("Notes")

static const CtnField fields[] = {
  { .name = "given-name",
    .label = N_ ("Given Name"),
    .group = GROUP_PERSON,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_SEARCHED | CTN_FIELD_PERSONAL,
    .column = "given_name" },
  { .name = "family-name",
    .label = N_ ("Family Name"),
    .group = GROUP_PERSON,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_SEARCHED | CTN_FIELD_PERSONAL,
    .column = "family_name" },
  { .name = "title",
    .label = N_ ("Academic Title"),
    .group = GROUP_PERSON,
    .flags = CTN_FIELD_PERSONAL,
    .column = "title" },
  { .name = "email",
    .label = N_ ("E-Mail"),
    .group = GROUP_PERSON,
    .type = CTN_FIELD_EMAIL,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_SEARCHED | CTN_FIELD_PERSONAL,
    .column = "email" },
  { .name = "phone",
    .label = N_ ("Phone"),
    .group = GROUP_PERSON,
    .type = CTN_FIELD_PHONE,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "phone" },
  { .name = "language",
    .label = N_ ("Language"),
    .group = GROUP_PERSON,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-639",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    .flags = CTN_FIELD_PERSONAL,
    .column = "language" },
  { .name = "legal-basis",
    .label = N_ ("Legal Basis"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_CHOICE,
    .choices = legal_bases,
    .flags = CTN_FIELD_PERSONAL,
    .column = "legal_basis" },
  { .name = "data-source",
    .label = N_ ("Where the Data Came From"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_CHOICE,
    .choices = data_sources,
    .flags = CTN_FIELD_PERSONAL,
    .column = "data_source" },
  { .name = "purpose",
    .label = N_ ("Purpose"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_CHOICE,
    .choices = purposes,
    .flags = CTN_FIELD_PERSONAL,
    .column = "purpose" },
  { .name = "informed-on",
    .label = N_ ("Informed On"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_PERSONAL,
    .column = "informed_on" },
  { .name = "retain-until",
    .label = N_ ("Keep Until"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_PERSONAL,
    .column = "retain_until" },
  { .name = "restricted",
    .label = N_ ("Restricted: Keep, but Do Not Use"),
    .group = GROUP_BASIS,
    .type = CTN_FIELD_BOOLEAN,
    .flags = CTN_FIELD_PERSONAL,
    .column = "restricted" },
  { .name = "notes",
    .label = N_ ("Notes"),
    .group = GROUP_NOTES,
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_PERSONAL,
    .column = "notes" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "person",
  .table = "person",
  .label = N_ ("Person"),
  .plural = N_ ("People"),
  .title_column = "family_name",
  .fields = fields,
};

static const CtnField consent_fields[] = {
  { .name = "text",
    .label = N_ ("What Was Consented To"),
    .group = N_ ("Consent"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "text" },
  { .name = "date",
    .label = N_ ("Date of Consent"),
    .group = N_ ("Consent"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "date" },
  { .name = "proof",
    .label = N_ ("Proof of Consent"),
    .group = N_ ("Consent"),
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "proof" },
  { .name = "withdrawn-on",
    .label = N_ ("Withdrawn On"),
    .group = N_ ("Consent"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "withdrawn_on" },
  { .name = NULL },
};

static const CtnRecordKind consent_kind = {
  .name = "consent",
  .table = "consent",
  .label = N_ ("Consent"),
  .plural = N_ ("Consents"),
  .title_column = "text",
  .fields = consent_fields,
  .owner_column = "person",
  .order = "t.date IS NULL, t.date, t.id",
  .add_label = N_ ("Add Consent"),
  .edit_label = N_ ("Edit Consent"),
  .delete_label = N_ ("Remove Consent"),
};

const CtnRecordKind *
ctn_consent_kind (void)
{
  return &consent_kind;
}

const CtnRecordKind *
ctn_person_kind (void)
{
  return &kind;
}
