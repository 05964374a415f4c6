/* A whole file in memory, but not more than can be. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads @file, whose size is not trusted. Blocks.
 * Errors: CTN_INTERCHANGE_ERROR_TOO_LARGE above @max bytes, those of GIO.
 * Returns: (transfer full) (nullable) */
GBytes *ctn_file_read (GFile *file, gsize max, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
