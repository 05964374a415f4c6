#include "ctn-matching-index.h"

#include <ctn-search-text.h>
#include <ctn-side-database.h>
#include <glib/gstdio.h>

struct _CtnMatchingIndex {
  gatomicrefcount ref_count;
  GMutex mutex;
  CtnConnection *side; /* (owned) (mutex mutex) */
  char *path;          /* (owned) */
  gboolean complete;   /* (mutex mutex) */
};

static const char *const schema =
    "CREATE VIRTUAL TABLE IF NOT EXISTS need_fts USING fts5 (text, content = '', "
    "contentless_delete = 1, prefix = '2 3', tokenize = 'ascii');"
    "CREATE VIRTUAL TABLE IF NOT EXISTS offer_fts USING fts5 (text, content = '', "
    "contentless_delete = 1, prefix = '2 3', tokenize = 'ascii');";

/* Everything that is searched of one record; id, then the text. */
#define SELECT(table)                                                                              \
  "SELECT r.id, r.title || ' ' || coalesce (r.description, '') || ' ' || "                         \
  "coalesce ((SELECT group_concat (c.code, ' ') FROM " table "_code c WHERE c." table              \
  " = r.id AND c.scheme = 'competence'), '') || ' ' || coalesce (o.name, '') "                     \
  "FROM " table " r LEFT JOIN organisation o ON o.id = r.organisation"

static const struct {
  const char *table;
  const char *select_all;
  const char *select_one;
  const char *insert;
  const char *delete_one;
  const char *delete_all;
  const char *search;
  const char *owned; /* records of an organisation */
} kinds[] = {
  { "need", SELECT ("need"), SELECT ("need") " WHERE r.id = ?",
    "INSERT INTO need_fts (rowid, text) VALUES (?, ?)", "DELETE FROM need_fts WHERE rowid = ?",
    "INSERT INTO need_fts (need_fts) VALUES ('delete-all')",
    "SELECT rowid FROM need_fts WHERE need_fts MATCH ?",
    "SELECT id FROM need WHERE organisation = ?" },
  { "offer", SELECT ("offer"), SELECT ("offer") " WHERE r.id = ?",
    "INSERT INTO offer_fts (rowid, text) VALUES (?, ?)", "DELETE FROM offer_fts WHERE rowid = ?",
    "INSERT INTO offer_fts (offer_fts) VALUES ('delete-all')",
    "SELECT rowid FROM offer_fts WHERE offer_fts MATCH ?",
    "SELECT id FROM offer WHERE organisation = ?" },
};

CtnMatchingIndex *
ctn_matching_index_new (CtnProject *project, GError **error)
{
  g_autoptr (CtnMatchingIndex) self = g_new0 (CtnMatchingIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->path = g_build_filename (ctn_project_get_session_folder (project), "matching.db", NULL);
  /* One that a crashed process left may be behind the working copy. */
  g_unlink (self->path);
  self->side = ctn_side_database_open (self->path, schema, error);
  return self->side != NULL ? g_steal_pointer (&self) : NULL;
}

CtnMatchingIndex *
ctn_matching_index_ref (CtnMatchingIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ctn_matching_index_unref (CtnMatchingIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->side, ctn_side_database_close);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

static gboolean
insert_rows (CtnMatchingIndex *self, guint kind, CtnStatement *rows, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (ctn_statement_next (rows, &local_error)) {
    g_autofree char *words = ctn_search_text_dup_words (ctn_statement_get_text (rows, 1));

    if (!ctn_connection_run (self->side, error, kinds[kind].insert, "it",
                             ctn_statement_get_int (rows, 0), words))
      return FALSE;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
rebuild (CtnMatchingIndex *self, CtnConnection *reader, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (CtnStatement) rows = ctn_connection_query (reader, error, kinds[i].select_all, "");

    if (rows == NULL || !ctn_connection_run (self->side, error, kinds[i].delete_all, "") ||
        !insert_rows (self, i, rows, error))
      return FALSE;
  }
  return TRUE;
}

/* Ids of the rows of each kind that a change set touches. */
typedef struct {
  CtnConnection *reader;
  GHashTable *ids[G_N_ELEMENTS (kinds)];
} Touched;

static void
touch (const char *table, gint64 row, gpointer data)
{
  Touched *touched = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (table, kinds[i].table))
      g_hash_table_add (touched->ids[i], g_memdup2 (&row, sizeof row));
    if (g_str_equal (table, "organisation")) {
      g_autoptr (CtnStatement) rows =
          ctn_connection_query (touched->reader, NULL, kinds[i].owned, "i", row);

      while (ctn_statement_next (rows, NULL)) {
        gint64 id = ctn_statement_get_int (rows, 0);

        g_hash_table_add (touched->ids[i], g_memdup2 (&id, sizeof id));
      }
    }
  }
}

static gboolean
update_rows (CtnMatchingIndex *self,
             guint kind,
             CtnConnection *reader,
             GHashTable *ids,
             GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    gint64 id = *(gint64 *) key;
    g_autoptr (CtnStatement) rows =
        ctn_connection_query (reader, error, kinds[kind].select_one, "i", id);

    if (rows == NULL || !ctn_connection_run (self->side, error, kinds[kind].delete_one, "i", id) ||
        !insert_rows (self, kind, rows, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
update (CtnMatchingIndex *self, CtnConnection *reader, CtnChangeSet *changes, GError **error)
{
  Touched touched = { .reader = reader };
  gboolean ok = TRUE;

  if (!self->complete || changes == NULL || ctn_change_set_is_wholesale (changes))
    return rebuild (self, reader, error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    touched.ids[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ctn_change_set_foreach (changes, touch, &touched);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    ok = ok && update_rows (self, i, reader, touched.ids[i], error);
    g_hash_table_unref (touched.ids[i]);
  }
  return ok;
}

gboolean
ctn_matching_index_update (CtnMatchingIndex *self,
                           CtnConnection *reader,
                           CtnChangeSet *changes,
                           GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean ok;

  if (!ctn_connection_run (self->side, error, "BEGIN", ""))
    return FALSE;
  ok =
      update (self, reader, changes, error) && ctn_connection_run (self->side, error, "COMMIT", "");
  if (ok)
    self->complete = TRUE;
  else
    ctn_connection_run (self->side, NULL, "ROLLBACK", "");
  return ok;
}

GHashTable *
ctn_matching_index_search (CtnMatchingIndex *self,
                           const char *table,
                           const char *text,
                           GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *match = ctn_search_text_dup_match (text);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (match == NULL)
    return g_steal_pointer (&ids);
  rows = ctn_connection_query (self->side, &local_error,
                               kinds[g_str_equal (table, "need") ? 0 : 1].search, "t", match);
  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  }
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GHashTable *
ctn_matching_index_rank (CtnMatchingIndex *self, GPtrArray *words, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GHashTable) ranks =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (words->len == 0)
    return g_steal_pointer (&ranks);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (match, "%s\"%s\"*", i > 0 ? " OR " : "",
                            (const char *) g_ptr_array_index (words, i));
  rows = ctn_connection_query (self->side, &local_error,
                               "SELECT rowid, -bm25 (offer_fts) FROM offer_fts WHERE offer_fts "
                               "MATCH ?",
                               "t", match->str);
  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);
    double rank = ctn_statement_get_double (rows, 1);

    g_hash_table_insert (ranks, g_memdup2 (&id, sizeof id), g_memdup2 (&rank, sizeof rank));
  }
  if (local_error == NULL)
    return g_steal_pointer (&ranks);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
