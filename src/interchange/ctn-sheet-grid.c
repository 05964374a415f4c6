#include "ctn-sheet-grid.h"

#include <ctn-i18n.h>
#include <string.h>

#include "ctn-interchange-error.h"

typedef struct {
  guint column;
  guint32 offset;
  guint32 length;
} Cell;

typedef struct {
  guint number;
  guint row; /* of the table */
} Place;

struct _CtnSheetGrid {
  CtnTable *table; /* (owned) */
  GArray *row;     /* (owned) (element-type Cell) */
  GString *text;   /* (owned) of the row's cells */
  guint number;    /* of the row */
  guint n_cells;
  gboolean row_unordered;
  guint last_number; /* of the table's last row */
  gboolean unordered;
};

CtnSheetGrid *
ctn_sheet_grid_new (void)
{
  CtnSheetGrid *self = g_new0 (CtnSheetGrid, 1);

  self->table = ctn_table_new ();
  self->row = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->text = g_string_new (NULL);
  return self;
}

void
ctn_sheet_grid_free (CtnSheetGrid *self)
{
  g_clear_pointer (&self->table, ctn_table_unref);
  g_array_unref (self->row);
  g_string_free (self->text, TRUE);
  g_free (self);
}

gboolean
ctn_sheet_grid_begin_row (CtnSheetGrid *self, guint number, GError **error)
{
  g_array_set_size (self->row, 0);
  g_string_truncate (self->text, 0);
  self->number = number;
  self->row_unordered = FALSE;
  if (number >= 1 && number <= CTN_SHEET_MAX_ROWS)
    return TRUE;
  g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
               _ ("The sheet has a row %u; a table may have %d."), number, CTN_SHEET_MAX_ROWS);
  return FALSE;
}

static gboolean
fail_at (CtnSheetGrid *self, guint column, const char *message, GError **error)
{
  g_autofree char *place = ctn_sheet_dup_place (self->number, column);

  g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
               /* TRANSLATORS: a cell's place such as B2, and what is wrong there */
               _ ("Cell %s: %s"), place, message);
  return FALSE;
}

gboolean
ctn_sheet_grid_add (CtnSheetGrid *self,
                    guint column,
                    const char *text,
                    gsize length,
                    GError **error)
{
  Cell cell = { column, (guint32) self->text->len, 0 };

  if (length == 0)
    return TRUE;
  if (column >= CTN_SHEET_MAX_COLUMNS)
    return fail_at (self, column, _ ("the sheet has too many columns."), error);
  if (self->text->len + length > CTN_TABLE_MAX_BYTES || self->row->len >= 4 * CTN_SHEET_MAX_COLUMNS)
    return fail_at (self, column, _ ("the row is too long."), error);
  g_string_append_len (self->text, text, (gssize) length);
  if (memchr (text, '\r', length) != NULL) {
    g_autofree char *own = g_strdup (self->text->str + cell.offset);
    g_auto (GStrv) parts = g_strsplit (own, "\r\n", -1);
    g_autofree char *joined = g_strjoinv ("\n", parts);

    g_strdelimit (joined, "\r", '\n');
    g_string_truncate (self->text, cell.offset);
    g_string_append (self->text, joined);
  }
  cell.length = (guint32) (self->text->len - cell.offset);
  if (self->row->len > 0 && g_array_index (self->row, Cell, self->row->len - 1).column >= column)
    self->row_unordered = TRUE;
  g_array_append_val (self->row, cell);
  return TRUE;
}

gboolean
ctn_sheet_grid_has_cells (CtnSheetGrid *self)
{
  return self->row->len > 0;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *first = a, *second = b;

  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return first->offset < second->offset ? -1 : first->offset > second->offset;
}

static gboolean
append_row (CtnSheetGrid *self, GError **error)
{
  guint column = 0;

  ctn_table_begin_row (self->table, self->number);
  for (guint i = 0; i < self->row->len; i++) {
    const Cell *cell = &g_array_index (self->row, Cell, i);

    if (i + 1 < self->row->len && cell[1].column == cell->column)
      continue;
    self->n_cells += cell->column - column + 1;
    if (self->n_cells > CTN_SHEET_MAX_CELLS)
      return fail_at (self, cell->column, _ ("the sheet has too many cells; divide it."), error);
    for (; column < cell->column; column++)
      if (!ctn_table_add_cell (self->table, "", 0))
        return fail_at (self, column, _ ("the sheet is too large; divide it."), error);
    if (!ctn_table_add_cell (self->table, self->text->str + cell->offset, cell->length))
      return fail_at (self, column, _ ("the sheet is too large; divide it."), error);
    column++;
  }
  return TRUE;
}

gboolean
ctn_sheet_grid_end_row (CtnSheetGrid *self, GError **error)
{
  if (self->row->len == 0)
    return TRUE;
  if (self->row_unordered)
    g_array_sort (self->row, compare_cells);
  self->unordered |= self->number <= self->last_number;
  self->last_number = MAX (self->last_number, self->number);
  return append_row (self, error);
}

gboolean
ctn_sheet_grid_repeat_row (CtnSheetGrid *self, guint times, GError **error)
{
  if (self->row->len == 0)
    return TRUE;
  for (guint i = 0; i < times; i++) {
    self->number++;
    if (self->number > CTN_SHEET_MAX_ROWS)
      return fail_at (self, 0, _ ("the sheet has too many rows."), error);
    self->last_number = self->number;
    if (!append_row (self, error))
      return FALSE;
  }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

/* Some programs write rows in the order of their own tables. */
static CtnTable *
sort_rows (CtnTable *table)
{
  guint n = ctn_table_get_n_rows (table);
  g_autofree Place *places = g_new (Place, n);
  CtnTable *sorted = ctn_table_new ();

  for (guint i = 0; i < n; i++)
    places[i] = (Place) { ctn_table_get_line (table, i), i };
  qsort (places, n, sizeof *places, compare_places);
  for (guint i = 0; i < n; i++) {
    ctn_table_begin_row (sorted, places[i].number);
    for (guint column = 0; column < ctn_table_get_row_width (table, places[i].row); column++) {
      const char *text = ctn_table_get_cell (table, places[i].row, column);

      ctn_table_add_cell (sorted, text, strlen (text));
    }
  }
  return sorted;
}

CtnTable *
ctn_sheet_grid_finish (CtnSheetGrid *self)
{
  g_autoptr (CtnTable) table = g_steal_pointer (&self->table);

  return self->unordered ? sort_rows (table) : g_steal_pointer (&table);
}

int
ctn_sheet_column_from_letters (const char *text, gsize length)
{
  int column = 0;

  for (gsize i = 0; i < length && g_ascii_isalpha (text[i]); i++) {
    column = column * 26 + (g_ascii_toupper (text[i]) - 'A' + 1);
    if (column > CTN_SHEET_MAX_COLUMNS)
      return -1;
  }
  return column - 1;
}

char *
ctn_sheet_dup_place (guint row, guint column)
{
  char letters[8];
  gsize n = sizeof letters;

  letters[--n] = '\0';
  for (guint rest = column + 1; rest > 0 && n > 0; rest = (rest - 1) / 26)
    letters[--n] = (char) ('A' + (rest - 1) % 26);
  return g_strdup_printf ("%s%u", letters + n, row);
}
