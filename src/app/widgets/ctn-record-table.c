#include "ctn-record-table.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <locale.h>
#include <string.h>

#include "ctn-icon-button.h"

struct _CtnRecordTable {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the table is part of it */
  const CtnRecordKind *kind;
  const char *title;
  GPtrArray *fields; /* (owned) CtnField; %NULL where a computed column stands */
  GStrv computed;    /* (owned) (nullable) */
  CtnTableCompute compute;
  CtnTableEdit edit;
  gpointer data;
  gboolean removable;
  gboolean filling;

  GPtrArray *rows;  /* (owned) CtnTableRow */
  GPtrArray *cells; /* (owned) Cell, row by row */
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (CtnRecordTable, ctn_record_table, ADW_TYPE_BIN)

typedef struct {
  CtnRecordTable *table;
  guint row;
  const CtnField *field; /* %NULL for a computed one */
  guint column;          /* of the computed ones */
  GtkWidget *widget;
  char *shown;     /* (owned) what was read last, as it is typed */
  char *displayed; /* (owned) the same, as it is read: of an entry */
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_free (cell->shown);
  g_free (cell->displayed);
  g_free (cell);
}

void
ctn_table_row_free (CtnTableRow *self)
{
  g_free (self->title);
  g_free (self);
}

static CtnTableRow *
get_row (const Cell *cell)
{
  return g_ptr_array_index (cell->table->rows, cell->row);
}

/* --- Values -------------------------------------------------------------------------------------- */

/* Numbers without groups of digits: "1.234" would be read as another number than "1,234". */
static char *
dup_editable (const CtnField *field, const char *value)
{
  const char *point = localeconv ()->decimal_point;
  char *text, *dot;

  if (field->type != CTN_FIELD_NUMBER)
    return field->type == CTN_FIELD_CODE ? ctn_field_format (field, value) : g_strdup (value);
  text = g_strdup (value);
  dot = strchr (text, '.');
  if (dot != NULL && strlen (point) == 1)
    *dot = *point;
  return text;
}

/* Large numbers are read in groups of digits, until somebody types in the cell. */
static char *
dup_display (const CtnField *field, const char *value)
{
  if (field->type != CTN_FIELD_NUMBER || *value == '\0')
    return dup_editable (field, value);
  return ctn_number_format (g_ascii_strtod (value, NULL), 12);
}

static void
set_text (Cell *cell, const char *text)
{
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (cell->widget))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (cell->widget), text);
}

static gboolean
is_typed_in (const Cell *cell)
{
  return (gtk_widget_get_state_flags (cell->widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
show_problem (Cell *cell, const char *problem)
{
  if (problem == NULL) {
    gtk_widget_remove_css_class (cell->widget, "error");
    gtk_widget_set_tooltip_text (cell->widget, NULL);
    return;
  }
  gtk_widget_add_css_class (cell->widget, "error");
  gtk_widget_set_tooltip_text (cell->widget, problem);
  gtk_accessible_announce (GTK_ACCESSIBLE (cell->widget), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
apply (Cell *cell, const char *text)
{
  CtnRecordTable *self = cell->table;
  /* The rows may be made anew while the edit runs. */
  g_autoptr (CtnTableRow) row = g_memdup2 (get_row (cell), sizeof (CtnTableRow));
  g_autoptr (GError) error = NULL;

  row->title = g_strdup (row->title);
  if (self->filling || g_strcmp0 (text, cell->shown) == 0) {
    show_problem (cell, NULL);
    return;
  }
  if (self->edit != NULL ? self->edit (self->page, row, cell->field, text, self->data, &error)
                         : ctn_record_edit (ctn_page_get_project (self->page), self->kind, row->id,
                                            cell->field, text, &error))
    return;
  show_problem (cell, error->message);
}

/* What is displayed is not what was typed: nothing to do. */
static void
apply_cb (Cell *cell)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (cell->widget)));

  if (g_strcmp0 (text, cell->displayed) != 0)
    apply (cell, text);
}

static void
enter_cb (Cell *cell)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell->widget)), cell->displayed) == 0)
    set_text (cell, cell->shown);
}

/* The edit, if there is one, fills the cell; nothing may have changed, though. */
static void
leave_cb (Cell *cell)
{
  apply_cb (cell);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell->widget)), cell->shown) == 0)
    set_text (cell, cell->displayed);
}

static void
selected_cb (Cell *cell)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (cell->widget));

  if (selected != GTK_INVALID_LIST_POSITION)
    apply (cell, cell->field->choices[selected].code);
}

static void
select_code (Cell *cell, const char *code)
{
  for (guint i = 0; cell->field->choices[i].code != NULL; i++)
    if (g_str_equal (cell->field->choices[i].code, code))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (cell->widget), i);
}

static void
fill_cell (Cell *cell)
{
  CtnRecordTable *self = cell->table;
  const CtnTableRow *row = get_row (cell);
  g_autofree char *value = NULL;
  char *text;

  if (cell->field == NULL) {
    text = self->compute (row, cell->column, self->data);
    gtk_label_set_text (GTK_LABEL (cell->widget), text != NULL ? text : "–");
    g_free (text);
    return;
  }
  value = row->id != 0 ? ctn_record_get (ctn_project_get_reader (ctn_page_get_project (self->page)),
                                         self->kind, row->id, cell->field, NULL)
                       : g_strdup ("");
  text = dup_editable (cell->field, value != NULL ? value : "");
  if (cell->field->type == CTN_FIELD_CHOICE) {
    g_free (text);
    text = g_strdup (value);
    select_code (cell, value);
  } else if (g_strcmp0 (text, cell->shown) != 0 ||
             !gtk_widget_has_css_class (cell->widget, "error")) {
    g_free (cell->displayed);
    cell->displayed = dup_display (cell->field, value != NULL ? value : "");
    set_text (cell, is_typed_in (cell) ? text : cell->displayed);
    show_problem (cell, NULL);
  }
  g_free (cell->shown);
  cell->shown = text;
}

static void
fill_cells (CtnRecordTable *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    fill_cell (g_ptr_array_index (self->cells, i));
  self->filling = FALSE;
}

/* --- Widgets ------------------------------------------------------------------------------------- */

static gboolean
is_numeric (const CtnField *field)
{
  return field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;
}

static GtkWidget *
make_entry (Cell *cell)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  int width = cell->field->type == CTN_FIELD_INTEGER ? 5 : is_numeric (cell->field) ? 10 : 8;

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  if (is_numeric (cell->field)) {
    gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
    gtk_widget_add_css_class (entry, "numeric");
  } else {
    gtk_widget_set_hexpand (entry, TRUE);
  }
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), cell);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), cell);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), cell);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
make_choice (Cell *cell)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *widget;

  for (const CtnChoice *choice = cell->field->choices; choice->code != NULL; choice++)
    gtk_string_list_append (list, ctn_field_get_choice_label (cell->field, choice));
  widget = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (selected_cb), cell);
  return widget;
}

static void
name_cell (Cell *cell, const char *column)
{
  const CtnTableRow *row = get_row (cell);
  g_autofree char *name =
      row->title != NULL ? g_strdup_printf ("%s, %s", row->title, column) : g_strdup (column);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* @field: %NULL for the computed column @column */
static void
add_cell (CtnRecordTable *self, guint row, const CtnField *field, guint column, int x)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->table = self;
  cell->row = row;
  cell->field = field;
  cell->column = column;
  if (field == NULL) {
    cell->widget = gtk_label_new (NULL);
    gtk_label_set_xalign (GTK_LABEL (cell->widget), 1);
    gtk_widget_add_css_class (cell->widget, "numeric");
    name_cell (cell, self->computed[column]);
  } else {
    cell->widget = field->type == CTN_FIELD_CHOICE ? make_choice (cell) : make_entry (cell);
    name_cell (cell, ctn_field_get_label (field));
  }
  g_ptr_array_add (self->cells, cell);
  gtk_grid_attach (self->grid, cell->widget, x, (int) row + 1, 1, 1);
}

static void
remove_cb (GtkWidget *button, CtnRecordTable *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row"));
  const CtnTableRow *row = g_ptr_array_index (self->rows, index);
  GError *error = NULL;
  CtnPage *page = self->page;

  if (!ctn_record_remove (ctn_page_get_project (page), self->kind, &row->id, 1, &error))
    ctn_page_report (page, error);
  else
    ctn_page_toast (page, _ ("Row deleted"), TRUE);
}

static void
add_remove_button (CtnRecordTable *self, guint row, int x)
{
  GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Delete This Row"));

  g_object_set_data (G_OBJECT (button), "row", GUINT_TO_POINTER (row));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_grid_attach (self->grid, button, x, (int) row + 1, 1, 1);
}

static void
add_heading (CtnRecordTable *self, const char *text, int x, gboolean numeric)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
  gtk_label_set_justify (GTK_LABEL (label), numeric ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_grid_attach (self->grid, label, x, 0, 1, 1);
}

static void
add_headings (CtnRecordTable *self)
{
  guint computed = 0;
  int x = 0;

  if (self->title != NULL)
    add_heading (self, self->title, x++, FALSE);
  for (guint i = 0; i < self->fields->len; i++) {
    const CtnField *field = g_ptr_array_index (self->fields, i);

    add_heading (self, field != NULL ? ctn_field_get_label (field) : self->computed[computed++],
                 x++, field == NULL || is_numeric (field));
  }
}

static void
add_row (CtnRecordTable *self, guint index)
{
  const CtnTableRow *row = g_ptr_array_index (self->rows, index);
  guint computed = 0;
  int x = 0;

  if (self->title != NULL) {
    GtkWidget *label = gtk_label_new (row->title);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
    gtk_grid_attach (self->grid, label, x++, (int) index + 1, 1, 1);
  }
  for (guint i = 0; i < self->fields->len; i++) {
    const CtnField *field = g_ptr_array_index (self->fields, i);

    add_cell (self, index, field, field == NULL ? computed++ : 0, x++);
  }
  if (self->removable && row->id != 0)
    add_remove_button (self, index, x);
}

/* Whether the cells that are there fit these rows. */
static gboolean
is_same (CtnRecordTable *self, GPtrArray *rows)
{
  if (self->rows == NULL || self->rows->len != rows->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    const CtnTableRow *one = g_ptr_array_index (self->rows, i);
    const CtnTableRow *other = g_ptr_array_index (rows, i);

    if (one->key != other->key || g_strcmp0 (one->title, other->title) != 0 ||
        (self->removable && one->id != other->id))
      return FALSE;
  }
  return TRUE;
}

void
ctn_record_table_take_rows (CtnRecordTable *self, GPtrArray *rows)
{
  gboolean same = is_same (self, rows);

  self->filling = TRUE;
  if (!same) {
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
      gtk_grid_remove (self->grid, child);
    g_ptr_array_set_size (self->cells, 0);
  }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = rows;
  if (!same) {
    add_headings (self);
    for (guint i = 0; i < rows->len; i++)
      add_row (self, i);
  }
  fill_cells (self);
}

void
ctn_record_table_focus (CtnRecordTable *self, gint64 id)
{
  for (guint i = 0; i < self->cells->len; i++) {
    Cell *cell = g_ptr_array_index (self->cells, i);

    if (get_row (cell)->id == id && cell->field != NULL) {
      gtk_widget_grab_focus (cell->widget);
      return;
    }
  }
}

void
ctn_record_table_set_removable (CtnRecordTable *self, gboolean removable)
{
  self->removable = removable;
}

void
ctn_record_table_set_up (CtnRecordTable *self,
                         CtnPage *page,
                         const CtnRecordKind *kind,
                         const char *title,
                         const char *const *fields,
                         const char *const *computed,
                         CtnTableCompute compute,
                         CtnTableEdit edit,
                         gpointer data)
{
  self->page = page;
  self->kind = kind;
  self->title = title;
  self->compute = compute;
  self->edit = edit;
  self->data = data;
  g_clear_pointer (&self->computed, g_strfreev);
  self->computed = g_strdupv ((char **) computed);
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; fields[i] != NULL; i++)
    g_ptr_array_add (self->fields, g_str_equal (fields[i], "=")
                                       ? NULL
                                       : (gpointer) ctn_record_kind_find_field (kind, fields[i]));
}

static void
ctn_record_table_dispose (GObject *object)
{
  CtnRecordTable *self = CTN_RECORD_TABLE (object);

  /* Cells that lose the focus as they go have nothing to write any more. */
  self->filling = TRUE;
  G_OBJECT_CLASS (ctn_record_table_parent_class)->dispose (object);
}

static void
ctn_record_table_finalize (GObject *object)
{
  CtnRecordTable *self = CTN_RECORD_TABLE (object);

  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->computed, g_strfreev);
  G_OBJECT_CLASS (ctn_record_table_parent_class)->finalize (object);
}

static void
ctn_record_table_class_init (CtnRecordTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_record_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_record_table_finalize;
}

static void
ctn_record_table_init (CtnRecordTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->fields = g_ptr_array_new ();
  self->cells = g_ptr_array_new_with_free_func (cell_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), scroller);
}
