#include "ctn-change-words.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <string.h>

#include "ctn-kinds.h"

#define MAX_CHARACTERS 200

typedef struct {
  const char *table;
  const char *one;
  const char *many;
} TableWords;

/* Tables that are no kind of record. */
static const TableWords tables[] = {
  { "setting", N_ ("Setting"), N_ ("Settings") },
  { "organisation_name", N_ ("Other Name"), N_ ("Other Names") },
  { "organisation_identifier", N_ ("Identifier"), N_ ("Identifiers") },
  { "organisation_language", N_ ("Language"), N_ ("Languages") },
  { "organisation_nace", N_ ("NACE Code"), N_ ("NACE Codes") },
  { "sector", N_ ("Sector"), N_ ("Sectors") },
  { "organisation_sector", N_ ("Sector of an Organisation"), N_ ("Sectors of Organisations") },
  { "tag", N_ ("Tag"), N_ ("Tags") },
  { "organisation_tag", N_ ("Tag of an Organisation"), N_ ("Tags of Organisations") },
  { "position", N_ ("Position"), N_ ("Positions") },
  { "custom_field", N_ ("Own Field"), N_ ("Own Fields") },
  { "custom_value", N_ ("Value of an Own Field"), N_ ("Values of Own Fields") },
  { "saved_filter", N_ ("Saved Filter"), N_ ("Saved Filters") },
  { "import_mapping", N_ ("Import Mapping"), N_ ("Import Mappings") },
  { "maturity_model", N_ ("Maturity Model"), N_ ("Maturity Models") },
  { "model_mapping", N_ ("Mapping of Questions"), N_ ("Mappings of Questions") },
  { "answer", N_ ("Answer"), N_ ("Answers") },
  { "target", N_ ("Target Level"), N_ ("Target Levels") },
  { "distinct_pair", N_ ("Pair That Is Not the Same"), N_ ("Pairs That Are Not the Same") },
  { "exchange_signature", N_ ("Signature of an Exchange"), N_ ("Signatures of Exchanges") },
  { "need_code", N_ ("Code of a Need"), N_ ("Codes of Needs") },
  { "offer_code", N_ ("Code of an Offer"), N_ ("Codes of Offers") },
  { "pairing", N_ ("Match"), N_ ("Matches") },
  { "pairing_step", N_ ("Step of a Match"), N_ ("Steps of Matches") },
  { "priority_code", N_ ("Code of a Priority"), N_ ("Codes of Priorities") },
  { "code_decision", N_ ("Choice Between Codes"), N_ ("Choices Between Codes") },
  { "measure_reason", N_ ("Reason for a Measure"), N_ ("Reasons for Measures") },
  { "kpi_value", N_ ("Value of a Performance Indicator"), N_ ("Values of Performance Indicators") },
  { "report_template", N_ ("Report Template"), N_ ("Report Templates") },
};

/* Columns without a field description, whatever their table; references are called by the table that
 * they are named after. */
static const struct {
  const char *column;
  const char *label;
} columns[] = {
  { "name", N_ ("Name") },
  { "title", N_ ("Title") },
  { "short_name", N_ ("Short Name") },
  { "label", N_ ("Label") },
  { "value", N_ ("Value") },
  { "code", N_ ("Code") },
  { "kind", N_ ("Kind") },
  { "type", N_ ("Type") },
  { "state", N_ ("State") },
  { "role", N_ ("Role") },
  { "date", N_ ("Date") },
  { "year", N_ ("Year") },
  { "note", N_ ("Note") },
  { "notes", N_ ("Notes") },
  { "text", N_ ("Text") },
  { "texts", N_ ("Texts") },
  { "comment", N_ ("Comment") },
  { "description", N_ ("Description") },
  { "reason", N_ ("Reason") },
  { "evidence", N_ ("Evidence") },
  { "confidence", N_ ("Confidence") },
  { "definition", N_ ("Definition") },
  { "version", N_ ("Version") },
  { "unit", N_ ("Unit") },
  { "position", N_ ("Order") },
  { "parent", N_ ("Part of") },
  { "modified", N_ ("Last Changed") },
  { "data_source", N_ ("Source of the Data") },
  { "source", N_ ("Source") },
  { "starts", N_ ("Start") },
  { "ends", N_ ("End") },
  { "scheme", N_ ("Classification") },
  { "revision", N_ ("Revision") },
  { "headcount", N_ ("Staff (Annual Work Units)") },
  { "turnover", N_ ("Turnover (€)") },
  { "balance", N_ ("Balance Sheet Total (€)") },
  { "language", N_ ("Language") },
  { "languages", N_ ("Languages") },
  { "country", N_ ("Country") },
  { "countries", N_ ("Countries") },
  { "nuts", N_ ("Region (NUTS)") },
  { "nuts_version", N_ ("NUTS Version") },
  { "nace", N_ ("NACE Code") },
  { "nace_revision", N_ ("NACE Revision") },
  { "web", N_ ("Website") },
  { "function", N_ ("Function") },
  { "record", N_ ("Kind of Record") },
  { "row", N_ ("Record") },
  { "field", N_ ("Field") },
  { "choices", N_ ("Choices") },
  { "query", N_ ("Search") },
  { "header", N_ ("Header of the List") },
  { "mapping", N_ ("Columns") },
  { "model", N_ ("Maturity Model") },
  { "item", N_ ("Question") },
  { "rater", N_ ("Answered by") },
  { "subject", N_ ("Subject") },
  { "subject_kind", N_ ("Kind of Subject") },
  { "stage", N_ ("Stage") },
  { "source_item", N_ ("Question Before") },
  { "target_item", N_ ("Question After") },
  { "target", N_ ("Target") },
  { "pinned_x", N_ ("Place on the Map") },
  { "pinned_y", N_ ("Place on the Map") },
  { "capability", N_ ("Capability") },
  { "jobs", N_ ("Jobs") },
  { "certificates", N_ ("Certificates") },
  { "output", N_ ("Output (€)") },
  { "intermediate", N_ ("Intermediate Inputs (€)") },
  { "wages", N_ ("Wages (€)") },
  { "price", N_ ("Price (€)") },
  { "product", N_ ("Product") },
  { "direction", N_ ("Direction") },
  { "canvas", N_ ("Canvas") },
  { "rating", N_ ("Rating") },
  { "content", N_ ("Content") },
  { "url", N_ ("Web Address") },
  { "hash", N_ ("File") },
  { "file_name", N_ ("File Name") },
  { "media_type", N_ ("File Type") },
  { "size", N_ ("Size") },
  { "proof", N_ ("Proof") },
  { "withdrawn_on", N_ ("Withdrawn on") },
  { "eccp_url", N_ ("Address on the ECCP") },
  { "team", N_ ("Size of the Team") },
  { "english_web", N_ ("English Website") },
  { "recognised_by", N_ ("Recognised by") },
  { "hours", N_ ("Hours") },
  { "budget", N_ ("Budget (€)") },
  { "votes", N_ ("Votes") },
  { "step", N_ ("Step") },
  { "valid_until", N_ ("Valid Until") },
  { "signed_on", N_ ("Signed on") },
  { "awarded", N_ ("Awarded on") },
  { "expires", N_ ("Expires on") },
  { "effect", N_ ("Effect") },
  { "owner", N_ ("Responsible") },
  { "results", N_ ("Results") },
  { "author", N_ ("Author") },
  { "time", N_ ("Time") },
  { "place", N_ ("Place") },
  { "online", N_ ("Online") },
  { "scope", N_ ("Scope") },
  { "agenda", N_ ("Agenda") },
  { "minutes", N_ ("Minutes") },
  { "satisfaction", N_ ("Satisfaction") },
  { "due", N_ ("Due on") },
  { "done_on", N_ ("Done on") },
  { "registered_on", N_ ("Registered on") },
  { "validated_on", N_ ("Validated on") },
  { "matched_on", N_ ("Matched on") },
  { "approved_on", N_ ("Approved on") },
  { "paid_on", N_ ("Paid on") },
  { "cancelled_on", N_ ("Cancelled on") },
  { "cancelled_why", N_ ("Why Cancelled") },
  { "motivation", N_ ("Motivation") },
  { "topics", N_ ("Topics") },
  { "available_from", N_ ("Available From") },
  { "available_to", N_ ("Available To") },
  { "visitor", N_ ("Visitor") },
  { "visitor_person", N_ ("Visiting Person") },
  { "visitor_kind", N_ ("Kind of Visitor") },
  { "visitor_cluster", N_ ("Cluster of the Visitor") },
  { "visitor_partnership", N_ ("Partnership of the Visitor") },
  { "visitor_report", N_ ("Report of the Visitor") },
  { "visitor_report_on", N_ ("Visitor Reported on") },
  { "visitor_satisfaction", N_ ("Satisfaction of the Visitor") },
  { "host", N_ ("Host") },
  { "host_person", N_ ("Hosting Person") },
  { "host_partnership", N_ ("Partnership of the Host") },
  { "host_report", N_ ("Report of the Host") },
  { "host_report_on", N_ ("Host Reported on") },
  { "host_satisfaction", N_ ("Satisfaction of the Host") },
  { "mode", N_ ("Mode") },
  { "travel_days", N_ ("Days of Travel") },
  { "objectives", N_ ("Objectives") },
  { "amount", N_ ("Amount (€)") },
  { "document", N_ ("Document") },
  { "party", N_ ("Party") },
  { "days_from", N_ ("Days, From") },
  { "days_to", N_ ("Days, To") },
  { "working", N_ ("Working Day") },
  { "barrier", N_ ("Barrier") },
  { "severity", N_ ("Severity") },
  { "trl", N_ ("Technology Readiness Level") },
  { "region_rule", N_ ("Where From") },
  { "size_rule", N_ ("How Large") },
  { "capacity", N_ ("Capacity") },
  { "score", N_ ("Score") },
  { "period_from", N_ ("Period, From") },
  { "period_to", N_ ("Period, To") },
  { "transform", N_ ("Scale") },
  { "flag", N_ ("Flag") },
  { "source_scheme", N_ ("Classification Before") },
  { "source_code", N_ ("Code Before") },
  { "target_scheme", N_ ("Classification After") },
  { "target_code", N_ ("Code After") },
  { "vision", N_ ("Vision") },
  { "supports", N_ ("Supports") },
  { "progress", N_ ("Progress (%)") },
  { "spent", N_ ("Spent (€)") },
  { "finding", N_ ("Finding") },
  { "baseline", N_ ("Baseline") },
  { "rule", N_ ("Rule") },
  { "parameters", N_ ("Parameters") },
  { "locked_on", N_ ("Locked on") },
  { "locked_by", N_ ("Locked by") },
  { "period", N_ ("Reporting Period") },
  { "plan", N_ ("Plan") },
  { "locked_value", N_ ("Locked Value") },
  { "locked_evidence", N_ ("Locked Evidence") },
  { "consent_text", N_ ("Consent") },
  { "consent_date", N_ ("Consent") },
  { "consent_proof", N_ ("Consent") },
  { "threshold", N_ ("Gap Below") },
  { "erased_on", N_ ("Erased on") },
  { "one", N_ ("One") },
  { "other", N_ ("The Other") },
  { "parallel", N_ ("Beside the Stage Before") },
  { "decision", N_ ("Decision") },
  { "host_kind", N_ ("Kind of Host") },
  { "host_cluster", N_ ("Cluster of the Host") },
  { "host_preapproved", N_ ("Host Approved Before") },
  { "low", N_ ("Lowest Value") },
  { "high", N_ ("Highest Value") },
};

static const TableWords *
find_table (const char *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, table))
      return &tables[i];
  return NULL;
}

const char *
ctn_change_words_table (const char *table)
{
  const CtnRecordKind *kind = ctn_kinds_find (table);
  const TableWords *words = find_table (table);

  if (kind != NULL)
    return _ (kind->label);
  return words != NULL ? _ (words->one) : table;
}

const char *
ctn_change_words_tables (const char *table)
{
  const CtnRecordKind *kind = ctn_kinds_find (table);
  const TableWords *words = find_table (table);

  if (kind != NULL)
    return _ (kind->plural);
  return words != NULL ? _ (words->many) : table;
}

/* The field that a column holds: of the table's own kind, or of one that keeps a list there. */
static const CtnField *
find_field (const char *table, const char *column)
{
  const CtnRecordKind *own = ctn_kinds_find (table);

  for (const CtnField *field = own != NULL ? own->fields : NULL;
       field != NULL && field->name != NULL; field++)
    if (g_strcmp0 (field->column, column) == 0)
      return field;
  for (const CtnRecordKind *const *kind = ctn_kinds (); *kind != NULL; kind++)
    for (const CtnField *field = (*kind)->fields; field->name != NULL; field++)
      if (g_strcmp0 (field->list_table, table) == 0 &&
          g_strcmp0 (field->list_column, column) == 0 && field->reference_table == NULL &&
          field->list_key_column == NULL)
        return field;
  return NULL;
}

const char *
ctn_change_words_column (const char *table, const char *column)
{
  const CtnField *field = find_field (table, column);

  if (field != NULL && field->label != NULL)
    return ctn_field_get_label (field);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].column, column))
      return _ (columns[i].label);
  return ctn_change_words_table (column);
}

static char *
dup_short (const char *text)
{
  gsize first = strcspn (text, "\n");
  g_autofree char *line = g_strndup (text, first);

  if (g_utf8_strlen (line, -1) <= MAX_CHARACTERS)
    return text[first] == '\0' ? g_steal_pointer (&line) : g_strconcat (line, " …", NULL);
  *g_utf8_offset_to_pointer (line, MAX_CHARACTERS) = '\0';
  return g_strconcat (line, "…", NULL);
}

static char *
dup_time (const char *value)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (g_ascii_strtoll (value, NULL, 10) / 1000);

  return time != NULL ? g_date_time_format (time, "%x, %H:%M") : g_strdup (value);
}

char *
ctn_change_words_value (const char *table, const char *column, const char *value)
{
  const CtnField *field = find_field (table, column);
  g_autofree char *text = NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if (g_str_equal (column, "modified"))
    return dup_time (value);
  text = field != NULL ? ctn_field_format (field, value) : g_strdup (value);
  return dup_short (text);
}

gboolean
ctn_change_words_is_silent (const char *table, const char *column)
{
  return g_str_equal (column, "modified") || g_str_equal (column, "nuts_version") ||
         (g_str_equal (column, "position") && !g_str_equal (table, "person"));
}
