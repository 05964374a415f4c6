#include "ctn-connection-private.h"

#include <ctn-i18n.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "ctn-project-error.h"

#define PROGRESS_STEPS 4000
#define MAX_IDLE_STATEMENTS 256
#define FOREIGN_MAX_LENGTH (64 * 1024 * 1024)
#define FOREIGN_MAX_SQL (1024 * 1024)

struct _CtnConnection {
  sqlite3 *handle;
  GHashTable *statements;    /* (owned) SQL text → idle CtnStatement */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 deadline;           /* monotonic microseconds, 0 for none */
};

struct _CtnStatement {
  CtnConnection *connection; /* (unowned) */
  sqlite3_stmt *handle;      /* (owned) */
  char *sql;                 /* (owned) */
};

static void
statement_destroy (CtnStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self);
}

static int
progress_cb (void *data)
{
  CtnConnection *self = data;

  if (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable))
    return 1;
  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

static void
harden (CtnConnection *self, CtnConnectionKind kind)
{
  sqlite3 *db = self->handle;

  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);

  if (kind != CTN_CONNECTION_FOREIGN)
    return;
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, FOREIGN_MAX_LENGTH);
  sqlite3_limit (db, SQLITE_LIMIT_SQL_LENGTH, FOREIGN_MAX_SQL);
  sqlite3_limit (db, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit (db, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
  sqlite3_limit (db, SQLITE_LIMIT_COLUMN, 200);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 2);
}

/* So much may wait in the log in front of a database, in pages, before a commit itself carries it over into
 * the database: 64 MiB. Long before that whoever saves the project does so, on a thread where it keeps nobody
 * waiting. */
#define CHECKPOINT "PRAGMA wal_autocheckpoint = 16384;"

static const char *
get_pragmas (CtnConnectionKind kind)
{
  switch (kind) {
  case CTN_CONNECTION_WORK:
    /* With recursive triggers, the log also sees the rows that REPLACE deletes. */
    return "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
           "PRAGMA recursive_triggers = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; "
           "PRAGMA cache_size = -16000;" CHECKPOINT;
  case CTN_CONNECTION_READ:
    return "PRAGMA query_only = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
           "PRAGMA cache_size = -8000;";
  case CTN_CONNECTION_FOREIGN:
    return "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;"
           "PRAGMA foreign_keys = OFF;";
  case CTN_CONNECTION_SIDE:
    return "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA mmap_size = 0;"
           "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;" CHECKPOINT;
  default:
    g_return_val_if_reached ("");
  }
}

/* Nobody asks SQLite how much memory it holds; counting it takes a lock at each allocation. Only possible
 * before anything else of SQLite is called. */
static void
leave_memory_uncounted (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    g_once_init_leave (&done, 1);
  }
}

CtnConnection *
ctn_connection_open (const char *path, CtnConnectionKind kind, GError **error)
{
  g_autoptr (CtnConnection) self = g_new0 (CtnConnection, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (kind == CTN_CONNECTION_WORK || kind == CTN_CONNECTION_SIDE)
    flags |= SQLITE_OPEN_CREATE;
  leave_memory_uncounted ();
  self->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_destroy);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK) {
    ctn_connection_fail (self, path, error);
    return NULL;
  }
  harden (self, kind);
  sqlite3_busy_timeout (self->handle, 5000);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
  if (!ctn_connection_exec (self, get_pragmas (kind), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ctn_connection_close (CtnConnection *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_clear_object (&self->cancellable);
  g_free (self);
}

void
ctn_connection_close_for_good (CtnConnection *self)
{
  if (self != NULL)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  ctn_connection_close (self);
}

sqlite3 *
ctn_connection_get_handle (CtnConnection *self)
{
  return self->handle;
}

void
ctn_connection_set_cancellable (CtnConnection *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

void
ctn_connection_set_deadline (CtnConnection *self, double seconds)
{
  self->deadline = seconds > 0 ? g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC) : 0;
}

gboolean
ctn_connection_fail (CtnConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_extended_errcode (self->handle);
  const char *message = sqlite3_errmsg (self->handle);

  g_debug ("%s: %s", message, sql);
  if ((code & 0xff) == SQLITE_INTERRUPT && self->cancellable != NULL &&
      g_cancellable_is_cancelled (self->cancellable))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if ((code & 0xff) == SQLITE_FULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _ ("There is no space left for the working copy. Free some space in your "
                            "home folder and try again."));
  else if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                 _ ("The project file is damaged: %s"), message);
  else
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_FAILED,
                 _ ("The project file could not be read or changed: %s"), message);
  return FALSE;
}

gboolean
ctn_connection_exec (CtnConnection *self, const char *script, GError **error)
{
  if (sqlite3_exec (self->handle, script, NULL, NULL, NULL) != SQLITE_OK)
    return ctn_connection_fail (self, script, error);
  return TRUE;
}

static CtnStatement *
prepare (CtnConnection *self, const char *sql, GError **error)
{
  CtnStatement *statement = NULL;
  sqlite3_stmt *handle = NULL;

  if (g_hash_table_steal_extended (self->statements, sql, NULL, (gpointer *) &statement))
    return statement;
  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) !=
      SQLITE_OK) {
    ctn_connection_fail (self, sql, error);
    return NULL;
  }
  statement = g_new0 (CtnStatement, 1);
  statement->connection = self;
  statement->handle = handle;
  statement->sql = g_strdup (sql);
  return statement;
}

static void
bind_all (CtnStatement *self, const char *types, va_list arguments)
{
  for (int i = 0; types[i] != '\0'; i++) {
    switch (types[i]) {
    case 'i':
      ctn_statement_bind_int (self, i + 1, va_arg (arguments, gint64));
      break;
    case 'd':
      ctn_statement_bind_double (self, i + 1, va_arg (arguments, double));
      break;
    case 't':
      ctn_statement_bind_text (self, i + 1, va_arg (arguments, const char *));
      break;
    case 'n':
      ctn_statement_bind_null (self, i + 1);
      break;
    default:
      g_critical ("unknown parameter type '%c'", types[i]);
    }
  }
}

static CtnStatement *
query_valist (CtnConnection *self,
              GError **error,
              const char *sql,
              const char *types,
              va_list arguments)
{
  CtnStatement *statement = prepare (self, sql, error);

  if (statement != NULL)
    bind_all (statement, types, arguments);
  return statement;
}

CtnStatement *
ctn_connection_query (CtnConnection *self, GError **error, const char *sql, const char *types, ...)
{
  va_list arguments;
  CtnStatement *statement;

  va_start (arguments, types);
  statement = query_valist (self, error, sql, types, arguments);
  va_end (arguments);
  return statement;
}

gboolean
ctn_connection_run (CtnConnection *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (self, error, sql, types, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  while (ctn_statement_next (statement, &local_error))
    ;
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
ctn_connection_get_int (CtnConnection *self,
                        gint64 *value,
                        GError **error,
                        const char *sql,
                        const char *types,
                        ...)
{
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (self, error, sql, types, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  if (ctn_statement_next (statement, &local_error))
    *value = ctn_statement_get_int (statement, 0);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

char *
ctn_connection_get_text (CtnConnection *self,
                         GError **error,
                         const char *sql,
                         const char *types,
                         ...)
{
  g_autoptr (CtnStatement) statement = NULL;
  va_list arguments;

  va_start (arguments, types);
  statement = query_valist (self, error, sql, types, arguments);
  va_end (arguments);
  if (ctn_statement_next (statement, error))
    return g_strdup (ctn_statement_get_text (statement, 0));
  return NULL;
}

int
ctn_connection_get_changes (CtnConnection *self)
{
  return sqlite3_changes (self->handle);
}

void
ctn_connection_shrink (CtnConnection *self)
{
  sqlite3_db_release_memory (self->handle);
}

gboolean
ctn_connection_attach (CtnConnection *self, const char *path, const char *name, GError **error)
{
  return ctn_connection_run (self, error, "ATTACH DATABASE ? AS ?", "tt", path, name);
}

gboolean
ctn_statement_next (CtnStatement *self, GError **error)
{
  int code;

  if (self == NULL)
    return FALSE;
  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    ctn_connection_fail (self->connection, self->sql, error);
  return FALSE;
}

void
ctn_statement_bind_int (CtnStatement *self, int parameter, gint64 value)
{
  sqlite3_bind_int64 (self->handle, parameter, value);
}

void
ctn_statement_bind_double (CtnStatement *self, int parameter, double value)
{
  if (isnan (value))
    sqlite3_bind_null (self->handle, parameter);
  else
    sqlite3_bind_double (self->handle, parameter, value);
}

/* A project with a text that is not UTF-8 would be refused when it is opened the next time. */
static void
bind_text (CtnStatement *self,
           int parameter,
           const char *value,
           gsize length,
           sqlite3_destructor_type destructor)
{
  if (value == NULL) {
    sqlite3_bind_null (self->handle, parameter);
  } else if (g_utf8_validate_len (value, length, NULL)) {
    sqlite3_bind_text64 (self->handle, parameter, value, length, destructor, SQLITE_UTF8);
  } else {
    char *valid = g_utf8_make_valid (value, (gssize) length);

    g_debug ("not UTF-8: %s", valid);
    sqlite3_bind_text64 (self->handle, parameter, valid, strlen (valid), g_free, SQLITE_UTF8);
  }
}

void
ctn_statement_bind_text (CtnStatement *self, int parameter, const char *value)
{
  bind_text (self, parameter, value, value != NULL ? strlen (value) : 0, SQLITE_TRANSIENT);
}

void
ctn_statement_bind_borrowed_text (CtnStatement *self, int parameter, const char *value)
{
  bind_text (self, parameter, value, value != NULL ? strlen (value) : 0, SQLITE_STATIC);
}

void
ctn_statement_bind_bytes (CtnStatement *self, int parameter, GBytes *value)
{
  gsize size;
  const void *data = g_bytes_get_data (value, &size);

  /* An empty one has no address, which would bind NULL. */
  if (size == 0)
    sqlite3_bind_zeroblob (self->handle, parameter, 0);
  else
    sqlite3_bind_blob64 (self->handle, parameter, data, size, SQLITE_TRANSIENT);
}

GBytes *
ctn_statement_dup_bytes (CtnStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self->handle, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

void
ctn_statement_bind_null (CtnStatement *self, int parameter)
{
  sqlite3_bind_null (self->handle, parameter);
}

void
ctn_statement_reset (CtnStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

gint64
ctn_statement_get_int (CtnStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

double
ctn_statement_get_double (CtnStatement *self, int column)
{
  if (ctn_statement_is_null (self, column))
    return NAN;
  return sqlite3_column_double (self->handle, column);
}

const char *
ctn_statement_get_text (CtnStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

gboolean
ctn_statement_is_null (CtnStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

int
ctn_statement_get_n_columns (CtnStatement *self)
{
  return sqlite3_column_count (self->handle);
}

const char *
ctn_statement_get_column_name (CtnStatement *self, int column)
{
  return sqlite3_column_name (self->handle, column);
}

GArray *
ctn_statement_take_ids (CtnStatement *self, GError **error)
{
  g_autoptr (CtnStatement) rows = self;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return NULL;
  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
ctn_statement_free (CtnStatement *self)
{
  if (self == NULL)
    return;
  ctn_statement_reset (self);
  if (g_hash_table_size (self->connection->statements) >= MAX_IDLE_STATEMENTS ||
      g_hash_table_contains (self->connection->statements, self->sql))
    statement_destroy (self);
  else
    g_hash_table_insert (self->connection->statements, self->sql, self);
}
