#include <ctn-i18n.h>
#include <ctn-organisation.h>
#include <ctn-text.h>
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

/* On paper, the way there says nothing. */
static const char *
get_shown_address (const char *web)
{
  const char *host = strstr (web, "://");

  return host != NULL ? host + 3 : web;
}

/* An organisation, and what puts it in its place. */
typedef struct {
  char *country; /* (owned) its name */
  char *key;     /* (owned) */
  GStrv cells;   /* (owned) */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->country);
  g_free (self->key);
  g_strfreev (self->cells);
  g_free (self);
}

/* What a person looks up: countries by their names in the report's language, those without one last. */
static char *
dup_key (const char *code, const char *country, const char *name)
{
  g_autofree char *folded = ctn_text_fold (country);
  g_autofree char *folded_name = ctn_text_fold (name);

  return g_strdup_printf ("%c%s\n%s", *code != '\0' ? 'a' : 'b', folded, folded_name);
}

static Entry *
make_entry (CtnReportDraft *draft, CtnStatement *row)
{
  const CtnField *helix = ctn_record_kind_find_field (ctn_organisation_kind (), "helix");
  const char *code = ctn_statement_get_text (row, 0);
  const char *name = ctn_statement_get_text (row, 1);
  const char *const cells[] = { name,
                                ctn_report_choice (draft, helix, ctn_statement_get_text (row, 2)),
                                ctn_statement_get_text (row, 3),
                                ctn_statement_get_text (row, 4),
                                get_shown_address (ctn_statement_get_text (row, 5)),
                                NULL };
  Entry *self = g_new0 (Entry, 1);

  self->country = *code != '\0' ? ctn_report_dup_country (draft, code)
                                : g_strdup (ctn_report_word (draft, N_ ("Without a country")));
  self->key = dup_key (code, self->country, name);
  self->cells = g_strdupv ((char **) cells);
  return self;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Entry *const *) a)->key, (*(const Entry *const *) b)->key);
}

/* (transfer full) (element-type Entry) */
static GPtrArray *
list_entries (CtnReportDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (draft->reader, &local_error,
                            "SELECT coalesce(country, ''), name, coalesce(helix, ''), "
                            "coalesce(city, ''), coalesce(nuts, ''), coalesce(web, '') "
                            "FROM organisation ORDER BY id",
                            "");

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (entries, make_entry (draft, rows));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

gboolean
ctn_report_build_directory (CtnReportDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) entries = list_entries (draft, error);
  g_autoptr (CtnDocumentTable) table = NULL;

  if (entries == NULL)
    return FALSE;
  if (draft->request->left_out == NULL || !g_strv_contains (draft->request->left_out, "contents")) {
    ctn_document_add_contents (draft->document);
    ctn_document_add_page_break (draft->document);
  }
  if (!ctn_report_begin (draft, ctn_report_directory_sections, "organisations"))
    return TRUE;
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];
    const Entry *before = i > 0 ? entries->pdata[i - 1] : NULL;

    if (before == NULL || !g_str_equal (before->country, entry->country)) {
      if (table != NULL)
        ctn_document_add_table (draft->document, g_steal_pointer (&table));
      ctn_document_add_heading (draft->document, 2, entry->country);
      table = new_directory_table (draft);
    }
    ctn_document_table_add_row (table, (const char *const *) entry->cells);
  }
  if (table != NULL)
    ctn_document_add_table (draft->document, g_steal_pointer (&table));
  return TRUE;
}
