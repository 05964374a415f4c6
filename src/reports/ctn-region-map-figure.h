/* The map of a project: its organisations, the links between its regions, the values of an indicator. */
#pragma once

#include <ctn-connection.h>
#include <ctn-region-map.h>
#include <ctn-region-network.h>

G_BEGIN_DECLS

typedef struct {
  GArray *organisations; /* (nullable) gint64: only these; %NULL for all */
  gboolean hide_places;
  gboolean links[CTN_N_LINK_KINDS]; /* which are drawn */
  gint64 indicator;                 /* 0 for none */
  int year;                         /* of the indicator; 0: the latest of each region */
} CtnRegionMapOptions;

typedef struct _CtnRegionMapFigure CtnRegionMapFigure;

/* Reads what the map shows. Takes some 100 ms for 100,000 organisations: for worker threads.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnRegionMapFigure *ctn_region_map_figure_new (CtnConnection *reader,
                                               const CtnRegionMapOptions *options,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_region_map_figure_free (CtnRegionMapFigure *self);

/* @zoom: as in ctn_region_map_layout(). Returns: (transfer full) */
CtnScene *ctn_region_map_figure_layout (const CtnRegionMapFigure *self,
                                        double zoom,
                                        CtnMetrics *metrics,
                                        const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the organisations behind a mark "place" of a map laid out for @zoom (element-type gint64). (transfer full) */
GArray *ctn_region_map_figure_list_organisations (const CtnRegionMapFigure *self,
                                                  double zoom,
                                                  gint64 place) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none): for tables and tests. */
const CtnRegionMapData *ctn_region_map_figure_get_data (const CtnRegionMapFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRegionMapFigure, ctn_region_map_figure_free)

G_END_DECLS
