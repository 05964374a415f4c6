/* The overview: what is due on a day, and what is not. Two days, by hand from the records below. */
#include <ctn-overview.h>
#include <ctn-project-error.h>
#include <string.h>

#include "registry-support.h"

static const char *const records[] = {
  "INSERT INTO organisation (id, name, country) VALUES (1, 'Aalto', 'FI'), (2, 'Beispiel', 'DE')",
  "INSERT INTO person (id, family_name, retain_until) VALUES (1, 'Beispiel', '2024-06-30')",
  "INSERT INTO partnership (id, name, kind) VALUES (1, 'Cluster', 'cluster')",
  /* Bronze for two years: until 1 June 2025. */
  "INSERT INTO label (id, partnership, kind, awarded) VALUES (1, 1, 'bronze', '2023-06-01')",
  "INSERT INTO activity (id, name, kind, state, starts) VALUES (1, 'Kick-off', 'meeting', 'held', "
  "'2024-01-10')",
  "INSERT INTO task (id, activity, text, due) VALUES (1, 1, 'Send the minutes', '2024-01-20'), "
  "(2, 1, 'Invite', '2024-12-24')",
  "INSERT INTO exchange (id, name, visitor, host, visitor_partnership, state, starts, ends, "
  "amount, "
  "approved_on) VALUES (1, 'E1', 1, 2, 1, 'approved', '2024-05-06', '2024-05-08', 390, "
  "'2024-05-20')",
  "INSERT INTO strategy (id, name, starts, ends) VALUES (1, 'Plan', '2024-01-01', '2024-12-31')",
  "INSERT INTO objective (id, strategy, name) VALUES (1, 1, 'Grow')",
  "INSERT INTO measure (id, objective, name, state, due) VALUES (1, 1, 'Hire', 'running', "
  "'2024-03-01'), (2, 1, 'Done', 'done', '2024-03-01')",
  "INSERT INTO kpi (id, strategy, name, target, rule) VALUES (1, 1, 'Meetings', 100, 'activities')",
  "INSERT INTO chain (id, name) VALUES (1, 'Cells')",
  "INSERT INTO chain_stage (id, chain, position, name) VALUES (1, 1, 0, 'Material'), "
  "(2, 1, 1, 'Cells')",
  "INSERT INTO chain_actor (id, chain, stage, organisation) VALUES (1, 1, 1, 1)",
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

/* The titles with their urgency, a line each, without those of the chain's findings. */
static char *
list (CtnProject *project, const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnOverview) overview =
      ctn_overview_new (ctn_project_get_reader (project), today, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < overview->attention->len; i++) {
    const CtnAttention *attention = overview->attention->pdata[i];

    if (g_strcmp0 (attention->table, "chain") != 0)
      g_string_append_printf (text, "%d %s\n", (int) attention->urgency, attention->title);
  }
  return g_string_free (text, FALSE);
}

static void
test_due (void)
{
  CtnProject *project = new_project ();
  g_autofree char *july = list (project, "2024-07-01");
  g_autofree char *january = list (project, "2024-01-15");

  /* By 1 July the 100 meetings should be about 50, and there was one. The label has 11 months left; a
   * Silver audit may follow the Bronze benchmark of June 2023 after a year and a half. */
  g_assert_cmpstr (july, ==,
                   "0 Payment due: E1\n"
                   "0 Send the minutes\n"
                   "0 Measure overdue: Hire\n"
                   "0 Personal data of 1 person is due\n"
                   "1 Plan: 1 of 1 KPI is behind plan\n"
                   "2 Cluster: First day for a Silver audit\n");
  /* In January nothing is late but the KPI: 3.8 were expected. The payment, from May, is still to come. */
  g_assert_cmpstr (january, ==,
                   "1 Payment due: E1\n"
                   "1 Plan: 1 of 1 KPI is behind plan\n");
  support_project_free (project);
}

static void
test_label (void)
{
  CtnProject *project = new_project ();
  g_autofree char *soon = list (project, "2025-04-01");

  g_assert_nonnull (strstr (soon, "1 Cluster: Bronze label expires"));
  support_project_free (project);
}

static void
test_chain (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnOverview) overview =
      ctn_overview_new (ctn_project_get_reader (project), "2024-07-01", NULL, &error);
  const CtnChainGlance *glance;
  guint n = 0;

  g_assert_cmpuint (overview->chains->len, ==, 1);
  glance = overview->chains->pdata[0];
  g_assert_cmpuint (glance->n_stages, ==, 2);
  g_assert_cmpuint (glance->n_covered, ==, 1);
  g_assert_cmpuint (g_array_index (glance->counts, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (glance->counts, guint, 1), ==, 0);
  /* Nobody makes cells. */
  for (guint i = 0; i < overview->attention->len; i++)
    n += g_strcmp0 (((CtnAttention *) overview->attention->pdata[i])->table, "chain") == 0;
  g_assert_cmpuint (n, >, 0);
  support_project_free (project);
}

static void
test_cancelled (void)
{
  CtnProject *project = new_project ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      ctn_overview_new (ctn_project_get_reader (project), "2024-07-01", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/reports/overview/due", test_due);
  g_test_add_func ("/reports/overview/label", test_label);
  g_test_add_func ("/reports/overview/chain", test_chain);
  g_test_add_func ("/reports/overview/cancelled", test_cancelled);
  return g_test_run ();
}
