#include "ctn-results-groups.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-robustness.h>
#include <math.h>

#include "ctn-side.h"

/* Written down so that the same ranks come out every time. */
#define SEED 20260101

GtkWidget *
ctn_results_add_group (GtkBox *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (box, group);
  return group;
}

GtkWidget *
ctn_results_add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = ctn_value_row_new (title, subtitle, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

char *
ctn_results_dup_value (CtnMaturityModel *model, double value)
{
  guint decimals;

  if (!isfinite (value))
    return g_strdup ("–");
  ctn_maturity_model_get_display (model, NULL, NULL, &decimals);
  /* Numbers in a column keep their zeros: 3.0 below 2.7. */
  return ctn_number_format_fixed (ctn_maturity_model_to_display (model, value), (int) decimals);
}

/* Gates --------------------------------------------------------------------------------------- */

static const struct {
  const char *icon;
  const char *class;
  const char *text;
} states[] = {
  [CTN_GATE_OPEN] = { "content-loading-symbolic", "dim-label", N_ ("Not answered yet") },
  [CTN_GATE_NOT_APPLICABLE] = { "list-remove-symbolic", "dim-label", N_ ("Does not apply") },
  [CTN_GATE_FAILED] = { "dialog-error-symbolic", "error", N_ ("Not met") },
  [CTN_GATE_PASSED] = { "object-select-symbolic", "success", N_ ("Met") },
};

static void
add_gate (GtkWidget *group, const CtnScore *score, guint position, const char *language)
{
  const CtnGate *gate = ctn_maturity_model_get_gate (ctn_score_get_model (score), position);
  CtnGateState state = ctn_score_get_gate (score, position);
  const char *text = ctn_texts_get (gate->text, language);
  g_autofree char *subtitle = *text != '\0'
                                  ? g_strdup_printf ("%s\n%s", _ (states[state].text), text)
                                  : g_strdup (_ (states[state].text));
  GtkWidget *row = ctn_results_add_row (group, ctn_texts_get (gate->title, language), subtitle);
  GtkWidget *icon = gtk_image_new_from_icon_name (states[state].icon);

  gtk_widget_add_css_class (icon, states[state].class);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

void
ctn_results_add_gates (GtkBox *box, const CtnScore *score, const char *language)
{
  guint n = ctn_maturity_model_get_n_gates (ctn_score_get_model (score));
  guint n_failed = 0;
  GtkWidget *group;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    n_failed += ctn_score_get_gate (score, i) == CTN_GATE_FAILED;
  group = ctn_results_add_group (
      box, _ ("Conditions"),
      n_failed > 0 ? _ ("Conditions are not met, whatever the values below are.") : NULL);
  /* What is not met comes first. */
  for (guint i = 0; i < n; i++)
    if (ctn_score_get_gate (score, i) == CTN_GATE_FAILED)
      add_gate (group, score, i, language);
  for (guint i = 0; i < n; i++)
    if (ctn_score_get_gate (score, i) != CTN_GATE_FAILED)
      add_gate (group, score, i, language);
}

/* Meaning ------------------------------------------------------------------------------------- */

GtkWidget *
ctn_results_meaning_row_new (const CtnScore *score, const char *language)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  const CtnBand *band = ctn_score_get_band (score, 0);
  g_autofree char *value = ctn_results_dup_value (model, ctn_score_get_total (score));
  GtkWidget *row;
  GtkWidget *label;

  if (!isfinite (ctn_score_get_total (score)))
    return NULL;
  row = ctn_value_row_new (band != NULL ? ctn_texts_get (band->title, language) : _ ("Total"),
                           band != NULL ? ctn_texts_get (band->text, language) : NULL, NULL);
  label = gtk_label_new (value);
  gtk_widget_add_css_class (label, "title-1");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

void
ctn_results_add_meaning (GtkBox *box, const CtnScore *score)
{
  GtkWidget *row = ctn_results_meaning_row_new (score, NULL);

  if (row != NULL)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (ctn_results_add_group (box, _ ("Result"), NULL)), row);
}

/* Ranks --------------------------------------------------------------------------------------- */

static double *
dup_pillar_values (const CtnRadarFigure *figure, guint n, guint n_pillars)
{
  CtnMaturityModel *model = ctn_radar_figure_get_model (figure);
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  double *values = g_new0 (double, (gsize) n *n_pillars);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n_pillars; j++)
      values[i * n_pillars + j] = ctn_score_get_node (ctn_radar_figure_get_score (figure, i),
                                                      ctn_model_node_get_child (root, j))
                                      ->value;
  return values;
}

static gboolean
have_totals (const CtnRadarFigure *figure, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!isfinite (ctn_score_get_total (ctn_radar_figure_get_score (figure, i))))
      return FALSE;
  return n >= 2;
}

/* "Bayern · T0" */
static char *
dup_assessment_title (const CtnAssessment *assessment)
{
  return assessment->stage != NULL
             ? g_strdup_printf ("%s · %s", assessment->name, assessment->stage)
             : g_strdup (assessment->name);
}

/* In what share of the draws it ranks above each of the others, a line each. */
static void
append_pairs (GString *text, const CtnRadarFigure *figure, const CtnRobustness *ranks, guint i)
{
  for (guint j = 0; j < ctn_radar_figure_get_n_series (figure); j++) {
    g_autofree char *other = dup_assessment_title (ctn_radar_figure_get_assessment (figure, j));

    if (j != i)
      g_string_append_printf (
          text,
          /* Translators: an assessment, and the share of draws in which this one ranks above it */
          _ ("\nAbove %s in %d %%"), other,
          (int) lround (100 * ctn_robustness_get_share_above (ranks, i, j)));
  }
}

static void
add_rank (GtkWidget *group, const CtnRadarFigure *figure, const CtnRobustness *ranks, guint i)
{
  const CtnAssessment *assessment = ctn_radar_figure_get_assessment (figure, i);
  guint low;
  guint high;
  int percent = (int) lround (100 * ctn_robustness_get_share_first (ranks, i));
  g_autofree char *text = NULL;
  g_autofree char *title = dup_assessment_title (assessment);
  g_autoptr (GString) lines = NULL;

  ctn_robustness_get_interval (ranks, i, &low, &high);
  text =
      low == high
          /* Translators: the rank, and in what share of all draws it is the first */
          ? g_strdup_printf (_ ("Rank %u; first in %d %% of the draws"), low, percent)
          /* Translators: the best and the worst rank, and the share of draws with rank 1 */
          : g_strdup_printf (_ ("Rank %u to %u; first in %d %% of the draws"), low, high, percent);
  lines = g_string_new (text);
  append_pairs (lines, figure, ranks, i);
  ctn_results_add_row (group, title, lines->str);
}

void
ctn_results_add_ranks (GtkBox *box, const CtnRadarFigure *figure)
{
  guint n = ctn_radar_figure_get_n_series (figure);
  const CtnModelNode *root = ctn_maturity_model_get_node (ctn_radar_figure_get_model (figure), 0);
  g_autofree double *values = NULL;
  g_autoptr (CtnRobustness) ranks = NULL;
  GtkWidget *group;

  if (!have_totals (figure, n) || root->children->len < 2)
    return;
  values = dup_pillar_values (figure, n, root->children->len);
  ranks =
      ctn_robustness_new (values, n, root->children->len, CTN_ROBUSTNESS_DRAWS, SEED, NULL, NULL);
  if (ranks == NULL)
    return;
  group = ctn_results_add_group (
      box, _ ("How Firm the Order Is"),
      _ ("Ranks under 1,000 random weightings of the dimensions (5 to 95 %)"));
  ctn_results_add_help (
      group,
      /* xgettext:no-c-format */
      _ ("The weights of the dimensions are drawn 1,000 times at random, each weighting as likely "
         "as any other (Dirichlet (1, …, 1), seed 20260101). Each draw ranks the compared "
         "assessments by the weighted mean of their dimensions. Shown are the ranks that are "
         "reached in at least 5 % and in at least 95 % of the draws."));
  for (guint i = 0; i < n; i++)
    add_rank (group, figure, ranks, i);
}

/* Not applicable ------------------------------------------------------------------------------ */

void
ctn_results_add_not_applicable (GtkBox *box, const CtnScore *score, const GPtrArray *answers)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  GtkWidget *group = NULL;

  for (guint leaf = 0; leaf < ctn_maturity_model_get_n_leaves (model); leaf++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (model, leaf);
    const char *reason = NULL;

    if (ctn_score_get_answer (score, leaf).state != CTN_ANSWER_NOT_APPLICABLE)
      continue;
    for (guint i = 0; i < answers->len && reason == NULL; i++) {
      const CtnAnswer *answer = g_ptr_array_index (answers, i);

      if (g_str_equal (answer->item, question->code))
        reason = answer->reason;
    }
    if (group == NULL)
      group = ctn_results_add_group (box, _ ("Does Not Apply"),
                                     _ ("These questions are left out of all values."));
    ctn_results_add_row (group, ctn_texts_get (question->title, NULL), reason);
  }
}
