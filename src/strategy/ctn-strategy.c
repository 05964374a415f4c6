#include "ctn-strategy.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>
#include <string.h>

GArray *
ctn_strategy_list (CtnConnection *reader, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (
          reader, error,
          "SELECT s.id FROM strategy s LEFT JOIN strategy p ON p.id = s.parent "
          "ORDER BY coalesce(p.name, s.name) COLLATE NOCASE, s.parent IS NOT NULL, "
          "s.name COLLATE NOCASE, s.id",
          ""),
      error);
}

GPtrArray *
ctn_objective_list_choices (CtnConnection *reader, GError **error)
{
  static const CtnField field = {
    .type = CTN_FIELD_RECORD,
    .reference_table = "objective",
    .reference_column =
        "name || ' · ' || (SELECT s.name FROM strategy s WHERE s.id = objective.strategy)",
  };

  return ctn_record_list_choices (reader, &field, error);
}

/* Ids of @strategy and of all strategies that are part of it, directly or not (element-type gint64). */
static GArray *
list_family (CtnConnection *reader, gint64 strategy, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (reader, error,
                            "WITH RECURSIVE family (id) AS (SELECT ?1 UNION SELECT s.id FROM "
                            "strategy s JOIN family f "
                            "ON s.parent = f.id) SELECT id FROM family",
                            "i", strategy),
      error);
}

gboolean
ctn_strategy_edit (CtnProject *project,
                   gint64 strategy,
                   const CtnField *field,
                   const char *text,
                   GError **error)
{
  gint64 parent = g_str_equal (field->name, "parent") ? g_ascii_strtoll (text, NULL, 10) : 0;
  g_autoptr (GArray) family = NULL;

  if (parent != 0) {
    family = list_family (ctn_project_get_reader (project), strategy, error);
    if (family == NULL)
      return FALSE;
    for (guint i = 0; i < family->len; i++)
      if (g_array_index (family, gint64, i) == parent) {
        g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                             _ ("A strategy cannot be part of itself, or of one that is part of "
                                "it."));
        return FALSE;
      }
  }
  return ctn_record_edit (project, ctn_strategy_kind (), strategy, field, text, error);
}

gboolean
ctn_strategy_get_progress (CtnConnection *reader,
                           gint64 strategy,
                           gint64 objective,
                           const char *today,
                           CtnMeasureProgress *progress,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, &local_error,
      "SELECT count(*), coalesce(sum(state = 'done'), 0), "
      "coalesce(sum(state <> 'done' AND due IS NOT NULL AND due < ?3), 0), "
      "avg(CASE WHEN state = 'done' THEN 100 ELSE coalesce(progress, 0) END), total(budget), "
      "total(spent) FROM measure m WHERE state <> 'dropped' AND objective IN "
      "(SELECT id FROM objective WHERE strategy = ?1 AND ?2 IN (0, id))",
      "iit", strategy, objective, today);

  *progress = (CtnMeasureProgress) { .progress = NAN };
  if (ctn_statement_next (row, &local_error)) {
    progress->n_measures = (guint) ctn_statement_get_int (row, 0);
    progress->n_done = (guint) ctn_statement_get_int (row, 1);
    progress->n_overdue = (guint) ctn_statement_get_int (row, 2);
    progress->progress = ctn_statement_get_double (row, 3);
    progress->budget = ctn_statement_get_double (row, 4);
    progress->spent = ctn_statement_get_double (row, 5);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What a measure rests on --------------------------------------------------------------------------- */

void
ctn_measure_reason_free (CtnMeasureReason *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

static CtnMeasureReason *
read_reason (CtnStatement *row)
{
  static const struct {
    const char *kind;
    const char *table;
  } kinds[] = {
    { "finding", "chain" }, { "assessment", "assessment" },
    { "need", "need" },     { "priority", "priority" },
    { "note", NULL },
  };
  CtnMeasureReason *reason = g_new0 (CtnMeasureReason, 1);
  gint64 kind = ctn_statement_get_int (row, 1);
  const char *name = ctn_statement_get_text (row, 3);
  const char *note = ctn_statement_get_text (row, 4);

  reason->id = ctn_statement_get_int (row, 0);
  reason->kind = kinds[kind].kind;
  reason->table = kinds[kind].table;
  reason->record = ctn_statement_get_int (row, 2);
  if (name == NULL || note == NULL)
    reason->text = g_strdup (name != NULL ? name : note != NULL ? note : "");
  else
    reason->text = g_strdup_printf ("%s: %s", name, note);
  return reason;
}

GPtrArray *
ctn_measure_list_reasons (CtnConnection *reader, gint64 measure, GError **error)
{
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_measure_reason_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT r.id, CASE WHEN r.chain IS NOT NULL THEN 0 WHEN r.assessment IS NOT NULL THEN 1 "
      "WHEN r.need IS NOT NULL THEN 2 WHEN r.priority IS NOT NULL THEN 3 ELSE 4 END, "
      "coalesce(r.chain, r.assessment, r.need, r.priority), "
      "coalesce(c.name, a.name, n.title, p.name), coalesce(r.note, r.item, r.finding) "
      "FROM measure_reason r LEFT JOIN chain c ON c.id = r.chain "
      "LEFT JOIN assessment a ON a.id = r.assessment LEFT JOIN need n ON n.id = r.need "
      "LEFT JOIN priority p ON p.id = r.priority WHERE r.measure = ? ORDER BY r.id",
      "i", measure);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (reasons, read_reason (rows));
  if (local_error == NULL)
    return g_steal_pointer (&reasons);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  gint64 id;
  gint64 measure;
  gint64 objective;
  const char *name;
  const CtnNewReason *reason;
} Work;

static CtnStatement *
prepare_reason (CtnConnection *connection, const Work *work, GError **error)
{
  const CtnNewReason *reason = work->reason;
  CtnStatement *statement = ctn_connection_query (
      connection, error,
      "INSERT INTO measure_reason (id, measure, chain, finding, assessment, item, need, priority, "
      "note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "iintntnnt", work->id, work->measure, reason->finding, reason->item, reason->note);
  const gint64 references[] = { reason->chain, reason->assessment, reason->need, reason->priority };
  static const int parameters[] = { 3, 5, 7, 8 };

  for (guint i = 0; statement != NULL && i < G_N_ELEMENTS (references); i++)
    if (references[i] != 0)
      ctn_statement_bind_int (statement, parameters[i], references[i]);
  return statement;
}

static gboolean
add_reason (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  work->id = ctn_id_new ();
  statement = prepare_reason (connection, work, error);
  if (statement == NULL)
    return FALSE;
  ctn_statement_next (statement, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gint64
ctn_measure_add_reason (CtnProject *project,
                        gint64 measure,
                        const CtnNewReason *reason,
                        GError **error)
{
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), ctn_measure_kind (), measure, NULL);
  const CtnOperation operation = { N_ ("Add Reason"), title, NULL };
  Work work = { .measure = measure, .reason = reason };

  return ctn_project_transact (project, &operation, add_reason, &work, error) ? work.id : 0;
}

static gboolean
remove_reason (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "DELETE FROM measure_reason WHERE id = ?", "i",
                             *(const gint64 *) data);
}

gboolean
ctn_measure_remove_reason (CtnProject *project, gint64 id, GError **error)
{
  const CtnOperation operation = { N_ ("Remove Reason"), NULL, NULL };

  return ctn_project_transact (project, &operation, remove_reason, &id, error);
}

static gboolean
add_for_reason (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  const CtnFieldText values[] = { { "name", work->name }, { NULL, NULL } };
  gint64 measure =
      ctn_record_write_new (connection, ctn_measure_kind (), work->objective, values, error);

  work->measure = measure;
  return measure != 0 && add_reason (connection, work, error);
}

gint64
ctn_measure_add_for_reason (CtnProject *project,
                            gint64 objective,
                            const char *name,
                            const CtnNewReason *reason,
                            GError **error)
{
  const CtnOperation operation = { ctn_measure_kind ()->add_label, name, NULL };
  Work work = { .objective = objective, .name = name, .reason = reason };

  return ctn_project_transact (project, &operation, add_for_reason, &work, error) ? work.measure
                                                                                  : 0;
}

GArray *
ctn_measure_list_for_finding (CtnConnection *reader,
                              gint64 chain,
                              const char *finding,
                              GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (
          reader, error,
          "SELECT DISTINCT measure FROM measure_reason WHERE chain = ?1 AND (?2 IS NULL OR "
          "finding = ?2) ORDER BY measure",
          "it", chain, finding),
      error);
}
