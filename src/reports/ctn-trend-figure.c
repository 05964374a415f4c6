#include "ctn-trend-figure.h"

#include <ctn-date.h>
#include <ctn-i18n.h>

struct _CtnTrendFigure {
  CtnComparison *history; /* (owned) */
  char *title;            /* (owned) */
  GArray *points;         /* (owned) CtnTrendPoint */
  GArray *series;         /* (owned) CtnTrendSeries */
  GPtrArray *texts;       /* (owned) utf8, of points and series */
  GPtrArray *values;      /* (owned) double[] a series */
  CtnTrendData data;
};

void
ctn_trend_figure_free (CtnTrendFigure *self)
{
  if (self == NULL)
    return;
  ctn_comparison_free (self->history);
  g_free (self->title);
  g_array_unref (self->points);
  g_array_unref (self->series);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* Days, from whatever day on. */
static double
get_time (const char *iso)
{
  CtnDate date;
  GDate day;

  if (!ctn_date_parse (iso, &date))
    return 0;
  g_date_set_dmy (&day,
                  date.day > 0     ? date.day
                  : date.month > 0 ? 15
                                   : 1,
                  date.month > 0 ? (GDateMonth) date.month : G_DATE_JULY, (GDateYear) date.year);
  return g_date_get_julian (&day);
}

static char *
dup_label (const CtnAssessment *assessment)
{
  g_autofree char *when = ctn_date_format_iso (assessment->date);

  return assessment->stage != NULL ? g_strdup_printf ("%s · %s", assessment->stage, when)
                                   : g_steal_pointer (&when);
}

static void
add_series (CtnTrendFigure *self, guint node, const char *name)
{
  double *values = g_new (double, MAX (self->history->scores->len, 1));
  CtnTrendSeries series = { g_strdup (name), values, node == 0 };

  for (guint i = 0; i < self->history->scores->len; i++)
    values[i] = ctn_maturity_model_to_display (
        self->history->model,
        ctn_score_get_node (g_ptr_array_index (self->history->scores, i), node)->value);
  g_ptr_array_add (self->texts, (gpointer) series.name);
  g_ptr_array_add (self->values, values);
  g_array_append_val (self->series, series);
}

static void
fill (CtnTrendFigure *self, const char *language)
{
  CtnMaturityModel *model = self->history->model;
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);

  for (guint i = 0; i < self->history->assessments->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (self->history->assessments, i);
    CtnTrendPoint point = { assessment->id, get_time (assessment->date), dup_label (assessment) };

    g_ptr_array_add (self->texts, (gpointer) point.label);
    g_array_append_val (self->points, point);
  }
  if (root->aggregation != CTN_AGGREGATION_NONE)
    add_series (self, 0, _ ("Total"));
  for (guint i = 0; i < root->children->len; i++) {
    guint child = ctn_model_node_get_child (root, i);

    add_series (self, child,
                ctn_model_node_get_label (ctn_maturity_model_get_node (model, child), language));
  }
  self->data = (CtnTrendData) { .title = self->title,
                                .points = (const CtnTrendPoint *) (gpointer) self->points->data,
                                .n_points = self->points->len,
                                .series = (const CtnTrendSeries *) (gpointer) self->series->data,
                                .n_series = self->series->len };
  ctn_maturity_model_get_display (model, &self->data.min, &self->data.max, &self->data.decimals);
}

CtnTrendFigure *
ctn_trend_figure_new (CtnConnection *reader,
                      gint64 assessment,
                      const char *language,
                      GError **error)
{
  CtnComparison *history = ctn_comparison_new_history (reader, assessment, error);
  const CtnAssessment *last;
  CtnTrendFigure *self;

  if (history == NULL)
    return NULL;
  self = g_new0 (CtnTrendFigure, 1);
  self->history = history;
  self->points = g_array_new (FALSE, FALSE, sizeof (CtnTrendPoint));
  self->series = g_array_new (FALSE, FALSE, sizeof (CtnTrendSeries));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  last = g_ptr_array_index (history->assessments, history->assessments->len - 1);
  self->title =
      /* Translators: a subject, the model it is assessed by */
      g_strdup_printf (_ ("%s: %s"), last->name,
                       ctn_texts_get (ctn_maturity_model_get_title (history->model), language));
  fill (self, language);
  return self;
}

CtnScene *
ctn_trend_figure_layout (const CtnTrendFigure *self,
                         double width,
                         double height,
                         CtnMetrics *metrics,
                         const CtnTheme *theme)
{
  return ctn_trend_layout (&self->data, width, height, metrics, theme);
}

const CtnComparison *
ctn_trend_figure_get_history (const CtnTrendFigure *self)
{
  return self->history;
}
