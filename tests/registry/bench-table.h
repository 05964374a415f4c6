/* A made-up table of organisations as large as wanted, the same on every run. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Number of columns of the table. */
#define BENCH_N_COLUMNS 12

/* Writes a CSV file (comma, UTF-8, a header) of @n_rows organisations at @path, about 130 bytes each:
 * quotes, line breaks, umlauts, NUTS and NACE codes, web addresses, identifiers; one row of fifty
 * repeats an earlier one, one cell of 5,000 is wrong. */
gboolean bench_table_write (const char *path, guint n_rows, GError **error);

/* A word that occurs in names of the table; @index may be any number. (transfer full) */
char *bench_table_dup_word (guint index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
