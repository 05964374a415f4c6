#include <ctn-activity.h>
#include <ctn-assessment.h>
#include <ctn-attachment.h>
#include <ctn-chain.h>
#include <ctn-exchange.h>
#include <ctn-i18n.h>
#include <ctn-indicator.h>
#include <ctn-kpi.h>
#include <ctn-need.h>
#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-person.h>
#include <ctn-pilot.h>
#include <ctn-region-strategy.h>
#include <ctn-strategy.h>
#include <ctn-task.h>

#include "ctn-cli.h"

/* What is counted: its member in JSON, and which records. */
static const struct {
  const char *name;
  const CtnRecordKind *(*get_kind) (void);
} figures[] = {
  { "organisations", ctn_organisation_kind },
  { "people", ctn_person_kind },
  { "assessments", ctn_assessment_kind },
  { "chains", ctn_chain_kind },
  { "partnerships", ctn_partnership_kind },
  { "pilots", ctn_pilot_kind },
  { "activities", ctn_activity_kind },
  { "tasks", ctn_task_kind },
  { "exchanges", ctn_exchange_kind },
  { "needs", ctn_need_kind },
  { "offers", ctn_offer_kind },
  { "region-strategies", ctn_region_strategy_kind },
  { "priorities", ctn_priority_kind },
  { "indicator-values", ctn_indicator_value_kind },
  { "strategies", ctn_strategy_kind },
  { "kpis", ctn_kpi_kind },
  { "attachments", ctn_attachment_kind },
};

/* Adds what @sql counts to @builder, or prints it when @builder is %NULL. @label: translated */
static void
tell (CtnProject *project,
      JsonBuilder *builder,
      const char *name,
      const char *label,
      const char *sql)
{
  gint64 value = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &value, NULL, sql, "");
  if (builder != NULL)
    ctn_cli_add_int (builder, name, value);
  else
    g_print ("%-28s %" G_GINT64_FORMAT "\n", label, value);
}

static void
tell_all (CtnProject *project, JsonBuilder *builder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    const CtnRecordKind *kind = figures[i].get_kind ();
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", kind->table);

    tell (project, builder, figures[i].name, _ (kind->plural), sql);
  }
  tell (project, builder, "operations", _ ("Operations in the history"),
        "SELECT count(*) FROM operation WHERE state = 'done'");
  tell (project, builder, "schema", _ ("Format"), "PRAGMA user_version");
}

int
ctn_cli_info (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary", _ ("Tells what is in a project."), 1,
                      1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (json) {
    builder = json_builder_new ();
    json_builder_begin_object (builder);
  }
  tell_all (project, builder);
  if (json) {
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return ctn_cli_close (project, CTN_EXIT_OK);
}
