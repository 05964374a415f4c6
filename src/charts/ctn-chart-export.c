#include "ctn-chart-export-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

/* cairo's own limit of an image's side, and a bound on its memory (256 MiB). */
#define MAX_SIDE 32767
#define MAX_PIXELS (64.0 * 1024 * 1024)

cairo_status_t
_ctn_export_collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
_ctn_export_check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (
      error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_DRAW,
      _ ("The chart could not be drawn: %s. Close other programs or choose a smaller size, "
         "then try again."),
      cairo_status_to_string (status));
  return FALSE;
}

gboolean
_ctn_export_write (GByteArray *bytes,
                   GOutputStream *stream,
                   GCancellable *cancellable,
                   GError **error)
{
  return g_output_stream_write_all (stream, bytes->data, bytes->len, NULL, cancellable, error);
}

/* Paints @scene on @surface, which it finishes and drops. */
static gboolean
paint_on (const CtnScene *scene, cairo_surface_t *surface, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  ctn_scene_paint (scene, cr);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return _ctn_export_check (status, error);
}

/* Puts title and description where screen readers and browsers look for them. */
static void
add_svg_title (const CtnScene *scene, GByteArray *bytes)
{
  g_autoptr (GString) svg = g_string_new_len ((const char *) bytes->data, bytes->len);
  g_autofree char *elements =
      g_markup_printf_escaped (" role=\"img\">\n<title>%s</title>\n<desc>%s</desc>",
                               ctn_scene_get_title (scene), ctn_scene_get_description (scene));
  const char *tag = strstr (svg->str, "<svg ");
  const char *end = tag ? strchr (tag, '>') : NULL;
  gssize at = end ? end - svg->str : 0;

  if (!end)
    return;
  g_string_erase (svg, at, 1);
  g_string_insert (svg, at, elements);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) svg->str, (guint) svg->len);
}

gboolean
ctn_scene_write_svg (const CtnScene *scene,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      _ctn_export_collect, bytes, ctn_scene_get_width (scene), ctn_scene_get_height (scene));

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  if (!paint_on (scene, surface, error))
    return FALSE;
  add_svg_title (scene, bytes);
  return _ctn_export_write (bytes, stream, cancellable, error);
}

void
_ctn_export_describe_pdf (const CtnScene *scene, cairo_surface_t *surface)
{
  /* What a chart needs is in 1.4, which every archive and printer takes. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, ctn_scene_get_title (scene));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                  ctn_scene_get_description (scene));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Catenary");
  /* A fixed date: the bytes must depend on the chart alone. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, "2000-01-01T00:00:00Z");
}

gboolean
ctn_scene_write_pdf (const CtnScene *scene,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      _ctn_export_collect, bytes, ctn_scene_get_width (scene), ctn_scene_get_height (scene));

  _ctn_export_describe_pdf (scene, surface);
  if (!paint_on (scene, surface, error))
    return FALSE;
  return _ctn_export_write (bytes, stream, cancellable, error);
}

gboolean
ctn_scene_write_png (const CtnScene *scene,
                     double scale,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double factor = CLAMP (scale, 0.1, 16);
  double width = ceil (ctn_scene_get_width (scene) * factor - 1e-6);
  double height = ceil (ctn_scene_get_height (scene) * factor - 1e-6);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    g_set_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_TOO_LARGE,
                 _ ("A picture of %.0f × %.0f pixels is too large. Choose a smaller size or scale, "
                    "or export as PDF or SVG."),
                 width, height);
    return FALSE;
  }
  surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX ((int) width, 1), MAX ((int) height, 1));
  cr = cairo_create (surface);
  cairo_scale (cr, factor, factor);
  ctn_scene_paint (scene, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  /* Compressing takes longest: whoever does not want the picture any more need not wait for it. */
  if (status == CAIRO_STATUS_SUCCESS && !g_cancellable_is_cancelled (cancellable))
    status = cairo_surface_write_to_png_stream (surface, _ctn_export_collect, bytes);
  cairo_surface_destroy (surface);
  return _ctn_export_check (status, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         _ctn_export_write (bytes, stream, cancellable, error);
}

static gboolean
write_format (const CtnScene *scene,
              CtnChartFormat format,
              double scale,
              GOutputStream *stream,
              GCancellable *cancellable,
              GError **error)
{
  switch (format) {
  case CTN_CHART_FORMAT_SVG:
    return ctn_scene_write_svg (scene, stream, cancellable, error);
  case CTN_CHART_FORMAT_PDF:
    return ctn_scene_write_pdf (scene, stream, cancellable, error);
  case CTN_CHART_FORMAT_PNG:
  default:
    return ctn_scene_write_png (scene, scale, stream, cancellable, error);
  }
}

gboolean
ctn_scene_write_file (const CtnScene *scene,
                      CtnChartFormat format,
                      double scale,
                      GFile *file,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!write_format (scene, format, scale, memory, cancellable, error) ||
      !g_output_stream_close (memory, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                                  error);
}

gboolean
ctn_chart_format_from_name (const char *name, CtnChartFormat *format)
{
  static const char *const endings[] = { ".svg", ".pdf", ".png" };
  g_autofree char *small = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (g_str_has_suffix (small, endings[i])) {
      *format = (CtnChartFormat) i;
      return TRUE;
    }
  }
  return FALSE;
}
