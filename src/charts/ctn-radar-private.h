/* The steps of the radar's layout. */
#pragma once

#include "ctn-legend.h"
#include "ctn-radar.h"

G_BEGIN_DECLS

/* A label in its place. */
typedef struct {
  cairo_rectangle_t box;
  CtnTextBlock *text; /* (owned) (nullable) NULL when there is no room at all */
  CtnAlign align;
  gboolean leader; /* away from its spoke: needs a line to it */
  CtnPoint spoke;  /* the spoke's end, with the gap */
} CtnRadarLabel;

/* Circle and labels. */
typedef struct {
  CtnPoint center;
  double radius;
  double size;           /* of the labels' text */
  CtnRadarLabel *labels; /* (owned) one per axis */
  guint n_labels;
} CtnRadarPlacement;

/* Places circle and labels in @area; the labels keep @gap points from the circle. @size is the
 * largest size of text. */
void ctn_radar_place (const CtnRadarData *data,
                      const cairo_rectangle_t *area,
                      double gap,
                      double size,
                      CtnMetrics *metrics,
                      CtnRadarPlacement *placement);
void ctn_radar_placement_clear (CtnRadarPlacement *placement);

/* Direction of @axis of @n, radians; 0 is the first one, straight up. */
double ctn_radar_angle (guint axis, guint n);

/* Adds rings, spokes, scale and groups; then bands, lines, markers, and crosses @cross_step points
 * apart for values that are missing. */
void ctn_radar_add_frame (CtnSceneBuilder *builder,
                          const CtnRadarData *data,
                          const CtnRadarGeometry *geometry,
                          const CtnRadarPlacement *placement,
                          CtnMetrics *metrics,
                          const CtnTheme *theme);
void ctn_radar_add_values (CtnSceneBuilder *builder,
                           const CtnRadarData *data,
                           const CtnRadarGeometry *geometry,
                           double cross_step,
                           const CtnTheme *theme);

/* The entries of the legend, each element's paths owned.
 *
 * Returns: (transfer full): of CtnLegendEntry. */
GArray *ctn_radar_make_legend (const CtnRadarData *data, const CtnTheme *theme);

/* Colour of the group at @index: counted from the palette's end, so that groups and the first series
 * differ. */
CtnColor ctn_radar_group_color (const CtnTheme *theme, guint index);

/* @value in the reader's digits, with as many decimals as the scale is worth.
 *
 * Returns: (transfer full): the text. */
char *ctn_radar_format (const CtnRadarData *data, double value);

/* Most series that have no value on one and the same axis. */
guint ctn_radar_count_gaps (const CtnRadarData *data);

/* Drawing order. */
enum {
  CTN_RADAR_Z_BAND = 10,
  CTN_RADAR_Z_GRID = 20,
  CTN_RADAR_Z_SCALE = 30,
  CTN_RADAR_Z_TARGET = 40,
  CTN_RADAR_Z_AREA = 50,
  CTN_RADAR_Z_LINE = 60,
  CTN_RADAR_Z_MARKER = 70,
  CTN_RADAR_Z_TEXT = 70 + 2 * CTN_RADAR_MAX_SERIES,
};

/* Distances outside of the ring: the arcs of the groups, and the crosses of missing values. */
#define CTN_RADAR_ARC_WIDTH 3.0
#define CTN_RADAR_ARC_GAP 2.5
#define CTN_RADAR_CROSS_STEP 6.5

G_END_DECLS
