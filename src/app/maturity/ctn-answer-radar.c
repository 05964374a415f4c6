#include "ctn-answer-radar.h"

#include "ctn-chart-view.h"

#define CHANGE_MS 250

struct _CtnAnswerRadar {
  AdwBin parent_instance;

  CtnRadarFigure *figure; /* (owned) (nullable) */
  CtnRadarFigure *before; /* (owned) (nullable) what the chart comes from */
  AdwAnimation *change;   /* (owned) from the one to the other */
  gboolean pulling;

  CtnChartView *chart;
  CtnRadarGeometry geometry; /* of the chart as it is shown */
};

enum { SIGNAL_CHOSEN, SIGNAL_PULLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnAnswerRadar, ctn_answer_radar, ADW_TYPE_BIN)

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnAnswerRadar *self = data;

  return self->figure != NULL
             ? ctn_radar_figure_layout_between (self->figure, self->before,
                                                adw_animation_get_value (self->change), width,
                                                height, metrics, theme, &self->geometry)
             : NULL;
}

static void
change_cb (double value, gpointer data)
{
  ctn_chart_view_invalidate (CTN_ANSWER_RADAR (data)->chart);
}

/* The polygon goes to its new shape; at once where the desktop asks for less motion, or a point is being
 * pulled, which is there already. */
void
ctn_answer_radar_show (CtnAnswerRadar *self, CtnRadarFigure *figure, gboolean is_other)
{
  g_clear_pointer (&self->before, ctn_radar_figure_free);
  self->before = self->figure;
  self->figure = figure;
  if (is_other) {
    g_clear_pointer (&self->before, ctn_radar_figure_free);
    ctn_chart_view_set_name (self->chart,
                             figure != NULL ? ctn_radar_figure_get_title (figure) : NULL);
    ctn_chart_view_invalidate (self->chart);
    return;
  }
  adw_animation_reset (self->change);
  adw_animation_play (self->change);
  if (self->pulling)
    adw_animation_skip (self->change);
}

/* The node of a mark, %NULL if there is none such. */
static const CtnModelNode *
find_node (CtnAnswerRadar *self, gint64 id)
{
  CtnMaturityModel *model = self->figure != NULL ? ctn_radar_figure_get_model (self->figure) : NULL;

  return model != NULL && id >= 1 && id <= ctn_maturity_model_get_n_nodes (model)
             ? ctn_maturity_model_get_node (model, (guint) (id - 1))
             : NULL;
}

static void
activated_cb (CtnAnswerRadar *self, const char *role, gint64 id)
{
  const CtnModelNode *node = find_node (self, id);

  if (node != NULL && (g_str_equal (role, "axis") || g_str_equal (role, "value")))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, node->first_leaf);
}

static void
dragged_cb (CtnAnswerRadar *self,
            const char *role,
            gint64 id,
            int part,
            double x,
            double y,
            gboolean done)
{
  const CtnModelNode *node = find_node (self, id);
  double value;

  if (node == NULL || node->leaf == CTN_MODEL_NONE)
    return;
  value = ctn_radar_value_on_axis (&self->geometry, node->leaf, x, y);
  value = ctn_scale_get_nearest_answer (node->scale, (value - self->geometry.min) /
                                                         (self->geometry.max - self->geometry.min));
  self->pulling = TRUE;
  g_signal_emit (self, signals[SIGNAL_PULLED], 0, node->leaf, value);
  self->pulling = FALSE;
}

static void
ctn_answer_radar_dispose (GObject *object)
{
  CtnAnswerRadar *self = CTN_ANSWER_RADAR (object);

  g_clear_object (&self->change);
  g_clear_pointer (&self->figure, ctn_radar_figure_free);
  g_clear_pointer (&self->before, ctn_radar_figure_free);

  G_OBJECT_CLASS (ctn_answer_radar_parent_class)->dispose (object);
}

static void
ctn_answer_radar_class_init (CtnAnswerRadarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ctn_answer_radar_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PULLED] =
      g_signal_new ("pulled", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
}

static void
ctn_answer_radar_init (CtnAnswerRadar *self)
{
  self->chart = ctn_chart_view_new ();
  self->change =
      adw_timed_animation_new (GTK_WIDGET (self), 0, 1, CHANGE_MS,
                               adw_callback_animation_target_new (change_cb, self, NULL));
  ctn_chart_view_set_build (self->chart, build_chart, self);
  ctn_chart_view_set_draggable (self->chart, "value");
  g_signal_connect_object (self->chart, "dragged", G_CALLBACK (dragged_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->chart));
}
