#include <ctn-i18n.h>
#include <ctn-project-read.h>

#include "ctn-combo-row.h"
#include "ctn-encoding.h"
#include "ctn-import-dialog-private.h"
#include "ctn-interchange-error.h"

G_DEFINE_FINAL_TYPE (CtnImportDialog, ctn_import_dialog, ADW_TYPE_DIALOG)

static const CtnEncoding encodings[] = { CTN_ENCODING_UTF8, CTN_ENCODING_UTF16_LE,
                                         CTN_ENCODING_UTF16_BE, CTN_ENCODING_WINDOWS_1252,
                                         CTN_ENCODING_WINDOWS_1250 };
static const char delimiters[] = { ',', ';', '\t', '|' };

static void load (CtnImportDialog *self, const CtnCsvFormat *wanted, const char *sheet);

static gboolean
show_progress_cb (gpointer data)
{
  CtnImportDialog *self = data;
  double fraction = g_atomic_int_get (&self->fraction) / 1000.0;

  if (fraction > 0) {
    gtk_progress_bar_set_fraction (self->progress, fraction);
    gtk_progress_bar_set_fraction (self->import_progress, fraction);
  } else {
    gtk_progress_bar_pulse (self->progress);
    gtk_progress_bar_pulse (self->import_progress);
  }
  return G_SOURCE_CONTINUE;
}

static void
start_progress (CtnImportDialog *self)
{
  g_atomic_int_set (&self->fraction, 0);
  if (self->pulse == 0)
    self->pulse = g_timeout_add (80, show_progress_cb, self);
}

static void
stop_progress (CtnImportDialog *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static void
progress_cb (double fraction, gpointer data)
{
  g_atomic_int_set (&((CtnImportDialog *) data)->fraction, 1 + (int) (fraction * 998));
}

static void
mapped_cb (AdwComboRow *row, GParamSpec *pspec, CtnImportDialog *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));
  guint selected = adw_combo_row_get_selected (row);
  gboolean has_name = FALSE;

  if (self->filling)
    return;
  self->source->mapping[column] =
      selected > 0 ? ctn_field_set_get_field (self->source->fields, selected - 1) : NULL;
  for (guint j = 0; j < self->source->n_columns; j++)
    has_name |=
        self->source->mapping[j] != NULL && g_str_equal (self->source->mapping[j]->name, "name");
  gtk_widget_set_sensitive (self->next_button, has_name);
}

static GtkStringList *
make_field_list (const CtnFieldSet *fields)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Leave Out"));
  for (guint i = 0; i < ctn_field_set_get_n_fields (fields); i++)
    gtk_string_list_append (list, _ (ctn_field_set_get_field (fields, i)->label));
  return list;
}

static guint
find_index (const CtnFieldSet *fields, const CtnField *wanted)
{
  for (guint i = 0; i < ctn_field_set_get_n_fields (fields); i++)
    if (ctn_field_set_get_field (fields, i) == wanted)
      return i + 1;
  return 0;
}

static char *
dup_example (CtnImportDialog *self, guint column)
{
  CtnTable *table = self->source->table;
  GString *text = g_string_new (NULL);
  guint shown = 0;

  for (guint row = ctn_import_source_get_first_row (self->source);
       row < ctn_table_get_n_rows (table) && shown < 3 && row < 60; row++) {
    const char *cell = ctn_table_get_cell (table, row, column);

    if (*cell == '\0')
      continue;
    g_string_append_printf (text, "%s%s", shown > 0 ? " · " : "", cell);
    shown++;
  }
  return g_string_free (text, FALSE);
}

static void
fill_columns (CtnImportDialog *self)
{
  g_autoptr (GtkStringList) fields = make_field_list (self->source->fields);
  gboolean has_name = FALSE;

  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  for (guint column = 0; column < self->source->n_columns; column++) {
    GtkWidget *row = adw_combo_row_new ();
    g_autofree char *name = ctn_import_source_dup_column_name (self->source, column);
    g_autofree char *example = dup_example (self, column);
    const CtnField *field = self->source->mapping[column];

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
    if (field != NULL && *self->source->reasons[column] != '\0')
      gtk_widget_set_tooltip_text (row, self->source->reasons[column]);
    adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (fields));
    ctn_combo_row_enable_search (ADW_COMBO_ROW (row));
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_index (self->source->fields, field));
    g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (column));
    g_signal_connect (row, "notify::selected", G_CALLBACK (mapped_cb), self);
    adw_preferences_group_add (self->columns_group, row);
    g_ptr_array_add (self->column_rows, row);
    has_name |= field != NULL && g_str_equal (field->name, "name");
  }
  gtk_widget_set_sensitive (self->next_button, has_name);
}

/* A spreadsheet has sheets, a text file has an encoding and a sign between the columns. */
static void
fill_sheets (CtnImportDialog *self)
{
  char **sheets = self->source->sheets;
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) sheets);

  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), sheets == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter_row), sheets == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), sheets != NULL && sheets[1] != NULL);
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->sheet_row, self->source->sheet);
}

static void
fill_format (CtnImportDialog *self)
{
  const CtnCsvFormat *format = &self->source->format;

  self->filling = TRUE;
  fill_sheets (self);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (encodings[i] == format->encoding)
      adw_combo_row_set_selected (self->encoding_row, i);
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == format->delimiter)
      adw_combo_row_set_selected (self->delimiter_row, i);
  adw_switch_row_set_active (self->header_row, format->header == CTN_CSV_HEADER_YES);
  self->filling = FALSE;
}

typedef struct {
  GFile *file;
  CtnCsvFormat format;
  char *sheet; /* (nullable) */
} LoadJob;

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_object_unref (job->file);
  g_free (job->sheet);
  g_free (job);
}

static gpointer
load_source (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const LoadJob *job = data;

  return ctn_import_source_load (job->file, &job->format, job->sheet, reader, cancellable, error);
}

/* Back to the sheet that could be read, or another encoding. */
static void
offer_way_out (CtnImportDialog *self, const GError *error)
{
  gboolean encoding =
      g_error_matches (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_ENCODING);
  gboolean back = self->source != NULL && self->source->sheets != NULL;

  gtk_button_set_label (GTK_BUTTON (self->retry_button),
                        back ? _ ("_Another Sheet") : _ ("Try Another _Encoding"));
  gtk_widget_set_visible (self->retry_button, back || encoding);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CtnImportDialog *self = CTN_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  CtnImportSource *source = ctn_project_read_finish (result, &error);

  stop_progress (self);
  if (source == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->problem_page, text);
      offer_way_out (self, error);
      gtk_stack_set_visible_child_name (self->columns_stack, "problem");
    }
    return;
  }
  g_clear_pointer (&self->source, ctn_import_source_free);
  self->source = source;
  fill_format (self);
  fill_columns (self);
  gtk_stack_set_visible_child_name (self->columns_stack, "columns");
}

static void
load (CtnImportDialog *self, const CtnCsvFormat *wanted, const char *sheet)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  job->file = g_object_ref (self->file);
  job->format = *wanted;
  job->sheet = g_strdup (sheet);
  gtk_stack_set_visible_child_name (self->columns_stack, "busy");
  gtk_widget_set_sensitive (self->next_button, FALSE);
  start_progress (self);
  ctn_project_read_async (ctn_page_get_project (self->page), self, load_source, job, load_job_free,
                          (GDestroyNotify) ctn_import_source_free, self->cancellable, loaded_cb,
                          NULL);
}

static void
format_cb (CtnImportDialog *self)
{
  guint encoding = adw_combo_row_get_selected (self->encoding_row);
  guint delimiter = adw_combo_row_get_selected (self->delimiter_row);
  CtnCsvFormat wanted = {
    .encoding = encodings[MIN (encoding, G_N_ELEMENTS (encodings) - 1)],
    .delimiter = delimiters[MIN (delimiter, G_N_ELEMENTS (delimiters) - 1)],
    .header = adw_switch_row_get_active (self->header_row) ? CTN_CSV_HEADER_YES : CTN_CSV_HEADER_NO,
  };

  if (self->filling || self->source == NULL)
    return;
  load (self, &wanted,
        self->source->sheets != NULL ? self->source->sheets[self->source->sheet] : NULL);
}

static void
sheet_cb (CtnImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->sheet_row);
  const CtnCsvFormat wanted = { 0 };

  if (!self->filling && self->source != NULL && self->source->sheets != NULL &&
      selected < g_strv_length (self->source->sheets))
    load (self, &wanted, self->source->sheets[selected]);
}

/* A file that claims to be UTF-8 and is not is nearly always Windows-1252. */
static void
retry_cb (CtnImportDialog *self)
{
  const CtnCsvFormat wanted = { .encoding = CTN_ENCODING_WINDOWS_1252 };

  if (self->source != NULL && self->source->sheets != NULL) {
    fill_format (self);
    fill_columns (self);
    gtk_stack_set_visible_child_name (self->columns_stack, "columns");
    return;
  }
  load (self, &wanted, NULL);
}

static gpointer
make_plan (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  CtnImportDialog *self = data;
  CtnImportSource *source = self->source;

  return ctn_import_plan_new (source->table, ctn_import_source_get_first_row (source),
                              source->mapping, source->n_columns, reader, progress_cb, self,
                              cancellable, error);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CtnImportDialog *self = CTN_IMPORT_DIALOG (object);
  GError *error = NULL;
  CtnImportPlan *plan = ctn_project_read_finish (result, &error);

  stop_progress (self);
  gtk_stack_set_visible_child_name (self->columns_stack, "columns");
  gtk_widget_set_sensitive (self->next_button, TRUE);
  if (plan == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  gtk_column_view_set_model (self->preview, NULL);
  g_clear_pointer (&self->plan, ctn_import_plan_free);
  self->plan = plan;
  gtk_stack_set_visible_child_name (self->preview_stack, "rows");
  _ctn_import_preview_fill (self);
  adw_navigation_view_push_by_tag (self->navigation, "preview");
}

static void
next_cb (CtnImportDialog *self)
{
  gtk_stack_set_visible_child_name (self->columns_stack, "busy");
  gtk_widget_set_sensitive (self->next_button, FALSE);
  start_progress (self);
  ctn_project_read_async (ctn_page_get_project (self->page), self, make_plan, self, NULL,
                          (GDestroyNotify) ctn_import_plan_free, self->cancellable, planned_cb,
                          NULL);
}

static gboolean
apply (CtnConnection *connection, gpointer data, GError **error)
{
  CtnImportDialog *self = data;

  return ctn_import_plan_apply (connection, &self->run, error) &&
         ctn_import_source_remember (self->source, connection, error);
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnImportDialog) self = data;
  GError *error = NULL;
  g_autofree char *text = NULL;

  stop_progress (self);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  g_free ((char *) self->run.source);
  if (!ctn_project_transact_finish (CTN_PROJECT (object), result, &error)) {
    gtk_stack_set_visible_child_name (self->preview_stack, "rows");
    gtk_widget_set_sensitive (self->import_button, TRUE);
    g_cancellable_reset (self->cancellable);
    ctn_page_report (self->page, error);
    return;
  }
  text = g_strdup_printf (_ ("%'u added, %'u updated"), self->run.n_added, self->run.n_updated);
  ctn_page_toast (self->page, text, TRUE);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
import_cb (CtnImportDialog *self)
{
  CtnOperation operation = { N_ ("Import Organisations"), NULL, NULL };
  g_autofree char *name = g_file_get_basename (self->file);

  operation.subject = name;
  ctn_import_plan_set_overwrite (self->plan, adw_switch_row_get_active (self->overwrite_row));
  self->run = (CtnImportRun) {
    .plan = self->plan,
    .progress = progress_cb,
    .progress_data = self,
    .cancellable = self->cancellable,
    .source = g_strdup (name),
  };
  gtk_stack_set_visible_child_name (self->preview_stack, "importing");
  gtk_widget_set_sensitive (self->import_button, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  start_progress (self);
  ctn_project_transact_async (ctn_page_get_project (self->page), &operation, apply, self,
                              self->cancellable, imported_cb, g_object_ref (self));
}

static void
cancel_cb (CtnImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
ctn_import_dialog_dispose (GObject *object)
{
  CtnImportDialog *self = CTN_IMPORT_DIALOG (object);

  stop_progress (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (ctn_import_dialog_parent_class)->dispose (object);
}

static void
ctn_import_dialog_finalize (GObject *object)
{
  CtnImportDialog *self = CTN_IMPORT_DIALOG (object);

  g_clear_pointer (&self->plan, ctn_import_plan_free);
  g_clear_pointer (&self->source, ctn_import_source_free);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (ctn_import_dialog_parent_class)->finalize (object);
}

static void
ctn_import_dialog_class_init (CtnImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_import_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/partners/ctn-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, columns_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, retry_button);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, header_row);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, overwrite_row);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, import_progress);
  gtk_widget_class_bind_template_child (widget_class, CtnImportDialog, cancel_button);
}

static void
ctn_import_dialog_init (CtnImportDialog *self)
{
  const char *const names[] = { _ ("Comma"), _ ("Semicolon"), _ ("Tab"), _ ("Vertical Bar"), NULL };
  g_autoptr (GtkStringList) delimiter_list = gtk_string_list_new (names);
  g_autoptr (GtkStringList) encoding_list = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->column_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    gtk_string_list_append (encoding_list, ctn_encoding_get_label (encodings[i]));
  self->filling = TRUE;
  adw_combo_row_set_model (self->encoding_row, G_LIST_MODEL (encoding_list));
  adw_combo_row_set_model (self->delimiter_row, G_LIST_MODEL (delimiter_list));
  self->filling = FALSE;
  g_signal_connect_swapped (self->sheet_row, "notify::selected", G_CALLBACK (sheet_cb), self);
  g_signal_connect_swapped (self->encoding_row, "notify::selected", G_CALLBACK (format_cb), self);
  g_signal_connect_swapped (self->delimiter_row, "notify::selected", G_CALLBACK (format_cb), self);
  g_signal_connect_swapped (self->header_row, "notify::active", G_CALLBACK (format_cb), self);
  g_signal_connect_swapped (self->retry_button, "clicked", G_CALLBACK (retry_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->import_button, "clicked", G_CALLBACK (import_cb), self);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect (self, "closed", G_CALLBACK (cancel_cb), NULL);
}

void
ctn_import_dialog_present (CtnPage *page, GFile *file)
{
  CtnImportDialog *self = g_object_new (CTN_TYPE_IMPORT_DIALOG, NULL);
  const CtnCsvFormat wanted = { 0 };

  self->page = g_object_ref (page);
  self->file = g_object_ref (file);
  load (self, &wanted, NULL);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
