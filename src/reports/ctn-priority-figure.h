/* Priorities of regions as heat maps: region by column, and the overlap of every two regions. */
#pragma once

#include <ctn-heat-map.h>
#include <ctn-priority-overlap.h>

G_BEGIN_DECLS

/* How many priorities of each region (rows; id: index + 1) stand in each column. Cells are numbered. */
CtnScene *ctn_priority_matrix_layout (const CtnPriorityMatrix *matrix,
                                      double width,
                                      CtnMetrics *metrics,
                                      const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* Jaccard's index of every two of @regions (element-type CtnRegionCodes), in one scheme or, for -1, in all together;
 * no value where neither has a code, and of a region with itself. */
CtnScene *ctn_overlap_layout (GPtrArray *regions,
                              int scheme,
                              double width,
                              CtnMetrics *metrics,
                              const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
