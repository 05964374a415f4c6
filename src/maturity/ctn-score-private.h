/* Between the two files that make and read scores. */
#pragma once

#include "ctn-score.h"

G_BEGIN_DECLS

struct _CtnScore {
  CtnMaturityModel *model;
  CtnAnswerValue *answers; /* one a question */
  CtnNodeScore *nodes;     /* one a node */
  double *points;          /* one a node: p of ctn-score.h */
};

/* Works out the values of @node and of all nodes above it from the answers. */
void ctn_score_update_from (CtnScore *self, guint node);

/* ∂ value of the parent / ∂ value of @node, to the right. Both are scored. */
double ctn_score_get_local_slope (const CtnScore *self, guint node);

G_END_DECLS
