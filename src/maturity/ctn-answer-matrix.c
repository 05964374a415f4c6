#include "ctn-answer-matrix.h"

#include <ctn-i18n.h>

#include "ctn-answer-sheet.h"

static CtnAnswerSheet *
new_sheet (const CtnAnswerMatrix *self, GPtrArray *sheets, guint row)
{
  const CtnAssessment *assessment = g_ptr_array_index (self->assessments, row);
  CtnAnswerSheet *sheet = ctn_answer_sheet_new (self->model, assessment->id, NULL, self->rater);

  g_ptr_array_add (sheets, sheet);
  return sheet;
}

static gboolean
write_sheets (const CtnAnswerMatrix *self, GPtrArray *sheets, GError **error)
{
  return ctn_answer_sheets_write (self->project, sheets, N_ ("Answer Questions"), NULL, error);
}

static GPtrArray *
new_sheets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_sheet_free);
}

static void
add_clearing (CtnAnswerSheet *sheet, guint column)
{
  const CtnSheetAnswer answer = { .leaf = column, .clear = TRUE };

  ctn_answer_sheet_add (sheet, &answer);
}

gboolean
ctn_answer_matrix_set (const CtnAnswerMatrix *self,
                       guint row,
                       guint column,
                       const char *text,
                       GError **error)
{
  g_autoptr (GPtrArray) sheets = new_sheets ();
  CtnAnswerSheet *sheet;

  g_return_val_if_fail (row < self->assessments->len, FALSE);
  g_return_val_if_fail (column < ctn_maturity_model_get_n_leaves (self->model), FALSE);
  sheet = new_sheet (self, sheets, row);
  if (*text == '\0')
    add_clearing (sheet, column);
  else if (!ctn_answer_sheet_add_text (sheet, column, text, error))
    return FALSE;
  return write_sheets (self, sheets, error);
}

gboolean
ctn_answer_matrix_clear (const CtnAnswerMatrix *self,
                         guint row,
                         guint column,
                         guint n_rows,
                         guint n_columns,
                         GError **error)
{
  g_autoptr (GPtrArray) sheets = new_sheets ();
  guint last_row = MIN (row + n_rows, self->assessments->len);
  guint last_column = MIN (column + n_columns, ctn_maturity_model_get_n_leaves (self->model));

  for (guint i = row; i < last_row; i++) {
    CtnAnswerSheet *sheet = new_sheet (self, sheets, i);

    for (guint j = column; j < last_column; j++)
      add_clearing (sheet, j);
  }
  return write_sheets (self, sheets, error);
}

gboolean
ctn_answer_matrix_paste (const CtnAnswerMatrix *self,
                         guint row,
                         guint column,
                         const char *text,
                         guint *n_wrong,
                         char **wrong,
                         GError **error)
{
  g_autofree char *block = g_strchomp (g_strdup (text));
  g_auto (GStrv) lines = g_strsplit (block, "\n", -1);
  g_autoptr (GPtrArray) sheets = new_sheets ();
  guint n_columns = ctn_maturity_model_get_n_leaves (self->model);

  *n_wrong = 0;
  *wrong = NULL;
  for (guint i = 0; lines[i] != NULL && row + i < self->assessments->len; i++) {
    g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), "\t", -1);
    CtnAnswerSheet *sheet = new_sheet (self, sheets, row + i);

    for (guint j = 0; cells[j] != NULL && column + j < n_columns; j++) {
      g_autoptr (GError) local_error = NULL;

      if (ctn_answer_sheet_add_text (sheet, column + j, cells[j], &local_error))
        continue;
      if ((*n_wrong)++ == 0)
        *wrong = g_strdup (local_error->message);
    }
  }
  return write_sheets (self, sheets, error);
}
