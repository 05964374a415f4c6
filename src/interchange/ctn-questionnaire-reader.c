/* Filled-in questionnaires; how they are laid out: ctn-questionnaire.c. */
#include <ctn-assessment.h>
#include <ctn-i18n.h>

#include "ctn-answer-import-private.h"
#include "ctn-interchange-error.h"

/* The row of a table that came from that row of the sheet (from 0), for empty ones are left out; −1 if it
 * is empty. */
static int
find_row (CtnTable *table, guint row)
{
  for (guint i = 0; i < ctn_table_get_n_rows (table); i++)
    if (ctn_table_get_line (table, i) == row + 1)
      return (int) i;
  return -1;
}

static void
read_row (CtnAnswerReading *self,
          CtnAnswerSheet *sheet,
          const char *name,
          CtnTable *table,
          guint row,
          const CtnModelNode *question)
{
  const char *reason = ctn_table_get_cell (table, row, CTN_QUESTIONNAIRE_REASON);
  const char *comment = ctn_table_get_cell (table, row, CTN_QUESTIONNAIRE_COMMENT);
  const char *evidence = ctn_table_get_cell (table, row, CTN_QUESTIONNAIRE_EVIDENCE);
  g_autofree char *text =
      *reason != '\0' ? g_strconcat ("n/a: ", reason, NULL)
                      : g_strdup (ctn_table_get_cell (table, row, CTN_QUESTIONNAIRE_ANSWER));
  const CtnSheetAnswer rest = { .leaf = question->leaf,
                                .comment = (char *) (*comment != '\0' ? comment : NULL),
                                .evidence = (char *) (*evidence != '\0' ? evidence : NULL),
                                .confidence = ctn_answer_read_confidence (ctn_table_get_cell (
                                    table, row, CTN_QUESTIONNAIRE_CONFIDENCE)) };
  g_autoptr (GError) error = NULL;

  if (!ctn_answer_sheet_add_text (sheet, question->leaf, text, &error))
    ctn_answer_reading_note (self, ctn_table_get_line (table, row), name, question->code,
                             error->message);
  if (rest.comment != NULL || rest.evidence != NULL || rest.confidence != CTN_CONFIDENCE_UNKNOWN)
    ctn_answer_sheet_add (sheet, &rest);
}

static void
read_sheet (CtnAnswerReading *self, const char *name, CtnTable *table, gint64 assessment)
{
  int top = find_row (table, CTN_QUESTIONNAIRE_RATER_ROW);
  const char *rater = top >= 0 ? ctn_table_get_cell (table, (guint) top, 1) : "";
  CtnAnswerSheet *sheet = ctn_answer_sheet_new (self->model, assessment, NULL,
                                                *rater != '\0' ? rater : self->defaults->rater);
  guint n = 0;

  for (guint row = 0; row < ctn_table_get_n_rows (table); row++) {
    const CtnModelNode *question = ctn_maturity_model_find (
        self->model, ctn_table_get_cell (table, row, CTN_QUESTIONNAIRE_CODE));

    if (question == NULL || question->scale == NULL)
      continue;
    n++;
    read_row (self, sheet, name, table, row, question);
  }
  if (n < ctn_maturity_model_get_n_leaves (self->model))
    ctn_answer_reading_note (
        self, 1, name, NULL,
        _ ("Rows of questions were taken out of the questionnaire; what is left "
           "was read."));
  g_ptr_array_add (self->import->sheets, sheet);
}

/* The assessment of a sheet, which must be one of this project. */
static gint64
check_assessment (CtnAnswerReading *self, const char *name, const char *id)
{
  gint64 assessment = g_ascii_strtoll (id, NULL, 10);
  g_autoptr (CtnAssessment) found = ctn_assessment_load (self->reader, assessment, NULL);

  if (found != NULL)
    return assessment;
  ctn_answer_reading_note (self, 1, name, NULL,
                           _ ("The assessment that this questionnaire was made for is not in the "
                              "project."));
  return 0;
}

gboolean
ctn_answer_import_read_questionnaire (CtnAnswerReading *self,
                                      CtnSheetBook *book,
                                      GCancellable *cancellable,
                                      GError **error)
{
  int place = ctn_sheet_book_find (book, CTN_QUESTIONNAIRE_SHEET);
  g_autoptr (CtnTable) index = ctn_sheet_book_read (book, (guint) place, cancellable, error);

  if (index == NULL)
    return FALSE;
  if (ctn_table_get_n_rows (index) < 3 ||
      !g_str_equal (ctn_table_get_cell (index, 0, 0), CTN_QUESTIONNAIRE_MARK)) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("The questionnaire was changed so much that it cannot be read."));
    return FALSE;
  }
  if (!ctn_answer_reading_set_model (self, ctn_table_get_cell (index, 1, 1),
                                     ctn_table_get_cell (index, 1, 2), error))
    return FALSE;
  for (guint row = 2; row < ctn_table_get_n_rows (index); row++) {
    const char *name = ctn_table_get_cell (index, row, 1);
    int found = ctn_sheet_book_find (book, name);
    gint64 assessment = check_assessment (self, name, ctn_table_get_cell (index, row, 2));
    g_autoptr (CtnTable) table = NULL;

    if (assessment == 0)
      continue;
    if (found < 0) {
      ctn_answer_reading_note (self, 1, name, NULL, _ ("The sheet was renamed or taken out."));
      continue;
    }
    table = ctn_sheet_book_read (book, (guint) found, cancellable, error);
    if (table == NULL)
      return FALSE;
    read_sheet (self, name, table, assessment);
  }
  return TRUE;
}
