#include "ctn-heat-map-figure.h"

#include <ctn-answer.h>
#include <ctn-model-store.h>
#include <glib/gi18n-lib.h>
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

static gboolean
is_same_subject (const CtnAssessment *a, const CtnAssessment *b)
{
  return a->subject_kind == b->subject_kind && a->subject == b->subject &&
         g_strcmp0 (a->nuts, b->nuts) == 0;
}

/* The latest of each subject by the model; the order of the list is kept. */
static GPtrArray *
list_latest (GPtrArray *all, const char *model)
{
  GPtrArray *latest = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    CtnAssessment *assessment = all->pdata[i];
    gboolean found = FALSE;

    if (!g_str_equal (assessment->model_code, model))
      continue;
    for (guint j = 0; j < latest->len && !found; j++) {
      CtnAssessment *other = latest->pdata[j];

      found = is_same_subject (assessment, other);
      if (found && g_strcmp0 (assessment->date, other->date) > 0)
        latest->pdata[j] = assessment;
    }
    if (!found)
      g_ptr_array_add (latest, assessment);
  }
  return latest;
}

/* The newest version that was used. */
static CtnMaturityModel *
load_model (CtnConnection *reader, GPtrArray *latest, GError **error)
{
  gint64 newest = 0;

  for (guint i = 0; i < latest->len; i++)
    newest = MAX (newest, ((CtnAssessment *) latest->pdata[i])->model);
  return ctn_model_store_load (reader, newest, error);
}

static Subject *
read_subject (CtnConnection *reader,
              const CtnAssessment *assessment,
              CtnMaturityModel *model,
              gboolean with_total,
              GError **error)
{
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  g_autoptr (CtnScore) score = ctn_assessment_score (reader, assessment->id, NULL, error);
  Subject *subject;
  double sum = 0;
  guint n = 0;

  if (score == NULL)
    return NULL;
  subject = g_new0 (Subject, 1);
  subject->id = assessment->id;
  subject->label = assessment->stage != NULL
                       ? g_strdup_printf ("%s · %s", assessment->name, assessment->stage)
                       : g_strdup (assessment->name);
  subject->values = g_new (double, root->children->len + 1);
  for (guint i = 0; i < root->children->len; i++) {
    const char *code =
        ctn_maturity_model_get_node (model, ctn_model_node_get_child (root, i))->code;
    const CtnModelNode *own = ctn_maturity_model_find (ctn_score_get_model (score), code);
    double value = own != NULL ? ctn_score_get_node (score, own->index)->value : NAN;

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
  g_autoptr (GPtrArray) all = ctn_assessment_list (reader, NULL, error);
  g_autoptr (GPtrArray) latest = NULL;
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (subject_free);
  g_autoptr (CtnMaturityModel) newest = NULL;
  g_autoptr (CtnHeatMapFigure) self = NULL;
  gboolean with_total;

  if (all == NULL)
    return NULL;
  latest = list_latest (all, model);
  if (latest->len == 0) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                         _ ("Nothing was assessed by this model yet."));
    return NULL;
  }
  newest = load_model (reader, latest, error);
  if (newest == NULL)
    return NULL;
  with_total = ctn_maturity_model_get_node (newest, 0)->aggregation != CTN_AGGREGATION_NONE;
  for (guint i = 0; i < latest->len; i++) {
    Subject *subject = read_subject (reader, latest->pdata[i], newest, with_total, error);

    if (subject == NULL)
      return NULL;
    g_ptr_array_add (subjects, subject);
  }
  g_ptr_array_sort (subjects, compare);
  self = g_new0 (CtnHeatMapFigure, 1);
  self->title = g_strdup (ctn_texts_get (ctn_maturity_model_get_title (newest), language));
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, TRUE, sizeof (CtnHeatRow));
  self->values = g_array_new (FALSE, TRUE, sizeof (double));
  fill (self, newest, subjects, with_total, language);
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

const CtnHeatMapData *
ctn_heat_map_figure_get_data (const CtnHeatMapFigure *self)
{
  return &self->data;
}
