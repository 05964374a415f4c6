/* A large scene as tiles, painted on a worker thread, so that a frame never waits for it.
 *
 * What is not painted yet shows as it was before at another zoom, or as a small picture of the whole,
 * enlarged. */
#pragma once

#include <ctn-scene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CTN_TYPE_CHART_TILES (ctn_chart_tiles_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartTiles, ctn_chart_tiles, CTN, CHART_TILES, GObject)

/* Signal "ready": more is painted than before. */

CtnChartTiles *ctn_chart_tiles_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* @scene: (nullable) */
void ctn_chart_tiles_set_scene (CtnChartTiles *self, CtnScene *scene);

/* (transfer none) (nullable) */
CtnScene *ctn_chart_tiles_get_scene (CtnChartTiles *self);

/* Draws what can be seen of the scene in @width × @height pixels, its origin at (@x, @y), a point @scale
 * pixels wide, and has painted what is missing. @factor: of the screen, whole pixels to a pixel */
void ctn_chart_tiles_snapshot (CtnChartTiles *self,
                               GtkSnapshot *snapshot,
                               double x,
                               double y,
                               double scale,
                               int width,
                               int height,
                               int factor);

/* A picture of @width × @height pixels whose upper left corner lies at (@x, @y) pixels of the scene, a point
 * @scale pixels wide. May be called from any thread.
 *
 * Returns: (transfer full) */
GdkTexture *
ctn_chart_tiles_paint (CtnScene *scene, double scale, double x, double y, int width, int height)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
