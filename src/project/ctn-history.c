#include "ctn-history.h"

#include <ctn-text.h>
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

CtnHistoryState
ctn_history_state_from_text (const char *text)
{
  if (g_str_equal (text, "undone"))
    return CTN_HISTORY_UNDONE;
  return g_str_equal (text, "done") ? CTN_HISTORY_DONE : CTN_HISTORY_DISCARDED;
}

/* What came in with a merge is as done or undone as the merge is. */
#define SELECT_ENTRIES                                                                             \
  "SELECT o.id, o.label, o.subject, o.author, o.time, "                                            \
  "coalesce ((SELECT state FROM operation AS m WHERE m.id = o.merge), o.state), "                  \
  "(SELECT count(*) FROM change WHERE operation = o.id), ifnull (o.merge, 0) FROM operation AS o "

static CtnHistoryEntry *
read_entry (CtnStatement *row)
{
  CtnHistoryEntry *entry = g_new0 (CtnHistoryEntry, 1);

  entry->id = ctn_statement_get_int (row, 0);
  entry->label = g_strdup (_ (ctn_statement_get_text (row, 1)));
  entry->subject = g_strdup (ctn_statement_get_text (row, 2));
  entry->author = g_strdup (ctn_statement_get_text (row, 3));
  entry->time = ctn_statement_get_int (row, 4);
  entry->state = ctn_history_state_from_text (ctn_statement_get_text (row, 5));
  entry->n_changes = (guint) ctn_statement_get_int (row, 6);
  entry->merge = ctn_statement_get_int (row, 7);
  return entry;
}

static gboolean
is_found (const CtnHistoryEntry *entry, const char *folded)
{
  g_autofree char *all = NULL;
  g_autofree char *text = NULL;

  if (folded == NULL || *folded == '\0')
    return TRUE;
  all = g_strjoin (" ", entry->label, entry->author, entry->subject, NULL);
  text = ctn_text_fold (all);
  return strstr (text, folded) != NULL;
}

static CtnStatement *
query_entries (CtnConnection *reader, const CtnHistoryFilter *filter, GError **error)
{
  g_autofree char *tables =
      filter->tables != NULL ? g_strjoinv (" ", (char **) filter->tables) : NULL;
  g_autofree char *list = tables != NULL ? g_strdup_printf (" %s ", tables) : NULL;

  return ctn_connection_query (
      reader, error,
      SELECT_ENTRIES
      "WHERE (?1 IS NULL OR o.author = ?1) AND (?2 = 0 OR o.time >= ?2) AND (?3 = 0 OR o.time < "
      "?3) "
      "AND (?4 IS NULL OR EXISTS (SELECT 1 FROM change AS c WHERE c.operation = o.id "
      "AND instr (?4, ' ' || c.record || ' ') > 0)) ORDER BY o.id DESC",
      "tiit", filter->author, filter->since, filter->until, list);
}

/* The text is looked for here, because labels are found in the user's language. */
GPtrArray *
ctn_history_find (CtnConnection *reader,
                  const CtnHistoryFilter *filter,
                  guint offset,
                  guint limit,
                  GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_history_entry_free);
  g_autofree char *folded = filter->text != NULL ? ctn_text_fold (filter->text) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = query_entries (reader, filter, &local_error);
  guint n = 0;

  while (entries->len < limit && ctn_statement_next (rows, &local_error)) {
    CtnHistoryEntry *entry = read_entry (rows);

    if (is_found (entry, folded) && n++ >= offset)
      g_ptr_array_add (entries, entry);
    else
      ctn_history_entry_free (entry);
  }
  if (local_error == NULL)
    return g_steal_pointer (&entries);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
ctn_history_list (CtnConnection *reader, guint offset, guint limit, GError **error)
{
  const CtnHistoryFilter all = { 0 };

  return ctn_history_find (reader, &all, offset, limit, error);
}

GStrv
ctn_history_list_authors (CtnConnection *reader, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT DISTINCT author FROM operation ORDER BY author COLLATE NOCASE",
      "");

  while (ctn_statement_next (rows, &local_error))
    g_strv_builder_add (names, ctn_statement_get_text (rows, 0));
  if (local_error == NULL)
    return g_strv_builder_end (names);
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
