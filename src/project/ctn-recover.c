#include "ctn-recover.h"

#include <ctn-i18n.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ctn-change-log.h"
#include "ctn-check.h"
#include "ctn-project.h"
#include "ctn-schema.h"

#define PAGE_SIZE 4096
#define HEADER_SIZE 100
#define MAX_PROBES 4000 /* per table, while looking for what lies between unreadable pages */
#define BASE_SECONDS 20.0
#define SECONDS_PER_BYTE (1.0 / (5.0 * 1024 * 1024))
#define MAX_PASSES 64
#define CONTENTS "attachment_content"

typedef struct {
  CtnConnection *from;
  CtnConnection *to;
  sqlite3_stmt *ascend;  /* the row after ?1, up to ?2 */
  sqlite3_stmt *descend; /* the row before ?2, down to ?1 */
  sqlite3_stmt *insert;
  CtnRecoveredTable *table;
  guint n_probes;
  gboolean failed; /* the new database cannot be written */
} Reader;

static void
table_free (gpointer data)
{
  CtnRecoveredTable *self = data;

  g_free (self->table);
  g_free (self);
}

static void
put_big_endian (guint8 *bytes, guint32 value)
{
  for (int i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> (24 - 8 * i));
}

/* Every project file that was published has the same header but for what is put in here from the
 * file itself (SQLite file format, "The Database Header"), so a damaged one need not be believed.
 * Returns the version of the schema. */
static int
mend_header (guint8 *header, gint64 size)
{
  guint32 version = (guint32) header[60] << 24 | (guint32) header[61] << 16 |
                    (guint32) header[62] << 8 | header[63];
  guint32 counter = 1;

  if (version < 1 || version > (guint32) ctn_schema_get_version ())
    version = (guint32) ctn_schema_get_version ();
  memset (header, 0, HEADER_SIZE);
  memcpy (header, "SQLite format 3", 16);
  header[16] = PAGE_SIZE >> 8;
  header[18] = header[19] = 1; /* no write-ahead log */
  header[21] = 64;
  header[22] = header[23] = 32;
  put_big_endian (header + 24, counter);
  put_big_endian (header + 28, (guint32) ((size + PAGE_SIZE - 1) / PAGE_SIZE));
  put_big_endian (header + 40, 1); /* schema cookie */
  put_big_endian (header + 44, 4); /* schema format */
  put_big_endian (header + 56, 1); /* UTF-8 */
  put_big_endian (header + 60, version);
  put_big_endian (header + 68, CTN_SCHEMA_APPLICATION_ID);
  put_big_endian (header + 92, counter);
  put_big_endian (header + 96, SQLITE_VERSION_NUMBER);
  return (int) version;
}

/* Mends the private copy at @path. Returns the version of its schema, 0 with @error set. */
static int
mend (const char *path, gint64 *size, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  int version = 0;

  *size = fd >= 0 ? lseek (fd, 0, SEEK_END) : 0;
  if (*size > CTN_CHECK_MAX_BYTES) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_TOO_LARGE,
                         _ ("The file is larger than any project can be."));
  } else if (*size < PAGE_SIZE || pread (fd, header, HEADER_SIZE, 0) != HEADER_SIZE) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                         _ ("The file is too short: there is no record in it."));
  } else {
    version = mend_header (header, *size);
    if (pwrite (fd, header, HEADER_SIZE, 0) != HEADER_SIZE ||
        ftruncate (fd, (*size + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE) != 0) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be written."), path);
      version = 0;
    }
  }
  if (fd >= 0)
    close (fd);
  return version;
}

/* Whether the bytes of an attached file are what they were: other tables have no sums. */
static gboolean
is_sound (Reader *self, sqlite3_stmt *row)
{
  const guint8 *bytes;
  g_autofree char *hash = NULL;
  gsize size;

  if (!g_str_equal (self->table->table, CONTENTS))
    return TRUE;
  /* In the order of the schema: id, hash, size, data. */
  bytes = sqlite3_column_blob (row, 3);
  size = (gsize) sqlite3_column_bytes (row, 3);
  hash =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes != NULL ? bytes : (guint8 *) "", size);
  return g_strcmp0 (hash, (const char *) sqlite3_column_text (row, 1)) == 0;
}

/* A column of text takes what damage has made of it; bytes stay bytes only where they belong. */
static void
bind_value (Reader *self, sqlite3_stmt *row, int column)
{
  int type = sqlite3_column_type (row, column);
  gboolean is_bytes = g_strcmp0 (sqlite3_column_decltype (row, column), "BLOB") == 0;

  if (type == SQLITE_TEXT || (type == SQLITE_BLOB && !is_bytes)) {
    const char *text = (const char *) sqlite3_column_text (row, column);
    g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

    sqlite3_bind_text (self->insert, column + 1, valid, -1, SQLITE_TRANSIENT);
  } else {
    sqlite3_bind_value (self->insert, column + 1, sqlite3_column_value (row, column));
  }
}

/* Copies the current row. What the new table refuses is counted and left out. */
static void
take_row (Reader *self, sqlite3_stmt *row)
{
  int n = sqlite3_column_count (row);
  int code;

  if (!is_sound (self, row)) {
    self->table->n_refused++;
    return;
  }
  for (int i = 0; i < n; i++)
    bind_value (self, row, i);
  code = sqlite3_step (self->insert) & 0xff;
  sqlite3_reset (self->insert);
  if (code == SQLITE_DONE)
    self->table->n_recovered++;
  else if (code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG)
    self->table->n_refused++;
  else
    self->failed = TRUE;
}

/* Takes the rows between @low and @high, both excluded, in the order of @statement until one cannot
 * be read. @reached: the last id that was read, or where it began. Returns whether all were read. */
static gboolean
walk (Reader *self, sqlite3_stmt *statement, gint64 low, gint64 high, gint64 *reached)
{
  gboolean up = statement == self->ascend;
  gint64 last = up ? low : high;
  int code;

  self->n_probes++;
  sqlite3_bind_int64 (statement, 1, low);
  sqlite3_bind_int64 (statement, 2, high);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW && !self->failed) {
    gint64 id = sqlite3_column_int64 (statement, 0);

    /* In a damaged table the order may be wrong, and a ring of pages would never end. */
    if (up ? id <= last || id >= high : id >= last || id <= low)
      break;
    take_row (self, statement);
    last = id;
  }
  sqlite3_reset (statement);
  *reached = last;
  return code == SQLITE_DONE && !self->failed;
}

typedef struct {
  gint64 low;
  gint64 high;
} Gap;

static void
push_gap (GQueue *gaps, gint64 low, gint64 high)
{
  Gap *gap;

  if (high - low < 2)
    return;
  gap = g_new (Gap, 1);
  *gap = (Gap) { low, high };
  g_queue_push_tail (gaps, gap);
}

/* From both ends towards the damage, then from the middle of each gap to its sides, the wide gaps
 * before the narrow ones: readable pages between damaged ones are hit before the probes run out. */
static void
take_all (Reader *self)
{
  GQueue gaps = G_QUEUE_INIT;
  gint64 low = 0; /* ids are greater */
  gint64 high = G_MAXINT64;

  if (walk (self, self->ascend, low, high, &low))
    return;
  self->table->incomplete = TRUE;
  if (!walk (self, self->descend, low, high, &high))
    push_gap (&gaps, low, high);
  while (!g_queue_is_empty (&gaps) && self->n_probes < MAX_PROBES && !self->failed) {
    g_autofree Gap *gap = g_queue_pop_head (&gaps);
    gint64 middle = gap->low + (gap->high - gap->low) / 2;
    gint64 end;

    if (!walk (self, self->descend, gap->low, middle, &end))
      push_gap (&gaps, gap->low, end);
    if (!walk (self, self->ascend, middle - 1, gap->high, &end))
      push_gap (&gaps, MAX (end, middle), gap->high);
  }
  g_queue_clear_full (&gaps, g_free);
}

static char *
list_columns (CtnConnection *from, const char *table, CtnConnection *to, guint *n)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CtnStatement) found =
      ctn_connection_query (from, NULL, "SELECT name FROM pragma_table_xinfo (?)", "t", table);
  g_autoptr (CtnStatement) known = ctn_connection_query (
      to, NULL, "SELECT name FROM pragma_table_xinfo (?) ORDER BY cid", "t", table);

  *n = 0;
  while (found != NULL && ctn_statement_next (found, NULL))
    g_hash_table_add (present, g_strdup (ctn_statement_get_text (found, 0)));
  while (known != NULL && ctn_statement_next (known, NULL)) {
    const char *name = ctn_statement_get_text (known, 0);

    if (!g_hash_table_contains (present, name))
      continue;
    g_string_append_printf (list, "%s\"%s\"", *n > 0 ? ", " : "", name);
    ++*n;
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static sqlite3_stmt *
prepare (CtnConnection *connection, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (ctn_connection_get_handle (connection), sql, -1, &statement, NULL);
  return statement;
}

/* Names come from our own schema, not from the file: only of tables and columns that both have. */
static gboolean
prepare_all (Reader *self, const char *table)
{
  guint n = 0;
  g_autofree char *columns = list_columns (self->from, table, self->to, &n);
  g_autofree char *range = g_strdup_printf ("SELECT %s FROM main.\"%s\" NOT INDEXED WHERE "
                                            "id > ?1 AND id < ?2 ORDER BY id",
                                            columns, table);
  g_autofree char *backwards = g_strconcat (range, " DESC", NULL);
  g_autoptr (GString) insert = g_string_new (NULL);

  if (n == 0 || !g_str_has_prefix (columns, "\"id\""))
    return FALSE;
  g_string_printf (insert, "INSERT INTO main.\"%s\" (%s) VALUES (?", table, columns);
  for (guint i = 1; i < n; i++)
    g_string_append (insert, ", ?");
  g_string_append_c (insert, ')');
  self->ascend = prepare (self->from, range);
  self->descend = prepare (self->from, backwards);
  self->insert = prepare (self->to, insert->str);
  return self->ascend != NULL && self->descend != NULL && self->insert != NULL;
}

/* Whether @table is a real one with the definition that we ship: what is not, is not run. */
static gboolean
is_ours (Reader *self, const char *table)
{
  const char *sql = "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ? AND "
                    "rootpage > 0";
  g_autofree char *found = ctn_connection_get_text (self->from, NULL, sql, "t", table);
  g_autofree char *expected = ctn_connection_get_text (self->to, NULL, sql, "t", table);

  return found != NULL && g_strcmp0 (found, expected) == 0;
}

static CtnRecoveredTable *
recover_table (CtnConnection *from, CtnConnection *to, const char *name, GError **error)
{
  CtnRecoveredTable *table = g_new0 (CtnRecoveredTable, 1);
  Reader reader = { .from = from, .to = to, .table = table };

  table->table = g_strdup (name);
  if (is_ours (&reader, name) && prepare_all (&reader, name))
    take_all (&reader);
  else
    table->incomplete = TRUE;
  if (reader.failed)
    ctn_connection_fail (to, name, error);
  sqlite3_finalize (reader.ascend);
  sqlite3_finalize (reader.descend);
  sqlite3_finalize (reader.insert);
  if (!reader.failed)
    return table;
  table_free (table);
  return NULL;
}

static CtnRecoveredTable *
find_table (GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++) {
    CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    if (g_strcmp0 (table->table, name) == 0)
      return table;
  }
  return NULL;
}

/* One reference to a row that is lost: the reference goes when it may be empty, else the row. */
static gboolean
cut (CtnConnection *to, CtnRecoveredTable *table, gint64 row, gint64 key, GError **error)
{
  g_autofree char *column = ctn_connection_get_text (
      to, NULL,
      "SELECT f.\"from\" FROM pragma_foreign_key_list (?1) AS f JOIN pragma_table_xinfo (?1) AS c "
      "ON c.name = f.\"from\" WHERE f.id = ?2 AND NOT c.\"notnull\" AND f.on_delete = 'SET NULL'",
      "ti", table->table, key);
  g_autofree char *sql =
      column != NULL
          ? g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = NULL WHERE id = ?", table->table, column)
          : g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", table->table);

  if (!ctn_connection_run (to, error, sql, "i", row))
    return FALSE;
  if (column == NULL && ctn_connection_get_changes (to) > 0) {
    table->n_dangling++;
    table->n_recovered--;
  }
  return TRUE;
}

/* Each pass may leave further rows without what they belong to, as deep as the tables refer. */
static gboolean
cut_dangling (CtnConnection *to, GPtrArray *tables, GError **error)
{
  for (int pass = 0; pass < MAX_PASSES; pass++) {
    g_autoptr (CtnStatement) statement = NULL;
    g_autoptr (GError) local_error = NULL;
    guint n = 0;

    if (!ctn_connection_exec (to,
                              "DROP TABLE IF EXISTS temp.dangling; CREATE TEMP TABLE dangling AS "
                              "SELECT \"table\" AS t, rowid AS r, fkid AS k "
                              "FROM pragma_foreign_key_check",
                              error))
      return FALSE;
    statement = ctn_connection_query (to, &local_error, "SELECT t, r, k FROM temp.dangling", "");
    while (ctn_statement_next (statement, &local_error)) {
      CtnRecoveredTable *table = find_table (tables, ctn_statement_get_text (statement, 0));

      if (table != NULL && !cut (to, table, ctn_statement_get_int (statement, 1),
                                 ctn_statement_get_int (statement, 2), error))
        return FALSE;
      n++;
    }
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    if (n == 0)
      return TRUE;
  }
  return TRUE;
}

/* Bytes whose attachment is lost are no file any more: nothing tells what they are called. */
static gboolean
drop_contents (CtnConnection *to, CtnRecoveredTable *contents, GError **error)
{
  if (!ctn_change_log_drop_contents (to, error))
    return FALSE;
  contents->n_dangling += (guint64) ctn_connection_get_changes (to);
  contents->n_recovered -= (guint64) ctn_connection_get_changes (to);
  return TRUE;
}

/* The tables with records, and what is attached to them. */
static GStrv
list_tables (CtnConnection *to, GError **error)
{
  g_auto (GStrv) names = ctn_schema_list_tables (to, error);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  gint64 has_contents = 0;

  if (names == NULL || !ctn_connection_get_int (
                           to, &has_contents, error,
                           "SELECT count(*) FROM main.sqlite_schema WHERE name = ?", "t", CONTENTS))
    return NULL;
  g_strv_builder_addv (all, (const char **) names);
  if (has_contents)
    g_strv_builder_add (all, CONTENTS);
  return g_strv_builder_end (all);
}

static GPtrArray *
recover_tables (CtnConnection *from, CtnConnection *to, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) names = list_tables (to, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (table_free);
  CtnRecoveredTable *contents;
  guint64 n = 0;

  if (names == NULL || !ctn_connection_exec (to, "BEGIN", error))
    return NULL;
  for (char **name = names; *name != NULL; name++) {
    CtnRecoveredTable *table = recover_table (from, to, *name, error);

    if (table == NULL || g_cancellable_set_error_if_cancelled (cancellable, error)) {
      if (table != NULL)
        table_free (table);
      return NULL;
    }
    n += table->n_recovered;
    g_ptr_array_add (tables, table);
  }
  if (n == 0) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                         _ ("No record of a Catenary project can be read in this file. Look for an "
                            "older copy of it, for example in a backup."));
    return NULL;
  }
  contents = find_table (tables, CONTENTS);
  if (!cut_dangling (to, tables, error) ||
      (contents != NULL && !drop_contents (to, contents, error)) ||
      !ctn_connection_exec (to, "COMMIT", error))
    return NULL;
  return g_steal_pointer (&tables);
}

/* The mended copy at @from_path into a new database at @to_path. */
static GPtrArray *
recover_copy (const char *from_path, const char *to_path, GCancellable *cancellable, GError **error)
{
  gint64 size = 0;
  int version = mend (from_path, &size, error);
  g_autoptr (CtnConnection) from = NULL;
  g_autoptr (CtnConnection) to = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (version == 0)
    return NULL;
  from = ctn_connection_open (from_path, CTN_CONNECTION_FOREIGN, error);
  to = from != NULL ? ctn_connection_open (to_path, CTN_CONNECTION_SIDE, error) : NULL;
  if (to == NULL || !ctn_schema_make (to, version, error))
    return NULL;
  ctn_connection_set_cancellable (from, cancellable);
  ctn_connection_set_deadline (from, BASE_SECONDS + (double) size * SECONDS_PER_BYTE);
  tables = recover_tables (from, to, cancellable, error);
  if (tables == NULL || !ctn_connection_exec (to, "PRAGMA journal_mode = DELETE", error))
    return NULL;
  return g_steal_pointer (&tables);
}

/* Opening checks and migrates what was recovered, like any other file. */
static gboolean
publish (const char *path, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) recovered = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (CtnProject) project = ctn_project_open_untitled (recovered, name, cancellable, error);
  gboolean ok = project != NULL && ctn_project_save_as (project, file, cancellable, error);

  if (project != NULL)
    ctn_project_close (project, TRUE, NULL);
  return ok;
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

GPtrArray *
ctn_recover_file (GFile *damaged, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("catenary-XXXXXX", error);
  g_autofree char *from_path = NULL;
  g_autofree char *to_path = NULL;
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (folder == NULL)
    return NULL;
  from_path = g_build_filename (folder, "damaged.db", NULL);
  to_path = g_build_filename (folder, "recovered.db", NULL);
  copy = g_file_new_for_path (from_path);
  if (g_file_copy (damaged, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL, error))
    tables = recover_copy (from_path, to_path, cancellable, error);
  if (tables != NULL && !publish (to_path, file, cancellable, error))
    g_clear_pointer (&tables, g_ptr_array_unref);
  remove_all (folder);
  return g_steal_pointer (&tables);
}
