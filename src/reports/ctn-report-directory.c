#include <ctn-country.h>
#include <ctn-organisation.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctn-report-private.h"

const CtnReportSection ctn_report_directory_sections[] = {
  { "contents", N_ ("Contents") },
  { "organisations", N_ ("Organisations") },
  { NULL, NULL },
};

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

static void
add_country (CtnReportDraft *draft, const char *code)
{
  g_autofree char *name = *code != '\0'
                              ? ctn_report_dup_region (draft, ctn_country_to_nuts (code))
                              : g_strdup (ctn_report_word (draft, N_ ("Without a country")));

  ctn_document_add_heading (draft->document, 2, name);
}

/* On paper, the way there says nothing. */
static const char *
get_shown_address (const char *web)
{
  const char *host = web != NULL ? strstr (web, "://") : NULL;

  return host != NULL ? host + 3 : web;
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

  if (draft->request->left_out == NULL || !g_strv_contains (draft->request->left_out, "contents")) {
    ctn_document_add_contents (draft->document);
    ctn_document_add_page_break (draft->document);
  }
  if (!ctn_report_begin (draft, ctn_report_directory_sections, "organisations"))
    return TRUE;
  while (ctn_statement_next (rows, &local_error)) {
    const char *code = ctn_statement_get_text (rows, 0);

    if (g_strcmp0 (code, country) != 0) {
      if (table != NULL)
        ctn_document_add_table (draft->document, g_steal_pointer (&table));
      g_set_str (&country, code);
      add_country (draft, code);
      table = new_directory_table (draft);
    }
    ctn_document_table_add_row (
        table,
        (const char *[]) { ctn_statement_get_text (rows, 1),
                           ctn_report_choice (draft, helix, ctn_statement_get_text (rows, 2)),
                           ctn_statement_get_text (rows, 3), ctn_statement_get_text (rows, 4),
                           get_shown_address (ctn_statement_get_text (rows, 5)) });
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (table != NULL)
    ctn_document_add_table (draft->document, g_steal_pointer (&table));
  return TRUE;
}
