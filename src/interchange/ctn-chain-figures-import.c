#include "ctn-chain-figures-import.h"

#include <ctn-chain-rows.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-text.h>

#include "ctn-chain-exchange-private.h"
#include "ctn-file-read.h"
#include "ctn-interchange-error.h"
#include "ctn-sheet-book.h"

#define MAX_FILE_BYTES (64u << 20)
#define NO_FIELD G_MAXUINT

static const struct {
  const char *field;
  const char *names;
} column_names[] = {
  { "stage", "Stage|Step|Stufe|Wertschöpfungsstufe|Phase" },
  { "year", "Year|Jahr|Time|Period" },
  { "product", "Product|Produkt|Ware|Gut|HS|CN8|KN8" },
  { "direction", "Direction|Flow|Richtung|Verkehrsrichtung" },
  { "country", "Country|Partner|Origin|Land|Partnerland|Ursprung|Herkunft" },
  { "value", "Value|Value EUR|Wert|Wert EUR|Amount" },
  { "output", "Output|Turnover|Production value|Produktionswert|Umsatz" },
  { "intermediate", "Intermediate|Intermediate consumption|Inputs|Vorleistungen|Vorleistung" },
  { "wages", "Wages|Personnel costs|Löhne|Personalaufwand" },
  { "jobs", "Jobs|Employment|Employees|Beschäftigte|Arbeitsplätze" },
  { "price", "Price|Preis" },
  { "unit", "Unit|Einheit" },
  { "source", "Source|Data source|Quelle|Datenquelle" },
};

typedef struct {
  gint64 stage;
  char **values; /* (owned) canonical, one for each field of the kind */
} Row;

typedef struct {
  CtnFiguresImport *import;
  CtnChain *chain;
  CtnTable *table;
  const char *name;
  guint *fields; /* of each column: index, NO_FIELD for none */
  guint n_columns;
  guint stage; /* column, NO_FIELD for none */
} Reader;

static void
row_free (gpointer data)
{
  g_strfreev (((Row *) data)->values);
  g_free (data);
}

void
ctn_figures_import_free (CtnFiguresImport *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

guint
ctn_figures_import_count (const CtnFiguresImport *self)
{
  return self->rows->len;
}

/* @message: (transfer full) */
static void
add_problem (Reader *reader, guint row, char *message)
{
  g_autofree char *place =
      g_strdup_printf (_ ("%s, row %u"), reader->name, ctn_table_get_line (reader->table, row));

  _ctn_exchange_problems_add (reader->import->problems, place, message);
}

static const char *
get_names (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (column_names); i++)
    if (g_str_equal (column_names[i].field, field))
      return column_names[i].names;
  return "";
}

static gboolean
find_columns (Reader *reader, guint header)
{
  const CtnField *fields = reader->import->kind->fields;

  reader->stage = NO_FIELD;
  for (guint i = 0; i < reader->n_columns; i++) {
    const char *title = ctn_table_get_cell (reader->table, header, i);

    reader->fields[i] = NO_FIELD;
    if (reader->stage == NO_FIELD && _ctn_exchange_is_called (title, get_names ("stage"))) {
      reader->stage = i;
      continue;
    }
    for (guint k = 0; fields[k].name != NULL && reader->fields[i] == NO_FIELD; k++)
      if (_ctn_exchange_is_called (title, fields[k].name) ||
          _ctn_exchange_is_called (title, fields[k].label) ||
          _ctn_exchange_is_called (title, _ (fields[k].label)) ||
          _ctn_exchange_is_called (title, get_names (fields[k].name)))
        reader->fields[i] = k;
  }
  return reader->stage != NO_FIELD;
}

static gint64
find_stage (Reader *reader, const char *name)
{
  g_autofree char *wanted = ctn_text_fold (name);

  for (guint i = 0; i < reader->chain->stages->len; i++) {
    g_autofree char *folded = ctn_text_fold (ctn_chain_get_stage (reader->chain, i)->name);

    if (g_str_equal (folded, wanted))
      return ctn_chain_get_stage (reader->chain, i)->id;
  }
  return 0;
}

/* FALSE after a problem that leaves the row out. */
static gboolean
read_values (Reader *reader, guint row, char **values)
{
  const CtnField *fields = reader->import->kind->fields;

  for (guint i = 0; i < reader->n_columns; i++) {
    g_autoptr (GError) error = NULL;
    const char *text = ctn_table_get_cell (reader->table, row, i);
    char *value;

    if (reader->fields[i] == NO_FIELD || *text == '\0')
      continue;
    value = ctn_field_parse (&fields[reader->fields[i]], text, &error);
    if (value == NULL) {
      add_problem (reader, row,
                   g_strdup_printf ("%s: %s", _ (fields[reader->fields[i]].label), error->message));
      continue;
    }
    g_free (values[reader->fields[i]]);
    values[reader->fields[i]] = value;
  }
  for (guint i = 0; fields[i].name != NULL; i++)
    if ((fields[i].flags & CTN_FIELD_REQUIRED) != 0 && *values[i] == '\0') {
      add_problem (reader, row,
                   g_strdup_printf (_ ("The row has no value for “%s” and is left out."),
                                    _ (fields[i].label)));
      return FALSE;
    }
  return TRUE;
}

static void
read_row (Reader *reader, guint row)
{
  const char *name = ctn_table_get_cell (reader->table, row, reader->stage);
  guint n = ctn_record_kind_count_fields (reader->import->kind);
  gint64 stage = find_stage (reader, name);
  Row *read;

  if (stage == 0) {
    add_problem (reader, row, g_strdup_printf (_ ("The chain has no stage “%s”."), name));
    return;
  }
  read = g_new0 (Row, 1);
  read->stage = stage;
  read->values = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    read->values[i] = g_strdup ("");
  if (read_values (reader, row, read->values))
    g_ptr_array_add (reader->import->rows, read);
  else
    row_free (read);
}

static gboolean
read_table (CtnFiguresImport *self, CtnChain *chain, CtnTable *table, const char *name)
{
  guint n_columns = MIN (ctn_table_get_n_columns (table), 1000);
  g_autofree guint *fields = g_new (guint, n_columns + 1);
  Reader reader = { self, chain, table, name, fields, n_columns, NO_FIELD };
  gboolean is_header = FALSE;
  guint header;

  if (ctn_table_get_n_rows (table) == 0)
    return FALSE;
  header = ctn_sheet_find_header (table, &is_header);
  if (!find_columns (&reader, header))
    return FALSE;
  for (guint row = header + 1; row < ctn_table_get_n_rows (table); row++)
    read_row (&reader, row);
  return TRUE;
}

CtnFiguresImport *
ctn_figures_import_load_bytes (GBytes *bytes,
                               const char *name,
                               const CtnRecordKind *kind,
                               CtnChain *chain,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tables = _ctn_exchange_read_tables (bytes, name, names, cancellable, error);
  CtnFiguresImport *self;

  if (tables == NULL)
    return NULL;
  self = g_new0 (CtnFiguresImport, 1);
  self->kind = kind;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->problems = _ctn_exchange_problems_new ();
  for (guint i = 0; i < tables->len; i++)
    if (read_table (self, chain, g_ptr_array_index (tables, i), g_ptr_array_index (names, i)))
      return self;
  ctn_figures_import_free (self);
  g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                       _ ("No table with a column “Stage” is in the file."));
  return NULL;
}

CtnFiguresImport *
ctn_figures_import_load (GFile *file,
                         const CtnRecordKind *kind,
                         CtnChain *chain,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = ctn_file_read (file, MAX_FILE_BYTES, cancellable, error);

  return bytes != NULL ? ctn_figures_import_load_bytes (bytes, name != NULL ? name : "", kind,
                                                        chain, cancellable, error)
                       : NULL;
}

gboolean
ctn_figures_import_apply (CtnConnection *connection, gpointer data, GError **error)
{
  const CtnFiguresImport *self = data;
  guint n = ctn_record_kind_count_fields (self->kind);
  g_autofree CtnFieldText *values = g_new0 (CtnFieldText, n + 1);

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = g_ptr_array_index (self->rows, i);

    for (guint k = 0; k < n; k++)
      values[k] = (CtnFieldText) { self->kind->fields[k].name, row->values[k] };
    if (ctn_record_write_new (connection, self->kind, row->stage, values, error) == 0)
      return FALSE;
  }
  return TRUE;
}
