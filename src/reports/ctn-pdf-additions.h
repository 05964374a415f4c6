/* What cairo cannot say in a PDF, and readers for the blind need: the language, alternative texts of figures,
 * and what a table's heads are heads of.
 *
 * They are appended as an incremental update (ISO 32000-1, 7.5.6): the objects concerned are written once
 * more, with the entries added, and a cross-reference table of theirs follows. Nothing that cairo wrote is
 * touched. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnPdfAdditions CtnPdfAdditions;

/* @language: a tag such as "de". (transfer full) */
CtnPdfAdditions *ctn_pdf_additions_new (const char *language) G_GNUC_WARN_UNUSED_RESULT;
void ctn_pdf_additions_free (CtnPdfAdditions *self);

/* The next element Figure of the document. @alternative: (nullable) */
void ctn_pdf_additions_add_figure (CtnPdfAdditions *self, const char *alternative);

/* The next element TH: head of a row, or of a column. */
void ctn_pdf_additions_add_head (CtnPdfAdditions *self, gboolean of_row);

/* Appends all to @pdf, a file of cairo with a version up to 1.4. A file that is not as expected, with another
 * number of figures or heads, stays as it is. Returns whether they are in it. */
gboolean ctn_pdf_additions_apply (CtnPdfAdditions *self, GByteArray *pdf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPdfAdditions, ctn_pdf_additions_free)

G_END_DECLS
