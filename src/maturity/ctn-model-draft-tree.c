#include <stdlib.h>
#include <string.h>

#include "ctn-model-draft-private.h"

#define BLANK_LEVELS 6

/* The tree ----------------------------------------------------------------------------------- */

/* The place of the parent, and the position under it. (transfer full) (nullable): for the whole */
static char *
dup_parent (const char *place, guint *position)
{
  const char *last = strrchr (place, '/');
  const char *member;

  if (last == NULL)
    return NULL;
  *position = (guint) strtoul (last + 1, NULL, 10);
  member = g_strrstr_len (place, last - place, "/");
  return member != NULL ? g_strndup (place, (gsize) (member - place)) : NULL;
}

static void
collect_codes (JsonObject *node, GHashTable *codes)
{
  JsonArray *children = ctn_draft_get_children (node, NULL);

  if (json_object_has_member (node, "code"))
    g_hash_table_add (codes, g_strdup (json_object_get_string_member (node, "code")));
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    collect_codes (json_array_get_object_element (children, i), codes);
}

/* A code that no node has: "q1", "q2" … */
static void
set_new_code (CtnModelDraft *self, JsonObject *node, const char *prefix)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect_codes (ctn_draft_get_root (self), codes);
  for (guint i = 1;; i++) {
    g_autofree char *code = g_strdup_printf ("%s%u", prefix, i);

    if (g_hash_table_contains (codes, code))
      continue;
    json_object_set_string_member (node, "code", code);
    return;
  }
}

/* The depth of a place: 1 for the whole. */
static guint
get_depth (const char *place)
{
  guint n_slashes = 0;

  for (const char *p = place; *p != '\0'; p++)
    n_slashes += *p == '/';
  return 1 + n_slashes / 2;
}

/* A new question is answered as the one before it if that shares its scale, else in levels. */
static void
set_first_scale (CtnModelDraft *self, const char *place, JsonObject *before)
{
  JsonNode *scale = before != NULL ? json_object_get_member (before, "scale") : NULL;

  if (scale != NULL && JSON_NODE_HOLDS_VALUE (scale))
    ctn_model_draft_set_shared_scale (self, place, json_node_get_string (scale));
  else
    ctn_model_draft_set_levels (self, place, BLANK_LEVELS);
}

/* Whether a node at @place can have one more child, in an array called @wanted. A node has children of one kind. */
static gboolean
can_add (CtnModelDraft *self, const char *place, const char *wanted, guint n_levels)
{
  JsonObject *parent = ctn_draft_find (self, place);
  const char *member = wanted;
  JsonArray *children = parent != NULL ? ctn_draft_get_children (parent, &member) : NULL;

  return parent != NULL && get_depth (place) + n_levels <= CTN_MODEL_MAX_LEVELS &&
         g_str_equal (member, wanted) &&
         (children == NULL || json_array_get_length (children) < CTN_MODEL_MAX_CHILDREN);
}

gboolean
ctn_model_draft_can_add_question (CtnModelDraft *self, const char *place)
{
  return can_add (self, place, "items", 1);
}

gboolean
ctn_model_draft_can_add_group (CtnModelDraft *self, const char *place)
{
  return can_add (self, place, "groups", 2);
}

static JsonArray *
get_array_for (JsonObject *parent, const char *wanted)
{
  JsonArray *children = ctn_draft_get_children (parent, NULL);

  if (children == NULL) {
    children = json_array_new ();
    json_object_set_array_member (parent, wanted, children);
  }
  return children;
}

char *
ctn_model_draft_add_question (CtnModelDraft *self,
                              const char *place,
                              const char *title,
                              const char *language)
{
  JsonArray *items;
  JsonObject *item;
  char *added;
  guint n;

  if (!ctn_model_draft_can_add_question (self, place))
    return NULL;
  items = get_array_for (ctn_draft_find (self, place), "items");
  n = json_array_get_length (items);
  item = json_object_new ();
  set_new_code (self, item, "q");
  ctn_draft_set_new_title (self, item, title, language);
  json_array_add_object_element (items, item);
  added = g_strdup_printf ("%s/items/%u", place, n);
  set_first_scale (self, added, n > 0 ? ctn_draft_get_element (items, n - 1) : NULL);
  return added;
}

char *
ctn_model_draft_add_group (CtnModelDraft *self,
                           const char *place,
                           const char *title,
                           const char *language)
{
  JsonArray *groups;
  g_autofree char *question = NULL;
  JsonObject *group;
  char *added;

  if (!ctn_model_draft_can_add_group (self, place))
    return NULL;
  groups = get_array_for (ctn_draft_find (self, place), "groups");
  group = json_object_new ();
  set_new_code (self, group, "g");
  ctn_draft_set_new_title (self, group, title, language);
  json_object_set_array_member (group, "items", json_array_new ());
  json_array_add_object_element (groups, group);
  added = g_strdup_printf ("%s/groups/%u", place, json_array_get_length (groups) - 1);
  question = ctn_model_draft_add_question (self, added, title, language);
  return added;
}

gboolean
ctn_model_draft_can_move (CtnModelDraft *self, const char *place, int by)
{
  guint position = 0;
  g_autofree char *parent = dup_parent (place, &position);
  gint64 target = (gint64) position + by;

  return parent != NULL && target >= 0 && target < ctn_model_draft_count_children (self, parent);
}

void
ctn_model_draft_move (CtnModelDraft *self, const char *place, int by)
{
  guint position = 0;
  g_autofree char *parent = dup_parent (place, &position);
  JsonArray *siblings;
  g_autoptr (JsonArray) moved = NULL;
  g_autoptr (GList) nodes = NULL;
  JsonNode *node;
  const char *member = NULL;

  g_return_if_fail (ctn_model_draft_can_move (self, place, by));
  siblings = ctn_draft_get_children (ctn_draft_find (self, parent), &member);
  nodes = json_array_get_elements (siblings);
  node = g_list_nth_data (nodes, position);
  nodes = g_list_remove (nodes, node);
  nodes = g_list_insert (nodes, node, (int) position + by);
  moved = json_array_new ();
  for (GList *l = nodes; l != NULL; l = l->next)
    json_array_add_element (moved, json_node_copy (l->data));
  json_object_set_array_member (ctn_draft_find (self, parent), member, g_steal_pointer (&moved));
}

gboolean
ctn_model_draft_can_remove (CtnModelDraft *self, const char *place)
{
  guint position = 0;
  g_autofree char *parent = dup_parent (place, &position);

  return parent != NULL && ctn_model_draft_count_children (self, parent) > 1;
}

/* Takes gates of nodes, and values of norms, that are not there any more. */
static void
forget_codes (CtnModelDraft *self, GHashTable *gone)
{
  JsonObject *root = ctn_draft_get_root (self);
  JsonArray *gates = ctn_draft_get_array (root, "gates");
  JsonArray *norms = ctn_draft_get_array (root, "norms");
  GHashTableIter iter;
  gpointer code;

  for (guint i = gates != NULL ? json_array_get_length (gates) : 0; i-- > 0;) {
    JsonObject *gate = json_array_get_object_element (gates, i);

    if (g_hash_table_contains (gone, json_object_get_string_member_with_default (gate, "node", "")))
      json_array_remove_element (gates, i);
  }
  if (gates != NULL && json_array_get_length (gates) == 0)
    json_object_remove_member (root, "gates");
  for (guint i = 0; norms != NULL && i < json_array_get_length (norms); i++) {
    JsonObject *values = ctn_draft_get_object (json_array_get_object_element (norms, i), "values");

    g_hash_table_iter_init (&iter, gone);
    while (values != NULL && g_hash_table_iter_next (&iter, &code, NULL))
      if (json_object_has_member (values, code))
        json_object_remove_member (values, code);
  }
}

void
ctn_model_draft_remove (CtnModelDraft *self, const char *place)
{
  guint position = 0;
  g_autofree char *parent = dup_parent (place, &position);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (ctn_model_draft_can_remove (self, place));
  collect_codes (ctn_draft_find (self, place), codes);
  json_array_remove_element (ctn_draft_get_children (ctn_draft_find (self, parent), NULL),
                             position);
  forget_codes (self, codes);
}
