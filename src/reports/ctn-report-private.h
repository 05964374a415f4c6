/* What the builders of reports share. */
#pragma once

#include <ctn-record.h>
#include <gio/gio.h>

#include "ctn-report.h"

G_BEGIN_DECLS

/* Where a section begins. */
typedef struct {
  const char *id;
  guint block; /* index of its heading */
} CtnSectionStart;

/* A report being made. */
typedef struct {
  CtnConnection *reader;
  const CtnReportRequest *request;
  CtnDocument *document;
  CtnCatalog *words;
  GCancellable *cancellable; /* (nullable) */
  GArray *starts;            /* CtnSectionStart */
} CtnReportDraft;

typedef gboolean (*CtnReportBuilder) (CtnReportDraft *draft, GError **error);

extern const CtnReportSection ctn_report_maturity_sections[];
extern const CtnReportSection ctn_report_chain_sections[];
extern const CtnReportSection ctn_report_partnership_sections[];
extern const CtnReportSection ctn_report_directory_sections[];
extern const CtnReportSection ctn_report_questionnaire_sections[];
extern const CtnReportSection ctn_report_kpi_sections[];
extern const CtnReportSection ctn_report_strategy_sections[];
extern const CtnReportSection ctn_report_exchange_sections[];
extern const CtnReportSection ctn_report_region_sections[];

gboolean ctn_report_build_maturity (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_chain (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_partnership (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_directory (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_kpi (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_strategy (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_exchange (CtnReportDraft *draft, GError **error);
gboolean ctn_report_build_region (CtnReportDraft *draft, GError **error);
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

/* An ISO date as the language writes days and months; years, and what is no date, as they are.
 * (transfer full) */
char *ctn_report_date (CtnReportDraft *draft, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/* A choice's label in the report's language, @code if there is none; "" for %NULL. (transfer none) */
const char *ctn_report_choice (CtnReportDraft *draft, const CtnField *field, const char *code);

/* A column of a table; @title: N_() */
typedef struct {
  const char *title;
  CtnColumnKind kind;
  double width;
} CtnReportColumn;

/* A table with its head in the report's language. @caption: (nullable) N_(). (transfer full) */
CtnDocumentTable *ctn_report_table (CtnReportDraft *draft,
                                    const char *caption,
                                    const CtnReportColumn *columns,
                                    guint n_columns) G_GNUC_WARN_UNUSED_RESULT;

/* What a person reads of a field in the report's language, days as the language writes them; "" for none.
 * (transfer full) */
char *ctn_report_shown (CtnReportDraft *draft,
                        const CtnRecordKind *kind,
                        gint64 id,
                        const char *field) G_GNUC_WARN_UNUSED_RESULT;

/* A column of a table of records. */
typedef struct {
  const char *field; /* its name; %NULL ends the columns */
  const char
      *title; /* (nullable) N_(): in place of the field's label, which speaks to who fills it in */
  double width;
  /* (nullable) in place of what stands in the field. (transfer full) */
  char *(*shown) (CtnReportDraft *draft, gint64 id);
} CtnReportField;

/* A table of records of @kind, one row each. Adds nothing when there is none.
 * @ids: (element-type gint64). @caption: (nullable) N_() */
void ctn_report_add_records (CtnReportDraft *draft,
                             const CtnRecordKind *kind,
                             const GArray *ids,
                             const char *caption,
                             const CtnReportField *fields);

/* A figure that is as high as it lays itself out for the breadth of a page.
 * @caption: in the report's language. @data: (transfer full), freed by @destroy */
void ctn_report_add_figure (CtnReportDraft *draft,
                            const char *caption,
                            CtnFigureFunc layout,
                            gpointer data,
                            GDestroyNotify destroy);

/* The day that the report is as of, ISO. (transfer full) */
char *ctn_report_dup_today (CtnReportDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

/* A section of the region profile: the latest assessment of the region by each model. */
gboolean ctn_report_add_region_maturity (CtnReportDraft *draft, const char *nuts, GError **error);

/* The title of a region or country (NUTS 2024) in the report's language; the code when it is not known.
 * (transfer full) */
char *ctn_report_dup_region (CtnReportDraft *draft, const char *nuts) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a country (ISO 3166). (transfer full) */
char *ctn_report_dup_country (CtnReportDraft *draft, const char *iso) G_GNUC_WARN_UNUSED_RESULT;

/* "7" (transfer full) */
char *ctn_report_count (guint n) G_GNUC_WARN_UNUSED_RESULT;

/* The layout of a figure whose data is a CtnRadarFigure. */
CtnScene *ctn_report_layout_radar (double width,
                                   double height,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme,
                                   gpointer data);

G_END_DECLS
