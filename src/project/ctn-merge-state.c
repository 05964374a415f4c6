/* Comparing two states of one project, with the means of merging: the later is theirs, the earlier ours. */
#include <ctn-i18n.h>

#include "ctn-merge-private.h"
#include "ctn-project.h"

static gboolean
open_states (CtnMerge *self,
             const char *work,
             gint64 from,
             gint64 to,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *theirs = g_strconcat (self->stem, "theirs.db", NULL);
  g_autofree char *base = g_strconcat (self->stem, "base.db", NULL);

  if (!ctn_merge_base_make_state (work, to, theirs, cancellable, error) ||
      !_ctn_merge_open (self, theirs, cancellable, error))
    return FALSE;
  if (from == CTN_MERGE_NOW)
    return ctn_connection_attach (self->connection, work, "ours", error) &&
           ctn_connection_attach (self->connection, work, "base", error);
  return ctn_merge_base_make_state (work, from, base, cancellable, error) &&
         ctn_connection_attach (self->connection, base, "ours", error) &&
         ctn_connection_attach (self->connection, base, "base", error);
}

static char *
dup_time (CtnMerge *self, gint64 operation)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 when = 0;

  if (operation == 0)
    return g_strdup (_ ("before the first change"));
  ctn_connection_get_int (self->connection, &when, NULL,
                          "SELECT time FROM main.operation WHERE id = ?", "i", operation);
  time = g_date_time_new_from_unix_local (when / 1000);
  return time != NULL ? g_date_time_format (time, "%x, %H:%M") : NULL;
}

static CtnMerge *
compare_states (CtnProject *project,
                gint64 from,
                gint64 to,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (CtnMerge) self = _ctn_merge_alloc (project);
  g_autofree char *work =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);

  self->is_state = TRUE;
  self->base.kind = CTN_MERGE_BASE_CURRENT;
  self->label = N_ ("Restore an Earlier State");
  if (!open_states (self, work, from, to, cancellable, error))
    return NULL;
  self->subject = dup_time (self, to);
  if (!_ctn_merge_compare_all (self, error))
    return NULL;
  ctn_connection_set_cancellable (self->connection, NULL);
  return g_steal_pointer (&self);
}

typedef struct {
  gint64 from;
  gint64 to;
} States;

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const States *states = task_data;
  GError *error = NULL;
  CtnMerge *self = compare_states (source, states->from, states->to, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) ctn_merge_unref);
  else
    g_task_return_error (task, error);
}

void
ctn_merge_compare_states_async (CtnProject *project,
                                gint64 from,
                                gint64 to,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, data);
  const States states = { from, to };

  g_task_set_source_tag (task, ctn_merge_compare_states_async);
  g_task_set_task_data (task, g_memdup2 (&states, sizeof states), g_free);
  g_task_run_in_thread (task, compare_thread);
}

/* --- Rows one by one ---------------------------------------------------------------------------- */

static void
row_change_free (gpointer data)
{
  CtnMergeRowChange *change = data;

  g_free (change->table);
  g_free (change->title);
  g_free (change->owner_table);
  g_free (change->owner);
  g_clear_pointer (&change->fields, g_ptr_array_unref);
  g_free (change);
}

/* All columns that are not empty in @database. */
static gboolean
list_filled (CtnMerge *self,
             const char *database,
             guint index,
             gint64 row,
             gint64 *columns,
             GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  g_autoptr (GString) sql = g_string_new ("SELECT 0");

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, " | ((\"%s\" IS NOT NULL) << %u)",
                            ((const CtnMergeColumn *) g_ptr_array_index (table->columns, i))->name,
                            i);
  g_string_append_printf (sql, " FROM %s.\"%s\" WHERE id = ?", database, table->name);
  return ctn_connection_get_int (self->connection, columns, error, sql->str, "i", row);
}

static CtnMergeRowChange *
make_row_change (CtnMerge *self, const CtnMergeChange *source, GError **error)
{
  CtnMergeRowChange *change = g_new0 (CtnMergeRowChange, 1);
  const char *database = source->kind == CTN_MERGE_DELETE ? "ours" : "main";
  gint64 columns = source->columns;

  change->kind = source->kind;
  change->table = g_strdup (ctn_merge_schema_get (self->schema, source->table)->name);
  change->row = source->row;
  change->title = _ctn_merge_dup_title (self, database, source->table, source->row);
  _ctn_merge_find_owner (self, database, source->table, source->row, &change->owner_table,
                         &change->owner);
  if (source->kind == CTN_MERGE_UPDATE ||
      list_filled (self, database, source->table, source->row, &columns, error))
    change->fields = _ctn_merge_list_fields (self, source->table, source->row, columns,
                                             source->kind != CTN_MERGE_INSERT,
                                             source->kind != CTN_MERGE_DELETE, error);
  if (change->fields != NULL)
    return change;
  row_change_free (change);
  return NULL;
}

GPtrArray *
ctn_merge_list_changes (CtnMerge *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (row_change_free);

  for (guint i = 0; i < self->changes->len && list->len < limit; i++) {
    const CtnMergeChange *source = &g_array_index (self->changes, CtnMergeChange, i);
    CtnMergeRowChange *change;

    if (source->conflict >= 0)
      continue;
    change = make_row_change (self, source, error);
    if (change == NULL)
      return NULL;
    g_ptr_array_add (list, change);
  }
  return g_steal_pointer (&list);
}
