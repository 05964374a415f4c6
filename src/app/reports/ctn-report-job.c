#include "ctn-report-job.h"

#include <ctn-i18n.h>
#include <ctn-project-read.h>
#include <ctn-report-template.h>

#include "ctn-file-export.h"

void
ctn_report_result_free (CtnReportResult *self)
{
  g_clear_pointer (&self->pages, ctn_pages_free);
  g_clear_pointer (&self->document, ctn_document_unref);
  g_free (self);
}

/* Making -------------------------------------------------------------------------------------- */

typedef struct {
  CtnReportRequest request; /* its texts are owned */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free ((char *) order->request.language);
  g_free ((char *) order->request.author);
  g_free ((char *) order->request.today);
  g_free ((char *) order->request.introduction);
  g_free ((char *) order->request.closing);
  g_clear_pointer (&order->request.logo, g_bytes_unref);
  g_strfreev ((char **) order->request.left_out);
  g_strfreev ((char **) order->request.order);
  g_free (order);
}

static gpointer
make_report (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  g_autoptr (CtnReportResult) result = g_new0 (CtnReportResult, 1);

  result->document = ctn_report_build (reader, &order->request, cancellable, error);
  if (result->document != NULL)
    result->pages = ctn_pages_new (result->document, ctn_paper_a4 (), cancellable, error);
  return result->pages != NULL ? g_steal_pointer (&result) : NULL;
}

void
ctn_report_job_run_async (CtnProject *project,
                          const CtnReportRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Order *order = g_new0 (Order, 1);

  order->request = *request;
  order->request.language = g_strdup (request->language);
  order->request.author = g_strdup (request->author);
  order->request.today = g_strdup (request->today);
  order->request.introduction = g_strdup (request->introduction);
  order->request.closing = g_strdup (request->closing);
  order->request.logo = request->logo != NULL ? g_bytes_ref (request->logo) : NULL;
  order->request.order = (const char *const *) g_strdupv ((char **) request->order);
  order->request.left_out = (const char *const *) g_strdupv ((char **) request->left_out);
  ctn_project_read_async (project, project, make_report, order, order_free,
                          (GDestroyNotify) ctn_report_result_free, cancellable, callback,
                          user_data);
}

CtnReportResult *
ctn_report_job_run_finish (CtnProject *project, GAsyncResult *result, GError **error)
{
  return ctn_project_read_finish (result, error);
}

/* Logos --------------------------------------------------------------------------------------- */

static gpointer
read_logo (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return ctn_report_template_read_logo (reader, *(const gint64 *) data, error);
}

void
ctn_report_job_read_logo_async (CtnProject *project,
                                gint64 id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ctn_project_read_async (project, project, read_logo, g_memdup2 (&id, sizeof id), g_free,
                          (GDestroyNotify) g_bytes_unref, cancellable, callback, user_data);
}

/* Printing ------------------------------------------------------------------------------------ */

typedef struct {
  CtnDocument *document; /* (owned) */
  GOutputStream *stream; /* (owned) (nullable) to the printer */
} Print;

static void
print_free (gpointer data)
{
  Print *print = data;

  ctn_document_unref (print->document);
  g_clear_object (&print->stream);
  g_free (print);
}

/* The printer takes a PDF. */
static void
print_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Print *print = data;
  GError *error = NULL;
  g_autoptr (CtnPages) pages =
      ctn_pages_new (print->document, ctn_paper_a4 (), cancellable, &error);

  if (pages != NULL && ctn_pages_write_pdf (pages, print->stream, cancellable, &error) &&
      g_output_stream_close (print->stream, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
printer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Print *print = g_task_get_task_data (task);
  GError *error = NULL;

  print->stream = gtk_print_dialog_print_finish (GTK_PRINT_DIALOG (source), result, &error);
  if (print->stream != NULL) {
    g_task_run_in_thread (task, print_thread);
  } else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)) {
    g_error_free (error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

/* Who wants no printer after all makes no error. */
static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    ctn_page_report (CTN_PAGE (source), error);
}

void
ctn_report_job_print (CtnPage *page, CtnDocument *document)
{
  g_autoptr (GtkPrintDialog) dialog = gtk_print_dialog_new ();
  GTask *task = g_task_new (page, NULL, printed_cb, NULL);
  Print *print = g_new0 (Print, 1);

  print->document = ctn_document_ref (document);
  g_task_set_task_data (task, print, print_free);
  gtk_print_dialog_set_title (dialog, _ ("Print the Report"));
  gtk_print_dialog_print (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, NULL,
                          printer_cb, task);
}

/* Writing ------------------------------------------------------------------------------------- */

typedef struct {
  CtnDocument *document;  /* (owned) */
  CtnReportFormat format; /* of a name that tells none */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  ctn_document_unref (export->document);
  g_free (export);
}

static gboolean
write_report (CtnConnection *reader,
              GFile *file,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Export *export = data;
  g_autofree char *name = g_file_get_basename (file);
  CtnReportFormat format = export->format;

  ctn_report_format_from_name (name, &format);
  return ctn_report_export (export->document, format, file, cancellable, error);
}

void
ctn_report_job_save (GtkWidget *widget,
                     CtnDocument *document,
                     const char *name,
                     const char *suffix,
                     const char *title)
{
  g_autofree char *file_name = g_strconcat (name, suffix, NULL);
  Export *data = g_new0 (Export, 1);
  const CtnFileExport export = {
    .title = title,
    .name = file_name,
    .function = write_report,
    .data = data,
    .destroy = export_free,
    .done = _ ("Report saved"),
  };

  data->document = ctn_document_ref (document);
  ctn_report_format_from_name (file_name, &data->format);
  ctn_file_export_ask (widget, &export);
}
