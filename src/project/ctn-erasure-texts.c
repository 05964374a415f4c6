#include "ctn-erasure-texts.h"

enum { GIVEN_NAME, FAMILY_NAME, EMAIL, PHONE, N_COLUMNS };

#define VALUES(row)                                                                                \
  row " ->> '$.given_name', " row " ->> '$.family_name', " row " ->> '$.email', " row              \
      " ->> '$.phone'"

/* Takes @text. */
static void
add_text (GHashTable *texts, char *text)
{
  g_strstrip (text);
  if (*text != '\0')
    g_hash_table_add (texts, text);
  else
    g_free (text);
}

/* Beyond ASCII, case is not ignored when texts are compared, so each way of writing is listed. */
static void
add_cases (GHashTable *texts, const char *text)
{
  add_text (texts, g_strdup (text));
  add_text (texts, g_utf8_strup (text, -1));
  add_text (texts, g_utf8_strdown (text, -1));
}

static void
add_names (GHashTable *texts, const char *given, const char *family)
{
  g_autofree char *usual = g_strdup_printf ("%s %s", given, family);
  g_autofree char *reversed = g_strdup_printf ("%s %s", family, given);
  g_autofree char *sorted = g_strdup_printf ("%s, %s", family, given);
  g_autofree char *tight = g_strdup_printf ("%s,%s", family, given);

  add_cases (texts, usual);
  add_cases (texts, reversed);
  add_cases (texts, sorted);
  add_cases (texts, tight);
}

/* All values that the columns of the person have and had, each as a set. */
static gboolean
read_values (CtnConnection *connection,
             const char *database,
             gint64 person,
             GHashTable *values[N_COLUMNS],
             GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT given_name, family_name, email, phone FROM %1$s.person WHERE id = ?1 UNION ALL "
      "SELECT " VALUES (
          "before") " FROM %1$s.change WHERE record = 'person' AND row = ?1 AND "
                    "json_valid(before) UNION ALL SELECT " VALUES (
                        "after") " FROM %1$s.change WHERE "
                                 "record = 'person' AND row = ?1 AND json_valid(after)",
      database);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (connection, &local_error, sql, "i", person);

  while (ctn_statement_next (rows, &local_error))
    for (int i = 0; i < N_COLUMNS; i++) {
      const char *value = ctn_statement_get_text (rows, i);

      if (value != NULL && *value != '\0')
        g_hash_table_add (values[i], g_strdup (value));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
add_values (GHashTable *texts, GHashTable *values[N_COLUMNS])
{
  GHashTableIter outer;
  gpointer value;

  for (int i = EMAIL; i < N_COLUMNS; i++) {
    g_hash_table_iter_init (&outer, values[i]);
    while (g_hash_table_iter_next (&outer, &value, NULL))
      add_cases (texts, value);
  }
  g_hash_table_iter_init (&outer, values[GIVEN_NAME]);
  while (g_hash_table_iter_next (&outer, &value, NULL)) {
    GHashTableIter inner;
    gpointer family;

    g_hash_table_iter_init (&inner, values[FAMILY_NAME]);
    while (g_hash_table_iter_next (&inner, &family, NULL))
      add_names (texts, value, family);
  }
}

GStrv
ctn_erasure_list_texts (CtnConnection *connection,
                        const char *database,
                        gint64 person,
                        GError **error)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *values[N_COLUMNS];
  g_autoptr (GPtrArray) keys = NULL;
  gboolean ok;

  for (int i = 0; i < N_COLUMNS; i++)
    values[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = read_values (connection, database, person, values, error);
  if (ok)
    add_values (texts, values);
  for (int i = 0; i < N_COLUMNS; i++)
    g_hash_table_unref (values[i]);
  if (!ok)
    return NULL;
  keys = g_hash_table_steal_all_keys (texts);
  g_ptr_array_add (keys, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

gboolean
ctn_erasure_clear_comments (CtnConnection *connection, gint64 person, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE participant SET comment = NULL WHERE person = ? AND comment "
                             "IS NOT NULL",
                             "i", person);
}
