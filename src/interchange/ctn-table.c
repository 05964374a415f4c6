#include "ctn-table.h"

struct _CtnTable {
  gatomicrefcount references;
  GString *text;  /* (owned) cells, each ended by NUL */
  GArray *cells;  /* (owned) guint32 offsets into text */
  GArray *starts; /* (owned) guint32 first cell of each row */
  GArray *lines;  /* (owned) guint32 */
  guint n_columns;
  char decimal;
};

CtnTable *
ctn_table_new (void)
{
  CtnTable *self = g_new0 (CtnTable, 1);

  g_atomic_ref_count_init (&self->references);
  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

CtnTable *
ctn_table_ref (CtnTable *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_table_unref (CtnTable *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->starts);
  g_array_unref (self->lines);
  g_free (self);
}

void
ctn_table_begin_row (CtnTable *self, guint line)
{
  guint32 start = self->cells->len;

  g_array_append_val (self->starts, start);
  g_array_append_val (self->lines, line);
}

gboolean
ctn_table_add_cell (CtnTable *self, const char *text, gsize length)
{
  guint32 offset = (guint32) self->text->len;
  guint width;

  g_return_val_if_fail (self->starts->len > 0, FALSE);

  if (self->text->len + length + 1 > CTN_TABLE_MAX_BYTES)
    return FALSE;
  g_string_append_len (self->text, text, (gssize) length);
  g_string_append_c (self->text, '\0');
  g_array_append_val (self->cells, offset);
  width = self->cells->len - g_array_index (self->starts, guint32, self->starts->len - 1);
  self->n_columns = MAX (self->n_columns, width);
  return TRUE;
}

void
ctn_table_drop_rows (CtnTable *self, guint n)
{
  if (n == 0)
    return;
  g_return_if_fail (n <= self->starts->len);

  g_array_remove_range (self->starts, 0, n);
  g_array_remove_range (self->lines, 0, n);
  self->n_columns = 0;
  for (guint row = 0; row < self->starts->len; row++)
    self->n_columns = MAX (self->n_columns, ctn_table_get_row_width (self, row));
}

void
ctn_table_set_decimal (CtnTable *self, char decimal)
{
  self->decimal = decimal;
}

char
ctn_table_get_decimal (CtnTable *self)
{
  return self->decimal;
}

guint
ctn_table_get_n_rows (CtnTable *self)
{
  return self->starts->len;
}

guint
ctn_table_get_n_columns (CtnTable *self)
{
  return self->n_columns;
}

guint
ctn_table_get_row_width (CtnTable *self, guint row)
{
  guint32 end = row + 1 < self->starts->len ? g_array_index (self->starts, guint32, row + 1)
                                            : self->cells->len;

  return end - g_array_index (self->starts, guint32, row);
}

guint
ctn_table_get_line (CtnTable *self, guint row)
{
  return g_array_index (self->lines, guint32, row);
}

const char *
ctn_table_get_cell (CtnTable *self, guint row, guint column)
{
  guint32 cell;

  g_return_val_if_fail (row < self->starts->len, "");

  if (column >= ctn_table_get_row_width (self, row))
    return "";
  cell = g_array_index (self->starts, guint32, row) + column;
  return self->text->str + g_array_index (self->cells, guint32, cell);
}
