/* A table of texts as it came from a file: rows, columns, and the line each row began on.
 *
 * All texts lie in one block, 4 bytes of bookkeeping per cell: 100,000 rows of 12 columns (13 MB of
 * CSV) take about 18 MB. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A block is addressed with 32 bits. */
#define CTN_TABLE_MAX_BYTES G_MAXINT32

typedef struct _CtnTable CtnTable;

CtnTable *ctn_table_new (void);
CtnTable *ctn_table_ref (CtnTable *self);
void ctn_table_unref (CtnTable *self);

/* Begins a row that came from @line (counted from 1) of the file. */
void ctn_table_begin_row (CtnTable *self, guint line);

/* Adds a cell to the row; @text must be valid UTF-8 without NUL. %FALSE when the table is full. */
gboolean ctn_table_add_cell (CtnTable *self, const char *text, gsize length);

/* Takes away the first @n rows. Their texts stay in memory. */
void ctn_table_drop_rows (CtnTable *self, guint n);

/* The decimal sign that numbers of such a file are likely to have, '.' or ','; 0 (at first) when
 * nothing speaks for either. Values that leave no doubt count more. */
void ctn_table_set_decimal (CtnTable *self, char decimal);
char ctn_table_get_decimal (CtnTable *self);

guint ctn_table_get_n_rows (CtnTable *self);

/* The most cells that any row has. */
guint ctn_table_get_n_columns (CtnTable *self);

guint ctn_table_get_row_width (CtnTable *self, guint row);
guint ctn_table_get_line (CtnTable *self, guint row);

/* The text of a cell, "" past the end of its row. (transfer none) */
const char *ctn_table_get_cell (CtnTable *self, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTable, ctn_table_unref)

G_END_DECLS
