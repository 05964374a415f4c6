/* A report off the main thread: making the document and its pages, and writing it to a file. */
#pragma once

#include <ctn-document-pages.h>
#include <ctn-project.h>
#include <ctn-report-export.h>
#include <ctn-report.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* What a job makes. */
typedef struct {
  CtnDocument *document; /* (owned) */
  CtnPages *pages;       /* (owned) (nullable) taken out by whoever shows them */
} CtnReportResult;

void ctn_report_result_free (CtnReportResult *self);

/* Makes the report that @request asks for; all of it is copied. */
void ctn_report_job_run_async (CtnProject *project,
                               const CtnReportRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Returns: (transfer full) (nullable) */
CtnReportResult *
ctn_report_job_run_finish (CtnProject *project, GAsyncResult *result, GError **error);

/* The logo of the template @id of reports, as ctn_project_read_finish() gives it: GBytes (transfer full) (nullable). */
void ctn_report_job_read_logo_async (CtnProject *project,
                                     gint64 id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* Asks for a printer and prints @document; what goes wrong is said on @page. */
void ctn_report_job_print (CtnPage *page, CtnDocument *document);

/* Asks for a file and writes @document to it, in the format that its name tells; @suffix (".pdf") where it
 * tells none. @name, @title: of the file and of the dialog that asks */
void ctn_report_job_save (GtkWidget *widget,
                          CtnDocument *document,
                          const char *name,
                          const char *suffix,
                          const char *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnReportResult, ctn_report_result_free)

G_END_DECLS
