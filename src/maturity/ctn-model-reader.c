#include "ctn-model-reader.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include "ctn-date.h"
#include "ctn-model-json.h"
#include "ctn-model-parts.h"

#define FORMAT "catenary-maturity-model"
#define FORMAT_VERSION 1
#define MAX_JSON_DEPTH 16
#define MAX_NAME 200 /* bytes */
#define MAX_WEIGHT 1e6

/* Text --------------------------------------------------------------------------------------- */

/* Whether brackets nest no deeper than a model can need; the parser recurses. */
static gboolean
is_shallow (const char *json, gsize length)
{
  gboolean in_text = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++) {
    if (in_text && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      in_text = !in_text;
    else if (!in_text && (json[i] == '{' || json[i] == '[') && ++depth > MAX_JSON_DEPTH)
      return FALSE;
    else if (!in_text && (json[i] == '}' || json[i] == ']') && depth > 0)
      depth--;
  }
  return TRUE;
}

/* Parses @json into @parser, noting why if it cannot. */
static JsonObject *
parse (CtnModelWalk *walk, JsonParser *parser, const char *json, gsize length)
{
  g_autoptr (GError) error = NULL;
  const char *end = NULL;

  if (length > CTN_MODEL_MAX_BYTES)
    ctn_model_walk_error (walk, NULL,
                          _ ("The model file is too large. A model can have up to 4 MB."));
  else if (!g_utf8_validate_len (json, length, &end))
    ctn_model_walk_error_printf (walk, NULL, _ ("The text is not UTF-8 (at byte %zu)."),
                                 (gsize) (end - json));
  else if (!is_shallow (json, length))
    ctn_model_walk_error (walk, NULL, _ ("The brackets of the file nest too deeply for a model."));
  else if (!json_parser_load_from_data (parser, json, (gssize) length, &error))
    ctn_model_walk_error_printf (walk, NULL, _ ("The file is not JSON: %s"), error->message);
  else if (json_parser_get_root (parser) == NULL)
    ctn_model_walk_error (walk, NULL, _ ("The file is empty."));
  else
    return ctn_model_walk_object_here (walk, json_parser_get_root (parser));
  return NULL;
}

/* Nodes -------------------------------------------------------------------------------------- */

/* A node's title, help, code and weight. */
static void
read_common (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  g_autofree char *code = ctn_model_walk_code (walk, object, "code");

  node->title = ctn_model_walk_texts (walk, object, "title", TRUE);
  node->short_title = ctn_model_walk_texts (walk, object, "short-title", FALSE);
  node->help = ctn_model_walk_texts (walk, object, "help", FALSE);
  node->weight = ctn_model_walk_number (walk, object, "weight", 0, MAX_WEIGHT, 1, FALSE);
  if (code != NULL && g_hash_table_contains (walk->model->codes, code)) {
    ctn_model_walk_error (walk, "code", _ ("Another node has the same code."));
    return;
  }
  node->code = g_steal_pointer (&code);
  if (node->code != NULL)
    g_hash_table_insert (walk->model->codes, node->code, node);
}

static void
read_item (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  static const char *const known[] = { "code",  "title",       "short-title", "help", "weight",
                                       "scale", "descriptors", "required",    NULL };

  ctn_model_walk_check_members (walk, object, known);
  read_common (walk, object, node);
  node->aggregation = CTN_AGGREGATION_NONE;
  node->required = ctn_model_walk_boolean (walk, object, "required");
  node->leaf = walk->model->leaves->len;
  node->first_leaf = node->leaf;
  node->n_leaves = 1;
  g_ptr_array_add (walk->model->leaves, node);
  ctn_model_read_item_scale (walk, object, node);
}

static void read_children (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node);

static void
read_group (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  static const char *const known[] = { "code",   "title",       "short-title", "help",
                                       "weight", "aggregation", "threshold",   "bands-relative-to",
                                       "bands",  "groups",      "items",       NULL };

  ctn_model_walk_check_members (walk, object, known);
  read_common (walk, object, node);
  read_children (walk, object, node);
}

static void
read_child (CtnModelWalk *walk, JsonNode *json, guint parent, gboolean is_item)
{
  JsonObject *object = ctn_model_walk_object_here (walk, json);
  CtnModelNode *node;

  if (object == NULL || walk->model->nodes->len > CTN_MODEL_MAX_NODES)
    return;
  if (walk->model->nodes->len == CTN_MODEL_MAX_NODES)
    ctn_model_walk_error_printf (walk, NULL, _ ("A model can have up to %d nodes."),
                                 CTN_MODEL_MAX_NODES);
  node = ctn_maturity_model_add_node (walk->model, parent);
  if (is_item)
    read_item (walk, object, node);
  else
    read_group (walk, object, node);
}

static void
read_aggregation (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  node->aggregation = (CtnAggregation) ctn_model_walk_word (
      walk, object, "aggregation", ctn_model_aggregations, CTN_AGGREGATION_WEIGHTED_MEAN);
  if (node->aggregation == CTN_AGGREGATION_POINTS_THRESHOLD)
    node->threshold = ctn_model_walk_number (walk, object, "threshold", 0, 1, 1, TRUE);
  else if (json_object_has_member (object, "threshold"))
    ctn_model_walk_warning (walk, "threshold",
                            _ ("Only the aggregation points-threshold has a threshold."));
}

/* A parent can only be made of what has values and weights. */
static void
check_children (CtnModelWalk *walk, const CtnModelNode *node)
{
  double weights = 0;

  if (node->aggregation == CTN_AGGREGATION_NONE)
    return;
  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child =
        g_ptr_array_index (walk->model->nodes, ctn_model_node_get_child (node, i));

    weights += child->weight;
    if (child->scale == NULL && child->children->len > 0 && child->weight > 0 &&
        child->aggregation == CTN_AGGREGATION_NONE)
      ctn_model_walk_error_printf (walk, NULL,
                                   _ ("The node “%s” has no value that could count here, for its "
                                      "aggregation is none."),
                                   child->code != NULL ? child->code : "");
  }
  if (node->children->len > 0 && !(weights > 0))
    ctn_model_walk_error (walk, NULL, _ ("At least one of the weights must be above 0."));
}

/* Reads the groups or items of a node, and how they make up its value. */
static void
read_children (CtnModelWalk *walk, JsonObject *object, CtnModelNode *node)
{
  gboolean is_item = json_object_has_member (object, "items");
  const char *member = is_item ? "items" : "groups";
  JsonArray *array;
  gsize mark;

  read_aggregation (walk, object, node);
  ctn_model_read_bands (walk, object, node);
  node->first_leaf = walk->model->leaves->len;
  if (is_item && json_object_has_member (object, "groups"))
    ctn_model_walk_error (walk, "items", _ ("A node has either groups or items, not both."));
  /* A group must still have room for items under it. */
  if (!is_item && node->depth + 2 >= CTN_MODEL_MAX_LEVELS) {
    ctn_model_walk_error_printf (
        walk, "items",
        _ ("There must be items here: a model has up to %d levels, with the "
           "whole and the items."),
        CTN_MODEL_MAX_LEVELS);
    return;
  }
  array = ctn_model_walk_array (walk, object, member, 1, CTN_MODEL_MAX_CHILDREN, TRUE);
  mark = ctn_model_walk_member (walk, member);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gsize inner = ctn_model_walk_element (walk, i);

    read_child (walk, json_array_get_element (array, i), node->index, is_item);
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
  node->n_leaves = walk->model->leaves->len - node->first_leaf;
  check_children (walk, node);
}

/* The whole ---------------------------------------------------------------------------------- */

/* Strings of an array, each passing @check. */
static GStrv
read_list (CtnModelWalk *walk,
           JsonObject *root,
           const char *member,
           gboolean required,
           gboolean (*check) (const char *text),
           const char *fault)
{
  JsonArray *array =
      ctn_model_walk_array (walk, root, member, required ? 1 : 0, CTN_MODEL_MAX_PARTS, required);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize mark = ctn_model_walk_member (walk, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    gsize inner = ctn_model_walk_element (walk, i);

    if (json_node_get_value_type (node) == G_TYPE_STRING && check (json_node_get_string (node)))
      g_strv_builder_add (builder, json_node_get_string (node));
    else
      ctn_model_walk_error (walk, NULL, fault);
    ctn_model_walk_back (walk, inner);
  }
  ctn_model_walk_back (walk, mark);
  return g_strv_builder_end (builder);
}

static gboolean
is_subject (const char *text)
{
  static const char *const kinds[] = { "region", "partnership", "organisation", "chain", NULL };

  return g_strv_contains (kinds, text);
}

static void
read_display (CtnModelWalk *walk, JsonObject *root)
{
  static const char *const known[] = { "min", "max", "decimals", NULL };
  CtnMaturityModel *model = walk->model;
  JsonNode *node = json_object_get_member (root, "display");
  gsize mark = ctn_model_walk_member (walk, "display");
  JsonObject *object = node == NULL ? NULL : ctn_model_walk_object_here (walk, node);

  if (object != NULL) {
    ctn_model_walk_check_members (walk, object, known);
    model->display_min = ctn_model_walk_number (walk, object, "min", -1e6, 1e6, 0, FALSE);
    model->display_max = ctn_model_walk_number (walk, object, "max", -1e6, 1e6, 100, TRUE);
    model->display_decimals = (guint) ctn_model_walk_int (walk, object, "decimals", 0, 6, 0);
    if (!(model->display_max > model->display_min))
      ctn_model_walk_error (walk, "max", _ ("This must be above “min”."));
  }
  ctn_model_walk_back (walk, mark);
}

static void
read_header (CtnModelWalk *walk, JsonObject *root)
{
  CtnMaturityModel *model = walk->model;
  CtnDate date;

  model->languages = read_list (walk, root, "languages", TRUE, ctn_texts_is_language,
                                _ ("This is not a language tag such as “en” or “pt-BR”."));
  model->subjects =
      read_list (walk, root, "subjects", FALSE, is_subject,
                 _ ("A subject is one of: region, partnership, organisation, chain."));
  model->id = ctn_model_walk_code (walk, root, "id");
  model->version = ctn_model_walk_code (walk, root, "version");
  model->licence = ctn_model_walk_string (walk, root, "licence", MAX_NAME, TRUE);
  model->author = ctn_model_walk_string (walk, root, "author", MAX_NAME, FALSE);
  model->date = ctn_model_walk_string (walk, root, "date", MAX_NAME, FALSE);
  if (model->date != NULL && !ctn_date_parse (model->date, &date))
    ctn_model_walk_error (walk, "date", _ ("This must be a date such as 2025-06-30."));
  model->description = ctn_model_walk_texts (walk, root, "description", FALSE);
  model->source = ctn_model_walk_texts (walk, root, "source", TRUE);
  model->note = ctn_model_walk_texts (walk, root, "note", FALSE);
  read_display (walk, root);
}

static gboolean
check_format (CtnModelWalk *walk, JsonObject *root)
{
  g_autofree char *format = ctn_model_walk_string (walk, root, "format", MAX_NAME, FALSE);
  double version;

  if (g_strcmp0 (format, FORMAT) != 0) {
    ctn_model_walk_error_printf (
        walk, "format", _ ("This is not a maturity model: “format” must be “%s”."), FORMAT);
    return FALSE;
  }
  version = ctn_model_walk_number (walk, root, "format-version", 1, 1e6, 0, TRUE);
  if (version > FORMAT_VERSION)
    ctn_model_walk_error (walk, "format-version",
                          _ ("The model was written for a newer version of Catenary."));
  return version > 0 && !(version > FORMAT_VERSION);
}

static void
read_model (CtnModelWalk *walk, JsonObject *root)
{
  static const char *const known[] = {
    "format", "format-version", "id",       "version",     "licence",   "author",
    "date",   "languages",      "subjects", "title",       "source",    "description",
    "note",   "display",        "scales",   "aggregation", "threshold", "bands-relative-to",
    "bands",  "groups",         "items",    "gates",       "norms",     NULL
  };
  CtnModelNode *whole = ctn_maturity_model_add_node (walk->model, CTN_MODEL_NONE);

  whole->code = g_strdup (CTN_MODEL_TOTAL);
  g_hash_table_insert (walk->model->codes, whole->code, whole);
  ctn_model_walk_check_members (walk, root, known);
  read_header (walk, root);
  whole->title = ctn_model_walk_texts (walk, root, "title", TRUE);
  ctn_model_read_scales (walk, root);
  read_children (walk, root, whole);
  ctn_model_read_gates (walk, root);
  ctn_model_read_norms (walk, root);
  ctn_model_check_bands (walk);
}

CtnMaturityModel *
ctn_model_read (const char *json, gsize length, GPtrArray *problems)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_empty ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GString) place = g_string_new (NULL);
  CtnModelWalk walk = { model, place, problems, FALSE };
  JsonObject *root;

  json_parser_set_strict (parser, TRUE);
  root = parse (&walk, parser, json, length);
  if (root != NULL && check_format (&walk, root))
    read_model (&walk, root);
  return walk.has_errors ? NULL : g_steal_pointer (&model);
}
