#include <math.h>
#include <string.h>

#include "ctn-model-draft-private.h"

/* Up to where new bands are put. */
#define LAST_VALUE 1.0
#define LAST_MULTIPLE 2.0

/* The most that a band may begin at when it stands for multiples of a norm, as the format has it. */
#define MAX_MULTIPLE 1000.0

/* Lists ---------------------------------------------------------------------------------------- */

/* A list of a node, or an element of one. */
typedef struct {
  JsonObject *owner; /* (nullable): there is no such node */
  char *member;      /* (owned) */
  char *last;        /* (owned) (nullable) of an element: what names it */
} Place;

static void
place_clear (Place *place)
{
  g_free (place->member);
  g_free (place->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* @place less its last token, which is put into @last. (transfer full) */
static char *
split (const char *place, char **last)
{
  const char *slash = strrchr (place, '/');

  *last = g_strdup (slash != NULL ? slash + 1 : "");
  return slash != NULL ? g_strndup (place, (gsize) (slash - place)) : g_strdup ("");
}

static Place
find_list (CtnModelDraft *self, const char *list)
{
  Place place = { NULL, NULL, NULL };
  g_autofree char *owner = split (list, &place.member);

  place.owner = ctn_draft_find (self, owner);
  return place;
}

static Place
find_part (CtnModelDraft *self, const char *part)
{
  char *last;
  g_autofree char *list = split (part, &last);
  Place place = find_list (self, list);

  place.last = last;
  return place;
}

static JsonArray *
get_list (const Place *place)
{
  return ctn_draft_get_array (place->owner, place->member);
}

static guint
count (JsonArray *list)
{
  return list != NULL ? json_array_get_length (list) : 0;
}

/* Takes an empty list away too: one of bands must not be. */
static void
remove_element (JsonObject *owner, const char *member, JsonObject *element)
{
  JsonArray *list = ctn_draft_get_array (owner, member);

  for (guint i = 0; i < count (list); i++)
    if (ctn_draft_get_element (list, i) == element) {
      json_array_remove_element (list, i);
      break;
    }
  if (count (list) == 0 && json_object_has_member (owner, member))
    json_object_remove_member (owner, member);
}

guint
ctn_model_draft_count_parts (CtnModelDraft *self, const char *list)
{
  g_auto (Place) place = find_list (self, list);

  return count (get_list (&place));
}

char *
ctn_model_draft_dup_part (CtnModelDraft *self, const char *list, guint position)
{
  g_auto (Place) place = find_list (self, list);
  JsonObject *part = ctn_draft_get_element (get_list (&place), position);
  const char *code =
      part != NULL ? json_object_get_string_member_with_default (part, "code", NULL) : NULL;
  guint64 found;

  if (code != NULL && ctn_draft_find_code (get_list (&place), code, &found) && found == position)
    return g_strdup_printf ("%s/=%s", list, code);
  return g_strdup_printf ("%s/%u", list, position);
}

/* Adds @part behind the others, with a code of its own: "band1", "band2" … (transfer full) (nullable):
 * its place; %NULL when there are too many. @part: (transfer full) */
static char *
add_part (CtnModelDraft *self, const char *list, const char *prefix, JsonObject *part)
{
  g_auto (Place) place = find_list (self, list);
  JsonArray *array = get_list (&place);
  g_autofree char *code = NULL;
  guint64 position;
  guint i = 1;

  if (place.owner == NULL || count (array) >= CTN_MODEL_MAX_PARTS) {
    json_object_unref (part);
    return NULL;
  }
  if (array == NULL) {
    array = json_array_new ();
    json_object_set_array_member (place.owner, place.member, array);
  }
  do {
    g_free (code);
    code = g_strdup_printf ("%s%u", prefix, i++);
  } while (ctn_draft_find_code (array, code, &position));
  json_object_set_string_member (part, "code", code);
  json_array_add_object_element (array, part);
  return g_strdup_printf ("%s/=%s", list, code);
}

/* Bands ---------------------------------------------------------------------------------------- */

static double
get_start (JsonObject *band)
{
  return json_object_get_double_member_with_default (
      band, json_object_has_member (band, "above") ? "above" : "from", 0);
}

static void
set_start (JsonObject *band, double start, gboolean above)
{
  if (json_object_has_member (band, above ? "from" : "above"))
    json_object_remove_member (band, above ? "from" : "above");
  json_object_set_double_member (band, above ? "above" : "from", start);
}

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  double first = get_start (json_node_get_object ((JsonNode *) a));
  double second = get_start (json_node_get_object ((JsonNode *) b));

  return (first > second) - (first < second);
}

static void
sort_bands (const Place *place)
{
  g_autoptr (GList) bands = json_array_get_elements (get_list (place));
  JsonArray *sorted = json_array_new ();

  bands = g_list_sort (bands, compare_bands);
  for (GList *l = bands; l != NULL; l = l->next)
    json_array_add_element (sorted, json_node_copy (l->data));
  json_object_set_array_member (place->owner, place->member, sorted);
}

/* In the middle of the widest gap between the bands, the upper one of two; 0 if there are none, or if most
 * is below the first. */
static double
find_room (JsonArray *bands, double last)
{
  double room = 0;
  double widest = count (bands) > 0 ? get_start (ctn_draft_get_element (bands, 0)) : 0;

  for (guint i = 0; i < count (bands); i++) {
    double start = get_start (ctn_draft_get_element (bands, i));
    double end = i + 1 < count (bands) ? get_start (ctn_draft_get_element (bands, i + 1))
                                       : MAX (last, start);
    double middle = (start + end) / 2;
    double rounded = rint (100 * middle) / 100;

    if (end - start < widest)
      continue;
    widest = end - start;
    room = rounded > start && rounded < end ? rounded : middle;
  }
  return room;
}

char *
ctn_model_draft_add_band (CtnModelDraft *self,
                          const char *place,
                          const char *title,
                          const char *language)
{
  g_autofree char *list = g_strdup_printf ("%s/bands", place);
  g_auto (Place) bands = find_list (self, list);
  gboolean is_relative = ctn_model_draft_get_string (self, place, "bands-relative-to") != NULL;
  JsonObject *band = json_object_new ();
  char *added;

  ctn_draft_set_new_title (self, band, title, language);
  set_start (band, find_room (get_list (&bands), is_relative ? LAST_MULTIPLE : LAST_VALUE), FALSE);
  added = add_part (self, list, "band", band);
  if (added != NULL)
    sort_bands (&bands);
  return added;
}

double
ctn_model_draft_get_band_start (CtnModelDraft *self, const char *part, gboolean *above)
{
  JsonObject *band = ctn_draft_find (self, part);

  *above = band != NULL && json_object_has_member (band, "above");
  return band != NULL ? get_start (band) : NAN;
}

void
ctn_model_draft_set_band_start (CtnModelDraft *self, const char *part, double start, gboolean above)
{
  g_auto (Place) place = find_part (self, part);
  JsonObject *band = ctn_draft_find (self, part);

  g_return_if_fail (band != NULL);
  set_start (band, start, above);
  sort_bands (&place);
}

/* The value of a node that its bands are multiples of; 1 when they relate to nothing that it has. */
static double
get_base (CtnModelDraft *self, JsonObject *node, const char *norm)
{
  g_autofree char *place = g_strdup_printf ("/norms/=%s", norm != NULL ? norm : "");
  JsonObject *values = ctn_draft_get_object (ctn_draft_find (self, place), "values");
  const char *code = json_object_get_string_member_with_default (node, "code", CTN_MODEL_TOTAL);
  double value = values != NULL ? json_object_get_double_member_with_default (values, code, 1) : 1;

  return value > 0 ? value : 1;
}

/* What is out of reach afterwards, or on the same place as the band below, goes. */
static void
scale_bands (JsonObject *node, double factor, double max)
{
  JsonArray *bands = ctn_draft_get_array (node, "bands");
  double last = -1;

  for (guint i = 0; i < count (bands);) {
    JsonObject *band = ctn_draft_get_element (bands, i);
    double start = rint (1e9 * get_start (band) * factor) / 1e9;

    if (start > last && start <= max) {
      set_start (band, start, json_object_has_member (band, "above"));
      last = start;
      i++;
    } else {
      json_array_remove_element (bands, i);
    }
  }
  if (bands != NULL && count (bands) == 0)
    json_object_remove_member (node, "bands");
}

/* @norm: (nullable) */
static void
relate (CtnModelDraft *self, JsonObject *node, const char *norm)
{
  const char *old = json_object_get_string_member_with_default (node, "bands-relative-to", NULL);

  if (g_strcmp0 (old, norm) == 0)
    return;
  scale_bands (node, get_base (self, node, old) / get_base (self, node, norm),
               norm != NULL ? MAX_MULTIPLE : LAST_VALUE);
  if (norm != NULL)
    json_object_set_string_member (node, "bands-relative-to", norm);
  else
    json_object_remove_member (node, "bands-relative-to");
}

void
ctn_model_draft_set_bands_norm (CtnModelDraft *self, const char *place, const char *norm)
{
  JsonObject *node = ctn_draft_find (self, place);

  g_return_if_fail (node != NULL);
  relate (self, node, norm);
}

static void
forget_norm (CtnModelDraft *self, JsonObject *node, const char *norm)
{
  JsonArray *children = ctn_draft_get_children (node, NULL);

  if (g_strcmp0 (json_object_get_string_member_with_default (node, "bands-relative-to", NULL),
                 norm) == 0)
    relate (self, node, NULL);
  for (guint i = 0; i < count (children); i++)
    forget_norm (self, ctn_draft_get_element (children, i), norm);
}

/* Gates ---------------------------------------------------------------------------------------- */

/* Half way up, as a gate measures it: the first step that counts half or more. */
static double
find_middle (const CtnScale *scale)
{
  if (scale->kind == CTN_SCALE_TICKS)
    return scale->max_points / 2;
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    double answer = ctn_scale_get_step_answer (scale, i);

    if (ctn_scale_get_value (scale, answer, NULL) >= 0.5)
      return ctn_scale_get_measure (scale, answer);
  }
  return ctn_scale_get_nearest_answer (scale, 0.5);
}

static void
set_bounds (JsonObject *gate, const CtnModelNode *node)
{
  static const char *const bounds[] = { "at-least", "at-most" };
  gboolean lower = node->scale != NULL && node->scale->direction == CTN_DIRECTION_LOWER;

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (json_object_has_member (gate, bounds[i]))
      json_object_remove_member (gate, bounds[i]);
  json_object_set_double_member (gate, bounds[lower ? 1 : 0],
                                 node->scale != NULL ? find_middle (node->scale) : 0.5);
}

char *
ctn_model_draft_add_gate (CtnModelDraft *self, const char *title, const char *language)
{
  g_autoptr (CtnMaturityModel) model = ctn_model_draft_finish (self, NULL);
  const CtnModelNode *node;
  JsonObject *gate;

  if (model == NULL)
    return NULL;
  node = ctn_maturity_model_get_leaf (model, 0);
  gate = json_object_new ();
  ctn_draft_set_new_title (self, gate, title, language);
  json_object_set_string_member (gate, "node", node->code);
  set_bounds (gate, node);
  return add_part (self, "/gates", "condition", gate);
}

void
ctn_model_draft_set_gate_node (CtnModelDraft *self, const char *part, const char *code)
{
  g_autoptr (CtnMaturityModel) model = ctn_model_draft_finish (self, NULL);
  JsonObject *gate = ctn_draft_find (self, part);
  const CtnModelNode *old;
  const CtnModelNode *node;

  g_return_if_fail (gate != NULL);
  if (model == NULL)
    return;
  old = ctn_maturity_model_find (model, json_object_get_string_member (gate, "node"));
  node = ctn_maturity_model_find (model, code);
  g_return_if_fail (node != NULL);
  json_object_set_string_member (gate, "node", code);
  if (old != node && (old->scale != NULL || node->scale != NULL))
    set_bounds (gate, node);
}

/* Norms ---------------------------------------------------------------------------------------- */

char *
ctn_model_draft_add_norm (CtnModelDraft *self, const char *title, const char *language)
{
  JsonObject *norm = json_object_new ();

  ctn_draft_set_new_title (self, norm, title, language);
  json_object_set_object_member (norm, "values", json_object_new ());
  return add_part (self, "/norms", "norm", norm);
}

void
ctn_model_draft_remove_part (CtnModelDraft *self, const char *part)
{
  g_auto (Place) place = find_part (self, part);
  JsonObject *element = ctn_draft_find (self, part);

  g_return_if_fail (element != NULL);
  if (g_str_equal (place.member, "norms"))
    forget_norm (self, ctn_draft_get_root (self),
                 json_object_get_string_member_with_default (element, "code", ""));
  remove_element (place.owner, place.member, element);
  /* Without bands there is nothing that could relate to a norm. */
  if (g_str_equal (place.member, "bands") && get_list (&place) == NULL &&
      json_object_has_member (place.owner, "bands-relative-to"))
    json_object_remove_member (place.owner, "bands-relative-to");
}
