#include "ctn-session.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
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

static gboolean
load (CtnSession *self, GError **error)
{
  g_autofree char *path = ctn_session_dup_path (self, "session.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (!json_parser_load_from_file (parser, path, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                 _ ("The notes on the working copy in “%s” are damaged."), self->folder);
    return FALSE;
  }
  object = json_node_get_object (root);
  self->uri = dup_member (object, "uri");
  self->display_name = dup_member (object, "display-name");
  self->etag = dup_member (object, "etag");
  self->published_revision =
      json_object_get_int_member_with_default (object, "published-revision", -1);
  return TRUE;
}

CtnSession *
ctn_session_take (const char *folder, GError **error)
{
  g_autoptr (CtnSession) self = session_alloc (g_strdup (folder));

  if (!lock (self, error) || !load (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

gboolean
ctn_session_store (CtnSession *self, GError **error)
{
  g_autofree char *path = ctn_session_dup_path (self, "session.json");
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "uri", self->uri);
  add_member (builder, "display-name", self->display_name);
  add_member (builder, "etag", self->etag);
  json_builder_set_member_name (builder, "published-revision");
  json_builder_add_int_value (builder, self->published_revision);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
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
  g_free (self->etag);
  g_free (self);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

void
ctn_session_remove (CtnSession *self)
{
  if (self == NULL)
    return;
  remove_folder (self->folder);
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

/* The revision of the working copy, -1 when it cannot be read. */
static gint64
read_revision (CtnSession *session)
{
  g_autofree char *path = ctn_session_dup_path (session, "work.db");
  g_autoptr (CtnConnection) connection = NULL;
  gint64 revision = -1;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return -1;
  connection = ctn_connection_open (path, CTN_CONNECTION_READ, NULL);
  if (connection != NULL)
    ctn_connection_get_int (connection, &revision, NULL,
                            "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'", "");
  return revision;
}

static CtnLeftSession *
inspect (const char *folder)
{
  g_autoptr (CtnSession) session = ctn_session_take (folder, NULL);
  g_autofree char *path = NULL;
  g_autofree char *wal = NULL;
  CtnLeftSession *left;
  GStatBuf info = { 0 };
  GStatBuf wal_info = { 0 };
  gint64 revision;

  if (session == NULL)
    return NULL;
  revision = read_revision (session);
  if (revision < 0 || revision == session->published_revision) {
    ctn_session_remove (g_steal_pointer (&session));
    return NULL;
  }
  path = ctn_session_dup_path (session, "work.db");
  wal = ctn_session_dup_path (session, "work.db-wal");
  g_stat (path, &info);
  g_stat (wal, &wal_info);
  left = g_new0 (CtnLeftSession, 1);
  left->folder = g_strdup (folder);
  left->uri = g_strdup (session->uri);
  left->display_name = g_strdup (session->display_name);
  left->modified = MAX (info.st_mtime, wal_info.st_mtime);
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
