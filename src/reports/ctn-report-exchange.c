#include <ctn-exchange-count.h>
#include <ctn-i18n.h>
#include <ctn-partnership.h>
#include <math.h>

#include "ctn-report-private.h"

const CtnReportSection ctn_report_exchange_sections[] = {
  { "targets", N_ ("Targets") },
  { "exchanges", N_ ("Exchanges") },
  { "payments", N_ ("Payments") },
  { NULL, NULL },
};

/* The exchanges that the partnership of the report pays, in their order; cancelled ones too.
 * (transfer container) of @all */
static GPtrArray *
list_paid_by (CtnReportDraft *draft, GPtrArray *all)
{
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const CtnExchange *exchange = all->pdata[i];

    if (exchange->visitor.partnership == draft->request->subject && exchange->duplicate_of == 0)
      g_ptr_array_add (own, all->pdata[i]);
  }
  return own;
}

static gboolean
add_targets (CtnReportDraft *draft, GError **error)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Kind of Visitor"), CTN_COLUMN_TEXT, 3 }, { N_ ("Target"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Planned"), CTN_COLUMN_NUMBER, 1 },       { N_ ("Running"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Achieved"), CTN_COLUMN_NUMBER, 1 },      { N_ ("Still to Do"), CTN_COLUMN_NUMBER, 1 },
  };
  g_autoptr (GPtrArray) kpis =
      ctn_exchange_list_kpis (draft->reader, draft->request->subject, NULL, NULL, error);
  CtnDocumentTable *table;

  if (kpis == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_exchange_sections, "targets"))
    return TRUE;
  table = ctn_report_table (draft, N_ ("Exchanges by kind of visitor"), columns,
                            G_N_ELEMENTS (columns));
  table->chart = CTN_TABLE_CHART_BARS;
  for (guint i = 0; i < kpis->len; i++) {
    const CtnExchangeKpi *kpi = kpis->pdata[i];
    g_autofree char *target = ctn_report_number (draft, kpi->target, 0);
    g_autofree char *planned = ctn_report_count (kpi->planned);
    g_autofree char *running = ctn_report_count (kpi->running);
    g_autofree char *achieved = ctn_report_count (kpi->achieved);
    g_autofree char *remaining = ctn_report_number (draft, kpi->remaining, 0);

    ctn_document_table_add_row (
        table, (const char *[]) { kpi->kind != NULL ? ctn_exchange_kind_get_label (kpi->kind)
                                                    : ctn_report_word (draft, N_ ("All")),
                                  target, planned, running, achieved, remaining });
  }
  ctn_document_add_table (draft->document, table);
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft,
                       N_ ("An exchange counts once, for the partnership of the visitor, which "
                           "pays. It is achieved when its reports and evidence are validated.")));
  return TRUE;
}

static void
add_exchanges (CtnReportDraft *draft, GPtrArray *exchanges)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Visitor"), CTN_COLUMN_TEXT, 3 },  { N_ ("Host"), CTN_COLUMN_TEXT, 3 },
    { N_ ("Starts"), CTN_COLUMN_TEXT, 1.3 }, { N_ ("Ends"), CTN_COLUMN_TEXT, 1.3 },
    { N_ ("State"), CTN_COLUMN_TEXT, 1.8 },
  };
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_exchange_sections, "exchanges"))
    return;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = exchanges->pdata[i];
    g_autofree char *starts =
        exchange->starts != NULL ? ctn_report_date (draft, exchange->starts) : NULL;
    g_autofree char *ends = exchange->ends != NULL ? ctn_report_date (draft, exchange->ends) : NULL;

    ctn_document_table_add_row (
        table,
        (const char *[]) { exchange->visitor.name != NULL ? exchange->visitor.name : exchange->name,
                           exchange->host.name, starts, ends,
                           ctn_exchange_state_get_label (exchange->state) });
  }
  if (exchanges->len == 0)
    ctn_document_add_note (draft->document,
                           ctn_report_word (draft, N_ ("The partnership pays no exchange yet.")));
  ctn_document_add_table (draft->document, table);
}

static void
add_payments (CtnReportDraft *draft, GPtrArray *exchanges)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Exchange"), CTN_COLUMN_TEXT, 5 },
    { N_ ("Lump Sum (€)"), CTN_COLUMN_NUMBER, 1.5 },
    { N_ ("Validated"), CTN_COLUMN_TEXT, 1.4 },
    { N_ ("Paid"), CTN_COLUMN_TEXT, 1.4 },
  };
  CtnDocumentTable *table;
  double paid = 0;
  double open = 0;
  g_autofree char *paid_text = NULL;
  g_autofree char *open_text = NULL;

  if (!ctn_report_begin (draft, ctn_report_exchange_sections, "payments"))
    return;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = exchanges->pdata[i];
    g_autofree char *amount = ctn_report_number (draft, exchange->amount, 0);
    g_autofree char *approved =
        exchange->approved_on != NULL ? ctn_report_date (draft, exchange->approved_on) : NULL;
    g_autofree char *paid_on =
        exchange->paid_on != NULL ? ctn_report_date (draft, exchange->paid_on) : NULL;

    if (!isfinite (exchange->amount) || exchange->state == CTN_EXCHANGE_CANCELLED)
      continue;
    if (exchange->state == CTN_EXCHANGE_PAID)
      paid += exchange->amount;
    else
      open += exchange->amount;
    ctn_document_table_add_row (table,
                                (const char *[]) { exchange->name, amount, approved, paid_on });
  }
  paid_text = ctn_report_number (draft, paid, 0);
  open_text = ctn_report_number (draft, open, 0);
  ctn_report_say (draft, N_ ("Paid so far: {} €. Agreed and not paid yet: {} €."), paid_text,
                  open_text, NULL);
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_exchange (CtnReportDraft *draft, GError **error)
{
  g_autofree char *name =
      ctn_report_shown (draft, ctn_partnership_kind (), draft->request->subject, "name");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;

  if (!ctn_report_check_name (name, error))
    return FALSE;
  all = ctn_exchange_load_all (draft->reader, error);
  if (all == NULL)
    return FALSE;
  own = list_paid_by (draft, all);
  ctn_report_set_title (draft, N_ ("Exchanges: {}"), name);
  if (!add_targets (draft, error))
    return FALSE;
  add_exchanges (draft, own);
  add_payments (draft, own);
  return TRUE;
}
