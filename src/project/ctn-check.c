#include "ctn-check.h"

#include <ctn-i18n.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ctn-parallel.h"
#include "ctn-project-error.h"
#include "ctn-schema.h"

#define HEADER_SIZE 100
#define OFFSET_PAGE_SIZE 16
#define OFFSET_COUNTER 24
#define OFFSET_PAGES 28
#define OFFSET_USER_VERSION 60
#define OFFSET_APPLICATION_ID 68
#define OFFSET_VALID_FOR 92
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

/* A file that was cut off is shorter than its pages, also where the end of the last one is empty. The
 * number of pages counts if it was written together with the change counter (SQLite, "Database File
 * Format", 1.3.7 and 1.3.8). */
static gboolean
is_whole (const guint8 *header, gint64 size)
{
  guint32 page_size = (guint32) header[OFFSET_PAGE_SIZE] << 8 | header[OFFSET_PAGE_SIZE + 1];
  guint32 n_pages = read_big_endian (header + OFFSET_PAGES);

  if (page_size == 1)
    page_size = 65536;
  return n_pages == 0 ||
         read_big_endian (header + OFFSET_COUNTER) != read_big_endian (header + OFFSET_VALID_FOR) ||
         size >= (gint64) n_pages * page_size;
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

/* The content is checked in parts, which run beside one another: in a large project most of the time goes
 * into the rules of the tables (CHECK, NOT NULL, types), row by row. */
typedef enum {
  PART_PAGES,      /* the structure of the file, without the rules of the tables */
  PART_REFERENCES, /* foreign keys */
  PART_CHANGES,    /* the rules of the longest table */
  PART_RECORDS,    /* those of all others */
  N_PARTS,
} Part;

typedef struct {
  const char *path;
  double seconds;
  GCancellable *cancellable;
  GError *errors[N_PARTS];
} Content;

/* @sql: a quick_check. */
static gboolean
run_check (CtnConnection *connection, const char *sql, GError **error)
{
  g_autofree char *answer = ctn_connection_get_text (connection, error, sql, "");

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

/* The names are those of our own schema, which was compared before. */
static gboolean
check_records (CtnConnection *connection, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) tables = ctn_connection_query (
      connection, &local_error,
      "SELECT 'PRAGMA quick_check(' || quote (name) || ')' FROM sqlite_schema "
      "WHERE type = 'table' AND name <> 'change' ORDER BY name",
      "");

  while (ctn_statement_next (tables, &local_error))
    if (!run_check (connection, ctn_statement_get_text (tables, 0), error))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_part (const Content *content, Part part, GError **error)
{
  g_autoptr (CtnConnection) connection =
      ctn_connection_open (content->path, CTN_CONNECTION_FOREIGN, error);

  if (connection == NULL)
    return FALSE;
  ctn_connection_set_cancellable (connection, content->cancellable);
  ctn_connection_set_deadline (connection, content->seconds);
  switch (part) {
  case PART_PAGES:
    return ctn_connection_exec (connection, "PRAGMA ignore_check_constraints = ON", error) &&
           run_check (connection, "PRAGMA quick_check(1)", error);
  case PART_REFERENCES:
    return check_references (connection, error);
  case PART_CHANGES:
    return run_check (connection, "PRAGMA quick_check('change')", error);
  case PART_RECORDS:
    return check_records (connection, error);
  case N_PARTS:
  default:
    g_return_val_if_reached (FALSE);
  }
}

static void
check_parts (guint start, guint end, gpointer data)
{
  Content *content = data;

  for (guint part = start; part < end; part++)
    check_part (content, (Part) part, &content->errors[part]);
}

/* The schema comes first: nothing in the file is asked for by a name that is not ours. */
static gboolean
check_schema (const Content *content, int version, GError **error)
{
  g_autoptr (CtnConnection) connection =
      ctn_connection_open (content->path, CTN_CONNECTION_FOREIGN, error);

  if (connection == NULL)
    return FALSE;
  ctn_connection_set_cancellable (connection, content->cancellable);
  ctn_connection_set_deadline (connection, content->seconds);
  return ctn_connection_exec (connection, "PRAGMA journal_mode = DELETE", error) &&
         ctn_schema_check (connection, version, error);
}

static gboolean
check_content (const char *path,
               int version,
               gint64 size,
               GCancellable *cancellable,
               GError **error)
{
  Content content = { .path = path,
                      .seconds = BASE_SECONDS + (double) size * SECONDS_PER_BYTE,
                      .cancellable = cancellable };
  gboolean ok = TRUE;

  if (!check_schema (&content, version, error))
    return FALSE;
  ctn_parallel_for (N_PARTS, 1, check_parts, &content);
  for (guint part = 0; part < N_PARTS; part++) {
    if (content.errors[part] == NULL)
      continue;
    if (ok)
      g_propagate_error (error, content.errors[part]);
    else
      g_error_free (content.errors[part]);
    ok = FALSE;
  }
  return ok;
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
  if (!is_whole (header, size))
    return damaged (error, _ ("its end is missing"));
  if (check_content (path, version, size, cancellable, &local_error))
    return TRUE;
  /* Whatever SQLite stumbled over in a file that is not ours, to its owner it is damage. */
  if (g_error_matches (local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_FAILED))
    return damaged (error, local_error->message);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
