#include "ctn-results-view.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-radar-figure.h>
#include <ctn-trend-figure.h>
#include <math.h>

#include "ctn-chart-view.h"
#include "ctn-icon-button.h"
#include "ctn-results-groups.h"

#define MAX_IMPROVEMENTS 5

struct _CtnResultsView {
  AdwBin parent_instance;

  CtnRadarFigure *figure; /* (owned) (nullable) */
  CtnTrendFigure *trend;  /* (owned) (nullable) */
  AdwToggleGroup *kind;   /* of chart */
  CtnChartView *chart;
  GtkBox *groups;
};

enum { SIGNAL_QUESTION, SIGNAL_MEASURE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnResultsView, ctn_results_view, ADW_TYPE_BIN)

static double
get_value (CtnResultsView *self, guint index, const CtnModelNode *node)
{
  return ctn_score_get_node (ctn_radar_figure_get_score (self->figure, index), node->index)->value;
}

static void
add_number (GtkWidget *row, const char *text, gboolean first)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, first ? "heading" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
activated_cb (GtkWidget *row, CtnResultsView *self)
{
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "leaf")));
}

/* Makes a row lead to a question. */
static void
link_row (CtnResultsView *self, GtkWidget *row, guint leaf)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "leaf", GUINT_TO_POINTER (leaf));
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), self);
}

static void
measure_cb (GtkWidget *button, CtnResultsView *self)
{
  const CtnModelNode *node = g_object_get_data (G_OBJECT (button), "node");

  g_signal_emit (self, signals[SIGNAL_MEASURE], 0, node->code,
                 ctn_model_node_get_label (node, NULL));
}

static void
add_measure_button (CtnResultsView *self, GtkWidget *row, const CtnModelNode *node)
{
  GtkWidget *button = ctn_icon_button_new ("ctn-strategy-symbolic", _ ("Make a Measure of It…"));

  g_object_set_data (G_OBJECT (button), "node", (gpointer) node);
  g_signal_connect (button, "clicked", G_CALLBACK (measure_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
dup_state (const CtnScore *score, const CtnModelNode *node)
{
  const CtnNodeScore *result = ctn_score_get_node (score, node->index);
  const CtnBand *band = ctn_score_get_band (score, node->index);
  g_autofree char *count = g_strdup_printf (
      ctn_ngettext ("%u of %u answered", "%u of %u answered", result->n_applicable),
      result->n_answered, result->n_applicable);

  return band != NULL ? g_strdup_printf ("%s · %s", ctn_texts_get (band->title, NULL), count)
                      : g_steal_pointer (&count);
}

static void
add_node (CtnResultsView *self, GtkWidget *group, const CtnModelNode *node, gboolean is_weakest)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (self->figure);
  const CtnScore *score = ctn_radar_figure_get_score (self->figure, 0);
  g_autofree char *state = dup_state (score, node);
  g_autofree char *subtitle =
      is_weakest ? g_strdup_printf ("%s · %s", _ ("Weakest"), state) : g_strdup (state);
  GtkWidget *row = ctn_results_add_row (
      group, node->depth == 0 ? _ ("Total") : ctn_model_node_get_label (node, NULL), subtitle);

  for (guint i = 0; i < ctn_radar_figure_get_n_series (self->figure); i++) {
    g_autofree char *text = ctn_results_dup_value (model, get_value (self, i, node));

    add_number (row, text, i == 0);
  }
  if (node->depth > 0)
    link_row (self, row, node->first_leaf);
}

/* Whose numbers stand in which column. */
static char *
dup_columns (CtnResultsView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = ctn_radar_figure_get_n_series (self->figure);

  if (n < 2)
    return NULL;
  for (guint i = 0; i < n; i++) {
    const CtnAssessment *assessment = ctn_radar_figure_get_assessment (self->figure, i);

    if (i > 0)
      g_string_append (text, " | ");
    g_string_append (text, assessment->name);
    if (assessment->stage != NULL)
      g_string_append_printf (text, " %s", assessment->stage);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
explain_cb (CtnResultsView *self)
{
  if (self->figure != NULL)
    ctn_results_explain (GTK_WIDGET (self), ctn_radar_figure_get_score (self->figure, 0),
                         _ ("How the Values Come About"));
}

static void
add_explanation (CtnResultsView *self, GtkWidget *group)
{
  GtkWidget *button = ctn_icon_button_new ("help-about-symbolic", _ ("How the Values Come About"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (explain_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
}

static void
show_values (CtnResultsView *self)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (self->figure);
  const CtnScore *score = ctn_radar_figure_get_score (self->figure, 0);
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  g_autofree char *columns = dup_columns (self);
  g_autofree char *escaped = columns != NULL ? g_markup_escape_text (columns, -1) : NULL;
  GtkWidget *group = ctn_results_add_group (self->groups, _ ("Values"), escaped);
  guint weakest = ctn_score_get_weakest_pillar (score);

  add_explanation (self, group);
  if (isfinite (ctn_score_get_total (score)))
    add_node (self, group, root, FALSE);
  for (guint i = 0; i < root->children->len; i++) {
    guint child = ctn_model_node_get_child (root, i);

    add_node (self, group, ctn_maturity_model_get_node (model, child), child == weakest);
  }
}

static void
show_improvements (CtnResultsView *self, const double *targets)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (self->figure);
  g_autoptr (GArray) improvements =
      ctn_score_list_improvements (ctn_radar_figure_get_score (self->figure, 0), targets);
  GtkWidget *group;

  if (improvements->len == 0)
    return;
  group = ctn_results_add_group (
      self->groups, _ ("What Would Help Most"),
      targets != NULL ? _ ("Reaching the target of one answer, all others as they are")
                      : _ ("Bringing one answer to the top of its scale, all others as they are"));
  ctn_results_add_help (
      group,
      _ ("Each answer below its target (or the top of its scale) is raised to it alone, and the "
         "whole "
         "is computed anew by the rules of the model; the list goes by what is gained. Where only "
         "means are on the way, that is slope times gap."));
  for (guint i = 0; i < MIN (improvements->len, MAX_IMPROVEMENTS); i++) {
    const CtnImprovement *improvement = &g_array_index (improvements, CtnImprovement, i);
    const CtnModelNode *node = ctn_maturity_model_get_node (model, improvement->node);
    const CtnModelNode *top = ctn_maturity_model_get_node (model, improvement->top);
    double min;
    double max;
    g_autofree char *gain = NULL;
    g_autofree char *subtitle = NULL;
    GtkWidget *row;

    ctn_maturity_model_get_display (model, &min, &max, NULL);
    gain = ctn_number_format (improvement->gain * (max - min), 2);
    subtitle = top->depth == 0
                   /* Translators: by how much the total rises */
                   ? g_strdup_printf (_ ("Total +%s"), gain)
                   /* Translators: a pillar, and by how much its value rises */
                   : g_strdup_printf (_ ("%s +%s"), ctn_model_node_get_label (top, NULL), gain);
    row = ctn_results_add_row (group, ctn_model_node_get_label (node, NULL), subtitle);
    add_measure_button (self, row, node);
    link_row (self, row, node->leaf);
  }
}

static void
show_source (CtnResultsView *self)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (self->figure);
  GtkWidget *group = ctn_results_add_group (self->groups, _ ("Model"), NULL);
  const char *note = ctn_texts_get (ctn_maturity_model_get_note (model), NULL);

  ctn_results_add_row (group, ctn_texts_get (ctn_maturity_model_get_title (model), NULL),
                       ctn_texts_get (ctn_maturity_model_get_source (model), NULL));
  if (*note != '\0')
    ctn_results_add_row (group, _ ("Note"), note);
}

static gboolean
is_history_shown (CtnResultsView *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->kind), "history") == 0;
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnResultsView *self = data;

  if (is_history_shown (self))
    return self->trend != NULL
               ? ctn_trend_figure_layout (self->trend, width, height, metrics, theme)
               : NULL;
  return self->figure != NULL
             ? ctn_radar_figure_layout (self->figure, width, height, metrics, theme, NULL)
             : NULL;
}

/* The targets of the first assessment, or %NULL if it has none. */
static double *
dup_targets (CtnResultsView *self, CtnConnection *reader)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (self->figure);
  g_autofree double *targets = ctn_answer_dup_targets (
      reader, ctn_radar_figure_get_assessment (self->figure, 0)->id, model, NULL);

  for (guint i = 0; targets != NULL && i < ctn_maturity_model_get_n_leaves (model); i++)
    if (isfinite (targets[i]))
      return g_steal_pointer (&targets);
  return NULL;
}

static void
show_groups (CtnResultsView *self, CtnConnection *reader, gint64 assessment)
{
  const CtnScore *score = ctn_radar_figure_get_score (self->figure, 0);
  g_autofree double *targets = dup_targets (self, reader);
  g_autoptr (GPtrArray) answers = ctn_answer_list (reader, assessment, NULL);

  ctn_results_add_gates (self->groups, score, NULL);
  ctn_results_add_meaning (self->groups, score);
  show_values (self);
  if (targets != NULL)
    ctn_results_add_targets (self->groups, score, targets);
  show_improvements (self, targets);
  if (self->trend != NULL)
    ctn_results_add_change (self->groups, ctn_trend_figure_get_history (self->trend), assessment);
  ctn_results_add_peers (self->groups, self->figure);
  ctn_results_add_norm (self->groups, self->figure);
  ctn_results_add_ranks (self->groups, self->figure);
  if (answers != NULL)
    ctn_results_add_not_applicable (self->groups, score, answers);
  show_source (self);
}

static CtnRadarFigure *
make_figure (CtnConnection *reader, gint64 assessment, const CtnCompared *compared, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CtnComparison) peers = NULL;
  CtnRadarFigureOptions options = { .norm = compared->norm };

  g_array_append_val (ids, assessment);
  g_array_append_vals (ids, compared->assessments->data, compared->assessments->len);
  if (compared->band) {
    peers = ctn_comparison_new_peers (reader, assessment, compared->left_out, error);
    if (peers == NULL)
      return NULL;
  }
  options.assessments = (const gint64 *) (gpointer) ids->data;
  options.n_assessments = ids->len;
  options.peers = peers;
  return ctn_radar_figure_new (reader, &options, error);
}

gboolean
ctn_results_view_show (CtnResultsView *self,
                       CtnProject *project,
                       gint64 assessment,
                       const CtnCompared *compared,
                       GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  CtnRadarFigure *figure = make_figure (reader, assessment, compared, error);
  gboolean ok = figure != NULL;
  GtkWidget *child;

  if (figure == NULL) {
    const CtnRadarFigureOptions alone = { .assessments = &assessment, .n_assessments = 1 };

    figure = ctn_radar_figure_new (reader, &alone, NULL);
  }
  g_clear_pointer (&self->figure, ctn_radar_figure_free);
  g_clear_pointer (&self->trend, ctn_trend_figure_free);
  self->figure = figure;
  self->trend = ctn_trend_figure_new (reader, assessment, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (figure != NULL) {
    show_groups (self, reader, assessment);
    ctn_chart_view_set_name (self->chart, ctn_radar_figure_get_title (figure));
  }
  ctn_chart_view_invalidate (self->chart);
  return ok;
}

static void
chart_activated_cb (CtnResultsView *self, const char *role, gint64 id)
{
  CtnMaturityModel *model = self->figure != NULL ? ctn_radar_figure_get_model (self->figure) : NULL;

  if (is_history_shown (self) || model == NULL || id < 1 ||
      id > ctn_maturity_model_get_n_nodes (model) ||
      (!g_str_equal (role, "axis") && !g_str_equal (role, "value")))
    return;
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0,
                 ctn_maturity_model_get_node (model, (guint) (id - 1))->first_leaf);
}

static void
ctn_results_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_RESULTS_VIEW);
  g_clear_pointer (&CTN_RESULTS_VIEW (object)->figure, ctn_radar_figure_free);
  g_clear_pointer (&CTN_RESULTS_VIEW (object)->trend, ctn_trend_figure_free);

  G_OBJECT_CLASS (ctn_results_view_parent_class)->dispose (object);
}

static void
ctn_results_view_class_init (CtnResultsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_results_view_dispose;
  signals[SIGNAL_QUESTION] = g_signal_new ("question", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MEASURE] =
      g_signal_new ("measure", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (CTN_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/maturity/ctn-results-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnResultsView, kind);
  gtk_widget_class_bind_template_child (widget_class, CtnResultsView, chart);
  gtk_widget_class_bind_template_child (widget_class, CtnResultsView, groups);
}

static void
ctn_results_view_init (CtnResultsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_chart_view_set_build (self->chart, build_chart, self);
  g_signal_connect_object (self->kind, "notify::active", G_CALLBACK (ctn_chart_view_invalidate),
                           self->chart, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (chart_activated_cb), self,
                           G_CONNECT_SWAPPED);
}
