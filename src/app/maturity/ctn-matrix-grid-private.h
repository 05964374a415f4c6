/* The parts of the grid: data and geometry (ctn-matrix-grid.c), drawing (ctn-matrix-draw.c), keys and pointer
 * (ctn-matrix-keys.c), what screen readers see (ctn-matrix-cells.c). */
#pragma once

#include "ctn-matrix-grid.h"

G_BEGIN_DECLS

#define CTN_MATRIX_HEAD_WIDTH 230
#define CTN_MATRIX_HEAD_HEIGHT 62
#define CTN_MATRIX_COLUMN_WIDTH 104
#define CTN_MATRIX_ROW_HEIGHT 40

struct _CtnMatrixGrid {
  GtkWidget parent_instance;

  CtnMaturityModel *model; /* (owned) (nullable) */
  GStrv rows;              /* (owned) (nullable) */
  GArray *cells;           /* (owned) (nullable) CtnMatrixCell */
  guint n_rows;
  guint n_columns;
  guint row; /* the cursor … */
  guint column;
  guint anchor_row; /* … and the other corner of the block that is marked */
  guint anchor_column;
  GtkAdjustment *adjustments[2]; /* (owned) (nullable) across, down */
  GtkScrollablePolicy policies[2];
  GtkWidget *popover; /* in which a cell is written */
  GtkWidget *entry;   /* of the popover */
  guint head_width;
  GPtrArray *parts; /* (owned) of the rows that are seen, for screen readers */
  int cells_width;  /* of the grid when they were last brought up to date … */
  int cells_height;
  guint update; /* 0, or a source: the above will be brought up to date */
};

enum {
  CTN_MATRIX_EDITED,
  CTN_MATRIX_PASTED,
  CTN_MATRIX_CLEARED,
  CTN_MATRIX_MOVED,
  CTN_MATRIX_N_SIGNALS,
};

extern guint ctn_matrix_signals[CTN_MATRIX_N_SIGNALS];

const CtnMatrixCell *ctn_matrix_grid_get_cell (const CtnMatrixGrid *self, guint row, guint column);

/* Where a cell is on the widget, whether it is seen or not. */
void
ctn_matrix_grid_get_area (const CtnMatrixGrid *self, guint row, guint column, GdkRectangle *area);

/* The block that is marked, the cursor at least. */
void ctn_matrix_grid_get_block (const CtnMatrixGrid *self,
                                guint *row,
                                guint *column,
                                guint *n_rows,
                                guint *n_columns);

/* Moves the cursor and makes it seen; @mark: the block grows rather than goes along. */
void ctn_matrix_grid_move (CtnMatrixGrid *self, int row, int column, gboolean mark);

/* Lets the user write in the cell under the cursor, beginning with @text. */
void ctn_matrix_grid_write (CtnMatrixGrid *self, const char *text);

/* Rows and columns that are seen, at least in part; each @last is one behind. */
void ctn_matrix_grid_find_seen (const CtnMatrixGrid *self,
                                guint *first_row,
                                guint *last_row,
                                guint *first_column,
                                guint *last_column);

/* What a screen reader says of a cell. (transfer full) */
char *ctn_matrix_grid_dup_cell_label (const CtnMatrixGrid *self,
                                      guint row,
                                      guint column) G_GNUC_WARN_UNUSED_RESULT;

/* Brings what screen readers see up to date, soon. */
void ctn_matrix_grid_queue_cells (CtnMatrixGrid *self);
void ctn_matrix_grid_allocate_cells (CtnMatrixGrid *self);

void ctn_matrix_grid_draw (CtnMatrixGrid *self, GtkSnapshot *snapshot);
void ctn_matrix_grid_add_controllers (CtnMatrixGrid *self);

G_END_DECLS
