/* How a CSV file is written: its delimiter, and whether its first row names the columns. */
#pragma once

#include "ctn-encoding.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CSV_HEADER_UNKNOWN, /* to be found out */
  CTN_CSV_HEADER_YES,
  CTN_CSV_HEADER_NO,
} CtnCsvHeader;

/* Zeros mean: find out. */
typedef struct {
  CtnEncoding encoding;
  char delimiter; /* ',', ';', '\t' or '|', or another one that the user chose */
  CtnCsvHeader header;
} CtnCsvFormat;

/* How much of a file is enough to find out its delimiter. */
#define CTN_CSV_SAMPLE_SIZE 65536

/* The delimiter of the UTF-8 text of @length bytes: the one with which most rows have the same number
 * of cells, more than one, where quoted cells are whole. "sep=;" as first line (Excel) decides.
 * @complete: whether the text is all of the file; else its last row is not looked at.
 * Returns: ',', ';', tab or '|'; ',' for a text of one column. */
char ctn_csv_sniff_delimiter (const char *text, gsize length, gboolean complete);

/* Whether the @n_cells cells of a file's first row name its columns: none of them is empty (but the
 * last one), doubled, overlong, a number, a date, an e-mail or a web address. A year is taken for a
 * name where others are words. */
gboolean ctn_csv_sniff_header (const char *const *cells, gsize n_cells);

G_END_DECLS
