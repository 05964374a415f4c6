/* What charts with an upright scale share: page, title, grid and numbers of the scale. */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

typedef struct {
  CtnSceneBuilder *builder; /* (owned) until the scene ends */
  CtnMetrics *metrics;      /* (unowned) */
  const CtnTheme *theme;
  double width, height;
  double margin;
  double size;            /* of texts, points */
  cairo_rectangle_t plot; /* what is free yet; set_scale () makes it the plot itself */
  double min, max;        /* of the upright scale */
} CtnPlane;

/* Begins the scene with its title. */
void ctn_plane_begin (CtnPlane *self,
                      const char *title,
                      const char *description,
                      double width,
                      double height,
                      CtnMetrics *metrics,
                      const CtnTheme *theme);

/* Draws the numbers of the scale at the left of the plot and the lines behind it, and takes the room for
 * the numbers from the plot. */
void ctn_plane_set_scale (CtnPlane *self, double min, double max);

/* Where a value stands, kept inside of the scale. */
double ctn_plane_get_y (const CtnPlane *self, double value);

/* Ends a chart that has nothing to show. */
CtnScene *ctn_plane_end_empty (CtnPlane *self) G_GNUC_WARN_UNUSED_RESULT;

/* The next round step of 1, 2 or 5 times a power of ten that divides @range into at most @n parts. */
double ctn_plane_find_step (double range, guint n);

G_END_DECLS
