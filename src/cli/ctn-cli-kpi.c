#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-kpi-table.h>
#include <ctn-record.h>
#include <ctn-strategy.h>
#include <math.h>

#include "ctn-cli.h"

/* The strategy that @wanted names, or the only one. 0 with @error set. */
static gint64
find_strategy (CtnConnection *reader, const char *wanted, GError **error)
{
  g_autoptr (GArray) ids = ctn_strategy_list (reader, error);
  g_autoptr (GString) names = g_string_new (NULL);

  if (ids == NULL)
    return 0;
  if (wanted == NULL && ids->len == 1)
    return g_array_index (ids, gint64, 0);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *name = ctn_record_get_title (reader, ctn_strategy_kind (), id, error);

    if (name == NULL)
      return 0;
    if (wanted != NULL && ctn_cli_is_same (name, wanted))
      return id;
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", name);
  }
  if (ids->len == 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("There is no strategy in this project."));
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("Name one of the strategies: %s."), names->str);
  return 0;
}

static void
add_cell (JsonBuilder *builder, const CtnKpiPeriod *period, const CtnKpiCellValue *cell)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "period", period->name);
  ctn_cli_add_number (builder, "plan", cell->plan);
  ctn_cli_add_number (builder, "value", cell->value);
  ctn_cli_add_text (builder, "comment", cell->comment);
  json_builder_set_member_name (builder, "changed");
  json_builder_add_boolean_value (builder, cell->changed);
  json_builder_set_member_name (builder, "evidence");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cell->evidence->len; i++) {
    const CtnKpiEvidence *one = cell->evidence->pdata[i];

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "table", one->table);
    ctn_cli_add_int (builder, "id", one->record);
    ctn_cli_add_text (builder, "date", one->date);
    ctn_cli_add_text (builder, "title", one->title);
    ctn_cli_add_number (builder, "amount", one->amount);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_row (JsonBuilder *builder, const CtnKpiTable *table, const CtnKpiRow *row)
{
  static const char *const lights[] = { "no-target", "achieved", "on-plan", "near", "behind" };

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "code", row->code);
  ctn_cli_add_text (builder, "name", row->name);
  ctn_cli_add_text (builder, "definition", row->definition);
  ctn_cli_add_text (builder, "unit", row->unit);
  ctn_cli_add_text (builder, "rule", row->rule->code);
  ctn_cli_add_number (builder, "baseline", row->baseline);
  ctn_cli_add_number (builder, "target", row->target);
  ctn_cli_add_number (builder, "total", row->total);
  ctn_cli_add_number (builder, "outside-periods", row->outside);
  ctn_cli_add_number (builder, "rolled-up", row->rolled_up);
  ctn_cli_add_number (builder, "expected", row->expected);
  ctn_cli_add_text (builder, "state", lights[row->light]);
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->periods->len; i++)
    add_cell (builder, table->periods->pdata[i], &row->cells[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (const CtnKpiTable *table)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->periods->len; i++) {
    const CtnKpiPeriod *period = table->periods->pdata[i];

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "name", period->name);
    ctn_cli_add_text (builder, "starts", period->starts);
    ctn_cli_add_text (builder, "ends", period->ends);
    ctn_cli_add_text (builder, "locked-on", period->locked_on);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "kpis");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->rows->len; i++)
    add_row (builder, table, table->rows->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static void
print_value (double value)
{
  if (isnan (value))
    g_print ("\t–");
  else
    g_print ("\t%.10g", value);
}

/* Tabs between the columns, so that it can be pasted into a sheet. */
static void
print_text (const CtnKpiTable *table)
{
  g_print ("%s\t%s\t%s\t%s\t%s", _ ("Code"), _ ("KPI"), _ ("State"), _ ("Achieved"), _ ("Target"));
  for (guint i = 0; i < table->periods->len; i++)
    g_print ("\t%s", ((CtnKpiPeriod *) table->periods->pdata[i])->name);
  g_print ("\n");
  for (guint i = 0; i < table->rows->len; i++) {
    const CtnKpiRow *row = table->rows->pdata[i];

    g_print ("%s\t%s\t%s", row->code != NULL ? row->code : "", row->name,
             _ (ctn_kpi_light_get_label (row->light)));
    print_value (row->total);
    print_value (row->target);
    for (guint j = 0; j < table->periods->len; j++)
      print_value (row->cells[j].value);
    g_print ("\n");
  }
}

int
ctn_cli_kpi (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *strategy = NULL;
  g_autofree char *today = NULL;
  const GOptionEntry entries[] = {
    { "strategy", 0, 0, G_OPTION_ARG_STRING, &strategy, N_ ("Whose KPIs"), N_ ("NAME") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &today, N_ ("Compare with the plan of another day"),
      N_ ("DATE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnKpiTable) table = NULL;
  CtnProject *project;
  gint64 id;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary",
                      _ ("Counts the KPIs of a strategy from the records of the project."), 1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (today == NULL)
    today = ctn_calendar_dup_today (NULL);
  id = find_strategy (ctn_project_get_reader (project), strategy, &error);
  if (id != 0)
    table = ctn_kpi_table_new (ctn_project_get_reader (project), id, today, NULL, &error);
  if (table != NULL && json)
    print_json (table);
  else if (table != NULL)
    print_text (table);
  return ctn_cli_close (project, table != NULL ? CTN_EXIT_OK : ctn_cli_fail (error));
}
