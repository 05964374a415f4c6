#include "ctn-model-parts.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#define MAX_NUMBER 1e15
#define MAX_POINTS 1e6

/* Scales ------------------------------------------------------------------------------------- */

static const char *
get_steps_member (CtnScaleKind kind)
{
  switch (kind) {
  case CTN_SCALE_TICKS:
    return "options";
  case CTN_SCALE_STAGED:
    return "stages";
  case CTN_SCALE_YES_NO:
    return "answers";
  case CTN_SCALE_LEVELS:
  case CTN_SCALE_NUMBER:
  default:
    return "levels";
  }
}

static void
read_step (CtnModelWalk *walk, JsonNode *node, CtnScale *scale)
{
  static const char *const plain[] = { "name", "text", NULL };
  static const char *const pointed[] = { "name", "text", "points", NULL };
  gboolean has_points = scale->kind == CTN_SCALE_TICKS || scale->kind == CTN_SCALE_STAGED;
  JsonObject *object = ctn_model_walk_object_here (walk, node);
  CtnScaleStep step = { NULL, NULL, scale->steps->len };

  if (object == NULL)
    return;
  ctn_model_walk_check_members (walk, object, has_points ? pointed : plain);
  step.name = ctn_model_walk_texts (walk, object, "name", !json_object_has_member (object, "text"));
  step.text = ctn_model_walk_texts (walk, object, "text", FALSE);
  if (has_points)
    step.points = ctn_model_walk_number (walk, object, "points", 0, MAX_POINTS,
                                         scale->kind == CTN_SCALE_TICKS ? 1 : step.points, FALSE);
  if (scale->kind == CTN_SCALE_STAGED && scale->steps->len > 0 &&
      step.points < ctn_scale_get_step (scale, scale->steps->len - 1)->points)
    ctn_model_walk_error (walk, "points", _ ("A later stage cannot have fewer points."));
  g_array_append_val (scale->steps, step);
}

static void
read_steps (CtnModelWalk *walk, JsonObject *object, CtnScale *scale)
{
  const char *member = get_steps_member (scale->kind);
  gboolean is_ticks = scale->kind == CTN_SCALE_TICKS;
  gboolean is_yes_no = scale->kind == CTN_SCALE_YES_NO;
  guint max = is_ticks ? CTN_SCALE_MAX_OPTIONS : is_yes_no ? 2 : CTN_MODEL_MAX_STEPS;
  JsonArray *array = ctn_model_walk_array (walk, object, member, is_ticks ? 1 : 2, max, !is_yes_no);
  gsize mark = ctn_model_walk_member (walk, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    read_step (walk, json_array_get_element (array, i), scale);
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
  while (is_yes_no && scale->steps->len < 2) {
    CtnScaleStep step = { NULL, NULL, scale->steps->len };

    g_array_append_val (scale->steps, step);
  }
}

static void
count_points (CtnModelWalk *walk, CtnScale *scale)
{
  scale->max_points = 0;
  for (guint i = 0; i < scale->steps->len; i++) {
    double points = ctn_scale_get_step (scale, i)->points;

    scale->max_points = scale->kind == CTN_SCALE_TICKS ? scale->max_points + points
                                                       : MAX (scale->max_points, points);
  }
  if (scale->steps->len > 0 && !(scale->max_points > 0))
    ctn_model_walk_error (walk, NULL, _ ("None of the answers has points."));
}

static void
read_number (CtnModelWalk *walk, JsonObject *object, CtnScale *scale)
{
  scale->unit = ctn_model_walk_texts (walk, object, "unit", FALSE);
  scale->source = ctn_model_walk_texts (walk, object, "source", FALSE);
  scale->year = ctn_model_walk_int (walk, object, "year", 0, 9999, 0);
  scale->direction = (CtnDirection) ctn_model_walk_word (
      walk, object, "direction", ctn_model_directions, CTN_DIRECTION_HIGHER);
  scale->transform = (CtnTransform) ctn_model_walk_word (walk, object, "transform",
                                                         ctn_model_transforms, CTN_TRANSFORM_NONE);
  scale->min = ctn_model_walk_number (walk, object, "min", -MAX_NUMBER, MAX_NUMBER, 0, TRUE);
  scale->max =
      ctn_model_walk_number (walk, object, "max", -MAX_NUMBER, MAX_NUMBER, scale->min + 1, TRUE);
  /* The difference must also be one that a quotient can be made of. */
  if (!(scale->max - scale->min > 1e-9 * MAX (fabs (scale->min), fabs (scale->max))))
    ctn_model_walk_error (walk, "max", _ ("The upper goalpost must be above the lower one."));
  if (scale->transform == CTN_TRANSFORM_SQRT && scale->min < 0)
    ctn_model_walk_error (walk, "min", _ ("With a square root this cannot be below 0."));
  if (scale->transform == CTN_TRANSFORM_LOG && scale->min < 1e-9)
    ctn_model_walk_error (walk, "min", _ ("With a logarithm this must be above 0."));
}

/* Reads the scale at the current place. (transfer none) (nullable): the model owns it */
static CtnScale *
read_scale (CtnModelWalk *walk, JsonNode *node, const char *name)
{
  static const char *const numbers[] = { "kind",      "unit", "source", "year", "direction",
                                         "transform", "min",  "max",    NULL };
  const char *steps[] = { "kind", NULL, NULL, NULL };
  JsonObject *object = ctn_model_walk_object_here (walk, node);
  CtnScale *scale;
  int kind;

  if (object == NULL)
    return NULL;
  kind = ctn_model_walk_word (walk, object, "kind", ctn_model_scale_kinds, -1);
  if (kind < 0) {
    if (!json_object_has_member (object, "kind"))
      ctn_model_walk_error (walk, "kind", _ ("This is missing."));
    return NULL;
  }
  scale = ctn_scale_new ((CtnScaleKind) kind);
  scale->name = g_strdup (name);
  g_ptr_array_add (walk->model->scales, scale);
  if (scale->kind == CTN_SCALE_NUMBER) {
    ctn_model_walk_check_members (walk, object, numbers);
    read_number (walk, object, scale);
    return scale;
  }
  steps[1] = get_steps_member (scale->kind);
  steps[2] = scale->kind == CTN_SCALE_LEVELS ? "first" : NULL;
  ctn_model_walk_check_members (walk, object, steps);
  scale->first_level = ctn_model_walk_int (walk, object, "first", -100, 100, 0);
  read_steps (walk, object, scale);
  count_points (walk, scale);
  return scale;
}

void
ctn_model_read_scales (CtnModelWalk *walk, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "scales");
  gsize mark = ctn_model_walk_member (walk, "scales");
  JsonObject *object = node == NULL ? NULL : ctn_model_walk_object_here (walk, node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object != NULL && json_object_get_size (object) > CTN_MODEL_MAX_PARTS)
    ctn_model_walk_error_printf (walk, NULL, _ ("There may be up to %d scales."),
                                 CTN_MODEL_MAX_PARTS);
  else if (object != NULL) {
    json_object_iter_init_ordered (&iter, object);
    while (json_object_iter_next_ordered (&iter, &name, &value)) {
      gsize inner = ctn_model_walk_member (walk, name);

      if (ctn_model_is_code (name))
        read_scale (walk, value, name);
      else
        ctn_model_walk_error (walk, NULL, _ ("The name of a scale must be a code."));
      ctn_model_walk_back (walk, inner);
    }
  }
  ctn_model_walk_back (walk, mark);
}

static const CtnScale *
find_scale (CtnModelWalk *walk, const char *name)
{
  for (guint i = 0; i < walk->model->scales->len; i++) {
    const CtnScale *scale = g_ptr_array_index (walk->model->scales, i);

    if (g_strcmp0 (scale->name, name) == 0)
      return scale;
  }
  return NULL;
}

static void
read_descriptors (CtnModelWalk *walk, JsonObject *item, CtnModelNode *node)
{
  guint n = ctn_scale_get_n_steps (node->scale);
  JsonArray *array = ctn_model_walk_array (walk, item, "descriptors", n, n, FALSE);
  gsize mark = ctn_model_walk_member (walk, "descriptors");

  if (array != NULL)
    node->descriptors = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_texts_free);
  for (guint i = 0; array != NULL && i < n; i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    g_ptr_array_add (node->descriptors,
                     ctn_model_walk_texts_here (walk, json_array_get_element (array, i)));
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
}

void
ctn_model_read_item_scale (CtnModelWalk *walk, JsonObject *item, CtnModelNode *node)
{
  JsonNode *json = json_object_get_member (item, "scale");
  gsize mark;

  if (json == NULL) {
    ctn_model_walk_error (walk, "scale", _ ("This is missing."));
    return;
  }
  mark = ctn_model_walk_member (walk, "scale");
  if (json_node_get_value_type (json) == G_TYPE_STRING) {
    node->scale = find_scale (walk, json_node_get_string (json));
    if (node->scale == NULL)
      ctn_model_walk_error (walk, NULL, _ ("There is no scale of this name under “scales”."));
  } else {
    node->scale = read_scale (walk, json, NULL);
  }
  ctn_model_walk_back (walk, mark);
  if (node->scale != NULL)
    read_descriptors (walk, item, node);
}

/* Bands -------------------------------------------------------------------------------------- */

static void
read_band (CtnModelWalk *walk, JsonNode *json, CtnModelNode *node)
{
  static const char *const known[] = { "code", "title", "text", "from", "above", NULL };
  JsonObject *object = ctn_model_walk_object_here (walk, json);
  CtnBand *last =
      node->bands->len == 0 ? NULL : g_ptr_array_index (node->bands, node->bands->len - 1);
  const char *member;
  CtnBand *band;

  if (object == NULL)
    return;
  ctn_model_walk_check_members (walk, object, known);
  band = g_new0 (CtnBand, 1);
  band->above = json_object_has_member (object, "above");
  member = band->above ? "above" : "from";
  band->code = ctn_model_walk_code (walk, object, "code");
  band->title = ctn_model_walk_texts (walk, object, "title", TRUE);
  band->text = ctn_model_walk_texts (walk, object, "text", FALSE);
  band->from = ctn_model_walk_number (walk, object, member, 0,
                                      node->bands_relative_to == NULL ? 1 : 1000, 0, TRUE);
  if (band->above && json_object_has_member (object, "from"))
    ctn_model_walk_error (walk, "from", _ ("Give either “from” or “above”, not both."));
  if (last != NULL && !(band->from > last->from))
    ctn_model_walk_error (walk, member, _ ("The bands must be in rising order."));
  g_ptr_array_add (node->bands, band);
}

void
ctn_model_read_bands (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  JsonArray *array = ctn_model_walk_array (walk, object, "bands", 1, CTN_MODEL_MAX_PARTS, FALSE);
  gsize mark;

  if (json_object_has_member (object, "bands-relative-to"))
    node->bands_relative_to = ctn_model_walk_code (walk, object, "bands-relative-to");
  if (array == NULL)
    return;
  node->bands = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_band_free);
  mark = ctn_model_walk_member (walk, "bands");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    read_band (walk, json_array_get_element (array, i), node);
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
}

void
ctn_model_check_bands (CtnModelWalk *walk)
{
  for (guint i = 0; i < walk->model->nodes->len; i++) {
    const CtnModelNode *node = g_ptr_array_index (walk->model->nodes, i);

    if (node->bands_relative_to != NULL &&
        ctn_maturity_model_find_norm (walk->model, node->bands_relative_to) == NULL)
      ctn_model_walk_error_printf (walk, "norms",
                                   _ ("The bands relate to the norm “%s”, which is missing."),
                                   node->bands_relative_to);
  }
}

/* Gates -------------------------------------------------------------------------------------- */

static void
read_gate (CtnModelWalk *walk, JsonNode *json)
{
  static const char *const known[] = {
    "code", "title", "text", "node", "at-least", "at-most", NULL
  };
  JsonObject *object = ctn_model_walk_object_here (walk, json);
  g_autofree char *code = NULL;
  const CtnModelNode *node;
  double limit;
  CtnGate *gate;

  if (object == NULL)
    return;
  ctn_model_walk_check_members (walk, object, known);
  gate = g_new0 (CtnGate, 1);
  g_ptr_array_add (walk->model->gates, gate);
  gate->code = ctn_model_walk_code (walk, object, "code");
  gate->title = ctn_model_walk_texts (walk, object, "title", TRUE);
  gate->text = ctn_model_walk_texts (walk, object, "text", FALSE);
  code = ctn_model_walk_string (walk, object, "node", 1000, TRUE);
  node = code == NULL ? NULL : ctn_maturity_model_find (walk->model, code);
  if (code != NULL && node == NULL)
    ctn_model_walk_error (walk, "node", _ ("There is no node with this code."));
  else if (node != NULL && node->scale == NULL && node->aggregation == CTN_AGGREGATION_NONE)
    ctn_model_walk_error (walk, "node", _ ("The node has no value, for its aggregation is none."));
  gate->node = node == NULL ? 0 : node->index;
  limit = node != NULL && node->scale != NULL ? MAX_NUMBER : 1;
  gate->at_least = ctn_model_walk_number (walk, object, "at-least", -limit, limit, NAN, FALSE);
  gate->at_most = ctn_model_walk_number (walk, object, "at-most", -limit, limit, NAN, FALSE);
  if (!json_object_has_member (object, "at-least") && !json_object_has_member (object, "at-most"))
    ctn_model_walk_error (walk, NULL, _ ("A gate needs “at-least” or “at-most”."));
}

void
ctn_model_read_gates (CtnModelWalk *walk, JsonObject *root)
{
  JsonArray *array = ctn_model_walk_array (walk, root, "gates", 0, CTN_MODEL_MAX_PARTS, FALSE);
  gsize mark = ctn_model_walk_member (walk, "gates");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    read_gate (walk, json_array_get_element (array, i));
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
}

/* Norms -------------------------------------------------------------------------------------- */

static void
read_norm_values (CtnModelWalk *walk, JsonObject *object, CtnNorm *norm)
{
  JsonNode *json = json_object_get_member (object, "values");
  gsize mark = ctn_model_walk_member (walk, "values");
  JsonObject *values = json == NULL ? NULL : ctn_model_walk_object_here (walk, json);
  JsonObjectIter iter;
  const char *code;

  if (json == NULL)
    ctn_model_walk_error (walk, NULL, _ ("This is missing."));
  if (values != NULL) {
    json_object_iter_init_ordered (&iter, values);
    while (json_object_iter_next_ordered (&iter, &code, NULL)) {
      const CtnModelNode *node = ctn_maturity_model_find (walk->model, code);

      if (node == NULL)
        ctn_model_walk_error (walk, code, _ ("There is no node with this code."));
      else
        g_array_index (norm->values, double, node->index) =
            ctn_model_walk_number (walk, values, code, 0, 1, NAN, TRUE);
    }
  }
  ctn_model_walk_back (walk, mark);
}

static void
read_norm (CtnModelWalk *walk, JsonNode *json)
{
  static const char *const known[] = { "code", "title", "source", "year", "values", NULL };
  JsonObject *object = ctn_model_walk_object_here (walk, json);
  const double nothing = NAN;
  CtnNorm *norm;

  if (object == NULL)
    return;
  ctn_model_walk_check_members (walk, object, known);
  norm = g_new0 (CtnNorm, 1);
  norm->values = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < walk->model->nodes->len; i++)
    g_array_append_val (norm->values, nothing);
  norm->code = ctn_model_walk_code (walk, object, "code");
  norm->title = ctn_model_walk_texts (walk, object, "title", TRUE);
  norm->source = ctn_model_walk_texts (walk, object, "source", FALSE);
  norm->year = ctn_model_walk_int (walk, object, "year", 0, 9999, 0);
  read_norm_values (walk, object, norm);
  if (norm->code != NULL && ctn_maturity_model_find_norm (walk->model, norm->code) != NULL)
    ctn_model_walk_error (walk, "code", _ ("Another norm has the same code."));
  if (norm->code != NULL)
    g_ptr_array_add (walk->model->norms, norm);
  else
    ctn_norm_free (norm);
}

void
ctn_model_read_norms (CtnModelWalk *walk, JsonObject *root)
{
  JsonArray *array = ctn_model_walk_array (walk, root, "norms", 0, CTN_MODEL_MAX_PARTS, FALSE);
  gsize mark = ctn_model_walk_member (walk, "norms");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    read_norm (walk, json_array_get_element (array, i));
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
}
