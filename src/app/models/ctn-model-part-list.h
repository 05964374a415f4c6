/* The bands of a node, or the gates or norms of a model, as a group of rows: each opens its page, can be removed,
 * and others can be added. */
#pragma once

#include <adwaita.h>

#include "ctn-model-editor.h"

G_BEGIN_DECLS

typedef enum {
  CTN_MODEL_BANDS,
  CTN_MODEL_GATES,
  CTN_MODEL_NORMS,
} CtnModelPartKind;

#define CTN_TYPE_MODEL_PART_LIST (ctn_model_part_list_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelPartList,
                      ctn_model_part_list,
                      CTN,
                      MODEL_PART_LIST,
                      AdwPreferencesGroup)

/* @place: the node that has them, "" for the whole, which alone has gates and norms. */
GtkWidget *ctn_model_part_list_new (CtnModelEditor *editor,
                                    const char *place,
                                    CtnModelPartKind kind) G_GNUC_WARN_UNUSED_RESULT;

CtnModelPartKind ctn_model_part_list_get_kind (CtnModelPartList *self);

/* Adds a part and opens its page, as its button does. */
void ctn_model_part_list_add (CtnModelPartList *self);

G_END_DECLS
