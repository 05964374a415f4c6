/* KPIs that count themselves: what counts once, in which period, for whom; locks, plans and lights.
 *
 * The numbers follow from the records below by hand. Partnership 1 has the cluster 2 below it; 3 is
 * somebody else's. Organisations 1 to 3, persons 1 and 2.
 *
 *   day         kind          of  who came
 *   2024-03-10  training      1   1 (person 1), 2 (person 2)
 *   2024-09-10  training      2   1 (person 1), 3
 *   2024-10-01  consultation  1   2
 *   2024-11-01  training      3   3                    (of others)
 *   2025-02-01  training      1   2; only planned
 */
#include "ctn-kpi-table.h"
#include "ctn-kpi.h"
#include "ctn-strategy.h"

#include <ctn-organisation-merge.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "registry-support.h"

static const char *const records[] = {
  "INSERT INTO organisation (id, name, helix) VALUES (1, 'Aalto', 'research'), (2, 'Kone', "
  "'industry'), (3, 'Turku', 'government')",
  "INSERT INTO person (id, given_name, family_name) VALUES (1, 'Anna', 'Beispiel'), (2, NULL, "
  "'Virtanen')",
  "INSERT INTO partnership (id, name, parent) VALUES (1, 'Mobility', NULL), (2, 'Cluster', 1), "
  "(3, 'Others', NULL)",
  "INSERT INTO membership (id, partnership, organisation, since, commitment) VALUES "
  "(1, 1, 1, '2024-01-15', 5), (2, 2, 2, '2024-08', 2), (3, 2, 1, '2024-09-01', 6)",
  "INSERT INTO commitment (id, membership, date, step) VALUES (1, 1, '2024-07-20', 4), "
  "(2, 3, '2024-10-02', 6)",
  "INSERT INTO activity (id, name, kind, state, partnership, starts, ends, scope) VALUES "
  "(1, 'T1', 'training', 'held', 1, '2024-03-09', '2024-03-10', NULL), "
  "(2, 'T2', 'training', 'held', 2, '2024-09-10', NULL, NULL), "
  "(3, 'C1', 'consultation', 'held', 1, '2024-10-01', NULL, 'regional'), "
  "(4, 'T3', 'training', 'held', 3, '2024-11-01', NULL, NULL), "
  "(5, 'T4', 'training', 'planned', 1, '2025-02-01', NULL, NULL)",
  "INSERT INTO participant (id, activity, organisation, person, state) VALUES "
  "(1, 1, 1, 1, 'attended'), (2, 1, 2, 2, 'attended'), (3, 2, 1, 1, 'attended'), "
  "(4, 2, 3, NULL, 'attended'), (5, 3, 2, NULL, 'attended'), (6, 4, 3, NULL, 'attended'), "
  "(7, 5, 2, NULL, 'registered'), (8, 1, 3, NULL, 'absent')",
  "INSERT INTO exchange (id, name, visitor, host, visitor_kind, visitor_partnership, "
  "host_partnership, state, starts, ends, amount, paid_on) VALUES "
  "(1, 'E1', 2, 3, 'sme', 2, 3, 'paid', '2024-05-01', '2024-05-03', 390, '2024-07-02'), "
  "(2, 'E1 again', 2, 3, 'sme', 2, 3, 'approved', '2024-05-01', '2024-05-03', NULL, NULL), "
  "(3, 'E2', 3, 2, 'support', 3, 1, 'paid', '2024-06-01', '2024-06-05', 780, '2024-06-20'), "
  "(4, 'E3', 1, 3, 'sme', 1, 3, 'running', '2024-06-01', '2024-06-05', NULL, NULL)",
  "INSERT INTO label (id, partnership, kind, awarded) VALUES (1, 2, 'bronze', '2024-04-01'), "
  "(2, 2, 'bronze', '2024-12-01'), (3, 2, 'silver', '2024-12-02')",
  "INSERT INTO strategy (id, name, partnership, starts, ends) VALUES "
  "(1, 'All', 1, '2024-01-01', '2025-12-31'), (2, 'Of the cluster', 2, '2024-01-01', NULL)",
  "UPDATE strategy SET parent = 1 WHERE id = 2",
  "INSERT INTO kpi_period (id, strategy, name, starts, ends) VALUES "
  "(1, 1, 'P1', '2024-01-01', '2024-06-30'), (2, 1, 'P2', '2024-07-01', '2024-12-31')",
};

static gboolean
insert_records (CtnConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (!ctn_connection_run (connection, error, records[i], ""))
      return FALSE;
  return TRUE;
}

static CtnProject *
new_project (void)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  CtnProject *project = support_project_new ();
  g_autoptr (GError) error = NULL;

  ctn_project_transact (project, &operation, insert_records, NULL, &error);
  g_assert_no_error (error);
  return project;
}

static gint64
add_kpi (CtnProject *project,
         gint64 strategy,
         const char *code,
         const char *rule,
         const char *target)
{
  const CtnFieldText values[] = {
    { "name", code }, { "code", code }, { "rule", rule }, { "target", target }, { NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (project, ctn_kpi_kind (), strategy, values, &error);

  g_assert_no_error (error);
  return id;
}

static CtnKpiTable *
compute (CtnProject *project, const char *today)
{
  g_autoptr (GError) error = NULL;
  CtnKpiTable *table = ctn_kpi_table_new (ctn_project_get_reader (project), 1, today, NULL, &error);

  g_assert_no_error (error);
  return table;
}

/* What the rule counts in both periods, with one parameter or none. */
static void
check (CtnProject *project,
       const char *rule,
       const char *name,
       const char *value,
       double first,
       double second)
{
  gint64 kpi = add_kpi (project, 1, rule, rule, NULL);
  g_autoptr (CtnKpiTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const CtnKpiRow *row;

  if (name != NULL)
    g_assert_true (ctn_kpi_set_parameter (project, kpi, name, value, &error));
  table = compute (project, "2024-12-31");
  row = table->rows->pdata[0];
  g_test_message ("%s %s %s: %g, %g", rule, name, value, row->cells[0].value, row->cells[1].value);
  g_assert_cmpfloat_with_epsilon (row->cells[0].value, first, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->cells[1].value, second, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->total, first + second, 1e-9);
  g_assert_true (ctn_record_remove (project, ctn_kpi_kind (), &kpi, 1, &error));
}

static void
test_rules (void)
{
  CtnProject *project = new_project ();

  check (project, "activities", NULL, NULL, 1, 2);
  check (project, "activities", "kind", "training", 1, 1);
  check (project, "activities", "scope", "regional", 0, 1);
  /* 1 and 2 in March, 3 in September; 1 does not count again. */
  check (project, "organisations-taking-part", NULL, NULL, 2, 1);
  check (project, "organisations-taking-part", "kind", "consultation", 0, 1);
  check (project, "persons-taking-part", "kind", "training", 2, 0);
  check (project, "participations", "kind", "training", 2, 2);
  /* 1 since January, 2 since August. */
  check (project, "members", NULL, NULL, 1, 1);
  /* 1 reached step 4 in July; 2 is at step 2. */
  check (project, "members", "commitment", "4", 0, 1);
  check (project, "members", "helix", "industry", 0, 1);
  check (project, "labels", NULL, NULL, 1, 1);
  check (project, "labels", "label", "gold", 0, 0);
  /* The visit that is there twice counts once; that of the others, which we only host, does not. */
  check (project, "exchanges", NULL, NULL, 1, 0);
  check (project, "exchanges", "visitor", "support", 0, 0);
  check (project, "lump-sums", NULL, NULL, 0, 390);
  check (project, "strategies", NULL, NULL, 2, 0);
  support_project_free (project);
}

/* An organisation that was there under two names counts once after the two were made one. */
static void
test_merged (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnKpiTable) before = NULL;
  g_autoptr (CtnKpiTable) after = NULL;

  add_kpi (project, 1, "K", "organisations-taking-part", NULL);
  before = compute (project, "2024-12-31");
  g_assert_cmpfloat_with_epsilon (((CtnKpiRow *) before->rows->pdata[0])->total, 3, 1e-9);
  g_assert_true (ctn_organisation_merge (project, 1, 3, NULL, 0, &error));
  g_assert_no_error (error);
  after = compute (project, "2024-12-31");
  g_assert_cmpfloat_with_epsilon (((CtnKpiRow *) after->rows->pdata[0])->total, 2, 1e-9);
  support_project_free (project);
}

/* The cluster's own figure adds to the partnership's under the same code. */
static void
test_roll_up (void)
{
  CtnProject *project = new_project ();
  g_autoptr (CtnKpiTable) table = NULL;
  g_autoptr (GError) error = NULL;
  gint64 given = add_kpi (project, 1, "JOBS", "manual", "10");
  gint64 below = add_kpi (project, 2, "JOBS", "manual", NULL);
  const CtnFieldText period[] = {
    { "name", "2024" },
    { "starts", "2024-01-01" },
    { "ends", "2024-12-31" },
    { NULL, NULL },
  };
  gint64 year = ctn_record_add (project, ctn_kpi_period_kind (), 2, period, &error);
  const CtnKpiRow *row;

  g_assert_true (ctn_kpi_set_cell (project, given, 1, CTN_KPI_CELL_VALUE, "2", &error));
  g_assert_true (ctn_kpi_set_cell (project, below, year, CTN_KPI_CELL_VALUE, "5", &error));
  add_kpi (project, 1, "T", "activities", NULL);
  add_kpi (project, 2, "T", "activities", NULL);
  table = compute (project, "2024-12-31");
  row = table->rows->pdata[0];
  g_assert_cmpfloat_with_epsilon (row->total, 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->rolled_up, 5, 1e-9);
  g_assert_true (isnan (row->cells[1].value));
  /* Activities of the cluster below are the partnership's own already, and do not count again. */
  row = table->rows->pdata[1];
  g_assert_cmpfloat_with_epsilon (row->total, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->rolled_up, 0, 1e-9);
  support_project_free (project);
}

static void
test_lights (void)
{
  static const struct {
    const char *target;
    const char *today;
    CtnKpiLight light;
    double expected;
  } cases[] = {
    /* Three activities in all; 731 days in two years, of which 366 have passed at the new year. */
    { "3", "2025-01-01", CTN_KPI_LIGHT_ACHIEVED, 3 * 366.0 / 731 },
    { "6", "2024-12-31", CTN_KPI_LIGHT_ON_PLAN, 6 * 365.0 / 731 },
    { "7", "2025-01-01", CTN_KPI_LIGHT_NEAR, 7 * 366.0 / 731 },
    { "20", "2025-01-01", CTN_KPI_LIGHT_BEHIND, 20 * 366.0 / 731 },
    { "", "2025-01-01", CTN_KPI_LIGHT_NONE, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CtnProject *project = new_project ();
    g_autoptr (CtnKpiTable) table = NULL;
    const CtnKpiRow *row;

    add_kpi (project, 1, "A", "activities", cases[i].target);
    table = compute (project, cases[i].today);
    row = table->rows->pdata[0];
    g_assert_cmpint (row->light, ==, cases[i].light);
    if (isnan (cases[i].expected))
      g_assert_true (isnan (row->expected));
    else
      g_assert_cmpfloat_with_epsilon (row->expected, cases[i].expected, 1e-9);
    support_project_free (project);
  }
}

/* With plans, those count: 1 by the end of June, and half of 4 by the end of September. */
static void
test_plan (void)
{
  CtnProject *project = new_project ();
  g_autoptr (CtnKpiTable) table = NULL;
  g_autoptr (GError) error = NULL;
  gint64 kpi = add_kpi (project, 1, "A", "activities", "100");
  const CtnKpiRow *row;

  g_assert_true (ctn_kpi_set_cell (project, kpi, 1, CTN_KPI_CELL_PLAN, "1", &error));
  g_assert_true (ctn_kpi_set_cell (project, kpi, 2, CTN_KPI_CELL_PLAN, "4", &error));
  g_assert_false (ctn_kpi_set_cell (project, kpi, 2, CTN_KPI_CELL_PLAN, "four", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  table = compute (project, "2024-10-01");
  row = table->rows->pdata[0];
  /* 184 days from July to December, 92 of them before October. */
  g_assert_cmpfloat_with_epsilon (row->expected, 1 + 4 * 92.0 / 184, 1e-9);
  g_assert_cmpint (row->light, ==, CTN_KPI_LIGHT_ON_PLAN);
  support_project_free (project);
}

static gboolean
add_late (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO activity (id, name, kind, state, partnership, starts) "
                             "VALUES (9, 'Late', 'training', 'held', 1, '2024-02-02')",
                             "");
}

static void
test_lock (void)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  CtnProject *project = new_project ();
  g_autoptr (CtnKpiTable) locked = NULL;
  g_autoptr (CtnKpiTable) unlocked = NULL;
  g_autoptr (GError) error = NULL;
  gint64 kpi = add_kpi (project, 1, "A", "activities", NULL);
  const CtnKpiRow *row;

  g_assert_true (ctn_kpi_period_lock (project, 1, "2024-07-15", "Ada Example", &error));
  g_assert_no_error (error);
  g_assert_true (ctn_project_transact (project, &operation, add_late, NULL, &error));
  locked = compute (project, "2024-12-31");
  row = locked->rows->pdata[0];
  g_assert_cmpfloat_with_epsilon (row->cells[0].value, 1, 1e-9);
  g_assert_true (row->cells[0].changed);
  g_assert_false (row->cells[1].changed);
  g_assert_false (ctn_kpi_set_cell (project, kpi, 1, CTN_KPI_CELL_PLAN, "1", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM kpi_value WHERE locked_evidence "
                                           "LIKE '%\"title\":\"T1\"%'"),
                   ==, 1);
  g_assert_true (ctn_kpi_period_unlock (project, 1, &error));
  unlocked = compute (project, "2024-12-31");
  row = unlocked->rows->pdata[0];
  g_assert_cmpfloat_with_epsilon (row->cells[0].value, 2, 1e-9);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM kpi_value"), ==, 0);
  support_project_free (project);
}

/* Periods of half a year from the end of a month on: each begins where its month begins, not where a
 * shorter one ended. */
static void
test_periods (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  g_autofree char *periods = NULL;

  g_assert_true (ctn_kpi_add_periods (project, 2, "2023-08-31", "2024-10-15", 6, &error));
  g_assert_no_error (error);
  periods = ctn_connection_get_text (
      ctn_project_get_reader (project), &error,
      "SELECT group_concat(starts || '/' || ends, ' ') FROM (SELECT * FROM kpi_period "
      "WHERE strategy = 2 ORDER BY starts)",
      "");
  g_assert_cmpstr (periods, ==,
                   "2023-08-31/2024-02-28 2024-02-29/2024-08-30 2024-08-31/2024-10-15");
  g_assert_false (ctn_kpi_add_periods (project, 2, "2024-10-15", "2024-10-14", 6, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  support_project_free (project);
}

/* Every set can be added once, and has texts in both languages. */
static void
test_sets (void)
{
  g_auto (GStrv) sets = ctn_kpi_set_list ();

  for (char **set = sets; *set != NULL; set++) {
    CtnProject *project = new_project ();
    CtnConnection *reader = ctn_project_get_reader (project);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnKpiTable) table = NULL;
    g_autoptr (CtnKpiTable) german = NULL;
    g_autofree char *title = ctn_kpi_set_dup_title (*set, &error);
    int n = ctn_kpi_set_add (project, 1, *set, &error);

    g_assert_no_error (error);
    g_assert_nonnull (title);
    g_assert_cmpint (n, >, 5);
    g_assert_cmpint (ctn_kpi_set_add (project, 1, *set, &error), ==, 0);
    table = compute (project, "2024-12-31");
    german = ctn_kpi_table_new (reader, 1, "2024-12-31", "de", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (table->rows->len, ==, (guint) n);
    for (guint i = 0; i < table->rows->len; i++) {
      const CtnKpiRow *row = table->rows->pdata[i];
      g_autofree char *rule = ctn_connection_get_text (
          reader, &error, "SELECT rule FROM kpi WHERE id = ?", "i", row->id);

      g_assert_nonnull (row->name);
      g_assert_cmpstr (((CtnKpiRow *) german->rows->pdata[i])->name, !=, row->name);
      g_assert_cmpstr (row->rule->code, ==, rule); /* one that this program knows */
    }
    support_project_free (project);
  }
}

static void
test_progress (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  CtnMeasureProgress progress;
  const CtnFieldText objective[] = { { "name", "Grow" }, { NULL, NULL } };
  gint64 id = ctn_record_add (project, ctn_objective_kind (), 1, objective, &error);
  static const CtnFieldText measures[][6] = {
    { { "name", "A" }, { "state", "done" }, { "budget", "1000" }, { "spent", "900" } },
    { { "name", "B" }, { "state", "running" }, { "progress", "40" }, { "due", "2024-06-30" } },
    { { "name", "C" }, { "state", "planned" }, { "due", "2025" }, { "budget", "500.5" } },
    { { "name", "D" }, { "state", "dropped" }, { "budget", "9999" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    g_assert_cmpint (ctn_record_add (project, ctn_measure_kind (), id, measures[i], &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (ctn_strategy_get_progress (ctn_project_get_reader (project), 1, 0, "2024-07-01",
                                            &progress, &error));
  g_assert_cmpuint (progress.n_measures, ==, 3);
  g_assert_cmpuint (progress.n_done, ==, 1);
  g_assert_cmpuint (progress.n_overdue, ==, 1);
  g_assert_cmpfloat_with_epsilon (progress.progress, 140.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (progress.budget, 1500.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (progress.spent, 900, 1e-9);
  support_project_free (project);
}

static void
test_reasons (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  const CtnFieldText objective[] = { { "name", "Grow" }, { NULL, NULL } };
  gint64 id = ctn_record_add (project, ctn_objective_kind (), 1, objective, &error);
  const CtnNewReason note = { .note = "Asked for by the board" };
  g_autoptr (GPtrArray) reasons = NULL;
  const CtnMeasureReason *reason;
  gint64 measure = ctn_measure_add_for_reason (project, id, "Find a maker of cells", &note, &error);

  g_assert_no_error (error);
  reasons = ctn_measure_list_reasons (ctn_project_get_reader (project), measure, &error);
  g_assert_cmpuint (reasons->len, ==, 1);
  reason = reasons->pdata[0];
  g_assert_cmpstr (reason->kind, ==, "note");
  g_assert_cmpstr (reason->text, ==, "Asked for by the board");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM measure"), ==, 0);
  support_project_free (project);
}

static void
test_family (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  const CtnField *parent = ctn_record_kind_find_field (ctn_strategy_kind (), "parent");

  g_assert_false (ctn_strategy_edit (project, 1, parent, "2", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ctn_strategy_edit (project, 1, parent, "1", &error));
  g_clear_error (&error);
  g_assert_true (ctn_strategy_edit (project, 2, parent, "", &error));
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/strategy/kpi/rules", test_rules);
  g_test_add_func ("/strategy/kpi/merged", test_merged);
  g_test_add_func ("/strategy/kpi/roll-up", test_roll_up);
  g_test_add_func ("/strategy/kpi/lights", test_lights);
  g_test_add_func ("/strategy/kpi/plan", test_plan);
  g_test_add_func ("/strategy/kpi/lock", test_lock);
  g_test_add_func ("/strategy/kpi/periods", test_periods);
  g_test_add_func ("/strategy/kpi/sets", test_sets);
  g_test_add_func ("/strategy/progress", test_progress);
  g_test_add_func ("/strategy/reasons", test_reasons);
  g_test_add_func ("/strategy/family", test_family);
  return g_test_run ();
}
