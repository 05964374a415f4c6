/* What the law gives people whose data are held: what is due, and erasure. That nothing is left is proven
 * by a search through the bytes of every file that the program keeps: the project's file, the working
 * copy with its log, the session folder with the search index, and what a crash left behind. Before the
 * erasure the same search finds the person, so it can fail. */
#include <ctn-attachment.h>
#include <ctn-erasure.h>
#include <ctn-history.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctn-organisation.h"
#include "ctn-person-due.h"
#include "ctn-person-erase.h"
#include "ctn-person.h"
#include "ctn-search-index.h"

/* The name as it is now, as it was before, and how the person is reached. None is part of another text. */
static const char *const traces[] = {
  "Kvapilkova",       "Zofienka",     "Hrdlovsky", "kvapil@mail.example",
  "old@mail.example", "+420 555 987", NULL
};

typedef struct {
  CtnProject *project;
  char *path;    /* of the file */
  char *crashed; /* folder of a session left by a crash */
  gint64 organisation;
  gint64 other; /* organisation */
  gint64 person;
  gint64 colleague;
} Fixture;

typedef struct {
  const char *sql;
  gint64 id;
} Sql;

static gboolean
run_sql (CtnConnection *connection, gpointer data, GError **error)
{
  const Sql *sql = data;

  return ctn_connection_run (connection, error, sql->sql, "i", sql->id);
}

/* @sql: with ?1 for @id */
static void
run (Fixture *f, const char *label, const char *sql, gint64 id)
{
  const CtnOperation operation = { label, NULL, NULL };
  const Sql work = { sql, id };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, run_sql, (gpointer) &work, &error);
  g_assert_no_error (error);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
edit (Fixture *f, gint64 person, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_person_edit (f->project, person, ctn_record_kind_find_field (ctn_person_kind (), field), text,
                   &error);
  g_assert_no_error (error);
}

static gint64
add_person (Fixture *f, const char *given_name, const char *family_name, const char *email)
{
  const CtnNewPerson person = { given_name, family_name, "Director", email };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_person_add (f->project, f->organisation, &person, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  f->path = g_build_filename (g_get_user_data_dir (), "a.catenary", NULL);
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  file = g_file_new_for_path (f->path);
  f->project = ctn_project_new (file, &error);
  g_assert_no_error (error);
  f->organisation = ctn_organisation_add (f->project, "Beispiel GmbH", NULL);
  f->other = ctn_organisation_add (f->project, "Example Ltd", NULL);
  f->person = add_person (f, "Zofienka", "Hrdlovsky", "old@mail.example");
  f->colleague = add_person (f, "Anna", "Muster", "anna@mail.example");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (f->project != NULL) {
    ctn_project_close (f->project, TRUE, &error);
    g_assert_no_error (error);
    g_object_unref (f->project);
  }
  g_free (f->path);
  g_free (f->crashed);
}

static guint
count (Fixture *f, const char *sql)
{
  gint64 n = -1;

  g_assert_true (ctn_connection_get_int (reader (f), &n, NULL, sql, ""));
  return (guint) n;
}

static gboolean
holds (const char *path, const char *text)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &content, &size, NULL))
    return FALSE;
  for (gsize i = 0; i + strlen (text) <= size; i++)
    if (g_ascii_strncasecmp (content + i, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

/* Files in @folder and below that hold @text, and how many there are at all. */
static guint
search_folder (const char *folder, const char *text, guint *n_files)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      n += search_folder (path, text, n_files);
      continue;
    }
    (*n_files)++;
    if (holds (path, text)) {
      g_test_message ("“%s” in %s", text, path);
      n++;
    }
  }
  return n;
}

static guint
search (const char *text)
{
  guint n_files = 0;
  guint n = search_folder (g_get_user_data_dir (), text, &n_files) +
            search_folder (g_get_user_state_dir (), text, &n_files);

  g_assert_cmpuint (n_files, >, 0);
  return n;
}

/* The organisation that the text is searched for with the index. */
static CtnSearchIndex *
make_index (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CtnSearchIndex *index = ctn_search_index_new (f->project, &error);

  g_assert_no_error (error);
  ctn_search_index_update (index, reader (f), NULL, NULL, &error);
  g_assert_no_error (error);
  return index;
}

typedef struct {
  const char *table;
  gint64 row;
  const char *content;
} File;

static gboolean
write_file (CtnConnection *connection, gpointer data, GError **error)
{
  const File *file = data;
  g_autoptr (GBytes) bytes = g_bytes_new (file->content, strlen (file->content));

  return ctn_attachment_write_file (connection, file->table, file->row, NULL, "note.txt", bytes,
                                    error) != 0;
}

static void
attach (Fixture *f, const char *table, gint64 row, const char *content)
{
  const CtnOperation operation = { "Attach", NULL, NULL };
  File file = { table, row, content };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, write_file, &file, &error);
  g_assert_no_error (error);
}

static void
edit_organisation (Fixture *f, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_organisation_edit (f->project, &f->other, 1,
                         ctn_record_kind_find_field (ctn_organisation_kind (), field), text,
                         &error);
  g_assert_no_error (error);
}

/* Everything that the schema lets be held about a person. */
static void
hold_all (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 consent;

  edit (f, f->person, "email", "kvapil@mail.example");
  edit (f, f->person, "family-name", "Kvapilkova");
  edit (f, f->person, "phone", "+420 555 987");
  edit (f, f->person, "notes", "Zofienka Kvapilkova likes to be called in the morning");
  consent = ctn_record_add (f->project, ctn_consent_kind (), f->person,
                            (const CtnFieldText[]) { { "text", "Zofienka Kvapilkova agrees" },
                                                     { "date", "2026-01-02" },
                                                     { NULL } },
                            &error);
  g_assert_no_error (error);
  run (f, "Add Activity",
       "INSERT INTO activity (id, name, minutes) VALUES (?1, 'Meeting', "
       "'KVAPILKOVA, Zofienka is to write; \"Zofienka Hrdlovsky\" (old@mail.example) as well')",
       77);
  run (f, "Add Participant",
       "INSERT INTO participant (id, activity, organisation, person, comment) "
       "SELECT 78, 77, organisation, person, 'says Zofienka Kvapilkova' FROM position "
       "WHERE person = ?1",
       f->person);
  run (f, "Add Task",
       "INSERT INTO task (id, activity, text, person) VALUES (79, 77, "
       "'Write to kvapil@mail.example', ?1)",
       f->person);
  run (
      f, "Add Exchange",
      "INSERT INTO exchange (id, name, visitor_person) VALUES (80, 'Visit of Zofienka Kvapilkova', "
      "?1)",
      f->person);
  run (
      f, "Sign",
      "INSERT INTO exchange_signature (id, exchange, document, party, signed_on, name) VALUES (?1, "
      "80, 'quality', 'visitor', '2026-02-01', 'Zofienka Kvapilkova')",
      81);
  attach (f, "person", f->person, "Curriculum of Zofienka Kvapilkova, born in Hrdlovsky");
  attach (f, "activity", 77, "Signed by kvapil@mail.example");
  attach (f, "activity", 77, "Nobody is named here");
  edit_organisation (f, "description", "Ask Zofienka Kvapilkova, phone +420 555 987, first");
  attach (f, "consent", consent, "Signed on paper: Hrdlovsky");
  run (f, "Remove Attachment", "DELETE FROM attachment WHERE record = 'consent' AND row = ?1",
       consent);
  run (f, "Delete Position", "DELETE FROM position WHERE person = ?1", f->person);
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_no_error (error);
}

/* A working copy of the same project whose process is gone, with work that was never published. */
static void
leave_copy (Fixture *f)
{
  const char *folder = ctn_project_get_session_folder (f->project);
  g_autofree char *sessions = g_path_get_dirname (folder);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  f->crashed = g_build_filename (sessions, "11111111-2222-4333-8444-555555555555", NULL);
  g_assert_cmpint (g_mkdir (f->crashed, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (folder, name, NULL);
    g_autofree char *target = g_build_filename (f->crashed, name, NULL);
    g_autofree char *content = NULL;
    gsize size = 0;

    if (g_str_has_suffix (name, "-shm") || g_str_equal (name, "lock"))
      continue;
    g_assert_true (g_file_get_contents (source, &content, &size, NULL));
    g_assert_true (g_file_set_contents (target, content, (gssize) size, NULL));
  }
}

static void
test_erase (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnSearchIndex) index = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *minutes = NULL;
  g_autofree char *name = NULL;

  hold_all (f);
  g_assert_true (ctn_project_publish (f->project, FALSE, NULL, &error));
  edit (f, f->person, "notes", "Zofienka Kvapilkova does not like to be called");
  index = make_index (f);
  leave_copy (f);
  for (const char *const *trace = traces; *trace != NULL; trace++)
    g_assert_cmpuint (search (*trace), >=, 2);

  ctn_person_erase (f->project, f->person, TRUE, &error);
  g_assert_no_error (error);
  ctn_project_publish (f->project, FALSE, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (CtnChangeSet) changes = ctn_change_set_new ();

    ctn_change_set_mark_final (changes);
    ctn_search_index_update (index, reader (f), changes, NULL, &error);
    g_assert_no_error (error);
  }
  for (const char *const *trace = traces; *trace != NULL; trace++)
    g_assert_cmpuint (search (*trace), ==, 0);

  /* What stays: a row that says so, and all that is about others. */
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person WHERE erased_on IS NOT NULL AND "
                              "family_name = '(erased)' AND given_name IS NULL"),
                    ==, 1);
  name = ctn_person_dup_name (reader (f), f->colleague, NULL);
  g_assert_cmpstr (name, ==, "Anna Muster");
  g_assert_cmpuint (count (f,
                           "SELECT count(*) FROM participant WHERE id = 78 AND person IS NULL AND "
                           "organisation IS NOT NULL AND comment IS NULL"),
                    ==, 1);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM task WHERE person IS NULL"), ==, 1);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM consent"), ==, 0);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM attachment"), ==, 1);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM attachment_content"), ==, 1);
  minutes = ctn_connection_get_text (reader (f), NULL, "SELECT minutes FROM activity", "");
  g_assert_cmpstr (minutes, ==, "… is to write; \"…\" (…) as well");
}

/* It is one operation, and the last one that there is to take back: nothing before it comes back. */
static void
test_final (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const CtnHistoryEntry *newest;

  ctn_person_erase (f->project, f->person, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (ctn_project_can_undo (f->project));
  g_assert_false (ctn_project_undo (f->project, &error));
  g_assert_no_error (error);
  history = ctn_history_list (reader (f), 0, 10, &error);
  newest = g_ptr_array_index (history, 0);
  g_assert_cmpstr (newest->label, ==, "Erase Person");
  g_assert_null (newest->subject);
  /* Other work goes on, and can be undone up to there. */
  edit (f, f->colleague, "phone", "+49 941 1234567");
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_false (ctn_project_can_undo (f->project));
}

static void
test_keep_files (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = ctn_person_list_texts (reader (f), f->person, NULL);
  g_autoptr (GArray) files = NULL;

  attach (f, "organisation", f->organisation, "Letter to ZOFIENKA HRDLOVSKY");
  attach (f, "person", f->person, "Photo");
  files = ctn_erasure_find_files (reader (f), (const char *const *) texts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  ctn_person_erase (f->project, f->person, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM attachment WHERE record = 'organisation'"), ==,
                    1);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM attachment"), ==, 1);
}

/* Whoever was deleted the ordinary way is still in the history, and can be erased from there. */
static void
test_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = NULL;
  const CtnDuePerson *one;

  g_assert_true (ctn_person_delete (f->project, f->person, &error));
  due = ctn_person_list_due (reader (f), NULL, &error);
  g_assert_cmpuint (due->len, ==, 1);
  one = g_ptr_array_index (due, 0);
  g_assert_cmpint (one->reason, ==, CTN_DUE_HISTORY);
  g_assert_cmpint (one->person, ==, f->person);
  g_assert_cmpstr (one->name, ==, "Zofienka Hrdlovsky");
  ctn_person_erase (f->project, one->person, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_project_publish (f->project, FALSE, NULL, &error));
  g_assert_cmpuint (search ("Hrdlovsky"), ==, 0);
  g_assert_cmpuint (search ("old@mail.example"), ==, 0);
  g_clear_pointer (&due, g_ptr_array_unref);
  due = ctn_person_list_due (reader (f), NULL, &error);
  g_assert_cmpuint (due->len, ==, 0);
}

static void
test_mentions (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  const CtnPersonMention *one;

  edit (f, f->person, "notes", "Zofienka Hrdlovsky is no mention of her own");
  edit_organisation (f, "notes", "Hrdlovsky Zofienka knows");
  mentions = ctn_person_list_mentions (reader (f), f->person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mentions->len, ==, 1);
  one = g_ptr_array_index (mentions, 0);
  g_assert_cmpstr (one->table, ==, "organisation");
  g_assert_cmpstr (one->column, ==, "notes");
  g_assert_cmpint (one->row, ==, f->other);
}

static guint
count_due (Fixture *f, const char *today, CtnDueReason reason)
{
  g_autoptr (GPtrArray) due = ctn_person_list_due (reader (f), today, NULL);
  guint n = 0;

  for (guint i = 0; i < due->len; i++)
    n += ((const CtnDuePerson *) g_ptr_array_index (due, i))->reason == reason;
  return n;
}

static char *
dup_day (int months, int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) later = g_date_time_add_months (now, months);
  g_autoptr (GDateTime) day = g_date_time_add_days (later, days);

  return g_date_time_format (day, "%F");
}

/* Art. 14 (3) a: at the latest within one month. The person was taken in today. */
static void
test_due_information (Fixture *f, gconstpointer data)
{
  g_autofree char *month = dup_day (1, 0);
  g_autofree char *after = dup_day (1, 1);

  g_assert_cmpuint (count_due (f, after, CTN_DUE_INFORMATION), ==, 0);
  edit (f, f->person, "data-source", "import");
  g_assert_cmpuint (count_due (f, month, CTN_DUE_INFORMATION), ==, 0);
  g_assert_cmpuint (count_due (f, after, CTN_DUE_INFORMATION), ==, 1);
  edit (f, f->person, "data-source", "person");
  g_assert_cmpuint (count_due (f, after, CTN_DUE_INFORMATION), ==, 0);
  edit (f, f->person, "data-source", "partner");
  edit (f, f->person, "informed-on", "2026-01-01");
  g_assert_cmpuint (count_due (f, after, CTN_DUE_INFORMATION), ==, 0);
}

static void
test_due_retention (Fixture *f, gconstpointer data)
{
  edit (f, f->person, "retain-until", "2026-06");
  g_assert_cmpuint (count_due (f, "2026-06-30", CTN_DUE_RETENTION), ==, 0);
  g_assert_cmpuint (count_due (f, "2026-07-01", CTN_DUE_RETENTION), ==, 1);
  edit (f, f->person, "restricted", "1");
  g_assert_cmpuint (count_due (f, "2026-07-01", CTN_DUE_RETENTION), ==, 0);
}

static void
test_due_consent (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 consent = ctn_record_add (
      f->project, ctn_consent_kind (), f->person,
      (const CtnFieldText[]) { { "text", "Newsletter" }, { "date", "2026-01-02" }, { NULL } },
      &error);
  CtnPersonIssues issues = 0;

  g_assert_no_error (error);
  edit (f, f->person, "legal-basis", "consent");
  g_assert_cmpuint (count_due (f, NULL, CTN_DUE_CONSENT), ==, 0);
  g_assert_true (ctn_person_get_issues (reader (f), f->person, "2026-06-15", &issues, NULL));
  g_assert_cmpint (issues, ==, CTN_PERSON_NOT_INFORMED);
  ctn_record_edit (f->project, ctn_consent_kind (), consent,
                   ctn_record_kind_find_field (ctn_consent_kind (), "withdrawn-on"), "2026-03-01",
                   &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_due (f, NULL, CTN_DUE_CONSENT), ==, 1);
  g_assert_true (ctn_person_get_issues (reader (f), f->person, "2026-06-15", &issues, NULL));
  g_assert_cmpint (issues, ==, CTN_PERSON_NOT_INFORMED | CTN_PERSON_CONSENT_WITHDRAWN);
  /* Another basis, or another consent, is enough. */
  edit (f, f->person, "legal-basis", "contract");
  g_assert_cmpuint (count_due (f, NULL, CTN_DUE_CONSENT), ==, 0);
  edit (f, f->person, "legal-basis", "consent");
  ctn_record_add (f->project, ctn_consent_kind (), f->person,
                  (const CtnFieldText[]) { { "text", "Events" }, { NULL } }, &error);
  g_assert_cmpuint (count_due (f, NULL, CTN_DUE_CONSENT), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/person-rights/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("erase", test_erase);
  ADD ("final", test_final);
  ADD ("keep-files", test_keep_files);
  ADD ("deleted", test_deleted);
  ADD ("mentions", test_mentions);
  ADD ("due/information", test_due_information);
  ADD ("due/retention", test_due_retention);
  ADD ("due/consent", test_due_consent);
  return g_test_run ();
}
