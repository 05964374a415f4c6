/* Reads a model from JSON; ctn-maturity-model.h has the public functions for it. */
#pragma once

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

/* Reads @length bytes at @json, adding what is wrong to @problems (element-type CtnModelProblem).
 * Returns: (transfer full) (nullable): the model, or %NULL if any of the problems is an error */
CtnMaturityModel *
ctn_model_read (const char *json, gsize length, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
