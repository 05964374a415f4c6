/* All that a project holds about a person (GDPR Art. 15), by subject: to be printed (as the report kind
 * ctn_report_person_kind() of ctn-report.h) and to be given as data. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* A table of the report. */
typedef struct {
  const char *id;             /* "participations" */
  const char *title;          /* N_() */
  const char *const *columns; /* ids, end with %NULL: "activity", "date" … */
  const char *const *labels;  /* N_(), one a column */
  GPtrArray *rows;            /* (element-type GStrv) as in the file: codes, ISO dates */
} CtnPersonSection;

/* All sections, in order; those of which there is nothing have no rows.
 * Errors: CTN_PROJECT_ERROR_INVALID when there is no such person.
 * Returns: (transfer container) (element-type CtnPersonSection) (nullable): %NULL with @error set */
GPtrArray *ctn_person_report_collect (CtnConnection *reader,
                                      gint64 person,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
