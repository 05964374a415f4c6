#include "ctn-kpi-table.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include "ctn-kpi.h"
#include "ctn-strategy.h"

#define NEAR 0.8 /* share of what is expected from which a KPI is near its plan */

static void
period_free (gpointer data)
{
  CtnKpiPeriod *period = data;

  g_free (period->name);
  g_free (period->starts);
  g_free (period->ends);
  g_free (period->locked_on);
  g_free (period);
}

typedef struct {
  CtnKpiRow row; /* first: what the table hands out */
  guint n_cells;
  char *parameters;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  for (guint i = 0; i < self->n_cells; i++) {
    g_free (self->row.cells[i].comment);
    g_clear_pointer (&self->row.cells[i].evidence, g_ptr_array_unref);
  }
  g_free (self->row.cells);
  g_free (self->row.code);
  g_free (self->row.name);
  g_free (self->row.definition);
  g_free (self->row.unit);
  g_free (self->parameters);
  g_free (self);
}

void
ctn_kpi_table_free (CtnKpiTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->periods);
  g_free (self);
}

const char *
ctn_kpi_light_get_label (CtnKpiLight light)
{
  switch (light) {
  case CTN_KPI_LIGHT_ACHIEVED:
    return N_ ("Achieved");
  case CTN_KPI_LIGHT_ON_PLAN:
    return N_ ("On plan");
  case CTN_KPI_LIGHT_NEAR:
    return N_ ("Near plan");
  case CTN_KPI_LIGHT_BEHIND:
    return N_ ("Behind plan");
  case CTN_KPI_LIGHT_NONE:
  default:
    return N_ ("No target");
  }
}

/* Reading --------------------------------------------------------------------------------------------- */

static gboolean
finish (GError *local_error, GError **error)
{
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_periods (CtnKpiTable *self, CtnConnection *reader, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, name, starts, ends, locked_on FROM kpi_period "
                            "WHERE strategy = ? ORDER BY starts, ends, id",
                            "i", self->strategy);

  while (ctn_statement_next (rows, &local_error)) {
    CtnKpiPeriod *period = g_new0 (CtnKpiPeriod, 1);

    period->id = ctn_statement_get_int (rows, 0);
    period->name = g_strdup (ctn_statement_get_text (rows, 1));
    period->starts = g_strdup (ctn_statement_get_text (rows, 2));
    period->ends = g_strdup (ctn_statement_get_text (rows, 3));
    period->locked_on = g_strdup (ctn_statement_get_text (rows, 4));
    period->locked = period->locked_on != NULL;
    g_ptr_array_add (self->periods, period);
  }
  return finish (local_error, error);
}

static Row *
make_row (CtnKpiTable *self, CtnStatement *row, const char *language)
{
  Row *made = g_new0 (Row, 1);

  made->row.id = ctn_statement_get_int (row, 0);
  made->row.objective = ctn_statement_get_int (row, 1);
  made->row.code = g_strdup (ctn_statement_get_text (row, 2));
  made->row.definition =
      g_strdup (ctn_kpi_set_translate (ctn_statement_get_text (row, 3), language));
  made->row.unit = g_strdup (ctn_kpi_set_translate (ctn_statement_get_text (row, 4), language));
  made->row.baseline = ctn_statement_get_double (row, 5);
  made->row.target = ctn_statement_get_double (row, 6);
  made->row.rule = ctn_kpi_rule_find (ctn_statement_get_text (row, 7));
  if (made->row.rule == NULL) /* of a newer program: its numbers are not known here */
    made->row.rule = ctn_kpi_rule_find ("manual");
  made->parameters = g_strdup (ctn_statement_get_text (row, 8));
  made->row.name = ctn_kpi_choose_name (ctn_statement_get_text (row, 9),
                                        ctn_statement_get_text (row, 10), language);
  made->n_cells = self->periods->len;
  made->row.cells = g_new0 (CtnKpiCellValue, made->n_cells);
  for (guint i = 0; i < made->n_cells; i++) {
    made->row.cells[i].plan = made->row.cells[i].value = NAN;
    made->row.cells[i].evidence =
        g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_kpi_evidence_free);
  }
  return made;
}

static gboolean
read_rows (CtnKpiTable *self, CtnConnection *reader, const char *language, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, objective, code, definition, unit, baseline, target, rule, "
      "parameters, name, texts FROM kpi WHERE strategy = ? ORDER BY position, id",
      "i", self->strategy);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (self->rows, make_row (self, rows, language));
  return finish (local_error, error);
}

static CtnKpiCellValue *
find_cell (CtnKpiTable *self, gint64 kpi, gint64 period, gboolean *locked)
{
  for (guint i = 0; i < self->rows->len; i++) {
    CtnKpiRow *row = self->rows->pdata[i];

    for (guint j = 0; row->id == kpi && j < self->periods->len; j++) {
      const CtnKpiPeriod *candidate = self->periods->pdata[j];

      if (candidate->id != period)
        continue;
      *locked = candidate->locked;
      return &row->cells[j];
    }
  }
  return NULL;
}

/* Counting -------------------------------------------------------------------------------------------- */

/* The period in which @date lies; -1 for none. Dates that are known to the month or year lie where
 * their first day does. */
static int
find_period (CtnKpiTable *self, const char *date)
{
  g_autofree char *first = date == NULL ? NULL
                                        : g_strconcat (date,
                                                       strlen (date) == 4   ? "-01-01"
                                                       : strlen (date) == 7 ? "-01"
                                                                            : "",
                                                       NULL);

  for (guint i = 0; first != NULL && i < self->periods->len; i++) {
    const CtnKpiPeriod *period = self->periods->pdata[i];

    if (strcmp (first, period->starts) >= 0 && strncmp (first, period->ends, 10) <= 0)
      return (int) i;
  }
  return -1;
}

/* Takes what @evidence holds. */
static void
count (CtnKpiTable *self, CtnKpiRow *row, GPtrArray *evidence)
{
  for (guint i = 0; i < self->periods->len; i++)
    row->cells[i].value = 0;
  for (guint i = 0; i < evidence->len; i++) {
    CtnKpiEvidence *one = g_steal_pointer (&evidence->pdata[i]);
    int period = find_period (self, one->date);

    if (period >= 0) {
      row->cells[period].value += one->amount;
      g_ptr_array_add (row->cells[period].evidence, one);
    } else {
      row->outside += one->amount;
      ctn_kpi_evidence_free (one);
    }
  }
  g_ptr_array_set_size (evidence, 0);
}

static gboolean
collect (CtnConnection *reader,
         gint64 partnership,
         const CtnKpiRow *row,
         const char *parameters,
         GPtrArray *all,
         GError **error)
{
  g_autoptr (GPtrArray) found =
      ctn_kpi_rule_collect (reader, row->rule, parameters, partnership, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (all, g_steal_pointer (&found->pdata[i]));
  g_ptr_array_set_size (found, 0);
  return TRUE;
}

/* The strategies that are part of ?1, and what is part of them, as the table "below"; UNION ends circles. */
#define WITH_BELOW                                                                                 \
  "WITH RECURSIVE family (id) AS (SELECT ?1 UNION SELECT s.id FROM strategy s JOIN family f "      \
  "ON s.parent = f.id), below AS (SELECT id FROM family WHERE id <> ?1) "

/* What the strategies below count under the same code and with the same rule. */
static gboolean
collect_below (CtnKpiTable *self,
               CtnConnection *reader,
               const CtnKpiRow *row,
               GPtrArray *all,
               GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      WITH_BELOW "SELECT s.partnership, k.parameters FROM kpi k JOIN strategy s ON s.id = "
                 "k.strategy WHERE s.id IN below AND k.code = ?2 AND k.rule = ?3 ORDER BY k.id",
      "itt", self->strategy, row->code, row->rule->code);

  while (ctn_statement_next (rows, &local_error))
    if (!collect (reader, ctn_statement_get_int (rows, 0), row, ctn_statement_get_text (rows, 1),
                  all, &local_error))
      break;
  return finish (local_error, error);
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const CtnKpiEvidence *one = *(const CtnKpiEvidence *const *) a;
  const CtnKpiEvidence *other = *(const CtnKpiEvidence *const *) b;

  if ((one->date == NULL) != (other->date == NULL))
    return one->date == NULL ? 1 : -1;
  return g_strcmp0 (one->date, other->date);
}

/* Own evidence comes first in @all; returns what the others add. */
static double
drop_repeats (GPtrArray *all, guint n_own)
{
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  double added = 0;

  for (guint i = 0; i < n_own; i++)
    g_hash_table_add (own, ((CtnKpiEvidence *) all->pdata[i])->key);
  for (guint i = n_own; i < all->len; i++) {
    const CtnKpiEvidence *one = all->pdata[i];

    if (!g_hash_table_contains (own, one->key) && g_hash_table_add (seen, g_strdup (one->key)))
      added += one->amount;
  }
  g_hash_table_remove_all (own);
  g_hash_table_remove_all (seen);
  g_ptr_array_sort (all, compare_dates);
  for (guint i = 0; i < all->len; i++) {
    CtnKpiEvidence *one = all->pdata[i];

    if (g_hash_table_add (seen, g_strdup (one->key)))
      g_ptr_array_add (kept, one);
    else
      ctn_kpi_evidence_free (one);
    all->pdata[i] = NULL;
  }
  g_ptr_array_set_size (all, 0);
  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (all, kept->pdata[i]);
  return added;
}

/* Of values that are given by hand, those of the strategies below simply add. */
static gboolean
add_given (CtnKpiTable *self, CtnConnection *reader, CtnKpiRow *row, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CtnStatement) sum = ctn_connection_query (
      reader, &local_error,
      WITH_BELOW "SELECT total(coalesce(v.locked_value, v.value)) FROM kpi_value v "
                 "JOIN kpi k ON k.id = v.kpi WHERE k.strategy IN below AND k.code = ?2",
      "it", self->strategy, row->code);

  if (ctn_statement_next (sum, &local_error))
    row->rolled_up = ctn_statement_get_double (sum, 0);
  row->outside += row->rolled_up;
  return finish (local_error, error);
}

static gboolean
count_row (CtnKpiTable *self, CtnConnection *reader, gint64 partnership, Row *row, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_kpi_evidence_free);
  guint n_own;

  if (row->row.rule->counting == CTN_KPI_COUNT_MANUAL)
    return add_given (self, reader, &row->row, error);
  if (!collect (reader, partnership, &row->row, row->parameters, all, error))
    return FALSE;
  n_own = all->len;
  if (!collect_below (self, reader, &row->row, all, error))
    return FALSE;
  row->row.rolled_up = drop_repeats (all, n_own);
  count (self, &row->row, all);
  return TRUE;
}

/* What was planned and given, and what was kept when a period was locked. */
static gboolean
read_values (CtnKpiTable *self, CtnConnection *reader, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT v.kpi, v.period, v.plan, v.value, v.locked_value, v.comment FROM kpi_value v "
      "JOIN kpi k ON k.id = v.kpi WHERE k.strategy = ?",
      "i", self->strategy);

  while (ctn_statement_next (rows, &local_error)) {
    gboolean locked = FALSE;
    CtnKpiCellValue *cell =
        find_cell (self, ctn_statement_get_int (rows, 0), ctn_statement_get_int (rows, 1), &locked);

    if (cell == NULL)
      continue;
    cell->plan = ctn_statement_get_double (rows, 2);
    if (isnan (cell->value))
      cell->value = ctn_statement_get_double (rows, 3);
    if (locked && !ctn_statement_is_null (rows, 4)) {
      double kept = ctn_statement_get_double (rows, 4);

      cell->changed = cell->value < kept || cell->value > kept;
      cell->value = kept;
    }
    g_set_str (&cell->comment, ctn_statement_get_text (rows, 5));
  }
  return finish (local_error, error);
}

/* What is expected ------------------------------------------------------------------------------------ */

static gint64
to_day (const char *iso)
{
  CtnDate date;
  GDate day;

  if (iso == NULL || !ctn_date_parse (iso, &date))
    return G_MININT64;
  g_date_set_dmy (&day, MAX (date.day, 1), (GDateMonth) MAX (date.month, 1), (GDateYear) date.year);
  return g_date_get_julian (&day);
}

/* The share of the days from @starts to @ends (both included) that have passed before @today. */
static double
get_share (const char *starts, const char *ends, const char *today)
{
  gint64 first = to_day (starts);
  gint64 last = to_day (ends);

  if (first == G_MININT64 || last == G_MININT64 || last < first)
    return NAN;
  return CLAMP ((double) (to_day (today) - first) / (double) (last - first + 1), 0, 1);
}

static double
get_expected (CtnKpiTable *self,
              const CtnKpiRow *row,
              const char *starts,
              const char *ends,
              const char *today)
{
  double baseline = isnan (row->baseline) ? 0 : row->baseline;
  double planned = 0;
  gboolean has_plan = FALSE;

  for (guint i = 0; i < self->periods->len; i++) {
    const CtnKpiPeriod *period = self->periods->pdata[i];

    if (isnan (row->cells[i].plan))
      continue;
    has_plan = TRUE;
    planned += row->cells[i].plan * get_share (period->starts, period->ends, today);
  }
  if (isnan (row->target))
    return NAN;
  return baseline +
         (has_plan ? planned : (row->target - baseline) * get_share (starts, ends, today));
}

/* Targets above the baseline are reached from below, others (a share of failures, say) from above. */
static CtnKpiLight
judge (const CtnKpiRow *row)
{
  double baseline = isnan (row->baseline) ? 0 : row->baseline;
  double direction = row->target >= baseline ? 1 : -1;
  double done = direction * (row->total - baseline);
  double expected = direction * (row->expected - baseline);

  if (isnan (row->target))
    return CTN_KPI_LIGHT_NONE;
  if (done >= direction * (row->target - baseline))
    return CTN_KPI_LIGHT_ACHIEVED;
  if (isnan (expected))
    return CTN_KPI_LIGHT_NONE;
  return done >= expected          ? CTN_KPI_LIGHT_ON_PLAN
         : done >= NEAR * expected ? CTN_KPI_LIGHT_NEAR
                                   : CTN_KPI_LIGHT_BEHIND;
}

static void
sum_up (CtnKpiTable *self, CtnKpiRow *row, const char *starts, const char *ends, const char *today)
{
  row->total = (isnan (row->baseline) ? 0 : row->baseline) + row->outside;
  for (guint i = 0; i < self->periods->len; i++)
    if (!isnan (row->cells[i].value))
      row->total += row->cells[i].value;
  row->expected = get_expected (self, row, starts, ends, today);
  row->light = judge (row);
}

CtnKpiTable *
ctn_kpi_table_new (CtnConnection *reader,
                   gint64 strategy,
                   const char *today,
                   const char *language,
                   GError **error)
{
  g_autoptr (CtnKpiTable) self = g_new0 (CtnKpiTable, 1);
  GError *local_error = NULL;
  g_autoptr (CtnStatement) head = ctn_connection_query (
      reader, &local_error, "SELECT partnership, starts, ends FROM strategy WHERE id = ?", "i",
      strategy);
  gint64 partnership = 0;
  g_autofree char *starts = NULL;
  g_autofree char *ends = NULL;

  self->strategy = strategy;
  self->periods = g_ptr_array_new_with_free_func (period_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  if (ctn_statement_next (head, &local_error)) {
    partnership = ctn_statement_get_int (head, 0);
    starts = g_strdup (ctn_statement_get_text (head, 1));
    ends = g_strdup (ctn_statement_get_text (head, 2));
  }
  if (!finish (local_error, error) || !read_periods (self, reader, error) ||
      !read_rows (self, reader, language, error))
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    if (!count_row (self, reader, partnership, self->rows->pdata[i], error))
      return NULL;
  if (!read_values (self, reader, error))
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    sum_up (self, self->rows->pdata[i], starts, ends, today);
  return g_steal_pointer (&self);
}
