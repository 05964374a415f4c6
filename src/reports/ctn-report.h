/* Reports: what is handed in, made from a project's records as documents (ctn-document.h).
 *
 * A report is made of sections, which can be left out. Its words are in the language asked for, whatever
 * the user's is, as far as the program is translated; texts that people wrote stay as they are. */
#pragma once

#include <ctn-catalog.h>
#include <ctn-connection.h>

#include "ctn-document.h"

G_BEGIN_DECLS

/* What a report is about. */
typedef enum {
  CTN_REPORT_ON_ASSESSMENT,
  CTN_REPORT_ON_CHAIN,
  CTN_REPORT_ON_PARTNERSHIP,
  CTN_REPORT_ON_STRATEGY,
  CTN_REPORT_ON_REGION, /* of a region, by one of its smart specialisation strategies */
  CTN_REPORT_ON_PROJECT,
  CTN_REPORT_ON_RECORD, /* of one record, and offered where that is shown */
} CtnReportSubject;

typedef struct {
  const char *id;
  const char *title; /* N_() */
} CtnReportSection;

typedef struct {
  const char *id;          /* "maturity" */
  const char *title;       /* N_() */
  const char *description; /* N_() what it is for */
  CtnReportSubject subject;
  const CtnReportSection *sections; /* ends with a NULL id */
} CtnReportKind;

typedef struct {
  const CtnReportKind *kind;
  gint64 subject;              /* id of the assessment, chain, partnership, strategy or record */
  const char *language;        /* tag */
  const char *author;          /* (nullable) */
  const char *today;           /* (nullable) ISO date that the report is as of; %NULL: today */
  const char *const *left_out; /* (nullable) ids of sections; ends with NULL */
  const char *const *order;    /* (nullable) ids of sections that come first, in this order */
  const char *introduction;    /* (nullable) own text before the sections; lines are paragraphs */
  const char *closing;         /* (nullable) and behind them */
  GBytes *logo;                /* (nullable) the file of a picture (ctn-logo.h) above the title */
} CtnReportRequest;

/* All kinds; ends with a NULL id. */
const CtnReportKind *ctn_report_kinds (void);

/* Reports on one record, which are not among those above: the list of an activity's participants, to be
 * signed, and all that is held about a person (ctn-person-report.h). */
const CtnReportKind *ctn_report_attendance_kind (void);
const CtnReportKind *ctn_report_person_kind (void);

/* Returns: (transfer none) (nullable) */
const CtnReportKind *ctn_report_find_kind (const char *id);

/* Makes the document. Reads the project; may take a moment (a map is laid out): off the main thread.
 * Errors: those of the records' rooms, G_IO_ERROR_CANCELLED, G_IO_ERROR_INVALID_DATA of the logo.
 * Returns: (transfer full) (nullable) */
CtnDocument *ctn_report_build (CtnConnection *reader,
                               const CtnReportRequest *request,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
