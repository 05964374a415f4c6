#include "random-support.h"

#include <ctn-schema.h>
#include <math.h>
#include <string.h>

#include "project-support.h"

#define MAX_TRIES 200
#define MAX_COLUMNS 64
#define RARELY 100 /* one in so many required values is missing: refused, and then rolled back */

static const char *const texts[] = {
  "",
  "a",
  "it's \"quoted\" `and` [so]",
  "Žluťoučký kůň, 株式会社, עברית, 👩‍🔬",
  "{\"en\": \"Health\"}",
  "line\nbreak\ttab\\backslash\x01\x7f",
  "null",
  "9e999",
  "2024-02-29",
  "text",
  "%s%n; DROP TABLE tag; --",
};
static const double reals[] = {
  0.1,    1e308, -0.0, 0.0,           5e-324, 1.0 / 3.0, 89.99999999999999,  -1e-300, 3.0, 100.0,
  -4.5e9, 1e22,  42,   1.7976931e308, 2.5,    INFINITY,  9007199254740993.0,
};
static const gint64 integers[] = {
  0, 1, 2, 5, -1, 2024, 1000, 9007199254740993, G_MAXINT64, G_MININT64, 4,
};

static void
column_free (gpointer data)
{
  RandomColumn *column = data;

  g_free (column->name);
  g_free (column->type);
  g_free (column->parent);
  g_strfreev (column->choices);
  g_free (column);
}

static void
table_free (gpointer data)
{
  RandomTable *table = data;

  g_free (table->name);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

/* What is named in CHECK (column IN ('a', 'b')), or both ends in CHECK (column BETWEEN 1 AND 5). */
static GStrv
find_choices (const char *sql, const char *column, gboolean *ends)
{
  g_autofree char *pattern =
      g_strdup_printf ("CHECK \\(%s (?:IN \\(([^)]*)\\)|BETWEEN (\\S+ AND [^ )]+))", column);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *list = NULL;
  GStrv choices;

  if (!g_regex_match (regex, sql, 0, &match))
    return NULL;
  *ends = g_match_info_get_match_count (match) > 2;
  list = g_match_info_fetch (match, *ends ? 2 : 1);
  choices = g_strsplit (list, *ends ? " AND " : ",", -1);
  for (char **choice = choices; *choice != NULL; choice++) {
    g_strstrip (*choice);
    if (**choice != '\'')
      continue;
    memmove (*choice, *choice + 1, strlen (*choice));
    (*choice)[strlen (*choice) - 1] = '\0';
  }
  return choices;
}

static RandomTable *
describe_table (CtnConnection *connection, const char *name)
{
  g_autoptr (GError) error = NULL;
  RandomTable *table = g_new0 (RandomTable, 1);
  g_autofree char *sql = ctn_connection_get_text (
      connection, &error, "SELECT sql FROM sqlite_schema WHERE name = ?", "t", name);
  g_autoptr (CtnStatement) columns = ctn_connection_query (
      connection, &error,
      "SELECT c.name, c.type, f.\"table\", c.\"notnull\" FROM pragma_table_info(?1) AS c "
      "LEFT JOIN pragma_foreign_key_list(?1) AS f ON f.\"from\" = c.name WHERE c.name <> 'id'",
      "t", name);

  table->name = g_strdup (name);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  while (ctn_statement_next (columns, &error)) {
    RandomColumn *column = g_new0 (RandomColumn, 1);

    column->name = g_strdup (ctn_statement_get_text (columns, 0));
    column->type = g_strdup (ctn_statement_get_text (columns, 1));
    column->parent = g_strdup (ctn_statement_get_text (columns, 2));
    column->required = ctn_statement_get_int (columns, 3) != 0;
    column->choices = find_choices (sql, column->name, &column->ends);
    g_ptr_array_add (table->columns, column);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (table->columns->len, <, MAX_COLUMNS);
  return table;
}

GPtrArray *
random_describe_tables (CtnConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = ctn_schema_list_tables (connection, &error);
  GPtrArray *tables = g_ptr_array_new_with_free_func (table_free);

  g_assert_no_error (error);
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (tables, describe_table (connection, *name));
  return tables;
}

/* A random row's id, 0 when the table is empty. */
static gint64
pick_row (CtnConnection *connection, const char *table, GRand *rand)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM \"%s\" ORDER BY id LIMIT 1 OFFSET ? %% max(1, (SELECT count(*) FROM \"%s\"))",
      table, table);
  gint64 id = 0;

  ctn_connection_get_int (connection, &id, NULL, sql, "i", (gint64) g_rand_int (rand));
  return id;
}

static void
bind_text (CtnStatement *statement, int parameter, RandomWork *work)
{
  const char *text = texts[g_rand_int_range (work->rand, 0, G_N_ELEMENTS (texts))];
  g_autofree char *other =
      work->unique != 0 ? g_strdup_printf ("%s#%u", text, work->unique++) : g_strdup (text);

  ctn_statement_bind_text (statement, parameter, other);
}

static void
bind_random (CtnConnection *connection,
             CtnStatement *statement,
             int parameter,
             const RandomColumn *column,
             RandomWork *work)
{
  GRand *rand = work->rand;
  gint64 parent = column->parent != NULL ? pick_row (connection, column->parent, rand) : 0;

  if (g_rand_int_range (rand, 0, column->required ? RARELY : 6) == 0)
    ctn_statement_bind_null (statement, parameter);
  else if (column->parent != NULL && parent == 0)
    ctn_statement_bind_null (statement, parameter);
  else if (column->parent != NULL)
    ctn_statement_bind_int (statement, parameter, parent);
  else if (column->choices != NULL && (!column->ends || g_rand_boolean (rand)))
    ctn_statement_bind_text (
        statement, parameter,
        column->choices[g_rand_int_range (rand, 0, (int) g_strv_length (column->choices))]);
  else if (g_str_equal (column->type, "REAL"))
    ctn_statement_bind_double (statement, parameter,
                               reals[g_rand_int_range (rand, 0, G_N_ELEMENTS (reals))]);
  else if (g_str_equal (column->type, "INTEGER"))
    ctn_statement_bind_int (statement, parameter,
                            integers[g_rand_int_range (rand, 0, G_N_ELEMENTS (integers))]);
  else
    bind_text (statement, parameter, work);
}

static gboolean
insert_row (CtnConnection *connection, gpointer data, GError **error)
{
  RandomWork *work = data;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  g_string_printf (sql, "INSERT INTO \"%s\" VALUES (?", work->table->name);
  for (guint i = 0; i < work->table->columns->len; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  statement = ctn_connection_query (connection, error, sql->str, "i", work->next_id);
  for (guint i = 0; statement != NULL && i < work->table->columns->len; i++)
    bind_random (connection, statement, (int) i + 2, work->table->columns->pdata[i], work);
  ctn_statement_next (statement, &local_error);
  if (local_error == NULL)
    return statement != NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_empty (CtnProject *project, const RandomTable *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", table->name);

  return support_count (project, sql) == 0;
}

/* Up to three columns of one row, or of all rows. */
static gboolean
update_rows (CtnConnection *connection, gpointer data, GError **error)
{
  RandomWork *work = data;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 row = pick_row (connection, work->table->name, work->rand);
  guint n = (guint) g_rand_int_range (work->rand, 1, 4);
  const RandomColumn *columns[3];

  g_string_printf (sql, "UPDATE \"%s\" SET ", work->table->name);
  for (guint i = 0; i < n; i++) {
    columns[i] = work->table->columns
                     ->pdata[g_rand_int_range (work->rand, 0, (int) work->table->columns->len)];
    g_string_append_printf (sql, "%s\"%s\" = ?", i > 0 ? ", " : "", columns[i]->name);
  }
  if (g_rand_int_range (work->rand, 0, 8) > 0)
    g_string_append_printf (sql, " WHERE id = %" G_GINT64_FORMAT, row);
  statement = ctn_connection_query (connection, error, sql->str, "");
  for (guint i = 0; statement != NULL && i < n; i++)
    bind_random (connection, statement, (int) i + 1, columns[i], work);
  ctn_statement_next (statement, &local_error);
  if (local_error == NULL)
    return statement != NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
delete_row (CtnConnection *connection, gpointer data, GError **error)
{
  RandomWork *work = data;
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", work->table->name);

  return ctn_connection_run (connection, error, sql, "i",
                             pick_row (connection, work->table->name, work->rand));
}

/* Two settings exchange their unique names, by way of a third. */
static gboolean
swap_names (CtnConnection *connection, gpointer data, GError **error)
{
  RandomWork *work = data;

  return ctn_connection_run (connection, error, "DELETE FROM setting", "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO setting VALUES (?1, 'a', 1), (?1 + 1, 'b', NULL)", "i",
                             work->next_id) &&
         ctn_connection_run (connection, error, "UPDATE setting SET name = 't' WHERE id = ?", "i",
                             work->next_id) &&
         ctn_connection_run (connection, error, "UPDATE setting SET name = 'a' WHERE id = ? + 1",
                             "i", work->next_id) &&
         ctn_connection_run (connection, error, "UPDATE setting SET name = 'b' WHERE id = ?", "i",
                             work->next_id);
}

guint
random_operate (CtnProject *project, RandomWork *work, int kind)
{
  const CtnOperation operation = { "Random", NULL, NULL };
  gint64 before = support_count (project, "SELECT count(*) FROM operation");

  for (int i = 0; i < MAX_TRIES; i++) {
    CtnTransactFunc function = kind < RANDOM_UPDATE   ? insert_row
                               : kind < RANDOM_DELETE ? update_rows
                               : kind < RANDOM_SWAP   ? delete_row
                                                      : swap_names;

    work->next_id += 2;
    if (!ctn_project_transact (project, &operation, function, work, NULL))
      continue;
    /* Nothing is recorded of an update that writes what is there already: other values will do. Where
     * there is no row, there is nothing to change or delete. */
    if (support_count (project, "SELECT count(*) FROM operation") == before) {
      if (is_empty (project, work->table))
        return 0;
      continue;
    }
    work->table->n_inserted += function == insert_row;
    work->table->n_updated += function == update_rows;
    work->table->n_deleted += function == delete_row;
    return 1;
  }
  return 0;
}
