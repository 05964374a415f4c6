/* Value-chain map: stages as chevrons, lanes as bands, actors, and links between them.
 *
 * The places come from elsewhere (a layout, or the user's hand): this draws what it is given. All
 * lengths are in points, in a coordinate system of the caller's that ctn_chain_map_layout() moves as
 * a whole into the page.
 *
 * Symbols: chevron = stage, rounded box = actor, hexagon = supporter, ellipse = market; dashed =
 * planned or missing, the latter in a colour of warning; the breadth of a link = its volume, its
 * colour and the form of its head = its kind. */
#pragma once

#include "ctn-metrics.h"
#include "ctn-scene.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

typedef enum {
  CTN_MAP_ACTOR,
  CTN_MAP_SUPPORTER,
  CTN_MAP_MARKET,
} CtnMapActorKind;

typedef enum {
  CTN_MAP_EXISTING,
  CTN_MAP_WEAK,
  CTN_MAP_PLANNED,
  CTN_MAP_MISSING,
  CTN_MAP_GONE, /* taken away for a trial: pale */
} CtnMapState;

/* A stage takes a column, or a row of a map from top to bottom. @start: its left or upper end. A length of 0
 * or less: that of its actors. */
typedef struct {
  gint64 id;
  const char *name;
  double start, length;
  const char *subtitle; /* (nullable) a line below the name */
  CtnColor fill;        /* of an overlay; an alpha of 0 for none */
  /* The part of the heading's height, or breadth, that it takes: wholes stand above or left of their parts,
   * and stages that run beside each other share it. Both 0: all of it. */
  double row_start, row_end;
} CtnMapStage;

/* A lane takes a band across the stages. A breadth of 0 or less: that of its actors. */
typedef struct {
  gint64 id;
  const char *name;
  double start, breadth;
} CtnMapLane;

typedef struct {
  gint64 id;
  const char *name;
  const char *subtitle;    /* (nullable) a line below the name */
  const char *description; /* (nullable) all that is to be said of it, in one sentence */
  CtnMapActorKind kind;
  CtnMapState state;
  int stage, lane; /* indices, or -1 */
  gboolean pinned; /* stays where it is: marked with a pin */
  cairo_rectangle_t box;
  CtnColor fill; /* of an overlay; an alpha of 0 for none */
} CtnMapActor;

typedef struct {
  gint64 id;
  guint from, to; /* indices of actors; a link to anything else is left out */
  guint kind;     /* index into the names of the kinds */
  CtnMapState state;
  double width;            /* points, 0.5 to 12 */
  const char *label;       /* (nullable) shown at the middle */
  const char *description; /* (nullable) all that is to be said of it, in one sentence */
  const CtnPoint *points;  /* (nullable) 1 + 3 k points of a row of cubic curves; without, a curve
                           * from side to side */
  guint n_points;
} CtnMapLink;

/* All borrowed for the time of the call. */
typedef struct {
  const char *title; /* (nullable) */
  const CtnMapStage *stages;
  guint n_stages;
  const CtnMapLane *lanes;
  guint n_lanes;
  const CtnMapActor *actors;
  guint n_actors;
  const CtnMapLink *links;
  guint n_links;
  const char *const *link_kinds; /* names of the kinds, for the legend */
  guint n_link_kinds;
  gboolean top_down; /* stages are rows, headed on the left; lanes are columns */
  gboolean without_legend;
  /* What is laid over the map: its name, what its palest and its strongest colour stand for. */
  const char *overlay_name; /* (nullable) */
  const char *overlay_low, *overlay_high;
  CtnColor overlay_color; /* the strongest */
} CtnMapData;

/* Lays out the map; the page is as large as it needs to be. Marks: "stage", "lane", "actor"
 * (reachable), "link" (reachable, after all actors), each with the record's id, "legend", "title".
 * @origin (out) (optional): where the caller's (0, 0) is in the scene.
 *
 * Returns: (transfer full): the scene. */
CtnScene *ctn_chain_map_layout (const CtnMapData *data,
                                CtnMetrics *metrics,
                                const CtnTheme *theme,
                                CtnPoint *origin) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
