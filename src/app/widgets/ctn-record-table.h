/* Records as a table that is edited in place, as in a spreadsheet: for some hundreds of rows with numbers.
 * A value is taken when Enter is pressed or the cell loses the focus; what its field does not take stays
 * there, marked, with the reason as its tooltip.
 *
 * Rows may stand for records that are not there yet: the first value that is typed makes them. */
#pragma once

#include <adwaita.h>
#include <ctn-field.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_RECORD_TABLE (ctn_record_table_get_type ())

G_DECLARE_FINAL_TYPE (CtnRecordTable, ctn_record_table, CTN, RECORD_TABLE, AdwBin)

typedef struct {
  gint64 id;   /* of the record, 0 for one that is not there yet */
  gint64 key;  /* of the owner's choice, such as the stage that the row is about */
  char *title; /* stands in front; %NULL for none */
} CtnTableRow;

/* What a cell that is computed shows; numbers stand at the right. (transfer full) (nullable) */
typedef char *(*CtnTableCompute) (const CtnTableRow *row, guint column, gpointer data);

/* Writes a value; @row->id is 0 for a record that has to be made first. */
typedef gboolean (*CtnTableEdit) (CtnPage *page,
                                  const CtnTableRow *row,
                                  const CtnField *field,
                                  const char *text,
                                  gpointer data,
                                  GError **error);

/* What there is in each row. @title: heading of the titles, %NULL for none. @fields: names of fields of
 * @kind, and "=" where the next of the computed columns stands; ends with %NULL. @computed: headings of the
 * computed columns; ends with %NULL, or is %NULL.
 * @data outlives the table. All texts are translated. */
void ctn_record_table_set_up (CtnRecordTable *self,
                              CtnPage *page,
                              const CtnRecordKind *kind,
                              const char *title,
                              const char *const *fields,
                              const char *const *computed,
                              CtnTableCompute compute,
                              CtnTableEdit edit,
                              gpointer data);

/* Whether rows have a button that deletes their record. */
void ctn_record_table_set_removable (CtnRecordTable *self, gboolean removable);

/* Shows these rows (element-type CtnTableRow); rows that were there keep their cells, and the focus.
 * @rows: (transfer full) */
void ctn_record_table_take_rows (CtnRecordTable *self, GPtrArray *rows);

/* Puts the focus into the first cell of the row with the record @id. */
void ctn_record_table_focus (CtnRecordTable *self, gint64 id);

void ctn_table_row_free (CtnTableRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTableRow, ctn_table_row_free)

G_END_DECLS
