#include "ctn-chain-export-private.h"

#include <string.h>

#include "ctn-csv-writer.h"
#include "ctn-xlsx-writer.h"

void
_ctn_chain_export_free (CtnChainExport *self)
{
  g_free (self->name);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->actors, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->chain, ctn_chain_unref);
  g_free (self);
}

static CtnChainExport *
load (CtnConnection *reader, gint64 chain, GError **error)
{
  g_autoptr (CtnChainExport) self = g_new0 (CtnChainExport, 1);

  self->chain = ctn_chain_load (reader, chain, error);
  if (self->chain == NULL)
    return NULL;
  self->name = g_strdup (self->chain->name);
  self->stages = ctn_chain_read_rows (reader, ctn_chain_stage_kind (), chain, error);
  self->actors = self->stages != NULL
                     ? ctn_chain_read_rows (reader, ctn_chain_actor_kind (), chain, error)
                     : NULL;
  self->links = self->actors != NULL
                    ? ctn_chain_read_rows (reader, ctn_chain_link_kind (), chain, error)
                    : NULL;
  return self->links != NULL ? g_steal_pointer (&self) : NULL;
}

/* Rows of stages are few; those of actors are in the order of their ids. */
const CtnChainRow *
_ctn_chain_export_find_stage (const CtnChainExport *self, gint64 id, guint *index)
{
  for (guint i = 0; id != 0 && i < self->stages->len; i++) {
    const CtnChainRow *row = g_ptr_array_index (self->stages, i);

    if (row->id != id)
      continue;
    if (index != NULL)
      *index = i;
    return row;
  }
  return NULL;
}

const CtnChainRow *
_ctn_chain_export_find_actor (const CtnChainExport *self, gint64 id, guint *index)
{
  guint low = 0, high = self->actors->len;

  while (low < high) {
    guint middle = (low + high) / 2;
    const CtnChainRow *row = g_ptr_array_index (self->actors, middle);

    if (row->id == id) {
      if (index != NULL)
        *index = middle;
      return row;
    }
    if (row->id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

const char *
_ctn_chain_export_get_value (const CtnChainExport *self,
                             guint actor,
                             const CtnField *field,
                             guint index)
{
  const CtnChainActor *known = ctn_chain_get_actor (self->chain, actor);
  const CtnChainRow *row = g_ptr_array_index (self->actors, actor);

  if (g_str_equal (field->name, "country"))
    return known->country;
  if (g_str_equal (field->name, "region"))
    return known->nuts;
  return row->values[index];
}

const char *
_ctn_chain_export_get_name (const CtnField *field)
{
  return g_str_equal (field->name, "source") ? "data-source" : field->name;
}

/* --- Tables -------------------------------------------------------------------------------------- */

/* Kumu's names, where it has one; then those of the fields. */
static const char *const actor_columns[] = { "Label", "Stage", "Helix" };
static const char *const link_columns[] = { "From", "To", "From stage", "To stage" };
static const char *const stage_columns[] = { "Name", "Part of" };

typedef struct {
  const CtnChainExport *export;
  const CtnRecordKind *kind;
  GPtrArray *rows;
  const char *const *first; /* columns before those of the fields */
  guint n_first;
  guint n_fields;
} Table;

static Table
get_table (const CtnChainExport *self, const CtnRecordKind *kind)
{
  Table table = { .export = self, .kind = kind, .n_fields = ctn_record_kind_count_fields (kind) };

  if (kind == ctn_chain_actor_kind ()) {
    table.rows = self->actors;
    table.first = actor_columns;
    table.n_first = G_N_ELEMENTS (actor_columns);
  } else if (kind == ctn_chain_link_kind ()) {
    table.rows = self->links;
    table.first = link_columns;
    table.n_first = G_N_ELEMENTS (link_columns);
  } else {
    table.rows = self->stages;
    table.first = stage_columns;
    table.n_first = G_N_ELEMENTS (stage_columns);
  }
  return table;
}

static const char *
get_name (const CtnChainRow *row)
{
  return row != NULL && row->name != NULL ? row->name : "";
}

/* The stage of an actor that stands at several; else its name says who is meant. */
static const char *
get_stage_of (const Table *table, const CtnChainRow *actor)
{
  return actor != NULL ? get_name (_ctn_chain_export_find_stage (table->export, actor->one, NULL))
                       : "";
}

static void
fill_first (const Table *table, const CtnChainRow *row, guint index, const char **cells)
{
  const CtnChainExport *self = table->export;

  if (table->kind == ctn_chain_actor_kind ()) {
    cells[0] = get_name (row);
    cells[1] = get_stage_of (table, row);
    cells[2] = ctn_chain_get_actor (self->chain, index)->helix;
  } else if (table->kind == ctn_chain_link_kind ()) {
    const CtnChainRow *source = _ctn_chain_export_find_actor (self, row->one, NULL);
    const CtnChainRow *target = _ctn_chain_export_find_actor (self, row->other, NULL);

    cells[0] = get_name (source);
    cells[1] = get_name (target);
    cells[2] = get_stage_of (table, source);
    cells[3] = get_stage_of (table, target);
  } else {
    cells[0] = get_name (row);
    cells[1] = get_name (_ctn_chain_export_find_stage (self, row->one, NULL));
  }
}

static void
fill_row (const Table *table, guint index, const char **cells)
{
  const CtnChainRow *row = g_ptr_array_index (table->rows, index);

  fill_first (table, row, index, cells);
  for (guint i = 0; i < table->n_fields; i++)
    cells[table->n_first + i] =
        table->kind == ctn_chain_actor_kind ()
            ? _ctn_chain_export_get_value (table->export, index, &table->kind->fields[i], i)
            : row->values[i];
}

/* A stage's name stands in front already. */
static gboolean
is_left_out (const Table *table, guint field)
{
  return table->kind == ctn_chain_stage_kind () &&
         g_str_equal (table->kind->fields[field].name, "name");
}

static const char *
get_header (const Table *table, guint column)
{
  return column < table->n_first
             ? table->first[column]
             : _ctn_chain_export_get_name (&table->kind->fields[column - table->n_first]);
}

/* Which columns are written. @columns: (out). Returns: how many */
static guint
list_columns (const Table *table, guint *columns)
{
  guint n = 0;

  for (guint i = 0; i < table->n_first + table->n_fields; i++)
    if (i < table->n_first || !is_left_out (table, i - table->n_first))
      columns[n++] = i;
  return n;
}

typedef gboolean (*WriteRow) (gpointer writer,
                              const char *const *cells,
                              guint n,
                              GCancellable *cancellable,
                              GError **error);

static gboolean
write_rows (const Table *table,
            WriteRow write,
            gpointer writer,
            GCancellable *cancellable,
            GError **error)
{
  guint n_all = table->n_first + table->n_fields;
  g_autofree const char **all = g_new0 (const char *, n_all + 1);
  g_autofree const char **cells = g_new0 (const char *, n_all + 1);
  g_autofree guint *columns = g_new (guint, n_all + 1);
  guint n = list_columns (table, columns);

  for (guint i = 0; i < table->rows->len; i++) {
    fill_row (table, i, all);
    for (guint k = 0; k < n; k++)
      cells[k] = all[columns[k]];
    if (!write (writer, cells, n, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_csv_row (gpointer writer,
               const char *const *cells,
               guint n,
               GCancellable *cancellable,
               GError **error)
{
  return ctn_csv_writer_write_row (writer, cells, n, cancellable, error);
}

static gboolean
write_xlsx_row (gpointer writer,
                const char *const *cells,
                guint n,
                GCancellable *cancellable,
                GError **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         ctn_xlsx_writer_write_row (writer, cells, error);
}

static gboolean
write_csv (const Table *table, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = ';', .byte_order_mark = TRUE };
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  guint n_all = table->n_first + table->n_fields;
  g_autofree const char **titles = g_new0 (const char *, n_all + 1);
  g_autofree guint *columns = g_new (guint, n_all + 1);
  guint n = list_columns (table, columns);

  for (guint i = 0; i < n; i++)
    titles[i] = get_header (table, columns[i]);
  return ctn_csv_writer_write_row (writer, titles, n, cancellable, error) &&
         write_rows (table, write_csv_row, writer, cancellable, error) &&
         ctn_csv_writer_flush (writer, cancellable, error);
}

static CtnXlsxColumn *
make_columns (const Table *table, guint *n)
{
  guint n_all = table->n_first + table->n_fields;
  g_autofree guint *columns = g_new (guint, n_all + 1);
  CtnXlsxColumn *described = g_new0 (CtnXlsxColumn, n_all + 1);

  *n = list_columns (table, columns);
  for (guint i = 0; i < *n; i++) {
    const CtnField *field =
        columns[i] >= table->n_first ? &table->kind->fields[columns[i] - table->n_first] : NULL;

    described[i].title = get_header (table, columns[i]);
    described[i].width = field == NULL ? 28 : 14;
    if (field != NULL && (field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER))
      described[i].type = CTN_XLSX_NUMBER;
  }
  return described;
}

static gboolean
write_xlsx (const CtnChainExport *self,
            GOutputStream *stream,
            GCancellable *cancellable,
            GError **error)
{
  const CtnRecordKind *const kinds[] = { ctn_chain_actor_kind (), ctn_chain_link_kind (),
                                         ctn_chain_stage_kind () };
  static const char *const sheets[] = { "Elements", "Connections", "Stages" };
  g_autoptr (CtnXlsxWriter) writer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    Table table = get_table (self, kinds[i]);
    guint n = 0;
    g_autofree CtnXlsxColumn *columns = make_columns (&table, &n);

    if (writer == NULL)
      writer = ctn_xlsx_writer_new (sheets[i], columns, n, error);
    else if (!ctn_xlsx_writer_begin_sheet (writer, sheets[i], columns, n, error))
      return FALSE;
    if (writer == NULL || !write_rows (&table, write_xlsx_row, writer, cancellable, error))
      return FALSE;
  }
  return ctn_xlsx_writer_finish (writer, stream, cancellable, error);
}

/* --- Files --------------------------------------------------------------------------------------- */

gboolean
ctn_chain_format_from_name (const char *name, CtnChainFormat *format)
{
  static const char *const endings[] = { ".xlsx", ".csv", ".graphml", ".gexf" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i])) {
      *format = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
ctn_chain_format_is_graph (const char *name)
{
  CtnChainFormat format;

  return ctn_chain_format_from_name (name, &format) &&
         (format == CTN_CHAIN_FORMAT_GRAPHML || format == CTN_CHAIN_FORMAT_GEXF);
}

static GBytes *
write_table (const CtnChainExport *self,
             const CtnRecordKind *kind,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  Table table;

  if (kind != NULL)
    table = get_table (self, kind);
  if ((kind != NULL ? !write_csv (&table, memory, cancellable, error)
                    : !write_xlsx (self, memory, cancellable, error)) ||
      !g_output_stream_close (memory, cancellable, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
ctn_chain_export_bytes (CtnConnection *reader,
                        gint64 chain,
                        CtnChainFormat format,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CtnChainExport) self = load (reader, chain, error);

  if (self == NULL)
    return NULL;
  if (format == CTN_CHAIN_FORMAT_GRAPHML)
    return _ctn_chain_export_graphml (self);
  if (format == CTN_CHAIN_FORMAT_GEXF)
    return _ctn_chain_export_gexf (self);
  return write_table (self, format == CTN_CHAIN_FORMAT_CSV ? ctn_chain_link_kind () : NULL,
                      cancellable, error);
}

GBytes *
ctn_chain_export_table (CtnConnection *reader,
                        gint64 chain,
                        const CtnRecordKind *kind,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CtnChainExport) self = load (reader, chain, error);

  return self != NULL ? write_table (self, kind, cancellable, error) : NULL;
}

gboolean
ctn_chain_export (CtnConnection *reader,
                  gint64 chain,
                  CtnChainFormat format,
                  GFile *file,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GBytes) bytes = ctn_chain_export_bytes (reader, chain, format, cancellable, error);

  return bytes != NULL && g_file_replace_contents (
                              file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                              FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error);
}
