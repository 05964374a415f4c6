#include <ctn-i18n.h>
#include <ctn-kpi-table.h>
#include <ctn-strategy.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ctn-report-private.h"

/* Periods in one table: more of them would not fit across a page. */
#define MAX_PERIODS 6

const CtnReportSection ctn_report_kpi_sections[] = {
  { "overview", N_ ("Overview") },
  { "periods", N_ ("Periods") },
  { "evidence", N_ ("Evidence") },
  { NULL, NULL },
};

const CtnReportSection ctn_report_strategy_sections[] = {
  { "vision", N_ ("Vision") },
  { "objectives", N_ ("Objectives and Measures") },
  { "reasons", N_ ("What the Measures Rest On") },
  { "kpis", N_ ("KPIs") },
  { NULL, NULL },
};

/* KPIs ---------------------------------------------------------------------------------------- */

/* Output indicators of Interreg (RCO) first, then results (RCR), by their numbers; then the others. */
static int
get_rank (const CtnKpiRow *row)
{
  return row->code == NULL                     ? 3
         : g_str_has_prefix (row->code, "RCO") ? 0
         : g_str_has_prefix (row->code, "RCR") ? 1
                                               : 2;
}

static int
get_number (const CtnKpiRow *row)
{
  const char *digits = row->code != NULL ? strpbrk (row->code, "0123456789") : NULL;

  return digits != NULL ? (int) strtol (digits, NULL, 10) : 0;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  int difference = get_rank (a) - get_rank (b);

  return difference == 0 && get_rank (a) < 2 ? get_number (a) - get_number (b) : difference;
}

/* The rows in the order above; equal ones stay as they are. (transfer container) */
static GPtrArray *
sort_rows (const CtnKpiTable *kpis)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < kpis->rows->len; i++) {
    gpointer row = kpis->rows->pdata[i];
    guint place = rows->len;

    while (place > 0 && compare_rows (rows->pdata[place - 1], row) > 0)
      place--;
    g_ptr_array_insert (rows, (int) place, row);
  }
  return rows;
}

static char *
dup_value (CtnReportDraft *draft, double value)
{
  return ctn_report_number (draft, value, fabs (value - round (value)) > 0.004 ? 2 : 0);
}

static void
add_kpis (CtnReportDraft *draft, GPtrArray *rows)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Code"), CTN_COLUMN_TEXT, 1.2 },       { N_ ("KPI"), CTN_COLUMN_TEXT, 4.2 },
    { N_ ("Unit"), CTN_COLUMN_TEXT, 1.4 },       { N_ ("Baseline"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Achieved"), CTN_COLUMN_NUMBER, 1.3 }, { N_ ("Target"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("State"), CTN_COLUMN_TEXT, 1.6 },
  };
  CtnDocumentTable *table = ctn_report_table (draft, N_ ("KPIs: what is achieved, and target"),
                                              columns, G_N_ELEMENTS (columns));

  table->chart = CTN_TABLE_CHART_BARS;
  for (guint i = 0; i < rows->len; i++) {
    const CtnKpiRow *row = rows->pdata[i];
    g_autofree char *baseline = dup_value (draft, row->baseline);
    g_autofree char *total = dup_value (draft, row->total);
    g_autofree char *target = dup_value (draft, row->target);

    ctn_document_table_add_row (
        table,
        (const char *[]) { row->code, row->name, row->unit, baseline, total, target,
                           row->light == CTN_KPI_LIGHT_NONE
                               ? ""
                               : ctn_report_word (draft, ctn_kpi_light_get_label (row->light)) });
  }
  ctn_document_add_table (draft->document, table);
}

/* Values, or what was planned, of some periods. */
static void
add_periods (CtnReportDraft *draft,
             const CtnKpiTable *kpis,
             GPtrArray *rows,
             guint first,
             gboolean planned)
{
  guint end = MIN (first + MAX_PERIODS, kpis->periods->len);
  CtnDocumentTable *table = ctn_document_table_new (ctn_report_word (
      draft, planned ? N_ ("What was planned for each period") : N_ ("What each period counts")));
  gboolean any = FALSE;

  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Code")), CTN_COLUMN_TEXT, 1.3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("KPI")), CTN_COLUMN_TEXT, 4);
  for (guint i = first; i < end; i++)
    ctn_document_table_add_column (table, ((CtnKpiPeriod *) kpis->periods->pdata[i])->name,
                                   CTN_COLUMN_NUMBER, 1.1);
  for (guint k = 0; k < rows->len; k++) {
    const CtnKpiRow *row = rows->pdata[k];
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    g_ptr_array_add (cells, g_strdup (row->code != NULL ? row->code : ""));
    g_ptr_array_add (cells, g_strdup (row->name));
    for (guint i = first; i < end; i++) {
      double value = planned ? row->cells[i].plan : row->cells[i].value;

      any |= isfinite (value);
      g_ptr_array_add (cells, dup_value (draft, value));
    }
    ctn_document_table_add_row (table, (const char *const *) cells->pdata);
  }
  if (any)
    ctn_document_add_table (draft->document, table);
  else
    ctn_document_table_free (table);
}

static void
add_all_periods (CtnReportDraft *draft, const CtnKpiTable *kpis, GPtrArray *rows)
{
  static const CtnReportColumn columns[] = { { N_ ("Period"), CTN_COLUMN_TEXT, 2 },
                                             { N_ ("Starts"), CTN_COLUMN_TEXT, 1 },
                                             { N_ ("Ends"), CTN_COLUMN_TEXT, 1 },
                                             { N_ ("Locked"), CTN_COLUMN_TEXT, 1 } };
  CtnDocumentTable *table;

  if (kpis->periods->len == 0 || !ctn_report_begin (draft, ctn_report_kpi_sections, "periods"))
    return;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < kpis->periods->len; i++) {
    const CtnKpiPeriod *period = kpis->periods->pdata[i];
    g_autofree char *starts = ctn_report_date (draft, period->starts);
    g_autofree char *ends = ctn_report_date (draft, period->ends);
    g_autofree char *locked =
        period->locked_on != NULL ? ctn_report_date (draft, period->locked_on) : g_strdup ("");

    ctn_document_table_add_row (table, (const char *[]) { period->name, starts, ends, locked });
  }
  ctn_document_add_table (draft->document, table);
  for (guint i = 0; i < kpis->periods->len; i += MAX_PERIODS) {
    add_periods (draft, kpis, rows, i, FALSE);
    add_periods (draft, kpis, rows, i, TRUE);
  }
}

static void
add_evidence (CtnReportDraft *draft, const CtnKpiTable *kpis, GPtrArray *rows)
{
  static const CtnReportColumn columns[] = { { N_ ("Code"), CTN_COLUMN_TEXT, 1.2 },
                                             { N_ ("Period"), CTN_COLUMN_TEXT, 1.4 },
                                             { N_ ("Date"), CTN_COLUMN_TEXT, 1.3 },
                                             { N_ ("What Counts"), CTN_COLUMN_TEXT, 5 },
                                             { N_ ("Counted"), CTN_COLUMN_NUMBER, 1 } };
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_kpi_sections, "evidence"))
    return;
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft, N_ ("What counts once, such as an organisation, counts in the first "
                                  "period in which it does.")));
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint k = 0; k < rows->len; k++) {
    const CtnKpiRow *row = rows->pdata[k];

    for (guint i = 0; i < kpis->periods->len; i++)
      for (guint j = 0; row->cells[i].evidence != NULL && j < row->cells[i].evidence->len; j++) {
        const CtnKpiEvidence *evidence = row->cells[i].evidence->pdata[j];
        g_autofree char *date =
            evidence->date != NULL ? ctn_report_date (draft, evidence->date) : NULL;
        g_autofree char *amount = dup_value (draft, evidence->amount);

        ctn_document_table_add_row (
            table, (const char *[]) { row->code != NULL ? row->code : row->name,
                                      ((CtnKpiPeriod *) kpis->periods->pdata[i])->name, date,
                                      evidence->title, amount });
      }
  }
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_kpi (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autofree char *name = ctn_report_shown (draft, ctn_strategy_kind (), id, "name");
  g_autofree char *today = ctn_report_dup_today (draft);
  g_autoptr (CtnKpiTable) kpis = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!ctn_report_check_name (name, error))
    return FALSE;
  kpis = ctn_kpi_table_new (draft->reader, id, today, draft->request->language, error);
  if (kpis == NULL)
    return FALSE;
  rows = sort_rows (kpis);
  ctn_report_set_title (draft, N_ ("KPI Table: {}"), name);
  if (ctn_report_begin (draft, ctn_report_kpi_sections, "overview"))
    add_kpis (draft, rows);
  add_all_periods (draft, kpis, rows);
  add_evidence (draft, kpis, rows);
  return TRUE;
}

/* Strategy ------------------------------------------------------------------------------------ */

static void
add_vision (CtnReportDraft *draft, const char *today)
{
  gint64 id = draft->request->subject;
  g_autofree char *vision = ctn_report_shown (draft, ctn_strategy_kind (), id, "vision");
  g_autofree char *text = ctn_report_shown (draft, ctn_strategy_kind (), id, "description");
  g_autofree char *partnership = ctn_report_shown (draft, ctn_strategy_kind (), id, "partnership");
  g_autofree char *starts = ctn_report_shown (draft, ctn_strategy_kind (), id, "starts");
  g_autofree char *ends = ctn_report_shown (draft, ctn_strategy_kind (), id, "ends");
  CtnMeasureProgress progress;

  if (!ctn_report_begin (draft, ctn_report_strategy_sections, "vision"))
    return;
  ctn_document_add_paragraph (draft->document, vision);
  ctn_document_add_paragraph (draft->document, text);
  if (*partnership != '\0')
    ctn_report_say (draft, N_ ("The strategy is that of {}."), partnership, NULL);
  if (*starts != '\0' && *ends != '\0')
    ctn_report_say (draft, N_ ("It runs from {} to {}."), starts, ends, NULL);
  if (ctn_strategy_get_progress (draft->reader, id, 0, today, &progress, NULL) &&
      progress.n_measures > 0) {
    g_autofree char *n = ctn_report_count (progress.n_measures);
    g_autofree char *done = ctn_report_count (progress.n_done);
    g_autofree char *overdue = ctn_report_count (progress.n_overdue);
    g_autofree char *mean = ctn_report_number (draft, progress.progress, 0);

    ctn_report_say (draft,
                    N_ ("Of {} measures {} are done and {} are overdue; their mean progress is {} "
                        "%."),
                    n, done, overdue, mean, NULL);
  }
}

/* What is done is done, whatever was written down on the way: as the mean takes it, ctn-strategy.h. */
static char *
dup_progress (CtnReportDraft *draft, gint64 measure)
{
  const CtnRecordKind *kind = ctn_measure_kind ();
  g_autofree char *state = ctn_record_get (draft->reader, kind, measure,
                                           ctn_record_kind_find_field (kind, "state"), NULL);

  return g_strcmp0 (state, "done") == 0 ? g_strdup ("100")
                                        : ctn_report_shown (draft, kind, measure, "progress");
}

static void
add_objectives (CtnReportDraft *draft, GArray *objectives)
{
  static const CtnReportField fields[] = { { "name", N_ ("Measure"), 3.6 },
                                           { "state", NULL, 1.3 },
                                           { "progress", NULL, 1.2, dup_progress },
                                           { "organisation", NULL, 2.4 },
                                           { "due", NULL, 1.4 },
                                           { "budget", NULL, 1.4 },
                                           { NULL, NULL, 0 } };

  if (!ctn_report_begin (draft, ctn_report_strategy_sections, "objectives"))
    return;
  for (guint i = 0; i < objectives->len; i++) {
    gint64 id = g_array_index (objectives, gint64, i);
    g_autofree char *name = ctn_report_shown (draft, ctn_objective_kind (), id, "name");
    g_autofree char *text = ctn_report_shown (draft, ctn_objective_kind (), id, "description");
    g_autofree char *supports = ctn_report_shown (draft, ctn_objective_kind (), id, "supports");
    g_autoptr (GArray) measures = ctn_record_list (draft->reader, ctn_measure_kind (), id, NULL);

    ctn_document_add_heading (draft->document, 2, name);
    ctn_document_add_paragraph (draft->document, text);
    if (*supports != '\0')
      ctn_report_say (draft, N_ ("Supports the objective “{}”."), supports, NULL);
    if (measures != NULL && measures->len > 0)
      ctn_report_add_records (draft, ctn_measure_kind (), measures, NULL, fields);
    else
      ctn_document_add_note (draft->document,
                             ctn_report_word (draft, N_ ("No measures are planned yet.")));
  }
}

static void
add_measure_reasons (CtnReportDraft *draft, CtnDocumentTable *table, gint64 measure)
{
  static const struct {
    const char *code;
    const char *label;
  } kinds[] = { { "finding", N_ ("Finding in a value chain") },
                { "assessment", N_ ("Assessment") },
                { "need", N_ ("Need") },
                { "priority", N_ ("Priority") },
                { "note", N_ ("Note") } };
  g_autofree char *name = ctn_report_shown (draft, ctn_measure_kind (), measure, "name");
  g_autoptr (GPtrArray) reasons = ctn_measure_list_reasons (draft->reader, measure, NULL);

  for (guint i = 0; reasons != NULL && i < reasons->len; i++) {
    const CtnMeasureReason *reason = reasons->pdata[i];
    const char *label = reason->kind;

    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (g_str_equal (kinds[k].code, reason->kind))
        label = ctn_report_word (draft, kinds[k].label);
    ctn_document_table_add_row (table, (const char *[]) { name, label, reason->text });
  }
}

static void
add_reasons (CtnReportDraft *draft, GArray *objectives)
{
  static const CtnReportColumn columns[] = { { N_ ("Measure"), CTN_COLUMN_TEXT, 3 },
                                             { N_ ("Kind"), CTN_COLUMN_TEXT, 1.6 },
                                             { N_ ("Rests On"), CTN_COLUMN_TEXT, 4 } };
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_strategy_sections, "reasons"))
    return;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < objectives->len; i++) {
    g_autoptr (GArray) measures = ctn_record_list (draft->reader, ctn_measure_kind (),
                                                   g_array_index (objectives, gint64, i), NULL);

    for (guint k = 0; measures != NULL && k < measures->len; k++)
      add_measure_reasons (draft, table, g_array_index (measures, gint64, k));
  }
  if (ctn_document_table_get_n_rows (table) == 0)
    ctn_document_add_note (
        draft->document,
        ctn_report_word (draft, N_ ("Nothing is noted yet that the measures rest on.")));
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_strategy (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autofree char *name = ctn_report_shown (draft, ctn_strategy_kind (), id, "name");
  g_autofree char *today = ctn_report_dup_today (draft);
  g_autoptr (GArray) objectives = NULL;
  g_autoptr (CtnKpiTable) kpis = NULL;

  if (!ctn_report_check_name (name, error))
    return FALSE;
  objectives = ctn_record_list (draft->reader, ctn_objective_kind (), id, error);
  if (objectives == NULL)
    return FALSE;
  kpis = ctn_kpi_table_new (draft->reader, id, today, draft->request->language, error);
  if (kpis == NULL)
    return FALSE;
  ctn_report_set_title (draft, N_ ("Strategy: {}"), name);
  add_vision (draft, today);
  add_objectives (draft, objectives);
  add_reasons (draft, objectives);
  if (ctn_report_begin (draft, ctn_report_strategy_sections, "kpis")) {
    g_autoptr (GPtrArray) rows = sort_rows (kpis);

    add_kpis (draft, rows);
  }
  return TRUE;
}
