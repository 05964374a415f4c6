#include "ctn-document-columns.h"
#include "ctn-document-flow.h"

#define PAD_Y 3.0

/* A heading brings most of its room along. */
#define SPACE_AFTER 14.0
#define SPACE_TO_HEADING 4.0

/* A table that takes no more of a page than this is never broken. */
#define MAX_WHOLE_SHARE 0.45

const CtnTextStyle ctn_style_cell = { 8.5, FALSE, FALSE, 0, 0 };
const CtnTextStyle ctn_style_head = { 8.5, TRUE, FALSE, 0, 0 };

/* A row being placed: the texts of its cells, and how many of their lines are on a page already. */
typedef struct {
  guint n;
  PangoLayout **layouts; /* (owned) array of (unowned) */
  int *done;             /* (owned) */
  double *x;             /* (owned) of each column, from the left margin on; n + 1 */
} Row;

static void
row_clear (Row *row)
{
  g_free (row->layouts);
  g_free (row->done);
  g_free (row->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
row_init (Row *row, CtnFlow *flow, const CtnDocumentTable *table, guint index)
{
  const double *widths = g_ptr_array_index (flow->pages->columns, index);

  row->n = table->columns->len;
  row->layouts = g_new0 (PangoLayout *, row->n);
  row->done = g_new0 (int, row->n);
  row->x = g_new0 (double, row->n + 1);
  for (guint i = 0; i < row->n; i++)
    row->x[i + 1] = row->x[i] + widths[i];
}

/* @index: of the row, -1 for the head. */
static void
row_set (Row *row, CtnFlow *flow, const CtnDocumentTable *table, int index)
{
  for (guint i = 0; i < row->n; i++) {
    const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, i);
    const char *text =
        index < 0 ? column->title : ctn_document_table_get_cell (table, (guint) index, i);

    gboolean is_head = index < 0 || (table->is_pairs && i == 0);

    row->layouts[i] = ctn_flow_set_text (flow, text, is_head ? &ctn_style_head : &ctn_style_cell,
                                         row->x[i + 1] - row->x[i] - 2 * CTN_CELL_PADDING -
                                             ctn_document_table_get_indent (table, i));
    if (column->kind == CTN_COLUMN_NUMBER)
      pango_layout_set_alignment (row->layouts[i], PANGO_ALIGN_RIGHT);
    row->done[i] = 0;
  }
}

/* The height of what is left of the row. */
static double
row_measure (const Row *row)
{
  double height = 0;

  for (guint i = 0; i < row->n; i++)
    height = MAX (height, ctn_layout_get_height (row->layouts[i], row->done[i], G_MAXINT));
  return height + 2 * PAD_Y;
}

static gboolean
row_is_done (const Row *row)
{
  for (guint i = 0; i < row->n; i++)
    if (row->done[i] < pango_layout_get_line_count (row->layouts[i]))
      return FALSE;
  return TRUE;
}

/* What the cell in @column of the row @index is; -1 is the head, which counts on the first page only. */
static void
set_cell_role (CtnFlow *flow,
               const CtnDocumentTable *table,
               int index,
               guint column,
               gboolean is_repeated)
{
  CtnItemRole role = is_repeated                      ? CTN_ROLE_DECORATION
                     : index < 0                      ? CTN_ROLE_HEAD
                     : table->is_pairs && column == 0 ? CTN_ROLE_ROW_HEAD
                                                      : CTN_ROLE_CELL;

  ctn_flow_set_role (flow, role, (guint) (index + 1), column);
}

/* Places as many lines of each cell as fit into @height, and a rule below. */
static void
row_place (Row *row,
           CtnFlow *flow,
           const CtnDocumentTable *table,
           int index,
           double height,
           gboolean is_repeated)
{
  double left = ctn_flow_get_left (flow);
  CtnItem box = { .kind = CTN_ITEM_FILL,
                  .link = -1,
                  .x = left,
                  .y = flow->y,
                  .width = ctn_flow_get_width (flow),
                  .height = height,
                  .color = { 0.92, 0.93, 0.95, 1 } };
  CtnItem rule = { .kind = CTN_ITEM_RULE,
                   .link = -1,
                   .x = left,
                   .y = flow->y + height,
                   .width = ctn_flow_get_width (flow),
                   .color = { 0.72, 0.73, 0.76, 1 } };

  if (index < 0)
    ctn_flow_add_item (flow, &box);
  for (guint i = 0; i < row->n; i++) {
    int fitting =
        ctn_layout_count_fitting (row->layouts[i], row->done[i], height - 2 * PAD_Y + 0.01);

    set_cell_role (flow, table, index, i, is_repeated);
    ctn_flow_place_lines (flow, row->layouts[i], row->done[i], fitting,
                          left + row->x[i] + CTN_CELL_PADDING +
                              ctn_document_table_get_indent (table, i),
                          flow->y + PAD_Y, ctn_pages_ink (FALSE), -1);
    row->done[i] += fitting;
  }
  ctn_flow_add_item (flow, &rule);
  flow->y += height;
}

static void
place_head (CtnFlow *flow, const CtnDocumentTable *table, gboolean is_repeated)
{
  g_auto (Row) head = { 0 };

  if (table->is_pairs)
    return;
  row_init (&head, flow, table, flow->block);
  row_set (&head, flow, table, -1);
  row_place (&head, flow, table, -1, row_measure (&head), is_repeated);
}

static void
continue_on_next_page (CtnFlow *flow, const CtnDocumentTable *table)
{
  ctn_flow_new_page (flow);
  place_head (flow, table, TRUE);
}

/* A row goes to the next page whole, unless no page can hold it: then its cells go on there. */
static void
place_row (CtnFlow *flow, const CtnDocumentTable *table, Row *row, int index)
{
  double body =
      ctn_flow_get_bottom (flow) - flow->pages->paper.margin_top - 3 * ctn_style_head.size * 1.6;

  while (!row_is_done (row)) {
    double height = row_measure (row);
    double room = ctn_flow_get_bottom (flow) - flow->y;

    if (height > room && (height <= body || room < 4 * ctn_style_cell.size)) {
      continue_on_next_page (flow, table);
      room = ctn_flow_get_bottom (flow) - flow->y;
    }
    row_place (row, flow, table, index, MIN (height, room), FALSE);
  }
}

/* The last row does not stand alone on a page: the one before it goes with it. */
static void
keep_last_rows (CtnFlow *flow, const CtnDocumentTable *table, Row *row, guint n)
{
  double body = ctn_flow_get_bottom (flow) - flow->pages->paper.margin_top;
  double height = 0;

  for (guint i = n - 2; i < n; i++) {
    row_set (row, flow, table, (int) i);
    height += row_measure (row);
  }
  if (height < body / 2 && flow->y + height > ctn_flow_get_bottom (flow))
    continue_on_next_page (flow, table);
}

double
ctn_flow_measure_table_start (CtnFlow *self, guint index, double after)
{
  const CtnDocumentTable *table = ctn_document_get_block (self->pages->document, index)->table;
  guint n = ctn_document_table_get_n_rows (table);
  guint n_layouts = self->pages->layouts->len;
  g_auto (Row) row = { 0 };
  double height = table->caption != NULL ? ctn_style_caption.size * 3 : 0;
  double body = ctn_flow_get_bottom (self) - self->pages->paper.margin_top;
  double start = 0;

  row_init (&row, self, table, index);
  for (guint i = table->is_pairs ? 1 : 0; i <= n && height + after <= body * MAX_WHOLE_SHARE; i++) {
    row_set (&row, self, table, (int) i - 1);
    height += row_measure (&row);
    if (i <= 2)
      start = height;
  }
  g_ptr_array_set_size (self->pages->layouts, (int) n_layouts);
  return height + after <= body * MAX_WHOLE_SHARE ? height + after : MIN (start, body / 2);
}

static gboolean
is_before_heading (const CtnFlow *self)
{
  const CtnDocument *document = self->pages->document;

  return self->block + 1 < ctn_document_get_n_blocks (document) &&
         ctn_document_get_block (document, self->block + 1)->kind == CTN_BLOCK_HEADING;
}

void
ctn_flow_add_table (CtnFlow *self, const CtnBlock *block)
{
  const CtnDocumentTable *table = block->table;
  g_autofree char *caption = ctn_document_dup_caption (self->pages->document, block);
  guint n = ctn_document_table_get_n_rows (table);
  g_auto (Row) row = { 0 };

  ctn_flow_require (self, ctn_flow_measure_table_start (
                              self, self->block, ctn_flow_measure_followers (self, self->block)));
  ctn_flow_set_role (self, CTN_ROLE_CAPTION, 0, 0);
  if (caption != NULL)
    ctn_flow_add_text (self, caption, &ctn_style_caption, 0);
  place_head (self, table, FALSE);
  row_init (&row, self, table, self->block);
  for (guint i = 0; i < n; i++) {
    if (n > 2 && i == n - 2)
      keep_last_rows (self, table, &row, n);
    row_set (&row, self, table, (int) i);
    place_row (self, table, &row, (int) i);
  }
  self->y += is_before_heading (self) ? SPACE_TO_HEADING : SPACE_AFTER;
}
