/* The steps of the map's layout. */
#pragma once

#include "ctn-chain-map.h"
#include "ctn-legend.h"

G_BEGIN_DECLS

/* What the steps share. */
typedef struct {
  const CtnMapData *data;
  CtnMetrics *metrics;
  const CtnTheme *theme;
  CtnSceneBuilder *builder;
  double scale;    /* of text */
  CtnPoint origin; /* of the caller's coordinates */
  double side;     /* right end of all actors, in the caller's coordinates */
} CtnMapping;

void ctn_chain_map_add_actors (CtnMapping *self);
void ctn_chain_map_add_links (CtnMapping *self);

/* At most @width points broad. (transfer full) */
CtnLegend *ctn_chain_map_make_legend (const CtnMapping *self, double width);

/* Fills in the outline of an actor of @kind. */
void ctn_chain_map_append_actor (CtnMapActorKind kind, const cairo_rectangle_t *box, CtnPath *path);

/* Appends the head of a link of @kind, its tip at @tip, coming from the direction (@dx, @dy), which
 * has length 1. */
void ctn_chain_map_append_head (guint kind,
                                CtnPath *path,
                                CtnPoint tip,
                                double dx,
                                double dy,
                                double size);

/* The breadth of a link's label at most, in points at text scale 1. */
#define CTN_MAP_LABEL_WIDTH 90.0

/* How broad the label of a link is that has one and points. */
double ctn_chain_map_get_label_width (const CtnMapping *self, const CtnMapLink *link);

/* A point of a row of 1 + 3 k points of cubic curves, @part (0 to 1) of its length along. A label stands in the middle
 * if it can. */
CtnPoint ctn_chain_map_get_point (const CtnPoint *points, guint n_points, double part);

/* Paint of an actor, and of a link, in @state. */
CtnPaint ctn_chain_map_actor_paint (const CtnTheme *theme, CtnMapState state);
CtnPaint
ctn_chain_map_link_paint (const CtnTheme *theme, guint kind, CtnMapState state, double width);

/* Drawing order. */
enum {
  CTN_MAP_Z_LANE = 10,
  CTN_MAP_Z_STAGE = 20,
  CTN_MAP_Z_LINK = 30,
  CTN_MAP_Z_HEAD = 40,
  CTN_MAP_Z_LINK_LABEL = 50,
  CTN_MAP_Z_ACTOR = 60,
  CTN_MAP_Z_TEXT = 70,
};

G_END_DECLS
