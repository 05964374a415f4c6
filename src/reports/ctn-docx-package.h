/* The package of a DOCX file (ECMA-376-2): an archive, and the parts in it that every document has. */
#pragma once

#include <gio/gio.h>

#include "ctn-document.h"

G_BEGIN_DECLS

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

typedef struct _CtnDocxPackage CtnDocxPackage;

/* Errors: G_IO_ERROR_FAILED. (transfer full) (nullable) */
CtnDocxPackage *ctn_docx_package_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_docx_package_free (CtnDocxPackage *self);

/* Adds a part, in the order of calls. Errors: G_IO_ERROR_FAILED. */
gboolean ctn_docx_package_add (CtnDocxPackage *self,
                               const char *name,
                               const void *data,
                               gsize length,
                               GError **error);
gboolean ctn_docx_package_add_text (CtnDocxPackage *self,
                                    const char *name,
                                    const char *text,
                                    GError **error);

/* Adds all but word/document.xml, its relations and its pictures: types, styles, settings, numbering of lists,
 * the footer and the properties of @document. */
gboolean ctn_docx_package_add_fixed (CtnDocxPackage *self, CtnDocument *document, GError **error);

/* Ends the archive and writes it. Errors: those of @stream, G_IO_ERROR_FAILED. */
gboolean ctn_docx_package_finish (CtnDocxPackage *self,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GError **error);

/* One run a line: line ends are elements of their own. */
void ctn_docx_add_runs (GString *xml, const char *text);

G_END_DECLS
