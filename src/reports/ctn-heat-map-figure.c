#include "ctn-heat-map-figure.h"

#include <ctn-comparison.h>
#include <ctn-i18n.h>
#include <math.h>

/* A subject's latest assessment and its values. */
typedef struct {
  gint64 id;
  char *label;
  double order; /* total, or mean of the dimensions */
  double *values;
} Subject;

struct _CtnHeatMapFigure {
  char *title;
  GPtrArray *columns; /* (owned) utf8 */
  GArray *rows;       /* (owned) CtnHeatRow */
  GPtrArray *labels;  /* (owned) utf8, of the rows */
  GArray *values;     /* (owned) double */
  CtnHeatMapData data;
};

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->label);
  g_free (subject->values);
  g_free (subject);
}

void
ctn_heat_map_figure_free (CtnHeatMapFigure *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  g_free (self);
}

static Subject *
read_subject (const CtnAssessment *assessment, const CtnScore *score, gboolean with_total)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  Subject *subject = g_new0 (Subject, 1);
  double sum = 0;
  guint n = 0;

  subject->id = assessment->id;
  subject->label = assessment->stage != NULL
                       ? g_strdup_printf ("%s · %s", assessment->name, assessment->stage)
                       : g_strdup (assessment->name);
  subject->values = g_new (double, root->children->len + 1);
  for (guint i = 0; i < root->children->len; i++) {
    double value = ctn_score_get_node (score, ctn_model_node_get_child (root, i))->value;

    subject->values[i] = value;
    if (isfinite (value)) {
      sum += value;
      n++;
    }
  }
  subject->values[root->children->len] = ctn_score_get_total (score);
  subject->order = with_total ? ctn_score_get_total (score) : n > 0 ? sum / n : NAN;
  return subject;
}

/* The best first; those without a value last. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Subject *one = *(const Subject *const *) a;
  const Subject *other = *(const Subject *const *) b;
  double x = isfinite (one->order) ? one->order : -1;
  double y = isfinite (other->order) ? other->order : -1;

  return x > y ? -1 : x < y ? 1 : g_strcmp0 (one->label, other->label);
}

static void
fill (CtnHeatMapFigure *self,
      CtnMaturityModel *model,
      GPtrArray *subjects,
      gboolean with_total,
      const char *language)
{
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  guint n_columns = root->children->len + (with_total ? 1 : 0);

  for (guint i = 0; i < root->children->len; i++)
    g_ptr_array_add (
        self->columns,
        g_strdup (ctn_model_node_get_label (
            ctn_maturity_model_get_node (model, ctn_model_node_get_child (root, i)), language)));
  if (with_total)
    g_ptr_array_add (self->columns, g_strdup (_ ("Total")));
  for (guint i = 0; i < subjects->len; i++) {
    Subject *subject = subjects->pdata[i];
    CtnHeatRow row = { subject->id, g_steal_pointer (&subject->label) };

    g_ptr_array_add (self->labels, (gpointer) row.label);
    g_array_append_val (self->rows, row);
    g_array_append_vals (self->values, subject->values, n_columns);
  }
  self->data.title = self->title;
  self->data.columns = (const char *const *) self->columns->pdata;
  self->data.n_columns = n_columns;
  self->data.rows = (const CtnHeatRow *) (gpointer) self->rows->data;
  self->data.n_rows = self->rows->len;
  self->data.values = (const double *) (gpointer) self->values->data;
  ctn_maturity_model_get_display (model, &self->data.min, &self->data.max, &self->data.decimals);
}

CtnHeatMapFigure *
ctn_heat_map_figure_new (CtnConnection *reader,
                         const char *model,
                         const char *language,
                         GError **error)
{
  g_autoptr (CtnComparison) all = ctn_comparison_new_all (reader, model, error);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (subject_free);
  g_autoptr (CtnHeatMapFigure) self = NULL;
  gboolean with_total;

  if (all == NULL)
    return NULL;
  with_total = ctn_maturity_model_get_node (all->model, 0)->aggregation != CTN_AGGREGATION_NONE;
  for (guint i = 0; i < all->scores->len; i++)
    g_ptr_array_add (subjects,
                     read_subject (all->assessments->pdata[i], all->scores->pdata[i], with_total));
  g_ptr_array_sort (subjects, compare);
  self = g_new0 (CtnHeatMapFigure, 1);
  self->title = g_strdup (ctn_texts_get (ctn_maturity_model_get_title (all->model), language));
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, TRUE, sizeof (CtnHeatRow));
  self->values = g_array_new (FALSE, TRUE, sizeof (double));
  fill (self, all->model, subjects, with_total, language);
  return g_steal_pointer (&self);
}

CtnScene *
ctn_heat_map_figure_layout (const CtnHeatMapFigure *self,
                            double width,
                            CtnMetrics *metrics,
                            const CtnTheme *theme)
{
  return ctn_heat_map_layout (&self->data, width, metrics, theme);
}

const char *
ctn_heat_map_figure_get_title (const CtnHeatMapFigure *self)
{
  return self->title;
}
