#include "ctn-attachment.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const CtnField fields[] = {
  { .name = "title",
    .label = N_ ("Title"),
    .group = N_ ("Attachment"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "title" },
  { .name = "url",
    .label = N_ ("Web Address"),
    .group = N_ ("Attachment"),
    .type = CTN_FIELD_URL,
    .column = "url" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Attachment"),
    .type = CTN_FIELD_DATE,
    .column = "date" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Attachment"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "note" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "attachment",
  .table = "attachment",
  .label = N_ ("Attachment"),
  .plural = N_ ("Attachments"),
  .title_column = "title",
  .fields = fields,
  .add_label = N_ ("Attach"),
  .edit_label = N_ ("Edit Attachment"),
  .delete_label = N_ ("Remove Attachment"),
};

const CtnRecordKind *
ctn_attachment_kind (void)
{
  return &kind;
}

void
ctn_attachment_free (CtnAttachment *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->url);
  g_free (self->hash);
  g_free (self->file_name);
  g_free (self->media_type);
  g_free (self->date);
  g_free (self->note);
  g_free (self);
}

static CtnAttachment *
read_attachment (CtnStatement *row)
{
  CtnAttachment *self = g_new0 (CtnAttachment, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->title = g_strdup (ctn_statement_get_text (row, 1));
  self->url = g_strdup (ctn_statement_get_text (row, 2));
  self->hash = g_strdup (ctn_statement_get_text (row, 3));
  self->file_name = g_strdup (ctn_statement_get_text (row, 4));
  self->media_type = g_strdup (ctn_statement_get_text (row, 5));
  self->size = ctn_statement_get_int (row, 6);
  self->date = g_strdup (ctn_statement_get_text (row, 7));
  self->note = g_strdup (ctn_statement_get_text (row, 8));
  return self;
}

GPtrArray *
ctn_attachment_list (CtnConnection *reader,
                     const char *table,
                     gint64 row,
                     const char *item,
                     GError **error)
{
  g_autoptr (GPtrArray) attachments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_attachment_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, title, url, hash, file_name, media_type, size, date, note FROM attachment "
      "WHERE record = ? AND row = ? AND item IS ? ORDER BY id",
      "tit", table, row, item);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (attachments, read_attachment (rows));
  if (local_error == NULL)
    return g_steal_pointer (&attachments);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  char *table;
  gint64 row;
  char *item;
  char *title;
  char *url;
  GFile *file;
  char *file_name;
  GBytes *bytes;
  gint64 id;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->table);
  g_free (work->item);
  g_free (work->title);
  g_free (work->url);
  g_clear_object (&work->file);
  g_free (work->file_name);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_free (work);
}

static Work *
work_new (const char *table, gint64 row, const char *item)
{
  Work *work = g_new0 (Work, 1);

  work->table = g_strdup (table);
  work->row = row;
  work->item = g_strdup (item);
  return work;
}

static gboolean
add_link (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = ctn_id_new ();
  return ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, item, title, url) "
                             "VALUES (?, ?, ?, ?, ?, ?)",
                             "itittt", work->id, work->table, work->row, work->item, work->title,
                             work->url);
}

gint64
ctn_attachment_add_link (CtnProject *project,
                         const char *table,
                         gint64 row,
                         const char *item,
                         const char *title,
                         const char *url,
                         GError **error)
{
  Work *work = work_new (table, row, item);
  gint64 id = 0;

  work->url = ctn_field_parse (ctn_record_kind_find_field (&kind, "url"), url, error);
  work->title = g_strdup (title != NULL && *title != '\0' ? title : work->url);
  if (work->url != NULL && *work->url == '\0') {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("A link needs a web address."));
  } else if (work->url != NULL) {
    const CtnOperation operation = { kind.add_label, work->title, NULL };

    if (ctn_project_transact (project, &operation, add_link, work, error))
      id = work->id;
  }
  work_free (work);
  return id;
}

/* The name alone, without what would lead elsewhere or hide the file: other programs will see it. */
static char *
dup_safe_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  const char *start = valid;

  while (*start == '.' || *start == ' ')
    start++;
  if (*start == '\0' || *start == G_DIR_SEPARATOR)
    return g_strdup ("file");
  return g_strdelimit (g_strdup (start), "/\\:*?\"<>|\r\n\t", '_');
}

gint64
ctn_attachment_write_file (CtnConnection *connection,
                           const char *table,
                           gint64 row,
                           const char *item,
                           const char *file_name,
                           GBytes *bytes,
                           GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *name = dup_safe_name (file_name);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree char *type = g_content_type_guess (name, data, MIN (size, 4096), NULL);
  g_autofree char *media_type = g_content_type_get_mime_type (type);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement = ctn_connection_query (
      connection, error,
      "INSERT INTO attachment_content (id, hash, size, data) SELECT ?1, ?2, ?3, ?4 "
      "WHERE NOT EXISTS (SELECT 1 FROM attachment_content WHERE hash = ?2)",
      "iti", ctn_id_new (), hash, (gint64) size);
  gint64 id = ctn_id_new ();

  if (statement == NULL)
    return 0;
  ctn_statement_bind_bytes (statement, 4, bytes);
  ctn_statement_next (statement, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return 0;
  }
  return ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, item, title, hash, "
                             "file_name, media_type, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             "itittttti", id, table, row, item, name, hash, name, media_type,
                             (gint64) size)
             ? id
             : 0;
}

static gboolean
add_file (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = ctn_attachment_write_file (connection, work->table, work->row, work->item,
                                        work->file_name, work->bytes, error);
  return work->id != 0;
}

static gboolean
check_file (Work *work, GFileInfo *info, GError **error)
{
  const char *name = g_file_info_get_display_name (info);
  g_autofree char *limit = g_format_size (CTN_ATTACHMENT_MAX_SIZE);

  work->file_name = g_strdup (name);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is no file that could be attached."), name);
  else if (g_file_info_get_size (info) > CTN_ATTACHMENT_MAX_SIZE)
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is larger than %s. Put it where others can reach it, and attach a link."),
                 name, limit);
  else
    return TRUE;
  return FALSE;
}

/* By how the formats of the usual systems begin: ELF, Windows, macOS. Names and types can lie. */
static gboolean
is_program (GBytes *bytes)
{
  static const char *const starts[] = {
    "\177ELF", "MZ", "\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe", "\xca\xfe\xba\xbe",
  };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (size >= strlen (starts[i]) && memcmp (data, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (work->file,
                         G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                        "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                         G_FILE_QUERY_INFO_NONE, cancellable, &error);

  if (info != NULL && check_file (work, info, &error))
    work->bytes = g_file_load_bytes (work->file, cancellable, NULL, &error);
  if (work->bytes != NULL && is_program (work->bytes))
    g_set_error (&error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is a program. Programs are not attached, for the safety of those who get "
                    "this project."),
                 work->file_name);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (ctn_project_transact_finish (CTN_PROJECT (source), result, &error))
    g_task_return_int (task, work->id);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  CtnOperation operation = { kind.add_label, work->file_name, NULL };
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  ctn_project_transact_async (CTN_PROJECT (source), &operation, add_file, work, cancellable,
                              written_cb, g_steal_pointer (&task));
}

void
ctn_attachment_add_file_async (CtnProject *project,
                               const char *table,
                               gint64 row,
                               const char *item,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  GTask *task = g_task_new (project, cancellable, callback, data);
  g_autoptr (GTask) reading = g_task_new (project, cancellable, read_cb, task);
  Work *work = work_new (table, row, item);

  work->file = g_object_ref (file);
  g_task_set_task_data (task, work, work_free);
  g_task_set_task_data (reading, work, NULL); /* the outer task outlives it */
  g_task_run_in_thread (reading, read_thread);
}

gint64
ctn_attachment_add_file_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 id = g_task_propagate_int (G_TASK (result), &local_error);

  if (local_error == NULL)
    return id;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return 0;
}

gboolean
ctn_attachment_delete (CtnProject *project, gint64 id, GError **error)
{
  return ctn_record_remove (project, &kind, &id, 1, error);
}

static CtnStatement *
find_content (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT c.data, a.file_name FROM attachment a "
                            "JOIN attachment_content c ON c.hash = a.hash WHERE a.id = ?",
                            "i", id);

  if (ctn_statement_next (rows, &local_error))
    return g_steal_pointer (&rows);
  if (local_error == NULL)
    g_set_error_literal (&local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("The attached file is not in this project any more."));
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GBytes *
ctn_attachment_read (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnStatement) row = find_content (reader, id, error);

  return row != NULL ? ctn_statement_dup_bytes (row, 0) : NULL;
}

/* A foreign project may hold any name. */
static GFile *
make_place (CtnProject *project, gint64 id, const char *file_name, GError **error)
{
  g_autofree char *own = g_strdup_printf ("attachment-%" G_GINT64_FORMAT, id);
  g_autofree char *folder = g_build_filename (ctn_project_get_session_folder (project), own, NULL);
  g_autofree char *name = dup_safe_name (file_name != NULL ? file_name : "file");

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_file_new_build_filename (folder, name, NULL);
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               _ ("The folder “%s” cannot be made: %s"), folder, g_strerror (errno));
  return NULL;
}

/* Not into /tmp: in a sandbox that is one of our own, where the portal that hands the file to another
 * program does not find it. The folder of the session has the same path inside and outside. */
GFile *
ctn_attachment_extract (CtnProject *project, gint64 id, GError **error)
{
  g_autoptr (CtnStatement) row = find_content (ctn_project_get_reader (project), id, error);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  if (row == NULL)
    return NULL;
  file = make_place (project, id, ctn_statement_get_text (row, 1), error);
  if (file == NULL)
    return NULL;
  bytes = ctn_statement_dup_bytes (row, 0);
  data = g_bytes_get_data (bytes, &size);
  if (!g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL,
                                error))
    return NULL;
  g_chmod (g_file_peek_path (file), 0400);
  return g_steal_pointer (&file);
}
