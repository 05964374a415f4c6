/* Documents as files that others go on with: one HTML page, a DOCX, the tables as an XLSX. */
#pragma once

#include <gio/gio.h>

#include "ctn-document.h"

G_BEGIN_DECLS

/* One page with everything in it: figures as SVG, tables with head cells, a style for screen and print.
 * The same document always gives the same bytes. Errors: G_IO_ERROR, CTN_CHARTS_ERROR. */
gboolean ctn_document_write_html (CtnDocument *self,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GError **error);

/* Office Open XML (ECMA-376) with real styles, headings, tables with repeated heads, captions, a table of
 * contents that the word processor fills, and figures as SVG with a PNG for those who do not know it.
 * The same document always gives the same bytes. Errors: as above. */
gboolean ctn_document_write_docx (CtnDocument *self,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GError **error);

/* The tables of a document as a spreadsheet, a sheet each with a frozen head: numbers and days are such,
 * texts are never formulas, and where a table has a chart (CtnTableChart), the program's own stands beside
 * it. The first sheet lists them. The same document always gives the same bytes.
 * Errors: G_IO_ERROR, CTN_INTERCHANGE_ERROR. */
gboolean ctn_document_write_xlsx (CtnDocument *self,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GError **error);

/* The figure of a block as it is put into files: @width points wide. (transfer full) (nullable) */
CtnScene *ctn_document_layout_figure (const CtnDocument *document,
                                      const CtnDocumentFigure *figure,
                                      double width);

/* A scene as SVG or PNG in memory; @scale: pixels a point, 0 for SVG. (transfer full) (nullable) */
GBytes *ctn_document_render (const CtnScene *scene, double scale, GError **error);

G_END_DECLS
