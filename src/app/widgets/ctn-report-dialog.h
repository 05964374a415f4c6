/* A report on one record (an attendance list, all about a person): its pages, the language, and a button
 * that saves it as PDF, HTML or DOCX. */
#pragma once

#include <ctn-report.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* @kind: a report on a record. @name: what a file is called, without suffix. */
void ctn_report_dialog_present (CtnPage *page,
                                GtkWidget *parent,
                                const CtnReportKind *kind,
                                gint64 record,
                                const char *name);

G_END_DECLS
