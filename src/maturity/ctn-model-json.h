/* Walks through the JSON of a model, knowing the place, and collects what is wrong. */
#pragma once

#include <json-glib/json-glib.h>

#include "ctn-maturity-model-private.h"

G_BEGIN_DECLS

typedef struct {
  CtnMaturityModel *model;
  GString *place;      /* JSON Pointer of what is being read */
  GPtrArray *problems; /* CtnModelProblem */
  gboolean has_errors;
} CtnModelWalk;

/* Goes to a member of the object at the current place, or to an element of the array, and back: the
 * result of the first is what the last takes. */
gsize ctn_model_walk_member (CtnModelWalk *walk, const char *member);
gsize ctn_model_walk_element (CtnModelWalk *walk, guint position);
void ctn_model_walk_back (CtnModelWalk *walk, gsize mark);

/* Notes a problem at @member (%NULL: at the current place itself). */
void ctn_model_walk_error (CtnModelWalk *walk, const char *member, const char *message);
void ctn_model_walk_error_printf (CtnModelWalk *walk, const char *member, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void ctn_model_walk_warning (CtnModelWalk *walk, const char *member, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Warns of members that are not in @known, which ends with NULL. */
void
ctn_model_walk_check_members (CtnModelWalk *walk, JsonObject *object, const char *const *known);

/* The following read a member of @object and note an error if it is missing though @required, or not
 * what it should be. */

/* One line of text, at most @max_bytes. Returns: (transfer full) (nullable) */
char *ctn_model_walk_string (CtnModelWalk *walk,
                             JsonObject *object,
                             const char *member,
                             gsize max_bytes,
                             gboolean required);

/* Whether @text has the form of a code. */
gboolean ctn_model_is_code (const char *text);

/* A code: a letter or digit, then up to 31 letters, digits, dots, hyphens and underscores.
 * Returns: (transfer full) (nullable) */
char *ctn_model_walk_code (CtnModelWalk *walk, JsonObject *object, const char *member);

/* A text in several languages. Returns: (transfer full) (nullable) */
CtnTexts *ctn_model_walk_texts (CtnModelWalk *walk,
                                JsonObject *object,
                                const char *member,
                                gboolean required);

/* The same at the current place. Returns: (transfer full) (nullable) */
CtnTexts *ctn_model_walk_texts_here (CtnModelWalk *walk, JsonNode *node);

/* A number from @min to @max; @fallback if there is none or it is wrong. */
double ctn_model_walk_number (CtnModelWalk *walk,
                              JsonObject *object,
                              const char *member,
                              double min,
                              double max,
                              double fallback,
                              gboolean required);

/* A whole number. */
int ctn_model_walk_int (CtnModelWalk *walk,
                        JsonObject *object,
                        const char *member,
                        int min,
                        int max,
                        int fallback);

gboolean ctn_model_walk_boolean (CtnModelWalk *walk, JsonObject *object, const char *member);

/* One of @words; @fallback if there is none or it is wrong. */
int ctn_model_walk_word (CtnModelWalk *walk,
                         JsonObject *object,
                         const char *member,
                         const CtnModelWord *words,
                         int fallback);

/* An array of @min to @max elements. Returns: (transfer none) (nullable) */
JsonArray *ctn_model_walk_array (CtnModelWalk *walk,
                                 JsonObject *object,
                                 const char *member,
                                 guint min,
                                 guint max,
                                 gboolean required);

/* The object at @position, or %NULL with an error at the current place, which is that of the element.
 * (transfer none) */
JsonObject *ctn_model_walk_object_here (CtnModelWalk *walk, JsonNode *node);

G_END_DECLS
