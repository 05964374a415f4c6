/* Potential and capacity: what a place could do, upwards, by what those in it can do now, across. What lies
 * above the diagonal is potential that is not used. */
#pragma once

#include <ctn-comparison.h>
#include <ctn-scatter.h>

G_BEGIN_DECLS

/* The pair of models that is shipped for this. */
#define CTN_POTENTIAL_MODEL "regional-potential"
#define CTN_CAPACITY_MODEL "organisation-capacity"

/* One subject. Values are 0 to 1. */
typedef struct {
  gint64 assessment; /* of its potential */
  char *name;
  double potential;
  double capacity;  /* NAN if nothing is known */
  guint n_capacity; /* assessments that it is the mean of */
} CtnPotential;

typedef struct _CtnPotentialFigure CtnPotentialFigure;

/* @capacity, @potential: (nullable): ids of models with a total; %NULL for the above. Of each subject the
 * latest assessments count. The capacity of a subject is its own, or else the mean of those of the
 * organisations in it: with their seat in the region, or members of the partnership. @language:
 * (nullable): the user's.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND when nothing was assessed by one of the models, CTN_PROJECT_ERROR.
 * Returns: (transfer full) (nullable) */
CtnPotentialFigure *ctn_potential_figure_new (CtnConnection *reader,
                                              const char *capacity,
                                              const char *potential,
                                              const char *language,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_potential_figure_free (CtnPotentialFigure *self);

CtnScene *ctn_potential_figure_layout (const CtnPotentialFigure *self,
                                       double width,
                                       double height,
                                       CtnMetrics *metrics,
                                       const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) */
const char *ctn_potential_figure_get_title (const CtnPotentialFigure *self);

/* All subjects with a potential, those without a known capacity included; the most unused potential
 * first. (transfer none) (element-type CtnPotential) */
GPtrArray *ctn_potential_figure_get_subjects (const CtnPotentialFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPotentialFigure, ctn_potential_figure_free)

G_END_DECLS
