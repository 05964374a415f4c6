/* Spreadsheets that tests make themselves. */
#pragma once

#include <ctn-sheet-book.h>

G_BEGIN_DECLS

#define SHEET_MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"

/* A zip file with parts: name, text, name, text …, NULL. (transfer full) */
GBytes *sheet_support_zip (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* An XLSX file with one sheet named "List". @rows: what is in sheetData; @strings, @styles: (nullable):
 * what is in sst and styleSheet. (transfer full) */
GBytes *sheet_support_xlsx (const char *rows, const char *strings, const char *styles);

/* An ODS file; @tables: what is in office:spreadsheet. (transfer full) */
GBytes *sheet_support_ods (const char *tables);

/* All cells of a sheet as "line: a|b|c\n", or "error: message". (transfer full) */
char *sheet_support_dump (GBytes *bytes, guint index);

void sheet_support_assert (GBytes *bytes, const char *expected);

G_END_DECLS
