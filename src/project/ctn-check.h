/* Checks on a project file that somebody else may have made, before anything in it is used. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_CHECK_MAX_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

/* Checks the private copy at @path: size, header bytes, application id, version; then, in a
 * connection that runs nothing of the file, its pages, its schema and its references. Takes a few
 * seconds at most, whatever the file holds. May be called from any thread. The copy is changed (its
 * journal mode), the original never.
 *
 * Errors: CTN_PROJECT_ERROR_NOT_A_PROJECT, _NEWER_FORMAT, _DAMAGED, _TOO_LARGE. */
gboolean ctn_check_file (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
