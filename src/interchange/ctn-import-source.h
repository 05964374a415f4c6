/* A file to be imported: its table, how it was read, and which column goes into which field. */
#pragma once

#include <ctn-field-set.h>
#include <ctn-organisation.h>

#include "ctn-csv-format.h"
#include "ctn-table.h"

G_BEGIN_DECLS

typedef struct {
  CtnTable *table;
  CtnCsvFormat format;      /* as it was read; nothing in it is unknown */
  CtnFieldSet *fields;      /* what a column can go into */
  const CtnField **mapping; /* one per column, of @fields; %NULL for "leave out" */
  char **
      reasons; /* one per column: why it goes where it was suggested to, "by name"; "" for no reason */
  guint n_columns;
  char **sheets; /* (nullable) of a spreadsheet: the names of all its sheets, hidden ones last */
  guint sheet;   /* index of the one that was read */
  char *header;  /* the column names in one text: the key under which a mapping is remembered */
} CtnImportSource;

/* Reads @file (CSV, or a spreadsheet: XLSX, ODS, XLS) and suggests a mapping: the one that was used for the same header before, else by
 * the columns' names and contents. What @wanted leaves open is found out; of a spreadsheet, only its
 * header counts, and titles above the header are left out. Blocks; any thread.
 * @sheet: (nullable): name of the sheet of a spreadsheet; %NULL for the one that was taken from a file
 *   with the same sheets before, else the first that looks like a list
 * @reader: (nullable): to look for custom fields and for a remembered mapping
 * Errors: CTN_INTERCHANGE_ERROR with the place, G_IO_ERROR.
 * Returns: (transfer full) (nullable) */
CtnImportSource *ctn_import_source_load (GFile *file,
                                         const CtnCsvFormat *wanted,
                                         const char *sheet,
                                         CtnConnection *reader,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_import_source_free (CtnImportSource *self);

/* The row at which the data begin: 1 behind a header, else 0. */
guint ctn_import_source_get_first_row (CtnImportSource *self);

/* What a column is called: its header, or "Column 3". (transfer full) */
char *ctn_import_source_dup_column_name (CtnImportSource *self,
                                         guint column) G_GNUC_WARN_UNUSED_RESULT;

/* Remembers the mapping, and the sheet, in the project, inside an operation. */
gboolean
ctn_import_source_remember (CtnImportSource *self, CtnConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnImportSource, ctn_import_source_free)

G_END_DECLS
