#include <math.h>

#include "ctn-score-private.h"

CtnMaturityModel *
ctn_score_get_model (const CtnScore *self)
{
  return self->model;
}

const CtnNodeScore *
ctn_score_get_node (const CtnScore *self, guint node)
{
  g_return_val_if_fail (node < ctn_maturity_model_get_n_nodes (self->model), NULL);
  return &self->nodes[node];
}

CtnAnswerValue
ctn_score_get_answer (const CtnScore *self, guint leaf)
{
  g_return_val_if_fail (leaf < ctn_maturity_model_get_n_leaves (self->model),
                        (CtnAnswerValue) { 0 });
  return self->answers[leaf];
}

double
ctn_score_get_total (const CtnScore *self)
{
  return self->nodes[0].value;
}

double
ctn_score_get_completeness (const CtnScore *self, guint node)
{
  const CtnNodeScore *result = ctn_score_get_node (self, node);

  return result->n_applicable == 0 ? 1 : (double) result->n_answered / result->n_applicable;
}

guint
ctn_score_get_top (const CtnScore *self, guint node)
{
  guint parent;

  while ((parent = ctn_maturity_model_get_node (self->model, node)->parent) != CTN_MODEL_NONE &&
         ctn_maturity_model_get_node (self->model, parent)->aggregation != CTN_AGGREGATION_NONE)
    node = parent;
  return node;
}

guint
ctn_score_get_weakest_pillar (const CtnScore *self)
{
  const CtnModelNode *whole = ctn_maturity_model_get_node (self->model, 0);
  guint weakest = CTN_MODEL_NONE;
  guint n = 0;

  for (guint i = 0; i < whole->children->len; i++) {
    guint child = ctn_model_node_get_child (whole, i);

    if (self->nodes[child].state != CTN_NODE_SCORED)
      continue;
    n++;
    if (weakest == CTN_MODEL_NONE || self->nodes[child].value < self->nodes[weakest].value)
      weakest = child;
  }
  return n < 2 ? CTN_MODEL_NONE : weakest;
}

const CtnBand *
ctn_score_get_band (const CtnScore *self, guint node)
{
  return ctn_maturity_model_get_band (self->model, node, ctn_score_get_node (self, node)->value);
}

CtnGateState
ctn_score_get_gate (const CtnScore *self, guint position)
{
  const CtnGate *gate = ctn_maturity_model_get_gate (self->model, position);
  const CtnModelNode *node = ctn_maturity_model_get_node (self->model, gate->node);
  const CtnNodeScore *result = &self->nodes[gate->node];
  double measure = result->value;

  if (result->state == CTN_NODE_NOT_APPLICABLE)
    return CTN_GATE_NOT_APPLICABLE;
  if (result->state != CTN_NODE_SCORED)
    return CTN_GATE_OPEN;
  if (node->scale != NULL)
    measure = ctn_scale_get_measure (node->scale, self->answers[node->leaf].value);
  /* A bound that is NAN compares false: there is none. */
  if (measure < gate->at_least - 1e-9 || measure > gate->at_most + 1e-9)
    return CTN_GATE_FAILED;
  return CTN_GATE_PASSED;
}

void
ctn_score_get_gaps (const CtnScore *self, const double *targets, double *gaps)
{
  guint n_leaves = ctn_maturity_model_get_n_leaves (self->model);
  g_autofree CtnAnswerValue *now = g_new0 (CtnAnswerValue, n_leaves);
  g_autofree CtnAnswerValue *then = g_new0 (CtnAnswerValue, n_leaves);
  g_autoptr (CtnScore) score_now = NULL;
  g_autoptr (CtnScore) score_then = NULL;

  for (guint i = 0; i < n_leaves; i++) {
    if (self->answers[i].state != CTN_ANSWER_GIVEN || !isfinite (targets[i]))
      continue;
    now[i] = self->answers[i];
    then[i] = (CtnAnswerValue) { CTN_ANSWER_GIVEN, targets[i] };
  }
  score_now = ctn_score_new (self->model, now);
  score_then = ctn_score_new (self->model, then);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (self->model); i++)
    gaps[i] = score_then->nodes[i].value - score_now->nodes[i].value;
}

/* How much the value of @top rises when only @node's answer becomes @target. @work is a score with the
 * same answers, and is one again afterwards. */
static double
get_gain (CtnScore *work, const CtnModelNode *node, guint top, double target)
{
  double before = work->nodes[top].value;
  CtnAnswerValue answer = work->answers[node->leaf];
  double gain;

  work->answers[node->leaf] = (CtnAnswerValue) { CTN_ANSWER_GIVEN, target };
  ctn_score_update_from (work, node->index);
  gain = work->nodes[top].value - before;
  work->answers[node->leaf] = answer;
  ctn_score_update_from (work, node->index);
  return gain;
}

static double
get_slope (const CtnScore *self, guint node, guint top)
{
  double slope = 1;

  while (node != top && slope > 0) {
    double local = ctn_score_get_local_slope (self, node);

    slope = local > 0 ? slope * local : 0; /* not infinity × 0 */
    node = ctn_maturity_model_get_node (self->model, node)->parent;
  }
  return slope;
}

static int
compare_doubles (double a, double b)
{
  return (a > b) - (a < b);
}

static int
compare_improvements (gconstpointer first, gconstpointer second)
{
  const CtnImprovement *a = first;
  const CtnImprovement *b = second;
  int order = compare_doubles (rint (b->gain * 1e12), rint (a->gain * 1e12));

  if (order == 0)
    order = compare_doubles (b->slope * (b->target - b->value), a->slope * (a->target - a->value));
  if (order == 0)
    order = compare_doubles (a->value, b->value);
  if (order == 0)
    order = a->node < b->node ? -1 : 1;
  return order;
}

GArray *
ctn_score_list_improvements (const CtnScore *self, const double *targets)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (CtnImprovement));
  g_autoptr (CtnScore) work = ctn_score_new (self->model, self->answers);

  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (self->model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_leaf (self->model, i);
    double target = targets == NULL ? ctn_scale_get_nearest_answer (node->scale, 1) : targets[i];
    CtnImprovement improvement = { .node = node->index, .value = self->nodes[node->index].value };

    if (self->nodes[node->index].state != CTN_NODE_SCORED || !isfinite (target))
      continue;
    improvement.target = ctn_scale_get_value (node->scale, target, NULL);
    if (!(improvement.target > improvement.value))
      continue;
    improvement.top = ctn_score_get_top (self, node->index);
    improvement.slope = get_slope (self, node->index, improvement.top);
    improvement.gain = get_gain (work, node, improvement.top, target);
    g_array_append_val (list, improvement);
  }
  g_array_sort (list, compare_improvements);
  return list;
}
