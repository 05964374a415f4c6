/* A maturity model: a tree of questions with scales, weights and rules, read from JSON.
 *
 * The format is described in data/models/README.md. A model is immutable and may be read from several
 * threads. Its nodes form a flat array in the order of the tree (a node before its children, node 0 is
 * the whole); the questions are the leaves, counted on their own in the same order.
 *
 * All texts are in several languages; pass one to ctn_texts_get(), %NULL for the user's. */
#pragma once

#include <gio/gio.h>

#include "ctn-maturity-error.h"
#include "ctn-scale.h"
#include "ctn-texts.h"

G_BEGIN_DECLS

#define CTN_TYPE_MATURITY_MODEL (ctn_maturity_model_get_type ())

typedef struct _CtnMaturityModel CtnMaturityModel;

/* Limits of a model, for files come from anywhere. */
#define CTN_MODEL_MAX_BYTES (4 * 1024 * 1024)
#define CTN_MODEL_MAX_LEVELS 4 /* of the tree, the whole and the questions included */
#define CTN_MODEL_MAX_NODES 2000
#define CTN_MODEL_MAX_CHILDREN 200
#define CTN_MODEL_MAX_STEPS 21
#define CTN_MODEL_MAX_PARTS 100 /* gates, norms, bands of one node, scales, languages */
#define CTN_MODEL_MAX_TEXT 8000 /* bytes */
#define CTN_MODEL_MAX_PROBLEMS 200

/* The code of node 0, which no other node may have. */
#define CTN_MODEL_TOTAL "total"

/* No such node. */
#define CTN_MODEL_NONE G_MAXUINT

/* How the values of a node's children make its own; formulas in ctn-score.h. */
typedef enum {
  CTN_AGGREGATION_NONE, /* the node has no value: a profile only */
  CTN_AGGREGATION_WEIGHTED_MEAN,
  CTN_AGGREGATION_MINIMUM,
  CTN_AGGREGATION_GEOMETRIC_MEAN,
  CTN_AGGREGATION_BOTTLENECK,
  CTN_AGGREGATION_POINTS_THRESHOLD,
} CtnAggregation;

/* A class of values: from a cut point up to the next band's. */
typedef struct {
  char *code;
  CtnTexts *title;
  CtnTexts *text; /* (nullable) a paragraph on what it means */
  double from;    /* the least value, 0 to 1; or times the norm that the bands relate to */
  gboolean above; /* the value must be more than @from */
} CtnBand;

typedef struct {
  guint index;
  guint parent; /* CTN_MODEL_NONE for node 0 */
  guint depth;  /* 0 for node 0 */
  guint pillar; /* the child of node 0 that it is or lies under; CTN_MODEL_NONE for node 0 */
  guint leaf;   /* position among the questions; CTN_MODEL_NONE for other nodes */
  guint first_leaf;
  guint n_leaves;   /* the questions under it (1 for a question) are first_leaf … */
  GArray *children; /* (element-type guint) indices */
  char *code;
  CtnTexts *title;
  CtnTexts *short_title; /* (nullable) for charts */
  CtnTexts *help;        /* (nullable) */
  double weight; /* among its siblings, 0 to 1,000,000; with 0 it is shown but does not count */
  CtnAggregation aggregation; /* of other nodes than questions */
  double threshold;           /* share of points for CTN_AGGREGATION_POINTS_THRESHOLD */
  GPtrArray *bands;           /* (nullable) (element-type CtnBand) in rising order */
  char *bands_relative_to;    /* (nullable) code of a norm */
  /* Questions */
  const CtnScale *scale; /* (nullable) */
  GPtrArray
      *descriptors;  /* (nullable) (element-type CtnTexts) one a step, instead of the scale's */
  gboolean required; /* "not applicable" is no answer */
} CtnModelNode;

/* A criterion that must hold whatever the score is. */
typedef struct {
  char *code;
  CtnTexts *title;
  CtnTexts *text; /* (nullable) */
  guint node;
  double at_least; /* NAN if there is no such bound. For a question in its own unit
                    * (ctn_scale_get_measure()), for other nodes a value from 0 to 1 */
  double at_most;  /* the same */
} CtnGate;

/* Values to compare with, such as the mean of a published survey. */
typedef struct {
  char *code;
  CtnTexts *title;
  CtnTexts *source; /* (nullable) */
  int year;         /* 0 if unknown */
  GArray *values;   /* (element-type double) one a node, 0 to 1; NAN where there is none */
} CtnNorm;

/* Something that is wrong with a model file. */
typedef struct {
  gboolean is_error; /* FALSE: the model can be used all the same */
  char *place;   /* JSON Pointer (RFC 6901) such as "/groups/2/items/0/weight"; "" is the whole */
  char *message; /* translated */
} CtnModelProblem;

GType ctn_maturity_model_get_type (void);

/* Reads a model from JSON text (@length −1: up to the NUL).
 * Errors: CTN_MATURITY_ERROR_MODEL with the place and text of the first problem,
 * CTN_MATURITY_ERROR_TOO_LARGE.
 * Returns: (transfer full) (nullable) */
CtnMaturityModel *ctn_maturity_model_new_from_json (const char *json,
                                                    gssize length,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A model that is shipped in data/models, by its id; "" and names with slashes are not found.
 * Errors: as above, CTN_MATURITY_ERROR_NOT_FOUND.
 * Returns: (transfer full) (nullable) */
CtnMaturityModel *ctn_maturity_model_new_shipped (const char *id,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the shipped models, in alphabetical order. (transfer full) */
GStrv ctn_maturity_model_list_shipped (void) G_GNUC_WARN_UNUSED_RESULT;

/* All that is wrong with a model file, at most CTN_MODEL_MAX_PROBLEMS, in the order of the file.
 * It can be read if none is an error.
 * Returns: (transfer container) (element-type CtnModelProblem) */
GPtrArray *ctn_maturity_model_check (const char *json, gssize length) G_GNUC_WARN_UNUSED_RESULT;

CtnMaturityModel *ctn_maturity_model_ref (CtnMaturityModel *self);
void ctn_maturity_model_unref (CtnMaturityModel *self);

/* The model as JSON text: the same model always gives the same text.
 * Returns: (transfer full) */
char *ctn_maturity_model_to_json (const CtnMaturityModel *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ctn_maturity_model_get_id (const CtnMaturityModel *self);
const char *ctn_maturity_model_get_version (const CtnMaturityModel *self);
const char *ctn_maturity_model_get_licence (const CtnMaturityModel *self); /* SPDX where possible */
const char *ctn_maturity_model_get_author (const CtnMaturityModel *self);  /* (nullable) */
const char *ctn_maturity_model_get_date (const CtnMaturityModel *self);    /* (nullable) ISO 8601 */
const CtnTexts *ctn_maturity_model_get_title (const CtnMaturityModel *self);
const CtnTexts *ctn_maturity_model_get_description (const CtnMaturityModel *self); /* (nullable) */
const CtnTexts *ctn_maturity_model_get_source (const CtnMaturityModel *self);
const CtnTexts *ctn_maturity_model_get_note (const CtnMaturityModel *self); /* (nullable) */

/* Language tags; the first is the one in which every text exists. (transfer none) */
const char *const *ctn_maturity_model_get_languages (const CtnMaturityModel *self);

/* Kinds of subjects that it is made for, of those of the table assessment; empty: any. */
const char *const *ctn_maturity_model_get_subjects (const CtnMaturityModel *self);

/* How values from 0 to 1 are shown: from @min to @max with @decimals decimals; 0 to 100 with none if
 * the model does not say. All (out) (optional). */
void ctn_maturity_model_get_display (const CtnMaturityModel *self,
                                     double *min,
                                     double *max,
                                     guint *decimals);

/* @value as it is shown: min + value × (max − min). NAN stays NAN. */
double ctn_maturity_model_to_display (const CtnMaturityModel *self, double value);

/* The value that is shown as @shown: the reverse. NAN stays NAN. */
double ctn_maturity_model_from_display (const CtnMaturityModel *self, double shown);

guint ctn_maturity_model_get_n_nodes (const CtnMaturityModel *self);
const CtnModelNode *ctn_maturity_model_get_node (const CtnMaturityModel *self, guint index);
guint ctn_maturity_model_get_n_leaves (const CtnMaturityModel *self);
const CtnModelNode *ctn_maturity_model_get_leaf (const CtnMaturityModel *self, guint leaf);

/* The node with this code. Returns: (transfer none) (nullable) */
const CtnModelNode *ctn_maturity_model_find (const CtnMaturityModel *self, const char *code);

/* Index of a node's child. */
guint ctn_model_node_get_child (const CtnModelNode *self, guint position);

/* The short title if there is one, else the title. */
const char *ctn_model_node_get_label (const CtnModelNode *self, const char *language);

/* What it takes to be at a step of a question's scale: its own descriptor, or else the scale's text.
 * "" if there is neither. */
const char *
ctn_model_node_get_descriptor (const CtnModelNode *self, guint step, const char *language);

guint ctn_maturity_model_get_n_gates (const CtnMaturityModel *self);
const CtnGate *ctn_maturity_model_get_gate (const CtnMaturityModel *self, guint position);
guint ctn_maturity_model_get_n_norms (const CtnMaturityModel *self);
const CtnNorm *ctn_maturity_model_get_norm (const CtnMaturityModel *self, guint position);

/* Returns: (nullable) */
const CtnNorm *ctn_maturity_model_find_norm (const CtnMaturityModel *self, const char *code);

/* The band of @value at a node: of its own bands, or of the nearest node above that has some. If
 * these relate to a norm, the value is divided by the norm's value of the node first; without such a
 * value there is no band. A value on a cut point is in the upper band, unless that says "above".
 * Returns: (transfer none) (nullable): %NULL also for NAN and below the lowest band */
const CtnBand *ctn_maturity_model_get_band (const CtnMaturityModel *self, guint node, double value);

/* "weighted-mean" etc. as in a model file. */
const char *ctn_aggregation_to_text (CtnAggregation aggregation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMaturityModel, ctn_maturity_model_unref)

G_END_DECLS
