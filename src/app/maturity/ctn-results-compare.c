/* What an assessment is compared with, in numbers: its target, earlier assessments, other subjects. */
#include <ctn-comparison.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-explain-button.h"
#include "ctn-results-groups.h"

void
ctn_results_add_help (GtkWidget *group, const char *text)
{
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                           ctn_explain_button_new (text));
}

static void
add_number (GtkWidget *row, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/* "+0.7", "−0.3", "±0.0" in the model's unit. */
static char *
dup_difference (CtnMaturityModel *model, double difference)
{
  double min;
  double max;
  guint decimals;

  ctn_maturity_model_get_display (model, &min, &max, &decimals);
  return ctn_number_format_signed (difference * (max - min), (int) MAX (decimals, 1));
}

static const char *
get_label (const CtnModelNode *node)
{
  return node->depth == 0 ? _ ("Total") : ctn_model_node_get_label (node, NULL);
}

/* Target -------------------------------------------------------------------------------------- */

void
ctn_results_add_targets (GtkBox *box, const CtnScore *score, const double *targets)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  g_autofree double *gaps = g_new (double, ctn_maturity_model_get_n_nodes (model));
  GtkWidget *group = NULL;

  ctn_score_get_gaps (score, targets, gaps);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
    g_autofree char *gap = NULL;
    g_autofree char *now = NULL;
    g_autofree char *subtitle = NULL;

    if (node->depth > 1 || !isfinite (gaps[i]))
      continue;
    if (group == NULL) {
      group = ctn_results_add_group (box, _ ("Gap to Target"), NULL);
      ctn_results_add_help (
          group,
          _ ("The value that would come about if every answer with a target reached it, less "
             "the value now. Questions without an answer or a target count for neither. A "
             "negative gap means that the target is exceeded."));
    }
    gap = dup_difference (model, gaps[i]);
    now = ctn_results_dup_value (model, ctn_score_get_node (score, i)->value);
    subtitle = g_strdup_printf (_ ("Now %s"), now);
    add_number (ctn_results_add_row (group, get_label (node), subtitle), gap);
  }
}

/* Change -------------------------------------------------------------------------------------- */

/* The one before @id, −1 if it is the first. */
static int
find_earlier (const CtnComparison *history, gint64 id)
{
  for (guint i = 0; i < history->assessments->len; i++)
    if (((const CtnAssessment *) g_ptr_array_index (history->assessments, i))->id == id)
      return (int) i - 1;
  return -1;
}

void
ctn_results_add_change (GtkBox *box, const CtnComparison *history, gint64 id)
{
  CtnMaturityModel *model = history->model;
  int place = find_earlier (history, id);
  const CtnAssessment *earlier;
  const CtnScore *before;
  const CtnScore *now;
  GtkWidget *group = NULL;

  if (place < 0)
    return;
  earlier = g_ptr_array_index (history->assessments, (guint) place);
  before = g_ptr_array_index (history->scores, (guint) place);
  now = g_ptr_array_index (history->scores, (guint) place + 1);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
    double old = ctn_score_get_node (before, i)->value;
    double new = ctn_score_get_node (now, i)->value;
    g_autofree char *difference = NULL;
    g_autofree char *from = NULL;
    g_autofree char *to = NULL;
    g_autofree char *subtitle = NULL;

    if (node->depth > 1 || !isfinite (old) || !isfinite (new))
      continue;
    if (group == NULL) {
      g_autofree char *since = earlier->stage != NULL
                                   ? g_strdup_printf ("%s, %s", earlier->stage, earlier->date)
                                   : g_strdup (earlier->date);
      g_autofree char *description = g_markup_printf_escaped (_ ("Since %s"), since);

      group = ctn_results_add_group (box, _ ("Change"), description);
      ctn_results_add_help (
          group,
          _ ("The value now less the value of the assessment before, of the same subject by "
             "the same model. If that was another version of the model, its answers were read "
             "by the mapping of the versions."));
    }
    difference = dup_difference (model, new - old);
    from = ctn_results_dup_value (model, old);
    to = ctn_results_dup_value (model, new);
    /* Translators: a value before and now */
    subtitle = g_strdup_printf (_ ("%s → %s"), from, to);
    add_number (ctn_results_add_row (group, get_label (node), subtitle), difference);
  }
}

/* Others -------------------------------------------------------------------------------------- */

static const char *
name_place (double value, const CtnQuartiles *quartiles)
{
  if (value < quartiles->q1)
    return _ ("in the lowest quarter");
  if (value < quartiles->median)
    return _ ("below the median");
  if (value <= quartiles->q3)
    return _ ("above the median");
  return _ ("in the highest quarter");
}

void
ctn_results_add_peers (GtkBox *box, const CtnRadarFigure *figure)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (figure);
  const CtnScore *score = ctn_radar_figure_get_score (figure, 0);
  guint n;
  const CtnQuartiles *quartiles = ctn_radar_figure_get_quartiles (figure, &n);
  GtkWidget *group = NULL;

  for (guint i = 0; quartiles != NULL && i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
    double value = ctn_score_get_node (score, i)->value;
    g_autofree char *q1 = NULL;
    g_autofree char *median = NULL;
    g_autofree char *q3 = NULL;
    g_autofree char *subtitle = NULL;
    g_autofree char *own = NULL;

    if (node->depth > 1 || !isfinite (value) || !isfinite (quartiles[i].median))
      continue;
    if (group == NULL) {
      g_autofree char *description =
          g_strdup_printf (ctn_ngettext ("n = %u other subject", "n = %u other subjects", n), n);

      group = ctn_results_add_group (box, _ ("Compared With Others"), description);
      ctn_results_add_help (
          group,
          _ ("Quartiles and median over the latest assessment of each subject in the comparison "
             "set, this one not included; between two values they are interpolated (type 7 of "
             "Hyndman and Fan, 1996, as QUARTILE.INC in spreadsheets). Shown from four subjects "
             "on; a subject without a value does not count."));
    }
    q1 = ctn_results_dup_value (model, quartiles[i].q1);
    median = ctn_results_dup_value (model, quartiles[i].median);
    q3 = ctn_results_dup_value (model, quartiles[i].q3);
    own = ctn_results_dup_value (model, value);
    /* Translators: first quartile, median and third quartile, and where a value lies among them */
    subtitle =
        g_strdup_printf (_ ("%s · %s · %s, %s"), q1, median, q3, name_place (value, &quartiles[i]));
    add_number (ctn_results_add_row (group, get_label (node), subtitle), own);
  }
}

/* Norm ---------------------------------------------------------------------------------------- */

void
ctn_results_add_norm (GtkBox *box, const CtnRadarFigure *figure)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (figure);
  const CtnScore *score = ctn_radar_figure_get_score (figure, 0);
  const CtnNorm *norm = ctn_radar_figure_get_norm (figure);
  GtkWidget *group = NULL;

  for (guint i = 0; norm != NULL && i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
    double reference = g_array_index (norm->values, double, i);
    double value = ctn_score_get_node (score, i)->value;
    g_autofree char *difference = NULL;
    g_autofree char *text = NULL;
    g_autofree char *subtitle = NULL;

    if (node->depth > 1 || !isfinite (value) || !isfinite (reference))
      continue;
    if (group == NULL) {
      g_autofree char *description = g_markup_escape_text (ctn_texts_get (norm->title, NULL), -1);
      g_autofree char *source =
          g_strdup_printf (_ ("The value now less the value of the reference, which comes with the "
                              "model. Its source: %s"),
                           ctn_texts_get (norm->source, NULL));

      group = ctn_results_add_group (box, _ ("Compared With the Reference"), description);
      ctn_results_add_help (group, source);
    }
    difference = dup_difference (model, value - reference);
    text = ctn_results_dup_value (model, reference);
    subtitle = g_strdup_printf (_ ("Reference %s"), text);
    add_number (ctn_results_add_row (group, get_label (node), subtitle), difference);
  }
}
