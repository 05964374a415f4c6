#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <ctn-record.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "ctn-kpi-table.h"
#include "ctn-kpi.h"

typedef struct {
  gint64 period;
  const char *today;
  const char *by;
} Work;

/* What made up the number, so that it can be shown years later, whatever became of the records. */
static char *
dup_evidence (GPtrArray *evidence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < evidence->len; i++) {
    const CtnKpiEvidence *one = evidence->pdata[i];

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "table");
    json_builder_add_string_value (builder, one->table);
    json_builder_set_member_name (builder, "id");
    json_builder_add_int_value (builder, one->record);
    json_builder_set_member_name (builder, "date");
    json_builder_add_string_value (builder, one->date);
    json_builder_set_member_name (builder, "amount");
    json_builder_add_double_value (builder, one->amount);
    /* A person's name would outlive the person's erasure here. */
    json_builder_set_member_name (builder, "title");
    json_builder_add_string_value (builder,
                                   g_strcmp0 (one->table, "person") != 0 ? one->title : NULL);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
keep_cell (CtnConnection *connection,
           gint64 kpi,
           gint64 period,
           const CtnKpiCellValue *cell,
           GError **error)
{
  g_autofree char *evidence = cell->evidence->len > 0 ? dup_evidence (cell->evidence) : NULL;

  return ctn_connection_run (connection, error,
                             "INSERT INTO kpi_value (id, kpi, period) SELECT ?1, ?2, ?3 "
                             "WHERE NOT EXISTS (SELECT 1 FROM kpi_value WHERE kpi = ?2 "
                             "AND period = ?3)",
                             "iii", ctn_id_new (), kpi, period) &&
         ctn_connection_run (connection, error,
                             "UPDATE kpi_value SET locked_value = ?, locked_evidence = ? "
                             "WHERE kpi = ? AND period = ?",
                             "dtii", cell->value, evidence, kpi, period);
}

static gboolean
lock (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  gint64 strategy = 0;
  g_autoptr (CtnKpiTable) table = NULL;

  if (!ctn_connection_get_int (connection, &strategy, error,
                               "SELECT strategy FROM kpi_period WHERE id = ?", "i", work->period))
    return FALSE;
  table = ctn_kpi_table_new (connection, strategy, work->today, NULL, error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->periods->len; i++) {
    const CtnKpiPeriod *period = table->periods->pdata[i];

    for (guint j = 0; period->id == work->period && j < table->rows->len; j++) {
      const CtnKpiRow *row = table->rows->pdata[j];

      if (!isnan (row->cells[i].value) &&
          !keep_cell (connection, row->id, period->id, &row->cells[i], error))
        return FALSE;
    }
  }
  return ctn_connection_run (connection, error,
                             "UPDATE kpi_period SET locked_on = ?, locked_by = ? WHERE id = ?",
                             "tti", work->today, work->by, work->period);
}

static gboolean
unlock (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  return ctn_connection_run (connection, error,
                             "UPDATE kpi_period SET locked_on = NULL, locked_by = NULL "
                             "WHERE id = ?",
                             "i", work->period) &&
         ctn_connection_run (connection, error,
                             "UPDATE kpi_value SET locked_value = NULL, locked_evidence = NULL "
                             "WHERE period = ?",
                             "i", work->period) &&
         ctn_connection_run (connection, error,
                             "DELETE FROM kpi_value WHERE period = ? AND plan IS NULL "
                             "AND value IS NULL AND comment IS NULL",
                             "i", work->period);
}

static char *
dup_title (CtnProject *project, gint64 period)
{
  return ctn_record_get_title (ctn_project_get_reader (project), ctn_kpi_period_kind (), period,
                               NULL);
}

gboolean
ctn_kpi_period_lock (CtnProject *project,
                     gint64 period,
                     const char *today,
                     const char *by,
                     GError **error)
{
  g_autofree char *title = dup_title (project, period);
  const CtnOperation operation = { N_ ("Lock Reporting Period"), title, NULL };
  Work work = { period, today, by };

  return ctn_project_transact (project, &operation, lock, &work, error);
}

gboolean
ctn_kpi_period_unlock (CtnProject *project, gint64 period, GError **error)
{
  g_autofree char *title = dup_title (project, period);
  const CtnOperation operation = { N_ ("Unlock Reporting Period"), title, NULL };
  Work work = { .period = period };

  return ctn_project_transact (project, &operation, unlock, &work, error);
}
