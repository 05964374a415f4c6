#include "ctn-scrub.h"

#include <string.h>

#include "ctn-schema.h"

#define MIN_BYTES 3
#define REPLACEMENT "…"

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
      g_string_append (clean, REPLACEMENT);
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

static gboolean
clean_table (CtnConnection *connection, const char *table, GError **error)
{
  g_autoptr (GString) set = g_string_new (NULL);
  g_autoptr (GString) where = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = ctn_connection_query (
      connection, &local_error,
      "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE type = 'TEXT'", "t", table);

  while (ctn_statement_next (columns, &local_error)) {
    const char *column = ctn_statement_get_text (columns, 0);

    g_string_append_printf (set, "%s\"%s\" = ctn_scrub(\"%s\")", set->len > 0 ? ", " : "", column,
                            column);
    g_string_append_printf (where, "%sctn_mentions(\"%s\")", where->len > 0 ? " OR " : "", column);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (set->len == 0)
    return TRUE;
  sql = g_strdup_printf ("UPDATE main.\"%s\" SET %s WHERE %s", table, set->str, where->str);
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
