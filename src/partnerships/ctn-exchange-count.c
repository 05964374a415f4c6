#include "ctn-exchange-count.h"

#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <math.h>
#include <string.h>

static char *
parse_target (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 100000, error);
}

static const CtnField target_fields[] = {
  { .name = "kind",
    .label = N_ ("Kind of Visitor (None: All Together)"),
    .group = N_ ("Target"),
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_exchange_kind_choices,
    .column = "visitor_kind" },
  { .name = "target",
    .label = N_ ("Number of Exchanges"),
    .group = N_ ("Target"),
    .type = CTN_FIELD_INTEGER,
    .parse = parse_target,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "target" },
  { .name = NULL },
};

static const CtnRecordKind target_kind = {
  .name = "exchange-target",
  .table = "exchange_target",
  .label = N_ ("Target"),
  .plural = N_ ("Targets"),
  .title_column = "target",
  .fields = target_fields,
  .owner_column = "partnership",
  .order = "visitor_kind IS NOT NULL, id",
  .add_label = N_ ("Add Target"),
  .edit_label = N_ ("Edit Target"),
  .delete_label = N_ ("Delete Target"),
};

const CtnRecordKind *
ctn_exchange_target_kind (void)
{
  return &target_kind;
}

static CtnExchangeProgress
get_progress (CtnExchangeState state)
{
  if (state == CTN_EXCHANGE_CANCELLED)
    return CTN_PROGRESS_NONE;
  return state >= CTN_EXCHANGE_APPROVED ? CTN_PROGRESS_ACHIEVED
         : state >= CTN_EXCHANGE_SIGNED ? CTN_PROGRESS_RUNNING
                                        : CTN_PROGRESS_PLANNED;
}

/* What is counted; what is not set does not matter. */
typedef struct {
  guint states;       /* bits of CtnExchangeState; 0: all but cancelled */
  const char *kind;   /* (nullable) of the visitor; "" for those without a kind */
  gint64 partnership; /* that pays; 0: any */
  const char *from;   /* (nullable) ISO date: the last day of the exchange is not before it */
  const char *to;     /* (nullable) ISO date: nor after it */
} Filter;

/* A date that is known to the month or year only belongs to the period when it may lie in it. */
static gboolean
is_in_period (const char *date, const Filter *filter)
{
  if (filter->from == NULL && filter->to == NULL)
    return TRUE;
  return date != NULL &&
         (filter->from == NULL || strncmp (date, filter->from, strlen (date)) >= 0) &&
         (filter->to == NULL || strncmp (date, filter->to, strlen (date)) <= 0);
}

static gboolean
fits (const CtnExchange *exchange, const Filter *filter)
{
  const char *kind = exchange->visitor.kind != NULL ? exchange->visitor.kind : "";

  if (exchange->duplicate_of != 0)
    return FALSE;
  if (filter->states != 0 ? (filter->states & (1u << exchange->state)) == 0
                          : exchange->state == CTN_EXCHANGE_CANCELLED)
    return FALSE;
  return (filter->kind == NULL || g_str_equal (filter->kind, kind)) &&
         (filter->partnership == 0 || filter->partnership == exchange->visitor.partnership) &&
         is_in_period (exchange->ends, filter);
}

static GArray *
count (GPtrArray *exchanges, const Filter *filter)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < exchanges->len; i++) {
    const CtnExchange *exchange = g_ptr_array_index (exchanges, i);

    if (fits (exchange, filter))
      g_array_append_val (ids, exchange->id);
  }
  return ids;
}

static void
kpi_free (gpointer data)
{
  CtnExchangeKpi *kpi = data;

  g_array_unref (kpi->ids);
  g_free (kpi);
}

static double
read_target (CtnConnection *reader, gint64 partnership, const char *kind)
{
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, NULL,
                            "SELECT sum (target) FROM exchange_target WHERE partnership = ? AND "
                            "visitor_kind IS ?",
                            "it", partnership, kind);

  return ctn_statement_next (row, NULL) && !ctn_statement_is_null (row, 0)
             ? ctn_statement_get_double (row, 0)
             : NAN;
}

static guint
count_progress (GPtrArray *exchanges, Filter filter, CtnExchangeProgress progress)
{
  g_autoptr (GArray) ids = NULL;

  filter.states = 0;
  for (guint i = 0; i < CTN_EXCHANGE_N_STATES; i++)
    if (get_progress (i) == progress)
      filter.states |= 1u << i;
  ids = count (exchanges, &filter);
  return ids->len;
}

static CtnExchangeKpi *
make_kpi (CtnConnection *reader, GPtrArray *exchanges, const Filter *filter)
{
  CtnExchangeKpi *kpi = g_new0 (CtnExchangeKpi, 1);
  Filter achieved = *filter;

  achieved.states = (1u << CTN_EXCHANGE_APPROVED) | (1u << CTN_EXCHANGE_PAID);
  kpi->kind = filter->kind;
  kpi->target = read_target (reader, filter->partnership, filter->kind);
  kpi->planned = count_progress (exchanges, *filter, CTN_PROGRESS_PLANNED);
  kpi->running = count_progress (exchanges, *filter, CTN_PROGRESS_RUNNING);
  kpi->ids = count (exchanges, &achieved);
  kpi->achieved = kpi->ids->len;
  kpi->remaining = isnan (kpi->target) ? NAN : MAX (0, kpi->target - kpi->achieved);
  return kpi;
}

GPtrArray *
ctn_exchange_list_kpis (CtnConnection *reader,
                        gint64 partnership,
                        const char *from,
                        const char *to,
                        GError **error)
{
  g_autoptr (GPtrArray) exchanges = ctn_exchange_load_all (reader, error);
  GPtrArray *kpis;
  Filter filter = { .partnership = partnership, .from = from, .to = to };

  if (exchanges == NULL)
    return NULL;
  kpis = g_ptr_array_new_with_free_func (kpi_free);
  g_ptr_array_add (kpis, make_kpi (reader, exchanges, &filter));
  for (const CtnChoice *kind = ctn_exchange_kind_choices; kind->code != NULL; kind++) {
    filter.kind = kind->code;
    g_ptr_array_add (kpis, make_kpi (reader, exchanges, &filter));
  }
  return kpis;
}

GArray *
ctn_exchange_list_payers (CtnConnection *reader, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (
          reader, error,
          "SELECT id FROM partnership WHERE id IN (SELECT visitor_partnership FROM exchange "
          "UNION SELECT partnership FROM exchange_target) ORDER BY name COLLATE NOCASE, id",
          ""),
      error);
}
