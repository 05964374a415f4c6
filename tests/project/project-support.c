#include "project-support.h"

#include <ctn-id.h>
#include <ctn-schema.h>
#include <glib/gstdio.h>
#include <string.h>

char *
support_path (const char *name)
{
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  return g_build_filename (g_get_user_data_dir (), name, NULL);
}

GFile *
support_file (const char *name)
{
  g_autofree char *path = support_path (name);

  return g_file_new_for_path (path);
}

CtnProject *
support_new_project (const char *name)
{
  g_autoptr (GFile) file = support_file (name);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (file, &error);

  g_assert_no_error (error);
  ctn_project_set_author (project, "Tester");
  return project;
}

CtnProject *
support_open (const char *name)
{
  g_autoptr (GFile) file = support_file (name);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_no_error (error);
  ctn_project_set_author (project, "Tester");
  return project;
}

void
support_close (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_close (project, FALSE, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (project);
}

static gboolean
run_statement (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

void
support_run (CtnProject *project, const char *label, const char *merge_key, const char *sql)
{
  const CtnOperation operation = { label, NULL, merge_key };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (project, &operation, run_statement, (gpointer) sql, &error);
  g_assert_no_error (error);
}

gint64
support_add_organisation (CtnProject *project, const char *name)
{
  gint64 id = ctn_id_new ();
  char *sql = sqlite3_mprintf ("INSERT INTO organisation (id, name) VALUES (%lld, %Q)",
                               (long long) id, name);

  support_run (project, "Add Organisation", NULL, sql);
  sqlite3_free (sql);
  return id;
}

gint64
support_count (CtnProject *project, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  ctn_connection_get_int (ctn_project_get_reader (project), &count, &error, sql, "");
  g_assert_no_error (error);
  return count;
}

gint64
support_count_in (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnConnection) connection = ctn_connection_open (path, CTN_CONNECTION_READ, &error);
  gint64 count = -1;

  g_assert_no_error (error);
  ctn_connection_get_int (connection, &count, &error, sql, "");
  g_assert_no_error (error);
  return count;
}

char *
support_text (CtnProject *project, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = ctn_connection_get_text (ctn_project_get_reader (project), &error, sql, "");

  g_assert_no_error (error);
  return text;
}

static void
dump_value (GString *dump, sqlite3_stmt *statement, int column)
{
  double real;
  guint64 bits;

  switch (sqlite3_column_type (statement, column)) {
  case SQLITE_NULL:
    g_string_append (dump, "|null");
    break;
  case SQLITE_INTEGER:
    g_string_append_printf (dump, "|i%lld", sqlite3_column_int64 (statement, column));
    break;
  case SQLITE_FLOAT:
    real = sqlite3_column_double (statement, column);
    memcpy (&bits, &real, sizeof bits);
    g_string_append_printf (dump, "|r%016" G_GINT64_MODIFIER "x", bits);
    break;
  default:
    g_string_append (dump, "|t");
    g_string_append_len (dump, (const char *) sqlite3_column_text (statement, column),
                         sqlite3_column_bytes (statement, column));
    break;
  }
}

char *
support_dump (CtnConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = ctn_schema_list_tables (connection, &error);
  GString *dump = g_string_new (NULL);

  g_assert_no_error (error);
  for (char **table = tables; *table != NULL; table++) {
    g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY rowid", *table);
    sqlite3_stmt *statement = NULL;

    g_assert_cmpint (
        sqlite3_prepare_v2 (ctn_connection_get_handle (connection), sql, -1, &statement, NULL), ==,
        SQLITE_OK);
    g_string_append_printf (dump, "== %s\n", *table);
    while (sqlite3_step (statement) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        dump_value (dump, statement, i);
      g_string_append_c (dump, '\n');
    }
    sqlite3_finalize (statement);
  }
  return g_string_free (dump, FALSE);
}

void
support_tamper (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

GBytes *
support_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, size);
}

void
support_write (const char *path, const void *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
}

void
support_assert_bytes (const char *path, GBytes *expected)
{
  g_autoptr (GBytes) found = support_read (path);

  g_assert_true (g_bytes_equal (found, expected));
}

static gboolean
give_up_cb (gpointer data)
{
  g_assert_not_reached (); /* waited too long */
  return G_SOURCE_REMOVE;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
support_wait (gboolean (*condition) (gpointer data), gpointer data, double seconds)
{
  guint limit = g_timeout_add ((guint) (seconds * 1000), give_up_cb, NULL);
  guint tick = g_timeout_add (5, look_again_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_source_remove (tick);
}

void
support_publish (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
}

void
support_copy (const char *from, const char *to)
{
  g_autofree char *source = support_path (from);
  g_autofree char *target = support_path (to);
  g_autoptr (GBytes) bytes = support_read (source);

  support_write (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
support_assert_text (CtnProject *project, const char *sql, const char *expected)
{
  g_autofree char *text = support_text (project, sql);

  g_assert_cmpstr (text, ==, expected);
}
