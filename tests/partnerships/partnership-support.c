#include "partnership-support.h"

#include <ctn-record.h>

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = support_project_new ();
  f->id = ctn_partnership_add (f->project, "Nordic Hydrogen", &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

CtnConnection *
fixture_reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

gint64
fixture_join (Fixture *f, const char *name, const char *helix)
{
  gint64 id = support_add (f->project, name, "helix", helix, NULL);
  g_autoptr (GError) error = NULL;

  ctn_partnership_add_members (f->project, f->id, &id, 1, &error);
  g_assert_no_error (error);
  return id;
}

gint64
fixture_find_membership (Fixture *f, gint64 organisation)
{
  gint64 id = 0;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (fixture_reader (f), &id, &error,
                          "SELECT id FROM membership WHERE partnership = ? AND organisation = ?",
                          "ii", f->id, organisation);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

void
fixture_edit_member (Fixture *f, gint64 membership, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_membership_edit (f->project, membership,
                       ctn_record_kind_find_field (ctn_membership_kind (), field), text, &error);
  g_assert_no_error (error);
}

void
fixture_edit (Fixture *f, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_partnership_edit (f->project, f->id,
                        ctn_record_kind_find_field (ctn_partnership_kind (), field), text, &error);
  g_assert_no_error (error);
}

GPtrArray *
fixture_list_members (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *members = ctn_partnership_list_members (fixture_reader (f), f->id, &error);

  g_assert_no_error (error);
  return members;
}

typedef struct {
  const char *sql;
  const char *types;
  gint64 numbers[8];
} Run;

static gboolean
run (CtnConnection *connection, gpointer data, GError **error)
{
  const Run *run = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error, run->sql, "");

  for (int i = 0; statement != NULL && run->types[i] != '\0'; i++)
    ctn_statement_bind_int (statement, i + 1, run->numbers[i]);
  ctn_statement_next (statement, &local_error);
  g_assert_no_error (local_error);
  return TRUE;
}

void
fixture_run (Fixture *f, const char *sql, const char *types, ...)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  Run data = { .sql = sql, .types = types };
  g_autoptr (GError) error = NULL;
  va_list numbers;

  va_start (numbers, types);
  for (int i = 0; types[i] != '\0'; i++)
    data.numbers[i] = va_arg (numbers, gint64);
  va_end (numbers);
  ctn_project_transact (f->project, &operation, run, &data, &error);
  g_assert_no_error (error);
}

CtnDate
fixture_date (const char *iso)
{
  CtnDate date = { 0 };

  g_assert_true (ctn_calendar_read (iso, &date));
  return date;
}
