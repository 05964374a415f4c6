#include <stdlib.h>
#include <string.h>

#include "ctn-maturity-model-private.h"
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

/* @levels: (transfer full) */
static JsonObject *
new_levels_scale (JsonArray *levels)
{
  JsonObject *scale = json_object_new ();

  json_object_set_string_member (scale, "kind", "levels");
  json_object_set_array_member (scale, "levels", levels);
  return scale;
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

static JsonArray *
get_array_for (JsonObject *parent, const char *wanted)
{
  const char *member = wanted;
  JsonArray *children = ctn_draft_get_children (parent, &member);

  if (children == NULL) {
    children = json_array_new ();
    json_object_set_array_member (parent, wanted, children);
  }
  return g_str_equal (member, wanted) && json_array_get_length (children) < CTN_MODEL_MAX_CHILDREN
             ? children
             : NULL;
}

char *
ctn_model_draft_add_question (CtnModelDraft *self,
                              const char *place,
                              const char *title,
                              const char *language)
{
  JsonObject *parent = ctn_draft_find (self, place);
  JsonArray *items = parent != NULL ? get_array_for (parent, "items") : NULL;
  JsonObject *item;
  char *added;
  guint n;

  if (items == NULL || get_depth (place) >= CTN_MODEL_MAX_LEVELS)
    return NULL;
  n = json_array_get_length (items);
  item = json_object_new ();
  set_new_code (self, item, "q");
  ctn_draft_set_text (item, "title", language, title);
  if (!g_str_equal (language, ctn_draft_get_language (self)))
    ctn_draft_set_text (item, "title", ctn_draft_get_language (self), title);
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
  JsonObject *parent = ctn_draft_find (self, place);
  JsonArray *groups = parent != NULL ? get_array_for (parent, "groups") : NULL;
  g_autofree char *question = NULL;
  JsonObject *group;
  char *added;

  if (groups == NULL || get_depth (place) + 1 >= CTN_MODEL_MAX_LEVELS)
    return NULL;
  group = json_object_new ();
  set_new_code (self, group, "g");
  ctn_draft_set_text (group, "title", language, title);
  if (!g_str_equal (language, ctn_draft_get_language (self)))
    ctn_draft_set_text (group, "title", ctn_draft_get_language (self), title);
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

/* Scales ------------------------------------------------------------------------------------- */

/* The steps of a scale: levels, options, stages or answers. */
static JsonArray *
get_steps (JsonObject *scale)
{
  static const char *const names[] = { "levels", "options", "stages", "answers" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (ctn_draft_get_array (scale, names[i]) != NULL)
      return ctn_draft_get_array (scale, names[i]);
  return NULL;
}

static JsonObject *
get_own_scale (CtnModelDraft *self, const char *place)
{
  return ctn_draft_get_object (ctn_draft_find (self, place), "scale");
}

static JsonObject *
get_scale (CtnModelDraft *self, const char *place)
{
  const char *shared = ctn_model_draft_get_string (self, place, "scale");
  JsonObject *scales = ctn_draft_get_object (ctn_draft_get_root (self), "scales");

  return shared != NULL ? ctn_draft_get_object (scales, shared) : get_own_scale (self, place);
}

static void
drop_descriptors (JsonObject *item)
{
  if (json_object_has_member (item, "descriptors"))
    json_object_remove_member (item, "descriptors");
}

void
ctn_model_draft_set_shared_scale (CtnModelDraft *self, const char *place, const char *name)
{
  JsonObject *item = ctn_draft_find (self, place);

  g_return_if_fail (item != NULL);
  drop_descriptors (item);
  json_object_set_string_member (item, "scale", name);
}

void
ctn_model_draft_set_levels (CtnModelDraft *self, const char *place, guint n)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonArray *old = ctn_draft_get_array (get_own_scale (self, place), "levels");
  JsonArray *levels = json_array_new ();

  g_return_if_fail (item != NULL && n >= 2 && n <= CTN_MODEL_MAX_STEPS);
  for (guint i = 0; i < n; i++) {
    JsonObject *level = ctn_draft_get_element (old, i);

    json_array_add_object_element (
        levels, level != NULL ? json_object_ref (level)
                              : ctn_draft_new_level (ctn_draft_get_language (self), i));
  }
  drop_descriptors (item);
  json_object_set_object_member (item, "scale", new_levels_scale (levels));
}

void
ctn_model_draft_set_yes_no (CtnModelDraft *self, const char *place)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonObject *scale = json_object_new ();

  g_return_if_fail (item != NULL);
  drop_descriptors (item);
  json_object_set_string_member (scale, "kind", "yes-no");
  json_object_set_object_member (item, "scale", scale);
}

void
ctn_model_draft_set_goalposts (CtnModelDraft *self,
                               const char *place,
                               double min,
                               double max,
                               CtnDirection direction)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonObject *scale = get_own_scale (self, place);

  g_return_if_fail (item != NULL);
  drop_descriptors (item);
  if (scale == NULL ||
      g_strcmp0 (json_object_get_string_member_with_default (scale, "kind", ""), "number") != 0) {
    scale = json_object_new ();
    json_object_set_string_member (scale, "kind", "number");
    json_object_set_object_member (item, "scale", scale);
  }
  json_object_set_double_member (scale, "min", min);
  json_object_set_double_member (scale, "max", max);
  json_object_set_string_member (scale, "direction",
                                 ctn_model_word (ctn_model_directions, (int) direction));
}

void
ctn_model_draft_set_unit (CtnModelDraft *self,
                          const char *place,
                          const char *language,
                          const char *unit)
{
  JsonObject *scale = get_own_scale (self, place);

  g_return_if_fail (scale != NULL);
  ctn_draft_set_text (scale, "unit", language, unit);
}

const char *
ctn_model_draft_get_descriptor (CtnModelDraft *self,
                                const char *place,
                                guint step,
                                const char *language)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonArray *descriptors = ctn_draft_get_array (item, "descriptors");
  JsonObject *texts = ctn_draft_get_element (descriptors, step);

  if (texts != NULL)
    return json_object_get_string_member_with_default (texts, language, "");
  return ctn_draft_read_text (ctn_draft_get_element (get_steps (get_own_scale (self, place)), step),
                              "text", language);
}

/* One text a step, for a list of descriptors has no holes: what the scale says, or the number. */
static JsonArray *
new_descriptors (CtnModelDraft *self, const char *place, guint n_steps)
{
  JsonArray *steps = get_steps (get_scale (self, place));
  JsonArray *descriptors = json_array_new ();

  for (guint i = 0; i < n_steps; i++) {
    JsonObject *step = ctn_draft_get_element (steps, i);
    JsonObject *texts = ctn_draft_get_object (step, "text");

    if (texts == NULL)
      texts = ctn_draft_get_object (step, "name");
    if (texts != NULL) {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, texts);
      json_array_add_element (descriptors, json_node_copy (node));
      json_node_unref (node);
    } else {
      g_autofree char *number = g_strdup_printf ("%u", i);
      JsonObject *empty = json_object_new ();

      json_object_set_string_member (empty, ctn_draft_get_language (self), number);
      json_array_add_object_element (descriptors, empty);
    }
  }
  return descriptors;
}

/* The words of a level: with them it needs no number for a name. */
static void
set_step_text (JsonObject *step, guint number, const char *language, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%u", number);

  ctn_draft_set_text (step, "text", language, text);
  if (ctn_draft_get_object (step, "text") == NULL && ctn_draft_get_object (step, "name") == NULL)
    ctn_draft_set_text (step, "name", language, name);
  else if (g_str_equal (ctn_draft_read_text (step, "name", language), name) && *text != '\0')
    ctn_draft_set_text (step, "name", language, "");
}

void
ctn_model_draft_set_descriptor (CtnModelDraft *self,
                                const char *place,
                                guint step,
                                guint n_steps,
                                const char *language,
                                const char *text)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonArray *descriptors = ctn_draft_get_array (item, "descriptors");
  JsonArray *own = get_steps (get_own_scale (self, place));
  JsonObject *texts;

  g_return_if_fail (item != NULL && step < n_steps);
  if (descriptors == NULL && own != NULL) {
    set_step_text (json_array_get_object_element (own, step), step, language, text);
    return;
  }
  if (descriptors == NULL) {
    descriptors = new_descriptors (self, place, n_steps);
    json_object_set_array_member (item, "descriptors", descriptors);
  }
  texts = ctn_draft_get_element (descriptors, step);
  if (texts == NULL)
    return;
  if (*text != '\0')
    json_object_set_string_member (texts, language, text);
  else if (json_object_has_member (texts, language) && json_object_get_size (texts) > 1)
    json_object_remove_member (texts, language);
}
