/* Scenes as files: SVG, PDF, PNG.
 *
 * A figure's size is chosen by laying it out at the size wanted; the scale of a PNG only says how
 * many pixels there are to a point. The same scene always gives the same bytes: no dates, no
 * counters. Nothing here needs a display; all may be called from any thread.
 *
 * Errors: CTN_CHARTS_ERROR_TOO_LARGE, CTN_CHARTS_ERROR_DRAW, and what @stream or the file reports
 * (G_IO_ERROR), G_IO_ERROR_CANCELLED among it. */
#pragma once

#include "ctn-charts-error.h"
#include "ctn-scene.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CTN_CHART_FORMAT_SVG,
  CTN_CHART_FORMAT_PDF,
  CTN_CHART_FORMAT_PNG,
} CtnChartFormat;

/* Write @scene to @stream, which stays open. PDF holds its text as text and the title in its
 * metadata; SVG holds text as outlines, title and description as elements. @scale is 1 to 4 pixels
 * a point and more (at most 16) for print. */
gboolean ctn_scene_write_svg (const CtnScene *scene,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error);
gboolean ctn_scene_write_pdf (const CtnScene *scene,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error);
gboolean ctn_scene_write_png (const CtnScene *scene,
                              double scale,
                              GOutputStream *stream,
                              GCancellable *cancellable,
                              GError **error);

/* Writes @scene to @file in @format, replacing it when all has been written and not before. @scale
 * counts for PNG only. */
gboolean ctn_scene_write_file (const CtnScene *scene,
                               CtnChartFormat format,
                               double scale,
                               GFile *file,
                               GCancellable *cancellable,
                               GError **error);

/* The format that a file's name asks for by its ending (.svg, .pdf, .png, in any case).
 *
 * Returns: FALSE when it asks for none. */
gboolean ctn_chart_format_from_name (const char *name, CtnChartFormat *format);

G_END_DECLS
