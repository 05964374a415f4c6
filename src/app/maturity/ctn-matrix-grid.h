/* A grid of cells to be filled by keyboard, as in a spreadsheet: row and column heads that stay, a cursor,
 * and nothing but texts. It draws only what is seen, so that hundreds of rows cost no more than ten.
 *
 * Keys: arrows, Home, End, Page Up, Page Down, with Ctrl to the edges; a digit answers where one
 * digit is an answer, and the cursor goes on to the right; any other letter, Return or F2 writes in the
 * cell; Delete and Backspace take the answer away; Ctrl+C and Ctrl+V copy and paste, also whole blocks from
 * and to a spreadsheet; with Shift the arrows mark a block. */
#pragma once

#include <ctn-maturity-model.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CTN_TYPE_MATRIX_GRID (ctn_matrix_grid_get_type ())

G_DECLARE_FINAL_TYPE (CtnMatrixGrid, ctn_matrix_grid, CTN, MATRIX_GRID, GtkWidget)

/* Signals
 *   edited (guint row, guint column, const char *text): a cell is to become @text
 *   pasted (guint row, guint column, const char *text): a block of cells, tabs and line ends between
 *     them, is to go there, its first one into this cell
 *   cleared (guint row, guint column, guint n_rows, guint n_columns): a block is to be emptied
 *   moved (guint row, guint column): the cursor is there now
 * The owner changes what there is to change and sets the cells anew. */

/* What a cell shows. */
typedef struct {
  char *text;   /* (owned) "" for an empty one */
  double value; /* 0 to 1: how strongly it is shaded; NAN for none */
} CtnMatrixCell;

/* Rows and cells, row by row (element-type CtnMatrixCell, n_rows × the model's questions; taken), with the
 * questions of @model as columns. The cursor stays where it is. */
void ctn_matrix_grid_set (CtnMatrixGrid *self,
                          CtnMaturityModel *model,
                          const char *const *rows,
                          GArray *cells);

/* The cursor; %FALSE without cells. */
gboolean ctn_matrix_grid_get_cursor (CtnMatrixGrid *self, guint *row, guint *column);
void ctn_matrix_grid_set_cursor (CtnMatrixGrid *self, guint row, guint column);

G_END_DECLS
