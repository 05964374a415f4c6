/* Many assessments by one model as a table: a row an assessment, a column a question. Each change is one
 * operation, however many cells it touches. */
#pragma once

#include "ctn-answer.h"

G_BEGIN_DECLS

/* Whose cells are meant. All borrowed. */
typedef struct {
  CtnProject *project;
  CtnMaturityModel *model;
  GPtrArray *assessments; /* (element-type CtnAssessment) the rows, all by @model */
  const char *rater;      /* (nullable): the joint answers */
} CtnAnswerMatrix;

/* Makes @text (ctn-answer-text.h) the answer of a cell; "" takes the answer away.
 * Errors: CTN_MATURITY_ERROR_ANSWER, those of ctn_answer_sheets_write(). */
gboolean ctn_answer_matrix_set (const CtnAnswerMatrix *self,
                                guint row,
                                guint column,
                                const char *text,
                                GError **error);

/* Takes the answers of a block away; what lies outside of the table is left out. */
gboolean ctn_answer_matrix_clear (const CtnAnswerMatrix *self,
                                  guint row,
                                  guint column,
                                  guint n_rows,
                                  guint n_columns,
                                  GError **error);

/* Writes a block as spreadsheets hand it over, tabs between cells and a line a row, its first cell to
 * (@row, @column). Empty cells, and those that are no answer, leave what is there.
 * @n_wrong: (out): cells that are no answer; @wrong: (out) (transfer full) (nullable): what is the matter
 *   with the first of them. */
gboolean ctn_answer_matrix_paste (const CtnAnswerMatrix *self,
                                  guint row,
                                  guint column,
                                  const char *text,
                                  guint *n_wrong,
                                  char **wrong,
                                  GError **error);

G_END_DECLS
