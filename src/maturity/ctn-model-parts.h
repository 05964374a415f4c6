/* Reads scales, bands, gates and norms of a model. */
#pragma once

#include "ctn-model-json.h"

G_BEGIN_DECLS

/* Reads the shared scales of the model, at the current place. */
void ctn_model_read_scales (CtnModelWalk *walk, JsonObject *root);

/* Reads the scale of a question: the name of a shared one, or a scale of its own. */
void ctn_model_read_item_scale (CtnModelWalk *walk, JsonObject *item, CtnModelNode *node);

void ctn_model_read_bands (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node);

/* These look nodes up by code, so all nodes must have been read. */
void ctn_model_read_gates (CtnModelWalk *walk, JsonObject *root);
void ctn_model_read_norms (CtnModelWalk *walk, JsonObject *root);

/* Notes bands that relate to norms which do not exist. */
void ctn_model_check_bands (CtnModelWalk *walk);

G_END_DECLS
