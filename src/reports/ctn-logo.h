/* The picture of whoever hands a report in, which stands above its title: PNG, JPEG or SVG. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* The largest file: 2 MiB. */
#define CTN_LOGO_MAX_SIZE (2 * 1024 * 1024)

/* More pixels to a side than this are refused. */
#define CTN_LOGO_MAX_PIXELS 10000

typedef struct _CtnLogo CtnLogo;

/* Reads a picture from the bytes of a file; from a drawing (SVG) one that is sharp in print is made.
 * Errors: G_IO_ERROR_INVALID_DATA for what is no such picture, is damaged or too large.
 * Returns: (transfer full) (nullable) */
CtnLogo *ctn_logo_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnLogo *ctn_logo_ref (CtnLogo *self);
void ctn_logo_unref (CtnLogo *self);

/* Reads a file and looks whether it is a logo. Blocks. Errors: those of reading, and as above.
 * Returns: (transfer full) (nullable): its bytes */
GBytes *
ctn_logo_load (GFile *file, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How large it stands on a page, in points: in its own proportions, at most 170 × 48. */
void ctn_logo_get_size (const CtnLogo *self, double *width, double *height);

/* Paints it at (0, 0) in that size. */
void ctn_logo_paint (const CtnLogo *self, cairo_t *cr);

/* The file as it was given. (transfer none) */
GBytes *ctn_logo_get_bytes (const CtnLogo *self);
const char *ctn_logo_get_media_type (const CtnLogo *self);

/* The picture as a PNG. (transfer full) */
GBytes *ctn_logo_dup_png (const CtnLogo *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLogo, ctn_logo_unref)

G_END_DECLS
