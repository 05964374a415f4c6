#include "ctn-session.h"

#include <ctn-i18n.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/file.h>
#include <unistd.h>

#include "ctn-connection-private.h"
#include "ctn-project-error.h"

static char *
get_sessions_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "catenary", "sessions", NULL);
}

char *
ctn_session_dup_path (CtnSession *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
lock (CtnSession *self, GError **error)
{
  g_autofree char *path = ctn_session_dup_path (self, "lock");

  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("The working copy in “%s” cannot be used: %s"), self->folder,
                 g_strerror (code));
    return FALSE;
  }
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_IN_USE,
                       _ ("This working copy is open in another window."));
  return FALSE;
}

static CtnSession *
session_alloc (char *folder)
{
  CtnSession *self = g_new0 (CtnSession, 1);

  self->folder = folder;
  self->lock_fd = -1;
  self->published_revision = -1;
  self->pending_revision = -1;
  return self;
}

CtnSession *
ctn_session_new (GError **error)
{
  g_autofree char *sessions = get_sessions_folder ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (CtnSession) self = session_alloc (g_build_filename (sessions, uuid, NULL));

  if (g_mkdir_with_parents (self->folder, 0700) != 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("No folder for the working copy could be made in “%s”: %s"), sessions,
                 g_strerror (code));
    return NULL;
  }
  return lock (self, error) ? g_steal_pointer (&self) : NULL;
}

static char *
dup_member (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

/* Returns (transfer full) (nullable): the object in a file of notes. */
static JsonObject *
load_notes (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_dup_object (root);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
               _ ("The notes on the working copy in “%s” are damaged."), path);
  return NULL;
}

static void
load_stamp (JsonObject *object, CtnStamp *stamp)
{
  const char *head = json_object_get_string_member_with_default (object, "head", NULL);

  stamp->size = json_object_get_int_member_with_default (object, "size", 0);
  if (head != NULL)
    g_strlcpy (stamp->head, head, sizeof stamp->head);
}

static void
load_pending (CtnSession *self)
{
  g_autofree char *path = ctn_session_dup_path (self, "pending.json");
  g_autoptr (JsonObject) object = load_notes (path, NULL);

  self->pending_revision = -1;
  if (object == NULL)
    return;
  load_stamp (object, &self->stamps[CTN_SESSION_STAMP_PENDING]);
  self->pending_revision = json_object_get_int_member_with_default (object, "revision", -1);
}

static gboolean
load (CtnSession *self, GError **error)
{
  g_autofree char *path = ctn_session_dup_path (self, "session.json");
  g_autoptr (JsonObject) object = load_notes (path, error);

  if (object == NULL)
    return FALSE;
  self->uri = dup_member (object, "uri");
  self->display_name = dup_member (object, "display-name");
  load_stamp (object, &self->stamps[CTN_SESSION_STAMP_KNOWN]);
  self->published_revision =
      json_object_get_int_member_with_default (object, "published-revision", -1);
  load_pending (self);
  return TRUE;
}

CtnSession *
ctn_session_take (const char *folder, GError **error)
{
  g_autoptr (CtnSession) self = session_alloc (g_strdup (folder));
  g_autoptr (GError) local_error = NULL;

  if (!lock (self, error))
    return NULL;
  if (!load (self, &local_error))
    g_debug ("%s", local_error->message);
  if (self->display_name == NULL)
    self->display_name = g_strdup (_ ("Untitled"));
  return g_steal_pointer (&self);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static gboolean
store_notes (const char *folder, const char *name, JsonBuilder *builder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  return g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
ctn_session_store (CtnSession *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "uri", self->uri);
  add_text (builder, "display-name", self->display_name);
  add_int (builder, "size", self->stamps[CTN_SESSION_STAMP_KNOWN].size);
  add_text (builder, "head", self->stamps[CTN_SESSION_STAMP_KNOWN].head);
  add_int (builder, "published-revision", self->published_revision);
  json_builder_end_object (builder);
  return store_notes (self->folder, "session.json", builder, error);
}

gboolean
ctn_session_note_pending (const char *folder,
                          const CtnStamp *stamp,
                          gint64 revision,
                          GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_int (builder, "size", stamp->size);
  add_text (builder, "head", stamp->head);
  add_int (builder, "revision", revision);
  json_builder_end_object (builder);
  return store_notes (folder, "pending.json", builder, error);
}

char *
ctn_session_dup_temporary_name (const char *folder)
{
  g_autofree char *uuid = g_path_get_basename (folder);

  return g_strdup_printf (".catenary-%s.tmp", uuid);
}

void
ctn_session_free (CtnSession *self)
{
  if (self == NULL)
    return;
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self->display_name);
  g_free (self);
}

/* What is at @path, with all in it; a link is removed, not followed. */
static void
remove_tree (const char *path)
{
  GStatBuf info;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
remove_all_but (CtnSession *self, gboolean (*is_kept) (const char *path, const char *name))
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = ctn_session_dup_path (self, name);

    if (!is_kept (path, name))
      remove_tree (path);
  }
}

static gboolean
is_needed (const char *path, const char *name)
{
  static const char *const needed[] = {
    "work.db", "work.db-wal", "work.db-shm", "session.json", "pending.json", "lock", NULL
  };

  return g_strv_contains (needed, name);
}

void
ctn_session_drop_caches (CtnSession *self)
{
  remove_all_but (self, is_needed);
}

static gboolean
is_no_folder (const char *path, const char *name)
{
  return !g_file_test (path, G_FILE_TEST_IS_DIR);
}

void
ctn_session_drop_files (CtnSession *self)
{
  remove_all_but (self, is_no_folder);
}

void
ctn_session_remove (CtnSession *self)
{
  g_autofree char *temporary = NULL;
  g_autoptr (GFile) file = NULL;

  if (self == NULL)
    return;
  temporary = ctn_session_dup_temporary_name (self->folder);
  file = self->uri != NULL ? g_file_new_for_uri (self->uri) : NULL;
  if (file != NULL)
    ctn_target_remove_temporary (file, temporary);
  remove_tree (self->folder);
  ctn_session_free (self);
}

static void
left_session_free (gpointer data)
{
  CtnLeftSession *left = data;

  g_free (left->folder);
  g_free (left->uri);
  g_free (left->display_name);
  g_free (left);
}

static gboolean
has_file (CtnSession *session, const char *name)
{
  g_autofree char *path = ctn_session_dup_path (session, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The revision of the working copy, -1 when it cannot be read. */
static gint64
read_revision (CtnSession *session)
{
  g_autofree char *path = ctn_session_dup_path (session, "work.db");
  g_autoptr (CtnConnection) connection = ctn_connection_open (path, CTN_CONNECTION_READ, NULL);
  gint64 revision = -1;

  if (connection != NULL)
    ctn_connection_get_int (connection, &revision, NULL, CTN_SESSION_REVISION_SQL, "");
  return revision;
}

/* Whether the file holds @revision. After a crash in the middle of publishing, only the file itself
 * can tell; one that is far away is not asked. */
static gboolean
is_published (CtnSession *session, gint64 revision)
{
  g_autoptr (GFile) file = session->uri != NULL ? g_file_new_for_uri (session->uri) : NULL;
  CtnStamp found = { 0 };

  if (revision == session->published_revision)
    return TRUE;
  return revision == session->pending_revision && file != NULL && g_file_is_native (file) &&
         ctn_stamp_read (&found, file, NULL, NULL) &&
         ctn_stamp_equal (&found, &session->stamps[CTN_SESSION_STAMP_PENDING]);
}

static gint64
find_time (CtnSession *session)
{
  const char *names[] = { "work.db", "work.db-wal" };
  gint64 time = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = ctn_session_dup_path (session, names[i]);
    GStatBuf info = { 0 };

    if (g_stat (path, &info) == 0)
      time = MAX (time, info.st_mtime);
  }
  return time;
}

static CtnLeftSession *
inspect (const char *folder)
{
  g_autoptr (CtnSession) session = ctn_session_take (folder, NULL);
  CtnLeftSession *left;
  gint64 revision;

  if (session == NULL)
    return NULL;
  revision = has_file (session, "work.db") ? read_revision (session) : -1;
  if (!has_file (session, "work.db") || (revision >= 0 && is_published (session, revision))) {
    ctn_session_remove (g_steal_pointer (&session));
    return NULL;
  }
  left = g_new0 (CtnLeftSession, 1);
  left->folder = g_strdup (folder);
  left->uri = g_strdup (session->uri);
  left->display_name = g_strdup (session->display_name);
  left->modified = find_time (session);
  left->damaged = revision < 0;
  return left;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  const CtnLeftSession *one = *(CtnLeftSession **) a;
  const CtnLeftSession *other = *(CtnLeftSession **) b;

  return (one->modified < other->modified) - (one->modified > other->modified);
}

GPtrArray *
ctn_session_list_left (void)
{
  g_autofree char *sessions = get_sessions_folder ();
  g_autoptr (GDir) dir = g_dir_open (sessions, 0, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func (left_session_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (sessions, name, NULL);
    CtnLeftSession *left = inspect (folder);

    if (left != NULL)
      g_ptr_array_add (list, left);
  }
  g_ptr_array_sort (list, compare_left);
  return list;
}

gboolean
ctn_session_discard_left (const char *folder, GError **error)
{
  CtnSession *session = ctn_session_take (folder, error);

  if (session == NULL)
    return FALSE;
  ctn_session_remove (session);
  return TRUE;
}
