#include "ctn-row-title.h"

#include <ctn-i18n.h>

#define MAX_DEPTH 3

/* The first of these columns that is not empty names a row. */
static const char *const title_columns[] = {
  "name",    "title",    "label",    "text",   "value",    "code", "item",
  "finding", "document", "function", "header", "language", "year", "date",
};

static char *
read_column (CtnConnection *connection,
             const char *database,
             const char *table,
             const char *column,
             gint64 row)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT \"%s\" FROM %s.\"%s\" WHERE id = ?", column, database, table);

  return ctn_connection_get_text (connection, NULL, sql, "i", row);
}

/* Of a text in several languages ({"en": "…", "de": "…"}) the user's, else the English one, else any. */
static char *
pick_language (CtnConnection *connection, char *text)
{
  g_autofree char *own = text;
  g_autofree char *picked = NULL;
  const char *const *languages = ctn_get_language_names ();
  g_autofree char *language = g_strndup (languages[0], 2);

  if (text == NULL || *text != '{')
    return g_steal_pointer (&own);
  picked = ctn_connection_get_text (
      connection, NULL,
      "SELECT value FROM json_each (CASE WHEN json_valid (?1) THEN ?1 ELSE '{}' END) "
      "WHERE type = 'text' ORDER BY key = ?2 DESC, key = 'en' DESC LIMIT 1",
      "tt", text, language);
  return picked != NULL ? g_steal_pointer (&picked) : g_steal_pointer (&own);
}

static gboolean
has_column (CtnConnection *connection, const char *database, const char *table, const char *column)
{
  gint64 n = 0;

  ctn_connection_get_int (connection, &n, NULL,
                          "SELECT count (*) FROM pragma_table_info (?, ?) WHERE name = ?", "ttt",
                          table, database, column);
  return n > 0;
}

static char *
dup_person (CtnConnection *connection, const char *database, gint64 row)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT trim (ifnull (given_name, '') || ' ' || family_name) FROM %s.person WHERE id = ?",
      database);

  return ctn_connection_get_text (connection, NULL, sql, "i", row);
}

static char *dup_parents_title (CtnConnection *connection,
                                const char *database,
                                const char *table,
                                gint64 row,
                                int depth);

static char *
dup_title (CtnConnection *connection,
           const char *database,
           const char *table,
           gint64 row,
           int depth)
{
  if (g_str_equal (table, "person"))
    return dup_person (connection, database, row);
  for (gsize i = 0; i < G_N_ELEMENTS (title_columns); i++) {
    g_autofree char *text = NULL;

    if (!has_column (connection, database, table, title_columns[i]))
      continue;
    text = pick_language (connection,
                          read_column (connection, database, table, title_columns[i], row));
    if (text != NULL && *text != '\0')
      return g_steal_pointer (&text);
  }
  return dup_parents_title (connection, database, table, row, depth);
}

/* What a row ties together. Of several, the first is what the row belongs to, and known from where it is
 * shown; and whoever is an organisation is called by that alone. */
static char *
dup_parents_title (CtnConnection *connection,
                   const char *database,
                   const char *table,
                   gint64 row,
                   int depth)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtnStatement) parents = NULL;

  if (depth < MAX_DEPTH)
    parents =
        ctn_connection_query (connection, NULL,
                              "SELECT \"from\", \"table\" FROM pragma_foreign_key_list (?, ?) "
                              "ORDER BY id DESC",
                              "tt", table, database);
  while (ctn_statement_next (parents, NULL)) {
    const char *parent = ctn_statement_get_text (parents, 1);
    g_autofree char *id =
        read_column (connection, database, table, ctn_statement_get_text (parents, 0), row);
    g_autofree char *name = id != NULL ? dup_title (connection, database, parent,
                                                    g_ascii_strtoll (id, NULL, 10), depth + 1)
                                       : NULL;

    if (name == NULL || *name == '\0')
      continue;
    if (depth > 0 && g_str_equal (parent, "organisation"))
      return g_steal_pointer (&name);
    g_ptr_array_add (names, g_steal_pointer (&name));
  }
  if (names->len > 1)
    g_ptr_array_remove_index (names, 0);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" – ", (char **) names->pdata);
}

char *
ctn_row_dup_title (CtnConnection *connection, const char *database, const char *table, gint64 row)
{
  char *title = dup_title (connection, database, table, row, 0);

  return title != NULL ? title : g_strdup ("");
}

char *
ctn_row_dup_value (CtnConnection *connection,
                   const char *database,
                   const char *table,
                   const char *column,
                   const char *value)
{
  g_autofree char *parent = NULL;
  g_autofree char *title = NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  parent = ctn_connection_get_text (
      connection, NULL, "SELECT \"table\" FROM pragma_foreign_key_list (?, ?) WHERE \"from\" = ?",
      "ttt", table, database, column);
  if (parent != NULL)
    title = ctn_row_dup_title (connection, database, parent, g_ascii_strtoll (value, NULL, 10));
  if (title != NULL && *title != '\0')
    return g_steal_pointer (&title);
  return pick_language (connection, g_strdup (value));
}
