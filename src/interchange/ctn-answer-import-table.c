/* Tables with a row an assessment. */
#include <ctn-i18n.h>
#include <ctn-text.h>

#include "ctn-answer-import-private.h"
#include "ctn-interchange-error.h"

typedef enum {
  COLUMN_NONE = -1,
  COLUMN_NAME = -2,
  COLUMN_KIND = -3,
  COLUMN_NUTS = -4,
  COLUMN_STAGE = -5,
  COLUMN_DATE = -6,
  COLUMN_NOTES = -7,
  COLUMN_RATER = -8,
} Column;

/* Folded (ctn-text.h). */
static const struct {
  const char *heading;
  Column column;
} headings[] = {
  { "name", COLUMN_NAME },      { "subject", COLUMN_NAME }, { "organisation", COLUMN_NAME },
  { "cluster", COLUMN_NAME },   { "kind", COLUMN_KIND },    { "art", COLUMN_KIND },
  { "nuts", COLUMN_NUTS },      { "region", COLUMN_NUTS },  { "region (nuts)", COLUMN_NUTS },
  { "stage", COLUMN_STAGE },    { "stufe", COLUMN_STAGE },  { "zeitpunkt", COLUMN_STAGE },
  { "date", COLUMN_DATE },      { "datum", COLUMN_DATE },   { "notes", COLUMN_NOTES },
  { "notizen", COLUMN_NOTES },  { "rater", COLUMN_RATER },  { "bewertet von", COLUMN_RATER },
  { "assessor", COLUMN_RATER },
};

/* A question with this code, or with this title in any language. */
static int
find_question (const CtnMaturityModel *model, const char *heading, const char *folded)
{
  const CtnModelNode *node = ctn_maturity_model_find (model, heading);

  if (node != NULL && node->scale != NULL)
    return (int) node->leaf;
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnTexts *title = ctn_maturity_model_get_leaf (model, i)->title;

    for (guint j = 0; ctn_texts_get_language (title, j) != NULL; j++) {
      g_autofree char *other =
          ctn_text_fold (ctn_texts_get (title, ctn_texts_get_language (title, j)));

      if (g_str_equal (other, folded))
        return (int) i;
    }
  }
  return COLUMN_NONE;
}

/* What each column is: a question, or less than 0. */
static int *
dup_columns (CtnAnswerReading *self, CtnTable *table)
{
  guint n = ctn_table_get_n_columns (table);
  int *columns = g_new (int, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    g_autofree char *heading = g_strstrip (g_strdup (ctn_table_get_cell (table, 0, i)));
    g_autofree char *folded = ctn_text_fold (heading);

    columns[i] = find_question (self->model, heading, folded);
    for (gsize j = 0; columns[i] == COLUMN_NONE && j < G_N_ELEMENTS (headings); j++)
      if (g_str_equal (headings[j].heading, folded))
        columns[i] = headings[j].column;
    if (columns[i] == COLUMN_NONE && *heading != '\0')
      ctn_answer_reading_note (self, ctn_table_get_line (table, 0), NULL, heading,
                               _ ("The model has no such question; the column is left out."));
  }
  return columns;
}

static const char *
find_cell (CtnTable *table, const int *columns, guint row, Column wanted)
{
  for (guint i = 0; i < ctn_table_get_n_columns (table); i++)
    if (columns[i] == (int) wanted)
      return ctn_table_get_cell (table, row, i);
  return NULL;
}

static void
read_row (CtnAnswerReading *self, CtnTable *table, const int *columns, guint row)
{
  const CtnAnswerHeading heading = {
    find_cell (table, columns, row, COLUMN_NAME), find_cell (table, columns, row, COLUMN_KIND),
    find_cell (table, columns, row, COLUMN_NUTS), find_cell (table, columns, row, COLUMN_STAGE),
    find_cell (table, columns, row, COLUMN_DATE), find_cell (table, columns, row, COLUMN_NOTES),
    find_cell (table, columns, row, COLUMN_RATER)
  };
  guint line = ctn_table_get_line (table, row);
  CtnAnswerSheet *sheet = ctn_answer_reading_open (self, &heading, line);

  for (guint i = 0; sheet != NULL && i < ctn_table_get_row_width (table, row); i++) {
    g_autoptr (GError) error = NULL;

    if (columns[i] >= 0 && !ctn_answer_sheet_add_text (sheet, (guint) columns[i],
                                                       ctn_table_get_cell (table, row, i), &error))
      ctn_answer_reading_note (self, line, NULL, ctn_table_get_cell (table, 0, i), error->message);
  }
}

gboolean
ctn_answer_import_read_table (CtnAnswerReading *self, CtnTable *table, GError **error)
{
  g_autofree int *columns = NULL;
  gboolean any = FALSE;

  if (self->model == NULL) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         _ ("A table does not say by which model it is; name the model."));
    return FALSE;
  }
  columns = dup_columns (self, table);
  for (guint i = 0; i < ctn_table_get_n_columns (table); i++)
    any = any || columns[i] >= 0;
  if (!any) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                 _ ("No column is headed by the code or the title of a question of “%s”."),
                 ctn_texts_get (ctn_maturity_model_get_title (self->model), NULL));
    return FALSE;
  }
  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    read_row (self, table, columns, row);
  return TRUE;
}
