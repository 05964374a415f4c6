#include "ctn-csv-format.h"

#include <math.h>
#include <string.h>

#include "ctn-date.h"
#include "ctn-number.h"
#include "ctn-text.h"

#define MAX_SAMPLE_ROWS 500
#define MAX_HEADER_BYTES 120

/* What one delimiter makes of the sample. */
typedef struct {
  guint cells[MAX_SAMPLE_ROWS]; /* per row */
  guint n_rows;
  guint n_quotes; /* that open a cell, and */
  guint n_stray;  /* that stand elsewhere */
} Trial;

static void
end_row (Trial *trial, guint *cells, gboolean *blank)
{
  if (!*blank && trial->n_rows < MAX_SAMPLE_ROWS)
    trial->cells[trial->n_rows++] = *cells;
  *cells = 1;
  *blank = TRUE;
}

static void
try_delimiter (const char *text, gsize length, char delimiter, gboolean complete, Trial *trial)
{
  gboolean quoted = FALSE, at_start = TRUE, blank = TRUE;
  guint cells = 1;

  memset (trial, 0, sizeof *trial);
  for (gsize i = 0; i < length && trial->n_rows < MAX_SAMPLE_ROWS; i++) {
    char c = text[i];

    if (quoted) {
      if (c == '"' && i + 1 < length && text[i + 1] == '"')
        i++;
      else if (c == '"')
        quoted = FALSE;
      continue;
    }
    if (c == '\n' || c == '\r') {
      end_row (trial, &cells, &blank);
      at_start = TRUE;
      continue;
    }
    blank = FALSE;
    if (c == '"' && at_start) {
      quoted = TRUE;
      trial->n_quotes++;
    } else if (c == '"') {
      trial->n_stray++;
    }
    at_start = c == delimiter;
    if (at_start)
      cells++;
  }
  if (complete)
    end_row (trial, &cells, &blank);
}

/* 0 for a delimiter that divides nothing; up to about 1.5. */
static double
rate (const Trial *trial)
{
  guint best = 0, best_cells = 1;

  for (guint i = 0; i < trial->n_rows; i++) {
    guint same = 0;

    for (guint j = 0; j < trial->n_rows; j++)
      same += trial->cells[j] == trial->cells[i];
    if (same > best || (same == best && trial->cells[i] > best_cells)) {
      best = same;
      best_cells = trial->cells[i];
    }
  }
  if (best_cells < 2)
    return 0;

  double steady = (double) best / trial->n_rows;
  double clean = (trial->n_quotes + 1.0) / (trial->n_quotes + trial->n_stray + 1.0);

  return steady * clean * (1 + 0.1 * MIN (log2 (best_cells), 5));
}

char
ctn_csv_sniff_delimiter (const char *text, gsize length, gboolean complete)
{
  /* Of equal ones the first: who writes semicolons everywhere means them. */
  static const char candidates[] = { '\t', ';', '|', ',' };
  g_autofree Trial *trial = g_new (Trial, 1);
  char best = ',';
  double best_rate = 0;

  length = MIN (length, CTN_CSV_SAMPLE_SIZE);
  if (length >= 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && strchr ("\t;|,", text[4]) &&
      text[4] != '\0' && (length == 5 || text[5] == '\r' || text[5] == '\n'))
    return text[4];
  for (size_t i = 0; i < G_N_ELEMENTS (candidates); i++) {
    try_delimiter (text, length, candidates[i], complete, trial);
    double value = rate (trial);

    if (value > best_rate + 1e-9) {
      best_rate = value;
      best = candidates[i];
    }
  }
  /* One long row that a quote never closed, or no whole row at all. */
  if (best_rate <= 0 && !complete)
    return ctn_csv_sniff_delimiter (text, length, TRUE);
  return best;
}

static gboolean
is_label (const char *cell)
{
  if (*cell == '\0' || strlen (cell) > MAX_HEADER_BYTES)
    return FALSE;
  return !ctn_number_parse (cell, NULL) && !ctn_date_parse (cell, NULL) &&
         !ctn_text_is_email (cell) && !g_str_has_prefix (cell, "http");
}

gboolean
ctn_csv_sniff_header (const char *const *cells, gsize n_cells)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_years = 0;

  for (gsize i = 0; i < n_cells; i++) {
    const char *cell = cells[i];
    CtnDate date;

    /* A column may well be named 2024, if others have words. */
    if (ctn_date_parse (cell, &date) && date.month == 0) {
      n_years++;
      continue;
    }
    if (*cell == '\0' && i + 1 == n_cells && i > 0)
      continue;
    if (!is_label (cell) || !g_hash_table_add (seen, (gpointer) cell))
      return FALSE;
  }
  return n_years < n_cells;
}
