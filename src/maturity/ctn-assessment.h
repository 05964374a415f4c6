/* Assessments: a subject's answers to a maturity model at a date. Their answers: ctn-answer.h. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

typedef enum {
  CTN_SUBJECT_REGION, /* known by its NUTS code and version */
  CTN_SUBJECT_PARTNERSHIP,
  CTN_SUBJECT_ORGANISATION,
  CTN_SUBJECT_CHAIN,
} CtnSubjectKind;

/* What is assessed. */
typedef struct {
  CtnSubjectKind kind;
  gint64 id; /* of the record; 0 for a region */
  const char *
      nuts; /* (nullable) code of the region, NUTS 2024, or of 2021 or 2016 where it changed since */
} CtnSubject;

typedef struct {
  gint64 id;
  gint64 model; /* row of the project's models, ctn-model-store.h */
  char *model_code;
  char *model_version;
  CtnSubjectKind subject_kind;
  gint64 subject;     /* 0 for a region */
  char *nuts;         /* (nullable) */
  char *nuts_version; /* (nullable) */
  char *name;         /* of the subject, as it was called then */
  char *date;         /* ISO 8601, to the day, the month or the year */
  char *stage;        /* (nullable) such as "T0" */
  char *notes;        /* (nullable) */
  gint64 modified;    /* milliseconds since 1970 of the last change, answers included */
} CtnAssessment;

/* What a new assessment starts with. */
typedef struct {
  CtnMaturityModel *model; /* a copy goes into the project when it is used for the first time */
  CtnSubject subject;
  const char *name;  /* (nullable): the region's, organisation's … name */
  const char *date;  /* (nullable): today */
  const char *stage; /* (nullable) */
  const char *notes; /* (nullable) */
} CtnNewAssessment;

/* "region", "partnership", "organisation", "chain". */
const char *ctn_subject_kind_to_text (CtnSubjectKind kind);

/* The fields of assessments: name, date, stage, region and the version of its code, notes. */
const CtnRecordKind *ctn_assessment_kind (void);

CtnAssessment *ctn_assessment_copy (const CtnAssessment *self) G_GNUC_WARN_UNUSED_RESULT;
void ctn_assessment_free (CtnAssessment *self);

/* Errors: CTN_MATURITY_ERROR_NOT_FOUND, CTN_PROJECT_ERROR. Returns: (transfer full) (nullable) */
CtnAssessment *
ctn_assessment_load (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Assessments of @subject (%NULL: all), by name, then the newest date first.
 * Returns: (transfer container) (element-type CtnAssessment) (nullable): %NULL with @error set */
GPtrArray *ctn_assessment_list (CtnConnection *reader,
                                const CtnSubject *subject,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds an assessment as one operation.
 * Errors: CTN_PROJECT_ERROR_INVALID for a name, date or region that cannot be, or a model that is not
 * made for such a subject; CTN_MATURITY_ERROR_NOT_FOUND if the subject does not exist.
 * Returns: its id, 0 with @error set */
gint64 ctn_assessment_add (CtnProject *project, const CtnNewAssessment *assessment, GError **error);

/* The same for @n of them: all as one operation, or none.
 * @ids: (out) (array length=n) */
gboolean ctn_assessment_add_many (CtnProject *project,
                                  const CtnNewAssessment *assessments,
                                  guint n,
                                  gint64 *ids,
                                  GError **error);

/* Sets one field to what the user wrote, as one operation. Errors: CTN_PROJECT_ERROR_INVALID. */
gboolean ctn_assessment_edit (CtnProject *project,
                              gint64 id,
                              const CtnField *field,
                              const char *text,
                              GError **error);

/* Deletes an assessment with its answers and targets, as one operation. */
gboolean ctn_assessment_delete (CtnProject *project, gint64 id, GError **error);

/* Within an operation: notes that the assessment was changed now. */
gboolean ctn_assessment_touch (CtnConnection *connection, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnAssessment, ctn_assessment_free)

G_END_DECLS
