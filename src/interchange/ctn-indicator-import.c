#include "ctn-indicator-import.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>
#include <string.h>

#include "ctn-csv-reader.h"
#include "ctn-indicator-import-private.h"
#include "ctn-interchange-error.h"
#include "ctn-sheet-book.h"

typedef struct {
  CtnIndicatorImport *import;
  CtnTable *table;
  CtnIndicatorColumns columns;
  const CtnIndicatorOptions *options;
  const char *code;    /* where the table names none */
  char decimal;        /* '\0' when not known */
  GHashTable *seen;    /* keys of values that the table had already */
  GHashTable *present; /* key → value in the project, double */
} Work;

static void
row_free (gpointer data)
{
  CtnIndicatorRow *row = data;

  g_free (row->code);
  g_free (row->nuts);
  g_free (row->nuts_version);
  g_free (row->nace);
  g_free (row->flag);
  g_free (row->message);
  g_free (row);
}

void
ctn_indicator_import_free (CtnIndicatorImport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->source);
  g_free (self);
}

static CtnTable *
read_csv (GFile *file, const CtnCsvFormat *format, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, format, cancellable, error);
  g_autoptr (CtnTable) table = ctn_table_new ();
  g_autoptr (GError) local_error = NULL;
  CtnCsvRow row;

  if (reader == NULL)
    return NULL;
  while (ctn_csv_reader_next (reader, &row, cancellable, &local_error)) {
    ctn_table_begin_row (table, (guint) row.line);
    for (gsize i = 0; i < row.n_cells; i++)
      if (!ctn_table_add_cell (table, row.cells[i].text, row.cells[i].length)) {
        g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                             _ ("The table is too large."));
        return NULL;
      }
  }
  if (local_error == NULL)
    return g_steal_pointer (&table);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

CtnTable *
ctn_indicator_import_read (GFile *file,
                           const char *sheet,
                           GCancellable *cancellable,
                           GError **error)
{
  CtnCsvFormat format = { .header = CTN_CSV_HEADER_NO };
  g_autoptr (CtnTable) table = NULL;

  if (ctn_sheet_book_is_one (file, cancellable)) {
    g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, cancellable, error);
    int index = book != NULL && sheet != NULL ? ctn_sheet_book_find (book, sheet) : 0;

    if (book == NULL)
      return NULL;
    if (index >= 0)
      return ctn_sheet_book_read (book, (guint) index, cancellable, error);
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                 _ ("There is no sheet “%s”."), sheet);
    return NULL;
  }
  table = read_csv (file, &format, cancellable, error);
  /* In Eurostat's TSV commas separate dimensions and tabs columns, and both are as regular. */
  if (table != NULL && ctn_table_get_n_rows (table) > 0)
    for (guint i = 0; i < ctn_table_get_row_width (table, 0); i++)
      if (strstr (ctn_table_get_cell (table, 0, i), "\\TIME") != NULL && format.delimiter == 0) {
        format.delimiter = '\t';
        ctn_table_unref (table);
        table = read_csv (file, &format, cancellable, error);
        break;
      }
  return g_steal_pointer (&table);
}

static char *
make_key (const CtnIndicatorRow *row)
{
  g_autofree char *code = g_ascii_strdown (row->code, -1);

  return g_strdup_printf ("%s|%s|%d|%s", code, row->nuts, row->year,
                          row->nace != NULL ? row->nace : "");
}

static gboolean
read_present (Work *work, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT i.code, v.nuts, v.year, coalesce (v.nace, ''), v.value "
                            "FROM indicator_value v JOIN indicator i ON i.id = v.indicator",
                            "");

  while (ctn_statement_next (rows, &local_error)) {
    g_autofree char *code = g_ascii_strdown (ctn_statement_get_text (rows, 0), -1);
    double value = ctn_statement_get_double (rows, 4);

    g_hash_table_insert (
        work->present,
        g_strdup_printf ("%s|%s|%" G_GINT64_FORMAT "|%s", code, ctn_statement_get_text (rows, 1),
                         ctn_statement_get_int (rows, 2), ctn_statement_get_text (rows, 3)),
        g_memdup2 (&value, sizeof value));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What becomes of a value that is understood. */
static void
judge (Work *work, CtnIndicatorRow *row)
{
  char *key = make_key (row);
  const double *old = g_hash_table_lookup (work->present, key);

  row->old = old != NULL ? *old : NAN;
  if (!g_hash_table_add (work->seen, key)) {
    row->state = CTN_INDICATOR_PROBLEM;
    row->message = g_strdup (_ ("The table has another value for this region and year. Leave one "
                                "unit, age or sex in it before you import."));
    return;
  }
  row->state = old == NULL                                      ? CTN_INDICATOR_NEW
               : fabs (*old - row->value) <= 1e-9 * fabs (*old) ? CTN_INDICATOR_SAME
                                                                : CTN_INDICATOR_UPDATE;
}

static const char *
get_cell (const Work *work, guint row, int column)
{
  return column >= 0 ? ctn_table_get_cell (work->table, row, (guint) column) : "";
}

/* The region of a row: its own cell, or behind the last comma in Eurostat's first column. */
static const char *
get_region (const Work *work, guint row)
{
  const char *text = get_cell (work, row, work->columns.region);
  const char *comma = strrchr (text, ',');

  return work->columns.form == CTN_INDICATOR_FORM_EUROSTAT && comma != NULL ? comma + 1 : text;
}

static char *
find_problem (const CtnIndicatorRow *row, const char *region, const char *text, gboolean is_number)
{
  if (row->nuts == NULL)
    return g_strdup_printf (_ ("“%s” is neither a NUTS code nor the name of one region."), region);
  if (row->year == 0)
    return g_strdup (_ ("There is no year."));
  return is_number ? NULL : g_strdup_printf (_ ("“%s” is not a number."), text);
}

/* One cell with a value. */
static void
add_value (Work *work, guint table_row, guint column, const char *code, int year)
{
  CtnIndicatorRow *row = g_new0 (CtnIndicatorRow, 1);
  const char *text = ctn_table_get_cell (work->table, table_row, column);
  const char *region = get_region (work, table_row);
  const char *nace = get_cell (work, table_row, work->columns.nace);
  const char *flag = get_cell (work, table_row, work->columns.flag);
  const char *older = work->options->nuts_version != NULL ? work->options->nuts_version : "2021";
  const char *version = NULL;
  gboolean empty = FALSE;
  gboolean is_number =
      _ctn_indicator_parse_value (text, work->decimal, &row->value, &row->flag, &empty);

  if (empty) {
    row_free (row);
    return;
  }
  row->line = ctn_table_get_line (work->table, table_row);
  row->column = column + 1;
  row->code = g_strdup (*code != '\0' ? code : work->code);
  row->year = year != 0 ? year : work->options->year;
  row->old = NAN;
  row->nuts = _ctn_indicator_parse_region (region, older, &version);
  row->nace = *nace != '\0' && !g_str_equal (nace, "TOTAL") ? g_strdup (nace) : NULL;
  if (row->flag == NULL && *flag != '\0')
    row->flag = g_strdup (flag);
  row->message = find_problem (row, region, text, is_number);
  if (row->nuts == NULL)
    row->nuts = g_strdup (region);
  row->nuts_version = g_strdup (version);
  if (row->message != NULL)
    row->state = CTN_INDICATOR_PROBLEM;
  else
    judge (work, row);
  g_ptr_array_add (work->import->rows, row);
  work->import->counts[row->state]++;
}

/* All values of a row of the table. */
static void
add_row (Work *work, guint row)
{
  const CtnIndicatorColumns *columns = &work->columns;
  int year = _ctn_indicator_parse_year (get_cell (work, row, columns->year));
  g_autofree char *region = g_strstrip (g_strdup (get_region (work, row)));

  if (*region == '\0')
    return;
  if (columns->form == CTN_INDICATOR_FORM_LONG) {
    add_value (work, row, (guint) columns->value, get_cell (work, row, columns->code), year);
    return;
  }
  for (guint column = 0; column < ctn_table_get_row_width (work->table, row); column++) {
    const char *head = ctn_table_get_cell (work->table, columns->header, column);

    if (columns->form == CTN_INDICATOR_FORM_COLUMNS) {
      if (_ctn_indicator_columns_is_indicator (work->table, columns, column))
        add_value (work, row, column, head, year);
    } else if (_ctn_indicator_parse_year (head) != 0)
      add_value (work, row, column, get_cell (work, row, columns->code),
                 _ctn_indicator_parse_year (head));
  }
}

/* Which decimal sign the values use, from all cells that may be one. */
static char
guess_decimal (const Work *work)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint row = work->columns.header + 1; row < ctn_table_get_n_rows (work->table); row++)
    for (guint column = 0; column < ctn_table_get_row_width (work->table, row); column++)
      if ((int) column != work->columns.region && (int) column != work->columns.year)
        g_ptr_array_add (texts, (gpointer) ctn_table_get_cell (work->table, row, column));
  return ctn_number_guess_decimal ((const char *const *) texts->pdata, texts->len);
}

/* A file's name without its ending. */
static char *
dup_stem (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot > name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

CtnIndicatorImport *
ctn_indicator_import_new (CtnTable *table,
                          const char *name,
                          const CtnIndicatorOptions *options,
                          CtnConnection *reader,
                          GError **error)
{
  g_autoptr (CtnIndicatorImport) self = g_new0 (CtnIndicatorImport, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *stem = dup_stem (name);
  Work work = { .import = self,
                .table = table,
                .options = options,
                .code = options->code != NULL && *options->code != '\0' ? options->code : stem,
                .seen = seen,
                .present = present };

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->source = g_strdup (options->source);
  if (!_ctn_indicator_columns_find (table, &work.columns, error) ||
      !read_present (&work, reader, error))
    return NULL;
  self->form = work.columns.form;
  work.decimal = guess_decimal (&work);
  for (guint row = work.columns.header + 1; row < ctn_table_get_n_rows (table); row++)
    add_row (&work, row);
  return g_steal_pointer (&self);
}

gboolean
ctn_indicator_import_apply (CtnConnection *connection, gpointer data, GError **error)
{
  CtnIndicatorImport *self = data;

  self->n_added = 0;
  self->n_updated = 0;
  for (guint i = 0; i < self->rows->len; i++) {
    const CtnIndicatorRow *row = self->rows->pdata[i];
    const CtnIndicatorEntry entry = { .code = row->code,
                                      .nuts = row->nuts,
                                      .nuts_version = row->nuts_version,
                                      .nace_revision = row->nace != NULL ? "2" : NULL,
                                      .nace = row->nace,
                                      .year = row->year,
                                      .value = row->value,
                                      .flag = row->flag,
                                      .source = self->source };
    gboolean added = FALSE;

    if (row->skip || (row->state != CTN_INDICATOR_NEW && row->state != CTN_INDICATOR_UPDATE))
      continue;
    if (!ctn_indicator_write (connection, &entry, &added, error))
      return FALSE;
    self->n_added += added;
    self->n_updated += !added;
  }
  return TRUE;
}
