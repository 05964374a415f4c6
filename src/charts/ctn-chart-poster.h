/* A scene on paper: fitted to one sheet, or over several that are put together to a poster.
 *
 * Sheets of a poster overlap by 10 mm. A dashed line shows where the neighbour begins: cut there, or lay the
 * sheets upon each other up to it. Below each sheet stands its place: columns have letters, rows numbers. */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_POSTER_MAX_SHEETS 400

typedef enum {
  CTN_PAPER_A4,
  CTN_PAPER_A3,
} CtnPaper;

typedef struct {
  CtnPaper paper;
  gboolean fit; /* to one sheet, smaller where it must be and never larger than it is */
  double scale; /* of a poster, 0.1 to 4; 1 is the size on the screen */
} CtnPosterOptions;

/* How the sheets lie: upright or not, whichever takes fewer. */
typedef struct {
  double width, height; /* of a sheet, points */
  double scale;         /* of the scene */
  guint columns, rows;
} CtnPosterPlan;

void ctn_poster_plan (const CtnScene *scene, const CtnPosterOptions *options, CtnPosterPlan *plan);

/* What of the scene is on a sheet, in points of the scene. */
void
ctn_poster_get_area (const CtnPosterPlan *plan, guint column, guint row, cairo_rectangle_t *area);

/* Writes a PDF, a page a sheet, row by row. The stream stays open.
 * Errors: as in ctn-chart-export.h; CTN_CHARTS_ERROR_TOO_LARGE above CTN_POSTER_MAX_SHEETS. */
gboolean ctn_scene_write_poster (const CtnScene *scene,
                                 const CtnPosterOptions *options,
                                 CtnMetrics *metrics,
                                 GOutputStream *stream,
                                 GCancellable *cancellable,
                                 GError **error);

/* The same to @file, which is replaced as a whole or not at all. */
gboolean ctn_scene_write_poster_file (const CtnScene *scene,
                                      const CtnPosterOptions *options,
                                      CtnMetrics *metrics,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
