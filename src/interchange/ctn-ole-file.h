/* Streams in an OLE compound file ([MS-CFB]), the container of XLS. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads the stream named one of @names (%NULL-ended, the first that is there, case not counted); chains
 * that run in circles end where the file could not be longer.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX when the file is damaged or has no such stream.
 * Returns: (transfer full) */
GBytes *ctn_ole_file_read (GBytes *bytes,
                           const char *const *names,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
