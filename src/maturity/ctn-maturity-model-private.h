/* The parts of a model, for its reader and writer only. */
#pragma once

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

struct _CtnMaturityModel {
  gatomicrefcount ref_count;
  char *id;
  char *version;
  char *licence;
  char *author;
  char *date;
  CtnTexts *description;
  CtnTexts *source;
  CtnTexts *note;
  GStrv languages;
  GStrv subjects;
  double display_min;
  double display_max;
  guint display_decimals;
  GPtrArray *scales; /* CtnScale; those with a name are shared */
  GPtrArray *nodes;  /* CtnModelNode */
  GPtrArray *leaves; /* CtnModelNode, owned by nodes */
  GHashTable *codes; /* code → CtnModelNode, owned by nodes */
  GPtrArray *gates;  /* CtnGate */
  GPtrArray *norms;  /* CtnNorm */
};

/* A word of a model file and what it stands for. */
typedef struct {
  const char *text;
  int value;
} CtnModelWord;

extern const CtnModelWord ctn_model_aggregations[]; /* each ends with a NULL text */
extern const CtnModelWord ctn_model_scale_kinds[];
extern const CtnModelWord ctn_model_transforms[];
extern const CtnModelWord ctn_model_directions[];

const char *ctn_model_word (const CtnModelWord *words, int value);

CtnMaturityModel *ctn_maturity_model_new_empty (void) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a node under @parent (CTN_MODEL_NONE for node 0) with a weight of 1; its code is set by the
 * caller. Returns: (transfer none) */
CtnModelNode *ctn_maturity_model_add_node (CtnMaturityModel *self, guint parent);

void ctn_band_free (CtnBand *band);
void ctn_gate_free (CtnGate *gate);
void ctn_norm_free (CtnNorm *norm);
void ctn_model_problem_free (CtnModelProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnBand, ctn_band_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnGate, ctn_gate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnNorm, ctn_norm_free)

G_END_DECLS
