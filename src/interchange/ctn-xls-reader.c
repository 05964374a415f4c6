#include "ctn-xls-reader.h"

#include <freexl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ctn-interchange-error.h"
#include "ctn-sheet-grid.h"
#include "ctn-sheet-number.h"

struct _CtnXlsFile {
  const void *handle; /* (owned) FreeXL's */
  GPtrArray *names;   /* (owned) (element-type utf8) */
};

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX, message);
  return FALSE;
}

/* FreeXL reads files with a name only. */
static gboolean
open_by_name (CtnXlsFile *self, GBytes *bytes, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("catenary-XXXXXX.xls", &path, error);
  gboolean written;
  int status = FREEXL_FILE_NOT_FOUND;

  if (fd < 0)
    return FALSE;
  g_close (fd, NULL);
  written = g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                                      0600, error);
  if (written)
    status = freexl_open (path, &self->handle);
  g_unlink (path);
  if (!written)
    return FALSE;
  if (status == FREEXL_BIFF_OBFUSCATED || status == FREEXL_CFBF_SEEK_ERROR)
    return fail (error, _ ("The file is protected by a password. Save it without one first."));
  if (status != FREEXL_OK || self->handle == NULL)
    return fail (error,
                 _ ("The file is damaged, protected by a password, or not a spreadsheet. Open "
                    "it in the program that wrote it and save it as XLSX."));
  return TRUE;
}

CtnXlsFile *
ctn_xls_file_new (GBytes *bytes, GError **error)
{
  g_autoptr (CtnXlsFile) self = g_new0 (CtnXlsFile, 1);
  unsigned int n = 0;

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (g_bytes_get_size (bytes) > CTN_XLS_MAX_BYTES) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                 _ ("The XLS file is larger than %u MiB. Save it as XLSX."),
                 CTN_XLS_MAX_BYTES >> 20);
    return NULL;
  }
  if (!open_by_name (self, bytes, error))
    return NULL;
  if (freexl_get_info (self->handle, FREEXL_BIFF_PASSWORD, &n) == FREEXL_OK &&
      n == FREEXL_BIFF_OBFUSCATED) {
    fail (error, _ ("The file is protected by a password. Save it without one first."));
    return NULL;
  }
  n = 0;
  freexl_get_info (self->handle, FREEXL_BIFF_SHEET_COUNT, &n);
  for (guint i = 0; i < MIN (n, 4096); i++) {
    const char *name = NULL;

    if (freexl_get_worksheet_name (self->handle, (unsigned short) i, &name) != FREEXL_OK)
      name = NULL;
    g_ptr_array_add (self->names, g_utf8_make_valid (name != NULL ? name : "", -1));
  }
  return g_steal_pointer (&self);
}

void
ctn_xls_file_free (CtnXlsFile *self)
{
  if (self->handle != NULL)
    freexl_close (self->handle);
  g_ptr_array_unref (self->names);
  g_free (self);
}

guint
ctn_xls_file_get_n_sheets (CtnXlsFile *self)
{
  return self->names->len;
}

const char *
ctn_xls_file_get_name (CtnXlsFile *self, guint index)
{
  return g_ptr_array_index (self->names, index);
}

static gboolean
add_text (CtnSheetGrid *grid, guint column, const char *text, GError **error)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return TRUE;
  valid = g_utf8_make_valid (text, -1);
  return ctn_sheet_grid_add (grid, column, valid, strlen (valid), error);
}

static gboolean
add_value (CtnSheetGrid *grid, guint column, const FreeXL_CellValue *cell, GError **error)
{
  const CtnSheetFormat number = { CTN_SHEET_FORMAT_NUMBER, 0 };
  char buffer[CTN_SHEET_NUMBER_SIZE];

  switch (cell->type) {
  case FREEXL_CELL_INT:
    g_snprintf (buffer, sizeof buffer, "%d", cell->value.int_value);
    return add_text (grid, column, buffer, error);
  case FREEXL_CELL_DOUBLE:
    if (!isfinite (cell->value.double_value))
      return TRUE;
    return add_text (grid, column,
                     ctn_sheet_number_format (cell->value.double_value, number, FALSE, buffer),
                     error);
  case FREEXL_CELL_DATETIME:
    g_strlcpy (buffer, cell->value.text_value, sizeof buffer);
    if (g_str_has_suffix (buffer, " 00:00:00"))
      buffer[strlen (buffer) - 9] = '\0';
    return add_text (grid, column, buffer, error);
  case FREEXL_CELL_TEXT:
  case FREEXL_CELL_SST_TEXT:
  case FREEXL_CELL_DATE:
  case FREEXL_CELL_TIME:
    return add_text (grid, column, cell->value.text_value, error);
  default:
    return TRUE;
  }
}

static gboolean
read_row (CtnXlsFile *self, CtnSheetGrid *grid, guint row, guint n_columns, GError **error)
{
  if (!ctn_sheet_grid_begin_row (grid, row + 1, error))
    return FALSE;
  for (guint column = 0; column < n_columns; column++) {
    FreeXL_CellValue cell = { .type = FREEXL_CELL_NULL };

    if (freexl_get_cell_value (self->handle, row, (unsigned short) column, &cell) == FREEXL_OK &&
        !add_value (grid, column, &cell, error))
      return FALSE;
  }
  return ctn_sheet_grid_end_row (grid, error);
}

CtnTable *
ctn_xls_file_read (CtnXlsFile *self, guint index, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetGrid) grid = ctn_sheet_grid_new ();
  unsigned int n_rows = 0;
  unsigned short n_columns = 0;

  if (freexl_select_active_worksheet (self->handle, (unsigned short) index) != FREEXL_OK ||
      freexl_worksheet_dimensions (self->handle, &n_rows, &n_columns) != FREEXL_OK) {
    fail (error,
          _ ("The sheet cannot be read. Open the file in the program that wrote it and save it "
             "as XLSX."));
    return NULL;
  }
  for (guint row = 0; row < MIN (n_rows, CTN_SHEET_MAX_ROWS); row++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !read_row (self, grid, row, n_columns, error))
      return NULL;
  return ctn_sheet_grid_finish (grid);
}
