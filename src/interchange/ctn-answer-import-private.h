/* What the readers of answers share. */
#pragma once

#include "ctn-answer-import.h"
#include "ctn-sheet-book.h"
#include "ctn-table.h"

G_BEGIN_DECLS

/* The sheet that marks a questionnaire, hidden, and what stands in its first row. */
#define CTN_QUESTIONNAIRE_SHEET "catenary"
#define CTN_QUESTIONNAIRE_MARK "catenary-questionnaire"

/* Columns of a questionnaire, and the row (from 0) and column of the cell for the rater's name. */
enum {
  CTN_QUESTIONNAIRE_CODE,
  CTN_QUESTIONNAIRE_QUESTION,
  CTN_QUESTIONNAIRE_LEVELS,
  CTN_QUESTIONNAIRE_ANSWER,
  CTN_QUESTIONNAIRE_REASON,
  CTN_QUESTIONNAIRE_COMMENT,
  CTN_QUESTIONNAIRE_EVIDENCE,
  CTN_QUESTIONNAIRE_CONFIDENCE,
  CTN_QUESTIONNAIRE_N_COLUMNS,
};
#define CTN_QUESTIONNAIRE_RATER_ROW 3

/* What is said about an assessment, in words; all (nullable) but @name or @nuts. */
typedef struct {
  const char *name;
  const char *kind;
  const char *nuts;
  const char *stage;
  const char *date;
  const char *notes;
  const char *rater;
} CtnAnswerHeading;

typedef struct {
  CtnAnswerImport *import; /* (unowned) */
  CtnConnection *reader;   /* (unowned) */
  const CtnAnswerDefaults *defaults;
  CtnMaturityModel *model; /* (owned) (nullable) */
  GHashTable *made;        /* (owned) what tells assessments apart → the sheet that makes one */
} CtnAnswerReading;

/* The newest version of the model in the project, else the shipped one; with @version just that.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND. */
gboolean ctn_answer_reading_set_model (CtnAnswerReading *self,
                                       const char *id,
                                       const char *version,
                                       GError **error);

/* The sheet for what @heading names, added to the import; %NULL after a problem was noted. */
CtnAnswerSheet *
ctn_answer_reading_open (CtnAnswerReading *self, const CtnAnswerHeading *heading, guint line);

void ctn_answer_reading_note (CtnAnswerReading *self,
                              guint line,
                              const char *sheet,
                              const char *column,
                              const char *message);

/* "low", "mittel" …; UNKNOWN for anything else. */
CtnConfidence ctn_answer_read_confidence (const char *text);

gboolean ctn_answer_import_read_table (CtnAnswerReading *self, CtnTable *table, GError **error);
gboolean ctn_answer_import_read_json (CtnAnswerReading *self,
                                      const char *json,
                                      gsize length,
                                      GError **error);
gboolean ctn_answer_import_read_questionnaire (CtnAnswerReading *self,
                                               CtnSheetBook *book,
                                               GCancellable *cancellable,
                                               GError **error);

G_END_DECLS
