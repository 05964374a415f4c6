/* Keys, pointer and clipboard of the grid. */
#include <string.h>

#include "ctn-matrix-grid-private.h"

/* A digit that is an answer by itself: no other answer begins with it. */
static gboolean
is_whole_answer (CtnMatrixGrid *self, gunichar digit)
{
  const CtnScale *scale = ctn_maturity_model_get_leaf (self->model, self->column)->scale;
  int number = (int) digit - '0';
  int first = scale->kind == CTN_SCALE_LEVELS   ? scale->first_level
              : scale->kind == CTN_SCALE_YES_NO ? 0
                                                : 1;

  if (scale->kind == CTN_SCALE_NUMBER || scale->kind == CTN_SCALE_TICKS)
    return FALSE;
  return first + (int) ctn_scale_get_n_steps (scale) <= 10 && number >= first &&
         number < first + (int) ctn_scale_get_n_steps (scale);
}

/* On to the right, and from the last question to the first one of the next row. */
static void
go_on (CtnMatrixGrid *self, guint row, guint column)
{
  if (column + 1 < self->n_columns)
    ctn_matrix_grid_move (self, (int) row, (int) column + 1, FALSE);
  else
    ctn_matrix_grid_move (self, (int) row + 1, row + 1 < self->n_rows ? 0 : (int) column, FALSE);
}

static void
answer (CtnMatrixGrid *self, gunichar digit)
{
  char text[2] = { (char) digit, '\0' };
  guint row = self->row;
  guint column = self->column;

  g_signal_emit (self, ctn_matrix_signals[CTN_MATRIX_EDITED], 0, row, column, text);
  go_on (self, row, column);
}

static void
clear (CtnMatrixGrid *self)
{
  guint row, column, n_rows, n_columns;

  ctn_matrix_grid_get_block (self, &row, &column, &n_rows, &n_columns);
  g_signal_emit (self, ctn_matrix_signals[CTN_MATRIX_CLEARED], 0, row, column, n_rows, n_columns);
}

/* Clipboard ----------------------------------------------------------------------------------- */

/* As spreadsheets take it: tabs between columns, a line a row. */
static void
copy (CtnMatrixGrid *self)
{
  guint row, column, n_rows, n_columns;
  g_autoptr (GString) text = g_string_new (NULL);

  ctn_matrix_grid_get_block (self, &row, &column, &n_rows, &n_columns);
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      g_string_append_printf (text, "%s%s",
                              ctn_matrix_grid_get_cell (self, row + i, column + j)->text,
                              j + 1 < n_columns ? "\t" : "\n");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnMatrixGrid) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  guint row, column, n_rows, n_columns;

  if (text == NULL || self->cells == NULL || self->n_rows == 0)
    return;
  ctn_matrix_grid_get_block (self, &row, &column, &n_rows, &n_columns);
  g_signal_emit (self, ctn_matrix_signals[CTN_MATRIX_PASTED], 0, row, column, text);
}

static gboolean
clipboard_key (CtnMatrixGrid *self, guint key)
{
  switch (key) {
  case GDK_KEY_c:
  case GDK_KEY_C:
    copy (self);
    return TRUE;
  case GDK_KEY_v:
  case GDK_KEY_V:
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                   g_object_ref (self));
    return TRUE;
  case GDK_KEY_a:
  case GDK_KEY_A:
    self->anchor_row = 0;
    self->anchor_column = 0;
    ctn_matrix_grid_move (self, (int) self->n_rows - 1, (int) self->n_columns - 1, TRUE);
    return TRUE;
  default:
    return FALSE;
  }
}

/* Keys ---------------------------------------------------------------------------------------- */

/* Where a key leads; FALSE for one that does not move. */
static gboolean
find_move (CtnMatrixGrid *self, guint key, gboolean control, int *row, int *column)
{
  int page =
      (gtk_widget_get_height (GTK_WIDGET (self)) - CTN_MATRIX_HEAD_HEIGHT) / CTN_MATRIX_ROW_HEIGHT -
      1;

  *row = (int) self->row;
  *column = (int) self->column;
  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    *row = control ? 0 : *row - 1;
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    *row = control ? (int) self->n_rows : *row + 1;
    return TRUE;
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    *column = control ? 0 : *column - 1;
    return TRUE;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    *column = control ? (int) self->n_columns : *column + 1;
    return TRUE;
  case GDK_KEY_Home:
    *column = 0;
    *row = control ? 0 : *row;
    return TRUE;
  case GDK_KEY_End:
    *column = (int) self->n_columns;
    *row = control ? (int) self->n_rows : *row;
    return TRUE;
  case GDK_KEY_Page_Up:
    *row -= MAX (page, 1);
    return TRUE;
  case GDK_KEY_Page_Down:
    *row += MAX (page, 1);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
type (CtnMatrixGrid *self, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[8] = "";

  if (letter == 0 || !g_unichar_isprint (letter) || letter == ' ')
    return FALSE;
  if (letter >= '0' && letter <= '9' && is_whole_answer (self, letter)) {
    answer (self, letter);
    return TRUE;
  }
  if (letter == 'n' &&
      ctn_maturity_model_get_leaf (self->model, self->column)->scale->kind != CTN_SCALE_YES_NO) {
    ctn_matrix_grid_write (self, "n/a: ");
    return TRUE;
  }
  text[g_unichar_to_utf8 (letter, text)] = '\0';
  ctn_matrix_grid_write (self, text);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        CtnMatrixGrid *self)
{
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;
  int row;
  int column;

  if (self->cells == NULL || self->n_rows == 0 || self->n_columns == 0 ||
      (modifiers & GDK_ALT_MASK) != 0)
    return FALSE;
  if (find_move (self, key, control, &row, &column)) {
    ctn_matrix_grid_move (self, row, column, (modifiers & GDK_SHIFT_MASK) != 0);
    return TRUE;
  }
  if (control)
    return clipboard_key (self, key);
  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_F2:
    ctn_matrix_grid_write (self, ctn_matrix_grid_get_cell (self, self->row, self->column)->text);
    return TRUE;
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
  case GDK_KEY_BackSpace:
    clear (self);
    return TRUE;
  default:
    return type (self, key);
  }
}

/* Pointer ------------------------------------------------------------------------------------- */

/* The cell at a point of the widget. */
static gboolean
find_cell (CtnMatrixGrid *self, double x, double y, guint *row, guint *column)
{
  GdkRectangle origin;
  double dx, dy;

  if (self->cells == NULL || x < self->head_width || y < CTN_MATRIX_HEAD_HEIGHT)
    return FALSE;
  ctn_matrix_grid_get_area (self, 0, 0, &origin);
  dx = (x - origin.x) / CTN_MATRIX_COLUMN_WIDTH;
  dy = (y - origin.y) / CTN_MATRIX_ROW_HEIGHT;
  *column = (guint) MAX (dx, 0);
  *row = (guint) MAX (dy, 0);
  return *row < self->n_rows && *column < self->n_columns;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CtnMatrixGrid *self)
{
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find_cell (self, x, y, &row, &column))
    return;
  ctn_matrix_grid_move (self, (int) row, (int) column, (modifiers & GDK_SHIFT_MASK) != 0);
  if (n_press == 2)
    ctn_matrix_grid_write (self, ctn_matrix_grid_get_cell (self, row, column)->text);
}

static gboolean
tooltip_cb (CtnMatrixGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  guint row = 0;
  guint column = 0;
  g_autofree char *text = NULL;

  if (self->cells == NULL || self->n_columns == 0 || keyboard)
    return FALSE;
  if (y < CTN_MATRIX_HEAD_HEIGHT && x >= (int) self->head_width) {
    find_cell (self, x, CTN_MATRIX_HEAD_HEIGHT, &row, &column);
    if (column >= self->n_columns)
      return FALSE;
    text =
        g_strdup (ctn_texts_get (ctn_maturity_model_get_leaf (self->model, column)->title, NULL));
  } else if (find_cell (self, x, y, &row, &column) &&
             strlen (ctn_matrix_grid_get_cell (self, row, column)->text) > 8) {
    text = g_strdup (ctn_matrix_grid_get_cell (self, row, column)->text);
  }
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

void
ctn_matrix_grid_add_controllers (CtnMatrixGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
