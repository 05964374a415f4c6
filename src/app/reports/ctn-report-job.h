/* Making a report off the main thread: the document and its pages. */
#pragma once

#include <ctn-document-pages.h>
#include <ctn-project.h>
#include <ctn-report-export.h>
#include <ctn-report.h>

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

/* Writes @document as a file of @format. */
void ctn_report_job_export_async (CtnDocument *document,
                                  CtnReportFormat format,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ctn_report_job_export_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnReportResult, ctn_report_result_free)

G_END_DECLS
