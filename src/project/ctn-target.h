/* The user's file as something that others may change: recognising it, and replacing it in one step.
 * For the project room only. Everything here may block; any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a project file looked like when it was last read or written: its size and its first 256 KiB.
 * Every operation writes a new random text into the table `meta`, which lies there, and every other
 * program that knows SQLite raises the counter in the header; so two versions of a project never
 * look the same, and a copy that was only touched does. Nothing rests on times or ETags, which some
 * file systems do not have, or not finely enough. */
typedef struct {
  gint64 size;   /* 0: never seen */
  char head[65]; /* SHA-256 in hexadecimal */
} CtnStamp;

gboolean ctn_stamp_equal (const CtnStamp *a, const CtnStamp *b);

/* Whether the file was ever seen. */
gboolean ctn_stamp_is_set (const CtnStamp *self);

/* Errors: G_IO_ERROR. */
gboolean ctn_stamp_read (CtnStamp *self, GFile *file, GCancellable *cancellable, GError **error);

/* Asked right before the replacement takes place, when the new content lies ready beside the target.
 * %FALSE with @error stops it. */
typedef gboolean (*CtnTargetGuard) (gpointer data, GCancellable *cancellable, GError **error);

/* Replaces @target with the content of the local file at @source, wholly or not at all, and durably:
 * temporary file, fsync, rename, fsync of the folder. The permissions of the target are kept; behind
 * a symbolic link, what it points to is replaced. @temporary_name: of the temporary file in the
 * target's folder; a left-over of that name is removed.
 *
 * GIO's own replacement is used only where there is no path: it writes into the target itself when
 * it cannot keep the owner, or cannot make a file beside it, and a crash then leaves half a file.
 * Errors: G_IO_ERROR, those of @guard. */
gboolean ctn_target_replace (GFile *target,
                             const char *source,
                             const char *temporary_name,
                             CtnTargetGuard guard,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);

/* Removes what a crash may have left beside @target. */
void ctn_target_remove_temporary (GFile *target, const char *temporary_name);

G_END_DECLS
