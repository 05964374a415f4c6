/* History of a subject: the values of all its assessments by one model, over their dates. */
#pragma once

#include <ctn-comparison.h>
#include <ctn-trend.h>

G_BEGIN_DECLS

typedef struct _CtnTrendFigure CtnTrendFigure;

/* The assessments of the subject of @assessment, in terms of the version of the model that it was assessed
 * by; a line for the total, where there is one, and one a dimension. What is known to the year stands in
 * its middle, what is known to the month in the month's. @language: (nullable): the user's.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND, CTN_PROJECT_ERROR. Returns: (transfer full) (nullable) */
CtnTrendFigure *ctn_trend_figure_new (CtnConnection *reader,
                                      gint64 assessment,
                                      const char *language,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_trend_figure_free (CtnTrendFigure *self);

CtnScene *ctn_trend_figure_layout (const CtnTrendFigure *self,
                                   double width,
                                   double height,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* The assessments behind it, the oldest first. (transfer none) */
const CtnComparison *ctn_trend_figure_get_history (const CtnTrendFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTrendFigure, ctn_trend_figure_free)

G_END_DECLS
