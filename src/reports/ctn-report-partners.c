#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-record.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "ctn-report-private.h"

const CtnReportSection ctn_report_partnership_sections[] = {
  { "profile", N_ ("Profile") },
  { "balance", N_ ("Triple Helix") },
  { "members", N_ ("Members") },
  { NULL, NULL },
};

const CtnReportSection ctn_report_directory_sections[] = {
  { "contents", N_ ("Contents") },
  { "organisations", N_ ("Organisations") },
  { NULL, NULL },
};

/* Partnership --------------------------------------------------------------------------------- */

static char *
get_text (CtnReportDraft *draft, const CtnRecordKind *kind, gint64 id, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (kind, name);

  return field != NULL ? ctn_record_get (draft->reader, kind, id, field, NULL) : NULL;
}

static void
add_profile (CtnReportDraft *draft)
{
  const CtnRecordKind *kind = ctn_partnership_kind ();
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "profile"))
    return;
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Field")), CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "", CTN_COLUMN_TEXT, 3);
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *value =
        field->group != NULL
            ? ctn_record_get (draft->reader, kind, draft->request->subject, field, NULL)
            : NULL;
    g_autofree char *date = NULL;
    const char *text = value;

    if (value == NULL || *value == '\0' || g_str_equal (field->name, "name"))
      continue;
    if (field->type == CTN_FIELD_CHOICE)
      text = ctn_report_choice (draft, field, value);
    else if (field->type == CTN_FIELD_DATE)
      text = date = ctn_report_date (draft, value);
    ctn_document_table_add_row (table,
                                (const char *[]) { ctn_report_word (draft, field->label), text });
  }
  ctn_document_add_table (draft->document, table);
}

static void
add_helix (CtnReportDraft *draft, CtnDocumentTable *table, const char *label, guint n)
{
  g_autofree char *count = g_strdup_printf ("%u", n);

  ctn_document_table_add_row (table, (const char *[]) { ctn_report_word (draft, label), count });
}

static gboolean
add_balance (CtnReportDraft *draft, GError **error)
{
  CtnHelixBalance balance;
  CtnDocumentTable *table;
  g_autofree char *balance_text = NULL;
  g_autofree char *blau = NULL;

  if (!ctn_partnership_get_balance (draft->reader, draft->request->subject, &balance, error))
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "balance"))
    return TRUE;
  table = ctn_document_table_new (ctn_report_word (draft, N_ ("Members by helix")));
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Helix")), CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Members")), CTN_COLUMN_NUMBER,
                                 1);
  add_helix (draft, table, N_ ("Industry"), balance.industry);
  add_helix (draft, table, N_ ("Research and Education"), balance.research);
  add_helix (draft, table, N_ ("Government"), balance.government);
  add_helix (draft, table, N_ ("Civil Society"), balance.civil);
  ctn_document_add_table (draft->document, table);
  balance_text = ctn_report_number (draft, balance.balance, 2);
  blau = ctn_report_number (draft, balance.blau, 2);
  ctn_report_say (draft,
                  N_ ("Balance of the three helices: {} (0: one helix only, 1: equal shares). Blau "
                      "index: {}."),
                  balance_text, blau, NULL);
  return TRUE;
}

static void
add_members (CtnReportDraft *draft, GPtrArray *members)
{
  const CtnField *helix = ctn_record_kind_find_field (ctn_organisation_kind (), "helix");
  const char *const *ladder = ctn_commitment_labels ();
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "members"))
    return;
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Name")), CTN_COLUMN_TEXT, 3.4);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Country")), CTN_COLUMN_TEXT,
                                 1);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Helix")), CTN_COLUMN_TEXT, 2);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Role")), CTN_COLUMN_TEXT, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Commitment")), CTN_COLUMN_TEXT,
                                 1.6);
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);

    ctn_document_table_add_row (
        table, (const char *[]) { member->name, member->country,
                                  ctn_report_choice (draft, helix, member->helix), member->role,
                                  member->commitment >= 0
                                      ? ctn_report_word (draft, ladder[member->commitment])
                                      : NULL });
  }
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_partnership (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autofree char *name = get_text (draft, ctn_partnership_kind (), id, "name");
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (draft->reader, id, error);

  if (members == NULL || !ctn_report_check_name (name, error))
    return FALSE;
  ctn_report_set_title (draft, N_ ("Partnership: {}"), name);
  add_profile (draft);
  if (!add_balance (draft, error))
    return FALSE;
  add_members (draft, members);
  return TRUE;
}

/* Directory ----------------------------------------------------------------------------------- */

static CtnDocumentTable *
new_directory_table (CtnReportDraft *draft)
{
  CtnDocumentTable *table = ctn_document_table_new (NULL);

  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Name")), CTN_COLUMN_TEXT, 3.4);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Helix")), CTN_COLUMN_TEXT,
                                 1.8);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("City")), CTN_COLUMN_TEXT, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Region (NUTS)")),
                                 CTN_COLUMN_TEXT, 1.2);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Website")), CTN_COLUMN_TEXT,
                                 3);
  return table;
}

gboolean
ctn_report_build_directory (CtnReportDraft *draft, GError **error)
{
  const CtnField *helix = ctn_record_kind_find_field (ctn_organisation_kind (), "helix");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      draft->reader, &local_error,
      "SELECT coalesce(country, ''), name, helix, city, nuts, web FROM organisation "
      "ORDER BY coalesce(country, '~'), name, id",
      "");
  g_autofree char *country = NULL;
  g_autoptr (CtnDocumentTable) table = NULL;

  if (draft->request->left_out == NULL || !g_strv_contains (draft->request->left_out, "contents"))
    ctn_document_add_contents (draft->document);
  if (!ctn_report_begin (draft, ctn_report_directory_sections, "organisations"))
    return TRUE;
  while (ctn_statement_next (rows, &local_error)) {
    const char *code = ctn_statement_get_text (rows, 0);

    if (g_strcmp0 (code, country) != 0) {
      if (table != NULL)
        ctn_document_add_table (draft->document, g_steal_pointer (&table));
      g_set_str (&country, code);
      ctn_document_add_heading (draft->document, 2,
                                *code != '\0' ? code
                                              : ctn_report_word (draft, N_ ("Without a country")));
      table = new_directory_table (draft);
    }
    ctn_document_table_add_row (
        table,
        (const char *[]) { ctn_statement_get_text (rows, 1),
                           ctn_report_choice (draft, helix, ctn_statement_get_text (rows, 2)),
                           ctn_statement_get_text (rows, 3), ctn_statement_get_text (rows, 4),
                           ctn_statement_get_text (rows, 5) });
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (table != NULL)
    ctn_document_add_table (draft->document, g_steal_pointer (&table));
  return TRUE;
}
