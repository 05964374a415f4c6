/* The figures of a document as files: SVG, and PNG for word processors that do not know it. */
#pragma once

#include "ctn-document.h"

G_BEGIN_DECLS

/* One figure. */
typedef struct {
  const CtnBlock *block; /* of the document */
  double ratio;          /* height by width */
  GBytes *png;           /* (owned) */
  GBytes *svg;           /* (owned) */
} CtnDocxPicture;

/* The figures that can be drawn, in the order of their blocks, laid out for @width points. Compressing is most of
 * what writing a DOCX takes, so the processors share it.
 * Errors: those of ctn_scene_write_png(); G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type CtnDocxPicture) (nullable): %NULL with @error set */
GPtrArray *ctn_docx_pictures_new (const CtnDocument *document,
                                  double width,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
