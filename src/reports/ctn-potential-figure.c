#include "ctn-potential-figure.h"

#include <ctn-i18n.h>
#include <math.h>

struct _CtnPotentialFigure {
  char *title;         /* (owned) */
  char *x_title;       /* (owned) */
  char *y_title;       /* (owned) */
  GPtrArray *subjects; /* (owned) CtnPotential */
  GArray *points;      /* (owned) CtnScatterPoint */
  CtnScatterData data;
};

static void
potential_free (gpointer data)
{
  CtnPotential *potential = data;

  g_free (potential->name);
  g_free (potential);
}

void
ctn_potential_figure_free (CtnPotentialFigure *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  g_ptr_array_unref (self->subjects);
  g_array_unref (self->points);
  g_free (self);
}

/* Whether the organisation of @part is in the subject of @whole. */
static gboolean
is_within (CtnConnection *reader,
           const CtnAssessment *part,
           const CtnAssessment *whole,
           gboolean *within,
           GError **error)
{
  gint64 n = 0;

  *within = FALSE;
  if (part->subject_kind != CTN_SUBJECT_ORGANISATION)
    return TRUE;
  if (whole->subject_kind == CTN_SUBJECT_REGION && whole->nuts != NULL) {
    if (!ctn_connection_get_int (reader, &n, error,
                                 "SELECT count(*) FROM organisation WHERE id = ?1 AND "
                                 "substr(nuts, 1, length(?2)) = ?2",
                                 "it", part->subject, whole->nuts))
      return FALSE;
  } else if (whole->subject_kind == CTN_SUBJECT_PARTNERSHIP) {
    if (!ctn_connection_get_int (reader, &n, error,
                                 "SELECT count(*) FROM membership WHERE organisation = ? AND "
                                 "partnership = ?",
                                 "ii", part->subject, whole->subject))
      return FALSE;
  }
  *within = n > 0;
  return TRUE;
}

/* The subject's own capacity, or the mean of those within it. */
static gboolean
find_capacity (CtnPotential *potential,
               CtnConnection *reader,
               const CtnAssessment *subject,
               const CtnComparison *capacities,
               GError **error)
{
  double sum = 0;

  potential->capacity = NAN;
  for (guint i = 0; i < capacities->scores->len; i++) {
    const CtnAssessment *other = g_ptr_array_index (capacities->assessments, i);
    double value = ctn_score_get_total (g_ptr_array_index (capacities->scores, i));
    gboolean within = FALSE;

    if (!isfinite (value))
      continue;
    if (ctn_assessment_is_same_subject (other, subject)) {
      potential->capacity = value;
      potential->n_capacity = 1;
      return TRUE;
    }
    if (!is_within (reader, other, subject, &within, error))
      return FALSE;
    if (within) {
      sum += value;
      potential->n_capacity++;
    }
  }
  if (potential->n_capacity > 0)
    potential->capacity = sum / potential->n_capacity;
  return TRUE;
}

/* The most unused potential first; those that cannot be placed last. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const CtnPotential *one = *(const CtnPotential *const *) a;
  const CtnPotential *other = *(const CtnPotential *const *) b;
  double x = isfinite (one->capacity) ? one->potential - one->capacity : -2;
  double y = isfinite (other->capacity) ? other->potential - other->capacity : -2;

  return x > y ? -1 : x < y ? 1 : g_strcmp0 (one->name, other->name);
}

static gboolean
read_subjects (CtnPotentialFigure *self,
               CtnConnection *reader,
               const CtnComparison *potentials,
               const CtnComparison *capacities,
               GError **error)
{
  for (guint i = 0; i < potentials->scores->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (potentials->assessments, i);
    double value = ctn_score_get_total (g_ptr_array_index (potentials->scores, i));
    CtnPotential *potential;

    if (!isfinite (value))
      continue;
    potential = g_new0 (CtnPotential, 1);
    potential->assessment = assessment->id;
    potential->name = g_strdup (assessment->name);
    potential->potential = value;
    g_ptr_array_add (self->subjects, potential);
    if (!find_capacity (potential, reader, assessment, capacities, error))
      return FALSE;
  }
  g_ptr_array_sort (self->subjects, compare);
  return TRUE;
}

static char *
dup_axis_title (const CtnMaturityModel *model, const char *language)
{
  return g_strdup (ctn_texts_get (ctn_maturity_model_get_title (model), language));
}

/* Both scales go from 0 to 100, whatever the models show, for only then is there a diagonal. */
static void
fill (CtnPotentialFigure *self)
{
  for (guint i = 0; i < self->subjects->len; i++) {
    const CtnPotential *subject = g_ptr_array_index (self->subjects, i);
    CtnScatterPoint point = { subject->assessment, subject->name, 100 * subject->capacity,
                              100 * subject->potential };

    g_array_append_val (self->points, point);
  }
  self->data = (CtnScatterData) { .title = self->title,
                                  .x_title = self->x_title,
                                  .y_title = self->y_title,
                                  .above = _ ("Unused potential"),
                                  .below = _ ("More capacity than potential"),
                                  .points = (const CtnScatterPoint *) (gpointer) self->points->data,
                                  .n_points = self->points->len,
                                  .max = 100 };
}

CtnPotentialFigure *
ctn_potential_figure_new (CtnConnection *reader,
                          const char *capacity,
                          const char *potential,
                          const char *language,
                          GError **error)
{
  g_autoptr (CtnComparison) potentials =
      ctn_comparison_new_all (reader, potential != NULL ? potential : CTN_POTENTIAL_MODEL, error);
  g_autoptr (CtnComparison) capacities =
      potentials != NULL
          ? ctn_comparison_new_all (reader, capacity != NULL ? capacity : CTN_CAPACITY_MODEL, error)
          : NULL;
  g_autoptr (CtnPotentialFigure) self = NULL;

  if (capacities == NULL)
    return NULL;
  self = g_new0 (CtnPotentialFigure, 1);
  self->subjects = g_ptr_array_new_with_free_func (potential_free);
  self->points = g_array_new (FALSE, FALSE, sizeof (CtnScatterPoint));
  self->title = g_strdup (_ ("Potential and Capacity"));
  self->x_title = dup_axis_title (capacities->model, language);
  self->y_title = dup_axis_title (potentials->model, language);
  if (!read_subjects (self, reader, potentials, capacities, error))
    return NULL;
  fill (self);
  return g_steal_pointer (&self);
}

CtnScene *
ctn_potential_figure_layout (const CtnPotentialFigure *self,
                             double width,
                             double height,
                             CtnMetrics *metrics,
                             const CtnTheme *theme)
{
  return ctn_scatter_layout (&self->data, width, height, metrics, theme);
}

const char *
ctn_potential_figure_get_title (const CtnPotentialFigure *self)
{
  return self->title;
}

GPtrArray *
ctn_potential_figure_get_subjects (const CtnPotentialFigure *self)
{
  return self->subjects;
}
