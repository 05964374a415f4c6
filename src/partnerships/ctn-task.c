#include "ctn-task.h"

#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <string.h>

static const CtnField fields[] = {
  { .name = "text",
    .label = N_ ("Task"),
    .group = N_ ("Task"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "text" },
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .group = N_ ("Task"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "person",
    .label = N_ ("Person"),
    .group = N_ ("Task"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "person",
    .reference_table = "person",
    .reference_column = "ltrim(coalesce(given_name, '') || ' ' || family_name)" },
  { .name = "due",
    .label = N_ ("Due"),
    .group = N_ ("Task"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "due" },
  { .name = "done-on",
    .label = N_ ("Done On"),
    .group = N_ ("Task"),
    .type = CTN_FIELD_DATE,
    .column = "done_on" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "task",
  .table = "task",
  .label = N_ ("Task"),
  .plural = N_ ("Tasks"),
  .title_column = "text",
  .fields = fields,
  .owner_column = "activity",
  .order = "t.done_on IS NOT NULL, t.due IS NULL, t.due, t.id",
  .add_label = N_ ("Add Task"),
  .edit_label = N_ ("Edit Task"),
  .delete_label = N_ ("Remove Task"),
};

const CtnRecordKind *
ctn_task_kind (void)
{
  return &kind;
}

void
ctn_task_free (CtnTask *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->owner);
  g_free (self->due);
  g_free (self->done_on);
  g_free (self);
}

GPtrArray *
ctn_task_list_open (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_task_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT t.id, t.activity, t.text, coalesce(ltrim(coalesce(p.given_name, '') || ' ' || "
      "p.family_name), o.name), t.due, t.done_on FROM task t LEFT JOIN person p ON p.id = t.person "
      "LEFT JOIN organisation o ON o.id = t.organisation LEFT JOIN activity a ON a.id = t.activity "
      "WHERE t.done_on IS NULL AND (?1 = 0 OR t.partnership = ?1 OR a.partnership = ?1) "
      "ORDER BY t.due IS NULL, t.due, t.id",
      "i", partnership);

  while (ctn_statement_next (rows, &local_error)) {
    CtnTask *task = g_new0 (CtnTask, 1);

    task->id = ctn_statement_get_int (rows, 0);
    task->activity = ctn_statement_get_int (rows, 1);
    task->text = g_strdup (ctn_statement_get_text (rows, 2));
    task->owner = g_strdup (ctn_statement_get_text (rows, 3));
    task->due = g_strdup (ctn_statement_get_text (rows, 4));
    task->done_on = g_strdup (ctn_statement_get_text (rows, 5));
    g_ptr_array_add (tasks, task);
  }
  if (local_error == NULL)
    return g_steal_pointer (&tasks);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
ctn_task_is_late (const CtnTask *self, const char *today)
{
  /* A date without a day is over when its month or year is. */
  return self->done_on == NULL && self->due != NULL &&
         strncmp (today, self->due, strlen (self->due)) > 0;
}

gboolean
ctn_task_set_done (CtnProject *project, gint64 id, const char *day, GError **error)
{
  return ctn_record_edit (project, &kind, id, ctn_record_kind_find_field (&kind, "done-on"),
                          day != NULL ? day : "", error);
}
