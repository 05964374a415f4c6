#include "ctn-maturity-model-private.h"
#include "ctn-model-draft-private.h"

/* What the steps of a kind of scale are called; numbers have none. */
static const char *const step_members[] = {
  [CTN_SCALE_LEVELS] = "levels", [CTN_SCALE_TICKS] = "options",  [CTN_SCALE_STAGED] = "stages",
  [CTN_SCALE_NUMBER] = NULL,     [CTN_SCALE_YES_NO] = "answers",
};

static JsonArray *
get_steps (JsonObject *scale)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_members); i++)
    if (step_members[i] != NULL && ctn_draft_get_array (scale, step_members[i]) != NULL)
      return ctn_draft_get_array (scale, step_members[i]);
  return NULL;
}

static gboolean
is_kind (JsonObject *scale, CtnScaleKind kind)
{
  return scale != NULL &&
         g_strcmp0 (json_object_get_string_member_with_default (scale, "kind", NULL),
                    ctn_model_word (ctn_model_scale_kinds, (int) kind)) == 0;
}

/* What a step without words is called by: levels count from the first one's number, others from 1. */
static int
get_number (JsonObject *scale, guint step)
{
  gint64 first = ctn_draft_get_array (scale, "levels") != NULL
                     ? json_object_get_int_member_with_default (scale, "first", 0)
                     : 1;

  return (int) first + (int) step;
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

/* Whether a step has more words than its number. */
static gboolean
has_words (JsonObject *step, const char *language, int number)
{
  g_autofree char *name = g_strdup_printf ("%d", number);

  return ctn_draft_get_object (step, "text") != NULL ||
         g_strcmp0 (ctn_draft_read_text (step, "name", language), name) != 0;
}

/* Options count one each. A stage has one point more than the one before it, which may have any. */
static void
set_points (JsonObject *step, CtnScaleKind kind, JsonObject *before)
{
  double last =
      before != NULL ? json_object_get_double_member_with_default (before, "points", 0) : -1;

  if (kind == CTN_SCALE_TICKS)
    json_object_set_double_member (step, "points", 1);
  else if (kind == CTN_SCALE_STAGED)
    json_object_set_double_member (step, "points", last + 1);
  else if (json_object_has_member (step, "points"))
    json_object_remove_member (step, "points");
}

/* A step that says what it takes as @descriptor does. @step: (nullable) (transfer none). (transfer full) */
static JsonObject *
describe_step (JsonObject *step, JsonObject *descriptor)
{
  JsonObject *described = step != NULL ? json_object_ref (step) : json_object_new ();

  json_object_set_object_member (described, "text", json_object_ref (descriptor));
  return described;
}

/* @n steps of @kind for @item: those of @old, a scale of any kind, as far as they say something, with what the
 * question itself says of them; then new ones. (transfer full) */
static JsonArray *
make_steps (CtnModelDraft *self, JsonObject *item, CtnScaleKind kind, guint n, JsonObject *old)
{
  const char *language = ctn_draft_get_language (self);
  JsonArray *descriptors = ctn_draft_get_array (item, "descriptors");
  gboolean same = is_kind (old, kind);
  int first = same ? get_number (old, 0) : kind == CTN_SCALE_LEVELS ? 0 : 1;
  JsonArray *steps = json_array_new ();
  JsonObject *before = NULL;

  for (guint i = 0; i < n; i++) {
    JsonObject *step = ctn_draft_get_element (get_steps (old), i);
    JsonObject *descriptor = ctn_draft_get_element (descriptors, i);

    if (step != NULL && !same && !has_words (step, language, get_number (old, i)))
      step = NULL;
    if (descriptor != NULL)
      step = describe_step (step, descriptor);
    else if (step != NULL)
      json_object_ref (step);
    else
      step = ctn_draft_new_level (language, first + (int) i);
    if (!same || !json_object_has_member (step, "points"))
      set_points (step, kind, before);
    json_array_add_object_element (steps, step);
    before = step;
  }
  return steps;
}

/* A scale of the same kind keeps what else it says. */
static void
set_steps (CtnModelDraft *self, const char *place, CtnScaleKind kind, guint n)
{
  JsonObject *item = ctn_draft_find (self, place);
  JsonObject *old = get_own_scale (self, place);
  JsonArray *steps = make_steps (self, item, kind, n, old);
  JsonObject *scale = is_kind (old, kind) ? json_object_ref (old) : json_object_new ();

  drop_descriptors (item);
  json_object_set_string_member (scale, "kind", ctn_model_word (ctn_model_scale_kinds, (int) kind));
  json_object_set_array_member (scale, step_members[kind], steps);
  json_object_set_object_member (item, "scale", scale);
}

void
ctn_model_draft_set_levels (CtnModelDraft *self, const char *place, guint n)
{
  g_return_if_fail (ctn_model_draft_exists (self, place) && n >= 2 && n <= CTN_MODEL_MAX_STEPS);
  set_steps (self, place, CTN_SCALE_LEVELS, n);
}

void
ctn_model_draft_set_options (CtnModelDraft *self, const char *place, guint n)
{
  g_return_if_fail (ctn_model_draft_exists (self, place) && n >= 1 && n <= CTN_SCALE_MAX_OPTIONS);
  set_steps (self, place, CTN_SCALE_TICKS, n);
}

void
ctn_model_draft_set_stages (CtnModelDraft *self, const char *place, guint n)
{
  g_return_if_fail (ctn_model_draft_exists (self, place) && n >= 2 && n <= CTN_MODEL_MAX_STEPS);
  set_steps (self, place, CTN_SCALE_STAGED, n);
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
  if (!is_kind (scale, CTN_SCALE_NUMBER)) {
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
      g_autofree char *number = g_strdup_printf ("%d", get_number (get_scale (self, place), i));
      JsonObject *empty = json_object_new ();

      json_object_set_string_member (empty, ctn_draft_get_language (self), number);
      json_array_add_object_element (descriptors, empty);
    }
  }
  return descriptors;
}

/* The words of a step: with them it needs no number for a name. */
static void
set_step_text (JsonObject *step, int number, const char *language, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%d", number);

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
    set_step_text (json_array_get_object_element (own, step),
                   get_number (get_own_scale (self, place), step), language, text);
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

const char *
ctn_model_draft_get_step_name (CtnModelDraft *self,
                               const char *place,
                               guint step,
                               const char *language)
{
  JsonObject *scale = get_scale (self, place);
  const char *name =
      ctn_draft_read_text (ctn_draft_get_element (get_steps (scale), step), "name", language);
  g_autofree char *number = scale != NULL ? g_strdup_printf ("%d", get_number (scale, step)) : NULL;

  return g_strcmp0 (name, number) != 0 ? name : "";
}

void
ctn_model_draft_set_step_name (CtnModelDraft *self,
                               const char *place,
                               guint step,
                               const char *language,
                               const char *name)
{
  const char *first = ctn_draft_get_language (self);
  JsonObject *scale = get_scale (self, place);
  JsonObject *object = ctn_draft_get_element (get_steps (scale), step);
  g_autofree char *number = NULL;

  g_return_if_fail (object != NULL);
  number = g_strdup_printf ("%d", get_number (scale, step));
  ctn_draft_set_text (object, "name", language, name);
  if (*name != '\0' && *ctn_draft_read_text (object, "name", first) == '\0')
    ctn_draft_set_text (object, "name", first, name);
  if (ctn_draft_get_object (object, "name") == NULL &&
      ctn_draft_get_object (object, "text") == NULL)
    ctn_draft_set_text (object, "name", first, number);
}

static guint
count_scale (JsonObject *node, const char *name)
{
  JsonArray *children = ctn_draft_get_children (node, NULL);
  guint n = 0;

  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    n += count_scale (ctn_draft_get_element (children, i), name);
  if (children == NULL)
    n += g_strcmp0 (json_object_get_string_member_with_default (node, "scale", NULL), name) == 0;
  return n;
}

guint
ctn_model_draft_count_sharing (CtnModelDraft *self, const char *place)
{
  const char *name = ctn_model_draft_get_string (self, place, "scale");

  return name != NULL ? count_scale (ctn_draft_get_root (self), name) : 1;
}
