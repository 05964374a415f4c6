/* All that is held about a person: that no table which refers to people is forgotten, and what stands in
 * the report of somebody of the sample. */
#include "ctn-person-report.h"

#include <ctn-document.h>
#include <ctn-person.h>
#include <ctn-project.h>
#include <ctn-report.h>
#include <string.h>

typedef struct {
  CtnProject *project;
  gint64 anna;
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_open_untitled (file, "Sample", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_connection_get_int (reader (f), &f->anna, NULL,
                                         "SELECT id FROM person WHERE email = "
                                         "'anna.beispiel@example.org'",
                                         ""));
  g_assert_cmpint (f->anna, !=, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static gboolean
has_text (CtnDocument *document, const char *text)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->text != NULL && strstr (block->text, text) != NULL)
      return TRUE;
    for (guint j = 0; block->table != NULL && j < block->table->columns->len; j++)
      if (strstr (g_array_index (block->table->columns, CtnDocumentColumn, j).title, text) != NULL)
        return TRUE;
    for (guint j = 0; block->table != NULL && j < block->table->cells->len; j++)
      if (strstr (g_ptr_array_index (block->table->cells, j), text) != NULL)
        return TRUE;
  }
  return FALSE;
}

/* A record of each table that refers to people, with a text that the report of ?1 must show. */
static const struct {
  const char *table, *column, *text;
  const char *sql;
} records[] = {
  { "position", "person", "mark of a position",
    "INSERT INTO position (id, person, organisation, function) "
    "SELECT 1, ?1, min(id), 'mark of a position' FROM organisation" },
  { "consent", "person", "mark of a consent",
    "INSERT INTO consent (id, person, text) VALUES (1, ?1, 'mark of a consent')" },
  { "participant", "person", "mark of a participant",
    "INSERT INTO participant (id, activity, person, comment) "
    "SELECT 1, min(id), ?1, 'mark of a participant' FROM activity" },
  { "task", "person", "mark of a task",
    "INSERT INTO task (id, person, text) VALUES (1, ?1, 'mark of a task')" },
  { "exchange", "visitor_person", "mark of a visit",
    "INSERT INTO exchange (id, visitor_person, name) VALUES (1, ?1, 'mark of a visit')" },
  { "exchange", "host_person", "mark of a host",
    "INSERT INTO exchange (id, host_person, name) VALUES (2, ?1, 'mark of a host')" },
  { "exchange_profile", "person", "mark of a profile",
    "INSERT INTO exchange_profile (id, organisation, person, role, motivation) "
    "SELECT 1, min(id), ?1, 'host', 'mark of a profile' FROM organisation" },
};

static gboolean
add_records (CtnConnection *connection, gpointer person, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (!ctn_connection_run (connection, error, records[i].sql, "i", *(gint64 *) person))
      return FALSE;
  return TRUE;
}

static gboolean
has_record (const char *table, const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (g_str_equal (records[i].table, table) && g_str_equal (records[i].column, column))
      return TRUE;
  return FALSE;
}

static CtnDocument *
build (Fixture *f)
{
  const CtnReportRequest request = { .kind = ctn_report_person_kind (),
                                     .subject = f->anna,
                                     .language = "en" };
  g_autoptr (GError) error = NULL;
  CtnDocument *document = ctn_report_build (reader (f), &request, NULL, &error);

  g_assert_no_error (error);
  return document;
}

/* A table that gets a reference to people later must be told of in the report, too. */
static void
test_tables (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Add", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnDocument) document = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader (f), &error,
      "SELECT s.name, k.\"from\" FROM sqlite_schema s, pragma_foreign_key_list(s.name) k "
      "WHERE s.type = 'table' AND k.\"table\" = 'person'",
      "");

  while (ctn_statement_next (rows, &error))
    if (!has_record (ctn_statement_get_text (rows, 0), ctn_statement_get_text (rows, 1)))
      g_error ("“%s” of “%s” refers to people: add a record to this test, and to their report",
               ctn_statement_get_text (rows, 1), ctn_statement_get_text (rows, 0));
  g_assert_no_error (error);
  g_assert_true (ctn_project_transact (f->project, &operation, add_records, &f->anna, &error));
  document = build (f);
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (!has_text (document, records[i].text))
      g_error ("The report does not show “%s”", records[i].table);
}

static const CtnPersonSection *
find_section (GPtrArray *sections, const char *id)
{
  for (guint i = 0; i < sections->len; i++)
    if (g_str_equal (((const CtnPersonSection *) g_ptr_array_index (sections, i))->id, id))
      return g_ptr_array_index (sections, i);
  g_error ("no section “%s”", id);
}

/* data/sample/people.csv and participants.csv: one position, three participations. */
static void
test_sections (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = ctn_person_report_collect (reader (f), f->anna, &error);
  const CtnPersonSection *participations;

  g_assert_no_error (error);
  g_assert_cmpuint (find_section (sections, "positions")->rows->len, ==, 1);
  participations = find_section (sections, "participations");
  g_assert_cmpuint (participations->rows->len, ==, 3);
  g_assert_cmpstr (((char **) g_ptr_array_index (participations->rows, 0))[0], ==,
                   "Workshop on battery supply");
  g_assert_cmpuint (find_section (sections, "consents")->rows->len, ==, 0);
  g_assert_cmpuint (find_section (sections, "history")->rows->len, >, 0);
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_person_report_collect (reader (f), 1, &error));
  g_assert_nonnull (error);
}

static void
test_documents (Fixture *f, gconstpointer data)
{
  CtnReportRequest request = { .kind = ctn_report_person_kind (),
                               .subject = f->anna,
                               .language = "en" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnDocument) person = ctn_report_build (reader (f), &request, NULL, &error);
  g_autoptr (CtnDocument) list = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ctn_document_get_title (person), ==, "Data Held about Anna Beispiel");
  g_assert_true (has_text (person, "anna.beispiel@example.org"));
  g_assert_true (has_text (person, "Attended"));
  request.kind = ctn_report_attendance_kind ();
  g_assert_true (
      ctn_connection_get_int (reader (f), &request.subject, NULL,
                              "SELECT id FROM activity WHERE name = 'Workshop on battery "
                              "supply'",
                              ""));
  list = ctn_report_build (reader (f), &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_text (list, "Anna Beispiel"));
  /* Whoever declined is not expected. */
  g_assert_false (has_text (list, "Felix Mustermann"));
  g_assert_true (has_text (list, "10:00–15:00"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/person-report/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("tables", test_tables);
  ADD ("sections", test_sections);
  ADD ("nobody", test_nobody);
  ADD ("documents", test_documents);
  return g_test_run ();
}
