#include <ctn-i18n.h>
#include <ctn-record.h>

#include "ctn-import-dialog-private.h"

#define MAX_SHOWN_COLUMNS 12

/* Rows are numbers in a string list as long as the table: cheap, and made visible one by one. */
static guint
get_row (CtnImportDialog *self, GtkListItem *item)
{
  return ctn_import_plan_get_first_row (self->plan) + gtk_list_item_get_position (item);
}

static char *
describe_match (CtnImportDialog *self, const CtnImportRow *row)
{
  g_autofree char *name = NULL;

  if (row->match_row != 0)
    return g_strdup_printf (_ ("same as line %u"),
                            ctn_table_get_line (self->source->table, row->match_row - 1));
  if (row->match == 0)
    return g_strdup ("");
  name = ctn_record_get_title (ctn_project_get_reader (ctn_page_get_project (self->page)),
                               ctn_organisation_kind (), row->match, NULL);
  switch ((CtnImportReason) row->reason) {
  case CTN_IMPORT_REASON_IDENTIFIER:
    return g_strdup_printf (_ ("same identifier as “%s”"), name);
  case CTN_IMPORT_REASON_NAME:
    return g_strdup_printf (_ ("same name and country as “%s”"), name);
  case CTN_IMPORT_REASON_DOMAIN:
    return g_strdup_printf (_ ("same website and a similar name as “%s”"), name);
  case CTN_IMPORT_REASON_DOMAIN_ONLY:
    return g_strdup_printf (_ ("same website as “%s”, other name"), name);
  case CTN_IMPORT_REASON_NONE:
  case CTN_IMPORT_REASON_EMPTY:
  default:
    return g_strdup ("");
  }
}

static char *
describe_problems (CtnImportDialog *self, guint row)
{
  GPtrArray *problems = ctn_import_plan_get_problems (self->plan);
  GString *text = g_string_new (NULL);
  guint low = 0;
  guint high = problems->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (((CtnImportProblem *) g_ptr_array_index (problems, middle))->row < row)
      low = middle + 1;
    else
      high = middle;
  }
  for (guint i = low; i < problems->len; i++) {
    const CtnImportProblem *problem = g_ptr_array_index (problems, i);
    g_autofree char *column = NULL;

    if (problem->row != row)
      break;
    column = ctn_import_source_dup_column_name (self->source, problem->column);
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", column, problem->message);
  }
  return g_string_free (text, FALSE);
}

static char *
describe_row (CtnImportDialog *self, guint index)
{
  const CtnImportRow *row = ctn_import_plan_get_row (self->plan, index);
  g_autofree char *match = describe_match (self, row);
  g_autofree char *problems = row->has_problem ? describe_problems (self, index) : g_strdup ("");

  if (row->reason == CTN_IMPORT_REASON_EMPTY)
    return g_strdup (_ ("no name"));
  return g_strjoin (*match != '\0' && *problems != '\0' ? " · " : "", match, problems, NULL);
}

/* Counts the decisions again. */
static void
summarise (CtnImportDialog *self)
{
  g_autofree char *text =
      g_strdup_printf (_ ("New: %'u · Update: %'u · Skip: %'u · Rows with a problem: %'u"),
                       ctn_import_plan_count (self->plan, CTN_IMPORT_NEW),
                       ctn_import_plan_count (self->plan, CTN_IMPORT_UPDATE),
                       ctn_import_plan_count (self->plan, CTN_IMPORT_SKIP),
                       ctn_import_plan_count_problem_rows (self->plan));

  gtk_label_set_label (self->summary_label, text);
}

static void
decided_cb (GtkDropDown *choice, GParamSpec *pspec, GtkListItem *item)
{
  CtnImportDialog *self = g_object_get_data (G_OBJECT (choice), "dialog");

  if (self->filling || gtk_list_item_get_item (item) == NULL)
    return;
  ctn_import_plan_decide (self->plan, get_row (self, item),
                          (CtnImportDecision) gtk_drop_down_get_selected (choice));
  self->filling = TRUE;
  gtk_drop_down_set_selected (choice,
                              ctn_import_plan_get_row (self->plan, get_row (self, item))->decision);
  self->filling = FALSE;
  summarise (self);
}

static void
setup_fate_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnImportDialog *self)
{
  const char *const choices[] = { _ ("New"), _ ("Update"), _ ("Skip"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (choices);

  g_object_set_data (G_OBJECT (choice), "dialog", self);
  gtk_widget_add_css_class (choice, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What happens to this row"), -1);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (decided_cb), item);
  gtk_list_item_set_child (item, choice);
}

static void
bind_fate_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnImportDialog *self)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_list_item_get_child (item)),
                              ctn_import_plan_get_row (self->plan, get_row (self, item))->decision);
  self->filling = FALSE;
}

static void
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnImportDialog *self)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, cell);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CtnImportDialog *self)
{
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *cell = gtk_list_item_get_child (item);
  guint row = get_row (self, item);
  g_autofree char *text = NULL;

  if (column == -2)
    text = g_strdup_printf ("%u", ctn_table_get_line (self->source->table, row));
  else if (column == -1)
    text = describe_row (self, row);
  else
    text = g_strdup (ctn_table_get_cell (self->source->table, row, (guint) column));
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
}

static void
add_text_column (CtnImportDialog *self, const char *title, int column, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_text_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_text_cb), self);
  gtk_column_view_column_set_fixed_width (view_column, width);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->preview, view_column);
  g_object_unref (view_column);
}

static void
add_fate_column (CtnImportDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_ ("Fate"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_fate_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_fate_cb), self);
  gtk_column_view_column_set_fixed_width (column, 130);
  gtk_column_view_append_column (self->preview, column);
  g_object_unref (column);
}

void
_ctn_import_preview_fill (CtnImportDialog *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->preview);
  guint n = ctn_table_get_n_rows (self->source->table) - ctn_import_plan_get_first_row (self->plan);
  g_autoptr (GListStore) rows = g_list_store_new (G_TYPE_OBJECT);
  g_autofree gpointer *items = g_new (gpointer, n + 1);
  g_autoptr (GObject) row = g_object_new (G_TYPE_OBJECT, NULL);
  guint shown = 0;

  gtk_column_view_set_model (self->preview, NULL);
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (self->preview, column);
  }
  add_text_column (self, _ ("Line"), -2, 70);
  add_fate_column (self);
  add_text_column (self, _ ("Remark"), -1, 240);
  for (guint column = 0; column < self->source->n_columns && shown < MAX_SHOWN_COLUMNS; column++) {
    if (self->source->mapping[column] == NULL)
      continue;
    add_text_column (self, ctn_field_get_label (self->source->mapping[column]), (int) column, 160);
    shown++;
  }
  /* A row is known by its position; the items themselves carry nothing. */
  for (guint i = 0; i < n; i++)
    items[i] = row;
  g_list_store_splice (rows, 0, 0, items, n);
  gtk_column_view_set_model (self->preview, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                                G_LIST_MODEL (g_steal_pointer (&rows)))));
  summarise (self);
}
