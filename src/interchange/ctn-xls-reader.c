#include "ctn-xls-reader.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include "ctn-interchange-error.h"
#include "ctn-ole-file.h"
#include "ctn-sheet-grid.h"
#include "ctn-sheet-number.h"
#include "ctn-xls-record.h"

#define MAX_SHEETS 4096
#define MAX_FORMATS 100000

enum {
  RECORD_FORMULA = 0x0006,
  RECORD_EOF = 0x000A,
  RECORD_DATEMODE = 0x0022,
  RECORD_FILEPASS = 0x002F,
  RECORD_CODEPAGE = 0x0042,
  RECORD_BOUNDSHEET = 0x0085,
  RECORD_MULRK = 0x00BD,
  RECORD_RSTRING = 0x00D6,
  RECORD_XF = 0x00E0,
  RECORD_SST = 0x00FC,
  RECORD_LABELSST = 0x00FD,
  RECORD_NUMBER = 0x0203,
  RECORD_LABEL = 0x0204,
  RECORD_BOOLERR = 0x0205,
  RECORD_STRING = 0x0207,
  RECORD_RK = 0x027E,
  RECORD_FORMAT = 0x041E,
  RECORD_BOF = 0x0809,
};

typedef struct {
  char *name;
  guint32 offset;
  gboolean hidden;
} Sheet;

struct _CtnXlsFile {
  GBytes *stream;     /* (owned) */
  GPtrArray *sheets;  /* (owned) (element-type Sheet) */
  GPtrArray *strings; /* (owned) (element-type utf8) shared ones */
  GHashTable *codes;  /* (owned) (element-type guint CtnSheetFormat*) own formats by id */
  GArray *formats;    /* (owned) (element-type CtnSheetFormat) by style of a cell */
  guint codepage;
  gboolean date_1904;
  gboolean biff8;
};

/* A sheet that is read. */
typedef struct {
  CtnXlsFile *file;
  CtnSheetGrid *grid;
  GString *text;
  guint row;                       /* from 1, 0 before the first */
  guint string_row, string_column; /* of the formula whose text comes next */
  gboolean waits;
} Reader;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

static gboolean
read_text (CtnXlsFile *self, CtnXlsRecord *record, gsize offset, guint length_size, GString *text)
{
  ctn_xls_record_seek (record, offset);
  if (self->biff8)
    return ctn_xls_record_read_text (record, length_size, text);
  return ctn_xls_record_read_bytes (record, length_size, self->codepage, text);
}

static void
add_sheet (CtnXlsFile *self, CtnXlsRecord *record, GString *text)
{
  Sheet *sheet;

  /* Others are charts, macros and code. */
  if (ctn_xls_record_get8 (record, 5) != 0 || self->sheets->len >= MAX_SHEETS ||
      !read_text (self, record, 6, 1, text))
    return;
  sheet = g_new0 (Sheet, 1);
  sheet->name = g_strdup (text->str);
  sheet->offset = ctn_xls_record_get32 (record, 0);
  sheet->hidden = (ctn_xls_record_get8 (record, 4) & 3) != 0;
  g_ptr_array_add (self->sheets, sheet);
}

static void
add_strings (CtnXlsFile *self, CtnXlsRecord *record, GString *text)
{
  guint32 n = ctn_xls_record_get32 (record, 4);

  ctn_xls_record_seek (record, 8);
  for (guint32 i = 0; i < n && ctn_xls_record_read_text (record, 2, text); i++)
    g_ptr_array_add (self->strings, g_strdup (text->str));
}

static void
add_format (CtnXlsFile *self, CtnXlsRecord *record, GString *text)
{
  guint id = ctn_xls_record_get16 (record, 0);
  CtnSheetFormat format;

  if (g_hash_table_size (self->codes) >= MAX_FORMATS ||
      !read_text (self, record, 2, self->biff8 ? 2 : 1, text))
    return;
  format = ctn_sheet_format_parse (text->str);
  g_hash_table_replace (self->codes, GUINT_TO_POINTER (id), g_memdup2 (&format, sizeof format));
}

static void
add_style (CtnXlsFile *self, CtnXlsRecord *record)
{
  guint id = ctn_xls_record_get16 (record, 2);
  const CtnSheetFormat *own = g_hash_table_lookup (self->codes, GUINT_TO_POINTER (id));
  CtnSheetFormat format = own != NULL ? *own : ctn_sheet_format_builtin (id);

  if (self->formats->len < MAX_FORMATS)
    g_array_append_val (self->formats, format);
}

static gboolean
read_global (CtnXlsFile *self, CtnXlsRecord *record, GString *text, GError **error)
{
  switch (record->id) {
  case RECORD_FILEPASS:
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file is protected by a password. Save it without one first."));
    return FALSE;
  case RECORD_CODEPAGE:
    self->codepage = ctn_xls_record_get16 (record, 0);
    break;
  case RECORD_DATEMODE:
    self->date_1904 = ctn_xls_record_get16 (record, 0) == 1;
    break;
  case RECORD_FORMAT:
    add_format (self, record, text);
    break;
  case RECORD_XF:
    add_style (self, record);
    break;
  case RECORD_BOUNDSHEET:
    add_sheet (self, record, text);
    break;
  case RECORD_SST:
    add_strings (self, record, text);
    break;
  default:
    break;
  }
  return TRUE;
}

static gboolean
read_globals (CtnXlsFile *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (self->stream, &size);
  CtnXlsRecord record = { 0 };

  if (data == NULL || !ctn_xls_record_read (&record, data, data + size) ||
      record.id != RECORD_BOF || ctn_xls_record_get16 (&record, 0) < 0x0500) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The file is damaged, or of a version before Excel 5. Open it in the "
                            "program that wrote it and save it as XLSX."));
    return FALSE;
  }
  self->biff8 = ctn_xls_record_get16 (&record, 0) >= 0x0600;
  while (ctn_xls_record_read (&record, record.next, data + size) && record.id != RECORD_EOF)
    if (!read_global (self, &record, text, error))
      return FALSE;
  return TRUE;
}

CtnXlsFile *
ctn_xls_file_new (GBytes *bytes, GError **error)
{
  static const char *const names[] = { "Workbook", "Book", NULL };
  g_autoptr (CtnXlsFile) self = g_new0 (CtnXlsFile, 1);

  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->formats = g_array_new (FALSE, FALSE, sizeof (CtnSheetFormat));
  self->stream = ctn_ole_file_read (bytes, names, error);
  return self->stream != NULL && read_globals (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ctn_xls_file_free (CtnXlsFile *self)
{
  g_clear_pointer (&self->stream, g_bytes_unref);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->strings);
  g_hash_table_unref (self->codes);
  g_array_unref (self->formats);
  g_free (self);
}

guint
ctn_xls_file_get_n_sheets (CtnXlsFile *self)
{
  return self->sheets->len;
}

const char *
ctn_xls_file_get_name (CtnXlsFile *self, guint index)
{
  return ((Sheet *) g_ptr_array_index (self->sheets, index))->name;
}

gboolean
ctn_xls_file_is_hidden (CtnXlsFile *self, guint index)
{
  return ((Sheet *) g_ptr_array_index (self->sheets, index))->hidden;
}

static gboolean
add_text (Reader *self, guint row, guint column, const char *text, GError **error)
{
  if (row + 1 != self->row) {
    if (self->row > 0 && !ctn_sheet_grid_end_row (self->grid, error))
      return FALSE;
    self->row = row + 1;
    if (!ctn_sheet_grid_begin_row (self->grid, self->row, error))
      return FALSE;
  }
  return ctn_sheet_grid_add (self->grid, column, text, strlen (text), error);
}

static gboolean
add_number (Reader *self, guint row, guint column, guint style, double value, GError **error)
{
  CtnSheetFormat format = { CTN_SHEET_FORMAT_NUMBER, 0 };
  char buffer[CTN_SHEET_NUMBER_SIZE];

  if (!isfinite (value))
    return TRUE;
  if (style < self->file->formats->len)
    format = g_array_index (self->file->formats, CtnSheetFormat, style);
  return add_text (self, row, column,
                   ctn_sheet_number_format (value, format, self->file->date_1904, buffer), error);
}

/* 30 bits of a number, and whether it is whole and in hundredths. */
static double
decode_rk (guint32 rk)
{
  guint64 bits = (guint64) (rk & ~3u) << 32;
  double value;

  if ((rk & 2) != 0)
    value = (gint32) rk >> 2;
  else
    memcpy (&value, &bits, sizeof value);
  return (rk & 1) != 0 ? value / 100 : value;
}

static const char *
get_error_text (guint code)
{
  static const struct {
    guint code;
    const char *text;
  } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0F, "#VALUE!" }, { 0x17, "#REF!" },
                 { 0x1D, "#NAME?" }, { 0x24, "#NUM!" },   { 0x2A, "#N/A" } };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == code)
      return errors[i].text;
  return "";
}

static gboolean
add_formula (Reader *self, CtnXlsRecord *record, guint row, guint column, GError **error)
{
  guint value = ctn_xls_record_get8 (record, 8);

  if (ctn_xls_record_get16 (record, 12) != 0xFFFF)
    return add_number (self, row, column, ctn_xls_record_get16 (record, 4),
                       ctn_xls_record_get_double (record, 6), error);
  switch (ctn_xls_record_get8 (record, 6)) {
  case 0:
    self->waits = TRUE;
    self->string_row = row;
    self->string_column = column;
    return TRUE;
  case 1:
    return add_text (self, row, column, value != 0 ? "TRUE" : "FALSE", error);
  case 2:
    return add_text (self, row, column, get_error_text (value), error);
  default:
    return TRUE;
  }
}

static gboolean
add_many (Reader *self, CtnXlsRecord *record, guint row, guint column, GError **error)
{
  for (gsize offset = 4; offset + 8 <= record->length; offset += 6, column++)
    if (!add_number (self, row, column, ctn_xls_record_get16 (record, offset),
                     decode_rk (ctn_xls_record_get32 (record, offset + 2)), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_string_result (Reader *self, CtnXlsRecord *record, GError **error)
{
  if (!self->waits || !read_text (self->file, record, 0, 2, self->text))
    return TRUE;
  self->waits = FALSE;
  return add_text (self, self->string_row, self->string_column, self->text->str, error);
}

static gboolean
read_cell (Reader *self, CtnXlsRecord *record, GError **error)
{
  guint row = ctn_xls_record_get16 (record, 0);
  guint column = ctn_xls_record_get16 (record, 2);
  guint style = ctn_xls_record_get16 (record, 4);
  guint32 index = ctn_xls_record_get32 (record, 6);

  switch (record->id) {
  case RECORD_LABELSST:
    if (index >= self->file->strings->len)
      return TRUE;
    return add_text (self, row, column, g_ptr_array_index (self->file->strings, index), error);
  case RECORD_LABEL:
  case RECORD_RSTRING:
    if (!read_text (self->file, record, 6, 2, self->text))
      return TRUE;
    return add_text (self, row, column, self->text->str, error);
  case RECORD_RK:
    return add_number (self, row, column, style, decode_rk (index), error);
  case RECORD_NUMBER:
    return add_number (self, row, column, style, ctn_xls_record_get_double (record, 6), error);
  case RECORD_MULRK:
    return add_many (self, record, row, column, error);
  case RECORD_BOOLERR:
    if (ctn_xls_record_get8 (record, 7) != 0)
      return add_text (self, row, column, get_error_text (index & 0xFF), error);
    return add_text (self, row, column, (index & 0xFF) != 0 ? "TRUE" : "FALSE", error);
  case RECORD_FORMULA:
    return add_formula (self, record, row, column, error);
  case RECORD_STRING:
    return add_string_result (self, record, error);
  default:
    return TRUE;
  }
}

static gboolean
read_sheet (Reader *self, guint32 offset, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->file->stream, &size);
  CtnXlsRecord record = { .next = data + MIN (offset, size) };
  guint depth = 0;

  while (ctn_xls_record_read (&record, record.next, data + size)) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    /* Charts in the sheet are streams in the stream. */
    if (record.id == RECORD_BOF)
      depth++;
    else if (record.id == RECORD_EOF && depth <= 1)
      break;
    else if (record.id == RECORD_EOF)
      depth--;
    else if (depth == 1 && !read_cell (self, &record, error))
      return FALSE;
  }
  return self->row == 0 || ctn_sheet_grid_end_row (self->grid, error);
}

CtnTable *
ctn_xls_file_read (CtnXlsFile *self, guint index, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetGrid) grid = ctn_sheet_grid_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .file = self, .grid = grid, .text = text };
  const Sheet *sheet = g_ptr_array_index (self->sheets, index);

  if (!read_sheet (&reader, sheet->offset, cancellable, error))
    return NULL;
  return ctn_sheet_grid_finish (grid);
}
