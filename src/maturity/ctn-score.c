#include "ctn-score-private.h"

#include <math.h>

/* Sums of weights are not exact: 0.8 may come out a hair below. */
#define TOLERANCE 1e-9

/* Values that differ by rounding only are equal. */
#define TIE 1e-12

/* Children that make up a node's value, with what the formulas need. */
typedef struct {
  const CtnScore *score;
  const CtnModelNode *node;
  double weights;
  double points; /* Σ w p */
  double minimum;
  guint n;
  guint n_minimum;
} Children;

static gboolean
counts (const CtnScore *self, const CtnModelNode *child)
{
  return self->nodes[child->index].state == CTN_NODE_SCORED && child->weight > 0;
}

static const CtnModelNode *
get_child (const CtnScore *self, const CtnModelNode *node, guint position)
{
  return ctn_maturity_model_get_node (self->model, ctn_model_node_get_child (node, position));
}

static gboolean
is_minimum (const Children *children, double value)
{
  return value <= children->minimum + TIE;
}

static Children
look_at_children (const CtnScore *self, const CtnModelNode *node)
{
  Children children = { .score = self, .node = node, .minimum = 2 };

  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child = get_child (self, node, i);

    if (!counts (self, child))
      continue;
    children.n++;
    children.weights += child->weight;
    children.points += child->weight * self->points[child->index];
    children.minimum = MIN (children.minimum, self->nodes[child->index].value);
  }
  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child = get_child (self, node, i);

    if (counts (self, child) && is_minimum (&children, self->nodes[child->index].value))
      children.n_minimum++;
  }
  return children;
}

/* The child's weight among those that count, as the aggregation takes it. */
static double
get_share (const Children *children, const CtnModelNode *child)
{
  if (children->node->aggregation == CTN_AGGREGATION_POINTS_THRESHOLD)
    return child->weight * children->score->points[child->index] / children->points;
  return child->weight / children->weights;
}

static double
get_geometric_mean (const Children *children)
{
  double sum = 0;

  if (!(children->minimum > 0))
    return 0;
  for (guint i = 0; i < children->node->children->len; i++) {
    const CtnModelNode *child = get_child (children->score, children->node, i);

    if (counts (children->score, child))
      sum += child->weight * log (children->score->nodes[child->index].value);
  }
  return exp (sum / children->weights);
}

/* What the child adds to its parent's value; these sum to the value. */
static double
get_part (const Children *children, const CtnModelNode *child, double geometric_mean)
{
  double value = children->score->nodes[child->index].value;
  double share = get_share (children, child);

  switch (children->node->aggregation) {
  case CTN_AGGREGATION_MINIMUM:
    return is_minimum (children, value) ? children->minimum / children->n_minimum : 0;
  case CTN_AGGREGATION_GEOMETRIC_MEAN:
    return share * geometric_mean;
  case CTN_AGGREGATION_BOTTLENECK:
    return share * (children->minimum + 1 - exp (children->minimum - value));
  case CTN_AGGREGATION_NONE:
  case CTN_AGGREGATION_WEIGHTED_MEAN:
  case CTN_AGGREGATION_POINTS_THRESHOLD:
  default:
    return share * value;
  }
}

static void
score_leaf (CtnScore *self, const CtnModelNode *node)
{
  const CtnAnswerValue *answer = &self->answers[node->leaf];
  CtnNodeScore *result = &self->nodes[node->index];

  *result = (CtnNodeScore) { .value = NAN, .share = NAN, .contribution = NAN, .n_leaves = 1 };
  self->points[node->index] = node->scale->max_points;
  if (answer->state == CTN_ANSWER_NOT_APPLICABLE) {
    result->state = CTN_NODE_NOT_APPLICABLE;
    return;
  }
  result->n_applicable = 1;
  if (answer->state != CTN_ANSWER_GIVEN || !isfinite (answer->value))
    return;
  result->state = CTN_NODE_SCORED;
  result->n_answered = 1;
  result->value = ctn_scale_get_value (node->scale, answer->value, &result->clamped);
}

static void
score_group (CtnScore *self, const CtnModelNode *node)
{
  CtnNodeScore *result = &self->nodes[node->index];
  Children children = look_at_children (self, node);
  double geometric_mean;

  *result = (CtnNodeScore) { .value = NAN, .share = NAN, .contribution = NAN };
  for (guint i = 0; i < node->children->len; i++) {
    const CtnNodeScore *child = &self->nodes[ctn_model_node_get_child (node, i)];

    result->n_leaves += child->n_leaves;
    result->n_applicable += child->n_applicable;
    result->n_answered += child->n_answered;
  }
  self->points[node->index] = children.points;
  if (result->n_applicable == 0) {
    result->state = CTN_NODE_NOT_APPLICABLE;
    return;
  }
  if (node->aggregation == CTN_AGGREGATION_NONE)
    result->state = CTN_NODE_PROFILE;
  if (node->aggregation == CTN_AGGREGATION_NONE || children.n == 0)
    return;
  result->state = CTN_NODE_SCORED;
  result->value = 0;
  geometric_mean = get_geometric_mean (&children);
  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child = get_child (self, node, i);

    if (counts (self, child))
      result->value += get_part (&children, child, geometric_mean);
  }
  result->value = CLAMP (result->value, 0, 1);
  result->passed = node->aggregation == CTN_AGGREGATION_POINTS_THRESHOLD &&
                   result->value >= node->threshold - TOLERANCE;
}

static void
score_node (CtnScore *self, guint index)
{
  const CtnModelNode *node = ctn_maturity_model_get_node (self->model, index);

  if (node->scale != NULL)
    score_leaf (self, node);
  else
    score_group (self, node);
}

/* Sets the contributions of the children of a node from its own; parents come before. */
static void
share_out (CtnScore *self, const CtnModelNode *node)
{
  const CtnNodeScore *result = &self->nodes[node->index];
  Children children = look_at_children (self, node);
  double geometric_mean = get_geometric_mean (&children);
  double scale = result->value > 0 ? result->contribution / result->value : 0;

  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child = get_child (self, node, i);
    CtnNodeScore *part = &self->nodes[child->index];

    if (part->state != CTN_NODE_SCORED)
      continue;
    if (result->state != CTN_NODE_SCORED) {
      part->share = 1;
      part->contribution = part->value;
    } else {
      part->share = counts (self, child) ? get_share (&children, child) : 0;
      part->contribution =
          counts (self, child) ? scale * get_part (&children, child, geometric_mean) : 0;
    }
  }
}

CtnScore *
ctn_score_new (CtnMaturityModel *model, const CtnAnswerValue *answers)
{
  CtnScore *self = g_new0 (CtnScore, 1);
  guint n = ctn_maturity_model_get_n_nodes (model);

  self->model = ctn_maturity_model_ref (model);
  self->answers = g_memdup2 (answers, ctn_maturity_model_get_n_leaves (model) * sizeof (*answers));
  self->nodes = g_new0 (CtnNodeScore, n);
  self->points = g_new0 (double, n);
  for (guint i = n; i-- > 0;)
    score_node (self, i);
  self->nodes[0].share = 1;
  self->nodes[0].contribution = self->nodes[0].value;
  for (guint i = 0; i < n; i++)
    share_out (self, ctn_maturity_model_get_node (model, i));
  return self;
}

void
ctn_score_free (CtnScore *self)
{
  if (self == NULL)
    return;
  ctn_maturity_model_unref (self->model);
  g_free (self->answers);
  g_free (self->nodes);
  g_free (self->points);
  g_free (self);
}

void
ctn_score_update_from (CtnScore *self, guint node)
{
  while (node != CTN_MODEL_NONE) {
    score_node (self, node);
    node = ctn_maturity_model_get_node (self->model, node)->parent;
  }
}

/* dv/dv_i of exp (Σ w ln v / W) is v w_i / (W v_i); at v_i = 0 the limit. */
static double
get_geometric_slope (const Children *children, double value, double share)
{
  if (value > 0)
    return get_geometric_mean (children) * share / value;
  if (children->n_minimum > 1)
    return 0; /* another child holds the mean at 0 */
  return children->n == 1 ? 1 : INFINITY;
}

/* m rises with the child only if it alone is the minimum; then dh_j/dm = 1 − e^−(v_j − m). */
static double
get_bottleneck_slope (const Children *children, double value, double share)
{
  double slope = share;

  if (!is_minimum (children, value))
    return share * exp (children->minimum - value);
  for (guint i = 0; children->n_minimum == 1 && i < children->node->children->len; i++) {
    const CtnModelNode *other = get_child (children->score, children->node, i);
    double distance = children->score->nodes[other->index].value - children->minimum;

    if (counts (children->score, other))
      slope += get_share (children, other) * (1 - exp (-distance));
  }
  return slope;
}

double
ctn_score_get_local_slope (const CtnScore *self, guint index)
{
  const CtnModelNode *node = ctn_maturity_model_get_node (self->model, index);
  const CtnModelNode *parent = ctn_maturity_model_get_node (self->model, node->parent);
  Children children = look_at_children (self, parent);
  double value = self->nodes[index].value;
  double share;

  if (!counts (self, node))
    return 0;
  share = get_share (&children, node);
  switch (parent->aggregation) {
  case CTN_AGGREGATION_MINIMUM:
    return is_minimum (&children, value) && children.n_minimum == 1 ? 1 : 0;
  case CTN_AGGREGATION_GEOMETRIC_MEAN:
    return get_geometric_slope (&children, value, share);
  case CTN_AGGREGATION_BOTTLENECK:
    return get_bottleneck_slope (&children, value, share);
  case CTN_AGGREGATION_NONE:
  case CTN_AGGREGATION_WEIGHTED_MEAN:
  case CTN_AGGREGATION_POINTS_THRESHOLD:
  default:
    return share;
  }
}
