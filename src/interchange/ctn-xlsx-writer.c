#include "ctn-xlsx-writer.h"

#include <ctn-date.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "ctn-interchange-error.h"
#include "ctn-sheet-grid.h"
#include "ctn-xlsx-package.h"

#define MAX_SHEET_NAME 31
#define MAX_DIGITS 15

struct _CtnXlsxWriter {
  lxw_workbook *workbook;   /* (owned) (nullable) once finished */
  lxw_worksheet *worksheet; /* of the workbook */
  lxw_format *date;         /* of the workbook */
  lxw_format *bold;         /* of the workbook */
  const char *buffer;       /* (owned) (nullable) malloc's */
  size_t size;
  CtnXlsxType *types; /* (owned) */
  guint n_columns;
  gboolean has_head;
  guint row; /* the next one, from 0 */
};

#define CHART_WIDTH 560
#define CHART_HEIGHT 380
#define CHART_ROW_HEIGHT 24

static char *
dup_sheet_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_SHEET_NAME));

  g_strdelimit (cut, "[]:*?/\\'", ' ');
  return cut;
}

static void
write_header (CtnXlsxWriter *self, const CtnXlsxColumn *columns)
{
  self->has_head = columns[0].title != NULL;
  self->row = self->has_head ? 1 : 0;
  for (guint i = 0; i < self->n_columns; i++) {
    worksheet_set_column (self->worksheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
    if (self->has_head)
      worksheet_write_string (self->worksheet, 0, (lxw_col_t) i, columns[i].title, self->bold);
    self->types[i] = columns[i].type;
  }
  if (self->has_head)
    worksheet_freeze_panes (self->worksheet, 1, 0);
}

CtnXlsxWriter *
ctn_xlsx_writer_new (const char *sheet,
                     const CtnXlsxColumn *columns,
                     guint n_columns,
                     GError **error)
{
  g_autoptr (CtnXlsxWriter) self = g_new0 (CtnXlsxWriter, 1);
  g_autofree char *name = dup_sheet_name (sheet);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE,
                                   .output_buffer = &self->buffer,
                                   .output_buffer_size = &self->size };
  /* The same table gives the same file. */
  lxw_doc_properties properties = { .created = 946684800 };

  g_return_val_if_fail (n_columns > 0 && n_columns < CTN_SHEET_MAX_COLUMNS, NULL);

  self->types = g_new0 (CtnXlsxType, n_columns);
  self->n_columns = n_columns;
  self->workbook = workbook_new_opt (NULL, &options);
  if (self->workbook != NULL)
    self->worksheet = workbook_add_worksheet (self->workbook, *name != '\0' ? name : NULL);
  if (self->worksheet == NULL) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                         _ ("There is no room for a temporary file."));
    return NULL;
  }
  workbook_set_properties (self->workbook, &properties);
  self->date = workbook_add_format (self->workbook);
  format_set_num_format (self->date, "yyyy\\-mm\\-dd");
  self->bold = workbook_add_format (self->workbook);
  format_set_bold (self->bold);
  write_header (self, columns);
  return g_steal_pointer (&self);
}

void
ctn_xlsx_writer_free (CtnXlsxWriter *self)
{
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  free ((char *) self->buffer);
  g_free (self->types);
  g_free (self);
}

static void
end_sheet (CtnXlsxWriter *self)
{
  if (self->has_head)
    worksheet_autofilter (self->worksheet, 0, 0, MAX (self->row, 2) - 1,
                          (lxw_col_t) (self->n_columns - 1));
}

gboolean
ctn_xlsx_writer_begin_sheet (CtnXlsxWriter *self,
                             const char *sheet,
                             const CtnXlsxColumn *columns,
                             guint n_columns,
                             GError **error)
{
  g_autofree char *name = dup_sheet_name (sheet);

  g_return_val_if_fail (n_columns > 0 && n_columns < CTN_SHEET_MAX_COLUMNS, FALSE);

  end_sheet (self);
  self->worksheet = workbook_add_worksheet (self->workbook, *name != '\0' ? name : NULL);
  if (self->worksheet == NULL) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                 _ ("The sheet “%s” cannot be made: there may be one of that name."), name);
    return FALSE;
  }
  g_free (self->types);
  self->types = g_new0 (CtnXlsxType, n_columns);
  self->n_columns = n_columns;
  write_header (self, columns);
  return TRUE;
}

/* A number that a spreadsheet keeps to its last digit. */
static gboolean
read_number (const char *text, double *value)
{
  char *end = NULL;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p);
  *value = g_ascii_strtod (text, &end);
  return n <= MAX_DIGITS && end != text && *end == '\0' && isfinite (*value);
}

static gboolean
read_date (const char *text, lxw_datetime *datetime)
{
  CtnDate date;
  char iso[CTN_DATE_ISO_SIZE];

  if (!ctn_date_parse (text, &date) || date.day == 0 || date.year < 1901 ||
      !g_str_equal (ctn_date_to_iso (&date, iso), text))
    return FALSE;
  *datetime = (lxw_datetime) { .year = date.year, .month = date.month, .day = date.day };
  return TRUE;
}

static lxw_error
write_cell (CtnXlsxWriter *self, guint column, const char *text)
{
  g_autofree char *escaped = NULL;
  lxw_datetime datetime;
  double value;

  if (self->types[column] == CTN_XLSX_NUMBER && read_number (text, &value))
    return worksheet_write_number (self->worksheet, self->row, (lxw_col_t) column, value, NULL);
  if (self->types[column] == CTN_XLSX_DATE && read_date (text, &datetime))
    return worksheet_write_datetime (self->worksheet, self->row, (lxw_col_t) column, &datetime,
                                     self->date);
  /* libxlsxwriter does it for control characters, but not for what looks like an escape. */
  escaped = ctn_xlsx_escape (text);
  return worksheet_write_string (self->worksheet, self->row, (lxw_col_t) column, escaped,
                                 !self->has_head && column == 0 ? self->bold : NULL);
}

gboolean
ctn_xlsx_writer_write_row (CtnXlsxWriter *self, const char *const *cells, GError **error)
{
  for (guint column = 0; column < self->n_columns; column++) {
    const char *text = cells[column];

    if (text == NULL || *text == '\0')
      continue;
    if (self->row >= CTN_SHEET_MAX_ROWS || write_cell (self, column, text) != LXW_NO_ERROR) {
      g_autofree char *place = ctn_sheet_dup_place (self->row + 1, column);

      g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                   _ ("Cell %s does not fit into an XLSX file, which has at most %d rows and %d "
                      "characters in a cell. Export a CSV file instead."),
                   place, CTN_SHEET_MAX_ROWS, CTN_XLSX_MAX_CELL_CHARS);
      return FALSE;
    }
  }
  self->row++;
  return TRUE;
}

void
ctn_xlsx_writer_add_chart (CtnXlsxWriter *self,
                           CtnXlsxChart kind,
                           const char *title,
                           guint n_rows,
                           guint n_series)
{
  guint last = n_rows > 0 ? MIN (n_rows, self->row - 1) : self->row - 1;
  guint n = 0;
  lxw_chart_options options = { .x_offset = 16 };
  lxw_chart *chart = NULL;

  for (guint i = 1; i < self->n_columns && self->row > 1; i++) {
    lxw_chart_series *series;

    if (self->types[i] != CTN_XLSX_NUMBER || (n_series > 0 && n >= n_series))
      continue;
    n++;
    if (chart == NULL)
      chart = workbook_add_chart (self->workbook, kind == CTN_XLSX_CHART_RADAR
                                                      ? LXW_CHART_RADAR_WITH_MARKERS
                                                      : LXW_CHART_BAR);
    series = chart_add_series (chart, NULL, NULL);
    chart_series_set_categories (series, self->worksheet->name, 1, 0, last, 0);
    chart_series_set_values (series, self->worksheet->name, 1, (lxw_col_t) i, last, (lxw_col_t) i);
    chart_series_set_name_range (series, self->worksheet->name, 0, (lxw_col_t) i);
  }
  if (chart == NULL)
    return;
  if (title != NULL)
    chart_title_set_name (chart, title);
  else
    chart_title_off (chart);
  /* Rows go downwards in the sheet, and so do the bars. */
  if (kind == CTN_XLSX_CHART_BARS)
    chart_axis_set_reverse (chart->x_axis);
  options.x_scale = CHART_WIDTH / 480.0;
  options.y_scale =
      MAX (CHART_HEIGHT, kind == CTN_XLSX_CHART_BARS ? self->row * CHART_ROW_HEIGHT : 0) / 288.0;
  worksheet_insert_chart_opt (self->worksheet, 1, (lxw_col_t) self->n_columns, chart, &options);
}

gboolean
ctn_xlsx_writer_finish (CtnXlsxWriter *self,
                        GOutputStream *stream,
                        GCancellable *cancellable,
                        GError **error)
{
  lxw_error status;

  g_return_val_if_fail (self->workbook != NULL, FALSE);

  end_sheet (self);
  status = workbook_close (g_steal_pointer (&self->workbook));
  if (status != LXW_NO_ERROR || self->buffer == NULL) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                 _ ("The XLSX file cannot be made: %s"), lxw_strerror (status));
    return FALSE;
  }
  return g_output_stream_write_all (stream, self->buffer, self->size, NULL, cancellable, error);
}
