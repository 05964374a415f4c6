#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ctn-model-draft-private.h"

JsonObject *
ctn_draft_get_root (CtnModelDraft *self)
{
  return json_node_get_object (self->root);
}

JsonObject *
ctn_draft_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
ctn_draft_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonArray *
ctn_draft_get_children (JsonObject *node, const char **member)
{
  static const char *const names[] = { "groups", "items" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    JsonArray *array = ctn_draft_get_array (node, names[i]);

    if (array != NULL) {
      if (member != NULL)
        *member = names[i];
      return array;
    }
  }
  return NULL;
}

JsonObject *
ctn_draft_get_element (JsonArray *array, guint64 position)
{
  JsonNode *node = array != NULL && position < json_array_get_length (array)
                       ? json_array_get_element (array, (guint) position)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* One token of a place: a member, a position, or "=" and the code of an element. */
static JsonNode *
step_down (JsonNode *node, const char *token)
{
  JsonArray *array;
  guint64 position;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), token);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  if (*token == '=')
    return ctn_draft_find_code (array, token + 1, &position)
               ? json_array_get_element (array, (guint) position)
               : NULL;
  position = strtoull (token, NULL, 10);
  return position < json_array_get_length (array) ? json_array_get_element (array, (guint) position)
                                                  : NULL;
}

gboolean
ctn_draft_find_code (JsonArray *array, const char *code, guint64 *position)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *element = ctn_draft_get_element (array, i);

    if (element == NULL ||
        g_strcmp0 (json_object_get_string_member_with_default (element, "code", NULL), code) != 0)
      continue;
    *position = i;
    return TRUE;
  }
  return FALSE;
}

JsonObject *
ctn_draft_find (CtnModelDraft *self, const char *place)
{
  g_auto (GStrv) tokens = g_strsplit (place, "/", -1);
  JsonNode *node = self->root;

  for (guint i = 1; tokens[0] != NULL && tokens[i] != NULL && node != NULL; i++)
    node = step_down (node, tokens[i]);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Making ------------------------------------------------------------------------------------- */

CtnModelDraft *
ctn_model_draft_new (const CtnMaturityModel *model)
{
  g_autofree char *json = ctn_maturity_model_to_json (model);
  CtnModelDraft *self = g_new0 (CtnModelDraft, 1);

  self->root = json_from_string (json, NULL);
  return self;
}

void
ctn_model_draft_free (CtnModelDraft *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

void
ctn_draft_set_text (JsonObject *object, const char *member, const char *language, const char *text)
{
  JsonObject *texts = ctn_draft_get_object (object, member);

  if (texts == NULL) {
    if (*text == '\0')
      return;
    texts = json_object_new ();
    json_object_set_object_member (object, member, texts);
  }
  if (*text != '\0')
    json_object_set_string_member (texts, language, text);
  else if (json_object_has_member (texts, language))
    json_object_remove_member (texts, language);
  if (json_object_get_size (texts) == 0)
    json_object_remove_member (object, member);
}

void
ctn_draft_set_new_title (CtnModelDraft *self,
                         JsonObject *object,
                         const char *title,
                         const char *language)
{
  ctn_draft_set_text (object, "title", language, title);
  if (!g_str_equal (language, ctn_draft_get_language (self)))
    ctn_draft_set_text (object, "title", ctn_draft_get_language (self), title);
}

JsonObject *
ctn_draft_new_level (const char *language, int number)
{
  g_autofree char *name = g_strdup_printf ("%d", number);
  JsonObject *level = json_object_new ();

  ctn_draft_set_text (level, "name", language, name);
  return level;
}

const char *
ctn_draft_get_language (CtnModelDraft *self)
{
  JsonArray *languages = ctn_draft_get_array (ctn_draft_get_root (self), "languages");

  return languages != NULL && json_array_get_length (languages) > 0
             ? json_array_get_string_element (languages, 0)
             : "en";
}

CtnModelDraft *
ctn_model_draft_new_blank (const char *title, const char *language)
{
  CtnModelDraft *self = g_new0 (CtnModelDraft, 1);
  JsonObject *root = json_object_new ();
  JsonArray *languages = json_array_new ();
  g_autofree char *group = NULL;

  self->root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->root, root);
  json_object_set_string_member (root, "format", "catenary-maturity-model");
  json_object_set_int_member (root, "format-version", 1);
  ctn_model_draft_renew_id (self);
  json_object_set_string_member (root, "version", "1");
  json_object_set_string_member (root, "licence", "CC-BY-4.0");
  json_array_add_string_element (languages, language);
  json_object_set_array_member (root, "languages", languages);
  ctn_draft_set_text (root, "title", language, title);
  ctn_draft_set_text (root, "source", language, title);
  json_object_set_array_member (root, "groups", json_array_new ());
  group = ctn_model_draft_add_group (self, "", "1", language);
  return self;
}

void
ctn_model_draft_renew_id (CtnModelDraft *self)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *id = g_strdup_printf ("own-%.18s", uuid);

  json_object_set_string_member (ctn_draft_get_root (self), "id", id);
}

CtnMaturityModel *
ctn_model_draft_finish (CtnModelDraft *self, GError **error)
{
  g_autofree char *json = json_to_string (self->root, FALSE);

  return ctn_maturity_model_new_from_json (json, -1, error);
}

char *
ctn_model_next_version (const char *version)
{
  gsize end = strlen (version);
  gsize start;

  while (end > 0 && !g_ascii_isdigit (version[end - 1]))
    end--;
  start = end;
  while (start > 0 && g_ascii_isdigit (version[start - 1]) && end - start < 9)
    start--;
  if (start == end)
    return g_strdup_printf ("%s.2", version);
  return g_strdup_printf ("%.*s%lu%s", (int) start, version,
                          strtoul (version + start, NULL, 10) + 1, version + end);
}

/* Members ------------------------------------------------------------------------------------ */

gboolean
ctn_model_draft_exists (CtnModelDraft *self, const char *place)
{
  return ctn_draft_find (self, place) != NULL;
}

gboolean
ctn_model_draft_is_question (CtnModelDraft *self, const char *place)
{
  JsonObject *node = ctn_draft_find (self, place);

  return node != NULL && ctn_draft_get_children (node, NULL) == NULL;
}

guint
ctn_model_draft_count_children (CtnModelDraft *self, const char *place)
{
  JsonArray *children = ctn_draft_get_children (ctn_draft_find (self, place), NULL);

  return children != NULL ? json_array_get_length (children) : 0;
}

char *
ctn_model_draft_dup_child (CtnModelDraft *self, const char *place, guint position)
{
  const char *member = "items";

  ctn_draft_get_children (ctn_draft_find (self, place), &member);
  return g_strdup_printf ("%s/%s/%u", place, member, position);
}

const char *
ctn_model_draft_get_string (CtnModelDraft *self, const char *place, const char *member)
{
  JsonObject *node = ctn_draft_find (self, place);
  JsonNode *value = node != NULL ? json_object_get_member (node, member) : NULL;

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
}

void
ctn_model_draft_set_string (CtnModelDraft *self,
                            const char *place,
                            const char *member,
                            const char *value)
{
  JsonObject *node = ctn_draft_find (self, place);

  g_return_if_fail (node != NULL);
  if (value != NULL && *value != '\0')
    json_object_set_string_member (node, member, value);
  else if (json_object_has_member (node, member))
    json_object_remove_member (node, member);
}

const char *
ctn_draft_read_text (JsonObject *object, const char *member, const char *language)
{
  JsonObject *texts = ctn_draft_get_object (object, member);
  JsonNode *value = texts != NULL ? json_object_get_member (texts, language) : NULL;
  const char *text =
      value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;

  return text != NULL ? text : "";
}

const char *
ctn_model_draft_get_text (CtnModelDraft *self,
                          const char *place,
                          const char *member,
                          const char *language)
{
  return ctn_draft_read_text (ctn_draft_find (self, place), member, language);
}

void
ctn_model_draft_set_text (CtnModelDraft *self,
                          const char *place,
                          const char *member,
                          const char *language,
                          const char *text)
{
  JsonObject *node = ctn_draft_find (self, place);

  g_return_if_fail (node != NULL);
  ctn_draft_set_text (node, member, language, text);
}

double
ctn_model_draft_get_number (CtnModelDraft *self,
                            const char *place,
                            const char *member,
                            double fallback)
{
  JsonObject *node = ctn_draft_find (self, place);

  return node != NULL ? json_object_get_double_member_with_default (node, member, fallback)
                      : fallback;
}

void
ctn_model_draft_set_number (CtnModelDraft *self,
                            const char *place,
                            const char *member,
                            double value)
{
  JsonObject *node = ctn_draft_find (self, place);

  g_return_if_fail (node != NULL);
  if (!isnan (value))
    json_object_set_double_member (node, member, value);
  else if (json_object_has_member (node, member))
    json_object_remove_member (node, member);
}

gboolean
ctn_model_draft_get_boolean (CtnModelDraft *self, const char *place, const char *member)
{
  JsonObject *node = ctn_draft_find (self, place);

  return node != NULL && json_object_get_boolean_member_with_default (node, member, FALSE);
}

void
ctn_model_draft_set_boolean (CtnModelDraft *self,
                             const char *place,
                             const char *member,
                             gboolean value)
{
  JsonObject *node = ctn_draft_find (self, place);

  g_return_if_fail (node != NULL);
  if (value)
    json_object_set_boolean_member (node, member, TRUE);
  else if (json_object_has_member (node, member))
    json_object_remove_member (node, member);
}

void
ctn_model_draft_add_language (CtnModelDraft *self, const char *language)
{
  JsonArray *languages = ctn_draft_get_array (ctn_draft_get_root (self), "languages");

  for (guint i = 0; i < json_array_get_length (languages); i++)
    if (g_strcmp0 (json_array_get_string_element (languages, i), language) == 0)
      return;
  json_array_add_string_element (languages, language);
}
