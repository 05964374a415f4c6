/* Links and files that belong to a record: evidence, papers, minutes, CVs.
 *
 * The bytes of a file are kept in the project, once however often the file is attached; so a project
 * that is handed on has its evidence with it. A record is named by its table and id, and a part of it
 * (a question of an assessment) by @item. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The largest file that can be attached: 25 MiB. Larger ones are linked. */
#define CTN_ATTACHMENT_MAX_SIZE (25 * 1024 * 1024)

/* The fields of an attachment: title, date, note, url. */
const CtnRecordKind *ctn_attachment_kind (void);

typedef struct {
  gint64 id;
  char *title;
  char *url;        /* (nullable) of a link */
  char *hash;       /* (nullable) SHA-256 of a file, in hexadecimal digits */
  char *file_name;  /* (nullable) without a folder */
  char *media_type; /* (nullable) e.g. "application/pdf" */
  gint64 size;      /* bytes; 0 of a link */
  char *date;       /* (nullable) ISO date */
  char *note;       /* (nullable) */
} CtnAttachment;

void ctn_attachment_free (CtnAttachment *self);

/* What is attached to the record @row of @table, in the order of attaching. @item: only what belongs to
 * that part; %NULL: what belongs to no part.
 * Returns: (transfer container) (element-type CtnAttachment) (nullable): %NULL with @error set */
GPtrArray *ctn_attachment_list (CtnConnection *reader,
                                const char *table,
                                gint64 row,
                                const char *item,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations; each returns %FALSE (or 0) with @error set when it failed. */

/* @url: a web address. @title: %NULL takes the address. */
gint64 ctn_attachment_add_link (CtnProject *project,
                                const char *table,
                                gint64 row,
                                const char *item,
                                const char *title,
                                const char *url,
                                GError **error);

/* Reads @file on a worker thread and keeps it.
 * Errors: CTN_PROJECT_ERROR_INVALID when it is too large, no ordinary file, or a program; those of
 * reading it. */
void ctn_attachment_add_file_async (CtnProject *project,
                                    const char *table,
                                    gint64 row,
                                    const char *item,
                                    GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
gint64 ctn_attachment_add_file_finish (GAsyncResult *result, GError **error);

/* The same for bytes that are there already, inside of an operation; @file_name may have a folder,
 * which is dropped.
 * Returns: its id, 0 with @error set */
gint64 ctn_attachment_write_file (CtnConnection *connection,
                                  const char *table,
                                  gint64 row,
                                  const char *item,
                                  const char *file_name,
                                  GBytes *bytes,
                                  GError **error);

gboolean ctn_attachment_delete (CtnProject *project, gint64 id, GError **error);

/* The bytes of an attached file.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GBytes *
ctn_attachment_read (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes an attached file into a folder of its own among what @project keeps while it is open, to be shown
 * by another program. It cannot be written to, because nothing of that would come back, and goes when the
 * project is closed.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GFile *
ctn_attachment_extract (CtnProject *project, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnAttachment, ctn_attachment_free)

G_END_DECLS
