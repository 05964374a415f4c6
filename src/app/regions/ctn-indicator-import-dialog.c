#include "ctn-indicator-import-dialog.h"

#include <ctn-i18n.h>
#include <ctn-indicator-import.h>
#include <ctn-number.h>
#include <ctn-project-read.h>
#include <math.h>

typedef struct {
  CtnPage *page; /* (owned) */
  GFile *file;   /* (owned) */
  char *name;    /* (owned) */
  AdwDialog *dialog;
  CtnTable *table;            /* (owned) (nullable) */
  CtnIndicatorImport *import; /* (owned) (nullable) */
  gboolean importing;         /* a thread works on @import */
  gboolean closed;
  GCancellable *cancellable; /* (owned) of reading and importing */
  GCancellable *planning;    /* (owned) (nullable) of the newest plan */
  GtkWidget *options;        /* group of rows */
  AdwEntryRow *code, *source, *year;
  AdwComboRow *version;
  GtkLabel *summary;
  GtkStack *stack;
  GtkStringList *rows; /* (owned) one an entry of the import */
  GtkWidget *accept;
  AdwStatusPage *problem;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->cancellable);
  g_clear_object (&self->planning);
  g_object_unref (self->page);
  g_object_unref (self->file);
  g_object_unref (self->rows);
  g_clear_pointer (&self->table, ctn_table_unref);
  g_clear_pointer (&self->import, ctn_indicator_import_free);
  g_free (self->name);
  g_free (self);
}

/* (transfer full) */
static char *
describe_state (const CtnIndicatorRow *row)
{
  g_autofree char *old = NULL;

  switch (row->state) {
  case CTN_INDICATOR_NEW:
    return g_strdup (_ ("New"));
  case CTN_INDICATOR_UPDATE:
    old = ctn_number_format (row->old, 4);
    /* Translators: a value that is replaced */
    return g_strdup_printf (_ ("Replaces %s"), old);
  case CTN_INDICATOR_SAME:
    return g_strdup (_ ("The same"));
  case CTN_INDICATOR_PROBLEM:
  case CTN_N_INDICATOR_STATES:
  default:
    return g_strdup_printf (_ ("Line %u: %s"), row->line, row->message);
  }
}

static void
skip_cb (GtkCheckButton *check, GtkListItem *item)
{
  CtnIndicatorRow *row = g_object_get_data (G_OBJECT (check), "row");

  if (row != NULL)
    row->skip = !gtk_check_button_get_active (check);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_signal_connect (check, "toggled", G_CALLBACK (skip_cb), item);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Dialog *self)
{
  CtnIndicatorRow *row = self->import->rows->pdata[gtk_list_item_get_position (item)];
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (check));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  gboolean open = row->state == CTN_INDICATOR_NEW || row->state == CTN_INDICATOR_UPDATE;
  g_autofree char *number = ctn_number_format (row->value, 4);
  g_autofree char *state = describe_state (row);
  g_autofree char *text =
      row->state == CTN_INDICATOR_PROBLEM
          ? g_strdup_printf ("%s · %s", row->code, row->nuts)
          : g_strdup_printf ("%s · %s · %d · %s", row->code, row->nuts, row->year, number);

  g_object_set_data (G_OBJECT (check), "row", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), open && !row->skip);
  gtk_widget_set_sensitive (check, open);
  g_object_set_data (G_OBJECT (check), "row", row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_label_set_label (GTK_LABEL (title), text);
  gtk_label_set_label (GTK_LABEL (detail), state);
  gtk_widget_remove_css_class (detail, "error");
  gtk_widget_remove_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, row->state == CTN_INDICATOR_PROBLEM ? "error" : "dim-label");
}

static void
fill_rows (Dialog *self)
{
  guint n = self->import != NULL ? self->import->rows->len : 0;
  g_auto (GStrv) texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = g_strdup ("");
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          (const char *const *) texts);
}

static void
show_problem (Dialog *self, GError *error)
{
  if (self->closed) {
    ctn_page_report (self->page, error);
    return;
  }
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_sensitive (self->accept, FALSE);
  g_error_free (error);
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* A comparison of the table with the project, on a thread of its own. */
typedef struct {
  CtnTable *table; /* (owned) */
  char *name, *code, *source;
  CtnIndicatorOptions options; /* points to the texts above */
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  ctn_table_unref (plan->table);
  g_free (plan->name);
  g_free (plan->code);
  g_free (plan->source);
  g_free (plan);
}

static gpointer
make_plan (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Plan *plan = data;

  return ctn_indicator_import_new (plan->table, plan->name, &plan->options, reader, error);
}

static void
show_plan (Dialog *self)
{
  const guint *counts = self->import->counts;
  g_autofree char *text = g_strdup_printf (
      _ ("%u new, %u replaced, %u the same, %u with a problem"), counts[CTN_INDICATOR_NEW],
      counts[CTN_INDICATOR_UPDATE], counts[CTN_INDICATOR_SAME], counts[CTN_INDICATOR_PROBLEM]);

  fill_rows (self);
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_sensitive (self->accept,
                            counts[CTN_INDICATOR_NEW] + counts[CTN_INDICATOR_UPDATE] > 0);
  gtk_stack_set_visible_child_name (self->stack, "rows");
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Dialog *self = g_object_get_data (source, "import");
  GError *error = NULL;
  CtnIndicatorImport *import = ctn_project_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error); /* a newer plan is on its way, or the dialog has closed */
  } else if (import == NULL) {
    show_problem (self, error);
  } else {
    self->import = import;
    show_plan (self);
  }
}

/* What the values are depends on what is said above the list. */
static void
plan (Dialog *self)
{
  static const char *const versions[] = { "2021", "2016" };
  Plan *plan;

  if (self->table == NULL || self->importing)
    return;
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          NULL);
  g_clear_pointer (&self->import, ctn_indicator_import_free);
  gtk_widget_set_sensitive (self->accept, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  self->planning = g_cancellable_new ();
  plan = g_new0 (Plan, 1);
  plan->table = ctn_table_ref (self->table);
  plan->name = g_strdup (self->name);
  plan->code = g_strdup (get_text (self->code));
  plan->source = *get_text (self->source) != '\0' ? g_strdup (get_text (self->source)) : NULL;
  plan->options = (CtnIndicatorOptions) {
    .code = plan->code,
    .nuts_version = versions[MIN (adw_combo_row_get_selected (self->version), 1)],
    .year = (int) g_ascii_strtoll (get_text (self->year), NULL, 10),
    .source = plan->source,
  };
  ctn_project_read_async (ctn_page_get_project (self->page), self->dialog, make_plan, plan,
                          plan_free, (GDestroyNotify) ctn_indicator_import_free, self->planning,
                          planned_cb, NULL);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  CtnTable *table = ctn_indicator_import_read (task_data, NULL, cancellable, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, (GDestroyNotify) ctn_table_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  CtnTable *table = g_task_propagate_pointer (G_TASK (result), &error);
  Dialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }
  self = g_object_get_data (source, "import");
  if (table == NULL) {
    show_problem (self, error);
    return;
  }
  self->table = table;
  plan (self);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Dialog *self = g_object_get_data (G_OBJECT (dialog), "import");
  GError *error = NULL;
  g_autofree char *text = NULL;

  self->importing = FALSE;
  gtk_widget_set_sensitive (self->options, TRUE);
  if (!ctn_project_transact_finish (CTN_PROJECT (source), result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_error_free (error);
    else
      show_problem (self, error);
    return;
  }
  text = g_strdup_printf (ctn_ngettext ("%u value imported", "%u values imported",
                                        self->import->n_added + self->import->n_updated),
                          self->import->n_added + self->import->n_updated);
  ctn_page_toast (self->page, text, TRUE);
  adw_dialog_force_close (dialog);
}

static void
accept_cb (Dialog *self)
{
  const CtnOperation operation = { N_ ("Import Indicators"), self->name, NULL };

  self->importing = TRUE;
  gtk_widget_set_sensitive (self->options, FALSE);
  gtk_widget_set_sensitive (self->accept, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  ctn_project_transact_async (ctn_page_get_project (self->page), &operation,
                              ctn_indicator_import_apply, self->import, self->cancellable,
                              imported_cb, g_object_ref (self->dialog));
}

static AdwEntryRow *
add_entry (Dialog *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (plan), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_options (Dialog *self)
{
  const char *const versions[] = { _ ("NUTS 2021"), _ ("NUTS 2016"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (versions);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();

  self->code = add_entry (self, group, _ ("Code of the Indicator, Where the Table Has None"));
  self->year = add_entry (self, group, _ ("Year, Where the Table Has None"));
  self->source = add_entry (self, group, _ ("Source"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Codes Not in NUTS 2024 Are Of"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  self->version = ADW_COMBO_ROW (row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (plan), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static GtkWidget *
make_rows (Dialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (view, "card");
  return scroller;
}

static GtkWidget *
make_stack (Dialog *self)
{
  GtkWidget *spinner = adw_spinner_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->problem = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->problem, "dialog-warning-symbolic");
  adw_status_page_set_title (self->problem, _ ("The Table Cannot Be Imported"));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "compact");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, spinner, "busy");
  gtk_stack_add_named (self->stack, make_rows (self), "rows");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->problem), "problem");
  return GTK_WIDGET (self->stack);
}

static GtkWidget *
make_content (Dialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *summary = gtk_label_new (NULL);

  self->accept = gtk_button_new_with_mnemonic (_ ("_Import"));
  self->summary = GTK_LABEL (summary);
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_widget_add_css_class (summary, "heading");
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_widget_set_sensitive (self->accept, FALSE);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->accept);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->options = make_options (self);
  gtk_box_append (GTK_BOX (box), self->options);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), make_stack (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
  return view;
}

/* Closing stops what still runs: nothing is taken over that nobody saw. */
static void
closed_cb (Dialog *self)
{
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
}

void
ctn_indicator_import_dialog_present (CtnPage *page, GFile *file)
{
  Dialog *self = g_new0 (Dialog, 1);
  g_autoptr (GTask) task = NULL;

  self->page = g_object_ref (page);
  self->file = g_object_ref (file);
  self->name = g_file_get_basename (file);
  self->cancellable = g_cancellable_new ();
  self->rows = gtk_string_list_new (NULL);
  self->dialog = adw_dialog_new ();
  adw_dialog_set_title (self->dialog, _ ("Import Indicators"));
  adw_dialog_set_content_width (self->dialog, 620);
  adw_dialog_set_content_height (self->dialog, 720);
  adw_dialog_set_child (self->dialog, make_content (self));
  adw_dialog_set_default_widget (self->dialog, self->accept);
  g_object_set_data_full (G_OBJECT (self->dialog), "import", self, dialog_free);
  g_signal_connect_swapped (self->dialog, "closed", G_CALLBACK (closed_cb), self);
  adw_dialog_present (self->dialog, GTK_WIDGET (page));
  task = g_task_new (self->dialog, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnPage) page = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && ctn_page_get_project (page) != NULL)
    ctn_indicator_import_dialog_present (page, file);
}

void
ctn_indicator_import_dialog_choose (CtnPage *page)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  static const char *const suffixes[] = { "csv", "tsv", "txt", "xlsx", "ods", "xls" };

  gtk_file_filter_set_name (tables, _ ("Tables"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  g_list_store_append (filters, tables);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Import Indicators"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL,
                        chosen_cb, g_object_ref (page));
}
