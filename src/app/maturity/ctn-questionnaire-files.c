#include "ctn-questionnaire-files.h"

#include <ctn-answer-import.h>
#include <ctn-catalog.h>
#include <ctn-i18n.h>
#include <ctn-questionnaire.h>
#include <ctn-report-export.h>
#include <ctn-report.h>

#include "ctn-file-export.h"

#define MAX_SHOWN_PROBLEMS 12

typedef struct {
  CtnPage *page;         /* (owned) */
  GFile *file;           /* (owned) (nullable) */
  CtnConnection *reader; /* (owned) (nullable) for the worker thread */
  char *model;           /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->reader, ctn_project_close_reader);
  g_object_unref (job->page);
  g_clear_object (&job->file);
  g_free (job->model);
  g_free (job);
}

/* The user's, of those that the program speaks. */
static char *
dup_language (void)
{
  const char *const *wanted = ctn_get_language_names ();
  g_auto (GStrv) languages = ctn_catalog_list_languages ();

  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) languages, wanted[i]))
      return g_strdup (wanted[i]);
  return g_strdup ("en");
}

static Job *
job_new (CtnPage *page)
{
  Job *job = g_new0 (Job, 1);

  job->page = g_object_ref (page);
  return job;
}

static GtkWindow *
get_window (Job *job)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (job->page)));
}

/* Runs @function on a worker thread with a connection of its own. */
static void
run (Job *job, GTaskThreadFunc function, GAsyncReadyCallback done)
{
  GError *error = NULL;
  g_autoptr (GTask) task = NULL;

  job->reader = ctn_project_open_reader (ctn_page_get_project (job->page), &error);
  if (job->reader == NULL) {
    ctn_page_report (job->page, error);
    job_free (job);
    return;
  }
  task = g_task_new (job->page, NULL, done, job);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, function);
}

/* Writing ------------------------------------------------------------------------------------- */

typedef struct {
  GArray *assessments; /* (owned) gint64 */
  char *language;      /* (owned) */
  gboolean with_answers;
} Sheet;

static Sheet *
sheet_new (void)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->assessments = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheet->language = dup_language ();
  return sheet;
}

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_array_unref (sheet->assessments);
  g_free (sheet->language);
  g_free (sheet);
}

static gboolean
write_paper (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Sheet *sheet = data;
  const CtnReportRequest request = { .kind = ctn_report_find_kind ("questionnaire"),
                                     .subject = g_array_index (sheet->assessments, gint64, 0),
                                     .language = sheet->language };
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (CtnDocument) document = NULL;
  CtnReportFormat format;

  if (!ctn_report_format_from_name (name, &format)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                         _ ("Choose a file name that ends in .pdf, .docx or .html."));
    return FALSE;
  }
  document = ctn_report_build (reader, &request, cancellable, error);
  return document != NULL && ctn_report_export (document, format, file, cancellable, error);
}

static gboolean
write_table (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Sheet *sheet = data;
  const CtnQuestionnaireOptions options = {
    .assessments = (const gint64 *) (gpointer) sheet->assessments->data,
    .n_assessments = sheet->assessments->len,
    .with_answers = sheet->with_answers,
  };

  return ctn_questionnaire_write (reader, &options, file, cancellable, error);
}

static void
save (CtnPage *page,
      Sheet *sheet,
      const char *title,
      const char *suffix,
      CtnFileExportFunc function)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", _ ("Questionnaire"), suffix);
  const CtnFileExport export = {
    .title = title,
    .name = name,
    .function = function,
    .data = sheet,
    .destroy = sheet_free,
    .done = _ ("Questionnaire saved"),
  };

  ctn_file_export_ask (GTK_WIDGET (page), &export);
}

void
ctn_questionnaire_save (CtnPage *page, const GArray *assessments, gboolean with_answers)
{
  Sheet *sheet = sheet_new ();

  g_array_append_vals (sheet->assessments, assessments->data, assessments->len);
  sheet->with_answers = with_answers;
  save (page, sheet, _ ("Save a Questionnaire to Be Filled In"), "xlsx", write_table);
}

void
ctn_questionnaire_save_paper (CtnPage *page, gint64 assessment)
{
  Sheet *sheet = sheet_new ();

  g_array_append_val (sheet->assessments, assessment);
  save (page, sheet, _ ("Save a Questionnaire for Paper"), "pdf", write_paper);
}

/* Reading ------------------------------------------------------------------------------------- */

/* What was read, until the user has decided. */
typedef struct {
  Job *job;                /* (owned) */
  CtnAnswerImport *import; /* (owned) */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  ctn_answer_import_free (found->import);
  job_free (found->job);
  g_free (found);
}

static void
apply (Found *found)
{
  guint n = ctn_answer_import_count_answers (found->import);
  g_autofree char *text =
      g_strdup_printf (ctn_ngettext ("%u answer taken in", "%u answers taken in", n), n);
  GError *error = NULL;

  if (ctn_answer_import_apply (found->import, ctn_page_get_project (found->job->page), &error))
    ctn_page_toast (found->job->page, text, n > 0);
  else
    ctn_page_report (found->job->page, error);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "take"))
    apply (data);
}

/* What could not be read, each with its place; the rest can be taken in all the same. */
static void
ask (Found *found)
{
  guint n = found->import->problems->len;
  guint n_answers = ctn_answer_import_count_answers (found->import);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *heading = g_strdup_printf (
      ctn_ngettext ("%u Thing Could Not Be Read", "%u Things Could Not Be Read", n), n);
  AdwDialog *dialog;

  for (guint i = 0; i < MIN (n, MAX_SHOWN_PROBLEMS); i++) {
    g_autofree char *problem = ctn_answer_problem_to_text (found->import->problems->pdata[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", problem);
  }
  if (n > MAX_SHOWN_PROBLEMS)
    g_string_append (text, "\n…");
  dialog = adw_alert_dialog_new (heading, text->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Cancel"));
  if (n_answers > 0) {
    g_autofree char *take = g_strdup_printf (
        ctn_ngettext ("_Take In %u Answer", "_Take In %u Answers", n_answers), n_answers);

    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "take", take);
    adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "take",
                                              ADW_RESPONSE_SUGGESTED);
  }
  g_object_set_data_full (G_OBJECT (dialog), "found", found, found_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), found);
  adw_dialog_present (dialog, GTK_WIDGET (found->job->page));
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const CtnAnswerDefaults defaults = { .model = job->model };
  GError *error = NULL;
  CtnAnswerImport *import =
      ctn_answer_import_load (job->reader, job->file, &defaults, cancellable, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) ctn_answer_import_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;
  CtnAnswerImport *import = g_task_propagate_pointer (G_TASK (result), &error);
  Found *found;

  g_clear_pointer (&job->reader, ctn_project_close_reader);
  if (import == NULL) {
    ctn_page_report (job->page, error);
    job_free (job);
    return;
  }
  found = g_new0 (Found, 1);
  found->job = job;
  found->import = import;
  if (import->problems->len > 0) {
    ask (found);
    return;
  }
  apply (found);
  found_free (found);
}

static void
source_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (job->file != NULL)
    run (job, read_thread, read_cb);
  else
    job_free (job);
}

void
ctn_questionnaire_read (CtnPage *page, const char *model)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  Job *job = job_new (page);

  job->model = g_strdup (model);
  gtk_file_filter_set_name (filter, _ ("Questionnaires and Tables (XLSX, ODS, CSV, JSON)"));
  gtk_file_filter_add_suffix (filter, "xlsx");
  gtk_file_filter_add_suffix (filter, "ods");
  gtk_file_filter_add_suffix (filter, "xls");
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Read a Filled-In Questionnaire"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, get_window (job), NULL, source_cb, job);
}
