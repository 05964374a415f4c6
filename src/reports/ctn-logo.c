#include "ctn-logo.h"

#include <ctn-i18n.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <libxml/parser.h>
#include <string.h>

/* On the page, in points. */
#define MAX_WIDTH 170.0
#define MAX_HEIGHT 48.0

/* Pixels a point of what is kept: 432 an inch. */
#define SHARPNESS 6.0

/* A drawing says what it is near its beginning. */
#define MAX_PROLOGUE 4096

/* What some programs write behind the end of a picture. */
#define MAX_TAIL 65536

struct _CtnLogo {
  GBytes *bytes; /* (owned) */
  const char *media_type;
  cairo_surface_t *surface; /* (owned) an image */
  double width;             /* on the page, in points */
  double height;
};

typedef struct {
  const char *media_type;
  const char *loader; /* of GdkPixbuf */
  const char *end;    /* (nullable) what a whole file ends with, perhaps with something behind it */
} Format;

/* The end is asked for, because half a picture is decoded without a word. */
static const Format formats[] = {
  { "image/png", "png", "IEND" },
  { "image/jpeg", "jpeg", "\xff\xd9" },
  { "image/svg+xml", "svg", NULL },
};

/* By what is in the file: its name says nothing. */
static const Format *
find_format (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return &formats[0];
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return &formats[1];
  return length > 0 && g_strstr_len (data, (gssize) MIN (length, MAX_PROLOGUE), "<svg") != NULL
             ? &formats[2]
             : NULL;
}

/* Whether the file is whole; of a drawing, whether it is XML to its end. */
static gboolean
is_whole (GBytes *bytes, const Format *format)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize n = format->end != NULL ? strlen (format->end) : 0;
  xmlDoc *xml;

  if (format->end == NULL) {
    xml = xmlReadMemory (data, (int) length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (xml != NULL)
      xmlFreeDoc (xml);
    return xml != NULL;
  }
  for (gsize i = length >= n ? length - n + 1 : 0; i-- > 0 && length - i < MAX_TAIL;)
    if (memcmp (data + i, format->end, n) == 0)
      return TRUE;
  return FALSE;
}

static void
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
}

/* Reading ------------------------------------------------------------------------------------- */

typedef struct {
  const Format *format;
  gboolean too_large;
} Reading;

/* Before anything is decoded: drawings are made as large as they are needed, and pictures no larger. */
static void
size_cb (GdkPixbufLoader *loader, int width, int height, Reading *reading)
{
  double scale =
      MIN (SHARPNESS * MAX_WIDTH / MAX (width, 1), SHARPNESS * MAX_HEIGHT / MAX (height, 1));

  reading->too_large = width > CTN_LOGO_MAX_PIXELS || height > CTN_LOGO_MAX_PIXELS;
  if (reading->too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1 || g_str_equal (reading->format->loader, "svg"))
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

static GdkPixbuf *
decode (GBytes *bytes, Reading *reading)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gboolean ok;

  if (!is_whole (bytes, reading->format))
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type (reading->format->loader, NULL);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), reading);
  ok = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  ok = gdk_pixbuf_loader_close (loader, NULL) && ok;
  return ok && gdk_pixbuf_loader_get_pixbuf (loader) != NULL
             ? gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader))
             : NULL;
}

/* A pixel as cairo keeps it: what lets light through is weighed already. */
static guint32
weigh (const guint8 *pixel, gboolean has_alpha)
{
  guint32 alpha = has_alpha ? pixel[3] : 255;

  return alpha << 24 | (pixel[0] * alpha + 127) / 255 << 16 | (pixel[1] * alpha + 127) / 255 << 8 |
         (pixel[2] * alpha + 127) / 255;
}

static cairo_surface_t *
make_surface (const GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (
      has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  guint8 *to = cairo_image_surface_get_data (surface);
  const guint8 *from = gdk_pixbuf_read_pixels (pixbuf);

  cairo_surface_flush (surface);
  for (int y = 0; to != NULL && y < height; y++) {
    guint32 *line =
        (guint32 *) (gpointer) (to + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

    for (int x = 0; x < width; x++)
      line[x] = weigh (from + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf) +
                           (gsize) x * (gsize) gdk_pixbuf_get_n_channels (pixbuf),
                       has_alpha);
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

CtnLogo *
ctn_logo_new (GBytes *bytes, GError **error)
{
  Reading reading = { .format = find_format (bytes) };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  CtnLogo *self;
  double scale;

  if (g_bytes_get_size (bytes) > CTN_LOGO_MAX_SIZE) {
    fail (error,
          _ ("The logo is larger than 2 MiB. Save a smaller picture of it and choose that."));
    return NULL;
  }
  if (reading.format == NULL) {
    fail (error,
          _ ("The logo is no PNG, JPEG or SVG picture. Save it as one of these and choose that."));
    return NULL;
  }
  pixbuf = decode (bytes, &reading);
  if (pixbuf == NULL || reading.too_large) {
    fail (error, reading.too_large
                     ? _ ("The logo has more than 10,000 pixels to a side. Save a smaller picture "
                          "of it and choose that.")
                     : _ ("The logo cannot be read: the file is damaged or not complete. Save the "
                          "picture once more and choose that."));
    return NULL;
  }
  self = g_atomic_rc_box_new0 (CtnLogo);
  self->bytes = g_bytes_ref (bytes);
  self->media_type = reading.format->media_type;
  self->surface = make_surface (pixbuf);
  scale =
      MIN (MAX_WIDTH / gdk_pixbuf_get_width (pixbuf), MAX_HEIGHT / gdk_pixbuf_get_height (pixbuf));
  self->width = scale * gdk_pixbuf_get_width (pixbuf);
  self->height = scale * gdk_pixbuf_get_height (pixbuf);
  return self;
}

CtnLogo *
ctn_logo_ref (CtnLogo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnLogo *self = data;

  g_bytes_unref (self->bytes);
  cairo_surface_destroy (self->surface);
}

void
ctn_logo_unref (CtnLogo *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GBytes *
ctn_logo_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CtnLogo) logo = NULL;

  if (stream == NULL)
    return NULL;
  /* One byte more than there may be tells that there are more. */
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), CTN_LOGO_MAX_SIZE + 1, cancellable,
                                     error);
  logo = bytes != NULL ? ctn_logo_new (bytes, error) : NULL;
  return logo != NULL ? g_steal_pointer (&bytes) : NULL;
}

/* Use ----------------------------------------------------------------------------------------- */

void
ctn_logo_get_size (const CtnLogo *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

void
ctn_logo_paint (const CtnLogo *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_scale (cr, self->width / cairo_image_surface_get_width (self->surface),
               self->height / cairo_image_surface_get_height (self->surface));
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

GBytes *
ctn_logo_get_bytes (const CtnLogo *self)
{
  return self->bytes;
}

const char *
ctn_logo_get_media_type (const CtnLogo *self)
{
  return self->media_type;
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
ctn_logo_dup_png (const CtnLogo *self)
{
  GByteArray *png = g_byte_array_new ();

  cairo_surface_write_to_png_stream (self->surface, collect, png);
  return g_byte_array_free_to_bytes (png);
}
