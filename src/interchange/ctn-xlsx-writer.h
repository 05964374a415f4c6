/* Writes a table as an XLSX file: a frozen header that filters, columns as wide as they need, numbers
 * and dates as what they are. Whatever a text begins with, it is written as text and never as a
 * formula. What it writes, CtnSheetBook reads back unchanged. By libxlsxwriter. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of Excel. */
#define CTN_XLSX_MAX_CELL_CHARS 32767

typedef enum {
  CTN_XLSX_TEXT,
  CTN_XLSX_NUMBER, /* with a point */
  CTN_XLSX_DATE,   /* ISO 8601; what is not known to the day stays a text */
  CTN_XLSX_YEAR,   /* a number that is no quantity: no chart draws it */
  CTN_XLSX_SHEET,  /* the name of a sheet of the same file, which it leads to */
} CtnXlsxType;

typedef struct {
  const char *title; /* (nullable) of all columns or of none: the first one then names the rows */
  CtnXlsxType type;
  guint width;        /* in characters */
  const char *format; /* (nullable) of numbers and days, as Excel writes it: "#,##0.00" */
  gboolean wraps;     /* texts that are longer than the column is wide go on in the next line */
} CtnXlsxColumn;

typedef enum {
  CTN_XLSX_CHART_BARS,  /* a row a bar */
  CTN_XLSX_CHART_RADAR, /* a row an axis */
} CtnXlsxChart;

typedef struct _CtnXlsxWriter CtnXlsxWriter;

/* Begins a file with one sheet and writes its header. @sheet: cut to 31 characters, without the
 * signs that Excel does not take in names. Errors: CTN_INTERCHANGE_ERROR_FAILED
 * Returns: (transfer full) */
CtnXlsxWriter *ctn_xlsx_writer_new (const char *sheet,
                                    const CtnXlsxColumn *columns,
                                    guint n_columns,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_xlsx_writer_free (CtnXlsxWriter *self);

/* What the file says about itself. @author: (nullable) */
void ctn_xlsx_writer_set_properties (CtnXlsxWriter *self, const char *title, const char *author);

/* @name as it becomes the name of a sheet: at most @max_chars and 31 characters, cut at a word's end where there
 * is one near, without the signs that Excel does not take. Returns: (transfer full) */
char *ctn_xlsx_dup_sheet_name (const char *name, guint max_chars) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the sheet and begins another one, with columns of its own. Errors: CTN_INTERCHANGE_ERROR_FAILED, when
 * there is one of that name. */
gboolean ctn_xlsx_writer_begin_sheet (CtnXlsxWriter *self,
                                      const char *sheet,
                                      const CtnXlsxColumn *columns,
                                      guint n_columns,
                                      GError **error);

/* Adds a row; %NULL and "" are no cell. @cells: (array length=n_columns)
 * Errors: CTN_INTERCHANGE_ERROR_TOO_LARGE (over 1,048,576 rows or CTN_XLSX_MAX_CELL_CHARS) with the
 * place. */
gboolean ctn_xlsx_writer_write_row (CtnXlsxWriter *self, const char *const *cells, GError **error);

/* Puts a chart of the spreadsheet program's own beside or below what the sheet holds by now: the first column names
 * the rows, each column of numbers is a series. Does nothing without rows or numbers.
 * @title: (nullable). @n_rows, @n_series: only the first so many; 0 takes all. @min, @max: of the scale of values; equal
 * ones leave it to the program */
void ctn_xlsx_writer_add_chart (CtnXlsxWriter *self,
                                CtnXlsxChart kind,
                                const char *title,
                                guint n_rows,
                                guint n_series,
                                double min,
                                double max);

/* Ends the file and writes it to @stream, which stays open; to be called once. Blocks.
 * Errors: those of the stream, CTN_INTERCHANGE_ERROR_FAILED. */
gboolean ctn_xlsx_writer_finish (CtnXlsxWriter *self,
                                 GOutputStream *stream,
                                 GCancellable *cancellable,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnXlsxWriter, ctn_xlsx_writer_free)

G_END_DECLS
