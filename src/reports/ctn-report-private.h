/* What the builders of reports share. */
#pragma once

#include <ctn-field.h>
#include <gio/gio.h>

#include "ctn-report.h"

G_BEGIN_DECLS

/* A report being made. */
typedef struct {
  CtnConnection *reader;
  const CtnReportRequest *request;
  CtnDocument *document;
  CtnCatalog *words;
  GCancellable *cancellable; /* (nullable) */
} CtnReportDraft;

typedef gboolean (*CtnReportBuilder) (CtnReportDraft *draft, GError **error);

extern const CtnReportSection ctn_report_maturity_sections[];
extern const CtnReportSection ctn_report_chain_sections[];
extern const CtnReportSection ctn_report_partnership_sections[];
extern const CtnReportSection ctn_report_directory_sections[];
extern const CtnReportSection ctn_report_questionnaire_sections[];

gboolean ctn_report_build_maturity (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_chain (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_partnership (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_directory (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_attendance (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_person (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_questionnaire (CtnReportDraft *draft, GError **error);

/* A text marked with N_() in the report's language. (transfer none) */
const char *ctn_report_word (CtnReportDraft *draft, const char *text);

/* Whether the record that the report is about is there: it has a name then.
 * Errors: CTN_PROJECT_ERROR_INVALID. */
gboolean ctn_report_check_name (const char *name, GError **error);

/* Begins a section with its heading; %FALSE when it is left out. */
gboolean ctn_report_begin (CtnReportDraft *draft, const CtnReportSection *sections, const char *id);

/* Gives the document its title. @format: marked with N_(), has one "{}" for @name. */
void ctn_report_set_title (CtnReportDraft *draft, const char *format, const char *name);

/* A paragraph; each "{}" of @format, which is marked with N_(), takes the next of the texts, which end
 * with NULL. */
void ctn_report_say (CtnReportDraft *draft, const char *format, ...) G_GNUC_NULL_TERMINATED;

/* @decimals digits behind the language's decimal sign; "–" for NAN. (transfer full) */
char *
ctn_report_number (CtnReportDraft *draft, double value, guint decimals) G_GNUC_WARN_UNUSED_RESULT;

/* An ISO date as the language writes days; dates without a day as they are. (transfer full) */
char *ctn_report_date (CtnReportDraft *draft, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/* A choice's label in the report's language, @code if there is none; "" for %NULL. (transfer none) */
const char *ctn_report_choice (CtnReportDraft *draft, const CtnField *field, const char *code);

G_END_DECLS
