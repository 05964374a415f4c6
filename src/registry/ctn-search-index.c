#include "ctn-search-index.h"

#include <ctn-parallel.h>
#include <ctn-record.h>
#include <ctn-side-database.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctn-organisation-changes.h"
#include "ctn-organisation.h"
#include "ctn-record-scan.h"
#include "ctn-search-text.h"

#define BATCH_ROWS 2048 /* on their way at once */
#define N_BATCHES 3
#define FOLD_ROWS 128 /* that one thread takes at a time */
/* From here on reading everything is faster than one by one. */
#define MAX_SINGLE_ROWS 5000

struct _CtnSearchIndex {
  GMutex mutex;
  CtnConnection *side; /* (owned) (mutex mutex) */
  char *path;          /* (owned) */
};

/* The words come divided already, so that FTS5 and ctn_search_text_dup_match() never disagree: to
 * "ascii" every letter beyond ASCII is part of a word. What a single letter finds is kept ready; from the
 * second letter on there are few enough words to put together while one types. */
static const char *const schema =
    "CREATE VIRTUAL TABLE IF NOT EXISTS organisation_fts USING fts5 (text, content = '', "
    "contentless_delete = 1, detail = none, prefix = '1', tokenize = 'ascii');"
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

/* The searched fields. (transfer container) */
static GPtrArray *
list_fields (void)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_SEARCHED)
      g_ptr_array_add (fields, (gpointer) field);
  return fields;
}

/* What nearly every web address begins with would only make the index large and slow. */
static const char *
skip_common (const CtnField *field, const char *value)
{
  static const char *const common[] = { "https://", "http://", "www." };

  for (gsize i = 0; field->type == CTN_FIELD_URL && i < G_N_ELEMENTS (common); i++)
    if (g_ascii_strncasecmp (value, common[i], strlen (common[i])) == 0)
      value += strlen (common[i]);
  return value;
}

static void
append_value (GString *text, const CtnField *field, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append (text, skip_common (field, value));
  g_string_append_c (text, '\n');
}

static gboolean
insert_text (CtnStatement *insert, gint64 id, const char *words, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  ctn_statement_bind_int (insert, 1, id);
  ctn_statement_bind_borrowed_text (insert, 2, words);
  ctn_statement_next (insert, &local_error);
  ctn_statement_reset (insert);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static CtnStatement *
prepare_insert (CtnSearchIndex *self, GError **error)
{
  return ctn_connection_query (self->side, error,
                               "INSERT INTO organisation_fts (rowid, text) VALUES (?, ?)", "nn");
}

/* Rows on their way from the thread that reads to the one that fills the index. */
typedef struct {
  gint64 ids[BATCH_ROWS];
  GString *texts[BATCH_ROWS]; /* (owned) what was read */
  char *words[BATCH_ROWS];    /* (owned) */
  guint n;
} Batch;

typedef struct {
  CtnConnection *reader;
  GAsyncQueue *empty; /* (owned) batches to be filled */
  GAsyncQueue *full;  /* (owned) batches to be inserted; one without rows is the end */
  gint stop;          /* (atomic) */
  GError *error;      /* (owned) of the reading thread, to be looked at after the end */
} Pipe;

static Batch *
batch_new (void)
{
  Batch *batch = g_new0 (Batch, 1);

  for (guint i = 0; i < BATCH_ROWS; i++)
    batch->texts[i] = g_string_new (NULL);
  return batch;
}

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  for (guint i = 0; i < BATCH_ROWS; i++) {
    g_string_free (batch->texts[i], TRUE);
    g_free (batch->words[i]);
  }
  g_free (batch);
}

static void
fold (guint start, guint end, gpointer data)
{
  Batch *batch = data;

  for (guint i = start; i < end; i++) {
    g_free (batch->words[i]);
    batch->words[i] = ctn_search_text_dup_words (batch->texts[i]->str);
  }
}

static void
fill (Batch *batch, CtnRecordScan *scan, GPtrArray *fields, GError **error)
{
  batch->n = 0;
  while (batch->n < BATCH_ROWS && ctn_record_scan_next (scan, error)) {
    GString *text = batch->texts[batch->n];

    g_string_truncate (text, 0);
    for (guint i = 0; i < fields->len; i++)
      append_value (text, g_ptr_array_index (fields, i), ctn_record_scan_get_text (scan, i));
    batch->ids[batch->n++] = ctn_record_scan_get_id (scan);
  }
  ctn_parallel_for (batch->n, FOLD_ROWS, fold, batch);
}

static gpointer
read_thread (gpointer data)
{
  Pipe *pipe = data;
  g_autoptr (GPtrArray) fields = list_fields ();
  g_autoptr (CtnRecordScan) scan =
      ctn_record_scan_new (pipe->reader, ctn_organisation_kind (),
                           (const CtnField *const *) fields->pdata, fields->len, &pipe->error);
  gboolean more = TRUE;

  while (more) {
    Batch *batch = g_async_queue_pop (pipe->empty);

    batch->n = 0;
    if (scan != NULL && pipe->error == NULL && !g_atomic_int_get (&pipe->stop))
      fill (batch, scan, fields, &pipe->error);
    more = batch->n > 0;
    g_async_queue_push (pipe->full, batch);
  }
  return NULL;
}

static gboolean
insert_batch (CtnStatement *insert, const Batch *batch, GError **error)
{
  for (guint i = 0; i < batch->n; i++)
    if (!insert_text (insert, batch->ids[i], batch->words[i], error))
      return FALSE;
  return TRUE;
}

/* Inserts until the end comes; after a failure only waits for it. */
static gboolean
insert_all (Pipe *pipe, CtnStatement *insert, GCancellable *cancellable, GError **error)
{
  gboolean ok = insert != NULL;

  for (;;) {
    Batch *batch = g_async_queue_pop (pipe->full);
    gboolean end = batch->n == 0;

    ok = ok && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         insert_batch (insert, batch, error);
    g_atomic_int_set (&pipe->stop, !ok);
    g_async_queue_push (pipe->empty, batch);
    if (end)
      return ok;
  }
}

/* Reading and folding on one side, the index on the other: each takes about as long. */
static gboolean
insert_everything (CtnSearchIndex *self,
                   CtnConnection *reader,
                   GCancellable *cancellable,
                   GError **error)
{
  Pipe pipe = { .reader = reader,
                .empty = g_async_queue_new_full (batch_free),
                .full = g_async_queue_new_full (batch_free) };
  g_autoptr (CtnStatement) insert = prepare_insert (self, error);
  GThread *thread;
  gboolean ok;

  for (guint i = 0; i < N_BATCHES; i++)
    g_async_queue_push (pipe.empty, batch_new ());
  thread = g_thread_new ("search-index", read_thread, &pipe);
  ok = insert_all (&pipe, insert, cancellable, error);
  g_thread_join (thread);
  if (ok && pipe.error != NULL) {
    g_propagate_error (error, g_steal_pointer (&pipe.error));
    ok = FALSE;
  }
  g_clear_error (&pipe.error);
  g_async_queue_unref (pipe.empty);
  g_async_queue_unref (pipe.full);
  return ok;
}

static gboolean
rebuild (CtnSearchIndex *self, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  return ctn_connection_run (
             self->side, error,
             "INSERT INTO organisation_fts (organisation_fts) VALUES ('delete-all')", "") &&
         ctn_connection_run (self->side, error, "DELETE FROM state", "") &&
         insert_everything (self, reader, cancellable, error) &&
         ctn_connection_run (self->side, error, "INSERT INTO state VALUES (1)", "");
}

/* Reads one organisation again; of one that is gone nothing is left. */
static gboolean
update_row (CtnSearchIndex *self,
            CtnConnection *reader,
            GPtrArray *fields,
            gint64 id,
            GError **error)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) insert = NULL;

  title = ctn_record_get_title (reader, kind, id, &local_error);
  for (guint i = 0; title != NULL && i < fields->len; i++) {
    const CtnField *field = g_ptr_array_index (fields, i);
    g_autofree char *value = ctn_record_get (reader, kind, id, field, &local_error);

    append_value (text, field, value);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (!ctn_connection_run (self->side, error, "DELETE FROM organisation_fts WHERE rowid = ?", "i",
                           id))
    return FALSE;
  if (title == NULL)
    return TRUE;
  words = ctn_search_text_dup_words (text->str);
  insert = prepare_insert (self, error);
  return insert != NULL && insert_text (insert, id, words, error);
}

static gboolean
update_rows (CtnSearchIndex *self,
             CtnConnection *reader,
             GHashTable *ids,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) fields = list_fields ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !update_row (self, reader, fields, *(gint64 *) id, error))
      return FALSE;
  return TRUE;
}

static gboolean
update (CtnSearchIndex *self,
        CtnConnection *reader,
        CtnChangeSet *changes,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GHashTable) ids = NULL;
  gint64 complete = 0;

  if (!ctn_connection_get_int (self->side, &complete, error, "SELECT complete FROM state", ""))
    return FALSE;
  if (complete && changes != NULL && !ctn_change_set_is_final (changes) &&
      !ctn_organisation_changes_list (changes, reader, &ids, error))
    return FALSE;
  return ids != NULL && g_hash_table_size (ids) <= MAX_SINGLE_ROWS
             ? update_rows (self, reader, ids, cancellable, error)
             : rebuild (self, reader, cancellable, error);
}

/* Nothing of what was deleted stays in free pages or in the log in front of the database. */
static gboolean
purge (CtnSearchIndex *self, GError **error)
{
  return ctn_connection_run (self->side, error, "VACUUM", "") &&
         ctn_connection_run (self->side, error, "PRAGMA wal_checkpoint(TRUNCATE)", "");
}

gboolean
ctn_search_index_update (CtnSearchIndex *self,
                         CtnConnection *reader,
                         CtnChangeSet *changes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean final = changes != NULL && ctn_change_set_is_final (changes);
  gboolean ok;

  if (!ctn_connection_run (self->side, error, "BEGIN", ""))
    return FALSE;
  ok = update (self, reader, changes, cancellable, error);
  /* A commit that fails leaves the transaction open. */
  ok = ok && ctn_connection_run (self->side, error, "COMMIT", "");
  if (!ok)
    ctn_connection_run (self->side, NULL, "ROLLBACK", "");
  return ok && (!final || purge (self, error));
}
