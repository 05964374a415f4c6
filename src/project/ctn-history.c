#include "ctn-history.h"

#include <ctn-i18n.h>
#include <ctn-text.h>
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

static char *
dup_field_key (const char *table, gint64 row, const char *field)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", table, row, field);
}

/* What the first @limit rows that @operation inserted had where they were changed since: the before of the
 * next change of each field, by dup_field_key(). The log is ordered by operation, so all are looked for in
 * one go through what came later. */
static GHashTable *
read_later (CtnConnection *reader, gint64 operation, guint limit, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT c.record, c.row, k.key, k.value FROM change AS c, json_each(c.before) AS k WHERE "
      "c.operation >= ?1 AND json_valid(c.before) AND (c.record, c.row) IN (SELECT record, row "
      "FROM change WHERE operation = ?1 AND kind = 'insert' ORDER BY position LIMIT ?2) "
      "AND EXISTS (SELECT 1 FROM change WHERE operation = ?1 AND kind = 'insert') "
      "ORDER BY c.operation, c.position",
      "ii", operation, (gint64) limit);

  while (ctn_statement_next (rows, &local_error)) {
    char *key = dup_field_key (ctn_statement_get_text (rows, 0), ctn_statement_get_int (rows, 1),
                               ctn_statement_get_text (rows, 2));

    if (g_hash_table_contains (values, key))
      g_free (key);
    else
      g_hash_table_insert (values, key, g_strdup (ctn_statement_get_text (rows, 3)));
  }
  if (local_error == NULL)
    return g_steal_pointer (&values);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* The row as it is now, all empty when it is gone. The name comes from the file, but only one that is a
 * table of it is used. */
static CtnStatement *
query_row (CtnConnection *reader, const char *table, gint64 row, GError **error)
{
  gint64 is_table = 0;
  g_autofree char *sql = NULL;

  if (!ctn_connection_get_int (reader, &is_table, error,
                               "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND "
                               "name = ?",
                               "t", table))
    return NULL;
  sql = is_table ? g_strdup_printf ("SELECT t.* FROM (SELECT ?1 AS id) LEFT JOIN main.\"%s\" AS t "
                                    "USING (id)",
                                    table)
                 : g_strdup ("SELECT ?1 AS id");
  return ctn_connection_query (reader, error, sql, "i", row);
}

static gboolean
add_inserted (CtnConnection *reader,
              GPtrArray *changes,
              GHashTable *later,
              const char *table,
              gint64 row,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) now = query_row (reader, table, row, &local_error);

  for (int i = 0; ctn_statement_next (now, &local_error) && i < 1; i++)
    for (int column = 0; column < ctn_statement_get_n_columns (now); column++) {
      const char *field = ctn_statement_get_column_name (now, column);
      g_autofree char *key = dup_field_key (table, row, field);
      const char *then = g_hash_table_contains (later, key) ? g_hash_table_lookup (later, key)
                                                            : ctn_statement_get_text (now, column);

      if (!g_str_equal (field, "id") && then != NULL && *then != '\0')
        g_ptr_array_add (changes, make_change (table, row, field, NULL, then));
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
            GHashTable *later,
            CtnStatement *change,
            GError **error)
{
  const char *table = ctn_statement_get_text (change, 0);
  gint64 row = ctn_statement_get_int (change, 1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) fields = NULL;

  if (ctn_statement_is_null (change, 2) && ctn_statement_is_null (change, 3))
    return add_inserted (reader, changes, later, table, row, error);
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
  g_autoptr (GHashTable) later = read_later (reader, operation, limit, error);
  g_autoptr (CtnStatement) rows = NULL;

  if (later == NULL)
    return NULL;
  rows = ctn_connection_query (
      reader, &local_error,
      "SELECT record, row, before, after FROM change WHERE operation = ? ORDER BY position", "i",
      operation);

  while (local_error == NULL && changes->len < limit && ctn_statement_next (rows, &local_error))
    add_fields (reader, changes, later, rows, &local_error);
  if (local_error == NULL)
    return g_steal_pointer (&changes);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
