#include "ctn-check.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ctn-project-error.h"
#include "ctn-schema.h"

#define HEADER_SIZE 100
#define OFFSET_USER_VERSION 60
#define OFFSET_APPLICATION_ID 68
#define BASE_SECONDS 2.0
#define SECONDS_PER_BYTE (1.0 / (40.0 * 1024 * 1024))

static guint32
read_big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
read_header (const char *path, guint8 header[HEADER_SIZE], gint64 *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize got = fd < 0 ? -1 : read (fd, header, HEADER_SIZE);

  *size = fd < 0 ? 0 : lseek (fd, 0, SEEK_END);
  if (fd >= 0)
    close (fd);
  if (got == HEADER_SIZE && memcmp (header, "SQLite format 3", 16) == 0 &&
      read_big_endian (header + OFFSET_APPLICATION_ID) == CTN_SCHEMA_APPLICATION_ID)
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_NOT_A_PROJECT,
                       _ ("This is not a Catenary project. Choose a file whose name ends in "
                          "“.catenary”; lists and tables come in through Import."));
  return FALSE;
}

static gboolean
check_version (const guint8 *header, int *version, GError **error)
{
  guint32 number = read_big_endian (header + OFFSET_USER_VERSION);

  if (number >= 1 && number <= (guint32) ctn_schema_get_version ()) {
    *version = (int) number;
    return TRUE;
  }
  if (number == 0 || number > 100000)
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
                         _ ("The project file is damaged: its version number makes no sense."));
  else
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_NEWER_FORMAT,
                 _ ("This project was written by a newer version of Catenary (format %u; this "
                    "version reads up to %d). Update the program to open it."),
                 number, ctn_schema_get_version ());
  return FALSE;
}

static gboolean
damaged (GError **error, const char *detail)
{
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED,
               _ ("The project file is damaged (%s). It was not opened and not changed. Its "
                  "readable records can be recovered into a new project."),
               detail);
  return FALSE;
}

static gboolean
check_pages (CtnConnection *connection, GError **error)
{
  g_autofree char *answer =
      ctn_connection_get_text (connection, error, "PRAGMA quick_check(1)", "");

  if (answer == NULL)
    return FALSE;
  return g_str_equal (answer, "ok") || damaged (error, answer);
}

static gboolean
check_references (CtnConnection *connection, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error, "PRAGMA foreign_key_check", "");

  if (ctn_statement_next (statement, &local_error))
    return damaged (error, _ ("a record refers to one that is not there"));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_content (const char *path,
               int version,
               gint64 size,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (CtnConnection) connection = ctn_connection_open (path, CTN_CONNECTION_FOREIGN, error);

  if (connection == NULL)
    return FALSE;
  ctn_connection_set_cancellable (connection, cancellable);
  ctn_connection_set_deadline (connection, BASE_SECONDS + (double) size * SECONDS_PER_BYTE);
  return ctn_connection_exec (connection, "PRAGMA journal_mode = DELETE", error) &&
         ctn_schema_check (connection, version, error) && check_pages (connection, error) &&
         check_references (connection, error);
}

gboolean
ctn_check_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint8 header[HEADER_SIZE];
  gint64 size = 0;
  int version = 0;

  if (!read_header (path, header, &size, error) || !check_version (header, &version, error))
    return FALSE;
  if (size > CTN_CHECK_MAX_BYTES) {
    g_autofree char *limit = g_format_size (CTN_CHECK_MAX_BYTES);

    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_TOO_LARGE,
                 _ ("This file is larger than %s, the most that a project can be."), limit);
    return FALSE;
  }
  if (check_content (path, version, size, cancellable, &local_error))
    return TRUE;
  /* Whatever SQLite stumbled over in a file that is not ours, to its owner it is damage. */
  if (g_error_matches (local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_FAILED))
    return damaged (error, local_error->message);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
