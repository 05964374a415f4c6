/* How wide the columns of a document's tables are, for writers that have to say it. */
#pragma once

#include "ctn-document.h"

G_BEGIN_DECLS

/* Room at the left and at the right of a cell's text, in points. */
#define CTN_CELL_PADDING 4.0

/* More room at the left of a text whose neighbour there is a number: both would touch. In points; 0 for other
 * columns. */
double ctn_document_table_get_indent (const CtnDocumentTable *table, guint column);

/* Takes out the columns in which nothing stands, or nothing but "–", in all tables with the same heads. The
 * first column stays. */
void ctn_document_drop_empty_columns (CtnDocument *document);

/* The widths of all columns, in points, for tables @width points wide whose cells are set at @size.
 *
 * No column is narrower than its longest word, where all of them can have that; none is wider than its
 * longest text while another has to break its own; what is left goes by the widths that the tables ask
 * for. A column without any text keeps what it asks for, to be written in by hand. Tables with the
 * same heads have the same columns.
 * Returns: (transfer full) (element-type double*): one a block, %NULL for what is no table */
GPtrArray *ctn_document_measure_columns (const CtnDocument *document,
                                         CtnMetrics *metrics,
                                         double width,
                                         double size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
