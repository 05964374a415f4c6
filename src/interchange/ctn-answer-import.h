/* Answers that come from outside: filled-in questionnaires, tables with a row an assessment, JSON.
 *
 * A file is one of
 *   questionnaire  an XLSX file (or ODS, when it was saved as one) that ctn-questionnaire.h wrote
 *   table          CSV, XLSX, ODS or XLS with a header: "name", and of "kind", "nuts", "stage", "date",
 *                  "notes", "rater" what there is (also in German: Name, Art, Region, Stufe, Datum,
 *                  Notizen, Bewertet von); every other column is headed by the code or the title of a
 *                  question. Cells are read as ctn-answer-text.h says
 *   JSON           {"model": id, "version": (optional), "assessments": [{"name", "kind", "nuts", "stage",
 *                  "date", "notes", "rater", "answers": {code: 3 | true | "text" | {"value" |
 *                  "not-applicable": why, "comment", "evidence", "confidence"}}]}
 * A subject is a region by its NUTS code, or a record by its name. Where the same subject was assessed by
 * the same version of the model at that date and stage already, the answers go there; otherwise an
 * assessment is made. What cannot be read becomes a problem with its place; the rest can be taken in. */
#pragma once

#include <ctn-answer-sheet.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  guint line;   /* of the file, from 1; of JSON, the number of the assessment */
  char *sheet;  /* (nullable) of a spreadsheet */
  char *column; /* (nullable) its heading, or the code of the question */
  char *message;
} CtnAnswerProblem;

typedef struct {
  GPtrArray *sheets;   /* (owned) CtnAnswerSheet */
  GPtrArray *problems; /* (owned) CtnAnswerProblem */
} CtnAnswerImport;

/* What a table does not say. */
typedef struct {
  const char *model; /* (nullable) id; not needed for questionnaires and JSON */
  const char *date;  /* (nullable): today */
  const char *stage; /* (nullable) */
  const char *rater; /* (nullable): the joint answers; of a questionnaire, who gave no name */
} CtnAnswerDefaults;

void ctn_answer_import_free (CtnAnswerImport *self);

/* Reads @file. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR, CTN_MATURITY_ERROR_NOT_FOUND for the model, those of GIO.
 * Returns: (transfer full) (nullable) */
CtnAnswerImport *ctn_answer_import_load (CtnConnection *reader,
                                         GFile *file,
                                         const CtnAnswerDefaults *defaults,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Answers, and assessments that are to be made. */
guint ctn_answer_import_count_answers (const CtnAnswerImport *self);
guint ctn_answer_import_count_new (const CtnAnswerImport *self);

/* Writes all that could be read as one operation.
 * Errors: those of ctn_answer_sheets_write(). */
gboolean ctn_answer_import_apply (CtnAnswerImport *self, CtnProject *project, GError **error);

/* "Sheet “Beispiel”, row 12, 1.2: …". (transfer full) */
char *ctn_answer_problem_to_text (const CtnAnswerProblem *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnAnswerImport, ctn_answer_import_free)

G_END_DECLS
