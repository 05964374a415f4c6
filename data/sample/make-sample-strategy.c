/* Strategies with objectives, measures and KPIs. The targets are those that RECiPE4Mobility published
 * (data/kpis/escp-4x.json); objectives and measures are examples in our own words. */
#include <ctn-kpi.h>
#include <ctn-partnership.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-strategy.h>

#include "make-sample.h"

typedef struct {
  const char *name;
  const char *state;
  const char *progress;
  const char *due;
  const char *reason;
} Measure;

typedef struct {
  const char *name;
  const char *description;
  const Measure measures[4];
} Objective;

static const Objective objectives[] = {
  { "Cluster managements that learn from each other (example)",
    "Each cluster takes over at least one service from another one.",
    { { "Ten training sessions for cluster managers", "running", "60", "2021-10-31",
        "Asked for by the initial assessment of the clusters' services" },
      { "Benchmark all five clusters, and mend what the benchmark finds", "done", NULL,
        "2021-06-30", NULL } } },
  { "Small firms that find partners abroad (example)",
    "Firms meet hosts whom they would not have found by themselves.",
    { { "Fifty exchanges between firms and hosts in other countries", "running", "45", "2022-01-31",
        "Needs of the members: networking is the barrier named most often" },
      { "Consultations with innovation players in the regions and in Europe", "running", "50",
        "2021-12-31", NULL } } },
  { "A common strategy that outlives the project (example)",
    "What the five clusters want to do together after the funding has ended.",
    { { "Write the partnership's strategy and its roadmap", "done", NULL, "2022-01-31", NULL },
      { "Find a successor project", "planned", NULL, "2022-03-31", NULL } } },
};

static gint64
find_partnership (CtnProject *project, const char *short_name)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error,
                                   "SELECT id FROM partnership WHERE short_name = ?", "t",
                                   short_name));
  OR_FAIL (id != 0);
  return id;
}

static void
add_measure (CtnProject *project, gint64 objective, const Measure *measure)
{
  const CtnFieldText values[] = {
    { "name", measure->name },
    { "state", measure->state },
    { "progress", measure->progress },
    { "due", measure->due },
    { NULL, NULL },
  };
  const CtnNewReason reason = { .note = measure->reason };
  GError *error = NULL;
  gint64 id = ctn_record_add (project, ctn_measure_kind (), objective, values, &error);

  OR_FAIL (id != 0);
  OR_FAIL (measure->reason == NULL || ctn_measure_add_reason (project, id, &reason, &error) != 0);
}

static void
add_objectives (CtnProject *project, gint64 strategy)
{
  for (gsize i = 0; i < G_N_ELEMENTS (objectives); i++) {
    const CtnFieldText values[] = { { "name", objectives[i].name },
                                    { "description", objectives[i].description },
                                    { NULL, NULL } };
    GError *error = NULL;
    gint64 id = ctn_record_add (project, ctn_objective_kind (), strategy, values, &error);

    OR_FAIL (id != 0);
    for (const Measure *measure = objectives[i].measures; measure->name != NULL; measure++)
      add_measure (project, id, measure);
  }
}

void
sample_add_strategies (CtnProject *project)
{
  g_autofree char *partnership =
      g_strdup_printf ("%" G_GINT64_FORMAT, find_partnership (project, "RECiPE4Mobility"));
  const CtnFieldText values[] = {
    { "name", "Partnership strategy (example)" },
    { "partnership", partnership },
    { "vision", "Example: five mobility clusters that offer their firms what none of them could "
                "offer alone, for safe and sustainable mobility in cities." },
    { "starts", "2020-02-01" },
    { "ends", "2022-01-31" },
    { NULL, NULL },
  };
  GError *error = NULL;
  gint64 strategy = ctn_record_add (project, ctn_strategy_kind (), 0, values, &error);

  OR_FAIL (strategy != 0);
  add_objectives (project, strategy);
  OR_FAIL (ctn_kpi_set_add (project, strategy, "escp-4x", &error) > 0);
  OR_FAIL (ctn_kpi_add_periods (project, strategy, "2020-02-01", "2022-01-31", 6, &error));
}
