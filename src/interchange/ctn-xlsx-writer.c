#include "ctn-xlsx-writer.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "ctn-interchange-error.h"
#include "ctn-sheet-grid.h"
#include "ctn-xlsx-package.h"

#define MAX_SHEET_NAME 31
#define MAX_DIGITS 15
#define LINE_HEIGHT 15.0 /* points, of Excel's own font */
#define MAX_ROW_HEIGHT 409.0
#define LETTERS_MORE 10 /* a tenth: columns are measured in digits, and most letters are narrower */
#define PAPER_A4 9      /* in Excel's list of papers */
#define CREATED 946684800 /* the same table gives the same file */

/* How cells of a column are written. */
typedef struct {
  CtnXlsxType type;
  guint width;
  lxw_format *value; /* of numbers and days */
  lxw_format *text;
  lxw_format *wrapped; /* (nullable) */
} Column;

struct _CtnXlsxWriter {
  lxw_workbook *workbook;   /* (owned) (nullable) once finished */
  lxw_worksheet *worksheet; /* of the workbook */
  GHashTable *formats;      /* (owned) by what they are made of; lxw_format of the workbook */
  const char *buffer;       /* (owned) (nullable) malloc's */
  size_t size;
  Column *columns; /* (owned) */
  guint n_columns;
  gboolean has_head;
  guint row; /* the next one, from 0 */
};

#define N_INTERVALS 5 /* of a scale with an end of its own */
#define CHART_WIDTH 560
#define CHART_HEIGHT 380
#define CHART_ROW_HEIGHT 24
#define MAX_WIDTH_BESIDE 70 /* characters */

/* Names ---------------------------------------------------------------------------------------- */

/* The text without the signs that names of sheets may not have, and without the gaps that they leave. */
static char *
dup_without_signs (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) text = g_string_new (NULL);

  g_strdelimit (valid, "[]:*?/\\'\n\t", ' ');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p != ' ' || (text->len > 0 && text->str[text->len - 1] != ' '))
      g_string_append_c (text, *p);
  g_strchomp (text->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ctn_xlsx_dup_sheet_name (const char *name, guint max_chars)
{
  g_autofree char *text = dup_without_signs (name);
  glong max = MIN ((glong) max_chars, MAX_SHEET_NAME);
  g_autofree char *cut = NULL;
  char *space;

  if (g_utf8_strlen (text, -1) <= max)
    return g_steal_pointer (&text);
  cut = g_utf8_substring (text, 0, max);
  space = strrchr (cut, ' ');
  if (g_utf8_offset_to_pointer (text, max)[0] != ' ' && space != NULL &&
      g_utf8_strlen (cut, space - cut) >= max / 2)
    *space = '\0';
  return g_steal_pointer (&cut);
}

/* Formats -------------------------------------------------------------------------------------- */

typedef enum {
  STYLE_BOLD = 1 << 0,
  STYLE_RIGHT = 1 << 1,
  STYLE_WRAP = 1 << 2,
  STYLE_LINK = 1 << 3,
  STYLE_LEFT = 1 << 4,
  STYLE_INDENT = 1 << 5,
} Style;

/* A workbook has each format once. All stand at the top of their row, which may be several lines high.
 * @code: (nullable) of a number */
static lxw_format *
get_format (CtnXlsxWriter *self, Style style, const char *code)
{
  g_autofree char *key = g_strdup_printf ("%u %s", style, code != NULL ? code : "");
  lxw_format *format = g_hash_table_lookup (self->formats, key);

  if (format != NULL)
    return format;
  format = workbook_add_format (self->workbook);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (style & STYLE_BOLD)
    format_set_bold (format);
  if (style & STYLE_RIGHT)
    format_set_align (format, LXW_ALIGN_RIGHT);
  if (style & STYLE_LEFT)
    format_set_align (format, LXW_ALIGN_LEFT);
  if (style & STYLE_INDENT)
    format_set_indent (format, 1);
  if (style & STYLE_WRAP)
    format_set_text_wrap (format);
  if (style & STYLE_LINK) {
    format_set_font_color (format, LXW_COLOR_BLUE);
    format_set_underline (format, LXW_UNDERLINE_SINGLE);
  }
  if (code != NULL)
    format_set_num_format (format, code);
  g_hash_table_insert (self->formats, g_steal_pointer (&key), format);
  return format;
}

/* Sheets --------------------------------------------------------------------------------------- */

static gboolean
is_number (CtnXlsxType type)
{
  return type == CTN_XLSX_NUMBER || type == CTN_XLSX_YEAR;
}

/* Numbers stand at the right; a text or day behind them keeps away, or both would be read as one. */
static void
add_column (CtnXlsxWriter *self, guint i, const CtnXlsxColumn *column)
{
  gboolean is_right = is_number (column->type);
  Style side = is_right                                         ? STYLE_RIGHT
               : i > 0 && is_number (self->columns[i - 1].type) ? STYLE_LEFT | STYLE_INDENT
                                                                : STYLE_LEFT;
  Style style = side | (self->has_head || i > 0 ? 0 : STYLE_BOLD);

  worksheet_set_column (self->worksheet, (lxw_col_t) i, (lxw_col_t) i, column->width, NULL);
  if (self->has_head)
    worksheet_write_string (
        self->worksheet, 0, (lxw_col_t) i, column->title,
        get_format (self, STYLE_BOLD | side | (column->wraps ? STYLE_WRAP : 0), NULL));
  self->columns[i] = (Column) {
    .type = column->type,
    .width = column->width,
    .text = get_format (self, column->type == CTN_XLSX_SHEET ? STYLE_LINK : style, NULL),
    .wrapped = column->wraps ? get_format (self, style | STYLE_WRAP, NULL) : NULL,
    .value = get_format (self, side,
                         column->format != NULL          ? column->format
                         : column->type == CTN_XLSX_DATE ? "yyyy\\-mm\\-dd"
                                                         : NULL),
  };
}

/* How many lines a text takes in its column, nearly: what is drawn where no letter has been measured. */
static guint
count_lines (const Column *column, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint width = MAX (column->width + column->width / LETTERS_MORE, 1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += MAX (((guint) g_utf8_strlen (lines[i], -1) + width - 1) / width, 1);
  return n;
}

/* A row that is as high as its texts: not every program finds that out when it opens a file. */
static void
set_height (CtnXlsxWriter *self, const char *const *cells)
{
  guint n = 1;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].wrapped != NULL && cells[i] != NULL)
      n = MAX (n, count_lines (&self->columns[i], cells[i]));
  if (n > 1)
    worksheet_set_row (self->worksheet, self->row, MIN (n * LINE_HEIGHT, MAX_ROW_HEIGHT), NULL);
}

static void
set_head_height (CtnXlsxWriter *self, const CtnXlsxColumn *columns)
{
  g_autofree const char **titles = g_new0 (const char *, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    titles[i] = columns[i].title;
  self->row = 0;
  set_height (self, titles);
  self->row = 1;
}

/* On paper, a sheet is as broad as a page that lies, and each page has the head. */
static void
begin_sheet (CtnXlsxWriter *self, const CtnXlsxColumn *columns, guint n_columns)
{
  g_free (self->columns);
  self->columns = g_new0 (Column, n_columns);
  self->n_columns = n_columns;
  self->has_head = columns[0].title != NULL;
  self->row = self->has_head ? 1 : 0;
  for (guint i = 0; i < self->n_columns; i++)
    add_column (self, i, &columns[i]);
  worksheet_set_paper (self->worksheet, PAPER_A4);
  worksheet_set_landscape (self->worksheet);
  worksheet_fit_to_pages (self->worksheet, 1, 0);
  if (self->has_head) {
    set_head_height (self, columns);
    worksheet_freeze_panes (self->worksheet, 1, 0);
    worksheet_repeat_rows (self->worksheet, 0, 0);
  }
}

CtnXlsxWriter *
ctn_xlsx_writer_new (const char *sheet,
                     const CtnXlsxColumn *columns,
                     guint n_columns,
                     GError **error)
{
  g_autoptr (CtnXlsxWriter) self = g_new0 (CtnXlsxWriter, 1);
  g_autofree char *name = ctn_xlsx_dup_sheet_name (sheet, MAX_SHEET_NAME);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE,
                                   .output_buffer = &self->buffer,
                                   .output_buffer_size = &self->size };

  g_return_val_if_fail (n_columns > 0 && n_columns < CTN_SHEET_MAX_COLUMNS, NULL);

  self->formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->workbook = workbook_new_opt (NULL, &options);
  if (self->workbook != NULL)
    self->worksheet = workbook_add_worksheet (self->workbook, *name != '\0' ? name : NULL);
  if (self->worksheet == NULL) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                         _ ("There is no room for a temporary file."));
    return NULL;
  }
  ctn_xlsx_writer_set_properties (self, NULL, NULL);
  begin_sheet (self, columns, n_columns);
  return g_steal_pointer (&self);
}

void
ctn_xlsx_writer_set_properties (CtnXlsxWriter *self, const char *title, const char *author)
{
  lxw_doc_properties properties = { .title = title, .author = author, .created = CREATED };

  workbook_set_properties (self->workbook, &properties);
}

void
ctn_xlsx_writer_free (CtnXlsxWriter *self)
{
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  free ((char *) self->buffer);
  g_clear_pointer (&self->formats, g_hash_table_unref);
  g_free (self->columns);
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
  g_autofree char *name = ctn_xlsx_dup_sheet_name (sheet, MAX_SHEET_NAME);

  g_return_val_if_fail (n_columns > 0 && n_columns < CTN_SHEET_MAX_COLUMNS, FALSE);

  end_sheet (self);
  self->worksheet = workbook_add_worksheet (self->workbook, *name != '\0' ? name : NULL);
  if (self->worksheet == NULL) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                 _ ("The sheet “%s” cannot be made: there may be one of that name."), name);
    return FALSE;
  }
  begin_sheet (self, columns, n_columns);
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
write_link (CtnXlsxWriter *self, guint column, const char *sheet)
{
  g_autofree char *name = ctn_xlsx_dup_sheet_name (sheet, MAX_SHEET_NAME);
  g_autofree char *target = g_strdup_printf ("internal:'%s'!A1", name);

  return worksheet_write_url_opt (self->worksheet, self->row, (lxw_col_t) column, target,
                                  self->columns[column].text, name, NULL);
}

static lxw_error
write_cell (CtnXlsxWriter *self, guint i, const char *text)
{
  const Column *column = &self->columns[i];
  g_autofree char *escaped = NULL;
  lxw_datetime datetime;
  double value;

  if (is_number (column->type) && read_number (text, &value))
    return worksheet_write_number (self->worksheet, self->row, (lxw_col_t) i, value, column->value);
  if (column->type == CTN_XLSX_DATE && read_date (text, &datetime))
    return worksheet_write_datetime (self->worksheet, self->row, (lxw_col_t) i, &datetime,
                                     column->value);
  if (column->type == CTN_XLSX_SHEET)
    return write_link (self, i, text);
  /* libxlsxwriter does it for control characters, but not for what looks like an escape. */
  escaped = ctn_xlsx_escape (text);
  return worksheet_write_string (
      self->worksheet, self->row, (lxw_col_t) i, escaped,
      column->wrapped != NULL && count_lines (column, text) > 1 ? column->wrapped : column->text);
}

gboolean
ctn_xlsx_writer_write_row (CtnXlsxWriter *self, const char *const *cells, GError **error)
{
  set_height (self, cells);
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

/* Beside a narrow table, below a wide one: both are to be seen, and to fit on a page. */
static void
insert_chart (CtnXlsxWriter *self, lxw_chart *chart, lxw_chart_options *options)
{
  guint width = 0;

  for (guint i = 0; i < self->n_columns; i++)
    width += self->columns[i].width;
  if (width > MAX_WIDTH_BESIDE)
    worksheet_insert_chart_opt (self->worksheet, self->row + 1, 0, chart, options);
  else
    worksheet_insert_chart_opt (self->worksheet, 1, (lxw_col_t) self->n_columns, chart, options);
}

void
ctn_xlsx_writer_add_chart (CtnXlsxWriter *self,
                           CtnXlsxChart kind,
                           const char *title,
                           guint n_rows,
                           guint n_series,
                           double min,
                           double max)
{
  guint last = n_rows > 0 ? MIN (n_rows, self->row - 1) : self->row - 1;
  guint n = 0;
  lxw_chart_options options = { .x_offset = 16 };
  lxw_chart *chart = NULL;

  for (guint i = 1; i < self->n_columns && self->row > 1; i++) {
    lxw_chart_series *series;

    if (self->columns[i].type != CTN_XLSX_NUMBER || (n_series > 0 && n >= n_series))
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
  if (n == 1)
    chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  /* Rows go downwards in the sheet, and so do the bars. The library calls the axis that stands upright y, in a
   * chart of bars that of the names; the values then stand below the last bar. */
  if (kind == CTN_XLSX_CHART_BARS) {
    chart_axis_set_reverse (chart->y_axis);
    chart_axis_set_crossing_max (chart->y_axis);
  }
  if (min < max) {
    lxw_chart_axis *values = kind == CTN_XLSX_CHART_BARS ? chart->x_axis : chart->y_axis;

    chart_axis_set_min (values, min);
    chart_axis_set_max (values, max);
    chart_axis_set_major_unit (values, (max - min) / N_INTERVALS);
  }
  options.x_scale = CHART_WIDTH / 480.0;
  options.y_scale =
      MAX (CHART_HEIGHT, kind == CTN_XLSX_CHART_BARS ? self->row * CHART_ROW_HEIGHT : 0) / 288.0;
  insert_chart (self, chart, &options);
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
