/* Builds a table from the cells of a sheet, which come with their places, with gaps, and now and then
 * out of order. Empty rows are left out, rows keep their numbers as lines. */
#pragma once

#include "ctn-table.h"

G_BEGIN_DECLS

#define CTN_SHEET_MAX_ROWS 1048576
#define CTN_SHEET_MAX_COLUMNS 16384
/* Empty ones on the left of others included. */
#define CTN_SHEET_MAX_CELLS 30000000

typedef struct _CtnSheetGrid CtnSheetGrid;

CtnSheetGrid *ctn_sheet_grid_new (void);
void ctn_sheet_grid_free (CtnSheetGrid *self);

/* Begins row @number, from 1. Errors: CTN_INTERCHANGE_ERROR_TOO_LARGE */
gboolean ctn_sheet_grid_begin_row (CtnSheetGrid *self, guint number, GError **error);

/* Adds a cell to the row; of two in the same place the later counts, an empty one is none. @text: valid
 * UTF-8, line ends in any way. Errors: CTN_INTERCHANGE_ERROR_TOO_LARGE with the place. */
gboolean ctn_sheet_grid_add (CtnSheetGrid *self,
                             guint column,
                             const char *text,
                             gsize length,
                             GError **error);

/* The row ends. */
gboolean ctn_sheet_grid_end_row (CtnSheetGrid *self, GError **error);

/* The last row that ended comes @times (once or more) again, under the numbers that follow. */
gboolean ctn_sheet_grid_repeat_row (CtnSheetGrid *self, guint times, GError **error);

/* Whether the row that is open or ended last has a cell. */
gboolean ctn_sheet_grid_has_cells (CtnSheetGrid *self);

/* The table. (transfer full) */
CtnTable *ctn_sheet_grid_finish (CtnSheetGrid *self) G_GNUC_WARN_UNUSED_RESULT;

/* The number of a column from its letters at the start of @text, "B2" is 1; -1 if there are none, or
 * for a column over CTN_SHEET_MAX_COLUMNS. */
int ctn_sheet_column_from_letters (const char *text, gsize length);

/* A place as spreadsheets write it, "B2". (transfer full) */
char *ctn_sheet_dup_place (guint row, guint column) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSheetGrid, ctn_sheet_grid_free)

G_END_DECLS
