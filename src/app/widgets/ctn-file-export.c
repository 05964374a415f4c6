#include "ctn-file-export.h"

#include <ctn-i18n.h>

#include "ctn-progress.h"
#include "ctn-window.h"

const CtnFileExportKind ctn_file_export_tables[] = {
  { N_ ("Spreadsheet (XLSX)"), "xlsx" },
  { N_ ("Text Table (CSV)"), "csv" },
  { NULL },
};

typedef struct {
  CtnWindow *window; /* (nullable) weak: it may be closed meanwhile */
  CtnFileExport export;
  GFile *file;           /* (owned) (nullable) */
  CtnConnection *reader; /* (owned) (nullable) of the thread */
  CtnProgress *progress; /* (owned) (nullable) */
} Job;

static Job *
job_new (CtnWindow *window, const CtnFileExport *export)
{
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->window, window);
  job->export = *export;
  return job;
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->progress, ctn_progress_free);
  g_clear_pointer (&job->reader, ctn_project_close_reader);
  if (job->export.destroy != NULL)
    job->export.destroy (job->export.data);
  g_clear_object (&job->file);
  g_clear_weak_pointer (&job->window);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static char *
describe (const Job *job)
{
  g_autofree char *name = NULL;

  if (job->export.describe != NULL)
    return job->export.describe (job->export.data);
  if (job->export.done != NULL)
    return g_strdup (job->export.done);
  name = g_file_get_basename (job->file);
  return g_strdup_printf (_ ("Saved as “%s”"), name);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->export.function (job->reader, job->file, job->export.data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  GError *error = NULL;
  g_autofree char *text = NULL;

  g_clear_pointer (&job->progress, ctn_progress_free);
  g_task_propagate_boolean (G_TASK (result), &error);
  if (job->window == NULL) {
    g_clear_error (&error);
  } else if (error != NULL) {
    ctn_window_report (job->window, error);
  } else {
    text = describe (job);
    ctn_window_toast (job->window, text, FALSE);
  }
}

/* @job: (transfer full) with its file */
static void
run (Job *job)
{
  g_autoptr (Job) owned = job;
  CtnProject *project = job->window != NULL ? ctn_window_get_project (job->window) : NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  /* While it was asked for the file, the project may have been closed. */
  if (project == NULL)
    return;
  job->reader = ctn_project_open_reader (project, &error);
  if (job->reader == NULL) {
    ctn_window_report (job->window, error);
    return;
  }
  job->progress = ctn_progress_new (GTK_WIDGET (job->window), _ ("Writing the file…"), cancellable);
  task = g_task_new (NULL, cancellable, written_cb, job);
  g_task_set_source_tag (task, ctn_file_export_run);
  /* A file that is complete is written, also when Cancel came a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_steal_pointer (&owned), NULL);
  g_task_run_in_thread (task, write_thread);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;

  job->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (job->file != NULL)
    run (g_steal_pointer (&job));
}

static void
add_filters (GtkFileDialog *dialog, const CtnFileExportKind *kinds)
{
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (; kinds->name != NULL; kinds++) {
    g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
    g_auto (GStrv) suffixes = g_strsplit (kinds->suffixes, " ", -1);

    gtk_file_filter_set_name (filter, _ (kinds->name));
    for (char **suffix = suffixes; *suffix != NULL; suffix++)
      gtk_file_filter_add_suffix (filter, *suffix);
    g_list_store_append (filters, filter);
  }
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
}

void
ctn_file_export_ask (GtkWidget *widget, const CtnFileExport *export)
{
  CtnWindow *window = CTN_WINDOW (gtk_widget_get_root (widget));
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdelimit (g_strdup (export->name), "/\\:", '-');

  if (export->kinds != NULL)
    add_filters (dialog, export->kinds);
  gtk_file_dialog_set_title (dialog, export->title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, chosen_cb, job_new (window, export));
}

void
ctn_file_export_run (GtkWidget *widget, const CtnFileExport *export, GFile *file)
{
  Job *job = job_new (CTN_WINDOW (gtk_widget_get_root (widget)), export);

  job->file = g_object_ref (file);
  run (job);
}
