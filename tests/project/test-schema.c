/* Rules of the schema that the change log, undo and merging rest on. Whoever adds a table that breaks
 * one of them is told here. */
#include <ctn-change-log.h>
#include <ctn-schema.h>

#include "project-support.h"

static void
assert_none (CtnConnection *connection, const char *rule, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = ctn_connection_get_text (connection, &error, sql, "");

  g_assert_no_error (error);
  if (found != NULL) {
    g_test_message ("%s: %s", rule, found);
    g_test_fail ();
  }
}

static void
test_rules (void)
{
  CtnProject *project = support_new_project ("a.catenary");
  CtnConnection *reader = ctn_project_get_reader (project);

  assert_none (reader, "only tables and indexes belong into the file",
               "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')");
  assert_none (reader, "not STRICT, or virtual",
               "SELECT name FROM pragma_table_list WHERE schema = 'main' "
               "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND (strict = 0 OR type <> 'table')");
  assert_none (reader, "no \"id INTEGER PRIMARY KEY\"",
               "SELECT s.name FROM sqlite_schema AS s WHERE s.type = 'table' "
               "AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND s.name NOT IN ('meta', 'change') "
               "AND NOT EXISTS (SELECT 1 FROM pragma_table_info(s.name) AS c WHERE c.name = 'id' "
               "AND c.type = 'INTEGER' AND c.pk = 1)");
  assert_none (reader, "generated or hidden column",
               "SELECT s.name || '.' || c.name FROM sqlite_schema AS s, "
               "pragma_table_xinfo(s.name) AS c WHERE s.type = 'table' AND c.hidden <> 0");
  assert_none (reader, "a column type that the log does not keep exactly",
               "SELECT s.name || '.' || c.name FROM sqlite_schema AS s, "
               "pragma_table_xinfo(s.name) AS c WHERE s.type = 'table' "
               "AND s.name <> 'attachment_content' AND c.type NOT IN ('TEXT', 'INTEGER', 'REAL')");
  assert_none (reader, "UNIQUE on a position: rows could not change places",
               "SELECT s.name FROM sqlite_schema AS s, pragma_index_list(s.name) AS i, "
               "pragma_index_info(i.name) AS c WHERE i.\"unique\" AND i.origin <> 'pk' "
               "AND c.name IN ('position', 'rank', 'sequence')");
  assert_none (reader, "reference to something else than an id",
               "SELECT s.name || '.' || f.\"from\" FROM sqlite_schema AS s, "
               "pragma_foreign_key_list(s.name) AS f WHERE coalesce(f.\"to\", 'id') <> 'id'");
  assert_none (reader, "reference without ON DELETE",
               "SELECT s.name || '.' || f.\"from\" FROM sqlite_schema AS s, "
               "pragma_foreign_key_list(s.name) AS f WHERE f.on_delete = 'NO ACTION'");
  /* Custom fields are deleted once in a blue moon; their values need no further index for that. */
  assert_none (
      reader, "reference without an index: deleting would scan the table",
      "SELECT s.name || '.' || f.\"from\" FROM sqlite_schema AS s, "
      "pragma_foreign_key_list(s.name) AS f WHERE s.name NOT IN ('change', 'custom_value') "
      "AND NOT EXISTS "
      "(SELECT 1 FROM pragma_index_list(s.name) AS i, pragma_index_info(i.name) AS c "
      "WHERE c.seqno = 0 AND c.name = f.\"from\")");
  support_close (project);
}

/* Every table but the log's own has its three triggers. */
static void
test_coverage (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnConnection) connection =
      ctn_connection_open (":memory:", CTN_CONNECTION_SIDE, &error);
  CtnChangeLog *log;

  g_assert_no_error (error);
  g_assert_true (ctn_schema_migrate (connection, &error));
  log = ctn_change_log_new (connection, &error);
  g_assert_no_error (error);
  assert_none (connection, "table whose changes are not logged",
               "SELECT s.name FROM main.sqlite_schema AS s WHERE s.type = 'table' "
               "AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
               "AND s.name NOT IN ('meta', 'operation', 'change', 'known_state', 'known_id', "
               "'attachment_content') "
               "AND (SELECT count(*) "
               "FROM temp.sqlite_schema AS t WHERE t.type = 'trigger' AND t.tbl_name = s.name) "
               "<> 3");
  ctn_change_log_free (log);
}

static void
test_file_marks (void)
{
  g_autofree char *path = support_path ("a.catenary");
  CtnProject *project = support_new_project ("a.catenary");
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *header;

  support_close (project);
  bytes = support_read (path);
  header = g_bytes_get_data (bytes, NULL);
  /* SQLite file format, "The Database Header": read and write version 1 is the rollback journal,
   * so nothing beside the file belongs to it; text encoding 1 is UTF-8; application id. */
  g_assert_cmpmem (header, 16, "SQLite format 3", 16);
  g_assert_cmpint (header[18], ==, 1);
  g_assert_cmpint (header[19], ==, 1);
  g_assert_cmpint (header[59], ==, 1);
  g_assert_cmpmem (header + 68, 4, "CTNY", 4);
  g_assert_cmpint (header[63], ==, ctn_schema_get_version ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/schema/rules", test_rules);
  g_test_add_func ("/project/schema/coverage", test_coverage);
  g_test_add_func ("/project/schema/file-marks", test_file_marks);
  return g_test_run ();
}
