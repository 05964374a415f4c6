#include "ctn-import-source.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <inttypes.h>
#include <string.h>

#include "ctn-column-match.h"
#include "ctn-csv-reader.h"
#include "ctn-interchange-error.h"
#include "ctn-sheet-book.h"

#define N_SAMPLES 200

void
ctn_import_source_free (CtnImportSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, ctn_table_unref);
  g_clear_pointer (&self->fields, ctn_field_set_free);
  g_free (self->mapping);
  g_strfreev (self->reasons);
  g_strfreev (self->sheets);
  g_free (self->header);
  g_free (self);
}

guint
ctn_import_source_get_first_row (CtnImportSource *self)
{
  return self->format.header == CTN_CSV_HEADER_YES ? 1 : 0;
}

char *
ctn_import_source_dup_column_name (CtnImportSource *self, guint column)
{
  const char *name = "";

  if (self->format.header == CTN_CSV_HEADER_YES && ctn_table_get_n_rows (self->table) > 0)
    name = ctn_table_get_cell (self->table, 0, column);
  return *name != '\0' ? g_strdup (name) : g_strdup_printf (_ ("Column %u"), column + 1);
}

static gboolean
add_row (const CtnCsvRow *row, gpointer data, GError **error)
{
  CtnTable *table = data;

  ctn_table_begin_row (table, (guint) row->line);
  for (gsize i = 0; i < row->n_cells; i++)
    if (!ctn_table_add_cell (table, row->cells[i].text, row->cells[i].length)) {
      g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                   _ ("The file is too large for one import; divide it before line %" PRIu64 "."),
                   row->line);
      return FALSE;
    }
  return TRUE;
}

static void
suggest_by_match (CtnImportSource *self)
{
  guint first = ctn_import_source_get_first_row (self);
  guint n_rows = ctn_table_get_n_rows (self->table);
  guint n_samples = MIN (N_SAMPLES, n_rows - MIN (first, n_rows));
  g_autofree const char **headers = g_new0 (const char *, self->n_columns + 1);
  g_autofree const char **cells = g_new0 (const char *, (gsize) self->n_columns *n_samples + 1);
  g_autofree const char *const **samples = g_new0 (const char *const *, self->n_columns + 1);
  g_autofree CtnColumnMatch *matches = g_new0 (CtnColumnMatch, self->n_columns + 1);
  gsize n_fields = 0;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  for (guint column = 0; column < self->n_columns; column++) {
    headers[column] = first > 0 ? ctn_table_get_cell (self->table, 0, column) : "";
    samples[column] = cells + (gsize) column * n_samples;
    for (guint i = 0; i < n_samples; i++)
      cells[(gsize) column * n_samples + i] = ctn_table_get_cell (
          self->table, first + (guint) ((guint64) i * (n_rows - first) / n_samples), column);
  }
  ctn_column_match (first > 0 ? headers : NULL, samples, self->n_columns, n_samples, fields,
                    n_fields, matches);
  for (guint column = 0; column < self->n_columns; column++)
    if (matches[column].field >= 0) {
      self->mapping[column] = ctn_field_set_find (self->fields, fields[matches[column].field].name);
      g_free (self->reasons[column]);
      self->reasons[column] = ctn_column_match_describe (&matches[column], fields);
    }
}

static void
suggest_by_labels (CtnImportSource *self)
{
  for (guint column = 0; column < self->n_columns; column++)
    self->mapping[column] =
        ctn_field_set_find_label (self->fields, ctn_table_get_cell (self->table, 0, column));
}

static void
fill_gaps_by_match (CtnImportSource *self)
{
  g_autofree const CtnField **own =
      g_memdup2 (self->mapping, self->n_columns * sizeof (CtnField *));

  memset (self->mapping, 0, self->n_columns * sizeof (CtnField *));
  suggest_by_match (self);
  for (guint column = 0; column < self->n_columns; column++) {
    gboolean taken = FALSE;

    for (guint i = 0; i < self->n_columns; i++)
      taken |= own[i] != NULL && own[i] == self->mapping[column];
    if (own[column] == NULL && !taken)
      continue;
    self->mapping[column] = own[column];
    g_set_str (&self->reasons[column], own[column] != NULL ? _ ("by name") : "");
  }
}

/* Where the comma is the decimal sign, spreadsheets separate columns by semicolons. What we exported
 * ourselves always has points. */
static char
find_decimal (CtnImportSource *self)
{
  gboolean ours = self->format.header == CTN_CSV_HEADER_YES;

  for (guint column = 0; ours && column < self->n_columns; column++)
    ours = ctn_field_set_find_label (self->fields, ctn_table_get_cell (self->table, 0, column)) !=
           NULL;
  if (ours || self->format.delimiter == ',')
    return '.';
  return self->format.delimiter == ';' ? ',' : 0;
}

/* A mapping is kept as the field names of the columns, one a line, "" for none. */
static gboolean
recall (CtnImportSource *self, CtnConnection *reader)
{
  g_autofree char *text = ctn_connection_get_text (
      reader, NULL,
      "SELECT mapping FROM import_mapping WHERE record = 'organisation' AND header = ?", "t",
      self->header);
  g_auto (GStrv) names = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (names == NULL || g_strv_length (names) != self->n_columns)
    return FALSE;
  for (guint column = 0; column < self->n_columns; column++)
    self->mapping[column] = ctn_field_set_find (self->fields, names[column]);
  return TRUE;
}

static char *
dup_header (CtnImportSource *self)
{
  GString *text = g_string_new (NULL);

  for (guint column = 0; column < self->n_columns; column++) {
    g_autofree char *name = ctn_import_source_dup_column_name (self, column);

    g_string_append_printf (text, "%s%s", column > 0 ? "\n" : "", name);
  }
  return g_string_free (text, FALSE);
}

static gboolean
load_csv (CtnImportSource *self,
          GFile *file,
          const CtnCsvFormat *wanted,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (CtnCsvReader) csv = ctn_csv_reader_new (file, wanted, cancellable, error);

  if (csv == NULL)
    return FALSE;
  self->table = ctn_table_new ();
  self->format = *ctn_csv_reader_get_format (csv);
  return ctn_csv_reader_for_each (csv, add_row, self->table, cancellable, error);
}

/* The sheets' names, those that are shown first. */
static char **
dup_sheets (CtnSheetBook *book)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int hidden = 0; hidden < 2; hidden++)
    for (guint i = 0; i < ctn_sheet_book_get_n_sheets (book); i++)
      if ((int) ctn_sheet_book_is_hidden (book, i) == hidden)
        g_strv_builder_add (builder, ctn_sheet_book_get_name (book, i));
  return g_strv_builder_end (builder);
}

/* Sheets are remembered beside mappings, under the names of all sheets. */
static char *
recall_sheet (CtnImportSource *self, CtnConnection *reader)
{
  g_autofree char *all = g_strjoinv ("\n", self->sheets);

  if (reader == NULL)
    return NULL;
  return ctn_connection_get_text (
      reader, NULL, "SELECT mapping FROM import_mapping WHERE record = 'sheet' AND header = ?", "t",
      all);
}

static gboolean
read_sheet (CtnImportSource *self,
            CtnSheetBook *book,
            guint sheet,
            GCancellable *cancellable,
            GError **error)
{
  int index = ctn_sheet_book_find (book, self->sheets[sheet]);

  g_clear_pointer (&self->table, ctn_table_unref);
  self->table = ctn_sheet_book_read (book, (guint) index, cancellable, error);
  self->sheet = sheet;
  return self->table != NULL;
}

/* The first sheet that looks like a list: before it there may be remarks. */
static gboolean
read_likely_sheet (CtnImportSource *self,
                   CtnSheetBook *book,
                   GCancellable *cancellable,
                   GError **error)
{
  int first = -1;

  for (guint i = 0; self->sheets[i] != NULL; i++) {
    if (!read_sheet (self, book, i, cancellable, error))
      return FALSE;
    if (ctn_table_get_n_rows (self->table) > 1 && ctn_table_get_n_columns (self->table) > 1)
      return TRUE;
    if (first < 0 && ctn_table_get_n_rows (self->table) > 0)
      first = (int) i;
  }
  return read_sheet (self, book, (guint) MAX (first, 0), cancellable, error);
}

/* Reads the sheet @name of @book, or, without a name, the likely one. */
static gboolean
load_sheet (CtnImportSource *self,
            CtnSheetBook *book,
            const char *name,
            GCancellable *cancellable,
            GError **error)
{
  int index = name != NULL ? ctn_sheet_book_find (book, name) : -1;
  g_autofree char *all = g_strjoinv (", ", self->sheets);

  if (name == NULL)
    return read_likely_sheet (self, book, cancellable, error);
  for (guint i = 0; index >= 0 && self->sheets[i] != NULL; i++)
    if (index == ctn_sheet_book_find (book, self->sheets[i]))
      return read_sheet (self, book, i, cancellable, error);
  g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
               _ ("The file has no sheet “%s”; it has: %s"), name, all);
  return FALSE;
}

static gboolean
load_book (CtnImportSource *self,
           GFile *file,
           const CtnCsvFormat *wanted,
           const char *sheet,
           CtnConnection *reader,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, cancellable, error);
  g_autofree char *remembered = NULL;
  gboolean is_header = FALSE;

  if (book == NULL)
    return FALSE;
  self->sheets = dup_sheets (book);
  if (sheet == NULL)
    remembered = recall_sheet (self, reader);
  if (!load_sheet (self, book, sheet != NULL ? sheet : remembered, cancellable, error))
    return FALSE;
  ctn_table_drop_rows (self->table, ctn_sheet_find_header (self->table, &is_header));
  /* The cells have points and UTF-8. */
  self->format = (CtnCsvFormat) { CTN_ENCODING_UTF8, ',', wanted->header };
  if (wanted->header == CTN_CSV_HEADER_UNKNOWN)
    self->format.header = is_header ? CTN_CSV_HEADER_YES : CTN_CSV_HEADER_NO;
  return TRUE;
}

CtnImportSource *
ctn_import_source_load (GFile *file,
                        const CtnCsvFormat *wanted,
                        const char *sheet,
                        CtnConnection *reader,
                        GCancellable *cancellable,
                        GError **error)
{
  const CtnCsvFormat open = { 0 };
  g_autoptr (CtnImportSource) self = g_new0 (CtnImportSource, 1);
  gboolean ok;

  wanted = wanted != NULL ? wanted : &open;
  self->fields = ctn_field_set_new (reader, ctn_organisation_kind (), error);
  if (self->fields == NULL)
    return NULL;
  if (ctn_sheet_book_is_one (file, cancellable))
    ok = load_book (self, file, wanted, sheet, reader, cancellable, error);
  else
    ok = load_csv (self, file, wanted, cancellable, error);
  if (!ok)
    return NULL;
  if (ctn_table_get_n_rows (self->table) == 0) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                         self->sheets != NULL ? _ ("The sheet is empty.")
                                              : _ ("The file is empty."));
    return NULL;
  }
  self->n_columns = ctn_table_get_n_columns (self->table);
  self->mapping = g_new0 (const CtnField *, self->n_columns + 1);
  self->reasons = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->reasons[i] = g_strdup ("");
  self->header = dup_header (self);
  ctn_table_set_decimal (self->table, find_decimal (self));
  if (reader != NULL && recall (self, reader))
    return g_steal_pointer (&self);
  if (self->format.header == CTN_CSV_HEADER_YES)
    suggest_by_labels (self);
  fill_gaps_by_match (self);
  return g_steal_pointer (&self);
}

static gboolean
remember (CtnConnection *connection,
          const char *record,
          const char *header,
          const char *mapping,
          GError **error)
{
  gint64 id = 0;

  if (!ctn_connection_get_int (connection, &id, error,
                               "SELECT id FROM import_mapping WHERE record = ? AND header = ?",
                               "tt", record, header))
    return FALSE;
  if (id != 0)
    return ctn_connection_run (connection, error,
                               "UPDATE import_mapping SET mapping = ?1 WHERE id = ?2 "
                               "AND mapping IS NOT ?1",
                               "ti", mapping, id);
  return ctn_connection_run (connection, error,
                             "INSERT INTO import_mapping (id, record, header, mapping) "
                             "VALUES (?, ?, ?, ?)",
                             "ittt", ctn_id_new (), record, header, mapping);
}

gboolean
ctn_import_source_remember (CtnImportSource *self, CtnConnection *connection, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sheets = NULL;

  for (guint column = 0; column < self->n_columns; column++)
    g_string_append_printf (text, "%s%s", column > 0 ? "\n" : "",
                            self->mapping[column] != NULL ? self->mapping[column]->name : "");
  if (!remember (connection, "organisation", self->header, text->str, error))
    return FALSE;
  if (self->sheets == NULL || self->sheets[1] == NULL)
    return TRUE;
  sheets = g_strjoinv ("\n", self->sheets);
  return remember (connection, "sheet", sheets, self->sheets[self->sheet], error);
}
