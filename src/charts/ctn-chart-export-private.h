/* What the writers of files have in common. */
#pragma once

#include <cairo.h>

#include "ctn-chart-export.h"

G_BEGIN_DECLS

/* A cairo_write_func_t: appends to the GByteArray @closure. */
cairo_status_t _ctn_export_collect (void *closure, const unsigned char *data, unsigned int length);

/* FALSE with @error set (CTN_CHARTS_ERROR_DRAW) unless @status is good. */
gboolean _ctn_export_check (cairo_status_t status, GError **error);

gboolean _ctn_export_write (GByteArray *bytes,
                            GOutputStream *stream,
                            GCancellable *cancellable,
                            GError **error);

/* Version and metadata of a PDF that shows @scene. */
void _ctn_export_describe_pdf (const CtnScene *scene, cairo_surface_t *surface);

G_END_DECLS
