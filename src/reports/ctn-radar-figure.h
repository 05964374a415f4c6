/* Radar figures: assessments of a project as a chart, for screen, export, command line and reports.
 *
 * A figure holds what the chart needs and no connection to the project. It may be drawn at any size
 * and in any theme, by any thread that has a metrics object of its own. The marks of its scenes have the
 * index of the model's node, plus 1, as id and the number of the series as part. */
#pragma once

#include <ctn-comparison.h>
#include <ctn-radar.h>

G_BEGIN_DECLS

/* What the axes are. */
typedef enum {
  CTN_RADAR_AXES_AUTOMATIC, /* questions up to CTN_RADAR_FIGURE_MAX_QUESTIONS of them, else pillars */
  CTN_RADAR_AXES_PILLARS,   /* the nodes below the whole */
  CTN_RADAR_AXES_QUESTIONS,
} CtnRadarAxes;

#define CTN_RADAR_FIGURE_MAX_QUESTIONS 24

typedef struct _CtnRadarFigure CtnRadarFigure;

typedef struct {
  const gint64 *assessments; /* one series each; the first one's targets are drawn */
  gsize n_assessments;       /* 1 to CTN_RADAR_MAX_SERIES */
  CtnRadarAxes axes;
  gboolean without_target;
  const CtnComparison *peers; /* (nullable): draws their quartile band where there are at least
                               * CTN_QUARTILES_MIN_N; in terms of the first one's version */
  const char *norm;     /* (nullable): code of a norm of the model, drawn as a series of its own */
  const char *language; /* (nullable): the user's */
} CtnRadarFigureOptions;

/* Reads and scores the assessments, all in terms of the first one's version of the model: a question that
 * another version has no counterpart of is a gap there.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND, CTN_MATURITY_ERROR_MODEL when the models differ or the versions
 * are not mapped (ctn-model-mapping.h), CTN_PROJECT_ERROR.
 * Returns: (transfer full) (nullable) */
CtnRadarFigure *ctn_radar_figure_new (CtnConnection *reader,
                                      const CtnRadarFigureOptions *options,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A score that belongs to no assessment, such as that of trial answers, as the only series, called @name.
 * ctn_radar_figure_get_assessment() has nothing to give then. @score: (transfer full). @language: (nullable).
 * Returns: (transfer full) */
CtnRadarFigure *ctn_radar_figure_new_for_score (CtnScore *score,
                                                const char *name,
                                                const char *language) G_GNUC_WARN_UNUSED_RESULT;
void ctn_radar_figure_free (CtnRadarFigure *self);

/* Lays the chart out on @width × @height points. @geometry (out) (optional).
 * Returns: (transfer full) */
CtnScene *ctn_radar_figure_layout (const CtnRadarFigure *self,
                                   double width,
                                   double height,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme,
                                   CtnRadarGeometry *geometry) G_GNUC_WARN_UNUSED_RESULT;

/* The same on the way from @from to @self: @share of it, 0 to 1, has been gone. For an animation; where
 * @from (nullable) has other axes or series, it is @self. */
CtnScene *ctn_radar_figure_layout_between (const CtnRadarFigure *self,
                                           const CtnRadarFigure *from,
                                           double share,
                                           double width,
                                           double height,
                                           CtnMetrics *metrics,
                                           const CtnTheme *theme,
                                           CtnRadarGeometry *geometry) G_GNUC_WARN_UNUSED_RESULT;

/* "Bayern: RIS3 assessment wheel", for titles and file names. (transfer none) */
const char *ctn_radar_figure_get_title (const CtnRadarFigure *self);

/* The model, and the score of the assessment at @index; all scores are of this model. (transfer none) */
CtnMaturityModel *ctn_radar_figure_get_model (const CtnRadarFigure *self);
guint ctn_radar_figure_get_n_axes (const CtnRadarFigure *self);
guint ctn_radar_figure_get_n_series (const CtnRadarFigure *self);
const CtnScore *ctn_radar_figure_get_score (const CtnRadarFigure *self, guint index);
const CtnAssessment *ctn_radar_figure_get_assessment (const CtnRadarFigure *self, guint index);

/* Quartiles of the peers, one a node; and how many peers there are. (transfer none) (nullable) */
const CtnQuartiles *ctn_radar_figure_get_quartiles (const CtnRadarFigure *self, guint *n_peers);

/* The norm that is drawn. (transfer none) (nullable) */
const CtnNorm *ctn_radar_figure_get_norm (const CtnRadarFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRadarFigure, ctn_radar_figure_free)

G_END_DECLS
