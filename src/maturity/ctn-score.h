/* What the answers to a model's questions amount to.
 *
 * A node's value v is between 0 and 1. A question's is that of its answer (ctn_scale_get_value());
 * another node's is made from those of its children that have one and whose weight is above 0, with
 * weights w_i and their sum W over just these:
 *   weighted-mean     Σ w_i v_i / W
 *   minimum           min v_i
 *   geometric-mean    exp (Σ w_i ln v_i / W); 0 if any v_i is 0
 *   bottleneck        Σ w_i h_i / W with h_i = m + 1 − e^−(v_i − m), m = min v_i (penalty for bottleneck,
 *                     as in the Regional Entrepreneurship and Development Index, 2013)
 *   points-threshold  points reached / points to be had: Σ w_i p_i v_i / Σ w_i p_i, where p_i is the
 *                     most points that a question's scale gives, or Σ w p over a group's children that
 *                     have a value; passed if that is at least the threshold
 *   none              no value: a profile
 * "Not applicable" and "not answered" are two things and neither is 0: both leave the sums.
 *
 * A contribution says how much of a value each node under it makes up. For a parent of value v the
 * contributions of its children sum to v: w_i v_i / W for the mean; v shared equally by the children
 * that have it for the minimum; v w_i / W for the geometric mean (v_i ∂v/∂v_i, Euler's theorem);
 * w_i h_i / W; w_i p_i v_i / Σ w p. Further down they are scaled to the parent's own contribution, so
 * that on each level they sum to the total. Where node 0 has no value, each node without a parent that
 * has one counts as a total of its own.
 *
 * Everything here is a pure function of the model and the answers. */
#pragma once

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

typedef enum {
  CTN_ANSWER_NONE,           /* not answered */
  CTN_ANSWER_NOT_APPLICABLE, /* the question does not apply, for a reason */
  CTN_ANSWER_GIVEN,
} CtnAnswerState;

/* The answer to one question. NONE is what zeroed memory holds. */
typedef struct {
  CtnAnswerState state;
  double value; /* when given; see ctn-scale.h. One that is not finite counts as not answered */
} CtnAnswerValue;

typedef enum {
  CTN_NODE_OPEN,           /* nothing that counts has been answered */
  CTN_NODE_NOT_APPLICABLE, /* none of its questions applies */
  CTN_NODE_PROFILE,        /* it has no value, for its aggregation is none */
  CTN_NODE_SCORED,
} CtnNodeState;

typedef struct {
  CtnNodeState state;
  double value;        /* 0 to 1; NAN unless scored */
  double share;        /* its weight among the siblings that count, 0 to 1; 1 for a total */
  double contribution; /* to the total it is under; its own value if it is one; NAN unless scored */
  guint n_leaves;      /* questions under it, itself included */
  guint n_applicable;  /* … without those that do not apply */
  guint n_answered;    /* … with an answer */
  gboolean clamped;    /* a question whose answer lies outside the scale or goalposts */
  gboolean passed;     /* points-threshold: enough points were reached */
} CtnNodeScore;

typedef enum {
  CTN_GATE_OPEN, /* not answered */
  CTN_GATE_NOT_APPLICABLE,
  CTN_GATE_FAILED,
  CTN_GATE_PASSED,
} CtnGateState;

/* What raising one answer to its target would do. */
typedef struct {
  guint node;    /* the question */
  guint top;     /* the node whose value is meant: 0, or the total of its own that it is under */
  double value;  /* of the question now, 0 to 1 */
  double target; /* 0 to 1, above @value */
  double slope;  /* ∂ value of @top / ∂ value of the question, to the right; may be infinite */
  double gain; /* by how much the value of @top rises, all other answers staying as they are. Equals
                  * slope × (target − value) where only means are on the way */
} CtnImprovement;

typedef struct _CtnScore CtnScore;

/* @answers: one a question, in their order; copied. Returns: (transfer full) */
CtnScore *ctn_score_new (CtnMaturityModel *model,
                         const CtnAnswerValue *answers) G_GNUC_WARN_UNUSED_RESULT;
void ctn_score_free (CtnScore *self);

CtnMaturityModel *ctn_score_get_model (const CtnScore *self); /* (transfer none) */
const CtnNodeScore *ctn_score_get_node (const CtnScore *self, guint node);
CtnAnswerValue ctn_score_get_answer (const CtnScore *self, guint leaf);

/* The value of node 0, 0 to 1; NAN if it has none. */
double ctn_score_get_total (const CtnScore *self);

/* Answered / applicable questions of a node, 0 to 1; 1 if none applies. */
double ctn_score_get_completeness (const CtnScore *self, guint node);

/* The nearest node at or above @node that no parent makes part of its own value. */
guint ctn_score_get_top (const CtnScore *self, guint node);

/* The child of node 0 with the lowest value, the first of equals; CTN_MODEL_NONE if fewer than two
 * have a value. */
guint ctn_score_get_weakest_pillar (const CtnScore *self);

/* (transfer none) (nullable) */
const CtnBand *ctn_score_get_band (const CtnScore *self, guint node);

CtnGateState ctn_score_get_gate (const CtnScore *self, guint gate);

/* How far each node is from its target: value with the targets − value now, over the questions under
 * it that have both an answer and a target.
 *
 * @targets: one a question in their order, in the unit of answers; NAN where there is none.
 * @gaps: (out) (array): one a node; NAN where there is nothing to compare. Negative when the target
 *   is exceeded. */
void ctn_score_get_gaps (const CtnScore *self, const double *targets, double *gaps);

/* The answered questions below their targets, with what raising each to its target would bring; the
 * largest gain first, then the largest slope × gap, the lowest value, the order of the model.
 *
 * @targets: (nullable): as above; %NULL takes the top of each scale; questions without one are left
 *   out.
 * Returns: (transfer full) (element-type CtnImprovement) */
GArray *ctn_score_list_improvements (const CtnScore *self,
                                     const double *targets) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnScore, ctn_score_free)

G_END_DECLS
