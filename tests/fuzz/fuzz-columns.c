/* Any text as the header and the first rows of a table: lines, and tabs between the cells. What is
 * made of names and values must be in range and valid UTF-8. */
#include "ctn-column-match.h"
#include "ctn-date.h"
#include "ctn-identifier.h"
#include "ctn-number.h"
#include "ctn-text.h"

#define MAX_COLUMNS 12
#define MAX_SAMPLES 4

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
try_values (char **cells)
{
  for (char **cell = cells; *cell != NULL && cell - cells < MAX_COLUMNS; cell++) {
    g_autofree char *folded = ctn_text_fold (*cell);
    g_autofree char *german = ctn_text_fold_german (*cell);
    g_autofree char *name = ctn_text_normalise_name (*cell);
    g_autofree char *domain = ctn_text_web_domain (*cell);
    double similarity = ctn_text_similarity (*cell, folded), number;
    CtnDate date;

    g_assert_true (similarity >= 0 && similarity <= 1);
    g_assert_true (g_utf8_validate (folded, -1, NULL) && g_utf8_validate (german, -1, NULL) &&
                   g_utf8_validate (name, -1, NULL));
    if (ctn_date_parse (*cell, &date))
      g_assert_true (ctn_date_is_valid (&date));
    if (ctn_number_parse (*cell, &number)) {
      g_autofree char *text = ctn_number_to_text (number);
      g_autofree char *shown = ctn_number_format (number, 3);
    }
    for (int i = CTN_IDENTIFIER_VAT; i <= CTN_IDENTIFIER_PIC; i++) {
      g_autofree char *value = ctn_identifier_normalise ((CtnIdentifierScheme) i, *cell);

      if (value != NULL)
        g_assert_true (ctn_identifier_is_valid ((CtnIdentifierScheme) i, value));
    }
  }
}

static void
try_match (GPtrArray *rows)
{
  gsize n_fields, n_columns, n_samples = MIN (rows->len - 1, MAX_SAMPLES);
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);
  const char *values[MAX_COLUMNS][MAX_SAMPLES] = { { NULL } };
  const char *const *samples[MAX_COLUMNS];
  CtnColumnMatch matches[MAX_COLUMNS];
  char **header = g_ptr_array_index (rows, 0);

  n_columns = MIN (g_strv_length (header), MAX_COLUMNS);
  for (gsize j = 0; j < n_samples; j++) {
    char **cells = g_ptr_array_index (rows, j + 1);

    for (gsize i = 0; i < n_columns && cells[i] != NULL; i++)
      values[i][j] = cells[i];
  }
  for (gsize i = 0; i < n_columns; i++)
    samples[i] = values[i];
  ctn_column_match ((const char *const *) header, samples, n_columns, n_samples, fields, n_fields,
                    matches);
  for (gsize i = 0; i < n_columns; i++) {
    g_assert_true (matches[i].field >= -1 && matches[i].field < (int) n_fields);
    g_assert_true (matches[i].score >= 0 && matches[i].score <= 1);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 1 + MAX_SAMPLES);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (char **line = lines; *line != NULL; line++) {
    g_ptr_array_add (rows, g_strsplit (*line, "\t", MAX_COLUMNS));
    try_values (g_ptr_array_index (rows, rows->len - 1));
  }
  if (rows->len > 0)
    try_match (rows);
  return 0;
}
