#include "ctn-organisation-changes.h"

#include "ctn-organisation.h"

typedef struct {
  CtnConnection *reader;
  GHashTable *ids; /* (owned) set of gint64 */
  gboolean unclear;
  GError *error; /* (owned) */
} Search;

static void
add_id (Search *search, gint64 id)
{
  if (!g_hash_table_contains (search->ids, &id))
    g_hash_table_add (search->ids, g_memdup2 (&id, sizeof id));
}

/* A row of a list names its owner. A row that is gone no longer does, but then the organisation's own
 * row changed with it (its time of change). */
static void
add_owner (Search *search, const CtnField *field, gint64 row)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", field->list_owner, field->list_table);
  gint64 owner = 0;

  if (ctn_connection_get_int (search->reader, &owner, &search->error, sql, "i", row) && owner != 0)
    add_id (search, owner);
}

/* All that refer to a record; of one that is gone nobody knows. */
static void
add_referrers (Search *search, const CtnField *field, gint64 row)
{
  g_autofree char *exists =
      g_strdup_printf ("SELECT count(*) FROM %s WHERE id = ?", field->reference_table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?", field->list_owner,
                                          field->list_table, field->list_column);
  g_autoptr (CtnStatement) rows = NULL;
  gint64 n = 0;

  if (!ctn_connection_get_int (search->reader, &n, &search->error, exists, "i", row))
    return;
  search->unclear |= n == 0;
  rows = ctn_connection_query (search->reader, &search->error, sql, "i", row);
  while (search->error == NULL && ctn_statement_next (rows, &search->error))
    add_id (search, ctn_statement_get_int (rows, 0));
}

static void
collect_cb (const char *table, gint64 row, gpointer data)
{
  Search *search = data;
  const CtnRecordKind *kind = ctn_organisation_kind ();

  if (g_str_equal (table, kind->table))
    add_id (search, row);
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    if (search->error != NULL || search->unclear)
      return;
    if (field->reference_table != NULL && g_str_equal (table, field->reference_table))
      add_referrers (search, field, row);
    if (field->list_table != NULL && g_str_equal (table, field->list_table)) {
      add_owner (search, field, row);
      return;
    }
  }
}

gboolean
ctn_organisation_changes_list (CtnChangeSet *changes,
                               CtnConnection *reader,
                               GHashTable **ids,
                               GError **error)
{
  Search search = { .reader = reader };

  *ids = NULL;
  if (ctn_change_set_is_wholesale (changes))
    return TRUE;
  search.ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ctn_change_set_foreach (changes, collect_cb, &search);
  if (search.error == NULL && !search.unclear)
    *ids = g_steal_pointer (&search.ids);
  g_clear_pointer (&search.ids, g_hash_table_unref);
  if (search.error == NULL)
    return TRUE;
  g_propagate_error (error, search.error);
  return FALSE;
}
