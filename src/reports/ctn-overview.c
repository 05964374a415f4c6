#include "ctn-overview.h"

#include <ctn-calendar.h>
#include <ctn-chain-figures.h>
#include <ctn-chain-findings.h>
#include <ctn-chain.h>
#include <ctn-exchange-rules.h>
#include <ctn-i18n.h>
#include <ctn-kpi-table.h>
#include <ctn-label.h>
#include <ctn-person-due.h>
#include <ctn-project-read.h>
#include <ctn-record.h>
#include <ctn-strategy.h>
#include <ctn-task.h>
#include <string.h>

#define MONTHS_AHEAD 6
#define DAYS_SOON 90
#define MAX_FINDINGS 5 /* of one chain: the others are one click away */

typedef struct {
  CtnOverview *overview; /* (unowned) */
  CtnConnection *reader;
  const char *today;
  GCancellable *cancellable;
} Work;

static void
attention_free (gpointer data)
{
  CtnAttention *attention = data;

  g_free (attention->title);
  g_free (attention->detail);
  g_free (attention);
}

static void
glance_free (gpointer data)
{
  CtnChainGlance *glance = data;

  g_free (glance->name);
  g_array_unref (glance->counts);
  g_free (glance);
}

void
ctn_overview_free (CtnOverview *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->attention);
  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->chains);
  g_free (self);
}

/* Takes @title and @detail. */
static void
add (Work *work,
     CtnUrgency urgency,
     const char *icon,
     char *title,
     char *detail,
     const char *table,
     gint64 record)
{
  CtnAttention *attention = g_new0 (CtnAttention, 1);

  attention->urgency = urgency;
  attention->icon = icon;
  attention->title = title;
  attention->detail = detail;
  attention->table = table;
  attention->record = record;
  g_ptr_array_add (work->overview->attention, attention);
}

/* What needs attention -------------------------------------------------------------------------------- */

static gboolean
add_labels (Work *work, GError **error)
{
  CtnDate today;
  g_autoptr (GPtrArray) events = NULL;

  if (!ctn_date_parse (work->today, &today))
    return TRUE;
  events = ctn_label_calendar_list (work->reader, 0, &today, MONTHS_AHEAD, error);
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++) {
    const CtnLabelEvent *event = events->pdata[i];

    add (work, event->days <= DAYS_SOON ? CTN_ATTENTION_SOON : CTN_ATTENTION_NOTE,
         "ctn-partnership-symbolic",
         g_strdup_printf ("%s: %s", event->name, ctn_label_event_get_text (event)),
         ctn_date_format (&event->date), "partnership", event->partnership);
  }
  return TRUE;
}

static gboolean
add_payments (Work *work, GError **error)
{
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (work->reader, work->today, error);
  g_autoptr (GPtrArray) exchanges = NULL;

  if (rules == NULL)
    return FALSE;
  exchanges = ctn_exchange_load_all (work->reader, error);
  if (exchanges == NULL)
    return FALSE;
  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = exchanges->pdata[i];
    char due[11];
    int days;

    if (!ctn_exchange_rules_get_due (rules, exchange, due, &days))
      continue;
    /* Translators: name of an exchange */
    add (work, days < 0 ? CTN_ATTENTION_OVERDUE : CTN_ATTENTION_SOON, "ctn-exchange-symbolic",
         g_strdup_printf (_ ("Payment due: %s"), exchange->name), ctn_date_format_iso (due),
         "exchange", exchange->id);
  }
  return TRUE;
}

/* Persons are many and of one kind, so each reason is one line. */
static gboolean
add_persons (Work *work, GError **error)
{
  g_autoptr (GPtrArray) due = ctn_person_list_due (work->reader, work->today, error);

  if (due == NULL)
    return FALSE;
  for (CtnDueReason reason = CTN_DUE_RETENTION; reason <= CTN_DUE_HISTORY; reason++) {
    guint n = 0;

    for (guint i = 0; i < due->len; i++)
      n += ((CtnDuePerson *) due->pdata[i])->reason == reason;
    if (n == 0)
      continue;
    add (work, CTN_ATTENTION_OVERDUE, "ctn-partners-symbolic",
         g_strdup_printf (ctn_ngettext ("Personal data of %u person is due",
                                        "Personal data of %u persons is due", n),
                          n),
         g_strdup (ctn_due_reason_to_text (reason)), NULL, 0);
    ((CtnAttention *) work->overview->attention->pdata[work->overview->attention->len - 1])->view =
        "partners";
  }
  return TRUE;
}

static gboolean
add_tasks (Work *work, GError **error)
{
  g_autoptr (GPtrArray) tasks = ctn_task_list_open (work->reader, 0, error);

  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++) {
    const CtnTask *task = tasks->pdata[i];
    g_autofree char *day = NULL;

    if (!ctn_task_is_late (task, work->today) || task->activity == 0)
      continue;
    day = ctn_date_format_iso (task->due);
    add (work, CTN_ATTENTION_OVERDUE, "ctn-activities-symbolic", g_strdup (task->text),
         task->owner != NULL ? g_strdup_printf ("%s · %s", day, task->owner)
                             : g_steal_pointer (&day),
         "activity", task->activity);
  }
  return TRUE;
}

static gboolean
add_measures (Work *work, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      work->reader, &local_error,
      "SELECT m.name, m.due, s.id, s.name FROM measure m JOIN objective o ON o.id = m.objective "
      "JOIN strategy s ON s.id = o.strategy WHERE m.state IN ('planned', 'running') "
      "AND m.due < ? ORDER BY m.due, m.id",
      "t", work->today);

  while (ctn_statement_next (rows, &local_error)) {
    g_autofree char *day = ctn_date_format_iso (ctn_statement_get_text (rows, 1));

    /* Translators: a measure of a strategy that is not done in time */
    add (work, CTN_ATTENTION_OVERDUE, "ctn-strategy-symbolic",
         g_strdup_printf (_ ("Measure overdue: %s"), ctn_statement_get_text (rows, 0)),
         g_strdup_printf ("%s · %s", day, ctn_statement_get_text (rows, 3)), "strategy",
         ctn_statement_get_int (rows, 2));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The KPIs of @table that are behind their plan, as one line: a strategy that is late is late in many. */
static void
add_behind (Work *work, const CtnKpiTable *table, char *name)
{
  g_autoptr (GPtrArray) behind = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (guint i = 0; i < table->rows->len; i++) {
    const CtnKpiRow *row = table->rows->pdata[i];

    if (row->light == CTN_KPI_LIGHT_BEHIND)
      g_ptr_array_add (behind, row->name);
  }
  if (behind->len == 0) {
    g_free (name);
    return;
  }
  g_ptr_array_add (behind, NULL);
  names = g_strjoinv (", ", (char **) behind->pdata);
  /* Translators: name of a strategy; numbers of KPIs */
  add (work, CTN_ATTENTION_SOON, "ctn-strategy-symbolic",
       g_strdup_printf (ctn_ngettext ("%s: %u of %u KPI is behind plan",
                                      "%s: %u of %u KPIs are behind plan", table->rows->len),
                        name, behind->len - 1, table->rows->len),
       g_steal_pointer (&names), "strategy", table->strategy);
  g_free (name);
}

static gboolean
add_kpis (Work *work, GError **error)
{
  g_autoptr (GArray) strategies = ctn_strategy_list (work->reader, error);

  for (guint i = 0; strategies != NULL && i < strategies->len; i++) {
    gint64 strategy = g_array_index (strategies, gint64, i);
    g_autoptr (CtnKpiTable) table =
        ctn_kpi_table_new (work->reader, strategy, work->today, NULL, error);

    if (table == NULL || g_cancellable_set_error_if_cancelled (work->cancellable, error))
      return FALSE;
    add_behind (work, table,
                ctn_record_get_title (work->reader, ctn_strategy_kind (), strategy, NULL));
  }
  return strategies != NULL;
}

/* Chains ---------------------------------------------------------------------------------------------- */

static gboolean
add_findings (Work *work, CtnChain *chain, GError **error)
{
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, work->cancellable, error);
  g_autoptr (GPtrArray) findings = NULL;
  guint n = 0;

  if (network == NULL)
    return FALSE;
  findings = ctn_chain_find (chain, network);
  if (!ctn_chain_read_judgements (work->reader, chain->id, findings, error))
    return FALSE;
  for (guint i = 0; i < findings->len && n < MAX_FINDINGS; i++) {
    const CtnFinding *finding = findings->pdata[i];
    g_autoptr (GArray) measures = NULL;

    if (finding->severity != CTN_SEVERITY_HIGH || finding->state == CTN_FINDING_REJECTED)
      continue;
    measures = ctn_measure_list_for_finding (work->reader, chain->id, finding->key, error);
    if (measures == NULL)
      return FALSE;
    if (measures->len > 0)
      continue;
    n++;
    /* Translators: %s is the name of a value chain */
    add (work, CTN_ATTENTION_NOTE, "ctn-value-chain-symbolic", g_strdup (finding->title),
         g_strdup_printf (_ ("%s · no measure yet"), chain->name), "chain", chain->id);
  }
  return TRUE;
}

static void
add_glance (Work *work, CtnChain *chain)
{
  CtnChainGlance *glance = g_new0 (CtnChainGlance, 1);

  glance->id = chain->id;
  glance->name = g_strdup (chain->name);
  glance->n_actors = chain->actors->len;
  glance->counts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < chain->stages->len; i++) {
    CtnStageFigures figures;

    if (ctn_chain_get_stage (chain, i)->parent >= 0)
      continue;
    ctn_chain_get_stage_figures (chain, i, &figures);
    glance->n_stages++;
    glance->n_covered += !figures.is_gap;
    g_array_append_val (glance->counts, figures.n_actors);
  }
  g_ptr_array_add (work->overview->chains, glance);
}

static gboolean
add_chains (Work *work, GError **error)
{
  g_autoptr (GArray) ids = ctn_chain_list (work->reader, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (CtnChain) chain =
        ctn_chain_load (work->reader, g_array_index (ids, gint64, i), error);

    if (chain == NULL || !add_findings (work, chain, error))
      return FALSE;
    add_glance (work, chain);
  }
  return ids != NULL;
}

/* Figures --------------------------------------------------------------------------------------------- */

static gboolean
add_figures (Work *work, GError **error)
{
  static const struct {
    CtnKeyFigure figure;
    const char *sql;
  } figures[] = {
    { { N_ ("Organisations"), 0, "partners" }, "SELECT count(*) FROM organisation" },
    { { N_ ("People"), 0, "partners" }, "SELECT count(*) FROM person WHERE erased_on IS NULL" },
    { { N_ ("Assessments"), 0, "maturity" }, "SELECT count(*) FROM assessment" },
    { { N_ ("Value Chains"), 0, "chains" }, "SELECT count(*) FROM chain" },
    { { N_ ("Priorities"), 0, "regions" }, "SELECT count(*) FROM priority" },
    { { N_ ("Partnerships"), 0, "partnerships" }, "SELECT count(*) FROM partnership" },
    { { N_ ("Activities Held"), 0, "activities" },
      "SELECT count(*) FROM activity WHERE state = 'held'" },
    { { N_ ("Exchanges Completed"), 0, "exchanges" },
      "SELECT count(*) FROM exchange WHERE state IN ('approved', 'paid')" },
    { { N_ ("Open Needs"), 0, "needs" }, "SELECT count(*) FROM need WHERE state = 'open'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    CtnKeyFigure *figure = g_memdup2 (&figures[i].figure, sizeof figures[i].figure);
    gint64 value = 0;

    g_ptr_array_add (work->overview->figures, figure);
    if (!ctn_connection_get_int (work->reader, &value, error, figures[i].sql, ""))
      return FALSE;
    figure->value = (guint64) value;
  }
  return ctn_connection_get_int (work->reader, &work->overview->assessment, error,
                                 "SELECT id FROM assessment ORDER BY date DESC, id DESC LIMIT 1",
                                 "");
}

/* The urgent first; within that in the order of finding, which is by date. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const CtnAttention *one = *(const CtnAttention *const *) a;
  const CtnAttention *other = *(const CtnAttention *const *) b;

  return (int) one->urgency - (int) other->urgency;
}

CtnOverview *
ctn_overview_new (CtnConnection *reader,
                  const char *today,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (CtnOverview) self = g_new0 (CtnOverview, 1);
  Work work = { self, reader, today, cancellable };

  self->attention = g_ptr_array_new_with_free_func (attention_free);
  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->chains = g_ptr_array_new_with_free_func (glance_free);
  if (!add_figures (&work, error) || !add_payments (&work, error) || !add_tasks (&work, error) ||
      !add_measures (&work, error) || !add_persons (&work, error) || !add_labels (&work, error) ||
      !add_kpis (&work, error) || !add_chains (&work, error))
    return NULL;
  g_ptr_array_sort (self->attention, compare);
  return g_steal_pointer (&self);
}

static gpointer
make_overview (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  return ctn_overview_new (reader, today, cancellable, error);
}

void
ctn_overview_new_async (CtnProject *project,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  ctn_project_read_async (project, project, make_overview, NULL, NULL,
                          (GDestroyNotify) ctn_overview_free, cancellable, callback, data);
}

CtnOverview *
ctn_overview_new_finish (GAsyncResult *result, GError **error)
{
  return ctn_project_read_finish (result, error);
}
