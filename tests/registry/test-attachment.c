/* Attached links and files, and the generic operations on records that they use: adding with values,
 * editing, removal, undo, what is left behind. */
#include "ctn-attachment.h"
#include "ctn-organisation.h"

#include <ctn-erasure.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  CtnProject *project;
  GMainLoop *loop;
  gint64 organisation;
  gint64 added;
  GError *error;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->organisation = ctn_organisation_add (f->project, "Beispiel GmbH", &error);
  g_assert_no_error (error);
  f->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
  g_main_loop_unref (f->loop);
  g_clear_error (&f->error);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
count (Fixture *f, const char *sql)
{
  gint64 n = -1;

  ctn_connection_get_int (reader (f), &n, NULL, sql, "");
  return n;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->added = ctn_attachment_add_file_finish (result, &f->error);
  g_main_loop_quit (f->loop);
}

static void
attach (Fixture *f, const char *name, const char *content, gsize size)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_clear_error (&f->error);
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  ctn_attachment_add_file_async (f->project, "organisation", f->organisation, NULL, file, NULL,
                                 added_cb, f);
  g_main_loop_run (f->loop);
}

static void
test_file (Fixture *f, gconstpointer data)
{
  static const char content[] = "signed\0by all";
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const CtnAttachment *attachment;

  attach (f, "minutes.txt", content, sizeof content);
  g_assert_no_error (f->error);
  attach (f, "copy of minutes.txt", content, sizeof content);
  list = ctn_attachment_list (reader (f), "organisation", f->organisation, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  attachment = list->pdata[0];
  g_assert_cmpstr (attachment->title, ==, "minutes.txt");
  g_assert_cmpint (attachment->size, ==, sizeof content);
  /* printf 'signed\0by all\0' | sha256sum */
  g_assert_cmpstr (attachment->hash, ==,
                   "f61eeae996906244cc36aaa3a2db29233d0ad6f90b516cfbc3cf8563754cbfc3");
  g_assert_cmpint (count (f, "SELECT count(*) FROM attachment_content"), ==, 1);
  bytes = ctn_attachment_read (reader (f), attachment->id, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), content,
                   sizeof content);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  attach (f, "a.txt", "a", 1);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Attach: a.txt");
  g_assert_true (ctn_attachment_delete (f->project, f->added, &error));
  g_assert_null (ctn_attachment_read (reader (f), f->added, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ctn_project_undo (f->project, &error));
  bytes = ctn_attachment_read (reader (f), f->added, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a", 1);
}

/* What belongs to a record goes with it, and comes back with it. */
static void
test_owner_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  attach (f, "a.txt", "a", 1);
  g_assert_cmpint (ctn_attachment_add_link (f->project, "organisation", f->organisation, NULL, NULL,
                                            "https://example.org/a", &error),
                   !=, 0);
  g_assert_no_error (error);
  g_assert_true (ctn_organisation_delete (f->project, &f->organisation, 1, &error));
  g_assert_cmpint (count (f, "SELECT count(*) FROM attachment"), ==, 0);
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_cmpint (count (f, "SELECT count(*) FROM attachment"), ==, 2);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char elf[] = "\x7f"
                            "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0";
  g_autofree char *large = g_malloc0 (CTN_ATTACHMENT_MAX_SIZE + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_user_data_dir ());

  attach (f, "large.bin", large, CTN_ATTACHMENT_MAX_SIZE + 1);
  g_assert_error (f->error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_nonnull (strstr (f->error->message, "large.bin"));
  attach (f, "program", elf, sizeof elf);
  g_assert_error (f->error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&f->error);
  ctn_attachment_add_file_async (f->project, "organisation", f->organisation, NULL, folder, NULL,
                                 added_cb, f);
  g_main_loop_run (f->loop);
  g_assert_error (f->error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_cmpint (ctn_attachment_add_link (f->project, "organisation", f->organisation, NULL, NULL,
                                            "no address", &error),
                   ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_cmpint (count (f, "SELECT count(*) FROM attachment"), ==, 0);
}

static gboolean
write_hostile (CtnConnection *connection, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  f->added = ctn_attachment_write_file (connection, "organisation", f->organisation, NULL,
                                        "../../.bashrc", bytes, error);
  return f->added != 0 &&
         ctn_connection_run (connection, error,
                             "UPDATE attachment SET file_name = '../../.profile'", "");
}

static gboolean
write_nothing (CtnConnection *connection, gpointer data, GError **error)
{
  return TRUE;
}

/* A name must not lead out of the folder, whether it came from here or with a foreign file. */
static void
test_path_tricks (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;

  g_assert_true (ctn_project_transact (f->project, &operation, write_hostile, f, &error));
  file = ctn_attachment_extract (f->project, f->added, &error);
  g_assert_no_error (error);
  name = g_file_get_basename (file);
  g_assert_cmpstr (name, ==, "profile");
  g_assert_true (
      g_str_has_prefix (g_file_peek_path (file), ctn_project_get_session_folder (f->project)));
}

/* What other programs are shown can be read, not written, as often as one likes; it goes with the project,
 * and when somebody is erased, of whom it may tell. */
static void
test_extract (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "Example Person", NULL };
  const CtnErasure erasure = {
    .table = "person", .row = 1, .texts = texts, .function = write_nothing
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_strdup (ctn_project_get_session_folder (f->project));
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  GStatBuf info;

  attach (f, "letter.txt", "Dear all", 8);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GFile) file = ctn_attachment_extract (f->project, f->added, &error);

    g_assert_no_error (error);
    g_free (path);
    path = g_file_get_path (file);
  }
  g_assert_true (g_str_has_suffix (path, "/letter.txt"));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "Dear all");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0400);
  g_assert_true (ctn_project_erase (f->project, "Erase", &erasure, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_unref (ctn_attachment_extract (f->project, f->added, &error));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  ctn_project_close (f->project, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_object_unref (f->project);
  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
}

static const CtnField task_fields[] = {
  { .name = "text", .label = "Text", .flags = CTN_FIELD_REQUIRED, .column = "text" },
  { .name = "organisation",
    .label = "Organisation",
    .type = CTN_FIELD_RECORD,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "due", .label = "Due", .type = CTN_FIELD_DATE, .column = "due" },
  { .name = NULL },
};
static const CtnRecordKind task_kind = {
  .name = "task",
  .table = "task",
  .title_column = "text",
  .fields = task_fields,
  .add_label = "Add Task",
  .edit_label = "Edit Task",
  .delete_label = "Delete Task",
};

static void
test_operations (Fixture *f, gconstpointer data)
{
  g_autofree char *organisation = g_strdup_printf ("%" G_GINT64_FORMAT, f->organisation);
  const CtnFieldText values[] = {
    { "text", "Write to all" },
    { "organisation", organisation },
    { "due", "31.12.2026" },
    { NULL },
  };
  const CtnFieldText wrong[] = { { "text", "Call" }, { "due", "soon" }, { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  gint64 id = ctn_record_add (f->project, &task_kind, 0, values, &error);
  g_autofree char *due = NULL;
  g_autofree char *shown = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Add Task: Write to all");
  due = ctn_record_get (reader (f), &task_kind, id, &task_fields[2], &error);
  g_assert_cmpstr (due, ==, "2026-12-31");
  shown = ctn_record_get_shown (reader (f), &task_kind, id, &task_fields[1], &error);
  g_assert_cmpstr (shown, ==, "Beispiel GmbH");
  g_assert_cmpint (ctn_record_add (f->project, &task_kind, 0, wrong, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (count (f, "SELECT count(*) FROM task"), ==, 1);
  g_assert_true (ctn_record_edit (f->project, &task_kind, id, &task_fields[1], "", &error));
  g_assert_cmpint (count (f, "SELECT count(*) FROM task WHERE organisation IS NULL"), ==, 1);
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_cmpint (count (f, "SELECT count(*) FROM task WHERE organisation IS NULL"), ==, 0);
  choices = ctn_record_list_choices (reader (f), &task_fields[1], &error);
  g_assert_cmpuint (choices->len, ==, 1);
  g_assert_cmpint (((CtnRecordChoice *) choices->pdata[0])->id, ==, f->organisation);
  g_assert_true (ctn_record_remove (f->project, &task_kind, &id, 1, &error));
  g_assert_false (ctn_record_exists (reader (f), &task_kind, id));
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Delete Task: Write to all");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/registry/attachment/file", test_file);
  ADD ("/registry/attachment/undo", test_undo);
  ADD ("/registry/attachment/owner-deleted", test_owner_deleted);
  ADD ("/registry/attachment/refused", test_refused);
  ADD ("/registry/attachment/path-tricks", test_path_tricks);
  ADD ("/registry/attachment/extract", test_extract);
  ADD ("/registry/record/operations", test_operations);
#undef ADD
  return g_test_run ();
}
