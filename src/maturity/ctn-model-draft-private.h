/* The JSON of a draft, for the files that change it: members (ctn-model-draft.c), the tree
 * (ctn-model-draft-tree.c), scales (ctn-model-draft-scales.c), bands, gates and norms
 * (ctn-model-draft-parts.c). */
#pragma once

#include <json-glib/json-glib.h>

#include "ctn-model-draft.h"

G_BEGIN_DECLS

struct _CtnModelDraft {
  JsonNode *root; /* (owned) an object */
};

JsonObject *ctn_draft_get_root (CtnModelDraft *self);

/* Members and elements of the type, else %NULL; also for %NULL. (transfer none) (nullable) */
JsonObject *ctn_draft_get_object (JsonObject *object, const char *member);
JsonArray *ctn_draft_get_array (JsonObject *object, const char *member);
JsonObject *ctn_draft_get_element (JsonArray *array, guint64 position);

/* The array of a node's children. @member: (out) (optional): what it is called; left alone for none.
 * (transfer none) (nullable) */
JsonArray *ctn_draft_get_children (JsonObject *node, const char **member);

/* The first element with this code. @position: (out) left alone for none. */
gboolean ctn_draft_find_code (JsonArray *array, const char *code, guint64 *position);

/* The object at @place. (transfer none) (nullable) */
JsonObject *ctn_draft_find (CtnModelDraft *self, const char *place);

/* The first language. */
const char *ctn_draft_get_language (CtnModelDraft *self);

/* A text in one language; "" takes it away, and the member with the last one. */
const char *ctn_draft_read_text (JsonObject *object, const char *member, const char *language);
void
ctn_draft_set_text (JsonObject *object, const char *member, const char *language, const char *text);

/* The title of something new, in @language and in the model's first one, in which every text exists. */
void ctn_draft_set_new_title (CtnModelDraft *self,
                              JsonObject *object,
                              const char *title,
                              const char *language);

/* A step that has no words yet: it is called by its number. (transfer full) */
JsonObject *ctn_draft_new_level (const char *language, int number);

G_END_DECLS
