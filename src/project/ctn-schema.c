#include "ctn-schema.h"

#include <ctn-i18n.h>

#include "ctn-project-error.h"
#include "ctn-schema-resources.h"

static GBytes *
load_script (int version)
{
  g_autofree char *path = g_strdup_printf ("/io/github/catenary/schema/%03d.sql", version);

  return g_resource_lookup_data (ctn_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

int
ctn_schema_get_version (void)
{
  static gsize version = 0;

  if (g_once_init_enter (&version)) {
    gsize n = 0;
    GBytes *script;

    while ((script = load_script ((int) n + 1)) != NULL) {
      g_bytes_unref (script);
      n++;
    }
    g_once_init_leave (&version, n);
  }
  return (int) version;
}

static gboolean
run_script (CtnConnection *connection, int version, GError **error)
{
  g_autoptr (GBytes) script = load_script (version);
  g_autofree char *footer = NULL;

  g_assert (script != NULL);
  footer = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                            CTN_SCHEMA_APPLICATION_ID, version);
  if (ctn_connection_exec (connection, "BEGIN IMMEDIATE", error) &&
      ctn_connection_exec (connection, g_bytes_get_data (script, NULL), error) &&
      ctn_connection_exec (connection, footer, error))
    return TRUE;
  ctn_connection_exec (connection, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
run_scripts (CtnConnection *connection, int from, int to, GError **error)
{
  for (int version = from + 1; version <= to; version++)
    if (!run_script (connection, version, error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_schema_migrate (CtnConnection *connection, GError **error)
{
  gint64 version = 0;

  if (!ctn_connection_get_int (connection, &version, error, "PRAGMA user_version", ""))
    return FALSE;
  return run_scripts (connection, (int) version, ctn_schema_get_version (), error);
}

gboolean
ctn_schema_make (CtnConnection *connection, int version, GError **error)
{
  return run_scripts (connection, 0, version, error);
}

/* One text for the whole stored schema. SQLite's own bookkeeping tables (sqlite_stat1, …) carry no
 * definition of ours and are left out. */
static char *
describe (CtnConnection *connection, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error,
                            "SELECT type, name, tbl_name, sql FROM main.sqlite_schema "
                            "WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY type, name",
                            "");

  while (ctn_statement_next (statement, &local_error)) {
    for (int i = 0; i < 4; i++) {
      const char *value = ctn_statement_get_text (statement, i);

      g_string_append (text, value != NULL ? value : "");
      g_string_append_c (text, '\n');
    }
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
ctn_schema_check (CtnConnection *connection, int version, GError **error)
{
  g_autoptr (CtnConnection) model = ctn_connection_open (":memory:", CTN_CONNECTION_SIDE, error);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (model == NULL || !ctn_schema_make (model, version, error))
    return FALSE;
  expected = describe (model, error);
  found = expected != NULL ? describe (connection, error) : NULL;
  if (found == NULL)
    return FALSE;
  if (!g_str_equal (expected, found)) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                         _ ("The tables of this file were changed by another program. It is not "
                            "opened as it stands; its readable records can be recovered into a new "
                            "project."));
    return FALSE;
  }
  return TRUE;
}

GStrv
ctn_schema_list_tables (CtnConnection *connection, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error,
                            "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
                            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                            "AND name NOT IN ('meta', 'operation', 'change', 'known_state', "
                            "'known_id', 'attachment_content') "
                            "ORDER BY rowid",
                            "");

  while (ctn_statement_next (statement, &local_error))
    g_strv_builder_add (names, ctn_statement_get_text (statement, 0));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_strv_builder_end (names);
}
