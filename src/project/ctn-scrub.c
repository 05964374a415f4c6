#include "ctn-scrub.h"

#include <string.h>

#include "ctn-schema.h"

#define MIN_BYTES 3

struct _CtnScrub {
  GPtrArray *needles; /* (owned) in ASCII lower case, the longest first */
};

/* A text within JSON, as json_quote() of SQLite writes it. */
static char *
dup_json (const char *text)
{
  GString *json = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (json, '\\');
    g_string_append_c (json, *p);
  }
  return g_string_free (json, FALSE);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize one = strlen (*(const char *const *) a);
  gsize other = strlen (*(const char *const *) b);

  return (one < other) - (one > other);
}

/* Takes @needle. */
static void
add_needle (CtnScrub *self, char *needle)
{
  for (char *p = needle; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  if (strlen (needle) >= MIN_BYTES &&
      !g_ptr_array_find_with_equal_func (self->needles, needle, g_str_equal, NULL))
    g_ptr_array_add (self->needles, needle);
  else
    g_free (needle);
}

CtnScrub *
ctn_scrub_new (const char *const *texts)
{
  CtnScrub *self = g_new0 (CtnScrub, 1);

  self->needles = g_ptr_array_new_with_free_func (g_free);
  for (const char *const *text = texts; text != NULL && *text != NULL; text++) {
    add_needle (self, g_strdup (*text));
    add_needle (self, dup_json (*text));
  }
  /* What is part of another one must not break it into pieces. */
  g_ptr_array_sort (self->needles, compare_lengths);
  return self;
}

void
ctn_scrub_free (CtnScrub *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->needles);
  g_free (self);
}

/* The length of the needle that is found at @data, 0 for none. */
static gsize
match (const CtnScrub *self, const char *data, gsize size)
{
  char first = g_ascii_tolower (*data);

  for (guint i = 0; i < self->needles->len; i++) {
    const char *needle = g_ptr_array_index (self->needles, i);
    gsize length = strlen (needle);

    if (first == *needle && length <= size && g_ascii_strncasecmp (data, needle, length) == 0)
      return length;
  }
  return 0;
}

gboolean
ctn_scrub_finds (const CtnScrub *self, const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (match (self, data + i, size - i) > 0)
      return TRUE;
  return FALSE;
}

char *
ctn_scrub_clean (const CtnScrub *self, const char *text)
{
  GString *clean = g_string_new (NULL);
  gsize size = strlen (text);

  for (gsize i = 0; i < size;) {
    gsize length = match (self, text + i, size - i);

    if (length > 0)
      g_string_append (clean, CTN_SCRUB_REPLACEMENT);
    else
      g_string_append_c (clean, text[i]);
    i += MAX (length, 1);
  }
  return g_string_free (clean, FALSE);
}

static void
mentions_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const CtnScrub *self = sqlite3_user_data (context);
  const char *data = sqlite3_value_blob (values[0]);
  int size = sqlite3_value_bytes (values[0]);

  sqlite3_result_int (context, data != NULL && ctn_scrub_finds (self, data, (gsize) size));
}

static void
scrub_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const CtnScrub *self = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, ctn_scrub_clean (self, text), -1, g_free);
}

gboolean
ctn_scrub_add_functions (CtnScrub *self, CtnConnection *connection, GError **error)
{
  sqlite3 *db = ctn_connection_get_handle (connection);

  if (sqlite3_create_function (db, "ctn_mentions", 1, SQLITE_UTF8, self, mentions_func, NULL,
                               NULL) == SQLITE_OK &&
      sqlite3_create_function (db, "ctn_scrub", 1, SQLITE_UTF8, self, scrub_func, NULL, NULL) ==
          SQLITE_OK)
    return TRUE;
  return ctn_connection_fail (connection, "ctn_scrub", error);
}

/* SQL about the columns with texts of @table: with @set, "a = ctn_scrub(a), …", else whether one of them
 * mentions a text; "" when it has none. */
static char *
dup_columns_sql (CtnConnection *connection, const char *table, gboolean set, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = ctn_connection_query (
      connection, &local_error,
      "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE type = 'TEXT'", "t", table);

  while (ctn_statement_next (columns, &local_error)) {
    const char *column = ctn_statement_get_text (columns, 0);

    if (set)
      g_string_append_printf (sql, "%s\"%s\" = ctn_scrub(\"%s\")", sql->len > 0 ? ", " : "", column,
                              column);
    else
      g_string_append_printf (sql, "%sctn_mentions(\"%s\")", sql->len > 0 ? " OR " : "", column);
  }
  if (local_error == NULL)
    return g_string_free (g_steal_pointer (&sql), FALSE);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
keep_rows_of (CtnConnection *connection,
              CtnStatement *insert,
              CtnConnection *other,
              const char *database,
              const char *table,
              GError **error)
{
  g_autofree char *where = dup_columns_sql (connection, table, FALSE, error);
  g_autofree char *sql = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (where == NULL || *where == '\0')
    return where != NULL;
  sql = g_strdup_printf ("SELECT id FROM %s.\"%s\" WHERE %s", database, table, where);
  rows = ctn_connection_query (other, &local_error, sql, "");
  while (local_error == NULL && ctn_statement_next (rows, &local_error)) {
    ctn_statement_bind_text (insert, 1, table);
    ctn_statement_bind_int (insert, 2, ctn_statement_get_int (rows, 0));
    ctn_statement_next (insert, &local_error);
    ctn_statement_reset (insert);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_scrub_keep_rows (CtnConnection *connection,
                     CtnConnection *other,
                     const char *database,
                     GError **error)
{
  g_auto (GStrv) tables = ctn_schema_list_tables (connection, error);
  g_autoptr (CtnStatement) insert = NULL;

  if (tables == NULL ||
      !ctn_connection_exec (
          connection,
          "CREATE TEMP TABLE IF NOT EXISTS kept_row (record TEXT NOT NULL, "
          "row INTEGER NOT NULL, PRIMARY KEY (record, row)) STRICT, WITHOUT ROWID; "
          "DELETE FROM temp.kept_row;",
          error))
    return FALSE;
  insert = ctn_connection_query (connection, error,
                                 "INSERT INTO temp.kept_row (record, row) VALUES (?, ?)", "");
  for (char **table = tables; insert != NULL && other != NULL && *table != NULL; table++)
    if (!keep_rows_of (connection, insert, other, database, *table, error))
      return FALSE;
  return insert != NULL;
}

static gboolean
clean_table (CtnConnection *connection, const char *table, GError **error)
{
  g_autofree char *set = dup_columns_sql (connection, table, TRUE, error);
  g_autofree char *where = set != NULL ? dup_columns_sql (connection, table, FALSE, error) : NULL;
  g_autofree char *sql = NULL;

  if (where == NULL || *where == '\0')
    return where != NULL;
  sql = g_strdup_printf ("UPDATE main.\"%1$s\" SET %2$s WHERE (%3$s) AND id NOT IN "
                         "(SELECT row FROM temp.kept_row WHERE record = '%1$s')",
                         table, set, where);
  return ctn_connection_run (connection, error, sql, "");
}

gboolean
ctn_scrub_clean_tables (CtnConnection *connection, GError **error)
{
  g_auto (GStrv) tables = ctn_schema_list_tables (connection, error);

  for (char **table = tables; table != NULL && *table != NULL; table++)
    if (!clean_table (connection, *table, error))
      return FALSE;
  return tables != NULL;
}

gboolean
ctn_scrub_clean_history (CtnConnection *connection, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE change SET before = ctn_scrub(before), "
                             "after = ctn_scrub(after) WHERE (ctn_mentions(before) OR "
                             "ctn_mentions(after)) AND (record, row) NOT IN "
                             "(SELECT record, row FROM temp.kept_row)",
                             "") &&
         ctn_connection_run (connection, error,
                             "UPDATE operation SET subject = ctn_scrub(subject) "
                             "WHERE ctn_mentions(subject) AND id NOT IN (SELECT c.operation FROM "
                             "change AS c JOIN temp.kept_row AS k ON k.record = c.record AND "
                             "k.row = c.row)",
                             "");
}
