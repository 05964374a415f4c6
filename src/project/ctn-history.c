#include "ctn-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
ctn_history_entry_free (CtnHistoryEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->subject);
  g_free (self->author);
  g_free (self);
}

void
ctn_history_change_free (CtnHistoryChange *self)
{
  if (self == NULL)
    return;
  g_free (self->table);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static CtnHistoryState
read_state (const char *text)
{
  if (g_str_equal (text, "undone"))
    return CTN_HISTORY_UNDONE;
  return g_str_equal (text, "done") ? CTN_HISTORY_DONE : CTN_HISTORY_DISCARDED;
}

GPtrArray *
ctn_history_list (CtnConnection *reader, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_history_entry_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, label, subject, author, time, state, "
                            "(SELECT count(*) FROM change WHERE operation = operation.id) "
                            "FROM operation ORDER BY id DESC LIMIT ? OFFSET ?",
                            "ii", (gint64) limit, (gint64) offset);

  while (ctn_statement_next (rows, &local_error)) {
    CtnHistoryEntry *entry = g_new0 (CtnHistoryEntry, 1);

    entry->id = ctn_statement_get_int (rows, 0);
    entry->label = g_strdup (_ (ctn_statement_get_text (rows, 1)));
    entry->subject = g_strdup (ctn_statement_get_text (rows, 2));
    entry->author = g_strdup (ctn_statement_get_text (rows, 3));
    entry->time = ctn_statement_get_int (rows, 4);
    entry->state = read_state (ctn_statement_get_text (rows, 5));
    entry->n_changes = (guint) ctn_statement_get_int (rows, 6);
    g_ptr_array_add (entries, entry);
  }
  if (local_error == NULL)
    return g_steal_pointer (&entries);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static CtnHistoryChange *
make_change (const char *table,
             gint64 row,
             const char *field,
             const char *before,
             const char *after)
{
  CtnHistoryChange *change = g_new0 (CtnHistoryChange, 1);

  change->table = g_strdup (table);
  change->row = row;
  change->field = g_strdup (field);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  return change;
}

/* The value that a field of an inserted row had then: the before of its next change, else the row's
 * own. Both names come from the schema itself. */
static char *
read_inserted (CtnConnection *reader,
               gint64 operation,
               const char *table,
               gint64 row,
               const char *field,
               GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.%s", field);
  g_autofree char *sql =
      g_strdup_printf ("SELECT CASE WHEN EXISTS (SELECT 1 FROM change WHERE record = ?1 AND row = "
                       "?2 AND operation >= "
                       "?3 AND json_type(before, ?4) IS NOT NULL) THEN (SELECT before ->> ?4 FROM "
                       "change WHERE record "
                       "= ?1 AND row = ?2 AND operation >= ?3 AND json_type(before, ?4) IS NOT "
                       "NULL ORDER BY operation, "
                       "position LIMIT 1) ELSE (SELECT \"%s\" FROM main.\"%s\" WHERE id = ?2) END",
                       field, table);

  return ctn_connection_get_text (reader, error, sql, "tiit", table, row, operation, path);
}

static gboolean
add_inserted (CtnConnection *reader,
              GPtrArray *changes,
              gint64 operation,
              const char *table,
              gint64 row,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = ctn_connection_query (
      reader, &local_error, "SELECT name FROM pragma_table_info(?) WHERE name <> 'id'", "t", table);

  while (local_error == NULL && ctn_statement_next (columns, &local_error)) {
    const char *field = ctn_statement_get_text (columns, 0);
    g_autofree char *value = read_inserted (reader, operation, table, row, field, &local_error);

    if (value != NULL && *value != '\0')
      g_ptr_array_add (changes, make_change (table, row, field, NULL, value));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The fields that before and after of one change name. */
static gboolean
add_fields (CtnConnection *reader,
            GPtrArray *changes,
            CtnStatement *change,
            gint64 operation,
            GError **error)
{
  const char *table = ctn_statement_get_text (change, 0);
  gint64 row = ctn_statement_get_int (change, 1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) fields = NULL;

  if (ctn_statement_is_null (change, 2) && ctn_statement_is_null (change, 3))
    return add_inserted (reader, changes, operation, table, row, error);
  fields = ctn_connection_query (
      reader, &local_error,
      "SELECT k.key, ?1 ->> k.fullkey, ?2 ->> k.fullkey FROM json_each(coalesce(?1, ?2)) AS k "
      "WHERE k.key <> 'id'",
      "tt", ctn_statement_get_text (change, 2), ctn_statement_get_text (change, 3));
  while (ctn_statement_next (fields, &local_error)) {
    const char *before = ctn_statement_get_text (fields, 1);
    const char *after = ctn_statement_get_text (fields, 2);

    if (before != NULL || after != NULL)
      g_ptr_array_add (changes,
                       make_change (table, row, ctn_statement_get_text (fields, 0), before, after));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_history_list_changes (CtnConnection *reader, gint64 operation, guint limit, GError **error)
{
  g_autoptr (GPtrArray) changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_history_change_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT record, row, before, after FROM change WHERE operation = ? ORDER BY position", "i",
      operation);

  while (local_error == NULL && changes->len < limit && ctn_statement_next (rows, &local_error))
    add_fields (reader, changes, rows, operation, &local_error);
  if (local_error == NULL)
    return g_steal_pointer (&changes);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
