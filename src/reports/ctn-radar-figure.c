#include "ctn-radar-figure.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>
#include <ctn-number.h>
#include <math.h>

struct _CtnRadarFigure {
  CtnMaturityModel *model; /* (owned) */
  gint64 model_row;
  GPtrArray *assessments;  /* (owned) CtnAssessment; empty for a score of no assessment */
  GPtrArray *scores;       /* (owned) CtnScore */
  GArray *nodes;           /* (owned) guint: the node of each axis */
  CtnRadarAxis *axes;      /* (owned) */
  GPtrArray *groups;       /* (owned) (nullable) labels, borrowed from the model */
  GPtrArray *names;        /* (owned) of the series */
  GPtrArray *values;       /* (owned) double[] per series */
  CtnRadarSeries *series;  /* (owned) */
  double *targets;         /* (owned) (nullable) */
  CtnQuartiles *quartiles; /* (owned) (nullable) of the peers, one a node */
  double *band[3];         /* (owned) (nullable) of the axes: Q1, median, Q3 */
  char *band_name;         /* (owned) (nullable) */
  guint n_peers;
  const CtnNorm *norm; /* (nullable) of the model */
  GPtrArray *levels;   /* (owned) (nullable) labels of the scale, owned strings */
  char *title;         /* (owned) */
  double min;
  double max;
};

void
ctn_radar_figure_free (CtnRadarFigure *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
  g_clear_pointer (&self->nodes, g_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_free (self->axes);
  g_free (self->series);
  g_free (self->targets);
  g_free (self->quartiles);
  for (guint i = 0; i < G_N_ELEMENTS (self->band); i++)
    g_free (self->band[i]);
  g_free (self->band_name);
  g_free (self->title);
  g_free (self);
}

static gboolean
add_assessment (CtnRadarFigure *self, CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader, id, error);
  CtnScore *score;

  if (assessment == NULL)
    return FALSE;
  if (self->model == NULL) {
    self->model_row = assessment->model;
    self->model = ctn_model_store_load (reader, assessment->model, error);
    if (self->model == NULL)
      return FALSE;
  }
  score = ctn_assessment_score_as (reader, assessment, self->model, self->model_row, NULL, error);
  if (score == NULL)
    return FALSE;
  g_ptr_array_add (self->scores, score);
  g_ptr_array_add (self->assessments, g_steal_pointer (&assessment));
  return TRUE;
}

/* The axes: pillars, or questions that are coloured by pillar where these have several. */
static void
choose_axes (CtnRadarFigure *self, CtnRadarAxes axes, const char *language)
{
  guint n_leaves = ctn_maturity_model_get_n_leaves (self->model);
  const CtnModelNode *root = ctn_maturity_model_get_node (self->model, 0);
  gboolean questions =
      axes == CTN_RADAR_AXES_QUESTIONS ||
      (axes == CTN_RADAR_AXES_AUTOMATIC && n_leaves <= CTN_RADAR_FIGURE_MAX_QUESTIONS) ||
      root->children->len < 3;
  guint n = questions ? MIN (n_leaves, CTN_RADAR_MAX_AXES) : root->children->len;

  self->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->axes = g_new0 (CtnRadarAxis, MAX (n, 1));
  if (questions && n_leaves > root->children->len) {
    self->groups = g_ptr_array_new ();
    for (guint i = 0; i < root->children->len; i++)
      g_ptr_array_add (self->groups, (gpointer) ctn_model_node_get_label (
                                         ctn_maturity_model_get_node (
                                             self->model, ctn_model_node_get_child (root, i)),
                                         language));
  }
  for (guint i = 0; i < n; i++) {
    const CtnModelNode *node =
        questions ? ctn_maturity_model_get_leaf (self->model, i)
                  : ctn_maturity_model_get_node (self->model, ctn_model_node_get_child (root, i));

    g_array_append_val (self->nodes, node->index);
    self->axes[i].id = (gint64) node->index + 1;
    self->axes[i].label = ctn_model_node_get_label (node, language);
    self->axes[i].group = -1;
    for (guint k = 0; self->groups != NULL && k < root->children->len; k++)
      if (ctn_model_node_get_child (root, k) == node->pillar)
        self->axes[i].group = (int) k;
  }
}

/* "Bayern, T0 (2026)" where names alone would not tell the series apart. */
static char *
dup_series_name (const CtnAssessment *assessment)
{
  CtnDate date;
  g_autofree char *when = ctn_date_parse (assessment->date, &date) ? ctn_date_format (&date) : NULL;

  if (assessment->stage != NULL && when != NULL)
    /* Translators: a subject, the stage of its assessment (T0, T1), a date */
    return g_strdup_printf (_ ("%s, %s (%s)"), assessment->name, assessment->stage, when);
  if (when != NULL)
    /* Translators: a subject, the date of its assessment */
    return g_strdup_printf (_ ("%s (%s)"), assessment->name, when);
  return g_strdup (assessment->name);
}

static guint
get_n_series (const CtnRadarFigure *self)
{
  return self->scores->len + (self->norm != NULL ? 1 : 0);
}

static guint
get_axis_node (const CtnRadarFigure *self, guint axis)
{
  return g_array_index (self->nodes, guint, axis);
}

static void
take_series (CtnRadarFigure *self, gint64 id, char *name, double *values)
{
  CtnRadarSeries *series = &self->series[self->values->len];

  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->values, values);
  series->id = id;
  series->name = name;
  series->values = values;
}

static void
read_norm (CtnRadarFigure *self, const char *language)
{
  guint n = self->nodes->len;
  const char *title = ctn_texts_get (self->norm->title, language);
  double *values = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    values[i] = ctn_maturity_model_to_display (
        self->model, g_array_index (self->norm->values, double, get_axis_node (self, i)));
  take_series (self, 0,
               self->norm->year > 0 ? g_strdup_printf ("%s (%d)", title, self->norm->year)
                                    : g_strdup (title),
               values);
}

/* @name: (transfer full) */
static void
read_score (CtnRadarFigure *self, guint index, gint64 id, char *name)
{
  const CtnScore *score = g_ptr_array_index (self->scores, index);
  guint n = self->nodes->len;
  double *values = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    values[i] = ctn_maturity_model_to_display (
        self->model, ctn_score_get_node (score, get_axis_node (self, i))->value);
  take_series (self, id, name, values);
}

static void
make_series (CtnRadarFigure *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->series = g_new0 (CtnRadarSeries, get_n_series (self));
}

static void
read_values (CtnRadarFigure *self, const char *language)
{
  make_series (self);
  for (guint i = 0; i < self->scores->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (self->assessments, i);

    read_score (self, i, assessment->id, dup_series_name (assessment));
  }
  if (self->norm != NULL)
    read_norm (self, language);
}

static void
read_peers (CtnRadarFigure *self, const CtnComparison *peers)
{
  guint n = self->nodes->len;

  self->n_peers = peers->scores->len;
  if (self->n_peers == 0)
    return;
  self->quartiles = ctn_comparison_dup_quartiles (peers);
  if (self->n_peers < CTN_QUARTILES_MIN_N)
    return;
  for (guint k = 0; k < G_N_ELEMENTS (self->band); k++)
    self->band[k] = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++) {
    const CtnQuartiles *quartiles = &self->quartiles[get_axis_node (self, i)];

    self->band[0][i] = ctn_maturity_model_to_display (self->model, quartiles->q1);
    self->band[1][i] = ctn_maturity_model_to_display (self->model, quartiles->median);
    self->band[2][i] = ctn_maturity_model_to_display (self->model, quartiles->q3);
  }
  self->band_name = g_strdup_printf (
      /* Translators: the band of a chart that holds the middle half of n other subjects */
      ctn_ngettext ("Quartiles and median of %u other", "Quartiles and median of %u others",
                    self->n_peers),
      self->n_peers);
}

/* The targets of the first assessment as values of the axes: a pillar's is what it would have if all
 * its questions with a target reached theirs. */
static gboolean
read_targets (CtnRadarFigure *self, CtnConnection *reader, GError **error)
{
  const CtnAssessment *assessment = g_ptr_array_index (self->assessments, 0);
  const CtnScore *score = g_ptr_array_index (self->scores, 0);
  g_autofree double *targets = ctn_answer_dup_targets (reader, assessment->id, self->model, error);
  guint n_leaves = ctn_maturity_model_get_n_leaves (self->model);
  g_autofree CtnAnswerValue *answers = NULL;
  g_autoptr (CtnScore) reached = NULL;
  gboolean any = FALSE;

  if (targets == NULL)
    return FALSE;
  answers = g_new0 (CtnAnswerValue, MAX (n_leaves, 1));
  for (guint i = 0; i < n_leaves; i++) {
    answers[i] = ctn_score_get_answer (score, i);
    if (isfinite (targets[i]) && answers[i].state != CTN_ANSWER_NOT_APPLICABLE) {
      answers[i] = (CtnAnswerValue) { CTN_ANSWER_GIVEN, targets[i] };
      any = TRUE;
    }
  }
  if (!any)
    return TRUE;
  reached = ctn_score_new (self->model, answers);
  self->targets = g_new (double, self->nodes->len);
  for (guint i = 0; i < self->nodes->len; i++) {
    const CtnModelNode *node =
        ctn_maturity_model_get_node (self->model, g_array_index (self->nodes, guint, i));
    gboolean aimed = FALSE;

    for (guint k = node->first_leaf; k < node->first_leaf + node->n_leaves; k++)
      aimed = aimed || isfinite (targets[k]);
    self->targets[i] = aimed ? ctn_maturity_model_to_display (
                                   self->model, ctn_score_get_node (reached, node->index)->value)
                             : NAN;
  }
  return TRUE;
}

/* The scale's numbers are the rings' labels: 0 … 5 for six levels, else five steps. */
static void
make_levels (CtnRadarFigure *self)
{
  double range;
  guint n;

  ctn_maturity_model_get_display (self->model, &self->min, &self->max, NULL);
  range = self->max - self->min;
  n = range >= 2 && range <= 10 && fabs (range - round (range)) < 1e-9 ? (guint) round (range) + 1
                                                                       : 6;
  self->levels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->levels, ctn_number_format (self->min + range * i / (n - 1), 1));
}

static CtnRadarFigure *
new_empty (void)
{
  CtnRadarFigure *self = g_new0 (CtnRadarFigure, 1);

  self->assessments = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_assessment_free);
  self->scores = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_score_free);
  return self;
}

CtnRadarFigure *
ctn_radar_figure_new_for_score (CtnScore *score, const char *name, const char *language)
{
  CtnRadarFigure *self = new_empty ();

  self->model = ctn_maturity_model_ref (ctn_score_get_model (score));
  g_ptr_array_add (self->scores, score);
  choose_axes (self, CTN_RADAR_AXES_AUTOMATIC, language);
  make_series (self);
  read_score (self, 0, 0, g_strdup (name));
  make_levels (self);
  self->title = g_strdup (ctn_texts_get (ctn_maturity_model_get_title (self->model), language));
  return self;
}

CtnRadarFigure *
ctn_radar_figure_new (CtnConnection *reader, const CtnRadarFigureOptions *options, GError **error)
{
  g_autoptr (CtnRadarFigure) self = new_empty ();
  const CtnAssessment *first;

  g_return_val_if_fail (options->n_assessments > 0, NULL);
  for (gsize i = 0; i < MIN (options->n_assessments, CTN_RADAR_MAX_SERIES); i++)
    if (!add_assessment (self, reader, options->assessments[i], error))
      return NULL;
  if (options->norm != NULL)
    self->norm = ctn_maturity_model_find_norm (self->model, options->norm);
  choose_axes (self, options->axes, options->language);
  read_values (self, options->language);
  if (options->peers != NULL)
    read_peers (self, options->peers);
  if (!options->without_target && !read_targets (self, reader, error))
    return NULL;
  make_levels (self);
  first = g_ptr_array_index (self->assessments, 0);
  self->title = self->scores->len == 1
                    /* Translators: a subject, the model it is assessed by */
                    ? g_strdup_printf (_ ("%s: %s"), first->name,
                                       ctn_texts_get (ctn_maturity_model_get_title (self->model),
                                                      options->language))
                    : g_strdup (ctn_texts_get (ctn_maturity_model_get_title (self->model),
                                               options->language));
  return g_steal_pointer (&self);
}

static void
fill_data (const CtnRadarFigure *self, CtnRadarData *data)
{
  *data = (CtnRadarData) { 0 };
  data->title = self->title;
  data->axes = self->axes;
  data->n_axes = self->nodes->len;
  if (self->groups != NULL) {
    data->groups = (const char *const *) self->groups->pdata;
    data->n_groups = self->groups->len;
  }
  data->series = self->series;
  data->n_series = get_n_series (self);
  data->target = self->targets;
  data->target_name = _ ("Target");
  data->quartile1 = self->band[0];
  data->median = self->band[1];
  data->quartile3 = self->band[2];
  data->band_name = self->band_name;
  data->min = self->min;
  data->max = self->max;
  data->levels = (const char *const *) self->levels->pdata;
  data->n_levels = self->levels->len;
}

CtnScene *
ctn_radar_figure_layout (const CtnRadarFigure *self,
                         double width,
                         double height,
                         CtnMetrics *metrics,
                         const CtnTheme *theme,
                         CtnRadarGeometry *geometry)
{
  CtnRadarData data;

  fill_data (self, &data);
  return ctn_radar_layout (&data, width, height, metrics, theme, geometry);
}

static gboolean
has_same_shape (const CtnRadarFigure *a, const CtnRadarFigure *b)
{
  if (a->nodes->len != b->nodes->len || get_n_series (a) != get_n_series (b))
    return FALSE;
  for (guint i = 0; i < a->nodes->len; i++)
    if (a->axes[i].id != b->axes[i].id)
      return FALSE;
  for (guint i = 0; i < get_n_series (a); i++)
    if (a->series[i].id != b->series[i].id)
      return FALSE;
  return TRUE;
}

CtnScene *
ctn_radar_figure_layout_between (const CtnRadarFigure *self,
                                 const CtnRadarFigure *from,
                                 double share,
                                 double width,
                                 double height,
                                 CtnMetrics *metrics,
                                 const CtnTheme *theme,
                                 CtnRadarGeometry *geometry)
{
  CtnRadarSeries series[CTN_RADAR_MAX_SERIES + 1];
  g_autofree double *mixed = NULL;
  guint n = self->nodes->len;
  CtnRadarData data;

  if (from == NULL || share >= 1 || !has_same_shape (self, from))
    return ctn_radar_figure_layout (self, width, height, metrics, theme, geometry);
  fill_data (self, &data);
  mixed = g_new (double, MAX (n * data.n_series, 1));
  for (guint s = 0; s < data.n_series; s++) {
    series[s] = self->series[s];
    series[s].values = &mixed[s * n];
    for (guint i = 0; i < n; i++) {
      double old = from->series[s].values[i];
      double new = self->series[s].values[i];

      /* What comes or goes does so at once. */
      mixed[s * n + i] = isfinite (old) && isfinite (new) ? old + (new - old) * share : new;
    }
  }
  data.series = series;
  return ctn_radar_layout (&data, width, height, metrics, theme, geometry);
}

const char *
ctn_radar_figure_get_title (const CtnRadarFigure *self)
{
  return self->title;
}

CtnMaturityModel *
ctn_radar_figure_get_model (const CtnRadarFigure *self)
{
  return self->model;
}

guint
ctn_radar_figure_get_n_axes (const CtnRadarFigure *self)
{
  return self->nodes->len;
}

guint
ctn_radar_figure_get_n_series (const CtnRadarFigure *self)
{
  return self->scores->len;
}

const CtnScore *
ctn_radar_figure_get_score (const CtnRadarFigure *self, guint index)
{
  return g_ptr_array_index (self->scores, index);
}

const CtnAssessment *
ctn_radar_figure_get_assessment (const CtnRadarFigure *self, guint index)
{
  return g_ptr_array_index (self->assessments, index);
}

const CtnQuartiles *
ctn_radar_figure_get_quartiles (const CtnRadarFigure *self, guint *n_peers)
{
  if (n_peers != NULL)
    *n_peers = self->n_peers;
  return self->quartiles;
}

const CtnNorm *
ctn_radar_figure_get_norm (const CtnRadarFigure *self)
{
  return self->norm;
}
