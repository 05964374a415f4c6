#include "ctn-document-columns.h"

/* A word that is longer than this part of the table may be parted. */
#define MAX_WORD_SHARE 0.3

/* A word with hyphens that has no more letters is a code, which nobody parts: CXC-SME. */
#define MAX_CODE_CHARS 12

#define NUMBER_GAP 8.0
#define MEASURE_SIZE 10.0

/* What tables with the same heads need together, a column each. */
typedef struct {
  guint n;
  double *least;  /* (owned) points */
  double *most;   /* (owned) points */
  double *asked;  /* (owned) a share */
  double *widths; /* (owned) points, once they are known */
} Columns;

/* Widths of letters at one point, for most of what is written: kerning moves a column by less than its padding. */
typedef struct {
  CtnMetrics *metrics;
  double size;
  double letters[2][128];
} Ruler;

double
ctn_document_table_get_indent (const CtnDocumentTable *table, guint column)
{
  const CtnDocumentColumn *columns =
      (const CtnDocumentColumn *) (gconstpointer) table->columns->data;

  return column > 0 && columns[column].kind == CTN_COLUMN_TEXT &&
                 columns[column - 1].kind == CTN_COLUMN_NUMBER
             ? NUMBER_GAP
             : 0;
}

static void
columns_free (gpointer data)
{
  Columns *columns = data;

  g_free (columns->least);
  g_free (columns->most);
  g_free (columns->asked);
  g_free (columns->widths);
  g_free (columns);
}

static void
ruler_init (Ruler *ruler, CtnMetrics *metrics, double size)
{
  ruler->metrics = metrics;
  ruler->size = size;
  for (guint bold = 0; bold < 2; bold++)
    for (char c = ' '; c < 127; c++) {
      g_autoptr (CtnTextRun) run =
          ctn_metrics_shape (metrics, (const char[]) { c, '\0' }, MEASURE_SIZE, bold > 0);

      ruler->letters[bold][(guint) c] = ctn_text_run_get_width (run) / MEASURE_SIZE;
    }
}

/* Letters with marks are as wide as those without, near enough; others as an m. */
static double
ruler_measure (const Ruler *ruler, gunichar c, gboolean bold)
{
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c >= 128) {
    g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base));
    c = base[0] < 128 ? base[0] : 'm';
  }
  return ruler->size * ruler->letters[bold][c];
}

/* Whether a line may end behind @p, a hyphen or a stroke within a word of @n letters: neither days nor codes are
 * parted, but the words of a head are. */
static gboolean
may_part (const char *p, guint n, gboolean is_head)
{
  return (*p == '-' || *p == '/') && !g_ascii_isdigit (p[1]) && (is_head || n > MAX_CODE_CHARS);
}

static guint
count_letters (const char *word)
{
  guint n = 0;

  for (; *word != '\0' && *word != ' ' && *word != '\n'; word = g_utf8_next_char (word))
    n++;
  return n;
}

/* Takes a text into account: of its words and its lines, the widest. Heads are bold. */
static void
measure_text (const Ruler *ruler, const char *text, gboolean is_head, double *word, double *line)
{
  double in_word = 0;
  double in_line = 0;
  guint n = count_letters (text);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    double width = ruler_measure (ruler, c, is_head);

    in_line = c == '\n' ? 0 : in_line + width;
    in_word = c == ' ' || c == '\n' ? 0 : in_word + width;
    *word = MAX (*word, in_word);
    *line = MAX (*line, in_line);
    if (may_part (p, n, is_head))
      in_word = 0;
    if (c == ' ' || c == '\n')
      n = count_letters (p + 1);
  }
}

static void
measure_table (const Ruler *ruler, const CtnDocumentTable *table, double width, Columns *columns)
{
  double total = 0;

  for (guint i = 0; i < columns->n; i++)
    total += g_array_index (table->columns, CtnDocumentColumn, i).width;
  for (guint i = 0; i < columns->n; i++) {
    const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, i);
    double word = 0;
    double line = 0;
    double padding = 2 * CTN_CELL_PADDING + ctn_document_table_get_indent (table, i);
    gboolean is_empty = TRUE;

    columns->asked[i] = column->width / MAX (total, 0.001);
    measure_text (ruler, column->title, TRUE, &word, &line);
    for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
      const char *text = ctn_document_table_get_cell (table, row, i);

      is_empty &= *text == '\0';
      measure_text (ruler, text, table->is_pairs && i == 0, &word, &line);
    }
    if (is_empty)
      line = MAX (line, columns->asked[i] * width - padding);
    word = MIN (word, MAX_WORD_SHARE * width);
    columns->least[i] = MAX (columns->least[i], word + padding + 0.5);
    columns->most[i] = MAX (columns->most[i], line + padding + 0.5);
  }
}

static double
sum (const double *values, guint n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* Gives @room to the columns in relation to what each of them would take. */
static void
share_out (double *widths, const double *would, guint n, double room)
{
  double total = sum (would, n);

  for (guint i = 0; i < n && total > 0; i++)
    widths[i] += room * would[i] / total;
}

/* Gives each column what keeps its lines whole, those first that need the least: a long text breaks anyway, a
 * short one need not. Returns what is left of @room. */
static double
fill_short_ones (Columns *columns, double room)
{
  for (;;) {
    double least = G_MAXDOUBLE;
    guint found = columns->n;

    for (guint i = 0; i < columns->n; i++) {
      double need = columns->most[i] - columns->widths[i];

      if (need > 0.01 && need < least) {
        least = need;
        found = i;
      }
    }
    if (found == columns->n || least > room)
      return room;
    columns->widths[found] += least;
    room -= least;
  }
}

static void
find_widths (Columns *columns, double width)
{
  guint n = columns->n;
  g_autofree double *would = g_new0 (double, n);
  double room;

  columns->widths = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    columns->widths[i] = CLAMP (columns->asked[i] * width, columns->least[i],
                                MAX (columns->least[i], columns->most[i]));
  room = width - sum (columns->widths, n);
  if (room > 0)
    room = fill_short_ones (columns, room);
  for (guint i = 0; i < n; i++)
    would[i] = room < 0 ? columns->widths[i] - columns->least[i]
                        : MAX (columns->most[i] - columns->widths[i], 0);
  share_out (columns->widths, would, n,
             room < 0 ? -MIN (-room, sum (would, n)) : MIN (room, sum (would, n)));
  /* All have what they need, or none can have it. */
  room = width - sum (columns->widths, n);
  share_out (columns->widths, room > 0 ? columns->asked : columns->widths, n, room);
}

static char *
dup_key (const CtnDocumentTable *table)
{
  GString *key = g_string_new (table->is_pairs ? "=" : "");

  for (guint i = 0; i < table->columns->len; i++) {
    const CtnDocumentColumn *column = &g_array_index (table->columns, CtnDocumentColumn, i);

    g_string_append_printf (key, "%s\n%g\n", column->title, column->width);
  }
  return g_string_free (key, FALSE);
}

static Columns *
find_columns (GHashTable *known, const CtnDocumentTable *table)
{
  char *key = dup_key (table);
  Columns *columns = g_hash_table_lookup (known, key);

  if (columns != NULL) {
    g_free (key);
    return columns;
  }
  columns = g_new0 (Columns, 1);
  columns->n = table->columns->len;
  columns->least = g_new0 (double, columns->n);
  columns->most = g_new0 (double, columns->n);
  columns->asked = g_new0 (double, columns->n);
  g_hash_table_insert (known, key, columns);
  return columns;
}

GPtrArray *
ctn_document_measure_columns (const CtnDocument *document,
                              CtnMetrics *metrics,
                              double width,
                              double size)
{
  g_autoptr (GHashTable) known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, columns_free);
  GPtrArray *widths = g_ptr_array_new_with_free_func (g_free);
  guint n = ctn_document_get_n_blocks (document);
  Ruler ruler;

  ruler_init (&ruler, metrics, size);
  for (guint i = 0; i < n; i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind == CTN_BLOCK_TABLE)
      measure_table (&ruler, block->table, width, find_columns (known, block->table));
  }
  for (guint i = 0; i < n; i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);
    Columns *columns = block->kind == CTN_BLOCK_TABLE ? find_columns (known, block->table) : NULL;

    if (columns != NULL && columns->widths == NULL)
      find_widths (columns, width);
    g_ptr_array_add (
        widths, columns != NULL ? g_memdup2 (columns->widths, columns->n * sizeof (double)) : NULL);
  }
  return widths;
}

/* Empty columns ------------------------------------------------------------------------------- */

static gboolean
has_nothing (const CtnDocumentTable *table, guint column)
{
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
    const char *text = ctn_document_table_get_cell (table, row, column);

    if (*text != '\0' && !g_str_equal (text, "–"))
      return FALSE;
  }
  return TRUE;
}

/* The tables of the document that have a head. (transfer container) */
static GPtrArray *
list_tables (const CtnDocument *document)
{
  GPtrArray *tables = g_ptr_array_new ();

  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    CtnDocumentTable *table = ctn_document_get_block (document, i)->table;

    if (table != NULL && !table->is_pairs)
      g_ptr_array_add (tables, table);
  }
  return tables;
}

void
ctn_document_drop_empty_columns (CtnDocument *document)
{
  /* By what tables have as heads: a text with a sign for each column, "x" where something stands. */
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) tables = list_tables (document);

  for (guint i = 0; i < tables->len; i++) {
    const CtnDocumentTable *table = tables->pdata[i];
    g_autofree char *key = dup_key (table);
    char *used = g_hash_table_lookup (known, key);

    if (used == NULL) {
      used = g_strnfill (table->columns->len, '-');
      g_hash_table_insert (known, g_steal_pointer (&key), used);
    }
    for (guint column = 0; column < table->columns->len; column++)
      if (column == 0 || !has_nothing (table, column))
        used[column] = 'x';
  }
  for (guint i = 0; i < tables->len; i++) {
    CtnDocumentTable *table = tables->pdata[i];
    g_autofree char *key = dup_key (table);
    const char *used = g_hash_table_lookup (known, key);

    for (guint column = table->columns->len; column-- > 0;)
      if (used[column] == '-')
        ctn_document_table_remove_column (table, column);
  }
}
