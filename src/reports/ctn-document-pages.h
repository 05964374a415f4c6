/* A document on paper: laid out into pages, which can be painted, printed and written as PDF.
 *
 * Paragraphs break across pages with at least two lines on either side; headings stay with what follows;
 * rows of a table stay whole where a page can hold them, and its head is repeated; figures stay with
 * their captions. The same document on the same paper with the same fonts always gives the same pages. */
#pragma once

#include <gio/gio.h>

#include "ctn-document.h"

G_BEGIN_DECLS

typedef struct _CtnPages CtnPages;

/* In points. */
typedef struct {
  double width;
  double height;
  double margin_x; /* left and right */
  double margin_top;
  double margin_bottom;
} CtnPaper;

/* A4 upright, margins of 22 mm and more. (transfer none) */
const CtnPaper *ctn_paper_a4 (void);

/* Lays @document out. May be called from any thread; the pages are then used by one thread at a time.
 * Errors: G_IO_ERROR_CANCELLED. Returns: (transfer full) (nullable) */
CtnPages *ctn_pages_new (CtnDocument *document,
                         const CtnPaper *paper,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_pages_free (CtnPages *self);

guint ctn_pages_get_n_pages (const CtnPages *self);
const CtnPaper *ctn_pages_get_paper (const CtnPages *self);

/* Paints a page, from 0 on, at (0, 0) in points. */
void ctn_pages_paint (CtnPages *self, guint page, cairo_t *cr);

/* Writes a PDF with metadata, an outline of the headings, and links from the contents; @stream stays
 * open. Errors: G_IO_ERROR, CTN_CHARTS_ERROR_DRAW. */
gboolean ctn_pages_write_pdf (CtnPages *self,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error);

/* The page of the heading with @block as its index in the document, from 0 on; -1 for none. */
int ctn_pages_get_heading_page (const CtnPages *self, guint block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPages, ctn_pages_free)

G_END_DECLS
