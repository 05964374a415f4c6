#include "registry-support.h"

#include <ctn-record.h>
#include <ctn-sectors.h>
#include <stdarg.h>

CtnProject *
support_project_new (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (NULL, &error);

  g_assert_no_error (error);
  ctn_sectors_start (project, &error);
  g_assert_no_error (error);
  return project;
}

void
support_project_free (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_close (project, TRUE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
}

const CtnField *
support_field (const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), name);

  g_assert_nonnull (field);
  return field;
}

void
support_edit (CtnProject *project, gint64 id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_organisation_edit (project, &id, 1, support_field (field), text, &error);
  g_assert_no_error (error);
}

gint64
support_add (CtnProject *project, const char *name, ...)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_organisation_add (project, name, &error);
  const char *field;
  va_list pairs;

  g_assert_no_error (error);
  va_start (pairs, name);
  while ((field = va_arg (pairs, const char *)) != NULL)
    support_edit (project, id, field, va_arg (pairs, const char *));
  va_end (pairs);
  return id;
}

char *
support_get (CtnProject *project, gint64 id, const char *field)
{
  g_autoptr (GError) error = NULL;
  char *value = ctn_record_get (ctn_project_get_reader (project), ctn_organisation_kind (), id,
                                support_field (field), &error);

  g_assert_no_error (error);
  return value;
}

void
support_assert (CtnProject *project, gint64 id, const char *field, const char *expected)
{
  g_autofree char *value = support_get (project, id, field);

  g_assert_cmpstr (value, ==, expected);
}

gint64
support_count (CtnProject *project, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &value, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

char *
support_join_names (CtnProject *project, GArray *ids)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *name = support_get (project, g_array_index (ids, gint64, i), "name");

    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", name);
  }
  return g_string_free (names, FALSE);
}

static void
dump_table (CtnConnection *reader, const char *table, GString *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY id", table);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &error, sql, "");

  while (ctn_statement_next (rows, &error)) {
    g_string_append (text, table);
    for (int i = 0; i < ctn_statement_get_n_columns (rows); i++)
      g_string_append_printf (
          text, "|%s", ctn_statement_is_null (rows, i) ? "-" : ctn_statement_get_text (rows, i));
    g_string_append_c (text, '\n');
  }
  g_assert_no_error (error);
}

char *
support_dump (CtnProject *project)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnStatement) tables = ctn_connection_query (
      reader, &error,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'operation', "
      "'change', 'known_state', 'known_id') AND name NOT LIKE 'sqlite_%' ORDER BY name",
      "");

  while (ctn_statement_next (tables, &error))
    dump_table (reader, ctn_statement_get_text (tables, 0), text);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}
