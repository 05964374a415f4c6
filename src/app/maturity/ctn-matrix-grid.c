#include "ctn-matrix-grid.h"

#include <ctn-i18n.h>

#include "ctn-matrix-grid-private.h"

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };

guint ctn_matrix_signals[CTN_MATRIX_N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (CtnMatrixGrid,
                               ctn_matrix_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Geometry ------------------------------------------------------------------------------------ */

const CtnMatrixCell *
ctn_matrix_grid_get_cell (const CtnMatrixGrid *self, guint row, guint column)
{
  return &g_array_index (self->cells, CtnMatrixCell, row * self->n_columns + column);
}

static double
get_offset (const CtnMatrixGrid *self, guint axis)
{
  return self->adjustments[axis] != NULL ? gtk_adjustment_get_value (self->adjustments[axis]) : 0;
}

void
ctn_matrix_grid_get_area (const CtnMatrixGrid *self, guint row, guint column, GdkRectangle *area)
{
  area->x = (int) (self->head_width + column * CTN_MATRIX_COLUMN_WIDTH - get_offset (self, 0));
  area->y = (int) (CTN_MATRIX_HEAD_HEIGHT + row * CTN_MATRIX_ROW_HEIGHT - get_offset (self, 1));
  area->width = CTN_MATRIX_COLUMN_WIDTH;
  area->height = CTN_MATRIX_ROW_HEIGHT;
}

void
ctn_matrix_grid_get_block (const CtnMatrixGrid *self,
                           guint *row,
                           guint *column,
                           guint *n_rows,
                           guint *n_columns)
{
  *row = MIN (self->row, self->anchor_row);
  *column = MIN (self->column, self->anchor_column);
  *n_rows = MAX (self->row, self->anchor_row) - *row + 1;
  *n_columns = MAX (self->column, self->anchor_column) - *column + 1;
}

static void
update_adjustments (CtnMatrixGrid *self)
{
  const double sizes[] = { self->n_columns * (double) CTN_MATRIX_COLUMN_WIDTH,
                           self->n_rows * (double) CTN_MATRIX_ROW_HEIGHT };
  const double pages[] = {
    MAX (gtk_widget_get_width (GTK_WIDGET (self)) - (double) self->head_width, 0),
    MAX (gtk_widget_get_height (GTK_WIDGET (self)) - (double) CTN_MATRIX_HEAD_HEIGHT, 0)
  };
  const double steps[] = { CTN_MATRIX_COLUMN_WIDTH, CTN_MATRIX_ROW_HEIGHT };

  for (guint i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_configure (self->adjustments[i],
                                CLAMP (get_offset (self, i), 0, MAX (sizes[i] - pages[i], 0)), 0,
                                MAX (sizes[i], pages[i]), steps[i], pages[i] * 0.9, pages[i]);
}

/* Scrolls until the cursor is seen whole. */
static void
show_cursor (CtnMatrixGrid *self)
{
  const double starts[] = { self->column * (double) CTN_MATRIX_COLUMN_WIDTH,
                            self->row * (double) CTN_MATRIX_ROW_HEIGHT };
  const double lengths[] = { CTN_MATRIX_COLUMN_WIDTH, CTN_MATRIX_ROW_HEIGHT };

  for (guint i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_clamp_page (self->adjustments[i], starts[i], starts[i] + lengths[i]);
}

/* A screen reader says where the cursor is, and what is there. */
static void
announce (CtnMatrixGrid *self)
{
  g_autofree char *text = ctn_matrix_grid_dup_cell_label (self, self->row, self->column);

  ctn_matrix_grid_queue_cells (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
ctn_matrix_grid_move (CtnMatrixGrid *self, int row, int column, gboolean mark)
{
  if (self->n_rows == 0 || self->n_columns == 0)
    return;
  self->row = (guint) CLAMP (row, 0, (int) self->n_rows - 1);
  self->column = (guint) CLAMP (column, 0, (int) self->n_columns - 1);
  if (!mark) {
    self->anchor_row = self->row;
    self->anchor_column = self->column;
  }
  show_cursor (self);
  announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, ctn_matrix_signals[CTN_MATRIX_MOVED], 0, self->row, self->column);
}

gboolean
ctn_matrix_grid_get_cursor (CtnMatrixGrid *self, guint *row, guint *column)
{
  *row = self->row;
  *column = self->column;
  return self->n_rows > 0 && self->n_columns > 0;
}

void
ctn_matrix_grid_set_cursor (CtnMatrixGrid *self, guint row, guint column)
{
  ctn_matrix_grid_move (self, (int) row, (int) column, FALSE);
}

/* Writing ------------------------------------------------------------------------------------- */

void
ctn_matrix_grid_write (CtnMatrixGrid *self, const char *text)
{
  GdkRectangle area;

  if (self->n_rows == 0 || self->n_columns == 0)
    return;
  show_cursor (self);
  ctn_matrix_grid_get_area (self, self->row, self->column, &area);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
written_cb (CtnMatrixGrid *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  guint row = self->row;
  guint column = self->column;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, ctn_matrix_signals[CTN_MATRIX_EDITED], 0, row, column, text);
  ctn_matrix_grid_move (self, (int) row + 1, (int) column, FALSE);
}

/* Data ---------------------------------------------------------------------------------------- */

/* As broad as the longest name, within reason; on a narrow window no more than a third of it. */
static void
find_head_width (CtnMatrixGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint most =
      width > 0 ? MIN (CTN_MATRIX_HEAD_WIDTH, MAX ((guint) width / 3, 96)) : CTN_MATRIX_HEAD_WIDTH;
  guint longest = 0;

  for (guint i = 0; i < self->n_rows; i++)
    longest = MAX (longest, (guint) g_utf8_strlen (self->rows[i], -1));
  self->head_width = MIN (longest * 8 + 24, most);
}

void
ctn_matrix_grid_set (CtnMatrixGrid *self,
                     CtnMaturityModel *model,
                     const char *const *rows,
                     GArray *cells)
{
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->rows, g_strfreev);
  g_clear_pointer (&self->cells, g_array_unref);
  self->model = ctn_maturity_model_ref (model);
  self->rows = g_strdupv ((char **) rows);
  self->cells = cells;
  self->n_rows = g_strv_length (self->rows);
  self->n_columns = ctn_maturity_model_get_n_leaves (model);
  self->row = MIN (self->row, MAX (self->n_rows, 1) - 1);
  self->column = MIN (self->column, MAX (self->n_columns, 1) - 1);
  self->anchor_row = MIN (self->anchor_row, MAX (self->n_rows, 1) - 1);
  self->anchor_column = MIN (self->anchor_column, MAX (self->n_columns, 1) - 1);
  find_head_width (self);
  update_adjustments (self);
  ctn_matrix_grid_queue_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Widget -------------------------------------------------------------------------------------- */

static void
scrolled_cb (CtnMatrixGrid *self)
{
  ctn_matrix_grid_queue_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (CtnMatrixGrid *self, guint axis, GtkAdjustment *adjustment)
{
  if (self->adjustments[axis] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[axis], scrolled_cb, self);
  g_set_object (&self->adjustments[axis], adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                             G_CONNECT_SWAPPED);
  update_adjustments (self);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (self, id - PROP_HADJUSTMENT, g_value_get_object (value));
  else if (id == PROP_HSCROLL_POLICY || id == PROP_VSCROLL_POLICY)
    self->policies[id - PROP_HSCROLL_POLICY] = (GtkScrollablePolicy) g_value_get_enum (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
  else if (id == PROP_HSCROLL_POLICY || id == PROP_VSCROLL_POLICY)
    g_value_set_enum (value, (int) self->policies[id - PROP_HSCROLL_POLICY]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (widget);

  if (self->rows != NULL)
    find_head_width (self);
  update_adjustments (self);
  if (width != self->cells_width || height != self->cells_height)
    ctn_matrix_grid_queue_cells (self);
  self->cells_width = width;
  self->cells_height = height;
  ctn_matrix_grid_allocate_cells (self);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = 100;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 480;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *target)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (widget);

  if (self->cells != NULL)
    ctn_matrix_grid_draw (self, target);
}

static void
ctn_matrix_grid_dispose (GObject *object)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (object);

  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->adjustments[0]);
  g_clear_object (&self->adjustments[1]);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->rows, g_strfreev);
  g_clear_pointer (&self->cells, g_array_unref);

  G_OBJECT_CLASS (ctn_matrix_grid_parent_class)->dispose (object);
}

static void
ctn_matrix_grid_class_init (CtnMatrixGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = ctn_matrix_grid_dispose;
  object_class->set_property = set_property;
  object_class->get_property = get_property;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  widget_class->snapshot = snapshot;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_css_name (widget_class, "matrix");
  ctn_matrix_signals[CTN_MATRIX_EDITED] =
      g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                    G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  ctn_matrix_signals[CTN_MATRIX_PASTED] =
      g_signal_new ("pasted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                    G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  ctn_matrix_signals[CTN_MATRIX_CLEARED] =
      g_signal_new ("cleared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  ctn_matrix_signals[CTN_MATRIX_MOVED] =
      g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_UINT, G_TYPE_UINT);
}

static void
ctn_matrix_grid_init (CtnMatrixGrid *self)
{
  self->head_width = CTN_MATRIX_HEAD_WIDTH;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Answer"), -1);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->entry);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (written_cb), self);
  ctn_matrix_grid_add_controllers (self);
}
