#include <ctn-chain-accounts.h>
#include <ctn-chain-coverage.h>
#include <ctn-chain-findings.h>
#include <ctn-chain-trade.h>
#include <ctn-i18n.h>
#include <ctn-strategy.h>
#include <math.h>

#include "ctn-canvas-figure.h"
#include "ctn-report-chain.h"

/* Pairs of regions that are named. */
#define MAX_COMPLEMENTS 10
/* Of regions in the matrix: NUTS 2. */
#define LEVEL 2

/* Coverage ------------------------------------------------------------------------------------ */

gboolean
ctn_report_add_chain_matrix (CtnReportDraft *draft, CtnChain *chain, GError **error)
{
  g_autoptr (CtnEmployment) employment = ctn_employment_load (draft->reader, error);
  g_autoptr (CtnCoverage) coverage = NULL;
  CtnDocumentTable *table;

  if (employment == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_chain_sections, "matrix"))
    return TRUE;
  coverage = ctn_coverage_new (chain, employment, LEVEL, 0);
  table =
      ctn_document_table_new (ctn_report_word (draft, N_ ("Existing actors by region and stage")));
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Region")), CTN_COLUMN_TEXT,
                                 2.6);
  for (guint i = 0; i < coverage->n_stages; i++)
    ctn_document_table_add_column (table, ctn_chain_get_stage (chain, i)->name, CTN_COLUMN_NUMBER,
                                   1.4);
  for (guint region = 0; region < coverage->regions->len; region++) {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    g_ptr_array_add (cells, ctn_report_dup_region (draft, coverage->regions->pdata[region]));
    for (guint i = 0; i < coverage->n_stages; i++) {
      guint n = ctn_coverage_get (coverage, region, i)->n;

      g_ptr_array_add (cells, n > 0 ? ctn_report_count (n) : g_strdup (""));
    }
    ctn_document_table_add_row (table, (const char *const *) cells->pdata);
  }
  ctn_document_add_table (draft->document, table);
  return TRUE;
}

/* (transfer full) */
static char *
join_stages (CtnChain *chain, GArray *stages)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < stages->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ctn_chain_get_stage (chain, g_array_index (stages, guint, i))->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

void
ctn_report_add_chain_complements (CtnReportDraft *draft, CtnChain *chain)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Region"), CTN_COLUMN_TEXT, 2 },
    { N_ ("Has What the Other Lacks"), CTN_COLUMN_TEXT, 2.6 },
    { N_ ("Region"), CTN_COLUMN_TEXT, 2 },
    { N_ ("Has What the First Lacks"), CTN_COLUMN_TEXT, 2.6 }
  };
  g_autoptr (GPtrArray) pairs = ctn_chain_list_complements (chain);
  CtnDocumentTable *table;

  if (pairs->len == 0 || !ctn_report_begin (draft, ctn_report_chain_sections, "complements"))
    return;
  table = ctn_report_table (draft, N_ ("Regions that complete each other"), columns,
                            G_N_ELEMENTS (columns));
  for (guint i = 0; i < pairs->len && i < MAX_COMPLEMENTS; i++) {
    const CtnComplement *pair = pairs->pdata[i];
    g_autofree char *one = ctn_report_dup_region (draft, pair->one);
    g_autofree char *other = ctn_report_dup_region (draft, pair->other);
    g_autofree char *gives = join_stages (chain, pair->gives);
    g_autofree char *takes = join_stages (chain, pair->takes);

    ctn_document_table_add_row (table, (const char *[]) { one, gives, other, takes });
  }
  ctn_document_add_table (draft->document, table);
}

/* Money --------------------------------------------------------------------------------------- */

/* Whole thousands of euro. (transfer full) */
static char *
dup_thousands (CtnReportDraft *draft, double euro)
{
  return ctn_report_number (draft, euro / 1000, 0);
}

static char *
dup_percent (CtnReportDraft *draft, double share)
{
  return ctn_report_number (draft, share * 100, 1);
}

void
ctn_report_add_chain_accounts (CtnReportDraft *draft, CtnChain *chain)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Stage"), CTN_COLUMN_TEXT, 2.4 },
    { N_ ("Output (T€)"), CTN_COLUMN_NUMBER, 1.3 },
    { N_ ("Value Added (T€)"), CTN_COLUMN_NUMBER, 1.4 },
    { N_ ("Margin (%)"), CTN_COLUMN_NUMBER, 1.1 },
    { N_ ("Wage Share (%)"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Jobs"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Per Job (T€)"), CTN_COLUMN_NUMBER, 1.1 },
  };
  g_autoptr (GArray) years = ctn_chain_list_account_years (chain);
  int year = years->len > 0 ? g_array_index (years, int, 0) : 0;
  g_autofree char *year_text = g_strdup_printf ("%d", year);
  g_autofree char *sum = dup_thousands (draft, ctn_chain_sum_value_added (chain, year));
  CtnDocumentTable *table;

  if (year == 0 || !ctn_report_begin (draft, ctn_report_chain_sections, "value-added"))
    return;
  ctn_report_say (draft, N_ ("In {} the stages together added {} thousand euro of value."),
                  year_text, sum, NULL);
  table = ctn_report_table (draft, N_ ("What the stages earn, in thousand euro a year"), columns,
                            G_N_ELEMENTS (columns));
  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnStageAccount *account = ctn_chain_find_account (chain, i, year);
    CtnAccountFigures figures;
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    if (account == NULL)
      continue;
    ctn_chain_get_account_figures (chain, i, year, &figures);
    g_ptr_array_add (cells, g_strdup (ctn_chain_get_stage (chain, i)->name));
    g_ptr_array_add (cells, dup_thousands (draft, account->output));
    g_ptr_array_add (cells, dup_thousands (draft, figures.value_added));
    g_ptr_array_add (cells, dup_percent (draft, figures.margin));
    g_ptr_array_add (cells, dup_percent (draft, figures.wage_share));
    g_ptr_array_add (cells, ctn_report_number (draft, account->jobs, 0));
    g_ptr_array_add (cells, dup_thousands (draft, figures.productivity));
    ctn_document_table_add_row (table, (const char *const *) cells->pdata);
  }
  ctn_document_add_table (draft->document, table);
}

void
ctn_report_add_chain_dependencies (CtnReportDraft *draft, CtnChain *chain)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Stage"), CTN_COLUMN_TEXT, 2 },
    { N_ ("Product"), CTN_COLUMN_TEXT, 2 },
    { N_ ("Imports (T€)"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Exports (T€)"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("HHI of Origins"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Mainly From"), CTN_COLUMN_TEXT, 1.4 },
    { N_ ("Dependent"), CTN_COLUMN_TEXT, 1.2 },
  };
  g_autoptr (GPtrArray) all = ctn_chain_list_dependencies (chain, FALSE);
  CtnDocumentTable *table;

  if (all->len == 0 || !ctn_report_begin (draft, ctn_report_chain_sections, "imports"))
    return;
  table = ctn_report_table (draft, N_ ("Trade of the latest year, and dependence on imports"),
                            columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < all->len; i++) {
    const CtnDependency *product = all->pdata[i];
    const CtnDependencyYear *latest;
    g_autofree char *imports = NULL;
    g_autofree char *exports = NULL;
    g_autofree char *hhi = NULL;
    g_autofree char *top = NULL;

    if (product->years->len == 0)
      continue;
    latest = &g_array_index (product->years, CtnDependencyYear, 0);
    imports = dup_thousands (draft, latest->imports);
    exports = dup_thousands (draft, latest->exports);
    hhi = ctn_report_number (draft, latest->hhi, 2);
    top = product->top != NULL ? ctn_report_dup_country (draft, product->top) : NULL;
    ctn_document_table_add_row (
        table, (const char *[]) { ctn_chain_get_stage (chain, product->stage)->name,
                                  product->product, imports, exports, hhi, top,
                                  product->dependent ? ctn_report_word (draft, N_ ("Yes")) : "" });
  }
  ctn_document_add_table (draft->document, table);
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft,
                       N_ ("Dependent: in at least two of the three latest years the origins of "
                           "the imports are concentrated (HHI above 0.4) and imports exceed "
                           "exports. After European Commission, SWD(2021) 352.")));
}

/* Findings ------------------------------------------------------------------------------------ */

/* Names of the measures that act on a finding. (transfer full) */
static char *
dup_measures (CtnReportDraft *draft, const CtnFinding *finding)
{
  g_autoptr (GArray) ids =
      ctn_measure_list_for_finding (draft->reader, draft->request->subject, finding->key, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autofree char *name =
        ctn_report_shown (draft, ctn_measure_kind (), g_array_index (ids, gint64, i), "name");

    g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", name);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

gboolean
ctn_report_add_chain_findings (CtnReportDraft *draft, CtnChain *chain, GError **error)
{
  static const CtnReportColumn columns[] = { { N_ ("Severity"), CTN_COLUMN_TEXT, 1 },
                                             { N_ ("Kind"), CTN_COLUMN_TEXT, 1.4 },
                                             { N_ ("Finding"), CTN_COLUMN_TEXT, 2.8 },
                                             { N_ ("Why"), CTN_COLUMN_TEXT, 3.4 },
                                             { N_ ("Measures"), CTN_COLUMN_TEXT, 2 } };
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, draft->cancellable, error);
  g_autoptr (GPtrArray) findings = NULL;
  CtnDocumentTable *table;

  if (network == NULL)
    return FALSE;
  findings = ctn_chain_find (chain, network);
  if (!ctn_chain_read_judgements (draft->reader, chain->id, findings, error))
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_chain_sections, "findings"))
    return TRUE;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = findings->pdata[i];
    g_autofree char *measures = dup_measures (draft, finding);

    /* What people found not to be so is no part of what is handed in. */
    if (finding->state != CTN_FINDING_REJECTED)
      ctn_document_table_add_row (table,
                                  (const char *[]) { ctn_severity_get_label (finding->severity),
                                                     ctn_finding_kind_get_label (finding->kind),
                                                     finding->title, finding->evidence, measures });
  }
  if (ctn_document_table_get_n_rows (table) == 0)
    ctn_document_add_note (draft->document,
                           ctn_report_word (draft, N_ ("Nothing was found by the rules.")));
  ctn_document_add_table (draft->document, table);
  return TRUE;
}

/* Forms --------------------------------------------------------------------------------------- */

static CtnScene *
layout_form (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  return ctn_canvas_figure_layout (data, width, metrics, theme);
}

gboolean
ctn_report_add_chain_forms (CtnReportDraft *draft, GError **error)
{
  const CtnCanvasSubject subject = { .chain = draft->request->subject };
  gboolean begun = FALSE;

  for (guint i = 0; i < CTN_N_CANVASES; i++) {
    CtnCanvasFigure *form =
        ctn_canvas_figure_new (draft->reader, &subject, (CtnCanvas) i, NULL, error);

    if (form == NULL)
      return FALSE;
    if (ctn_canvas_figure_get_entries (form)->len == 0 ||
        (!begun && !ctn_report_begin (draft, ctn_report_chain_sections, "forms"))) {
      ctn_canvas_figure_free (form);
      continue;
    }
    begun = TRUE;
    ctn_report_add_figure (draft, ctn_canvas_get_label ((CtnCanvas) i), layout_form, form,
                           (GDestroyNotify) ctn_canvas_figure_free);
  }
  return TRUE;
}
