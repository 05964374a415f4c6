#include "ctn-project-private.h"

#include <ctn-i18n.h>
#include <ctn-memory.h>
#include <errno.h>
#include <glib/gstdio.h>

#include "ctn-check.h"
#include "ctn-merge-base.h"
#include "ctn-schema.h"

#define MAX_LOG_BYTES (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define MAX_COPY_TRIES 3

G_DEFINE_FINAL_TYPE (CtnProject, ctn_project, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (CtnPublishState,
                    ctn_publish_state,
                    G_DEFINE_ENUM_VALUE (CTN_PUBLISH_STATE_UNTITLED, "untitled"),
                    G_DEFINE_ENUM_VALUE (CTN_PUBLISH_STATE_SAVED, "saved"),
                    G_DEFINE_ENUM_VALUE (CTN_PUBLISH_STATE_SAVING, "saving"),
                    G_DEFINE_ENUM_VALUE (CTN_PUBLISH_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (CTN_PUBLISH_STATE_CONFLICT, "conflict"))

enum { SIGNAL_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
_ctn_project_notify (CtnProject *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
_ctn_project_changed (CtnProject *self, CtnChangeSet *changes)
{
  if (ctn_change_set_is_empty (changes))
    return;
  self->revision++;
  _ctn_project_refresh_labels (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
  _ctn_project_schedule_publish (self);
}

/* Keeps the log, and with it the file, from growing for ever. What goes is gone from the file when
 * the next operation is published. */
static void
trim_log (CtnProject *self)
{
  g_autoptr (GError) error = NULL;

  if (!ctn_connection_exec (self->writer, "BEGIN IMMEDIATE", &error) ||
      !ctn_change_log_trim (self->log, MAX_LOG_BYTES, &error) ||
      !ctn_change_log_drop_contents (self->writer, &error) ||
      !ctn_connection_exec (self->writer, "COMMIT", &error)) {
    g_debug ("trimming the log: %s", error->message);
    ctn_connection_exec (self->writer, "ROLLBACK", NULL);
  }
}

/* Opens the connections to a working copy that is known to be good. */
static gboolean
attach (CtnProject *self, GError **error)
{
  g_autofree char *path = ctn_session_dup_path (self->session, "work.db");

  g_set_str (&self->folder, self->session->folder);
  self->writer = ctn_connection_open (path, CTN_CONNECTION_WORK, error);
  if (self->writer == NULL || !ctn_schema_migrate (self->writer, error) ||
      !ctn_connection_run (self->writer, error,
                           "INSERT OR IGNORE INTO meta VALUES ('revision', '0'), ('uuid', ?), "
                           "('version', lower(hex(randomblob(16))))",
                           "t", self->session->folder + strlen (self->session->folder) - 36) ||
      !ctn_merge_base_note_state (self->writer, error))
    return FALSE;
  g_atomic_int_set (&self->published_since, TRUE);
  self->log = ctn_change_log_new (self->writer, error);
  if (self->log != NULL)
    trim_log (self);
  self->reader = self->log != NULL ? ctn_connection_open (path, CTN_CONNECTION_READ, error) : NULL;
  if (self->reader == NULL ||
      !ctn_connection_get_int (self->reader, &self->revision, error, CTN_SESSION_REVISION_SQL, ""))
    return FALSE;
  memcpy (self->stamps, self->session->stamps, sizeof self->stamps);
  _ctn_project_refresh_labels (self);
  return TRUE;
}

static CtnProject *
project_alloc (GFile *file, const char *display_name, GError **error)
{
  g_autoptr (CtnProject) self = g_object_new (CTN_TYPE_PROJECT, NULL);

  self->session = ctn_session_new (error);
  if (self->session == NULL)
    return NULL;
  self->file = file != NULL ? g_object_ref (file) : NULL;
  self->session->uri = file != NULL ? g_file_get_uri (file) : NULL;
  self->session->display_name = g_strdup (display_name);
  self->publish_state = file != NULL ? CTN_PUBLISH_STATE_SAVED : CTN_PUBLISH_STATE_UNTITLED;
  /* An untitled project that was not changed yet has nothing to keep. */
  if (file == NULL)
    self->session->published_revision = 0;
  if (!ctn_session_store (self->session, error)) {
    g_clear_pointer (&self->session, ctn_session_remove);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/* Frees a project that never came to life, with its session folder. */
static CtnProject *
give_up (CtnProject *self)
{
  g_clear_pointer (&self->log, ctn_change_log_free);
  g_clear_pointer (&self->reader, ctn_connection_close);
  g_clear_pointer (&self->writer, ctn_connection_close);
  g_clear_pointer (&self->session, ctn_session_remove);
  g_object_unref (self);
  return NULL;
}

/* A file behind a symbolic link is published by replacing what the link points to. */
static GFile *
resolve (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *real = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  char *resolved = real != NULL ? realpath (real, NULL) : NULL;
  GFile *result = resolved != NULL ? g_file_new_for_path (resolved) : g_object_ref (file);

  free (resolved);
  return result;
}

CtnProject *
ctn_project_new (GFile *file, GError **error)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : g_strdup (_ ("Untitled"));
  CtnProject *self = project_alloc (file, name, error);

  if (self == NULL)
    return NULL;
  if (!attach (self, error))
    return give_up (self);
  return self;
}

/* The file's version as its file system tells it, if it does. */
static char *
dup_etag (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  return info != NULL ? g_strdup (g_file_info_get_etag (info)) : NULL;
}

gboolean
_ctn_project_copy_in (GFile *file,
                      const char *path,
                      CtnStamp *stamp,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  const GFileCopyFlags flags = G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS |
                               G_FILE_COPY_TARGET_DEFAULT_MODIFIED_TIME;

  for (int i = 0; i < MAX_COPY_TRIES; i++) {
    g_autofree char *before = dup_etag (file, cancellable);
    g_autofree char *after = NULL;
    CtnStamp now = { 0 };

    if (!g_file_copy (file, copy, flags, cancellable, NULL, NULL, error) ||
        !ctn_stamp_read (stamp, copy, cancellable, error) ||
        !ctn_stamp_read (&now, file, cancellable, error))
      return FALSE;
    after = dup_etag (file, cancellable);
    if (g_strcmp0 (before, after) == 0 && ctn_stamp_equal (stamp, &now))
      return TRUE;
  }
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE,
                       _ ("Another program is writing the file just now. Try again in a moment."));
  return FALSE;
}

static gboolean
check_size (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
      g_file_info_get_size (info) <= CTN_CHECK_MAX_BYTES)
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_TOO_LARGE,
                       _ ("This is not a file that a project can be read from."));
  return FALSE;
}

/* Makes the checked copy at @path the working copy. The notes on it are complete before: whoever
 * finds a work.db finds out what of it is in the file. */
static gboolean
take_over (CtnProject *self, const char *path, gboolean titled, GError **error)
{
  g_autofree char *work_path = ctn_session_dup_path (self->session, "work.db");
  g_autoptr (CtnConnection) copy = ctn_connection_open (path, CTN_CONNECTION_READ, error);
  gint64 revision = 0;

  if (copy == NULL ||
      !ctn_connection_get_int (copy, &revision, error, CTN_SESSION_REVISION_SQL, ""))
    return FALSE;
  g_clear_pointer (&copy, ctn_connection_close);
  self->session->published_revision = revision;
  if (!titled)
    self->session->stamps[CTN_SESSION_STAMP_KNOWN] = (CtnStamp) { 0 };
  if (!ctn_session_store (self->session, error))
    return FALSE;
  if (g_rename (path, work_path) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The working copy in “%s” cannot be used: %s"), work_path, g_strerror (errno));
  return FALSE;
}

static CtnProject *
open_file (GFile *file, GFile *target, const char *name, GCancellable *cancellable, GError **error)
{
  CtnProject *self = NULL;
  g_autofree char *path = NULL;

  if (check_size (file, cancellable, error))
    self = project_alloc (target, name, error);
  if (self == NULL)
    return NULL;
  path = ctn_session_dup_path (self->session, "incoming.db");
  if (!_ctn_project_copy_in (file, path, &self->session->stamps[CTN_SESSION_STAMP_KNOWN],
                             cancellable, error) ||
      !ctn_check_file (path, cancellable, error) ||
      !take_over (self, path, target != NULL, error) || !attach (self, error))
    return give_up (self);
  ctn_memory_trim (); /* what checking took */
  return self;
}

CtnProject *
ctn_project_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) resolved = resolve (file);

  return open_file (resolved, resolved, name, cancellable, error);
}

CtnProject *
ctn_project_open_untitled (GFile *file,
                           const char *display_name,
                           GCancellable *cancellable,
                           GError **error)
{
  return open_file (file, NULL, display_name, cancellable, error);
}

CtnProject *
ctn_project_recover_session (const char *session_folder, GError **error)
{
  g_autoptr (CtnSession) session = ctn_session_take (session_folder, error);
  CtnProject *self;

  if (session == NULL)
    return NULL;
  self = g_object_new (CTN_TYPE_PROJECT, NULL);
  self->session = g_steal_pointer (&session);
  self->file = self->session->uri != NULL ? g_file_new_for_uri (self->session->uri) : NULL;
  self->publish_state = self->file != NULL ? CTN_PUBLISH_STATE_SAVED : CTN_PUBLISH_STATE_UNTITLED;
  if (!attach (self, error)) {
    /* The folder stays: it may hold the only copy of somebody's work. */
    g_object_unref (self);
    return NULL;
  }
  _ctn_project_schedule_publish (self);
  return self;
}

typedef struct {
  GFile *file;        /* (owned) */
  char *display_name; /* (owned) (nullable) of an untitled one */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->file);
  g_free (opening->display_name);
  g_free (opening);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Opening *opening = task_data;
  GError *error = NULL;
  CtnProject *project =
      opening->display_name != NULL
          ? ctn_project_open_untitled (opening->file, opening->display_name, cancellable, &error)
          : ctn_project_open (opening->file, cancellable, &error);

  if (project != NULL)
    g_task_return_pointer (task, project, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
open_async (GFile *file,
            const char *display_name,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Opening *opening = g_new0 (Opening, 1);

  opening->file = g_object_ref (file);
  opening->display_name = g_strdup (display_name);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

void
ctn_project_open_async (GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  open_async (file, NULL, ctn_project_open_async, cancellable, callback, data);
}

void
ctn_project_open_untitled_async (GFile *file,
                                 const char *display_name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  open_async (file, display_name, ctn_project_open_untitled_async, cancellable, callback, data);
}

CtnProject *
ctn_project_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GFile *
ctn_project_get_file (CtnProject *self)
{
  return self->file;
}

const char *
ctn_project_get_display_name (CtnProject *self)
{
  return self->session != NULL ? self->session->display_name : NULL;
}

CtnPublishState
ctn_project_get_publish_state (CtnProject *self)
{
  return self->publish_state;
}

const char *
ctn_project_get_problem (CtnProject *self)
{
  return self->problem;
}

gboolean
ctn_project_is_busy (CtnProject *self)
{
  return self->busy;
}

gboolean
ctn_project_is_saving (CtnProject *self)
{
  return self->saving;
}

const char *
ctn_project_get_session_folder (CtnProject *self)
{
  return self->folder;
}

void
ctn_project_set_author (CtnProject *self, const char *author)
{
  g_set_str (&self->author, author);
}

CtnConnection *
ctn_project_get_reader (CtnProject *self)
{
  return self->reader;
}

CtnConnection *
ctn_project_open_reader (CtnProject *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "work.db", NULL);
  CtnConnection *reader = g_atomic_int_get (&self->closed)
                              ? NULL
                              : ctn_connection_open (path, CTN_CONNECTION_READ, error);

  /* A working copy that went meanwhile is not a mistake that anybody should hear of. */
  if (reader == NULL && g_atomic_int_get (&self->closed)) {
    if (error != NULL)
      g_clear_error (error);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The project was closed."));
  }
  return reader;
}

void
ctn_project_close_reader (CtnConnection *reader)
{
  ctn_connection_close (reader);
}

static void
ctn_project_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  CtnProject *self = CTN_PROJECT (object);

  switch (property_id) {
  case PROP_DISPLAY_NAME:
    g_value_set_string (value, ctn_project_get_display_name (self));
    break;
  case PROP_PUBLISH_STATE:
    g_value_set_enum (value, self->publish_state);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_SAVING:
    g_value_set_boolean (value, self->saving);
    break;
  case PROP_CAN_UNDO:
    g_value_set_boolean (value, ctn_project_can_undo (self));
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean (value, ctn_project_can_redo (self));
    break;
  case PROP_UNDO_LABEL:
    g_value_set_string (value, self->undo_label);
    break;
  case PROP_REDO_LABEL:
    g_value_set_string (value, self->redo_label);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
ctn_project_finalize (GObject *object)
{
  CtnProject *self = CTN_PROJECT (object);

  g_clear_handle_id (&self->publish_source, g_source_remove);
  g_clear_pointer (&self->log, ctn_change_log_free);
  g_clear_pointer (&self->reader, ctn_connection_close);
  g_clear_pointer (&self->writer, ctn_connection_close);
  g_clear_pointer (&self->session, ctn_session_free);
  g_clear_object (&self->file);
  g_free (self->folder);
  g_free (self->author);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->problem);
  g_mutex_clear (&self->writer_mutex);
  g_mutex_clear (&self->publish_mutex);

  G_OBJECT_CLASS (ctn_project_parent_class)->finalize (object);
}

static void
ctn_project_class_init (CtnProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ctn_project_get_property;
  object_class->finalize = ctn_project_finalize;

  properties[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, flags);
  properties[PROP_PUBLISH_STATE] = g_param_spec_enum (
      "publish-state", NULL, NULL, CTN_TYPE_PUBLISH_STATE, CTN_PUBLISH_STATE_UNTITLED, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, CTN_TYPE_CHANGE_SET);
}

static void
ctn_project_init (CtnProject *self)
{
  g_mutex_init (&self->writer_mutex);
  g_mutex_init (&self->publish_mutex);
  self->author = g_strdup (g_get_real_name ());
}
