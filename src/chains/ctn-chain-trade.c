#include "ctn-chain-trade.h"

#include <ctn-code-field.h>
#include <ctn-country.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <math.h>

#include "ctn-chain-private.h"

/* --- Fields -------------------------------------------------------------------------------------- */

static const CtnChoice directions[] = {
  { "import", N_ ("Import") },
  { "export", N_ ("Export") },
  { NULL, NULL },
};

static const CtnField fields[] = {
  { .name = "product", .label = N_ ("Product"), .group = N_ ("Trade"), .column = "product" },
  { .name = "year",
    .label = N_ ("Year"),
    .group = N_ ("Trade"),
    .type = CTN_FIELD_INTEGER,
    .flags = CTN_FIELD_REQUIRED,
    .parse = ctn_number_field_parse_year,
    .column = "year" },
  { .name = "direction",
    .label = N_ ("Direction"),
    .group = N_ ("Trade"),
    .type = CTN_FIELD_CHOICE,
    .choices = directions,
    .flags = CTN_FIELD_REQUIRED,
    .column = "direction" },
  { .name = "country",
    .label = N_ ("Country"),
    .group = N_ ("Trade"),
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .flags = CTN_FIELD_REQUIRED,
    .parse = ctn_code_field_parse_country,
    .format = ctn_code_field_format,
    .column = "country" },
  { .name = "value",
    .label = N_ ("Value (€)"),
    .group = N_ ("Trade"),
    .type = CTN_FIELD_NUMBER,
    .flags = CTN_FIELD_REQUIRED,
    .parse = ctn_number_field_parse_amount,
    .column = "value" },
  { .name = "source", .label = N_ ("Source"), .group = N_ ("Source"), .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "trade-flow",
  .table = "trade_flow",
  .label = N_ ("Trade"),
  .plural = N_ ("Trade"),
  .title_column = "product",
  .fields = fields,
  .owner_column = "stage",
  .order = "product, year, direction DESC, country",
  .add_label = N_ ("Add Trade"),
  .edit_label = N_ ("Edit Trade"),
  .delete_label = N_ ("Delete Trade"),
};

const CtnRecordKind *
ctn_trade_flow_kind (void)
{
  return &kind;
}

/* --- Flows --------------------------------------------------------------------------------------- */

static void
flow_free (gpointer data)
{
  CtnTradeFlow *flow = data;

  g_free (flow->product);
  g_free (flow->country);
  g_free (flow);
}

gboolean
_ctn_chain_load_trade (CtnChain *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT t.id, t.stage, t.product, t.year, t.direction = 'export', t.country, t.value FROM "
      "trade_flow t JOIN chain_stage s ON s.id = t.stage WHERE s.chain = ? ORDER BY t.id",
      "i", self->id);

  self->trade = g_ptr_array_new_with_free_func (flow_free);
  while (ctn_statement_next (rows, &local_error)) {
    int stage = ctn_chain_find_stage (self, ctn_statement_get_int (rows, 1));
    CtnTradeFlow *flow;

    if (stage < 0)
      continue;
    flow = g_new0 (CtnTradeFlow, 1);
    flow->id = ctn_statement_get_int (rows, 0);
    flow->stage = (guint) stage;
    flow->product = g_strdup (ctn_statement_get_text (rows, 2));
    flow->year = (int) ctn_statement_get_int (rows, 3);
    flow->is_export = ctn_statement_get_int (rows, 4) != 0;
    flow->country = g_strdup (ctn_statement_get_text (rows, 5));
    flow->value = ctn_statement_get_double (rows, 6);
    g_ptr_array_add (self->trade, flow);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GArray *
ctn_trade_flow_list (CtnConnection *reader, gint64 chain, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (reader, error,
                            "SELECT t.id FROM trade_flow t JOIN chain_stage s ON s.id = t.stage "
                            "WHERE s.chain = ? ORDER BY s.position, s.id, t.product, t.year, "
                            "t.direction DESC, t.country, t.id",
                            "i", chain),
      error);
}

/* --- Dependency ---------------------------------------------------------------------------------- */

void
ctn_dependency_free (CtnDependency *self)
{
  g_free (self->product);
  g_free (self->top);
  g_clear_pointer (&self->years, g_array_unref);
  g_free (self);
}

static gboolean
is_of (const CtnTradeFlow *flow, const CtnDependency *dependency)
{
  return flow->stage == dependency->stage && g_strcmp0 (flow->product, dependency->product) == 0;
}

/* Sums of a year's imports by country: a country may have several rows. */
static GHashTable *
sum_origins (CtnChain *chain, const CtnDependency *dependency, int year)
{
  GHashTable *origins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < chain->trade->len; i++) {
    const CtnTradeFlow *flow = g_ptr_array_index (chain->trade, i);
    double *sum;

    if (!is_of (flow, dependency) || flow->is_export || flow->year != year || flow->value <= 0)
      continue;
    sum = g_hash_table_lookup (origins, flow->country);
    if (sum == NULL) {
      sum = g_new0 (double, 1);
      g_hash_table_insert (origins, flow->country, sum);
    }
    *sum += flow->value;
  }
  return origins;
}

static double
sum_exports (CtnChain *chain, const CtnDependency *dependency, int year)
{
  double sum = 0;

  for (guint i = 0; i < chain->trade->len; i++) {
    const CtnTradeFlow *flow = g_ptr_array_index (chain->trade, i);

    if (is_of (flow, dependency) && flow->is_export && flow->year == year)
      sum += flow->value;
  }
  return sum;
}

/* Adds the year's figures to @dependency; notes the largest origin of the latest year with imports. */
static void
add_year (CtnChain *chain, CtnDependency *dependency, int year, gboolean outside)
{
  g_autoptr (GHashTable) origins = sum_origins (chain, dependency, year);
  CtnDependencyYear figures = { .year = year, .hhi = NAN, .outside = NAN };
  g_autofree char *top = NULL;
  double squares = 0, foreign = 0, largest = 0;
  GHashTableIter iter;
  gpointer country, sum;

  g_hash_table_iter_init (&iter, origins);
  while (g_hash_table_iter_next (&iter, &country, &sum)) {
    double value = *(double *) sum;

    figures.imports += value;
    squares += value * value;
    foreign += ctn_country_is_eu (country) ? 0 : value;
    if (value > largest || (value >= largest && g_strcmp0 (country, top) < 0)) {
      largest = value;
      g_set_str (&top, country);
    }
  }
  figures.n_origins = g_hash_table_size (origins);
  figures.exports = sum_exports (chain, dependency, year);
  if (figures.imports > 0) {
    figures.hhi = squares / (figures.imports * figures.imports);
    figures.outside = foreign / figures.imports;
  }
  figures.concentrated = figures.hhi > CTN_DEPENDENCY_HHI;
  figures.not_covered = figures.imports > figures.exports;
  figures.from_outside = figures.outside > CTN_DEPENDENCY_OUTSIDE;
  figures.dependent =
      figures.concentrated && figures.not_covered && (!outside || figures.from_outside);
  dependency->n_years += figures.dependent;
  g_array_append_val (dependency->years, figures);
  if (dependency->top == NULL && top != NULL) {
    dependency->top = g_steal_pointer (&top);
    dependency->top_share = largest / figures.imports;
  }
}

/* The latest year before @end with trade in the product, 0 when there is none. */
static int
find_year (CtnChain *chain, const CtnDependency *dependency, int end)
{
  int year = 0;

  for (guint i = 0; i < chain->trade->len; i++) {
    const CtnTradeFlow *flow = g_ptr_array_index (chain->trade, i);

    if (is_of (flow, dependency) && flow->year < end)
      year = MAX (year, flow->year);
  }
  return year;
}

static gboolean
is_listed (GPtrArray *list, const CtnTradeFlow *flow)
{
  for (guint i = 0; i < list->len; i++)
    if (is_of (flow, g_ptr_array_index (list, i)))
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CtnDependency *one = *(CtnDependency *const *) a;
  const CtnDependency *other = *(CtnDependency *const *) b;

  if (one->stage != other->stage)
    return one->stage < other->stage ? -1 : 1;
  return g_strcmp0 (one->product, other->product);
}

GPtrArray *
ctn_chain_list_dependencies (CtnChain *chain, gboolean outside)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_dependency_free);

  for (guint i = 0; chain->trade != NULL && i < chain->trade->len; i++) {
    const CtnTradeFlow *flow = g_ptr_array_index (chain->trade, i);
    CtnDependency *dependency;
    int year = G_MAXINT;

    if (is_listed (list, flow))
      continue;
    dependency = g_new0 (CtnDependency, 1);
    dependency->stage = flow->stage;
    dependency->product = g_strdup (flow->product);
    dependency->years = g_array_new (FALSE, FALSE, sizeof (CtnDependencyYear));
    dependency->top_share = NAN;
    while (dependency->years->len < CTN_DEPENDENCY_YEARS &&
           (year = find_year (chain, dependency, year)) > 0)
      add_year (chain, dependency, year, outside);
    dependency->dependent = dependency->n_years >= CTN_DEPENDENCY_MIN_YEARS;
    g_ptr_array_add (list, dependency);
  }
  g_ptr_array_sort (list, compare);
  return list;
}
