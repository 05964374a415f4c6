#include "ctn-search-index.h"

#include <ctn-record.h>
#include <ctn-side-database.h>
#include <ctn-text.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctn-organisation.h"

#define MAX_WORDS 12

struct _CtnSearchIndex {
  GMutex mutex;
  CtnConnection *side; /* (owned) (mutex mutex) */
  char *path;          /* (owned) */
};

static const char *const schema =
    "CREATE VIRTUAL TABLE IF NOT EXISTS organisation_fts USING fts5 (text, content = '', "
    "contentless_delete = 1, detail = none, prefix = '1 2 3', "
    "tokenize = \"unicode61 remove_diacritics 0\");"
    "CREATE TABLE IF NOT EXISTS state (complete INTEGER NOT NULL);";

CtnSearchIndex *
ctn_search_index_new (CtnProject *project, GError **error)
{
  g_autoptr (CtnSearchIndex) self = g_new0 (CtnSearchIndex, 1);

  g_mutex_init (&self->mutex);
  self->path = g_build_filename (ctn_project_get_session_folder (project), "index.db", NULL);
  /* One that a crashed process left may be behind the working copy. */
  g_unlink (self->path);
  self->side = ctn_side_database_open (self->path, schema, error);
  return self->side != NULL ? g_steal_pointer (&self) : NULL;
}

void
ctn_search_index_free (CtnSearchIndex *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->side, ctn_side_database_close);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

gboolean
ctn_search_index_attach (CtnSearchIndex *self, CtnConnection *reader, GError **error)
{
  return ctn_connection_attach (reader, self->path, "side", error);
}

/* One row per organisation: all searched fields in one text. */
static char *
dup_select (gboolean one)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  GString *sql = g_string_new ("SELECT t.id");

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *expression = NULL;

    if (!(field->flags & CTN_FIELD_SEARCHED))
      continue;
    expression = ctn_record_dup_sql (kind, field, "t");
    g_string_append_printf (sql, ", %s", expression);
  }
  g_string_append_printf (sql, " FROM %s t%s", kind->table, one ? " WHERE t.id = ?" : "");
  return g_string_free (sql, FALSE);
}

static char *
dup_index_text (CtnStatement *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *plain = NULL;
  g_autofree char *german = NULL;
  int n = ctn_statement_get_n_columns (row);

  for (int i = 1; i < n; i++) {
    const char *value = ctn_statement_get_text (row, i);

    if (value == NULL)
      continue;
    g_string_append (text, value);
    g_string_append_c (text, '\n');
  }
  plain = ctn_text_fold (text->str);
  german = ctn_text_fold_german (text->str);
  return g_str_equal (plain, german) ? g_steal_pointer (&plain)
                                     : g_strjoin ("\n", plain, german, NULL);
}

static gboolean
insert_rows (CtnSearchIndex *self, CtnStatement *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) insert = ctn_connection_query (
      self->side, error, "INSERT INTO organisation_fts (rowid, text) VALUES (?, ?)", "nn");

  if (insert == NULL)
    return FALSE;
  while (ctn_statement_next (rows, &local_error)) {
    g_autofree char *text = dup_index_text (rows);

    ctn_statement_bind_int (insert, 1, ctn_statement_get_int (rows, 0));
    ctn_statement_bind_text (insert, 2, text);
    if (ctn_statement_next (insert, &local_error) || local_error != NULL ||
        g_cancellable_set_error_if_cancelled (cancellable, &local_error))
      break;
    ctn_statement_reset (insert);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
rebuild (CtnSearchIndex *self, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = dup_select (FALSE);
  g_autoptr (CtnStatement) rows = NULL;

  if (!ctn_connection_run (self->side, error,
                           "INSERT INTO organisation_fts (organisation_fts) VALUES ('delete-all')",
                           "") ||
      !ctn_connection_run (self->side, error, "DELETE FROM state", ""))
    return FALSE;
  rows = ctn_connection_query (reader, error, sql, "");
  return rows != NULL && insert_rows (self, rows, cancellable, error) &&
         ctn_connection_run (self->side, error, "INSERT INTO state VALUES (1)", "");
}

typedef struct {
  GHashTable *ids; /* (element-type gint64) */
  CtnConnection *reader;
} Changed;

/* The organisation that a row of one of its lists belongs to. A deleted row no longer tells, but then
 * the organisation's own row changed with it (its time of change). */
static void
collect_cb (const char *table, gint64 row, gpointer data)
{
  Changed *changed = data;

  if (g_str_equal (table, "organisation"))
    g_hash_table_add (changed->ids, g_memdup2 (&row, sizeof row));
}

static gboolean
update_rows (CtnSearchIndex *self,
             CtnConnection *reader,
             CtnChangeSet *changes,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Changed changed = { ids, reader };
  g_autofree char *sql = dup_select (TRUE);
  GHashTableIter iter;
  gpointer id;

  ctn_change_set_foreach (changes, collect_cb, &changed);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    g_autoptr (CtnStatement) row = NULL;

    if (!ctn_connection_run (self->side, error, "DELETE FROM organisation_fts WHERE rowid = ?", "i",
                             *(gint64 *) id))
      return FALSE;
    row = ctn_connection_query (reader, error, sql, "i", *(gint64 *) id);
    if (row == NULL || !insert_rows (self, row, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

/* A tag or other record that is part of many organisations' texts was renamed. */
static gboolean
touches_references (CtnChangeSet *changes)
{
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if ((field->flags & CTN_FIELD_SEARCHED) && field->reference_table != NULL &&
        ctn_change_set_has_table (changes, field->reference_table))
      return TRUE;
  return FALSE;
}

gboolean
ctn_search_index_update (CtnSearchIndex *self,
                         CtnConnection *reader,
                         CtnChangeSet *changes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 complete = 0;
  gboolean ok;

  if (!ctn_connection_run (self->side, error, "BEGIN", "") ||
      !ctn_connection_get_int (self->side, &complete, error, "SELECT complete FROM state", ""))
    return FALSE;
  if (!complete || changes == NULL || ctn_change_set_is_wholesale (changes) ||
      touches_references (changes))
    ok = rebuild (self, reader, cancellable, error);
  else
    ok = update_rows (self, reader, changes, cancellable, error);
  ctn_connection_run (self->side, NULL, ok ? "COMMIT" : "ROLLBACK", "");
  return ok;
}

char *
ctn_search_index_dup_match (const char *text)
{
  g_autofree char *folded = ctn_text_fold (text);
  GString *match = g_string_new (NULL);
  int n_words = 0;

  for (const char *p = folded; *p != '\0' && n_words < MAX_WORDS;) {
    const char *start = p;

    while (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (p > start) {
      g_string_append_printf (match, "%s\"%.*s\"*", n_words > 0 ? " " : "", (int) (p - start),
                              start);
      n_words++;
    } else {
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (match, n_words == 0);
}
