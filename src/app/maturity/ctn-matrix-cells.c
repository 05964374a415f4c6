/* Rows and cells of the grid for screen readers: invisible children for what is seen, each with the name of
 * its row and question and what is written in it. The grid keeps the keyboard focus. */
#include <ctn-i18n.h>

#include "ctn-matrix-grid-private.h"

#define CTN_TYPE_MATRIX_PART (ctn_matrix_part_get_type ())

G_DECLARE_FINAL_TYPE (CtnMatrixPart, ctn_matrix_part, CTN, MATRIX_PART, GtkWidget)

/* A row, or a cell of one. */
struct _CtnMatrixPart {
  GtkWidget parent_instance;

  GdkRectangle area; /* on its parent */
};

G_DEFINE_FINAL_TYPE (CtnMatrixPart, ctn_matrix_part, GTK_TYPE_WIDGET)

static void
allocate (CtnMatrixPart *self)
{
  GskTransform *transform = gsk_transform_translate (
      NULL, &GRAPHENE_POINT_INIT ((float) self->area.x, (float) self->area.y));

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (self), self->area.width, self->area.height, -1, transform);
}

static void
ctn_matrix_part_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    allocate (CTN_MATRIX_PART (child));
}

static void
ctn_matrix_part_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ctn_matrix_part_parent_class)->dispose (object);
}

static void
ctn_matrix_part_class_init (CtnMatrixPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_matrix_part_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = ctn_matrix_part_size_allocate;
}

static void
ctn_matrix_part_init (CtnMatrixPart *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

static CtnMatrixPart *
add_part (GtkWidget *parent, GtkAccessibleRole role)
{
  GtkWidget *part = g_object_new (CTN_TYPE_MATRIX_PART, "accessible-role", role, NULL);

  gtk_widget_set_parent (part, parent);
  return CTN_MATRIX_PART (part);
}

char *
ctn_matrix_grid_dup_cell_label (const CtnMatrixGrid *self, guint row, guint column)
{
  const CtnModelNode *question = ctn_maturity_model_get_leaf (self->model, column);
  const CtnMatrixCell *cell = ctn_matrix_grid_get_cell (self, row, column);

  return g_strdup_printf (_ ("%s, %s: %s"), self->rows[row],
                          ctn_model_node_get_label (question, NULL),
                          *cell->text != '\0' ? cell->text : _ ("no answer"));
}

static void
set_cell (CtnMatrixGrid *self, CtnMatrixPart *part, guint row, guint column)
{
  g_autofree char *label = ctn_matrix_grid_dup_cell_label (self, row, column);
  gboolean is_cursor = row == self->row && column == self->column;

  ctn_matrix_grid_get_area (self, row, column, &part->area);
  part->area.y = 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                  (int) row + 1, GTK_ACCESSIBLE_RELATION_COL_INDEX,
                                  (int) column + 1, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_STATE_SELECTED, is_cursor, -1);
  if (is_cursor)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, part, -1);
}

static void
set_row (CtnMatrixGrid *self, CtnMatrixPart *part, guint row, guint first, guint last)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (part));

  ctn_matrix_grid_get_area (self, row, 0, &part->area);
  part->area.x = 0;
  part->area.width = gtk_widget_get_width (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->rows[row], -1);
  for (guint column = first; column < last; column++) {
    CtnMatrixPart *cell = child != NULL
                              ? CTN_MATRIX_PART (child)
                              : add_part (GTK_WIDGET (part), GTK_ACCESSIBLE_ROLE_GRID_CELL);

    set_cell (self, cell, row, column);
    child = gtk_widget_get_next_sibling (GTK_WIDGET (cell));
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_widget_unparent (child);
    child = next;
  }
  gtk_widget_queue_allocate (GTK_WIDGET (part));
}

static gboolean
update_cb (gpointer data)
{
  CtnMatrixGrid *self = CTN_MATRIX_GRID (data);
  guint first_row, last_row, first_column, last_column;

  self->update = 0;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  ctn_matrix_grid_find_seen (self, &first_row, &last_row, &first_column, &last_column);
  for (guint row = first_row; row < last_row; row++) {
    if (row - first_row == self->parts->len)
      g_ptr_array_add (self->parts, add_part (GTK_WIDGET (self), GTK_ACCESSIBLE_ROLE_ROW));
    set_row (self, g_ptr_array_index (self->parts, row - first_row), row, first_column,
             last_column);
  }
  g_ptr_array_set_size (self->parts, (int) (last_row - first_row));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
ctn_matrix_grid_queue_cells (CtnMatrixGrid *self)
{
  if (self->update == 0 && self->cells != NULL)
    self->update = g_idle_add (update_cb, self);
}

void
ctn_matrix_grid_allocate_cells (CtnMatrixGrid *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    allocate (g_ptr_array_index (self->parts, i));
}
