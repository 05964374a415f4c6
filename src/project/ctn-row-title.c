#include "ctn-row-title.h"

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
    text = read_column (connection, database, table, title_columns[i], row);
    if (text != NULL && *text != '\0')
      return g_steal_pointer (&text);
  }
  return dup_parents_title (connection, database, table, row, depth);
}

static char *
dup_parents_title (CtnConnection *connection,
                   const char *database,
                   const char *table,
                   gint64 row,
                   int depth)
{
  GString *title = g_string_new (NULL);
  g_autoptr (CtnStatement) parents = NULL;

  if (depth < MAX_DEPTH)
    parents =
        ctn_connection_query (connection, NULL,
                              "SELECT \"from\", \"table\" FROM pragma_foreign_key_list (?, ?) "
                              "ORDER BY id DESC",
                              "tt", table, database);
  while (ctn_statement_next (parents, NULL)) {
    g_autofree char *id =
        read_column (connection, database, table, ctn_statement_get_text (parents, 0), row);
    g_autofree char *name =
        id != NULL ? dup_title (connection, database, ctn_statement_get_text (parents, 1),
                                g_ascii_strtoll (id, NULL, 10), depth + 1)
                   : NULL;

    if (name != NULL && *name != '\0')
      g_string_append_printf (title, "%s%s", title->len > 0 ? " – " : "", name);
  }
  return g_string_free (title, FALSE);
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
  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : g_strdup (value);
}
