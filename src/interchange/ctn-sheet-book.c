#include "ctn-sheet-book.h"

#include <ctn-i18n.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-csv-format.h"
#include "ctn-file-read.h"
#include "ctn-interchange-error.h"
#include "ctn-ods-reader.h"
#include "ctn-sheet-archive.h"
#include "ctn-xls-reader.h"
#include "ctn-xlsx-reader.h"

#define HEADER_ROWS 50
#define MANIFEST_BYTES 65536

struct _CtnSheetBook {
  CtnSheetKind kind;
  CtnXlsFile *xls;       /* (owned) (nullable) */
  CtnXlsxPackage *xlsx;  /* (owned) (nullable) */
  CtnSheetArchive *ods;  /* (owned) (nullable) */
  GPtrArray *ods_sheets; /* (owned) (nullable) (element-type CtnOdsSheet) */
};

static CtnSheetKind
sniff (const char *bytes, gsize length)
{
  if (length >= 4 && (memcmp (bytes, "PK\3\4", 4) == 0 || memcmp (bytes, "PK\5\6", 4) == 0))
    return CTN_SHEET_KIND_XLSX;
  if (length >= 8 && memcmp (bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
    return CTN_SHEET_KIND_XLS;
  return CTN_SHEET_KIND_NONE;
}

gboolean
ctn_sheet_book_is_one (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  char bytes[8];
  gsize length = 0;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, sizeof bytes, &length,
                                  cancellable, NULL) &&
         sniff (bytes, length) != CTN_SHEET_KIND_NONE;
}

/* Parts of an ODS file are enciphered one by one; only the list of parts tells. */
static gboolean
is_enciphered (CtnSheetArchive *archive)
{
  g_autoptr (CtnSheetPart) part = ctn_sheet_archive_open (archive, "META-INF/manifest.xml", NULL);
  g_autofree char *text = g_malloc0 (MANIFEST_BYTES + 1);
  gsize length = 0;
  gssize n = 1;

  while (part != NULL && n > 0 && length < MANIFEST_BYTES) {
    n = ctn_sheet_part_read (part, text + length, MANIFEST_BYTES - length, NULL);
    length += (gsize) MAX (n, 0);
  }
  return strstr (text, ":encryption-data") != NULL;
}

static gboolean
open_zip (CtnSheetBook *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetArchive) archive = ctn_sheet_archive_new (bytes, error);

  if (archive == NULL)
    return FALSE;
  if (!ctn_sheet_archive_has (archive, "content.xml")) {
    self->kind = CTN_SHEET_KIND_XLSX;
    self->xlsx = ctn_xlsx_package_new (bytes, cancellable, error);
    return self->xlsx != NULL;
  }
  self->kind = CTN_SHEET_KIND_ODS;
  if (is_enciphered (archive)) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file is protected by a password. Save it without one first."));
    return FALSE;
  }
  self->ods = g_steal_pointer (&archive);
  self->ods_sheets = ctn_ods_reader_list (self->ods, cancellable, error);
  return self->ods_sheets != NULL;
}

CtnSheetBook *
ctn_sheet_book_open_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetBook) self = g_new0 (CtnSheetBook, 1);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  self->kind = sniff (data, length);
  if (self->kind == CTN_SHEET_KIND_NONE) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file is not a spreadsheet of a known kind (XLSX, ODS, XLS)."));
    return NULL;
  }
  if (self->kind == CTN_SHEET_KIND_XLS)
    self->xls = ctn_xls_file_new (bytes, error);
  if (self->kind == CTN_SHEET_KIND_XLS ? self->xls == NULL
                                       : !open_zip (self, bytes, cancellable, error))
    return NULL;
  if (ctn_sheet_book_get_n_sheets (self) == 0) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file has no sheet with a table."));
    return NULL;
  }
  return g_steal_pointer (&self);
}

CtnSheetBook *
ctn_sheet_book_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = ctn_file_read (file, CTN_SHEET_MAX_FILE_BYTES, cancellable, error);

  return bytes != NULL ? ctn_sheet_book_open_bytes (bytes, cancellable, error) : NULL;
}

void
ctn_sheet_book_free (CtnSheetBook *self)
{
  g_clear_pointer (&self->xls, ctn_xls_file_free);
  g_clear_pointer (&self->xlsx, ctn_xlsx_package_free);
  g_clear_pointer (&self->ods, ctn_sheet_archive_free);
  g_clear_pointer (&self->ods_sheets, g_ptr_array_unref);
  g_free (self);
}

guint
ctn_sheet_book_get_n_sheets (CtnSheetBook *self)
{
  if (self->xls != NULL)
    return ctn_xls_file_get_n_sheets (self->xls);
  return self->xlsx != NULL ? self->xlsx->sheets->len : self->ods_sheets->len;
}

const char *
ctn_sheet_book_get_name (CtnSheetBook *self, guint index)
{
  if (self->xls != NULL)
    return ctn_xls_file_get_name (self->xls, index);
  if (self->xlsx != NULL)
    return ((CtnXlsxSheet *) g_ptr_array_index (self->xlsx->sheets, index))->name;
  return ((CtnOdsSheet *) g_ptr_array_index (self->ods_sheets, index))->name;
}

gboolean
ctn_sheet_book_is_hidden (CtnSheetBook *self, guint index)
{
  if (self->xls != NULL)
    return ctn_xls_file_is_hidden (self->xls, index);
  if (self->xlsx != NULL)
    return ((CtnXlsxSheet *) g_ptr_array_index (self->xlsx->sheets, index))->hidden;
  return ((CtnOdsSheet *) g_ptr_array_index (self->ods_sheets, index))->hidden;
}

int
ctn_sheet_book_find (CtnSheetBook *self, const char *name)
{
  g_autofree char *wanted = ctn_text_fold (name);

  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (self); i++)
    if (g_str_equal (ctn_sheet_book_get_name (self, i), name))
      return (int) i;
  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (self); i++) {
    g_autofree char *folded = ctn_text_fold (ctn_sheet_book_get_name (self, i));

    if (g_str_equal (folded, wanted))
      return (int) i;
  }
  return -1;
}

CtnTable *
ctn_sheet_book_read (CtnSheetBook *self, guint index, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (index < ctn_sheet_book_get_n_sheets (self), NULL);

  if (self->xls != NULL)
    return ctn_xls_file_read (self->xls, index, cancellable, error);
  if (self->xlsx != NULL)
    return ctn_xlsx_reader_read (self->xlsx, index, cancellable, error);
  return ctn_ods_reader_read (self->ods, index, cancellable, error);
}

static guint
count_filled (CtnTable *table, guint row)
{
  guint n = 0;

  for (guint column = 0; column < ctn_table_get_row_width (table, row); column++)
    n += *ctn_table_get_cell (table, row, column) != '\0';
  return n;
}

guint
ctn_sheet_find_header (CtnTable *table, gboolean *is_header)
{
  guint n_rows = MIN (ctn_table_get_n_rows (table), HEADER_ROWS);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint widest = 0, row = 0;

  for (guint i = 0; i < n_rows; i++)
    widest = MAX (widest, count_filled (table, i));
  /* A title has one or two cells, the names of columns nearly as many as the rows below. */
  while (row + 1 < n_rows && count_filled (table, row) * 5 < widest * 3)
    row++;
  for (guint column = 0; n_rows > 0 && column < ctn_table_get_row_width (table, row); column++) {
    const char *cell = ctn_table_get_cell (table, row, column);

    if (*cell != '\0')
      g_ptr_array_add (cells, (gpointer) cell);
  }
  *is_header =
      cells->len > 0 && ctn_csv_sniff_header ((const char *const *) cells->pdata, cells->len);
  return row;
}
