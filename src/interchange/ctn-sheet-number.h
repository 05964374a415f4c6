/* Numbers of spreadsheet cells as the texts that a person sees in them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a number format makes of a number, as far as it matters for a value. */
typedef enum {
  CTN_SHEET_FORMAT_NUMBER,
  CTN_SHEET_FORMAT_DATE,     /* with or without a time */
  CTN_SHEET_FORMAT_YEAR,     /* a date of which only the year is shown */
  CTN_SHEET_FORMAT_TIME,     /* of day */
  CTN_SHEET_FORMAT_DURATION, /* hours may be over 24 */
  CTN_SHEET_FORMAT_PERCENT,
  CTN_SHEET_FORMAT_CODE, /* filled with zeros to a number of digits: "00000" */
} CtnSheetFormatKind;

typedef struct {
  guint8 kind;   /* CtnSheetFormatKind */
  guint8 digits; /* of CTN_SHEET_FORMAT_CODE */
} CtnSheetFormat;

/* Longest text of ctn_sheet_number_format(), with the final NUL. */
#define CTN_SHEET_NUMBER_SIZE 48

/* Reads a format code such as "dd/mm/yyyy" (ECMA-376 part 1, 18.8.31); its first section counts. */
CtnSheetFormat ctn_sheet_format_parse (const char *code);

/* The built-in format @id of OOXML (18.8.30). */
CtnSheetFormat ctn_sheet_format_builtin (guint id);

/* Writes @value into @buffer: at most 15 significant digits, as spreadsheets have them; a point; no
 * exponent from 1e-9 up to 1e21; dates as 2024-05-31, with 14:30:00 behind if there is a time of day;
 * percentages as 12.5%. Serial dates of the 1900 system count the 29 February 1900 that never was. A
 * date before the year 1 or after 9999 is left a number, and so is a time below zero. @value: finite. Returns: @buffer */
const char *ctn_sheet_number_format (double value,
                                     CtnSheetFormat format,
                                     gboolean date_1904,
                                     char buffer[CTN_SHEET_NUMBER_SIZE]);

G_END_DECLS
