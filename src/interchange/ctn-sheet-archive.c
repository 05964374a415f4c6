#include "ctn-sheet-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctn-i18n.h>
#include <string.h>

#include "ctn-interchange-error.h"

struct _CtnSheetArchive {
  GBytes *bytes;     /* (owned) */
  GHashTable *parts; /* (owned) (element-type utf8 guint) number of the entry, from 1 */
};

struct _CtnSheetPart {
  struct archive *archive; /* (owned) */
  char *name;              /* (owned) for messages */
  guint64 n_read;
  guint64 limit;
};

static void
set_broken (GError **error)
{
  g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                       _ ("The file is damaged or not a spreadsheet. Open it in the program that "
                          "wrote it and save it again."));
}

static struct archive *
open_zip (GBytes *bytes, GError **error)
{
  struct archive *archive = archive_read_new ();
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  archive_read_support_format_zip (archive);
  if (data != NULL && archive_read_open_memory (archive, data, size) == ARCHIVE_OK)
    return archive;
  archive_read_free (archive);
  set_broken (error);
  return NULL;
}

static char *
fold_name (const char *name)
{
  char *folded = g_ascii_strdown (name, -1);

  g_strdelimit (folded, "\\", '/');
  if (*folded == '/')
    memmove (folded, folded + 1, strlen (folded));
  return folded;
}

static gboolean
list_parts (CtnSheetArchive *self, struct archive *archive, GError **error)
{
  struct archive_entry *entry = NULL;
  guint n = 0;
  int status;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN) {
    const char *name = archive_entry_pathname (entry);

    if (++n > CTN_SHEET_MAX_PARTS) {
      g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                           _ ("The file has too many parts to be a spreadsheet."));
      return FALSE;
    }
    if (name != NULL) {
      g_autofree char *folded = fold_name (name);

      if (!g_hash_table_contains (self->parts, folded))
        g_hash_table_insert (self->parts, g_steal_pointer (&folded), GUINT_TO_POINTER (n));
    }
  }
  /* What was found before a break may be enough. */
  if (n > 0)
    return TRUE;
  set_broken (error);
  return FALSE;
}

CtnSheetArchive *
ctn_sheet_archive_new (GBytes *bytes, GError **error)
{
  g_autoptr (CtnSheetArchive) self = g_new0 (CtnSheetArchive, 1);
  struct archive *archive = open_zip (bytes, error);
  gboolean ok;

  self->bytes = g_bytes_ref (bytes);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (archive == NULL)
    return NULL;
  ok = list_parts (self, archive, error);
  archive_read_free (archive);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
ctn_sheet_archive_free (CtnSheetArchive *self)
{
  g_bytes_unref (self->bytes);
  g_hash_table_unref (self->parts);
  g_free (self);
}

static guint
find_part (CtnSheetArchive *self, const char *name)
{
  g_autofree char *folded = fold_name (name);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->parts, folded));
}

gboolean
ctn_sheet_archive_has (CtnSheetArchive *self, const char *name)
{
  return find_part (self, name) > 0;
}

CtnSheetPart *
ctn_sheet_archive_open (CtnSheetArchive *self, const char *name, GError **error)
{
  g_autoptr (CtnSheetPart) part = NULL;
  struct archive_entry *entry = NULL;
  guint number = find_part (self, name);

  if (number == 0) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                 _ ("The file is not a whole spreadsheet: its part “%s” is missing."), name);
    return NULL;
  }
  part = g_new0 (CtnSheetPart, 1);
  part->name = g_strdup (name);
  part->limit = MAX ((guint64) CTN_SHEET_MAX_PART_BYTES,
                     (guint64) g_bytes_get_size (self->bytes) * CTN_SHEET_MAX_EXPANSION);
  part->archive = open_zip (self->bytes, error);
  if (part->archive == NULL)
    return NULL;
  for (guint i = 0; i < number; i++) {
    int status = archive_read_next_header (part->archive, &entry);

    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
      set_broken (error);
      return NULL;
    }
  }
  if (archive_entry_is_encrypted (entry) != 0) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file is protected by a password. Save it without one first."));
    return NULL;
  }
  return g_steal_pointer (&part);
}

gssize
ctn_sheet_part_read (CtnSheetPart *self, char *buffer, gsize length, GError **error)
{
  la_ssize_t n = archive_read_data (self->archive, buffer, length);

  if (n < 0) {
    set_broken (error);
    return -1;
  }
  self->n_read += (guint64) n;
  if (self->n_read > self->limit) {
    g_set_error (
        error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
        _ ("The part “%s” of the file expands to more than can be a table; it is not read."),
        self->name);
    return -1;
  }
  return (gssize) n;
}

void
ctn_sheet_part_free (CtnSheetPart *self)
{
  if (self->archive != NULL)
    archive_read_free (self->archive);
  g_free (self->name);
  g_free (self);
}
