#include <adwaita.h>
#include <math.h>

#include "ctn-matrix-grid-private.h"

#define PAD 6

typedef struct {
  CtnMatrixGrid *grid;
  GtkSnapshot *snapshot;
  PangoLayout *layout; /* (owned) */
  GdkRGBA color;       /* of texts */
  GdkRGBA accent;
  GdkRGBA line;
  guint first_row, last_row; /* that are seen */
  guint first_column, last_column;
} Page;

static void
add_rectangle (Page *page, const GdkRectangle *area, const GdkRGBA *color)
{
  gtk_snapshot_append_color (page->snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) area->x, (float) area->y,
                                                  (float) area->width, (float) area->height));
}

/* A text in @area, cut with an ellipsis; @lines at most. */
static void
add_text (Page *page,
          const char *text,
          const GdkRectangle *area,
          PangoAlignment align,
          gboolean bold,
          int lines)
{
  static const int weights[] = { PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_BOLD };
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes, pango_attr_weight_new ((PangoWeight) weights[bold]));
  pango_layout_set_attributes (page->layout, attributes);
  pango_layout_set_width (page->layout, (area->width - 2 * PAD) * PANGO_SCALE);
  pango_layout_set_height (page->layout, -lines);
  pango_layout_set_ellipsize (page->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (page->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (page->layout, align);
  pango_layout_set_text (page->layout, text, -1);
  pango_layout_get_pixel_size (page->layout, NULL, &height);
  gtk_snapshot_save (page->snapshot);
  gtk_snapshot_translate (page->snapshot,
                          &GRAPHENE_POINT_INIT ((float) (area->x + PAD),
                                                (float) (area->y + (area->height - height) / 2)));
  gtk_snapshot_append_layout (page->snapshot, page->layout, &page->color);
  gtk_snapshot_restore (page->snapshot);
}

static void
draw_cell (Page *page, guint row, guint column)
{
  const CtnMatrixCell *cell = ctn_matrix_grid_get_cell (page->grid, row, column);
  GdkRectangle area;
  GdkRGBA shade = page->accent;

  ctn_matrix_grid_get_area (page->grid, row, column, &area);
  area.width -= 1;
  area.height -= 1;
  if (isfinite (cell->value)) {
    shade.alpha = (float) (0.06 + 0.3 * cell->value);
    add_rectangle (page, &area, &shade);
  }
  if (*cell->text != '\0')
    add_text (page, cell->text, &area, PANGO_ALIGN_CENTER, FALSE, 1);
}

static void
draw_cursor (Page *page)
{
  GdkRectangle first;
  GdkRectangle last;
  GdkRectangle cursor;
  GskRoundedRect outline;
  GdkRGBA shade = page->accent;
  guint row, column, n_rows, n_columns;
  float width = gtk_widget_has_focus (GTK_WIDGET (page->grid)) ? 2 : 1;

  ctn_matrix_grid_get_block (page->grid, &row, &column, &n_rows, &n_columns);
  ctn_matrix_grid_get_area (page->grid, row, column, &first);
  ctn_matrix_grid_get_area (page->grid, row + n_rows - 1, column + n_columns - 1, &last);
  if (n_rows > 1 || n_columns > 1) {
    const GdkRectangle block = { first.x, first.y, last.x + last.width - first.x,
                                 last.y + last.height - first.y };

    shade.alpha = 0.15f;
    add_rectangle (page, &block, &shade);
  }
  ctn_matrix_grid_get_area (page->grid, page->grid->row, page->grid->column, &cursor);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) cursor.x, (float) cursor.y,
                                                        (float) cursor.width - 1,
                                                        (float) cursor.height - 1),
                                   4);
  gtk_snapshot_append_border (
      page->snapshot, &outline, (float[4]) { width, width, width, width },
      (GdkRGBA[4]) { page->accent, page->accent, page->accent, page->accent });
}

/* Everything right of and below the heads. */
static void
draw_cells (Page *page, int width, int height)
{
  guint head = page->grid->head_width;

  gtk_snapshot_push_clip (page->snapshot,
                          &GRAPHENE_RECT_INIT ((float) head, CTN_MATRIX_HEAD_HEIGHT,
                                               (float) MAX (width - (int) head, 0),
                                               (float) MAX (height - CTN_MATRIX_HEAD_HEIGHT, 0)));
  for (guint row = page->first_row; row < page->last_row; row++)
    for (guint column = page->first_column; column < page->last_column; column++)
      draw_cell (page, row, column);
  for (guint row = page->first_row; row < page->last_row; row++) {
    GdkRectangle area;

    ctn_matrix_grid_get_area (page->grid, row, page->first_column, &area);
    area.y += area.height - 1;
    area.height = 1;
    area.width = width;
    add_rectangle (page, &area, &page->line);
  }
  if (page->grid->n_rows > 0)
    draw_cursor (page);
  gtk_snapshot_pop (page->snapshot);
}

static void
draw_column_heads (Page *page, int width)
{
  guint head = page->grid->head_width;

  gtk_snapshot_push_clip (page->snapshot,
                          &GRAPHENE_RECT_INIT ((float) head, 0, (float) MAX (width - (int) head, 0),
                                               CTN_MATRIX_HEAD_HEIGHT));
  for (guint column = page->first_column; column < page->last_column; column++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (page->grid->model, column);
    GdkRectangle area;

    ctn_matrix_grid_get_area (page->grid, 0, column, &area);
    area.y = 0;
    area.height = CTN_MATRIX_HEAD_HEIGHT;
    area.width -= 1;
    add_text (page, ctn_model_node_get_label (question, NULL), &area, PANGO_ALIGN_CENTER,
              column == page->grid->column, 3);
  }
  gtk_snapshot_pop (page->snapshot);
}

static void
draw_row_heads (Page *page, int height)
{
  guint head = page->grid->head_width;

  gtk_snapshot_push_clip (page->snapshot,
                          &GRAPHENE_RECT_INIT (0, CTN_MATRIX_HEAD_HEIGHT, (float) head,
                                               (float) MAX (height - CTN_MATRIX_HEAD_HEIGHT, 0)));
  for (guint row = page->first_row; row < page->last_row; row++) {
    GdkRectangle area;

    ctn_matrix_grid_get_area (page->grid, row, 0, &area);
    area.x = 0;
    area.width = (int) head - 1;
    add_text (page, page->grid->rows[row], &area, PANGO_ALIGN_LEFT, row == page->grid->row, 2);
  }
  gtk_snapshot_pop (page->snapshot);
}

void
ctn_matrix_grid_find_seen (const CtnMatrixGrid *self,
                           guint *first_row,
                           guint *last_row,
                           guint *first_column,
                           guint *last_column)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = self->adjustments[0] != NULL ? gtk_adjustment_get_value (self->adjustments[0]) : 0;
  double y = self->adjustments[1] != NULL ? gtk_adjustment_get_value (self->adjustments[1]) : 0;

  *first_column = MIN ((guint) (x / CTN_MATRIX_COLUMN_WIDTH), self->n_columns);
  *first_row = MIN ((guint) (y / CTN_MATRIX_ROW_HEIGHT), self->n_rows);
  *last_column =
      MIN (self->n_columns, *first_column + 2 + (guint) (width / CTN_MATRIX_COLUMN_WIDTH));
  *last_row = MIN (self->n_rows, *first_row + 2 + (guint) (height / CTN_MATRIX_ROW_HEIGHT));
}

void
ctn_matrix_grid_draw (CtnMatrixGrid *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  Page page = { .grid = self, .snapshot = snapshot };
  g_autoptr (GdkRGBA) accent =
      adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  const GdkRectangle head_line = { 0, CTN_MATRIX_HEAD_HEIGHT - 1, width, 1 };
  const GdkRectangle side_line = { (int) self->head_width - 1, 0, 1, height };

  page.layout = gtk_widget_create_pango_layout (widget, NULL);
  gtk_widget_get_color (widget, &page.color);
  page.accent = *accent;
  page.line = page.color;
  page.line.alpha *= 0.15f;
  ctn_matrix_grid_find_seen (self, &page.first_row, &page.last_row, &page.first_column,
                             &page.last_column);
  draw_cells (&page, width, height);
  draw_column_heads (&page, width);
  draw_row_heads (&page, height);
  add_rectangle (&page, &head_line, &page.line);
  add_rectangle (&page, &side_line, &page.line);
  g_object_unref (page.layout);
}
