/* All subjects that were assessed by one model, by its dimensions: the latest assessment of each. */
#pragma once

#include <ctn-connection.h>
#include <ctn-heat-map.h>

G_BEGIN_DECLS

typedef struct _CtnHeatMapFigure CtnHeatMapFigure;

/* @model: the id of a model ("ris3-wheel"); its dimensions are those of the newest version that was
 * used; assessments by others count if they are mapped to it (ctn-model-mapping.h). Rows go by the total, or by the mean of the dimensions where there is none; the best
 * first. @language: (nullable): the user's.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND when nothing was assessed by it, CTN_PROJECT_ERROR.
 * Returns: (transfer full) (nullable) */
CtnHeatMapFigure *ctn_heat_map_figure_new (CtnConnection *reader,
                                           const char *model,
                                           const char *language,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_heat_map_figure_free (CtnHeatMapFigure *self);

CtnScene *ctn_heat_map_figure_layout (const CtnHeatMapFigure *self,
                                      double width,
                                      CtnMetrics *metrics,
                                      const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* The title of the model. (transfer none) */
const char *ctn_heat_map_figure_get_title (const CtnHeatMapFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnHeatMapFigure, ctn_heat_map_figure_free)

G_END_DECLS
