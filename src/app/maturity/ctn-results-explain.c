#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-side.h"

#include "ctn-results-groups.h"

static const char *
get_formula (CtnAggregation aggregation)
{
  switch (aggregation) {
  case CTN_AGGREGATION_WEIGHTED_MEAN:
    return _ ("Weighted mean: each value times its weight, over the sum of the weights.");
  case CTN_AGGREGATION_MINIMUM:
    return _ ("Minimum: the lowest of the values.");
  case CTN_AGGREGATION_GEOMETRIC_MEAN:
    return _ ("Weighted geometric mean: zero if one value is zero.");
  case CTN_AGGREGATION_BOTTLENECK:
    return _ ("Mean after the penalty for bottleneck: min + 1 − e^−(value − min) in place of each "
              "value.");
  case CTN_AGGREGATION_POINTS_THRESHOLD:
    return _ ("Points reached, over the points that can be had.");
  case CTN_AGGREGATION_NONE:
    return _ ("No value is made of these: they are a profile.");
  default:
    return "";
  }
}

/* "40 % of the weight, contributes 0.8", or why it does not count. */
static char *
describe_part (CtnMaturityModel *model, const CtnNodeScore *part)
{
  g_autofree char *share = NULL;
  g_autofree char *contribution = NULL;
  double min;
  double max;

  if (part->state == CTN_NODE_NOT_APPLICABLE)
    return g_strdup (_ ("Does not apply and is left out"));
  if (part->state == CTN_NODE_OPEN)
    return g_strdup (_ ("Not answered and left out"));
  if (part->state == CTN_NODE_PROFILE || !isfinite (part->contribution))
    return NULL;
  ctn_maturity_model_get_display (model, &min, &max, NULL);
  share = ctn_number_format (100 * part->share, 1);
  contribution = ctn_number_format (part->contribution * (max - min), 2);
  /* Translators: the weight of a part in per cent, and how much of the total it makes up */
  return g_strdup_printf (_ ("%s %% of the weight; makes up %s"), share, contribution);
}

static void
add_part (GtkWidget *group, const CtnScore *score, const CtnModelNode *node)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  const CtnNodeScore *part = ctn_score_get_node (score, node->index);
  g_autofree char *subtitle = describe_part (model, part);
  g_autofree char *value = ctn_results_dup_value (model, part->value);
  GtkWidget *row = ctn_results_add_row (group, ctn_model_node_get_label (node, NULL), subtitle);
  GtkWidget *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (part->clamped)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 _ ("The number lies outside the goalposts and was cut there."));
}

static void
add_node (GtkBox *box, const CtnScore *score, const CtnModelNode *node)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  double total = ctn_score_get_node (score, node->index)->value;
  g_autofree char *value = ctn_results_dup_value (model, total);
  const char *label = node->depth == 0 ? _ ("Total") : ctn_model_node_get_label (node, NULL);
  g_autofree char *heading =
      isfinite (total) ? g_strdup_printf ("%s: %s", label, value) : g_strdup (label);
  g_autofree char *title = g_markup_escape_text (heading, -1);
  GtkWidget *group = ctn_results_add_group (box, title, get_formula (node->aggregation));

  for (guint i = 0; i < node->children->len; i++)
    add_part (group, score,
              ctn_maturity_model_get_node (model, ctn_model_node_get_child (node, i)));
}

void
ctn_results_explain (GtkWidget *parent, const CtnScore *score, const char *title)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);

    if (node->leaf == CTN_MODEL_NONE)
      add_node (GTK_BOX (box), score, node);
  }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), ctn_side_wrap (box, 600));
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 720);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, parent);
}
